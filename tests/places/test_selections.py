"""The algebra of selections, by the twin alone: what is joined and simplified selects the same rows."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.places import selections
from honour.places.selections import (
    FLOOR,
    Always,
    And,
    Before,
    Condition,
    Equals,
    Exists,
    IsSubject,
    Key,
    Link,
    Missing,
    Never,
    Not,
    Or,
    Row,
    Scalar,
    Table,
    Written,
    all_of,
    any_of,
    exists,
    exists_at,
    instant_of,
    negation,
    selects,
    tables_read,
    wall_text,
)
from tests.places.drawn import DEPTH, Drawn, conditions, databases

A, B, C = (Table("main", name) for name in "abc")
LINES = Link(A, ("up",), B, ("id",))
"""Rows of A point at rows of B, by its key."""


def truths(drawn: Drawn, table: Table, condition: Condition) -> list[bool]:
    """Of each row of a table, whether it is selected; 1 and the text a are the subject's."""
    subject: frozenset[Key] = frozenset({(1,), ("a",)})
    return [selects(condition, row, drawn.rows, subject) for row in drawn.rows[table]]


@st.composite
def several(draw: st.DrawFn) -> tuple[Drawn, Table, list[Condition]]:
    """A database, one of its tables, and some conditions about it, some of them twice or denied."""
    drawn = draw(databases())
    tables = list(drawn.tables)
    found: list[Condition] = draw(st.lists(conditions(tables[0], tables, depth=DEPTH - 2), max_size=4))
    again = draw(st.lists(st.sampled_from(found), max_size=2)) if found else []
    denied = [Not(part) for part in draw(st.lists(st.sampled_from(found), max_size=1))] if found else []
    return drawn, tables[0], draw(st.permutations([*found, *again, *denied]))


@given(several())
def test_joining_conditions_keeps_their_meaning(drawn: tuple[Drawn, Table, list[Condition]]) -> None:
    database, table, parts = drawn
    each = [truths(database, table, part) for part in parts]
    rows = range(len(database.rows[table]))
    assert truths(database, table, all_of(parts)) == [all(part[row] for part in each) for row in rows]
    assert truths(database, table, any_of(parts)) == [any(part[row] for part in each) for row in rows]
    for part, held in zip(parts, each, strict=True):
        assert truths(database, table, negation(part)) == [not one for one in held]


@given(several())
def test_known_facts_change_nothing_for_the_rows_of_which_they_are_true(
    drawn: tuple[Drawn, Table, list[Condition]],
) -> None:
    database, table, parts = drawn
    if not parts:
        return
    condition, *facts = parts
    known = [truths(database, table, fact) for fact in facts]
    simpler = truths(database, table, selections.given(condition, facts))
    for row, held in enumerate(truths(database, table, condition)):
        if all(fact[row] for fact in known):
            assert simpler[row] == held


def about(column: str) -> st.SearchStrategy[Condition]:
    """Conditions about one small column."""
    return st.sampled_from([Missing(column), Equals(column, 1), Not(Equals(column, 2)), Always(), Never()])


@given(
    st.lists(st.sampled_from([None, 1, 2]), max_size=4),
    st.lists(st.tuples(st.sampled_from([None, 0, 1, 2, 9]), st.sampled_from([None, 1, 2])), max_size=5),
    st.lists(st.one_of(about("held"), about("held").map(lambda c: Exists(LINES, c)), about("held").map(
        lambda c: Not(Exists(LINES, c)))), max_size=3),
)  # fmt: skip
def test_what_is_asked_of_the_row_pointed_at_is_asked_of_the_row_itself(
    parents: list[int | None], children: list[tuple[int | None, int | None]], parts: list[Condition]
) -> None:
    tables: dict[Table, list[Row]] = {
        B: [{"id": number, "held": held} for number, held in enumerate(parents)],
        A: [{"up": up, "held": held} for up, held in children],
    }
    whole = all_of(parts)
    for row in tables[B]:
        plain = selects(exists([LINES.reversed()], whole), row, tables)
        assert selects(exists_at(LINES, whole), row, tables) == plain


