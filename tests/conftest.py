"""What every test may ask for: the data beside the checkout, and a scratch database on each server."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import psycopg
import pymysql
import pytest
from hypothesis import settings

from tests.own_servers import OwnServer, ServerMissing, own_mariadb, own_postgres
from tests.promises_marked import promises
from tests.servers import mariadb, postgres, scratch_on_mariadb, scratch_on_postgres

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"

# No test asserts a time: machines are shared. In CI the same examples are drawn at each run.
settings.register_profile("house", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("night", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if IN_CI else "house"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a mark that names no promise of the table: it would prove nothing, in silence."""
    known = promises()
    for item in items:
        for mark in item.iter_markers("promise"):
            if not mark.args or any(name not in known for name in mark.args):
                raise pytest.UsageError(f"{item.nodeid}: {mark.args} names no promise of tests/promises.tsv")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `shared` beside the checkout: policies' texts and the Chinook shop, not ours to carry."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"{folder} is missing: it holds data that the project does not carry")
    return folder


def _no_server(name: str, error: Exception) -> NoReturn:
    """Skip where a developer runs no server; fail in CI, where skipped would look like passed."""
    said = str(error).partition("\n")[0]
    reason = (
        f"no {name} answers on 127.0.0.1 as root without a password; .ci/run shows how to start one ({said})"
    )
    if IN_CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def strace() -> str:
    """The program that stops another at its n-th system call."""
    found = shutil.which("strace")
    if found is None:
        reason = "strace is missing: it stops a process at its n-th system call (apt-get install strace)"
        if IN_CI:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def postgres_answers() -> None:
    """Skips, or fails in CI, where no PostgreSQL answers."""
    try:
        postgres().close()
    except psycopg.OperationalError as error:
        _no_server("PostgreSQL", error)


@pytest.fixture(scope="session")
def mariadb_answers() -> None:
    """Skips, or fails in CI, where no MariaDB answers."""
    try:
        mariadb().close()
    except pymysql.OperationalError as error:
        _no_server("MariaDB", error)


@pytest.fixture
def postgres_url(postgres_answers: None) -> Iterator[str]:
    """The SQLAlchemy address of a fresh, empty PostgreSQL database, dropped when the test ends."""
    with scratch_on_postgres() as address:
        yield address


@pytest.fixture
def mariadb_url(mariadb_answers: None) -> Iterator[str]:
    """The SQLAlchemy address of a fresh, empty MariaDB database, dropped when the test ends."""
    with scratch_on_mariadb() as address:
        yield address


def _missing(error: ServerMissing) -> NoReturn:
    if IN_CI:
        pytest.fail(str(error), pytrace=False)
    pytest.skip(str(error))


@pytest.fixture(scope="session")
def own_postgresql() -> Iterator[OwnServer]:
    """A PostgreSQL server of the tests' own, that may be killed."""
    try:
        with own_postgres("recovery_init_sync_method=syncfs", "autovacuum=off") as server:
            yield server
    except ServerMissing as error:
        _missing(error)


@pytest.fixture(scope="session")
def own_mariadb_server() -> Iterator[OwnServer]:
    """A MariaDB server of the tests' own, that may be killed."""
    try:
        with own_mariadb() as server:
            yield server
    except ServerMissing as error:
        _missing(error)
