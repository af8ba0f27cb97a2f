"""Circles and threads in memory: no link is left that leads nowhere, whatever the rows, and twice is once."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.carrying_out.checking import dangers
from honour.places.catalogue import Catalogue, ColumnFacts, ForeignKey, TableFacts
from honour.places.map import DataMap
from honour.places.map_reading import read_map
from honour.places.resolving import resolve
from honour.places.selections import Link, Scalar, Table
from honour.plans import erase
from honour.plans.plan import Delete, Draft
from tests.plans.in_memory import NOW, Shop, carried_out, of_customer, policy, selected

MAP = """\
honour map: 1
stores: {main: {sql: x}}
persons: {customer: {table: main.users, key: id, known by: {email: e-mail}}}
places:
  - {table: main.users, belongs to: {customer: id}, holds: {email: e-mail}}
  - {table: main.homes, belongs to: {customer: user_id}, holds: {street: telephone}}
  - {table: main.notes, belongs to: {customer: author}, holds: {body: telephone}}
"""
KEYS = {
    ("users", "home"): "homes",
    ("homes", "user_id"): "users",
    ("notes", "author"): "users",
    ("notes", "parent"): "notes",
}
COLUMNS = {
    "users": ("id", "email", "home"),
    "homes": ("id", "street", "user_id"),
    "notes": ("id", "body", "author", "parent"),
}


def table(name: str) -> Table:
    """A table of the map."""
    return Table("main", name)


def data_map(*needed: str, can_wait: bool = False) -> DataMap:
    """The map over its database; these columns cannot be NULL."""
    tables = {}
    for name, columns in COLUMNS.items():
        facts = {c: ColumnFacts("INTEGER" if c == "id" else "TEXT", c not in needed) for c in columns}
        keys = tuple(
            ForeignKey(Link(table(of), (column,), table(to), ("id",)), can_wait=can_wait)
            for (of, column), to in KEYS.items()
            if of == name
        )
        tables[table(name)] = TableFacts(facts, ("id",), keys)
    return resolve(read_map(MAP.encode(), "map.yaml"), Catalogue(tables))


@st.composite
def shops(draw: st.DrawFn, needed: Sequence[str]) -> Shop:
    """Two people, their homes and notes; every link leads to a row, a needed one is never NULL."""
    sizes = {"users": 2, "homes": draw(st.integers(1, 3)), "notes": draw(st.integers(1, 5))}

    def row(name: str, number: int) -> Mapping[str, Scalar]:
        found: dict[str, Scalar] = {"id": number}
        for column in COLUMNS[name][1:]:
            to = KEYS.get((name, column))
            ids: list[Scalar] = [*range(1, sizes[to] + 1)] if to else ["x"]
            found[column] = draw(st.sampled_from([*ids, *([] if column in needed or not to else [None])]))
        return found

    return {table(name): [row(name, n) for n in range(1, size + 1)] for name, size in sizes.items()}


def nowhere(shop: Shop) -> list[str]:
    """The links that lead to no row."""
    return [
        f"{of}.{column}={row[column]!r}"
        for (of, column), to in KEYS.items()
        for row in shop[table(of)]
        if row[column] is not None and row[column] not in [there["id"] for there in shop[table(to)]]
    ]


def asked(found: DataMap) -> Draft:
    """What the erasure of a customer means over this map."""
    return erase.questions(policy(), found, "customer", NOW)


NEEDED = [(), ("home", "user_id"), ("parent",), ("parent", "author"), ("user_id", "author")]


@pytest.mark.parametrize("needed", NEEDED)
@given(data=st.data())
def test_an_erasure_leaves_no_link_that_leads_nowhere_and_nobody_elses_value_is_touched(
    needed: tuple[str, ...], data: st.DataObject
) -> None:
    shop, draft = data.draw(shops(needed)), asked(data_map(*needed))
    after = carried_out(draft, shop, of_customer(1))
    assert nowhere(after) == []
    assert [row["email"] for row in after[table("users")] if row["id"] == 2] == ["x"]
    theirs = [row["id"] for row in shop[table("notes")] if row["author"] != 1]
    kept = [row["id"] for row in after[table("notes")] if row["body"] == "x"]
    assert kept == theirs


@pytest.mark.parametrize("needed", NEEDED)
@given(data=st.data())
def test_done_twice_it_changes_nothing_the_second_time(needed: tuple[str, ...], data: st.DataObject) -> None:
    shop, draft = data.draw(shops(needed)), asked(data_map(*needed))
    after = carried_out(draft, shop, of_customer(1))
    assert [selected(step.selection, after, of_customer(1)) for step in draft.steps] == [[]] * len(
        draft.steps
    )


def test_a_circle_that_may_be_null_waits_for_nothing() -> None:
    draft = asked(data_map())
    assert draft.waiting == ()
    names = [step.selection.table.name for step in draft.steps if isinstance(step, Delete)]
    assert names.index("homes") < names.index("users")


@pytest.mark.parametrize("can_wait", [True, False])
def test_a_circle_that_cannot_be_opened_must_wait_or_is_a_danger(can_wait: bool) -> None:
    found = data_map("home", "user_id", can_wait=can_wait)
    draft = asked(found)
    assert draft.waiting
    told = [finding.reason for finding in dangers(found, draft.steps)]
    assert any("make a circle" in reason for reason in told) is not can_wait


def test_what_one_plan_does_is_no_circle_with_what_another_does() -> None:
    found = data_map("user_id")
    deletions = {step.selection.table.name: step for step in asked(found).steps if isinstance(step, Delete)}
    users, homes = deletions["users"], deletions["homes"]
    assert list(dangers(found, (users,), (homes,))) == []
    assert any("make a circle" in finding.reason for finding in dangers(found, (users, homes)))
