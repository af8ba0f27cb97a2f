"""Terms: the cut-off agrees with counting forward, in every zone and at every edge of the calendar."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from honour.places.selections import Before, Written, selects
from honour.places.terms import (
    END_OF_FINANCIAL_YEAR,
    Calendar,
    add,
    answer_due,
    cut_off,
    end_of_financial_year,
    ends,
    local_day,
    start_of_day,
)
from honour.promises.keep import Ending
from honour.promises.periods import Period, Unit

ODD_ZONES = (
    "Europe/Paris",
    "America/Sao_Paulo",  # its clocks skipped midnight
    "Asia/Beirut",  # so did its
    "America/Havana",  # midnight comes twice
    "America/St_Johns",  # until 2011 its clocks went back at 00:01, into the day before
    "Pacific/Apia",  # had no 30 December 2011
    "Pacific/Kwajalein",  # had no 21 August 1993
    "Africa/Casablanca",
    "Australia/Lord_Howe",  # half an hour
    "Pacific/Kiritimati",
    "Asia/Kathmandu",
    "UTC",
)
ZONES = st.sampled_from(ODD_ZONES) | st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"}))
MOST: dict[Unit, int] = {"days": 4000, "weeks": 600, "months": 240, "years": 30}

SECONDS = st.integers(0, 75 * 366 * 86_400)
INSTANTS = SECONDS.map(lambda seconds: datetime(1970, 1, 2, tzinfo=UTC) + timedelta(seconds=seconds))
PERIODS = st.sampled_from(list(MOST)).flatmap(
    lambda unit: st.integers(1, MOST[unit]).map(lambda amount: Period(amount, unit))
)
ENDINGS = st.builds(
    Ending, st.sampled_from(["recorded", "last order", END_OF_FINANCIAL_YEAR]), st.none() | PERIODS
)
YEAR_ENDS = st.sampled_from([(12, 31), (3, 31), (2, 29), (2, 28), (6, 30), (1, 1)])
CALENDARS = st.builds(Calendar, ZONES, YEAR_ENDS)


def edges(zone: str) -> st.SearchStrategy[datetime]:
    """Instants within two hours of a midnight or of a change of the clock of a zone."""
    near = st.integers(-7200, 7200).map(lambda seconds: timedelta(seconds=seconds))
    days = st.dates(date(1970, 1, 5), date(2040, 1, 1))
    known = st.sampled_from(
        [
            datetime(2018, 11, 4, 3, tzinfo=UTC),
            datetime(2018, 2, 18, 3, tzinfo=UTC),
            datetime(2022, 3, 26, 22, tzinfo=UTC),
            datetime(2022, 11, 6, 5, tzinfo=UTC),
            datetime(2010, 11, 7, 2, 31, tzinfo=UTC),
            datetime(2011, 12, 30, 10, tzinfo=UTC),
            datetime(1993, 8, 21, 12, tzinfo=UTC),
        ]
    )
    midnights = days.map(
        lambda day: datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    )
    return st.tuples(known | midnights, near).map(lambda drawn: drawn[0] + drawn[1])


# --- counting forward, written without the code that is tested -------------------------------------------


def days_of_month_later(day: date, months: int) -> date:
    """Month by month: the day that bears the same number, else the month's last (Regulation 1182/71)."""
    year, month = day.year, day.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def year_over(day: date, ends_on: tuple[int, int]) -> date:
    """Day by day until one is the last of a financial year."""
    month, number = ends_on
    while not (day.month == month and day.day == min(number, monthrange(day.year, month)[1])):
        day += timedelta(days=1)
    return day


def later(day: date, period: Period) -> date:
    """The day a period later."""
    match period.unit:
        case "days":
            return day + timedelta(days=period.amount)
        case "weeks":
            return day + timedelta(days=7 * period.amount)
        case "months":
            return days_of_month_later(day, period.amount)
        case "years":
            return days_of_month_later(day, 12 * period.amount)


def over_on(day: date, ending: Ending, ends_on: tuple[int, int]) -> date:
    """The first day on which data dated `day` may no longer be kept."""
    if ending.event == END_OF_FINANCIAL_YEAR:
        day = year_over(day, ends_on)
    last = day if ending.after is None else later(day, ending.after)
    return last + timedelta(days=1)


def day_at(instant: datetime, zone: str) -> date:
    """The latest day that a clock of the zone has shown: minute by minute, further than clocks go back."""
    return max((instant - timedelta(minutes=back)).astimezone(ZoneInfo(zone)).date() for back in range(300))


