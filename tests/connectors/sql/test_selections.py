"""The compiled SQL selects what the twin selects: every atom, every nesting, on a real SQLite file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.places.map import Constant, Null, Unique
from honour.places.personal import Personal
from honour.places.selections import (
    Always,
    Before,
    Condition,
    Equals,
    Exists,
    IsSubject,
    Key,
    Link,
    Row,
    Scalar,
    Selection,
    Table,
    Written,
    selects,
)
from honour.plans.plan import Change, Delete
from tests.connectors.sql.databases import held, make, opened, quoted, run
from tests.places.drawn import INSTANTS, Drawn, conditions, databases, subjects

SHOP, OTHER = Table("main", "shop"), Table("main", "other")


@contextmanager
def a_file() -> Iterator[Path]:
    """A file name in a folder of its own: Hypothesis draws many databases in one test."""
    with TemporaryDirectory() as folder:
        yield Path(folder) / "shop.db"


@dataclass(frozen=True, slots=True)
class Asked:
    """A drawn database, whose keys count as the subject's, and selections of its tables."""

    drawn: Drawn
    subject: tuple[Key, ...]
    selections: tuple[Selection, ...]

    def selected(self, rows: Mapping[Table, Sequence[Row]]) -> list[list[Row]]:
        """What the twin selects of these rows, for each selection."""
        keys = frozenset(self.subject)
        return [
            [row for row in rows[one.table] if selects(one.condition, row, rows, keys)]
            for one in self.selections
        ]


@st.composite
def questions(draw: st.DrawFn, most: int) -> Asked:
    """A database, somebody, and up to so many selections, the first of the first table."""
    drawn, width = draw(databases()), draw(st.integers(1, 2))
    tables = list(drawn.tables)
    asked = [
        Selection(table, draw(conditions(table, tables, width)))
        for table in (tables[0], *draw(st.lists(st.sampled_from(tables), max_size=most - 1)))
    ]
    return Asked(drawn, draw(subjects(width)), tuple(asked))


@given(questions(most=6))
def test_sql_counts_exactly_the_rows_that_the_twin_selects(asked: Asked) -> None:
    with a_file() as file:
        expected = tuple(len(rows) for rows in asked.selected(make(file, asked.drawn)))
        with opened(file) as store:
            assert store.tally(asked.selections, Personal(asked.subject)) == expected


@given(questions(most=1))
def test_a_deletion_leaves_exactly_the_rows_that_the_twin_does_not_select(asked: Asked) -> None:
    (selection,) = asked.selections
    with a_file() as file:
        before = make(file, asked.drawn)
        (meant,) = asked.selected(before)
        with opened(file) as store, store.work() as work:
            step = Delete(selection, ("note",), ("note",), ())
            assert work.carry_out(step, Personal(asked.subject)) == len(meant)
        stays = [row for row in before[selection.table] if row not in meant]
        for table, rows in before.items():
            assert held(file, table.name) == (stays if table == selection.table else rows)


@given(questions(most=1))
def test_a_change_meets_exactly_the_rows_that_the_twin_selects(asked: Asked) -> None:
    (selection,) = asked.selections
    becomes = (("who", Null()), ("note", Constant('-"; DROP')), ("up", Unique("@erased.invalid")))
    with a_file() as file:
        before = make(file, asked.drawn)
        (meant,) = asked.selected(before)
        with opened(file) as store, store.work() as work:
            met = work.carry_out(Change(selection, becomes, ("name",), ()), Personal(asked.subject))
        assert met == len(meant)
        for was, now in zip(before[selection.table], held(file, selection.table.name), strict=True):
            if was not in meant:
                assert now == was
                continue
            assert (now["who"], now["note"]) == (None, '-"; DROP')
            assert str(now["up"]).startswith("erased-")
            assert str(now["up"]).endswith("@erased.invalid")
            assert (now["number"], now["id"], now["when"]) == (was["number"], was["id"], was["when"])


@given(questions(most=1))
def test_frozen_keys_meet_the_rows_that_they_were_frozen_from(asked: Asked) -> None:
    (selection,) = asked.selections
    with a_file() as file:
        before = make(file, asked.drawn)
        (meant,) = asked.selected(before)
        with opened(file) as store, store.work() as work:
            keys = work.keys(selection, Personal(asked.subject))
            for other in before.keys() - {selection.table}:  # what the selection looked at is gone by then
                work.carry_out(Delete(Selection(other, Always()), (), (), ()), Personal(()))
            assert work.carry_out(Delete(selection, (), (), ()), Personal(()), keys) == len(meant)
        assert held(file, selection.table.name) == [
            row for row in before[selection.table] if row not in meant
        ]


