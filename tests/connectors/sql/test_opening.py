"""Opening somebody else's database: never made, never changed, and what is wrong is said with its remedy."""

import os
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from honour.carrying_out.stores import StoreUnreachable
from honour.connectors.sql import server
from honour.connectors.sql.opening import address_of
from honour.connectors.sql.store import open_store
from honour.places.map import Store
from honour.places.personal import Personal
from honour.places.selections import Always, Selection, Table
from honour.plans.plan import Delete
from honour.website.database import server_of
from tests.connectors.sql.databases import SHOP, held, opened, run

EVERYONE = Selection(Table("main", "person"), Always())
NOBODY = 65534
"""The user id that owns nothing on Linux: what root may write, he may not."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A shop with one person in it."""
    path = tmp_path / "a shop, 100% «good».db"
    run(
        path,
        "CREATE TABLE person (id INTEGER PRIMARY KEY, mail TEXT)",
        "INSERT INTO person VALUES (1, 'a@x')",
    )
    return path


def test_a_missing_file_is_said_and_never_made(tmp_path: Path) -> None:
    missing = tmp_path / "gone.db"
    with (
        pytest.raises(StoreUnreachable, match=r"main: there is no file .*gone\.db; correct the address"),
        opened(missing),
    ):
        pass
    assert not missing.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_an_address_without_a_file_is_refused(address: str) -> None:
    with pytest.raises(StoreUnreachable, match="names no file"), open_store(SHOP, address):
        pass


@pytest.mark.parametrize("address", ["", "shop.db", "/srv/shop.db", "sqlite:/shop"])
def test_what_is_no_address_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(StoreUnreachable, match=r"sqlite:////"), open_store(SHOP, address):
        pass


def test_another_kind_of_database_is_said_to_be_not_built_yet_and_its_password_is_not_told() -> None:
    address = "mssql://shop:s3cret@db.example/shop"
    with (
        pytest.raises(StoreUnreachable, match="mssql is not built yet") as refusal,
        open_store(SHOP, address),
    ):
        pass
    assert "s3cret" not in str(refusal.value)


def test_the_address_comes_from_the_environment_and_a_missing_variable_is_named() -> None:
    assert address_of(SHOP, {"SHOP_URL": "sqlite:////srv/shop.db"}) == "sqlite:////srv/shop.db"
    assert address_of(Store("main", "sqlite:////a.db", "UTC"), {}) == "sqlite:////a.db"
    with pytest.raises(StoreUnreachable, match="main: the variable SHOP_URL is not set"):
        address_of(SHOP, {"OTHER": "x"})


def test_a_file_of_an_odd_name_is_opened(file: Path) -> None:
    with opened(file) as store:
        assert store.tally([EVERYONE], Personal(())) == (1,)


def test_what_is_no_database_is_said(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Dear Honour, this is a letter, and long enough to be looked at. " * 20)
    with (
        pytest.raises(StoreUnreachable, match="not a SQLite database; correct the address"),
        opened(note) as store,
    ):
        store.tables()
    assert note.read_text().startswith("Dear Honour")


def test_looking_changes_no_byte_and_leaves_no_file(file: Path) -> None:
    before = file.read_bytes()
    with opened(file) as store:
        store.tables()
        store.tally([EVERYONE], Personal(()))
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("mode", ["wal", "delete", "truncate"])
def test_the_journal_mode_stays_as_its_owner_chose(file: Path, mode: str) -> None:
    run(file, f"PRAGMA journal_mode={mode}")
    with opened(file) as store, store.work() as work:
        work.carry_out(Delete(EVERYONE, (), (), ()), Personal(()))
    with closing(sqlite3.connect(file)) as connection:
        kept = "wal" if mode == "wal" else "delete"  # the other modes are not kept in the file
        assert connection.execute("PRAGMA journal_mode").fetchone() == (kept,)


def test_deleted_bytes_are_overwritten_and_foreign_keys_are_watched(file: Path) -> None:
    with opened(file) as store:
        asked = {name: store.server.execute(f"PRAGMA {name}").fetchall() for name in SETTINGS}
    assert asked == {"secure_delete": [(1,)], "foreign_keys": [(1,)]}


SETTINGS = ("secure_delete", "foreign_keys")


def test_a_locked_database_is_said_and_nothing_is_changed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LOCK_WAIT", 0.05)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with opened(file) as store:
            assert store.tally([EVERYONE], Personal(())) == (1,), "a reader waits for nobody"
            with (
                pytest.raises(StoreUnreachable, match="another program keeps the database locked"),
                store.work(),
            ):
                pytest.fail("the work began under somebody else's lock")
        other.execute("ROLLBACK")
    with opened(file) as store, store.work() as work:
        assert work.carry_out(Delete(EVERYONE, (), (), ()), Personal(())) == 1


@contextmanager
def without_root() -> Iterator[None]:
    """As a user who may write nothing that is not his: root is never refused."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_may_only_be_read_is_read_and_its_rights_are_named() -> None:
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        file = Path(folder) / "shop.db"
        run(file, "CREATE TABLE person (id INTEGER)", "INSERT INTO person VALUES (1)")
        file.chmod(0o444)
        told = "the database cannot be written; give this user the right"
        with without_root(), opened(file) as store:
            assert store.tally([EVERYONE], Personal(())) == (1,)
            with pytest.raises(StoreUnreachable, match=told), store.work():
                pytest.fail("the work began in a file that cannot be written")
        assert held(file, "person") == [{"id": 1}]


@contextmanager
def without_tls() -> Iterator[tuple[int, list[bytes]]]:
    """A server that answers PostgreSQL's question for TLS with no, and all that it was sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(20)

        def answer() -> None:
            with suppress(OSError):
                while True:
                    asking, _ = listening.accept()
                    with asking:
                        heard.append(asking.recv(65_536))
                        asking.sendall(b"N")
                        heard.append(asking.recv(65_536))

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield listening.getsockname()[1], heard


def test_another_machine_is_told_nothing_in_clear() -> None:
    with without_tls() as (port, heard):
        address = f"postgresql://canary:secret@db.example:{port}/shop?hostaddr=127.0.0.1"
        with pytest.raises(StoreUnreachable, match="under TLS"), open_store(SHOP, address):
            pass
        state = server_of(address)
        assert state is not None
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(**state)
        assert len(heard) >= 2, "the control: it was asked"
        assert b"canary" not in b"".join(heard)
        with pytest.raises(StoreUnreachable), open_store(SHOP, f"{address}&sslmode=prefer"):
            pass
        assert b"canary" in b"".join(heard), "the control: who says so himself speaks in clear"


def test_another_machine_of_mariadb_must_show_a_certificate() -> None:
    with (
        pytest.raises(StoreUnreachable, match="ssl_ca=FILE"),
        open_store(SHOP, "mariadb://canary:secret@db.example/shop"),
    ):
        pass
