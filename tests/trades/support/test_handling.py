"""What a policy says of tickets: whom it lets handle them, and what can become of one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from honour.promises.policy import Policy, read
from honour.trades.support.brought import TRADE
from honour.trades.support.handling import (
    access_ends,
    can_be_public,
    clears_on_request,
    is_checked,
    may_be_indexed,
    may_handle,
    purpose,
    staff_may_hide,
)
from honour.wiring.offers import OFFERS

DESK = (Path(__file__).parents[3] / "src/honour/website/likes/support-desk/policy.yaml").read_text("utf-8")
ALONE = "    visibility: the author alone # C25: private unless its author publishes it\n"
PRIVATE = (
    DESK.replace(ALONE, "    visibility: always private\n")
    .replace("    public tickets: nothing confidential\n", "")
    .replace("    staff quarantine: hide only # C26: staff can hide what leaked, and publish nothing\n", "")
    .replace("    cleared staff: on request\n", "")
)


def policy_of(text: str) -> Policy:
    return read(text.encode(), "policy.yaml", OFFERS)


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ("ticket: support", {"support"}),
        ("ticket: [support, administration]", {"support", "administration"}),
        ("ticket: the assigned agent", {"support"}),
    ],
)
def test_tickets_are_handled_by_the_roles_that_the_policy_names_and_by_no_other(
    said: str, roles: set[str]
) -> None:
    policy = policy_of(DESK.replace("    ticket: support\n", f"    {said}\n"))
    every = ("support", "administration", "privacy officer", "accounts", "the assigned agent")
    assert {role for role in every if may_handle(policy, role)} == roles
    entry = next(each for each in TRADE.console if each.address == "staff_tickets")
    assert [entry.opens(policy, frozenset({role})) for role in every] == [role in roles for role in every]


@pytest.mark.parametrize(
    ("asked", "desk", "private"),
    [
        (can_be_public, True, False),
        (is_checked, True, False),
        (staff_may_hide, True, False),
        (may_be_indexed, False, False),
        (access_ends, True, True),
        (clears_on_request, True, False),
    ],
)
def test_what_can_become_of_a_ticket_is_what_the_policy_says(
    asked: Callable[[Policy], bool], desk: bool, private: bool
) -> None:
    assert asked(policy_of(DESK)) is desk
    assert asked(policy_of(PRIVATE)) is private


def test_search_engines_list_public_tickets_only_where_the_policy_says_so() -> None:
    assert may_be_indexed(
        policy_of(DESK.replace(ALONE, f"{ALONE}    search engines: can list public tickets\n"))
    )


def test_where_tickets_are_always_private_no_menu_leads_to_public_ones() -> None:
    assert purpose(policy_of(DESK)) == "support"
    [entry] = TRADE.menu
    assert entry.opens(policy_of(DESK), frozenset())
    assert not entry.opens(policy_of(PRIVATE), frozenset())
