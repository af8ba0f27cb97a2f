"""When keys are turned, from when no copy opens, and what is said of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from honour.proofs.keys import KeysLooked, no_copy_opens_from, of_keys, oldest_kept

BEGAN = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
LOOKED = KeysLooked(epoch=3, began=BEGAN, held=(3,), cells=12, waiting=0, oldest_in_copy=None, same_disk=True)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "first"),
    [
        (BEGAN, date(2026, 12, 18)),  # turned by 9 December, let go of by the 17th
        (BEGAN + 6 * DAY, date(2026, 12, 18)),
        (BEGAN + 7 * DAY, date(2026, 12, 18)),
        (BEGAN + 30 * DAY, date(2027, 1, 10)),  # overdue on 31 December: by 1 January, then by the 9th
    ],
)
def test_the_day_counts_two_turnings_and_never_lies_before_them(now: datetime, first: date) -> None:
    assert no_copy_opens_from(BEGAN, now) == first


def test_keys_are_due_after_seven_days_or_while_a_turning_is_under_way() -> None:
    assert not LOOKED.is_due(BEGAN + 7 * DAY - timedelta(seconds=1))
    assert LOOKED.is_due(BEGAN + 7 * DAY)
    assert replace(LOOKED, waiting=1).is_due(BEGAN)
    assert replace(LOOKED, held=(2, 3)).is_due(BEGAN)
    assert not LOOKED.under_way


def test_an_epoch_dated_by_a_clock_that_ran_ahead_is_turned_at_once() -> None:
    assert LOOKED.is_due(BEGAN - 400 * DAY)
    assert not LOOKED.is_due(BEGAN - DAY)
    assert no_copy_opens_from(BEGAN, BEGAN - 400 * DAY) == date(2025, 11, 13)


def test_the_oldest_key_that_may_exist_counts_a_backup_nobody_told_us_of() -> None:
    assert oldest_kept((3,), None) == 2
    assert oldest_kept((2, 3), None) == 2
    assert oldest_kept((1, 3), None) == 1
    assert oldest_kept((5,), 1) == 1
    assert oldest_kept((5,), 5) == 5


@pytest.mark.parametrize(
    ("looked", "now", "state", "says"),
    [
        (LOOKED, BEGAN + 3 * DAY, "kept", "3 days ago"),
        (LOOKED, BEGAN + 8 * DAY, "kept", "due on 2026-12-08"),
        (LOOKED, BEGAN + 8 * DAY + timedelta(seconds=1), "not kept", "honour keys --turn"),
        (replace(LOOKED, held=(2, 3), waiting=5), BEGAN, "unknown", "5 cells wait"),
        (replace(LOOKED, held=(2, 3), waiting=1), BEGAN, "unknown", "1 cell waits"),
        (replace(LOOKED, held=(2,)), BEGAN, "not kept", "its key is not in the key place"),
        (LOOKED, BEGAN - DAY, "kept", "0 days ago"),
        (LOOKED, BEGAN - DAY - timedelta(seconds=1), "not kept", "a clock that was wrong"),
        (LOOKED, BEGAN, "kept", "not from the theft of this disk"),
        (replace(LOOKED, same_disk=False), BEGAN, "kept", "nothing here can see"),
    ],
)
def test_a_stranger_is_told_the_state_and_what_sealing_is_good_for(
    looked: KeysLooked, now: datetime, state: str, says: str
) -> None:
    found = of_keys(looked, now)
    assert (found.state, found.rows) == (state, 12)
    assert says in found.why
