"""Administrators are told of the 72 hours of a breach, and the persons whom it reached are written to: each
once, however often a worker dies.

What could go wrong for ever: somebody gets no letter, or two. So the list was kept before; a row is claimed,
its letter written and its address destroyed in one transaction, and the queue of letters does the rest.
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from honour.jobs.told import BREACH, BREACH_SUBJECT
from honour.keeping.at_work import the_address, the_site
from honour.keeping.breaches.actions import address_of, facts_of
from honour.keeping.breaches.models import Affected, Breach
from honour.keeping.letters import actions as letters
from honour.keeping.letters.to_staff import tell_administrators
from honour.keeping.people.models import Person
from honour.places.terms import local_day
from honour.plans.breach import Facts, Said, alarms_due, due, hours_left
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language

_AT_ONCE: Final = 100


def see_to_breaches(now: datetime) -> int:
    """Give the alarms that are due and write the letters that wait; how many letters to persons."""
    for row in Breach.objects.filter(notified=None, spared=None, closed=None):
        if (given := alarms_due(row.aware, now)) > row.alarms:
            _alarm(row, given, now)
    return sum(_write_all(row, now) for row in Breach.objects.filter(telling="writing"))


def _alarm(row: Breach, given: int, now: datetime) -> None:
    with transaction.atomic():
        if not Breach.objects.filter(pk=row.pk, alarms=row.alarms).update(alarms=given):
            return
        tell_administrators(
            f"staff/breach {row.pk}",
            now,
            number=row.pk,
            left=hours_left(row.aware, now),
            due=due(row.aware).strftime("%Y-%m-%d %H:%M UTC"),
            page=f"{the_address()}/staff/breaches/{row.pk}/",
        )


def _write_all(row: Breach, now: datetime) -> int:
    """Write to everybody whom a breach reached and who has no letter of it yet, in batches."""
    facts, written = facts_of(row), 0
    waiting = Affected.objects.filter(breach=row, written=None).order_by("pk")
    while batch := list(waiting[:_AT_ONCE]):
        with transaction.atomic():
            written += sum(_write(one, row, facts, now) for one in batch)
    Breach.objects.filter(pk=row.pk, telling="writing").update(telling="written")
    return written


def _write(one: Affected, row: Breach, facts: Facts, now: datetime) -> bool:
    """Write to one of them, once; in the caller's transaction."""
    held = address_of(one)
    person, to = _reached(held)
    outcome = "letter" if to else "gone" if held.get("to") and person is None else "none"
    mine = Affected.objects.filter(pk=one.pk, written=None)
    if not mine.update(written=now, sealed=None, outcome=outcome) or not to:
        return False
    site = the_site().policy.site
    spoken = (person.language if person else "") or site.authentic
    language: Language = next((each for each in site.languages if each == spoken), site.authentic)
    letters.write(
        person,
        to,
        kind=f"breach {row.pk}",
        language=language,
        subject=BREACH_SUBJECT.say(language).format(site=site.name),
        text=letter_text(facts.said.get(language, Said()), row.aware, language),
        secret=False,
        now=now,
    )
    return True


def _reached(held: dict[str, object]) -> tuple[Person | None, str]:
    """The account, as it stands now, or the address of whoever has none; an address is empty where nothing
    can be sent.
    """
    if held.get("person") != the_site().account:
        return None, str(held.get("to", ""))
    key = held.get("key")
    number = str(key[0]) if isinstance(key, list) else ""
    person = Person.objects.filter(pk=number).first() if number.isdecimal() else None
    return person, person.email if person else ""


def letter_text(said: Said, aware: datetime, language: Language) -> str:
    """The letter of GDPR Art. 34(2): what happened, what may follow, what is done, whom to ask."""
    site = the_site().policy.site
    return BREACH.say(language).format(
        site=site.name,
        day=day_in_words(local_day(aware, site.time_zone), language),
        what=said.what,
        consequences=said.consequences,
        measures=said.measures,
        advice=f"\n\n{said.advice}" if said.advice else "",
        contact=(site.officer or site.publisher).contact,  # Art. 34(2), 33(3)(b)
    )
