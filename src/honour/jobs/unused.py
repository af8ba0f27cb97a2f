"""People are warned before their account ends because nobody signed in: as early and as often as the policy
says (`warn`), once for each sign-in, to the account's own address.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from honour.jobs.told import UNUSED, UNUSED_SUBJECT
from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters import actions
from honour.keeping.letters.models import Letter
from honour.keeping.people.models import Person
from honour.places.terms import Calendar, add, cut_off, ends, local_day, start_of_day
from honour.promises.grammar import day_in_words
from honour.promises.keep import Ending
from honour.promises.languages import Language
from honour.promises.periods import Period

_EVENT: Final = "last sign-in"
_AT_ONCE: Final = 200


def warn_unused(now: datetime) -> int:
    """Write to everybody whose account ends soon; how many letters that makes."""
    policy = the_site().policy
    calendar = Calendar(policy.site.time_zone, policy.site.financial_year_ends)
    written = 0
    for kept in policy.keep:
        for ending in kept.endings:
            if ending.event == _EVENT and ending.after is not None:
                warnings = sorted(kept.warn, key=lambda each: add(now.date(), each))
                written += _warn(ending, warnings, calendar, now)
    return written


def _warn(ending: Ending, warnings: list[Period], calendar: Calendar, now: datetime) -> int:
    """The shortest warning first: who gets that one needs no longer one."""
    written, nearest = 0, cut_off(ending, calendar, now)
    for period in warnings:
        then = start_of_day(add(local_day(now, calendar.zone), period), calendar.zone)
        until = cut_off(ending, calendar, then)
        kind = f"account/ends in {period.amount} {period.unit}"
        people = _unwarned(nearest, until, kind)
        while batch := list(people[:_AT_ONCE]):
            with transaction.atomic():
                for person in batch:
                    _write(person, kind, ending, calendar, now)
            written += len(batch)
        nearest = max(nearest, until)
    return written


def _unwarned(since: datetime, before: datetime, kind: str) -> QuerySet[Person]:
    """Whoever signed in last, or else signed up, in this time, and was not yet told so since."""
    told = Letter.objects.filter(person=OuterRef("pk"), kind=kind, written__gte=OuterRef("used"))
    active = Person.objects.filter(is_active=True, closed__isnull=True).exclude(email="")
    dated = active.annotate(used=Coalesce(F("last_login"), F("joined")))
    return dated.filter(used__gte=since, used__lt=before).exclude(Exists(told)).order_by("pk")


def _write(person: Person, kind: str, ending: Ending, calendar: Calendar, now: datetime) -> None:
    language: Language = "fr" if person.language == "fr" else "en"
    used = person.last_login or person.joined
    last = local_day(ends(used, ending, calendar) - timedelta(seconds=1), calendar.zone)
    text = UNUSED.say(language).format(
        site=the_site().policy.site.name,
        used=day_in_words(local_day(used, calendar.zone), language),
        last=day_in_words(last, language),
        address=the_address(),
    )
    subject = UNUSED_SUBJECT.say(language).format(site=the_site().policy.site.name)
    actions.write(
        person, person.email, kind=kind, language=language, subject=subject, text=text, secret=False, now=now
    )
