"""Tables that differ in their names alone are worked out once: each gets what it would get by itself."""

from dataclasses import replace

import pytest

from honour.places.catalogue import Catalogue, ColumnFacts, ForeignKey, TableFacts
from honour.places.map import DataMap
from honour.places.map_reading import read_map
from honour.places.resolving import resolve
from honour.places.selections import Link, Selection, Table
from honour.plans import erase, sweep
from honour.plans.hanging import Hanging
from honour.plans.plan import Draft, Step
from honour.plans.steps import possible_plans
from tests.plans.in_memory import NOW, policy

HEAD = """\
honour map: 1
stores: {main: {sql: x}}
persons: {customer: {table: main.users, key: id, known by: {email: e-mail}}}
places:
  - {table: main.users, belongs to: {customer: id}, holds: {email: e-mail}}
"""
EVENT = """\
events:
  last order: {column: main.%s, belongs to: {customer: %s}, take: last, null means: never began}
"""
OF_USERS = EVENT % ("users.seen", "id")
OF_SECOND = EVENT % ("second.day", "user_id")
PLAIN = (
    "{{table: main.{}, belongs to: {{customer: user_id}}, collected: day,"
    " holds: {{text: order, tel: telephone}}}}"
)
DATELESS = PLAIN.replace("collected: day, ", "")
OTHERS = PLAIN.replace("text: order", "text: name")
ONLY_SOME = PLAIN.replace("holds:", "where: {{kind: a}}, holds:")
SHAPES = [PLAIN, DATELESS, OTHERS, ONLY_SOME]


def over(places: dict[str, str], below: str | None = None, events: str = OF_USERS) -> DataMap:
    """The map over tables `name: line`, all with the same columns; on `below`, rows of another table hang."""
    lines = "".join(f"  - {line.format(name)}\n" for name, line in places.items())
    if below is not None:
        lines += "  - {table: main.below, belongs to: {customer: up.user_id}, holds: {text: order}}\n"
    users = Table("main", "users")
    text, number = ColumnFacts("TEXT", True), ColumnFacts("INTEGER", False)
    tables = {users: TableFacts({"id": number, "email": text, "seen": text}, ("id",), ())}
    columns = dict.fromkeys(("text", "tel", "day", "kind"), text) | {"id": number, "user_id": number}
    for name in places:
        link = ForeignKey(Link(Table("main", name), ("user_id",), users, ("id",)))
        tables[link.link.table] = TableFacts(columns, ("id",), (link,))
    if below is not None:
        link = ForeignKey(Link(Table("main", "below"), ("up",), Table("main", below), ("id",)))
        tables[link.link.table] = TableFacts({"id": number, "up": number, "text": text}, ("id",), (link,))
    return resolve(read_map((HEAD + lines + events).encode(), "map.yaml"), Catalogue(tables))


def about(table: str, steps: tuple[Step, ...]) -> list[Step]:
    """The steps over one table."""
    return [step for step in steps if step.selection.table.name == table]


def everything(found: DataMap) -> tuple[Step, ...]:
    """The steps of an erasure, of a sweep, and of what may ever happen."""
    drafts: tuple[Draft, ...] = (
        erase.questions(policy(), found, "customer", NOW),
        sweep.questions(policy(), found, NOW),
    )
    steps = tuple(step for draft in drafts for step in draft.steps)
    return (*steps, *(step for plan in possible_plans(policy(), Hanging(found)) for step in plan))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_gets_among_its_twins_what_it_gets_alone(shape: str) -> None:
    among = everything(over({"first": shape, "second": shape, "third": shape}))
    for name in ("first", "second", "third"):
        assert about(name, among) == about(name, everything(over({name: shape})))
        assert about(name, among)


@pytest.mark.parametrize("shape", SHAPES[1:])
def test_a_table_that_says_something_else_is_nobodys_twin(shape: str) -> None:
    among = everything(over({"first": PLAIN, "second": shape}))
    assert about("second", among) == about("second", everything(over({"second": shape})))
    assert [one.selection.condition for one in about("first", among)] != [
        replace(one.selection, table=Table("main", "first")).condition for one in about("second", among)
    ]


def test_a_table_on_which_rows_hang_or_whose_dates_are_an_event_is_worked_out_by_itself() -> None:
    names = {"first": PLAIN, "second": PLAIN, "third": PLAIN}
    hanging = everything(over(names, below="second"))
    assert about("second", hanging) == about("second", everything(over({"second": PLAIN}, below="second")))
    assert about("first", hanging) == about("first", everything(over({"first": PLAIN})))
    dated = everything(over(names, events=OF_SECOND))
    assert about("second", dated) == about("second", everything(over({"second": PLAIN}, events=OF_SECOND)))


def test_a_selection_moved_speaks_of_the_other_table_alone() -> None:
    found = over({"first": PLAIN, "second": PLAIN})
    [*steps] = about("second", everything(found))
    assert steps
    assert all("first" not in str(step.selection) for step in steps)
    assert all(isinstance(step.selection, Selection) for step in steps)
