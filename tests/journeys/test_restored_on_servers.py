"""A backup of a PostgreSQL or MariaDB database, put back by the server's own programs, brings nobody back."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.journeys.servers import ServerShop, on_mariadb, on_postgres
from tests.journeys.shop import TREMBLAY
from tests.journeys.test_restored import backed_up, replayed, restored, with_key

BOTH = {"postgresql": on_postgres, "mariadb": on_mariadb}


@pytest.fixture(params=BOTH)
def on_server(request: pytest.FixtureRequest, shared: Path, tmp_path: Path) -> Iterator[ServerShop]:
    """A shop on each server, that may be backed up."""
    request.getfixturevalue("postgres_answers" if request.param == "postgresql" else "mariadb_answers")
    with BOTH[request.param](shared, tmp_path) as shop:
        with_key(shop)
        yield shop


def dumped(shop: ServerShop) -> bytes:
    """The database as its owner saves it by hand, without Honour's own tables."""
    url = make_url(shop.address)
    if shop.address.startswith("postgresql"):
        words = ["pg_dump", f"--host={url.host}", f"--username={url.username}", "--clean", "--if-exists"]
        words += ["--exclude-table=honour_*", f"--dbname={url.database}"]
    else:
        words = ["mariadb-dump", "--no-defaults", "--protocol=tcp", f"--host={url.host}"]
        words += [f"--user={url.username}", "--single-transaction", str(url.database)]
    return subprocess.run(words, capture_output=True, check=True).stdout


def put_back(shop: ServerShop, dump: bytes) -> None:
    url = make_url(shop.address)
    if shop.address.startswith("postgresql"):
        words = ["psql", "-q", "-v", "ON_ERROR_STOP=1", f"--host={url.host}", f"--username={url.username}"]
        words += [f"--dbname={url.database}"]
    else:
        words = ["mariadb", "--no-defaults", "--protocol=tcp", f"--host={url.host}", f"--user={url.username}"]
        words += [str(url.database)]
    subprocess.run(words, input=dump, check=True, stdout=subprocess.DEVNULL)


def test_whoever_was_erased_since_is_erased_again(on_server: ServerShop) -> None:
    rows = on_server.rows()
    file = backed_up(on_server)
    assert TREMBLAY.encode() not in file.read_bytes()
    assert on_server.really("erase", TREMBLAY).code == 0
    assert not on_server.holding(TREMBLAY)
    assert restored(on_server, file, "--really").code == 0
    assert on_server.rows() == rows
    assert on_server.holding(TREMBLAY)
    assert on_server.run("person", TREMBLAY).code == 4
    told = replayed(on_server)
    assert told.code == 0, told
    assert [one["who"] for one in told.document()["again"]] == ["customer:3"]
    assert not on_server.holding(TREMBLAY)
    assert on_server.run("person", TREMBLAY, "--json").document()["cases"]
    assert on_server.run("check").code == 0


def test_a_dump_put_back_by_hand_is_known_by_the_mark(on_server: ServerShop) -> None:
    assert on_server.really("erase", "leonekohler@surfeu.de").code == 0
    dump = dumped(on_server)
    assert on_server.really("erase", TREMBLAY).code == 0
    put_back(on_server, dump)
    if on_server.address.startswith("postgresql"):  # Honour's tables were left out of the dump, and stayed
        on_server.ask("DROP TABLE honour_epoch")
    assert on_server.holding(TREMBLAY)
    assert on_server.run("person", TREMBLAY).code == 4
    dry = on_server.run("restored", "--json").document()
    assert [one["who"] for one in dry["again"]] == ["customer:3"]
    assert replayed(on_server).code == 0
    assert not on_server.holding(TREMBLAY)
