"""What every test may ask for: the data beside the checkout, and a scratch database on each server."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import psycopg
import pymysql
import pytest
from hypothesis import settings

from tests.own_servers import OwnServer, ServerMissing, own_mariadb, own_postgres
from tests.promises_marked import promises
from tests.servers import mariadb, postgres, scratch_on_mariadb, scratch_on_postgres

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"
AT_NIGHT = pytest.mark.skipif(
    os.environ.get("HONOUR_NIGHT") != "true", reason="takes minutes of both cores: HONOUR_NIGHT=true runs it"
)

# No test asserts a time: machines are shared. In CI the same examples are drawn at each run.
settings.register_profile("house", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("night", deadline=None, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if IN_CI else "house"))


HEAVIEST = (
    "jobs/test_kill_letters", "jobs/test_several_workers", "portal/test_two_people",
    "jobs/test_kill_requests", "jobs/test_apart", "journeys/test_demo_desk", "journeys/test_kill_large",
    "website/test_in_a_browser",
    "website/test_upgrade", "portal/my_rights/test_what_stays", "portal/security/test_erased",
    "publishing/test_accessible", "website/test_routes", "journeys/test_kill_on_servers",
    "portal/security/test_alerts", "portal/test_my_choices_in_a_browser", "portal/security/test_passkeys",
    "website/test_serving", "trades/support/test_tickets",
    "journeys/test_large", "portal/my_rights/test_in_a_browser",
)  # fmt: skip
"""The files that take longest, the longest first. Two processes share the files out: one that is long and
begins last leaves the other without work.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the heaviest files, the rest in the order drawn. Refuse a mark that names no promise of the
    table: it would prove nothing, in silence.
    """
    places = {ROOT / f"tests/{name}.py": place for place, name in enumerate(HEAVIEST)}
    if gone := [str(path) for path in places if not path.exists()]:
        raise pytest.UsageError(f"HEAVIEST in tests/conftest.py names what is not there: {gone}")
    items.sort(key=lambda item: places.get(item.path, len(places)))
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


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    """Debian's Chromium; where there is none the tests are skipped, and fail in CI."""
    from playwright.sync_api import sync_playwright  # only where a browser is wanted

    found = shutil.which("chromium")
    if found is None:
        reason = "there is no chromium on this machine; .ci/run shows how to install it"
        if IN_CI:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    with sync_playwright() as driver:
        switches = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = driver.chromium.launch(executable_path=found, args=switches)
        yield started
        started.close()
