"""Whoever has tickets is warned before they go because his access to the service ends: as early and as often
as the policy says (`warn`), once for each end, with the way to take everything along.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters import actions
from honour.keeping.letters.models import Letter
from honour.places.terms import Calendar, add, cut_off, ends, local_day, start_of_day
from honour.promises.grammar import day_in_words
from honour.promises.keep import Ending, Keep
from honour.promises.languages import Language, Wording
from honour.promises.periods import Period
from honour.trades.support.access import ends_of
from honour.trades.support.handling import ACCESS_EXPIRES, kinds, purpose
from honour.trades.support.models import Access, Ticket

_AT_ONCE: Final = 200
_SUBJECT: Final = Wording(
    "{site}: your tickets will be erased after {last}",
    "{site} : vos demandes seront effacées après le {last}",
)
_TEXT: Final = Wording(
    "Your access to the service ends on {last}. Your tickets end with it, the public ones too: after that day"
    " we erase them, and nobody can bring them back.\n\nTake along what you want to keep: sign in and"
    " download everything here, in one file:\n{address}/me/data/download/\n\nIf your access is renewed"
    " before, nothing is erased.",
    "Votre accès au service prend fin le {last}. Vos demandes d’assistance prennent fin avec lui, y compris"
    " celles qui sont publiques : passé ce jour, nous les effaçons et personne ne pourra les"
    " rétablir.\n\nConservez ce que vous souhaitez garder : identifiez-vous et téléchargez tout ici, en un"
    " seul fichier :\n{address}/me/data/download/\n\nSi votre accès est renouvelé d’ici là, rien ne sera"
    " effacé.",
)


def warn_expiring(now: datetime) -> int:
    """Write to everybody whose tickets end soon; how many letters that makes."""
    policy = the_site().policy
    calendar = Calendar(policy.site.time_zone, policy.site.financial_year_ends)
    return sum(
        _warn(ending, sorted(kept.warn, key=lambda each: add(now.date(), each)), calendar, now)
        for kept, ending in _ending()
    )


def _ending() -> Iterator[tuple[Keep, Ending]]:
    policy = the_site().policy
    for kept in policy.keep:
        for ending in kept.endings:
            if ending.event == ACCESS_EXPIRES and kinds(policy) & set(kept.data):
                yield kept, ending


def _warn(ending: Ending, warnings: list[Period], calendar: Calendar, now: datetime) -> int:
    """The shortest warning first: who gets that one needs no longer one."""
    written, nearest = 0, cut_off(ending, calendar, now)
    for period in warnings:
        then = start_of_day(add(local_day(now, calendar.zone), period), calendar.zone)
        until = cut_off(ending, calendar, then)
        kind = f"support/ends in {period.amount} {period.unit}"
        rows = _unwarned(nearest, until, kind)
        for first in range(0, len(rows), _AT_ONCE):
            with transaction.atomic():
                written += sum(
                    _write(row, kind, ending, calendar, now) for row in rows[first : first + _AT_ONCE]
                )
        nearest = max(nearest, until)
    return written


def _unwarned(since: datetime, before: datetime, kind: str) -> QuerySet[Access]:
    """Accesses that end in this time, of people with tickets and an address who were not yet told so."""
    told = Letter.objects.filter(person=OuterRef("person"), kind=kind, written__gte=OuterRef("begins"))
    tickets = Ticket.objects.filter(person=OuterRef("person"))
    soon = Access.objects.filter(ends__gte=since, ends__lt=before, person__is_active=True)
    reached = soon.exclude(person__email="").filter(Exists(tickets)).exclude(Exists(told))
    return reached.select_related("person").order_by("pk")


def _write(row: Access, kind: str, ending: Ending, calendar: Calendar, now: datetime) -> int:
    """One letter, unless another access of the same person goes on."""
    person, site = row.person, the_site()
    if ends_of(person) != row.ends or row.ends is None:
        return 0
    language: Language = "fr" if (person.language or site.policy.site.authentic) == "fr" else "en"
    last = local_day(ends(row.ends, ending, calendar) - timedelta(seconds=1), calendar.zone)
    told = {"site": site.policy.site.name, "last": day_in_words(last, language), "address": the_address()}
    letter = actions.write(
        person,
        person.email,
        kind=kind,
        language=language,
        subject=_SUBJECT.say(language).format(**told),
        text=_TEXT.say(language).format(**told),
        secret=False,
        now=now,
        purpose=purpose(site.policy),
    )
    return int(letter is not None)
