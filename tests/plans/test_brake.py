"""The brake: what stops a sweep that nobody reads, and what does not."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from honour.plans.brake import Seen, Stop, by_clock, stops

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
CALM = Seen((10, 12, 11), NOW - timedelta(days=1), NOW - timedelta(days=1))


def reasons(found: tuple[Stop, ...]) -> list[str]:
    return [stop.reason for stop in found]


def test_a_usual_sweep_goes_on() -> None:
    assert stops({"main.log": 33}, {"main.log": 2_000}, False, CALM, NOW) == ()


def test_more_than_three_times_the_usual_size_stops() -> None:
    assert reasons(stops({"main.log": 34}, {"main.log": 2_000}, False, CALM, NOW)) == ["size"]
    small = {"main.log": 20, "main.tickets": 14}
    assert reasons(stops(small, dict.fromkeys(small, 2_000), False, CALM, NOW)) == ["size"], (
        "all tables count"
    )


def test_before_three_sweeps_no_size_is_usual() -> None:
    young = Seen((1, 1), None, None)
    assert stops({"main.log": 34}, {"main.log": 2_000}, False, young, NOW) == ()


def test_the_usual_size_is_that_of_the_last_year_and_not_of_one_flood() -> None:
    flood = Seen((*[10] * 6, 10_000, *[10] * 5), None, None)
    assert reasons(stops({"main.log": 31}, {"main.log": 9_000}, False, flood, NOW)) == ["size"]
    grown = Seen((*[1] * 30, *[100] * 12), None, None)
    assert stops({"main.log": 300}, {"main.log": 90_000}, False, grown, NOW) == ()


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_more_than_two_in_a_hundred_of_a_table_stops(rows: int, table: int) -> None:
    found = stops({"main.log": rows}, {"main.log": table}, False, Seen((), None, None), NOW)
    assert bool(found) == (rows * 50 > table)


def test_a_term_that_became_shorter_stops_even_where_nothing_would_go() -> None:
    assert reasons(stops({}, {}, True, CALM, NOW)) == ["shorter term"]


def test_a_clock_behind_the_journal_stops_and_seconds_between_machines_do_not() -> None:
    later = Seen((), NOW + timedelta(hours=1), NOW)
    assert reasons(by_clock(later, NOW)) == ["clock behind"]
    assert by_clock(Seen((), NOW + timedelta(seconds=50), NOW), NOW) == ()


def test_a_clock_far_after_the_site_was_last_at_work_stops() -> None:
    beat = Seen((), NOW, NOW)
    assert by_clock(beat, NOW + timedelta(days=31)) == ()
    assert reasons(by_clock(beat, NOW + timedelta(days=32))) == ["clock ahead"]
    assert by_clock(Seen((), None, None), NOW) == (), "a site that was just born has no past"
