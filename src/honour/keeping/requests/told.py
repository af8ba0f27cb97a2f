"""Requests as they are told to an authority: when each came, when its answer was due and given. They name
nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Final

from honour.keeping.requests.models import Request
from honour.places.terms import start_of_day

_NOBODYS: Final = ("sweep", "rest")
"""What is due by itself, and what does the rest of an earlier request."""


@dataclass(frozen=True, slots=True)
class Told:
    """One request, in local days. `stood` is for how many days its clock stood still (GDPR Art. 12(6));
    `late` says that its answer came, or lacks still, after its day.
    """

    request: str
    kind: str
    person: str
    asked: date
    due: date | None
    answered: date | None
    state: str
    stood: int
    late: bool


def told(
    zone: tzinfo, now: datetime, since: datetime | None = None, until: datetime | None = None
) -> list[Told]:
    """The requests that were asked in `[since, until)`, oldest first; sweeps are not requests of anybody."""
    rows = Request.objects.exclude(kind__in=_NOBODYS)
    if since is not None:
        rows = rows.filter(asked__gte=since)
    if until is not None:
        rows = rows.filter(asked__lt=until)
    return [_told(row, zone, now) for row in rows.order_by("asked", "id")]


def month_around(month: tuple[int, int], zone: str) -> tuple[datetime, datetime]:
    """When a month of a year begins and ends in a time zone: `[since, until)`."""
    year, number = month
    after = date(year + number // 12, number % 12 + 1, 1)
    return start_of_day(date(year, number, 1), zone), start_of_day(after, zone)


def month_before(day: date) -> tuple[int, int]:
    """Year and month of the last whole month before a day."""
    return (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)


def sweeps() -> list[dict[str, Any]]:
    """Every sweep that was begun, with its receipt once there is one."""
    rows = Request.objects.filter(kind="sweep").order_by("asked", "id")
    return [
        {
            "request": row.id,
            "asked": row.asked.isoformat(timespec="seconds"),
            "ended": row.answered.isoformat(timespec="seconds") if row.answered else None,
            "state": row.state,
            "receipt": row.receipt,
        }
        for row in rows
    ]


def receipts() -> list[dict[str, Any]]:
    """Every receipt that was given, by anybody's request or a sweep, oldest first."""
    kept = Request.objects.filter(receipt__isnull=False).order_by("answered", "id")
    return [each for each in kept.values_list("receipt", flat=True) if each and "journal" in each]


def _told(row: Request, zone: tzinfo, now: datetime) -> Told:
    still = (now.date() - row.doubted.date()).days if row.doubted else 0
    due = row.answer_due or (row.then_due + timedelta(days=still) if row.then_due else None)
    answered = row.answered.astimezone(zone).date() if row.answered else None
    late = due is not None and (answered or now.astimezone(zone).date()) > due
    asked = row.asked.astimezone(zone).date()
    stood = (row.stood or 0) + still
    return Told(row.id, row.kind, row.person, asked, due, answered, row.state, stood, late)


def outcome_of(one: Told, decided: Mapping[str, str]) -> str:
    """What became of a request: `open`, `abandoned` (nothing could be done as planned), or what staff
    `decided` of it for good (`done`, `partly`, `refused`); `done` where nobody had to decide.
    """
    if one.state != "answered":
        return one.state
    return decided.get(one.request, "done")


def as_rows(found: Sequence[Told], decided: Mapping[str, str]) -> list[dict[str, Any]]:
    """The same for a program."""
    return [
        {
            "request": each.request,
            "kind": each.kind,
            "person": each.person,
            "asked": each.asked.isoformat(),
            "due": each.due.isoformat() if each.due else None,
            "answered": each.answered.isoformat() if each.answered else None,
            "state": each.state,
            "stood": each.stood,
            "late": each.late,
            "outcome": outcome_of(each, decided),
        }
        for each in found
    ]
