"""Each server meets, in its JSON, what the twin meets, changes that alone, and stumbles over nothing."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from honour.connectors.sql.store import SqlStore
from honour.places.json_paths import JsonPath, json_path, with_value
from honour.places.map import Becomes, Constant, Null
from honour.places.personal import Personal
from honour.places.selections import (
    Always,
    Before,
    Condition,
    Equals,
    Missing,
    Not,
    Row,
    Selection,
    Starts,
    Table,
    Written,
    selects,
)
from honour.plans.plan import Change, DateSpan, Span
from tests.connectors.sql.databases import opened, run
from tests.connectors.sql.on_servers import on_mariadb, on_postgres
from tests.places.drawn import INSTANTS, WRITTEN

LOG = Table("main", "log")
KINDS = ("SQLite", "PostgreSQL jsonb", "PostgreSQL json", "MariaDB")
PATHS = ("data.$.ip", "data.$.a.b", "data.$.a.ip", "data.$.0", 'data.$."it\'s 100%"')
KEYS = ("ip", "a", "b", "0", "it's 100%")
WORDS = (
    "", "5", "x", "X", "é", "🦉", "erased-1", "null", 'say "no"', "back\\slash", "2022-03-10", "2022-03-11",
    "2022-03-11T00:00:00Z", "0000-00-00",
)  # fmt: skip
NUMBERS = (0, 5, -1, 1.5, 1_646_900_000, 1_646_956_799.5, 1e300, 2**62)
SCALARS = st.sampled_from((None, True, False, *WORDS, *NUMBERS))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=4), st.lists(inner, max_size=2)
    ),
    max_leaves=8,
)
DOCUMENTS = st.one_of(
    st.none(),
    st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4).map(json.dumps),
    VALUES.map(lambda value: json.dumps(value, ensure_ascii=False)),
)
NO_JSON = st.sampled_from(("", "no", '{"ip": no', '{"ip": "x"', "{'ip': 'x'}", '{"ip": "x"} more', "\\"))
ATOMS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Missing, st.sampled_from(PATHS)),
    st.builds(Equals, st.sampled_from(PATHS), st.sampled_from((*WORDS, 5, 0))),
    st.builds(Starts, st.sampled_from(PATHS), st.sampled_from(("", "erased-", "é", "2022", "s", "5"))),
    st.builds(Before, st.sampled_from(PATHS), INSTANTS, st.sampled_from(WRITTEN)),
)


@dataclass(frozen=True, slots=True)
class Log:
    """A table of documents, as Honour has it open and as its own program does."""

    store: SqlStore
    run: Callable[..., Any]
    mark: str

    def make(self, documents: Sequence[str | None]) -> list[Row]:
        """The rows, and nothing else in the table."""
        self.run("DELETE FROM log")
        for number, document in enumerate(documents):
            self.run(f"INSERT INTO log (id, data) VALUES ({self.mark}, {self.mark})", (number, document))
        return self.held()

    def held(self) -> list[Row]:
        """Every row, its document as text."""
        rows = self.store.rows(Selection(LOG, Always()), ("id", "data"), Personal(()))
        return [dict(zip(("id", "data"), row, strict=True)) for row in rows.reveal()]


@contextmanager
def log_on(kind: str, request: pytest.FixtureRequest) -> Iterator[Log]:
    """An empty table of documents."""
    with ExitStack() as stack:
        if kind == "SQLite":
            file = Path(stack.enter_context(TemporaryDirectory())) / "shop.db"
            run(file, "CREATE TABLE log (id INTEGER PRIMARY KEY, data TEXT)")
            store = stack.enter_context(opened(file))
            yield Log(store, store.server.execute, "?")
            return
        server, _, type_ = kind.partition(" ")
        on, fixture = (on_postgres, "postgres_url") if server == "PostgreSQL" else (on_mariadb, "mariadb_url")
        scratch = stack.enter_context(on(request.getfixturevalue(fixture)))
        scratch.run(f"CREATE TABLE log (id INTEGER PRIMARY KEY, data {type_ or 'LONGTEXT'})")
        scratch.store.tables()
        yield Log(scratch.store, scratch.run, "%s")


@pytest.fixture
def log(kind: str, request: pytest.FixtureRequest) -> Iterator[Log]:
    """The table on the server of this name."""
    with log_on(kind, request) as made:
        yield made


ON_EACH = pytest.mark.parametrize("kind", KINDS)
MANY = settings(
    max_examples=max(10, settings().max_examples // 2),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _documents(kind: str) -> st.SearchStrategy[list[str | None]]:
    """What a column of this kind can hold: one that is no type for JSON, anything."""
    each = DOCUMENTS if kind.startswith("PostgreSQL") else st.one_of(DOCUMENTS, DOCUMENTS, NO_JSON)
    return st.lists(each, max_size=6)


@ON_EACH
@MANY
@given(data=st.data())
def test_a_server_counts_the_documents_that_the_twin_selects(
    kind: str, log: Log, data: st.DataObject
) -> None:
    rows = log.make(data.draw(_documents(kind)))
    conditions = data.draw(st.lists(st.one_of(ATOMS, ATOMS.map(Not)), min_size=1, max_size=8))
    expected = tuple(sum(selects(each, row, {LOG: rows}) for row in rows) for each in conditions)
    asked = [Selection(LOG, each) for each in conditions]
    assert log.store.tally(asked, Personal(())) == expected


BECOMES: st.SearchStrategy[Becomes] = st.sampled_from((Null(), Constant("-"), Constant('say "é"')))


@ON_EACH
@MANY
@given(data=st.data())
def test_a_change_meets_its_paths_and_nothing_else(kind: str, log: Log, data: st.DataObject) -> None:
    before = log.make(data.draw(_documents(kind)))
    names = data.draw(st.lists(st.sampled_from(PATHS), min_size=1, max_size=3, unique=True))
    becomes = tuple((name, data.draw(BECOMES)) for name in names)
    with log.store.work() as work:
        met = work.carry_out(Change(Selection(LOG, Always()), becomes, ("name",), ()), Personal(()))
    assert met == len(before)
    for was, now in zip(before, log.held(), strict=True):
        expected: object = was["data"]
        for name, to in becomes:
            path = json_path(name)
            assert path is not None
            new = to.value if isinstance(to, Constant) else None
            expected = with_value(expected, path.keys, new)
        if expected == was["data"]:
            assert _same(now["data"], was["data"])
        else:
            assert _same(now["data"], expected)


def _same(one: object, other: object) -> bool:
    """The same document, its names in the same order where the server keeps one; or the same text."""
    if isinstance(one, str) and isinstance(other, str):
        try:
            return bool(json.loads(one) == json.loads(other))
        except ValueError:
            return one == other
    return one == other


@ON_EACH
def test_what_stands_beside_a_path_stays_as_it_was_written(kind: str, log: Log) -> None:
    log.make(['{"z":1.10,"ip":"x","a":{"b":"y","c":[1, 2.50]},"big":12345678901234567890,"é":"\\u00e9"}'])
    becomes = (("data.$.ip", Null()), ("data.$.a.b", Constant("-")))
    with log.store.work() as work:
        work.carry_out(Change(Selection(LOG, Always()), becomes, ("name",), ()), Personal(()))
    text = str(log.held()[0]["data"])
    assert json.loads(text) == {
        "z": 1.1, "ip": None, "a": {"b": "-", "c": [1, 2.5]}, "big": 12345678901234567890, "é": "é",
    }  # fmt: skip
    assert "1.10" in text
    assert "2.50" in text
    if kind != "PostgreSQL jsonb":  # which keeps an order of its own
        assert list(json.loads(text)) == ["z", "ip", "a", "big", "é"]
        assert "\\u00e9" in text


@pytest.mark.parametrize("kind", ["PostgreSQL json"])
def test_what_json_takes_and_no_text_can_be_made_of_stops_nothing(kind: str, log: Log) -> None:
    bad, fine = '{"ip": "x", "ua": "\\u0000"}', '{"ip": "x", "ua": "\\ud83e\\udd89"}'
    log.make([bad, '{"ip": "\\ud83e"}', fine, '{"ip": 1e999999}'])
    asked: list[Condition] = [Missing("data.$.ip"), Equals("data.$.ip", "x"), Starts("data.$.ua", "🦉")]
    assert log.store.tally([Selection(LOG, each) for each in asked], Personal(())) == (2, 1, 1)
    with log.store.work() as work:
        change = Change(Selection(LOG, Always()), (("data.$.ip", Null()),), ("name",), ())
        work.carry_out(change, Personal(()))
    held = [str(row["data"]) for row in log.held()]
    assert held[0] == bad
    assert json.loads(held[2]) == {"ip": None, "ua": "🦉"}
    assert log.store.no_objects(Selection(LOG, Always()), JsonPath("data", ())) == 2


@ON_EACH
def test_what_is_read_of_a_path_is_a_text_a_number_or_json(kind: str, log: Log) -> None:
    values = ["é", 5, 1.5, True, None, {"b": "x"}, ["y"]]
    log.make([json.dumps({"ip": value}) for value in values])
    rows = log.store.rows(Selection(LOG, Always()), ("id", "data.$.ip"), Personal(())).reveal()
    shown = [value if value is None else str(value).replace(" ", "") for _, value in rows]
    assert shown == ["é", "5", "1.5", "true", None, '{"b":"x"}', '["y"]']


@ON_EACH
def test_a_column_that_is_named_like_a_path_is_that_column(kind: str, log: Log) -> None:
    quote = "`" if kind == "MariaDB" else '"'
    log.run(f"ALTER TABLE log ADD COLUMN {quote}data.$.ip{quote} VARCHAR(20)")
    log.store.tables()
    log.run(
        f"INSERT INTO log (id, data, {quote}data.$.ip{quote}) VALUES (1, '{{\"ip\": \"inside\"}}', 'own')"
    )
    asked = [Selection(LOG, Equals("data.$.ip", word)) for word in ("own", "inside")]
    assert log.store.tally(asked, Personal(())) == (1, 0)


@ON_EACH
def test_a_scrub_looks_for_a_text_as_json_writes_it_too(kind: str, log: Log) -> None:
    log.make([json.dumps({"ip": "José Tremblay"})])
    steps = [Change(Selection(LOG, Always()), (("data.$.ip", Null()),), ("name",), ())]
    sought = [value.reveal() for value in log.store.values(steps, Personal(()))]
    assert sought == ["Jos\\u00e9 Tremblay", "José Tremblay"]


@ON_EACH
def test_a_term_may_count_from_a_date_inside_a_document(kind: str, log: Log) -> None:
    days = ("2022-03-11", "2021-06-01", "0000-00-00", "soon", None)
    log.make([json.dumps({"a": {"b": day}}) for day in days])
    (span,) = log.store.spans([DateSpan(Selection(LOG, Always()), "data.$.a.b", Written())], Personal(()))
    assert span == Span(datetime(2021, 6, 1, tzinfo=UTC), datetime(2022, 3, 11, tzinfo=UTC))
