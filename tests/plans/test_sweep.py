"""What is due without anybody asking: it grows with time, shrinks with longer terms, and ends."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.places.selections import Scalar
from honour.plans import sweep
from honour.plans.plan import Draft
from honour.promises.policy import Policy
from tests.places.shop import table
from tests.plans.in_memory import (
    MAP,
    NOBODY,
    NOW,
    Cell,
    Shop,
    Terms,
    carried_out,
    dangling,
    policy,
    shop_of,
    shops,
    touched,
)

POLICY = policy()
MOMENTS = st.integers(-3650, 8000).map(lambda days: NOW + timedelta(days=days))


def due(kept: Policy, now: datetime) -> Draft:
    """What is due at an instant."""
    return sweep.questions(kept, MAP, now)


def cells(kept: Policy, now: datetime, shop: Shop) -> set[Cell]:
    """What a sweep would destroy."""
    return set(touched(due(kept, now), shop, NOBODY))


@given(shops(), MOMENTS)
def test_each_value_goes_by_one_step_at_most(shop: Shop, now: datetime) -> None:
    found = touched(due(POLICY, now), shop, NOBODY)
    assert len(found) == len(set(found))


@given(shops(), MOMENTS)
def test_done_twice_it_changes_nothing_the_second_time(shop: Shop, now: datetime) -> None:
    draft = due(POLICY, now)
    after = carried_out(draft, shop, NOBODY)
    assert touched(draft, after, NOBODY) == []
    assert carried_out(draft, after, NOBODY) == after
    assert dangling(after) == []


@given(shops(), MOMENTS, st.integers(0, 4000))
def test_a_later_sweep_never_destroys_less(shop: Shop, now: datetime, days: int) -> None:
    assert cells(POLICY, now, shop) <= cells(POLICY, now + timedelta(days=days), shop)


LONGER = st.tuples(
    st.integers(1, 8),
    st.integers(0, 5),
    st.integers(1, 20),
    st.integers(0, 20),
    st.integers(1, 12),
    st.integers(0, 5),
)


@given(shops(), MOMENTS, LONGER)
def test_a_longer_term_never_destroys_more(shop: Shop, now: datetime, years: tuple[int, ...]) -> None:
    orders, more_orders, months, more_months, accounts, more_accounts = years
    law = "basis: {law: C. com. L123-22}"

    def kept(contact: int, history: int, invoice: int) -> Policy:
        return policy(
            Terms(
                f"until: asked, or: {contact} years without order",
                f"for: {history} months, since: recorded",
                f"for: {invoice} years, since: end of the financial year, {law}",
            )
        )

    short = kept(orders, months, accounts)
    long = kept(orders + more_orders, months + more_months, accounts + more_accounts)
    assert cells(long, now, shop) <= cells(short, now, shop)


@given(shops())
def test_before_anything_has_ended_nothing_is_due(shop: Shop) -> None:
    assert cells(POLICY, datetime.fromisoformat("1990-01-01T00:00:00+00:00"), shop) == set()


def one_customer(*placed: Scalar) -> Shop:
    """Somebody with orders placed then."""
    return shop_of(
        users=[{"id": 1, "email": "f@x", "login": "fr", "full_name": "François", "points": 7}],
        orders=[{"id": n, "user_id": 1, "ref": "A", "placed_at": day} for n, day in enumerate(placed, 1)],
    )


@pytest.mark.parametrize(
    ("placed", "forgotten"),
    [
        (["2023-11-30 22:59:59"], True),  # 30 November in Paris: three years ended with 30 November 2026
        (["2023-11-30 23:30:00"], True),
        (["2023-12-01 00:00:00"], False),
        (["2020-01-01", "2023-12-01"], False),
        (["2020-01-01", None], True),  # `null means: never began`
        (["2020-01-01", "0000-00-00"], False),  # an unknown date is unknown, not past
        (["2020-01-01", "11/03/2020"], False),
        (["2020-01-01", "2030-01-01"], False),
        ([None], False),
        ([], False),
    ],
)
def test_a_customer_is_forgotten_three_years_after_the_last_order_and_by_no_doubtful_date(
    placed: list[Scalar], forgotten: bool
) -> None:
    after = carried_out(due(POLICY, NOW), one_customer(*placed), NOBODY)
    (user,) = after[table("users")] or [{"email": None}]
    assert (user["email"] != "f@x") is forgotten


@pytest.mark.parametrize(
    ("left_on", "gone"),
    [
        (None, False),  # `null means: still running`
        ("2026-11-29", True),
        ("2026-12-01", False),
        ("2030-01-01", False),
        ("0000-00-00", False),
        ("soon", False),
    ],
)
def test_a_clerk_who_still_works_here_never_ends(left_on: Scalar, gone: bool) -> None:
    shop = shop_of(staff=[{"id": 1, "email": "ana@shop", "name": "Ana", "left_on": left_on}])
    after = carried_out(due(POLICY, NOW), shop, NOBODY)
    assert (after[table("staff")] == []) is gone


def test_an_open_row_beside_an_ended_one_keeps_everything() -> None:
    text = policy(Terms(contact="until: account closed"))
    assert text.keep[0].endings[0].event == "account closed"
    both = shop_of(
        users=[{"id": 1, "email": "f@x"}],
        orders=[
            {"id": 1, "user_id": 1, "ref": "A", "placed_at": "2010-01-01"},
            {"id": 2, "user_id": 1, "ref": "B", "placed_at": "2026-11-30"},
        ],
    )
    assert cells(text, NOW, both) == {("orders", 1, "ref")}


UNKNOWN = "for: 1 years, since: last sign-in"


@pytest.mark.parametrize(
    "contact",
    [UNKNOWN, "for: 1 years, since: last order}\n  - {data: contact, purpose: security, " + UNKNOWN],
)
def test_a_term_whose_event_the_map_does_not_know_keeps_and_does_not_let_go(contact: str) -> None:
    kept = policy(Terms(contact=contact))
    assert ("users", 1, "email") not in cells(kept, NOW, one_customer("2010-01-01"))