def tally(file: Path, condition: Condition, *subject: Scalar) -> int:
    """How many rows of `shop` a condition selects."""
    with opened(file) as store:
        (count,) = store.tally([Selection(SHOP, condition)], Personal(tuple((key,) for key in subject)))
        return count


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A shop with one text column that ignores case, one of integers, and one of dates."""
    path = tmp_path / "shop.db"
    run(
        path,
        "CREATE TABLE shop (id INTEGER PRIMARY KEY, who TEXT COLLATE NOCASE, number INTEGER, day DATETIME)",
    )
    return path


def put(file: Path, *rows: str) -> None:
    """Rows of `shop`, each as SQL writes its values."""
    run(file, *(f"INSERT INTO shop VALUES ({row})" for row in rows))


def test_a_collation_makes_nobody_the_subject(file: Path) -> None:
    put(file, "1, 'jose', NULL, NULL", "2, 'JOSE', NULL, NULL", "3, 'josé', NULL, NULL")
    assert tally(file, IsSubject(("who",)), "jose") == 1
    assert tally(file, Equals("who", "JOSE")) == 1


def test_a_text_is_not_the_number_that_it_looks_like(file: Path) -> None:
    put(file, "1, '5', 5, NULL", "2, '05', 5, NULL")
    assert tally(file, IsSubject(("number",)), "05") == 0
    assert tally(file, IsSubject(("number",)), 5) == 2
    assert tally(file, IsSubject(("who",)), 5) == 0


@pytest.mark.parametrize("leads_from_subject", [True, False])
def test_a_link_converts_no_type_and_follows_no_collation(file: Path, leads_from_subject: bool) -> None:
    put(file, "1, '5', 5, NULL", "2, 'JOSE', NULL, NULL", "3, 'jose', NULL, NULL")
    run(file, "CREATE TABLE other (id INTEGER, name TEXT)", "INSERT INTO other VALUES (5, 'jose')")
    inner = IsSubject(("id",)) if leads_from_subject else Always()
    assert tally(file, Exists(Link(SHOP, ("who",), OTHER, ("name",)), inner), 5) == 1
    assert tally(file, Exists(Link(SHOP, ("who",), OTHER, ("id",)), inner), 5) == 0
    assert tally(file, Exists(Link(SHOP, ("number",), OTHER, ("id",)), inner), 5) == 1


@pytest.mark.parametrize("name", ["r1", 'a "b" c', "100%", "a:b", "x?", "Größe", "select"])
def test_a_table_may_have_any_name(tmp_path: Path, name: str) -> None:
    file, table = tmp_path / "shop.db", Table("main", name)
    run(
        file,
        f"CREATE TABLE {quoted(name)} (id, up)",
        f"INSERT INTO {quoted(name)} VALUES (1, NULL), (2, 1), (3, 9)",
    )
    parent = Exists(Link(table, ("up",), table, ("id",)), Always())
    with opened(file) as store:
        assert store.tally([Selection(table, parent)], Personal(())) == (1,)


@pytest.mark.parametrize(
    "written", ["0000-00-00", "2022-00-00", "2022-13-01", "2022-01-40", "11/03/2022", "", "2"]
)
def test_what_is_no_date_is_never_before_anything(file: Path, written: str) -> None:
    put(file, f"1, NULL, NULL, '{written}'", "2, NULL, NULL, '2022-01-31'")
    assert tally(file, Before("day", datetime(2026, 1, 1, tzinfo=UTC))) == 1


def test_a_date_alone_is_not_before_its_own_day_where_the_clock_skips_midnight(file: Path) -> None:
    zone = "America/Sao_Paulo"  # 4 November 2018 began at one o'clock
    put(
        file,
        "1, NULL, NULL, '2018-11-03'",
        "2, NULL, NULL, '2018-11-04'",
        "3, NULL, NULL, '2018-11-04 01:30:00'",
    )
    first_instant = datetime(2018, 11, 4, 3, tzinfo=UTC)
    assert tally(file, Before("day", first_instant, Written("wall", zone))) == 1


def test_a_value_that_is_no_utf8_is_read_past(file: Path) -> None:
    put(
        file,
        "1, CAST(x'ff61' AS TEXT), NULL, CAST(x'323032322dff' AS TEXT)",
        "2, NULL, NULL, '2022-01-01T00:00Z'",
    )
    assert tally(file, Before("day", datetime(2026, 1, 1, tzinfo=UTC), Written("iso text"))) == 1
    with opened(file) as store:
        ((who,), _) = store.rows(Selection(SHOP, Always()), ("who",), Personal(())).reveal()[::-1]
    assert tally(file, IsSubject(("who",)), who) == 1


def test_a_key_beyond_sixty_four_bits_is_nobodys(file: Path) -> None:
    put(file, f"1, NULL, {2**63 - 1}, NULL")
    assert tally(file, IsSubject(("number",)), 2**63) == 0
    assert tally(file, IsSubject(("number",)), 2**63 - 1) == 1
    assert tally(file, Equals("number", 2**70)) == 0


@given(st.lists(INSTANTS, min_size=1, max_size=3))
def test_a_date_in_the_far_past_or_far_future_stops_no_statement(instants: list[datetime]) -> None:
    edges = ("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "10000-01-01")
    asked = [Selection(SHOP, Before("day", instant, Written("iso text"))) for instant in instants]
    with a_file() as file:
        run(file, "CREATE TABLE shop (day)", *(f"INSERT INTO shop VALUES ('{edge}')" for edge in edges))
        with opened(file) as store:
            assert store.tally(asked, Personal(())) == (0,) * len(asked)
