"""PostgreSQL and MariaDB select what the twin selects: every atom and nesting, over columns of all types."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from honour.places.map import Constant, Null, Unique
from honour.places.personal import Personal
from honour.places.selections import Always, Key, Row, Selection, Table, selects
from honour.plans.plan import Change, Delete
from tests.connectors.sql.on_servers import (
    MARIADB,
    POSTGRES,
    OnServer,
    Scratch,
    databases_on,
    on_mariadb,
    on_postgres,
    subjects_on,
)
from tests.places.drawn import conditions

TYPES = {"PostgreSQL": POSTGRES, "MariaDB": MARIADB}
TEXT = {"PostgreSQL": "text", "MariaDB": "LONGTEXT"}
SERVERS = pytest.mark.parametrize("server", TYPES)
ON_SERVERS = settings(
    max_examples=settings().max_examples // 3,  # a server makes three tables in a while
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],  # made anew each time
)


@pytest.fixture
def scratch(server: str, request: pytest.FixtureRequest) -> Iterator[Scratch]:
    """A scratch database of the server, in which each example makes its own tables."""
    if server == "PostgreSQL":
        with on_postgres(request.getfixturevalue("postgres_url")) as made:
            yield made
    else:
        with on_mariadb(request.getfixturevalue("mariadb_url")) as made:
            yield made


@dataclass(frozen=True, slots=True)
class Asked:
    """A drawn database, whose keys count as the subject's, and selections of its tables."""

    drawn: OnServer
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
def questions(draw: st.DrawFn, server: str, most: int, fixed: Mapping[str, str] | None = None) -> Asked:
    """A database, somebody, and up to so many selections, the first of the first table."""
    drawn, width = draw(databases_on(TYPES[server], fixed or {})), draw(st.integers(1, 2))
    tables = list(drawn.tables)
    asked = [
        Selection(table, draw(conditions(table, tables, width)))
        for table in (tables[0], *draw(st.lists(st.sampled_from(tables), max_size=most - 1)))
    ]
    return Asked(drawn, draw(subjects_on(width)), tuple(asked))


@SERVERS
@ON_SERVERS
@given(data=st.data())
def test_a_server_counts_exactly_the_rows_that_the_twin_selects(
    server: str, scratch: Scratch, data: st.DataObject
) -> None:
    asked = data.draw(questions(server, most=6))
    expected = tuple(len(rows) for rows in asked.selected(scratch.make(asked.drawn)))
    assert scratch.store.tally(asked.selections, Personal(asked.subject)) == expected


@SERVERS
@ON_SERVERS
@given(data=st.data())
def test_a_deletion_leaves_exactly_the_rows_that_the_twin_does_not_select(
    server: str, scratch: Scratch, data: st.DataObject
) -> None:
    asked = data.draw(questions(server, most=1))
    (selection,) = asked.selections
    before = scratch.make(asked.drawn)
    (meant,) = asked.selected(before)
    with scratch.store.work() as work:
        step = Delete(selection, ("note",), ("note",), ())
        assert work.carry_out(step, Personal(asked.subject)) == len(meant)
    stays = [row for row in before[selection.table] if row not in meant]
    for table, rows in before.items():
        assert scratch.held(table) == (stays if table == selection.table else rows)


@SERVERS
@ON_SERVERS
@given(data=st.data())
def test_a_change_meets_exactly_the_rows_that_the_twin_selects(
    server: str, scratch: Scratch, data: st.DataObject
) -> None:
    asked = data.draw(questions(server, 1, {"up": TEXT[server], "note": TEXT[server]}))
    (selection,) = asked.selections
    becomes = (("who", Null()), ("note", Constant('-"; DROP')), ("up", Unique("@erased.invalid")))
    before = scratch.make(asked.drawn)
    (meant,) = asked.selected(before)
    with scratch.store.work() as work:
        met = work.carry_out(Change(selection, becomes, ("name",), ()), Personal(asked.subject))
    assert met == len(meant)
    changed = set()
    for was, now in zip(before[selection.table], scratch.held(selection.table), strict=True):
        if was not in meant:
            assert now == was
            continue
        assert (now["who"], now["note"]) == (None, '-"; DROP')
        assert str(now["up"]).startswith("erased-")
        assert str(now["up"]).endswith("@erased.invalid")
        assert len(str(now["up"])) == len("erased-") + 32 + len("@erased.invalid")
        assert (now["number"], now["id"], now["when"]) == (was["number"], was["id"], was["when"])
        changed.add(now["up"])
    assert len(changed) == len(meant)


@SERVERS
@ON_SERVERS
@given(data=st.data())
def test_frozen_keys_meet_the_rows_that_they_were_frozen_from(
    server: str, scratch: Scratch, data: st.DataObject
) -> None:
    asked = data.draw(questions(server, most=1))
    (selection,) = asked.selections
    before = scratch.make(asked.drawn)
    (meant,) = asked.selected(before)
    with scratch.store.work() as work:
        keys = work.keys(selection, Personal(asked.subject))
        for other in before.keys() - {selection.table}:  # what the selection looked at is gone by then
            work.carry_out(Delete(Selection(other, Always()), (), (), ()), Personal(()))
        assert work.carry_out(Delete(selection, (), (), ()), Personal(()), keys) == len(meant)
    assert scratch.held(selection.table) == [row for row in before[selection.table] if row not in meant]
