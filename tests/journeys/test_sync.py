"""What is on the disk when: the syncs of an erasure in their order; servers that answer before the disk."""

import re
from pathlib import Path
from typing import Final

import pytest

from honour.connectors.sql.store import open_store
from honour.places.map import Store
from tests.journeys.shop import TREMBLAY, Shop
from tests.journeys.tea_shop import ELODIE, tea_shop
from tests.killing import tracing
from tests.own_servers import OwnServer

CALL: Final = re.compile(r'^\d+ +(\w+)\((?:\d+<([^>]+)>|"([^"]+)")', re.MULTILINE)
WRITES: Final = ("pwrite64", "write", "ftruncate")
SYNCS: Final = ("fsync", "fdatasync")


def calls(log: Path, shop: Shop) -> list[tuple[str, str]]:
    """Each call of a trace and the file that it was about, by its name below the shop's folder."""
    found = []
    for name, open_file, named in CALL.findall(log.read_text(errors="replace")):
        path = Path(open_file or named)
        # A -shm file is never read after a crash; the copy of the head beside the ledger stops no act.
        told = not path.name.endswith("-shm") and not path.name.startswith("head")
        if told and path.is_relative_to(shop.folder):
            found.append((name, str(path.relative_to(shop.folder))))
    return found


def test_intent_store_and_outcome_are_each_on_the_disk_before_the_next_begins(
    strace: str, shop: Shop, tmp_path: Path
) -> None:
    log = tmp_path / "calls.txt"
    digest = shop.digest("erase", TREMBLAY)
    told = shop.run("erase", TREMBLAY, "--really", digest, before=tracing(strace, log, "-yy"))
    assert told.code == 0, told
    unsynced: set[str] = set()
    order: list[str] = []
    synced: dict[str, list[str]] = {"state": [], "ledger": [], "store": []}
    for name, file in calls(log, shop):
        part = {"shop": "state", "shop.ledger": "ledger"}.get(file.partition("/")[0], "store")
        if name in SYNCS:
            synced[part].append(file)
            unsynced.discard(file)
            continue
        if order[-1:] != [part] and (name in WRITES or part == "store"):
            assert not unsynced, f"{name} {file} begins, and these are not on the disk: {unsynced}"
            order.append(part)
        if name in WRITES:
            unsynced.add(file)
        elif name == "unlink" and part == "store":
            unsynced.discard(file)
            unsynced.add(".")  # that the rollback journal has gone stands in the folder
    assert not unsynced
    assert order[:4] == ["ledger", "state", "store", "state"]
    assert synced["store"][-2:] == ["chinook.db", "."]
    assert "chinook.db-journal" in synced["store"][:-2]
    assert synced["state"].count("shop/data/honour.db-wal") >= 3
    assert synced["ledger"]


def opened_settings(server: OwnServer, database: str, asked: str) -> object:
    """What a session of Honour's has set, whatever the database says."""
    with open_store(Store("main", "", "UTC"), server.address(database)) as store:
        return store.server.execute(asked).fetchall()[0][0]


def test_on_postgresql_a_session_commits_durably_whatever_the_database_says(
    own_postgresql: OwnServer,
) -> None:
    own_postgresql.fresh("lazy", "CREATE TABLE a (b INTEGER)")
    own_postgresql.ask("postgres", "ALTER DATABASE lazy SET synchronous_commit = off")
    assert own_postgresql.ask("lazy", "SHOW synchronous_commit") == [("off",)]
    assert opened_settings(own_postgresql, "lazy", "SHOW synchronous_commit") == "on"


@pytest.mark.parametrize(
    ("server", "set_so", "set_back", "told"),
    [
        ("own_postgresql", "ALTER SYSTEM SET fsync = off", "ALTER SYSTEM RESET fsync", "fsync=off"),
        (
            "own_mariadb_server",
            "SET GLOBAL innodb_flush_log_at_trx_commit = 2",
            "SET GLOBAL innodb_flush_log_at_trx_commit = 1",
            "innodb_flush_log_at_trx_commit=2",
        ),
    ],
)
def test_a_server_that_answers_before_the_disk_has_it_is_told_by_check_and_before_an_erasure(
    request: pytest.FixtureRequest, tmp_path: Path, server: str, set_so: str, set_back: str, told: str
) -> None:
    own: OwnServer = request.getfixturevalue(server)
    shop = tea_shop(own, tmp_path, "undurable")
    assert told not in shop.run("check").out

    def set_on_the_server(statement: str) -> None:
        own.ask(own.usual, statement)
        if own.name == "PostgreSQL":
            own.kill()
            own.start()

    set_on_the_server(set_so)
    try:
        digest = shop.digest("erase", ELODIE)
        checked = shop.run("check")
        erased = shop.run("erase", ELODIE, "--really", digest)
    finally:
        set_on_the_server(set_back)
    assert checked.code == 1
    assert f"the server runs with {told}: a power cut may undo" in checked.out
    assert erased.code == 0, erased
    assert f"the server runs with {told}: a power cut may undo" in erased.err
