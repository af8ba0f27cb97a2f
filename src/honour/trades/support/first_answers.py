"""How long the authors of tickets wait for a first answer: from opened to the first answer of staff.

Nobody is named: not who asked, nor who answered. Only the tickets that are still there count.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from honour.keeping.at_work import the_site
from honour.places.terms import local_day, start_of_day
from honour.promises.languages import Language
from honour.trades.support.durations import half_and_nine, in_words
from honour.trades.support.models import Ticket
from honour.trades.support.words_of_staff_work import OF_STAFF_WORK

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A ticket of the queue, and how long its first answer took, in words."""

    ticket: Ticket
    first: str


@dataclass(frozen=True, slots=True)
class Month:
    """The tickets that were opened in a month, by its first day: how many, how many of them have an answer,
    and after how long half of these and nine of ten had one.
    """

    month: date
    opened: int
    answered: int
    half: timedelta | None
    nine: timedelta | None


def lines(tickets: list[Ticket], language: Language) -> list[Line]:
    """Tickets, each with what its first answer took."""
    return [Line(each, told(each, language)) for each in tickets]


def told(ticket: Ticket, language: Language) -> str:
    """How long the first answer to a ticket took, in words, or that there is none."""
    if ticket.answered is None:
        return OF_STAFF_WORK["ticket first none"].say(language)
    return in_words(ticket.answered - ticket.opened, language)


def by_month(now: datetime) -> list[Month]:
    """The last twelve months in which tickets were opened, the newest first."""
    zone = the_site().policy.site.time_zone
    today = local_day(now, zone)
    number = today.year * 12 + today.month - _MONTHS  # months since year 0, less one
    since = start_of_day(date(number // 12, number % 12 + 1, 1), zone)
    opened: defaultdict[date, int] = defaultdict(int)
    spans: defaultdict[date, list[timedelta]] = defaultdict(list)
    counted = Ticket.objects.filter(
        opened__gte=since, merged_into="", clearance=""
    )  # not every reader is cleared
    found = counted.values_list("opened", "answered")
    for at, answered in found.iterator():
        month = local_day(at, zone).replace(day=1)
        opened[month] += 1
        if answered is not None:
            spans[month].append(answered - at)
    return [_month(each, opened[each], spans[each]) for each in sorted(opened, reverse=True)]


def _month(month: date, opened: int, spans: list[timedelta]) -> Month:
    half, nine = half_and_nine(spans)
    return Month(month, opened, len(spans), half, nine)
