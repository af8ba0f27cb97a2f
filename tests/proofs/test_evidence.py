"""The state of a promise, in words."""

from datetime import date

import pytest

from honour.promises.policy import read
from honour.proofs.evidence import ClockLooked, KeepLooked, of_clocks, of_keep, of_promised, open_and_near
from tests.promises.policies import SHOP


@pytest.mark.parametrize(
    ("looked", "why"),
    [
        (
            KeepLooked("main.users", 3, 1, 0, 0, True, None),
            "1 row or part of a row is past its term in main.users: run `honour sweep`",
        ),
        (
            KeepLooked("main.users", 3, 2, 0, 0, True, None),
            "2 rows or parts of rows are past their term in main.users: run `honour sweep`",
        ),
        (KeepLooked("main.users", 3, 0, 1, 0, True, None), "1 row has no plausible date in main.users"),
        (
            KeepLooked("main.users", 3, 0, 0, 1, True, None),
            "for 1 row the term never began in main.users: nothing ends it",
        ),
    ],
)
def test_one_row_and_several_are_told_as_english_would(looked: KeepLooked, why: str) -> None:
    policy = read(SHOP.encode(), "p")
    assert of_keep(policy, policy.keep[0], [looked]).why == why


ASKED, TODAY = date(2026, 10, 1), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("stood", "suspended", "state"), [(0, False, "not kept"), (30, False, "kept"), (30, True, "kept")]
)
def test_the_days_of_doubt_about_identity_are_no_days_of_the_delay(
    stood: int, suspended: bool, state: str
) -> None:
    due = date(2026, 11, 2 + stood) if not stood else date(2026, 12, 2)
    looked = [ClockLooked("r1", due, None, ASKED, "erase", stood, suspended)]
    assert of_clocks(looked, TODAY).state == state
    policy = read((SHOP + "allow: {erase: {within: 30 days}}\n").encode(), "p")
    [promised] = of_promised(policy, looked, (), TODAY)
    assert promised.state == state


def test_what_stands_still_is_not_soon_due() -> None:
    running, still = (
        ClockLooked(name, TODAY, None, ASKED, stood=9, suspended=name == "r2") for name in ("r1", "r2")
    )
    assert open_and_near([running, still], TODAY) == (running,)
    why = of_clocks([running, still], TODAY).why
    assert "r1 is due by" in why
    assert "r2 is due by" not in why
    assert "r2 stands still for doubt about identity (Art. 12(6)), 9 days so far" in why