@given(st.data(), CALENDARS, ENDINGS)
def test_what_is_before_the_cut_off_is_exactly_what_has_ended(
    data: st.DataObject, calendar: Calendar, ending: Ending
) -> None:
    now = data.draw(INSTANTS | edges(calendar.zone))
    instant = data.draw(INSTANTS | edges(calendar.zone) | near_its_end(now, ending, calendar))
    over = ends(instant, ending, calendar) <= now
    assert (instant < cut_off(ending, calendar, now)) == over
    counted = over_on(day_at(instant, calendar.zone), ending, calendar.financial_year_ends)
    assert over == (day_at(now, calendar.zone) >= counted)


def near_its_end(now: datetime, ending: Ending, calendar: Calendar) -> st.SearchStrategy[datetime]:
    """Instants whose term ends about now: where one day more or less would show."""
    amount, unit = (ending.after.amount, ending.after.unit) if ending.after else (0, "days")
    days = amount * {"days": 1, "weeks": 7, "months": 30.44, "years": 365.25}[unit]
    back = days + (183 if ending.event == END_OF_FINANCIAL_YEAR else 0)
    spread = 190 if ending.event == END_OF_FINANCIAL_YEAR else 4
    hours = st.integers(-24 * spread, 24 * spread)
    return hours.map(
        lambda more: max(now - timedelta(days=back, hours=more), datetime(1970, 1, 2, tzinfo=UTC))
    )


@given(ZONES, CALENDARS, PERIODS, st.data())
def test_a_longer_term_never_ends_earlier(
    zone: str, calendar: Calendar, period: Period, data: st.DataObject
) -> None:
    longer = Period(period.amount + data.draw(st.integers(0, 40)), period.unit)
    now = data.draw(INSTANTS)
    short, long = Ending("recorded", period), Ending("recorded", longer)
    assert cut_off(long, calendar, now) <= cut_off(short, calendar, now)


@given(CALENDARS, ENDINGS, st.lists(INSTANTS, min_size=2, max_size=2).map(sorted))
def test_what_has_ended_stays_ended(calendar: Calendar, ending: Ending, moments: list[datetime]) -> None:
    earlier, later = moments
    assert cut_off(ending, calendar, earlier) <= cut_off(ending, calendar, later)


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (date(2026, 8, 31), Period(6, "months"), date(2027, 2, 28)),
        (date(2027, 8, 31), Period(6, "months"), date(2028, 2, 29)),
        (date(2024, 2, 29), Period(1, "years"), date(2025, 2, 28)),
        (date(2024, 2, 29), Period(4, "years"), date(2028, 2, 29)),
        (date(2025, 2, 28), Period(12, "months"), date(2026, 2, 28)),
        (date(2026, 12, 31), Period(2, "months"), date(2027, 2, 28)),
        (date(2026, 12, 31), Period(1, "days"), date(2027, 1, 1)),
        (date(2026, 12, 28), Period(2, "weeks"), date(2027, 1, 11)),
        (date(2026, 1, 31), Period(1, "months"), date(2026, 2, 28)),
        (date(2026, 3, 31), Period(1, "months"), date(2026, 4, 30)),
    ],
)
def test_a_term_ends_on_the_day_of_the_same_number_or_the_months_last(
    day: date, period: Period, expected: date
) -> None:
    assert add(day, period) == expected


@pytest.mark.parametrize(
    ("day", "ends_on", "expected"),
    [
        (date(2026, 7, 1), (12, 31), date(2026, 12, 31)),
        (date(2026, 12, 31), (12, 31), date(2026, 12, 31)),
        (date(2027, 1, 1), (12, 31), date(2027, 12, 31)),
        (date(2026, 3, 31), (3, 31), date(2026, 3, 31)),
        (date(2026, 4, 1), (3, 31), date(2027, 3, 31)),
        (date(2026, 1, 5), (2, 29), date(2026, 2, 28)),
        (date(2028, 2, 29), (2, 29), date(2028, 2, 29)),
        (date(2028, 3, 1), (2, 29), date(2029, 2, 28)),
    ],
)
def test_a_day_lies_in_the_financial_year_that_ends_next(
    day: date, ends_on: tuple[int, int], expected: date
) -> None:
    assert end_of_financial_year(day, ends_on) == expected


