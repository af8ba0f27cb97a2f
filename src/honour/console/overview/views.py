"""The front page: the queue, the deadlines and the alarms at a glance, each only where a role opens it.

It names nobody: whoever passes a screen reads numbers and days.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from honour.console.overview.places import places_for
from honour.keeping.at_work import the_site
from honour.keeping.letters import actions as letters
from honour.keeping.letters.alerts import worded
from honour.keeping.letters.models import Letter
from honour.keeping.messages.reading import asked_on_pages, waiting
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER
from honour.keeping.people.staff import Staff, for_roles
from honour.places.terms import local_day
from honour.promises.languages import Language

_TOLD: Final = timedelta(days=30)
_MOST: Final = 20


@never_cache
@require_GET
@for_roles()
def overview(request: HttpRequest, staff: Staff) -> HttpResponse:
    """What waits for this member of staff, and where to go."""
    roles = frozenset(staff.roles)
    told = {
        "places": list(places_for(roles)),
        "queue": _queue() if roles & {ADMINISTRATION, PRIVACY_OFFICER} else None,
        "parked": len(letters.parked()) if ADMINISTRATION in roles else 0,
        "alarms": _alarms(staff),
    }
    return render(request, "console/overview/overview.html", told)


def _queue() -> dict[str, Any]:
    """How many requests wait and are late, and the next day on which one is due."""
    today = local_day(the_site().now(), the_site().policy.site.time_zone)
    found = waiting(today)
    days: list[date] = [each.due for each in found if each.due]
    days += [each.answer_due for each in asked_on_pages() if each.answer_due]
    late = sum(day < today for day in days)
    ahead = [day for day in days if day >= today]
    return {"all": len(found) + len(asked_on_pages()), "late": late, "next": min(ahead, default=None)}


@dataclass(frozen=True, slots=True)
class Alarm:
    """What somebody was told of, in the language in which he reads now; `text` may be empty."""

    written: datetime
    subject: str
    text: str


def _alarms(staff: Staff) -> list[Alarm]:
    """What this member of staff was told of as such within thirty days, the newest first: no letter about
    himself, and none names anybody.
    """
    language: Language = "fr" if translation.get_language() == "fr" else "en"
    since = the_site().now() - _TOLD
    told = Letter.objects.filter(person=staff.person, kind__startswith="staff", written__gte=since)
    return [_alarm(each, language) for each in told.order_by("-written")[:_MOST]]


def _alarm(letter: Letter, language: Language) -> Alarm:
    subject, text = worded(letter.kind, letter.facts, language) or (letter.subject, "")
    return Alarm(letter.written, subject, text)
