"""Everybody who has an account is written to when a version of the policy is enacted of which people are told
by e-mail: once for each version, as soon as it was enacted, which is as long ahead as the policy says.
"""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from honour.jobs.told import POLICY_AGAIN, POLICY_CHANGE, POLICY_CHANGE_SUBJECT
from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters import actions
from honour.keeping.letters.models import Letter
from honour.keeping.people.models import Person
from honour.keeping.versions.actions import Enacted, announced, enacted_as, unannounced
from honour.promises.compare import compare
from honour.promises.findings import Unreadable
from honour.promises.grammar import day_in_words
from honour.promises.languages import LANGUAGES, Language
from honour.publishing.typography import typeset

_AT_ONCE: Final = 200


def tell_policy_change(now: datetime) -> int:
    """Write to everybody about each version that is not announced yet; how many letters that makes.

    A crash between two batches writes nobody twice: whoever has the letter of a version gets no other.
    """
    written = 0
    for version in unannounced():
        if "e-mail" in version.told:
            written += _tell(version, now)
        announced(version.number, now)
    return written


def _tell(version: Enacted, now: datetime) -> int:
    kind, written = f"policy/version {version.number}", 0
    said = {language: _changes(version, language) for language in LANGUAGES}
    people = _untold(version, kind)
    while batch := list(people[:_AT_ONCE]):
        with transaction.atomic():
            for person in batch:
                _write(person, version, kind, said[_language_of(person)], now)
        written += len(batch)
    return written


def _untold(version: Enacted, kind: str) -> QuerySet[Person]:
    """Whoever had an account when it was enacted, and has no letter about it yet."""
    told = Letter.objects.filter(person=OuterRef("pk"), kind=kind)
    there = Person.objects.filter(closed__isnull=True, joined__lte=version.at).exclude(email="")
    return there.exclude(Exists(told)).order_by("pk")


def _changes(version: Enacted, language: Language) -> str:
    """What changes for people, a line for each; empty where the version before can be read no more."""
    before, site = enacted_as(version.number - 1), the_site()
    try:
        found = compare(site.read(before.text), site.read(version.text)).changes if before else ()
    except Unreadable:
        return ""
    said = dict.fromkeys(typeset(each.said.say(language), language == "fr") for each in found)
    return "\n".join(f"- {each}" for each in said)


def _language_of(person: Person) -> Language:
    """The person's own, else the one in which the policy is authentic."""
    site = the_site().policy.site
    return next((each for each in site.languages if each == person.language), site.authentic)


def _write(person: Person, version: Enacted, kind: str, changes: str, now: datetime) -> None:
    language = _language_of(person)
    site = the_site().policy.site
    text = POLICY_CHANGE.say(language).format(
        site=site.name,
        day=day_in_words(version.effective, language),
        changes=changes,
        address=the_address(),
        old=version.number - 1,
        new=version.number,
        contact=site.publisher.contact,
    )
    if version.again:
        text += f"\n\n{POLICY_AGAIN.say(language)}"
    subject = POLICY_CHANGE_SUBJECT.say(language).format(site=site.name)
    actions.write(
        person, person.email, kind=kind, language=language, subject=subject, text=text, secret=False, now=now
    )
