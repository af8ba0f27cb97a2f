"""The erasure of one person: what goes, what changes, what stays, and that each value has one fate."""

from collections import Counter
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from honour.places.map import NOTHING_PERSONAL, Constant
from honour.places.selections import selects
from honour.places.terms import Calendar
from honour.plans import erase
from honour.plans.plan import Answers, Change, Delete, Draft, Plan, Span
from tests.places import shop as shops_map
from tests.places.shop import resolved, table
from tests.plans.in_memory import (
    MAP,
    NOW,
    Cell,
    Shop,
    Terms,
    already,
    carried_out,
    dangling,
    of_customer,
    policy,
    selected,
    shop_of,
    shops,
    staying,
    touched,
)

POLICY = policy()
PEOPLE = st.sampled_from([("customer", 1), ("customer", 2), ("clerk", 1)])


def asked(person: str) -> Draft:
    """What the erasure of one of these people means."""
    return erase.questions(POLICY, MAP, person, NOW)


def cells_of(person: str, number: int, shop: Shop) -> dict[Cell, bool]:
    """Each personal column of somebody's rows, and whether it holds already what it becomes."""
    subject = of_customer(number)
    return {
        (place.table.name, row["id"], column.name): already(column.becomes, row[column.name])
        for place in MAP.places_of(person)
        for row in shop[place.table]
        if selects(place.declared(), row, shop, subject)
        and selects(place.belongs(person), row, shop, subject)
        for column in place.columns.values()
        if column.field != NOTHING_PERSONAL
    }


@given(PEOPLE, shops())
def test_each_value_of_the_person_goes_by_one_step_or_stays_by_one_line(
    who: tuple[str, int], shop: Shop
) -> None:
    person, number = who
    draft = asked(person)
    mentions = {
        (place.table.name, column)
        for place in MAP.places
        for columns in place.mentions.values()
        for column in columns
    }
    fates = Counter(
        cell
        for cell in [*touched(draft, shop, of_customer(number)), *staying(draft, shop, of_customer(number))]
        if (cell[0], cell[2]) not in mentions
    )
    mine = cells_of(person, number, shop)
    for cell, is_empty in mine.items():
        assert fates[cell] == 1 or (is_empty and fates[cell] == 0), cell
    assert fates.keys() <= mine.keys(), "somebody else's value would go"


@given(PEOPLE, shops())
def test_it_leaves_everybody_elses_rows_as_they_were_but_for_mentions_of_the_person(
    who: tuple[str, int], shop: Shop
) -> None:
    person, number = who
    after = carried_out(asked(person), shop, of_customer(number))
    mine = {(name, row) for name, row, _ in cells_of(person, number, shop)}
    for found, rows in shop.items():
        left = {row["id"]: row for row in after[found]}
        for row in rows:
            if (found.name, row["id"]) not in mine:
                unmentioned = (
                    {"served_by": None} if person == "clerk" and row.get("served_by") == number else {}
                )
                assert left[row["id"]] == {**row, **unmentioned}


@given(PEOPLE, shops())
def test_done_twice_it_changes_nothing_the_second_time(who: tuple[str, int], shop: Shop) -> None:
    person, number = who
    draft, subject = asked(person), of_customer(number)
    after = carried_out(draft, shop, subject)
    assert [selected(step.selection, after, subject) for step in draft.steps] == [[]] * len(draft.steps)
    for stay in draft.stays:
        assert selected(stay.selection, after, subject) == selected(stay.selection, shop, subject)
    assert carried_out(draft, after, subject) == after
    assert dangling(after) == []


BOUGHT = shop_of(
    staff=[{"id": 1, "email": "ana@shop", "name": "Ana"}],
    users=[
        {"id": 1, "email": "f@x", "login": "fr", "full_name": "François", "points": 7, "served_by": 1},
        {"id": 2, "email": "z@x", "login": "zo", "full_name": "Zoé", "points": 3, "served_by": 1},
        {"id": 3, "email": "o@x", "login": "ol", "full_name": "Olga", "points": 3, "served_by": 1},
    ],
    orders=[
        {"id": 1, "user_id": 1, "ref": "A", "placed_at": "2016-07-01 10:00:00"},
        {"id": 2, "user_id": 1, "ref": "B", "placed_at": "2015-05-01 10:00:00"},
        {"id": 3, "user_id": 2, "ref": "C", "placed_at": "2026-11-01 10:00:00"},
    ],
    invoices=[
        {"id": 1, "order_id": 1, "total": 10, "ts": int(datetime(2016, 7, 1, tzinfo=UTC).timestamp())},
        {"id": 2, "order_id": 2, "total": 20, "ts": int(datetime(2015, 5, 1, tzinfo=UTC).timestamp())},
    ],
    lines=[{"id": 1, "invoice_id": 1, "item": "x"}, {"id": 2, "invoice_id": 2, "item": "y"}],
    usermeta=[
        {"id": 1, "user_id": 1, "meta_key": "phone", "kind": 2, "meta_value": "0612"},
        {"id": 2, "user_id": 1, "meta_key": "colour", "kind": 2, "meta_value": "blue"},
    ],
)  # fmt: skip