@pytest.mark.parametrize(
    ("issued", "now", "over"),
    [
        (datetime(2016, 7, 1, tzinfo=UTC), datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC), False),
        (datetime(2016, 7, 1, tzinfo=UTC), datetime(2026, 12, 31, 23, 0, tzinfo=UTC), True),
        (datetime(2016, 12, 31, 22, 59, tzinfo=UTC), datetime(2026, 12, 31, 23, 0, tzinfo=UTC), True),
        (datetime(2016, 12, 31, 23, 0, tzinfo=UTC), datetime(2026, 12, 31, 23, 0, tzinfo=UTC), False),
    ],
)
def test_an_invoice_ends_when_the_tenth_year_after_its_own_is_over_in_paris(
    issued: datetime, now: datetime, over: bool
) -> None:
    calendar = Calendar("Europe/Paris", (12, 31))
    ending = Ending(END_OF_FINANCIAL_YEAR, Period(10, "years"))
    assert (issued < cut_off(ending, calendar, now)) is over
    assert (ends(issued, ending, calendar) <= now) is over


@pytest.mark.parametrize(
    ("zone", "day", "begins"),
    [
        ("Europe/Paris", date(2026, 3, 29), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        ("America/Sao_Paulo", date(2018, 11, 4), datetime(2018, 11, 4, 3, tzinfo=UTC)),
        ("Asia/Beirut", date(2022, 3, 27), datetime(2022, 3, 26, 22, tzinfo=UTC)),
        ("America/Havana", date(2022, 11, 6), datetime(2022, 11, 6, 4, tzinfo=UTC)),
        ("America/St_Johns", date(2010, 11, 7), datetime(2010, 11, 7, 2, 30, tzinfo=UTC)),
        ("Pacific/Apia", date(2011, 12, 30), datetime(2011, 12, 30, 10, tzinfo=UTC)),
        ("Pacific/Apia", date(2011, 12, 31), datetime(2011, 12, 30, 10, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_its_first_instant(zone: str, day: date, begins: datetime) -> None:
    assert start_of_day(day, zone) == begins


def test_a_day_that_has_begun_is_not_begun_again_when_the_clock_goes_back_over_midnight() -> None:
    shows_the_day_before = datetime(2010, 11, 7, 3, 0, tzinfo=UTC)
    assert shows_the_day_before.astimezone(ZoneInfo("America/St_Johns")).date() == date(2010, 11, 6)
    assert local_day(shows_the_day_before, "America/St_Johns") == date(2010, 11, 7)


HOLIDAYS = frozenset({date(2026, 12, 25), date(2027, 1, 1), date(2027, 3, 29)})


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (datetime(2026, 10, 20, 12, tzinfo=UTC), date(2026, 11, 20)),  # a Friday
        (datetime(2026, 10, 21, 12, tzinfo=UTC), date(2026, 11, 23)),  # a Saturday: Monday
        (datetime(2026, 10, 22, 12, tzinfo=UTC), date(2026, 11, 23)),  # a Sunday: Monday
        (datetime(2026, 11, 25, 12, tzinfo=UTC), date(2026, 12, 28)),  # Christmas, a Friday: Monday
        (datetime(2026, 12, 1, 12, tzinfo=UTC), date(2027, 1, 4)),  # New Year's Day, a Friday: Monday
        (datetime(2027, 2, 27, 12, tzinfo=UTC), date(2027, 3, 30)),  # Saturday, then Easter Monday: Tuesday
        (datetime(2027, 1, 31, 12, tzinfo=UTC), date(2027, 3, 1)),  # no 31 February: its last day, a Sunday
        (datetime(2026, 10, 19, 23, 30, tzinfo=UTC), date(2026, 11, 20)),  # already the 20th in Paris
    ],
)
def test_an_answer_is_due_in_a_month_on_a_working_day(asked: datetime, due: date) -> None:
    assert answer_due(asked, "Europe/Paris", HOLIDAYS) == due


@given(INSTANTS, ZONES, st.frozensets(st.dates(date(1970, 1, 1), date(2046, 1, 1)), max_size=30))
def test_an_answer_is_never_due_on_a_day_without_work_nor_before_the_month(
    asked: datetime, zone: str, holidays: frozenset[date]
) -> None:
    due = answer_due(asked, zone, holidays)
    assert due.weekday() < 5
    assert due not in holidays
    assert due >= days_of_month_later(day_at(asked, zone), 1)


@example(now=datetime(2026, 11, 22, tzinfo=UTC), amount=100)
@given(INSTANTS, st.integers(1, 100))
def test_a_very_long_term_sends_a_constant_that_no_row_is_before(now: datetime, amount: int) -> None:
    instant = cut_off(Ending("recorded", Period(amount, "years")), Calendar("Pacific/Kiritimati"), now)
    if now.year - amount < 1970:
        for written, oldest in (
            (Written("wall", "Pacific/Pago_Pago"), "1970-01-02"),
            (Written("unix seconds"), 86_400),
        ):
            assert not selects(Before("day", instant, written), {"day": oldest}, {})
