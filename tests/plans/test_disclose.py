"""What a demand lacks, and that a look at one person's days is of those rows alone."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from honour.plans.disclose import Demand, Item, missing

TODAY = date(2026, 11, 26)
WHOLE = Demand(
    "authority",
    "court",
    "Tribunal de Nantes",
    "C. pr. pén. art. 99-3",
    "requisition",
    "RG 26/04711",
    "M. Durand, juge",
    date(2026, 11, 20),
    "called back",
    (Item("contact", "e-mail", False), Item("connection", "ip address")),
    date(2026, 11, 1),
    date(2026, 11, 5),
    country="FR",
    means="by hand",
)
OWN = Demand(
    "own rights",
    name="Me Lambert",
    country="FR",
    reference="L-77",
    check="unpaid",
    means="registered post",
    items=WHOLE.items[:1],
)


def test_a_whole_demand_lacks_nothing() -> None:
    assert missing(WHOLE, None, TODAY) == ()
    assert missing(OWN, frozenset({"contact"}), TODAY) == ()


@pytest.mark.parametrize(
    "name",
    [
        *("authority", "name", "country", "provision", "form", "reference", "signatory", "check", "means"),
        "items",
    ],
)
def test_each_thing_that_lacks_is_named(name: str) -> None:
    empty: dict[str, Any] = {name: () if name == "items" else ""}
    assert missing(replace(WHOLE, **empty), None, TODAY) == (name,)


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"dated": None}, ("dated",)),
        ({"dated": date(2026, 11, 27)}, ("dated ahead",)),
        ({"first": None}, ("first",)),
        ({"last": None}, ("last",)),
        ({"first": date(2026, 11, 6)}, ("days",)),
        ({"secret": date(2027, 1, 1)}, ("secrecy",)),
        ({"secrecy": "art. 11"}, ("secret",)),
        ({"ground": "preservation"}, ("until",)),
        ({"ground": "preservation", "until": date(2026, 11, 25)}, ("until",)),
        ({"ground": "preservation", "until": TODAY, "items": ()}, ()),
        ({"first": None, "last": None, "items": WHOLE.items[:1]}, ()),
        ({"country": "US"}, ("agreement",)),
        ({"country": "US", "agreement": "treaty of 10 December 1998"}, ()),
        ({"country": "NO"}, ()),
        ({"ground": "preservation", "until": TODAY, "country": "US"}, ("agreement",)),
        ({"ground": "preservation", "until": TODAY, "means": ""}, ()),
    ],
)
def test_days_and_secrecy_are_whole_or_named(changes: dict[str, Any], lacking: tuple[str, ...]) -> None:
    assert missing(replace(WHOLE, **changes), None, TODAY) == lacking


def test_own_rights_reach_only_what_the_policy_names_for_them() -> None:
    assert missing(OWN, frozenset({"connection"}), TODAY) == ("not shareable",)
    assert missing(replace(OWN, items=()), frozenset(), TODAY) == ("items",)
