"""The state of a promise, in words."""

import pytest

from honour.promises.policy import read
from honour.proofs.evidence import KeepLooked, of_keep
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