def test_joining_leaves_no_needless_nesting() -> None:
    one, two, three = Missing("a"), Missing("b"), Missing("c")
    assert all_of([]) == Always()
    assert any_of([]) == Never()
    assert all_of([one]) == one
    assert all_of([one, And((two, three)), one, Always()]) == And((one, two, three))
    assert any_of([one, Or((two, three)), one, Never()]) == Or((one, two, three))
    assert all_of([one, Not(one)]) == Never()
    assert any_of([one, Not(one)]) == Always()
    assert negation(negation(one)) == one


def test_a_condition_tells_which_other_tables_it_looks_into() -> None:
    inner = Exists(Link(B, ("x",), C, ("y",)), Missing("z"))
    asked = Or((Missing("a"), Not(And((IsSubject(("b",)), Exists(LINES, inner))))))
    assert tables_read(asked) == {B, C}
    assert tables_read(Missing("a")) == frozenset()


def test_null_is_nobodys_key_and_links_to_nothing() -> None:
    tables: dict[Table, list[Row]] = {A: [{"up": None}], B: [{"id": None}]}
    assert not selects(IsSubject(("up",)), tables[A][0], tables, frozenset({(None,)}))
    assert not selects(Exists(LINES, Always()), tables[A][0], tables)


@pytest.mark.parametrize(
    ("value", "written", "expected"),
    [
        ("2022-03-11", Written(), datetime(2022, 3, 11, tzinfo=UTC)),
        ("2022-07-01 00:30:00", Written("wall", "Europe/Paris"), datetime(2022, 6, 30, 22, 30, tzinfo=UTC)),
        (0, Written("unix seconds"), datetime(1970, 1, 1, tzinfo=UTC)),
        (1.5, Written("unix seconds"), datetime(1970, 1, 1, 0, 0, 1, 500_000, tzinfo=UTC)),
        ("2022-03-11T02:00+02:00", Written("iso text"), datetime(2022, 3, 11, tzinfo=UTC)),
        ("11/03/2022", Written(), None),
        ("0000-00-00", Written(), None),
        ("2022-03-11é10:00", Written("iso text"), None),
        ("9999-12-31T23:00-12:00", Written("iso text"), None),
        ("0001-01-01", Written("wall", "Asia/Tokyo"), None),
        (2**40, Written("unix seconds"), None),
        (True, Written("unix seconds"), None),
        (None, Written(), None),
        (b"2022-03-11", Written(), None),
    ],
)
def test_an_instant_is_read_or_is_none(value: Scalar, written: Written, expected: datetime | None) -> None:
    assert instant_of(value, written) == expected


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1970-01-01", Written()),
        ("0000-00-00", Written()),
        (86_399, Written("unix seconds")),
        (-1, Written("unix seconds")),
        ("1969-12-31T00:00", Written("iso text")),
    ],
)
def test_a_date_older_than_any_site_is_before_nothing(value: Scalar, written: Written) -> None:
    row = {"day": value}
    assert not selects(Before("day", datetime(2026, 1, 1, tzinfo=UTC), written), row, {})
    assert datetime(1970, 1, 2, tzinfo=UTC) == FLOOR


@pytest.mark.parametrize(
    ("instant", "zone", "expected"),
    [
        (datetime(2022, 3, 11, tzinfo=UTC), "UTC", "2022-03-11"),
        (datetime(2022, 3, 11, tzinfo=UTC), "Europe/Paris", "2022-03-11 01:00:00"),
        (datetime(2022, 3, 10, 23, tzinfo=UTC), "Europe/Paris", "2022-03-11"),
        (datetime(2018, 11, 4, 3, tzinfo=UTC), "America/Sao_Paulo", "2018-11-04"),  # began at one o'clock
        (datetime(2018, 11, 4, 4, tzinfo=UTC), "America/Sao_Paulo", "2018-11-04 02:00:00"),
        (datetime(2011, 12, 30, 10, tzinfo=UTC), "Pacific/Apia", "2011-12-31"),  # the 30th was left out
        (datetime(1, 1, 2, 5, tzinfo=UTC), "UTC", "0001-01-02 05:00:00"),
    ],
)
def test_an_instant_is_written_as_the_columns_clock_shows_it(
    instant: datetime, zone: str, expected: str
) -> None:
    assert wall_text(instant, zone) == expected
