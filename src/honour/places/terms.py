"""Terms as cut-off instants: all calendar arithmetic is done here, in the site's time zone, and none in SQL.

A term counted in days, weeks, months or years runs from the local day of its event and ends when the last
local day is over: in months and years, the day that bears the same number, or the month's last day
(Regulation (EEC, Euratom) 1182/71, art. 3(2)(c)). A `keep` never rolls to a working day. What is due is
therefore everything dated before the start of one local day, and that instant is the constant sent to a
store.
"""

from calendar import monthrange
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from honour.promises.keep import Ending
from honour.promises.periods import Period

_DAY = timedelta(days=1)
END_OF_FINANCIAL_YEAR = "end of the financial year"


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a site counts days: its IANA time zone, and the (month, day) on which its financial year ends."""

    zone: str
    financial_year_ends: tuple[int, int] = (12, 31)


def add(day: date, period: Period) -> date:
    """The day a period later; in months and years the same number, or the month's last day."""
    match period.unit:
        case "days":
            return day + timedelta(days=period.amount)
        case "weeks":
            return day + timedelta(weeks=period.amount)
        case "months":
            return _add_months(day, period.amount)
        case "years":
            return _add_months(day, 12 * period.amount)


def end_of_financial_year(day: date, ends: tuple[int, int]) -> date:
    """The last day of the financial year in which `day` lies; 29 February stands for the month's last day."""
    this_year = _in_year(day.year, ends)
    return this_year if day <= this_year else _in_year(day.year + 1, ends)


def last_day(day: date, ending: Ending, calendar: Calendar) -> date:
    """The last local day on which data dated `day` may be kept under this ending."""
    if ending.event == END_OF_FINANCIAL_YEAR:
        day = end_of_financial_year(day, calendar.financial_year_ends)
    return day if ending.after is None else add(day, ending.after)


def local_day(instant: datetime, zone: str) -> date:
    """The latest calendar day that has begun at an instant in a time zone.

    Where the clock goes back over midnight, it shows the day before for a while; the new day has begun.
    """
    shown = instant.astimezone(ZoneInfo(zone)).date()
    tomorrow = shown + _DAY
    return tomorrow if start_of_day(tomorrow, zone) <= instant else shown


@lru_cache(maxsize=8192)  # many people's dates fall on the same days
def start_of_day(day: date, zone: str) -> datetime:
    """The first instant of a local day, in UTC; where the clock skips midnight, the first moment after."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def ends(instant: datetime, ending: Ending, calendar: Calendar) -> datetime:
    """When a term that began at `instant` has ended, counted forward: the start of the day after its last."""
    day = last_day(local_day(instant, calendar.zone), ending, calendar)
    return start_of_day(day + timedelta(days=1), calendar.zone)


def cut_off(ending: Ending, calendar: Calendar, now: datetime) -> datetime:
    """The first instant whose term has not ended at `now`: everything strictly before it has.

    `last_day` never goes back when its day goes on, so the greatest due day is found by halving.
    """
    return _cut_off(ending, calendar, local_day(now, calendar.zone))


@lru_cache(maxsize=1024)  # many places ask the same on one day
def _cut_off(ending: Ending, calendar: Calendar, today: date) -> datetime:
    due = _greatest(lambda day: last_day(day, ending, calendar) < today, date(1, 1, 1), today)
    return start_of_day(due + timedelta(days=1), calendar.zone)


def answer_due(asked: datetime, zone: str, holidays: Container[date], months: int = 1) -> date:
    """The last day to answer a request: one month, or three where it was extended (GDPR Art. 12(3)).

    It ends on the day that bears the same number, or on the month's last; on the next working day where
    that is a Saturday, a Sunday or one of the publisher's holidays (Regulation 1182/71, art. 3(4)).
    """
    day = add(local_day(asked, zone), Period(months, "months"))
    while day.weekday() >= 5 or day in holidays:
        day += timedelta(days=1)
    return day


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return _day_or_last(year, month + 1, day.day)


def _in_year(year: int, ends: tuple[int, int]) -> date:
    month, day = ends
    return _day_or_last(year, month, day)


def _day_or_last(year: int, month: int, day: int) -> date:
    return date(year, month, day if day <= 28 else min(day, monthrange(year, month)[1]))


def _greatest(holds: Callable[[date], bool], low: date, high: date) -> date:
    """The greatest day of [low, high) for which a monotone predicate holds; `low` where it holds for none."""
    first, last = low.toordinal(), high.toordinal()
    while last - first > 1:
        middle = (first + last) // 2
        if holds(date.fromordinal(middle)):
            first = middle
        else:
            last = middle
    return date.fromordinal(first)
