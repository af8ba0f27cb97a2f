"""Erased means gone from the file's bytes; each absence has its positive control."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from honour.connectors.sql import server
from honour.connectors.sql.sqlite import scrubbing
from honour.connectors.sql.store import SqlStore
from honour.places.personal import Personal
from honour.places.selections import Always, IsSubject, Selection, Table
from honour.plans.plan import Delete
from tests.connectors.sql.databases import opened, run

CANARY = Personal("François Tremblay <canary-ftremblay@example.org>")
MINE = Selection(Table("main", "person"), IsSubject(("id",)))
ME = Personal(((7,),))
MODES = pytest.mark.parametrize("mode", ["wal", "delete"])
ENCODINGS = pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16le", "UTF-16be"])


def a_shop(file: Path, mode: str = "wal", encoding: str = "UTF-8") -> None:
    """Fifty people, of whom the seventh is François."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA encoding='{encoding}'")
        connection.execute(f"PRAGMA journal_mode={mode}")
        connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, who TEXT, note TEXT)")
        connection.execute("CREATE INDEX by_who ON person (who)")
        for number in range(50):
            who = CANARY.reveal() if number == 7 else f"somebody else {number}"
            connection.execute("INSERT INTO person VALUES (?, ?, ?)", (number, who, "x" * 200))


def bytes_of(file: Path) -> bytes:
    """Every byte of the database's files."""
    return b"".join(path.read_bytes() for path in file.parent.iterdir() if path.name.startswith(file.name))


def erased(store: SqlStore) -> None:
    """François goes."""
    with store.work() as work:
        assert work.carry_out(Delete(MINE, ("who",), ("name",), ()), ME) == 1


@MODES
@ENCODINGS
def test_an_erased_text_is_nowhere_in_the_bytes(tmp_path: Path, mode: str, encoding: str) -> None:
    file = tmp_path / "shop.db"
    a_shop(file, mode, encoding)
    raw = CANARY.reveal().encode(encoding)
    assert raw in bytes_of(file)
    with opened(file) as store:
        before = store.seen([CANARY])
        assert before == (True,)
        erased(store)
        result = store.scrub([CANARY], before, rewrite=False)
        assert raw not in bytes_of(file)
        assert store.seen([CANARY]) == (False,)
    assert result.level == "gone"
    assert result.facts == {"looked for": 1, "never seen": 0, "found": 0, "also in rows that stay": 0}


@ENCODINGS
def test_without_secure_delete_the_same_look_finds_it(tmp_path: Path, encoding: str) -> None:
    """The positive control: what somebody else deleted before lies there still, and is told."""
    file = tmp_path / "shop.db"
    a_shop(file, "delete", encoding)
    with closing(sqlite3.connect(file, isolation_level=None)) as careless:
        careless.execute("PRAGMA secure_delete=OFF")
        careless.execute("DELETE FROM person WHERE id = 7")
    with opened(file) as store:
        assert store.seen([CANARY]) == (True,)
        told = store.scrub([CANARY], [True], rewrite=False)
        assert (told.level, told.facts["found"]) == ("found", 1)
        assert store.scrub([CANARY], [True], rewrite=True).level == "gone"
        assert store.seen([CANARY]) == (False,)


def test_before_the_scrub_the_log_still_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    a_shop(file)
    with closing(sqlite3.connect(file)) as keeps_the_log, opened(file) as store:
        keeps_the_log.execute("SELECT count(*) FROM person").fetchone()
        erased(store)
        assert store.seen([CANARY]) == (True,)


def test_an_open_reader_makes_it_not_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "LOCK_WAIT", 0.05)
    file = tmp_path / "shop.db"
    a_shop(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as reader, opened(file) as store:
        before = store.seen([CANARY])
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM person").fetchone()
        erased(store)
        assert store.scrub([CANARY], before, rewrite=False).level == "not yet"
        assert store.seen([CANARY]) == (True,)
        reader.execute("COMMIT")
        assert store.scrub([CANARY], before, rewrite=False).level == "gone"


def test_what_was_never_seen_could_not_be_checked(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    a_shop(file)
    with opened(file) as store:
        nowhere = Personal("a text that stands in no row at all")
        before = store.seen([nowhere])
        assert before == (False,)
        told = store.scrub([nowhere], before, rewrite=False)
    assert told.level == "could not be checked"
    assert told.facts["never seen"] == 1


def test_a_text_that_somebody_else_bears_too_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    a_shop(file)
    run(file, "UPDATE person SET who = (SELECT who FROM person WHERE id = 7) WHERE id = 9")
    with opened(file) as store:
        before = store.seen([CANARY])
        erased(store)
        told = store.scrub([CANARY], before, rewrite=False)
    assert told.level == "gone"
    assert (told.facts["found"], told.facts["also in rows that stay"]) == (0, 1)


def test_a_value_on_the_edge_between_two_pieces_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scrubbing, "CHUNK", 64)
    file = tmp_path / "shop.db"
    value = Personal("canary-of-thirty-two-bytes-------")
    for start in range(0, 130, 3):
        file.write_bytes(b"." * start + value.reveal().encode() + b"." * 100)
        assert scrubbing.seen(file, [value], "UTF-8") == (True,), start


@pytest.mark.parametrize("ending", ["", "-wal", "-journal"])
def test_each_file_of_the_database_is_looked_at(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "shop.db"
    (tmp_path / f"shop.db{ending}").write_bytes(b"...canary...")
    assert scrubbing.seen(file, [Personal("canary"), Personal("other")], "UTF-8") == (True, False)


def test_a_text_that_is_no_utf8_is_looked_for_as_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    a_shop(file, "delete")
    run(file, "UPDATE person SET who = CAST(x'63616e617279ff63616e617279' AS TEXT) WHERE id = 7")
    with opened(file) as store:
        (value,) = store.values([Delete(MINE, ("who",), ("name",), ())], ME)
        assert store.seen([value]) == (True,)
        erased(store)
        assert store.scrub([value], [True], rewrite=False).level == "gone"


def test_a_text_that_is_no_utf8_and_that_somebody_else_bears_too_is_told_apart(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    a_shop(file, "delete")
    run(file, "UPDATE person SET who = CAST(x'63616e617279ff63616e617279' AS TEXT) WHERE id IN (7, 9)")
    with opened(file) as store:
        (value,) = store.values([Delete(MINE, ("who",), ("name",), ())], ME)
        erased(store)
        told = store.scrub([value], [True], rewrite=False)
    assert (told.level, told.facts["also in rows that stay"]) == ("gone", 1)


def test_a_rewrite_leaves_every_row_that_stays(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    a_shop(file)
    everyone = Selection(Table("main", "person"), Always())
    with opened(file) as store:
        erased(store)
        store.scrub([CANARY], [True], rewrite=True)
        assert store.tally([everyone], Personal(())) == (49,)