def test_an_invoice_that_must_stay_keeps_what_it_needs_and_nothing_else() -> None:
    after = carried_out(asked("customer"), BOUGHT, of_customer(1))
    (user, *others) = after[table("users")]
    assert user == {
        "id": 1,
        "email": f"erased-{1:032x}@erased.invalid",
        "login": None,
        "full_name": "François",
        "points": 0,
        "served_by": 1,
    }
    assert others == BOUGHT[table("users")][1:]
    assert [row["id"] for row in after[table("invoices")]] == [1], "of the two, one has ended"
    assert [row["id"] for row in after[table("lines")]] == [1]
    assert [row["id"] for row in after[table("orders")]] == [1, 3], "the order on which a kept invoice hangs"
    assert after[table("orders")][0]["ref"] is None
    assert [row["id"] for row in after[table("usermeta")]] == [2], (
        "a row that no line of the map speaks of stays"
    )


def test_a_person_without_invoices_goes_whole() -> None:
    after = carried_out(asked("customer"), BOUGHT, of_customer(2))
    assert [row["id"] for row in after[table("users")]] == [1, 3]
    assert [row["id"] for row in after[table("orders")]] == [1, 2]


def test_a_clerk_who_goes_is_mentioned_nowhere() -> None:
    after = carried_out(asked("clerk"), BOUGHT, of_customer(1))
    assert after[table("staff")] == []
    assert [row["served_by"] for row in after[table("users")]] == [None, None, None]
    assert [row["email"] for row in after[table("users")]] == ["f@x", "z@x", "o@x"]


def test_what_mentioned_a_clerk_becomes_what_the_map_says_of_that_column() -> None:
    held = "      points: {field: customer number, becomes: 0}\n"
    text = shops_map.MAP.replace(
        held, held + "      served_by: {field: nothing personal, becomes: {row: 7}}\n"
    )
    assert text != shops_map.MAP
    draft = erase.questions(POLICY, resolved(text), "clerk", NOW)
    [detached] = [step for step in draft.steps if isinstance(step, Change) and step.fields == ("mention",)]
    assert detached.becomes == (("served_by", Constant(7)),)


def decided(number: int) -> Plan:
    """The plan over the shop, with every question answered by the twin."""
    draft, subject = asked("customer"), of_customer(number)
    spans: list[Span | None] = []
    for stay in draft.stays:
        if stay.span is None:
            spans.append(None)
            continue
        ids = selected(stay.span.selection, BOUGHT, subject)
        stamps = [row[stay.span.column] for row in BOUGHT[stay.span.selection.table] if row["id"] in ids]
        dates = sorted(datetime.fromtimestamp(float(str(stamp)), UTC) for stamp in stamps if stamp)
        spans.append(Span(dates[0], dates[-1]) if dates else Span(None, None))
    answers = Answers(
        tuple(len(selected(step.selection, BOUGHT, subject)) for step in draft.steps),
        tuple(len(selected(stay.selection, BOUGHT, subject)) for stay in draft.stays),
        tuple(spans),
    )
    return erase.decide(draft, answers, ("f" * 32,), Calendar("Europe/Paris", (12, 31)))


def test_what_stays_says_why_and_until_when() -> None:
    plan = decided(1)
    until = {stay.selection.table.name: (stay.columns, stay.source, stay.last_ends) for stay in plan.stays}
    law, day = ("C. com. L123-22",), date(2026, 12, 31)
    assert until == {
        "invoices": (("total",), law, day),
        "lines": (("item",), law, day),
        "users": (("full_name",), law, day),
    }
    (needed,) = [stay for stay in plan.stays if stay.selection.table == table("users")]
    assert needed.needed_by == (table("invoices"),)


def test_a_plan_has_only_steps_and_stays_that_concern_rows() -> None:
    plan = decided(3)
    assert [(type(step), step.selection.table.name, step.count) for step in plan.steps] == [
        (Delete, "users", 1)
    ]
    assert plan.stays == ()


def test_the_steps_are_in_an_order_that_a_database_accepts() -> None:
    names = [step.selection.table.name for step in asked("customer").steps if isinstance(step, Delete)]
    assert names.index("lines") < names.index("invoices") < names.index("orders") < names.index("users")
    first = asked("clerk").steps[0]
    assert isinstance(first, Change)
    assert first.becomes[0][0] == "served_by"


def test_a_statement_whose_event_no_map_knows_never_ends_unasked() -> None:
    unknown = policy(Terms(contact="until: asked, or: 1 years without sign-in"))
    draft = erase.questions(unknown, MAP, "clerk", NOW)
    assert not {"email", "login"} & {
        cell[2] for cell in touched(draft, BOUGHT, of_customer(1)) if cell[0] == "users"
    }
