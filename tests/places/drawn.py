"""Selections and databases as Hypothesis draws them: odd names, odd values, every atom, four levels deep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from hypothesis import strategies as st

from honour.places.selections import (
    Always,
    And,
    Before,
    Condition,
    Descendant,
    Equals,
    Exists,
    GroupKey,
    IsSubject,
    Key,
    Link,
    Missing,
    Never,
    Not,
    Or,
    Scalar,
    Several,
    Starts,
    Table,
    Written,
)

DEPTH = 4

NAMES = (
    "shop", "r1", "main", "Order", "select", 'a "quoted" name', "two words", "100%", "a:b", "é;--",
    "_honour_1",
)  # fmt: skip
COLUMNS = ("id", "up", "who", "when", "note")
TYPES = ("INTEGER", "TEXT", "", "NUMERIC", "TEXT COLLATE NOCASE", "DATETIME", "REAL")
ZONES = ("UTC", "Europe/Paris", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia")

TEXTS = (
    "", "1", "2", "05", "5", "a", "A", "jose", "José", "JOSE", "jose\u0301", "O'Brien", "x; DROP --",
    'say "no"', "🦉", "%", "_", "a\0b", "a\0c", "erased-", "erased-12", "Erased-12", "é",
)  # fmt: skip
DATES = (
    "2021-06-01", "2022-03-10", "2022-03-11", "2022-03-11 00:00:00", "2022-03-11T00:00:00",
    "2022-03-10 23:59:59", "2022-03-11T02:00:00+02:00", "2022-03-11T00:00:00Z", "2022-03-10T12:00:00.250",
    "20220310", "2022-W10-4", "0000-00-00", "0000-00-00 00:00:00", "2022-00-00", "2022-13-45", "1970-01-01",
    "1969-12-31 23:00:00", "9999-12-31", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00",
    "11/03/2022", "last spring", "2022-03-10é", "2022-03-10é10:00", "2022-03-10\0", "2022-03-",
)  # fmt: skip
SECONDS = (
    0, 86_400, 1_646_900_000, 1_646_956_800, 1_646_956_799.5, 1_646_956_800_000, -1, 2**40, 2**62, 1.5e300,
)  # fmt: skip
NUMBERS = (0, 1, 2, 3, 5, -7, 1.0, 2.5, 2**53 + 1, 2**63 - 1)

VALUES: Sequence[Scalar] = (None, *NUMBERS, *TEXTS, *DATES, *SECONDS, b"", b"a", b"\xff\x00")
"""What a column may hold: no type is a promise in a database that somebody else wrote."""

KEYS: Sequence[Scalar] = (
    None, 1, 2, 3, 5, "1", "5", "05", "a", "A", "jose", "José", " JOSE ", "\tjose", "josé", "É", " ", 2.0,
    b"a", "a\0b", "a\0c", "🦉",
)  # fmt: skip
"""What links and persons' keys are drawn from: few enough that some meet, and near enough to be mistaken."""

SINCE = datetime(2022, 3, 10, 12, tzinfo=UTC)

WRITTEN = (
    Written("wall", "Europe/Paris", SINCE),
    Written("unix seconds", since=SINCE),
    Written("iso text", since=SINCE),
    *(Written("wall", zone) for zone in ZONES),
    Written("unix seconds"),
    Written("iso text"),
)

INSTANTS = st.one_of(
    st.sampled_from(
        [
            datetime(2022, 3, 11, tzinfo=UTC),
            datetime(2022, 3, 10, 23, tzinfo=UTC),
            datetime(2018, 11, 4, 3, tzinfo=UTC),  # São Paulo skips the midnight that begins this day
            datetime(1970, 1, 2, tzinfo=UTC),
            datetime(1, 1, 3, tzinfo=UTC),  # no row is so old: what a term of a hundred years may ask for
        ]
    ),
    st.integers(0, 80_000_000).map(
        lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    ),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A database to be made: each table's declared types by column, its rows, and how it writes text."""

    encoding: str
    tables: Mapping[Table, Mapping[str, str]]
    rows: Mapping[Table, Sequence[Mapping[str, Scalar]]]


def _value(column: str) -> st.SearchStrategy[Scalar]:
    return st.sampled_from(KEYS if column in ("id", "up", "who") else VALUES)


@st.composite
def databases(draw: st.DrawFn, store: str = "main", most: int = 5) -> Drawn:
    """Three tables of the same columns, each column of any type, holding anything."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=3, max_size=3, unique_by=str.casefold))
    tables = {
        Table(store, name): {column: draw(st.sampled_from(TYPES)) for column in COLUMNS} for name in names
    }
    row = st.fixed_dictionaries({column: _value(column) for column in COLUMNS})
    encoding = draw(st.sampled_from(("UTF-8", "UTF-16le", "UTF-16be")))
    return Drawn(encoding, tables, {table: draw(st.lists(row, max_size=most)) for table in tables})


def subjects(width: int) -> st.SearchStrategy[tuple[Key, ...]]:
    """The keys of somebody's rows, of so many columns each, and of a group bound with him."""
    key = st.tuples(*[st.sampled_from(KEYS)] * width)
    held = key.map(lambda drawn: GroupKey(drawn, "held"))
    return st.lists(st.one_of(key, held), max_size=3).map(tuple)


BY: Sequence[Literal["key", "value"]] = ("key", "key", "value")


def links(table: Table, tables: Sequence[Table]) -> st.SearchStrategy[Link]:
    """A link from a table to any of these, by one column or two."""
    ends = st.lists(st.sampled_from(("id", "up", "who")), min_size=1, max_size=2, unique=True).map(tuple)
    others, by = st.permutations(("id", "up", "who")), st.sampled_from(BY)
    return st.tuples(ends, st.sampled_from(tables), others, by).map(
        lambda drawn: Link(table, drawn[0], drawn[1], tuple(drawn[2][: len(drawn[0])]), drawn[3])
    )


def atoms(width: int) -> st.SearchStrategy[Condition]:
    """Each kind of condition that looks at its own row alone."""
    column = st.sampled_from(COLUMNS)
    constants = st.one_of(st.sampled_from(TEXTS), st.sampled_from((0, 1, 2, 5, 2**63 - 1, 2**63, -(2**70))))
    return st.one_of(
        st.just(Always()),
        st.just(Never()),
        st.builds(
            lambda columns, group: IsSubject(tuple(columns[:width]), group),
            st.permutations(("id", "up", "who")),
            st.sampled_from(("", "held")),
        ),
        st.builds(Equals, column, constants),
        st.builds(Missing, column),
        st.builds(Starts, column, st.sampled_from(("", "a", "a\0", "erased-", "É", "🦉", "jose", "1"))),
        st.builds(Before, column, INSTANTS, st.sampled_from(WRITTEN)),
    )


def conditions(
    table: Table, tables: Sequence[Table], width: int = 1, depth: int = DEPTH
) -> st.SearchStrategy[Condition]:
    """A condition about rows of `table`, of the whole algebra, nested to `depth`; keys of `width` columns."""
    if depth == 0:
        return atoms(width)
    inner = st.deferred(lambda: conditions(table, tables, width, depth - 1))
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        atoms(width),
        st.builds(Not, inner),
        st.builds(And, several),
        st.builds(Or, several),
        links(table, tables).map(Several),
        st.builds(Descendant, links(table, [table]).filter(lambda link: link.by == "key"), inner),
        links(table, tables).flatmap(
            lambda link: st.builds(Exists, st.just(link), conditions(link.to, tables, width, depth - 1))
        ),
    )
