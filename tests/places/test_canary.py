"""Wherever something breaks with a person's value in hand, neither traceback, log nor output tells it."""

import ast
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.connectors.sql.store import SqlStore
from honour.places.map import Constant, Person
from honour.places.personal import Personal
from honour.places.selections import Always, IsSubject, Selection, Table, Written
from honour.plans.plan import Change, DateSpan, Delete
from tests.connectors.sql.databases import opened, run
from tests.journeys.shop import TREMBLAY, Shop, copied, founded
from tests.rules.reading import Module, modules

CANARY = "canary-7c1f@example.org"

# --- what can be read from the code ------------------------------------------------------------------------


def handling() -> list[Module]:
    """The modules that handle personal values."""
    return [read for read in modules("src") if "Personal" in read.text]


def revealed_aloud(read: Module) -> list[int]:
    """The lines on which a value is revealed inside what is raised, printed or logged."""
    loud = ("print", "debug", "info", "warning", "error", "exception", "critical", "log")
    found = []
    for node in ast.walk(read.tree):
        is_call = isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in loud
        if isinstance(node, ast.Raise) or is_call:
            inside = (part for part in ast.walk(node) if isinstance(part, ast.Attribute))
            found += [part.lineno for part in inside if part.attr == "reveal"]
    return found


def test_the_reader_sees_a_value_that_is_revealed_aloud() -> None:
    text = "def f(who):\n    log.info('found %s', who.reveal())\n    raise ValueError(f'{who.reveal()}')\n"
    assert sorted(revealed_aloud(Module("x.py", text, ast.parse(text)))) == [2, 3]
    assert "src/honour/connectors/sql/store.py" in [read.path for read in handling()]


def test_no_module_reveals_a_value_in_what_it_raises_prints_or_logs() -> None:
    found = {read.path: lines for read in handling() if (lines := revealed_aloud(read))}
    assert not found, f"a personal value is told there: {found}"


# --- the store, broken -------------------------------------------------------------------------------------

PERSON = Person("customer", Table("main", "person"), ("mail",), {"mail": "e-mail"})
ALL = Selection(PERSON.table, Always())
ME = Personal(((CANARY,),))

ACTS: dict[str, Callable[[SqlStore], object]] = {
    "find": lambda store: store.find(PERSON, Personal(CANARY)),
    "anchors": lambda store: store.anchors(PERSON, ME),
    "tally": lambda store: store.tally([Selection(PERSON.table, IsSubject(("mail",)))], ME),
    "spans": lambda store: store.spans(
        [DateSpan(Selection(PERSON.table, IsSubject(("mail",))), "mail", Written())], ME
    ),
    "rows": lambda store: store.rows(Selection(PERSON.table, IsSubject(("mail",))), ("mail",), ME),
    "values": lambda store: store.values([Delete(ALL, ("mail",), (), ())], ME),
    "delete": lambda store: _worked(store, Delete(Selection(PERSON.table, IsSubject(("mail",))), (), (), ())),
    "change": lambda store: _worked(store, Change(ALL, (("mail", Constant(CANARY)),), (), ())),
}


def _worked(store: SqlStore, step: Delete | Change) -> None:
    with store.work() as work:
        work.carry_out(step, ME)


@pytest.mark.parametrize("act", ACTS)
def test_a_store_that_breaks_tells_no_value(
    act: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "shop.db"
    run(file, "CREATE TABLE other (id)")
    with opened(file) as store, pytest.raises((StoreUnreachable, StoreChanged)) as raised:
        ACTS[act](store)
    out, err = capfd.readouterr()
    told = (
        "".join(traceback.format_exception(raised.value)) + repr(raised.value.args) + out + err + caplog.text
    )
    assert raised.type.__name__ in told
    assert CANARY not in told


def test_a_trigger_that_quotes_the_row_is_not_quoted(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    run(
        file,
        "CREATE TABLE person (mail TEXT)",
        f"INSERT INTO person VALUES ('{CANARY}')",
        f"CREATE TRIGGER stop BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'keep {CANARY}'); END",
    )
    with opened(file) as store, pytest.raises(StoreChanged, match="a trigger of the database") as raised:
        _worked(store, Delete(ALL, ("mail",), (), ()))
    assert CANARY not in "".join(traceback.format_exception(raised.value))


# --- the whole command, broken -----------------------------------------------------------------------------


def _twice(shop: Shop) -> None:
    shop.sql("UPDATE Customer SET Email = ? WHERE CustomerId = 9", TREMBLAY)


def _no_table(shop: Shop) -> None:
    shop.sql("ALTER TABLE Invoice RENAME TO Bills")


def _no_database(shop: Shop) -> None:
    shop.database.write_bytes(b"not a database " * 500)


def _no_keys(shop: Shop) -> None:
    for key in shop.keys.rglob("*"):
        if key.is_file():
            key.unlink()


def _no_state(shop: Shop) -> None:
    (shop.site / "data/honour.db").write_bytes(b"not a database " * 500)


BREAKS = {
    "known twice": _twice,
    "a table that vanished": _no_table,
    "a database that is none": _no_database,
    "keys that vanished": _no_keys,
    "a state that is none": _no_state,
}
WORDS = {
    "person": ("person", TREMBLAY),
    "export": ("export", TREMBLAY, "--out", "out.zip"),
    "erase": ("erase", TREMBLAY),
    "erase really": ("erase", TREMBLAY, "--really", "0" * 64, "--why", CANARY),
}


@pytest.fixture(scope="session")
def whole_shop(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop in which nothing is broken yet."""
    return founded(shared, tmp_path_factory.mktemp("whole"))


@pytest.fixture
def shop(whole_shop: Shop, tmp_path: Path) -> Shop:
    """A shop of the test's own."""
    return copied(whole_shop, tmp_path)


def test_a_whole_shop_does_tell_the_person_s_values(shop: Shop) -> None:
    """The positive control: the same words, the same search."""
    told = shop.run(*WORDS["person"])
    assert told.code == 0
    assert TREMBLAY in told.out
    assert TREMBLAY.encode() in shop.bytes_of(shop.database)["chinook.db"]


@pytest.mark.parametrize("breaks", BREAKS)
@pytest.mark.parametrize("words", WORDS)
def test_a_command_that_breaks_tells_no_value_and_keeps_none(shop: Shop, breaks: str, words: str) -> None:
    BREAKS[breaks](shop)
    told = shop.run(*WORDS[words])
    assert told.code not in (0, None), told
    for value in (TREMBLAY, CANARY, "Tremblay", "+1 (514) 721-4711"):
        assert value not in told.out
        assert value not in told.err
        kept = shop.bytes_of(shop.site, shop.keys)
        assert [name for name, content in kept.items() if value.encode() in content] == []
