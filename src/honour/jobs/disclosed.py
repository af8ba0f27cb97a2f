"""People are told of what an authority got of theirs as soon as they may be: at once, or once its secrecy is
over. Administrators are told of a preservation whose last day is over: it does not end by itself.

What could go wrong for ever: somebody is told before he may be. So a day of secrecy is over only once the
site's local day is after it, and whoever wrote it down named the text that sets it.
"""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from honour.carrying_out.people import Ports, identifier_hash, keys_from_json
from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.jobs.told import DISCLOSED, DISCLOSED_SUBJECT
from honour.keeping.at_work import the_address, the_keys, the_site
from honour.keeping.disclosures import actions as disclosures
from honour.keeping.disclosures.actions import Opened
from honour.keeping.disclosures.models import Disclosure
from honour.keeping.disclosures.reading import to_review, to_tell
from honour.keeping.letters import actions as letters
from honour.keeping.letters.models import Letter
from honour.keeping.letters.to_staff import tell
from honour.keeping.people.acts import subject_of
from honour.keeping.people.models import ADMINISTRATION, Person
from honour.places.terms import local_day
from honour.promises.findings import Unreadable
from honour.promises.languages import Language
from honour.publishing.disclosing import disclosed_in_words

_KIND: Final = "rights/disclosed"


def tell_disclosed(now: datetime) -> int:
    """Write to whoever is to be told; how many letters that makes. A store that is away is tried again."""
    site, written = the_site(), 0
    today = local_day(now, site.policy.site.time_zone)
    for one in to_tell(the_keys(), today):
        try:
            to = _address(one)
        except (StoreUnreachable, StoreChanged, Unreadable):
            continue
        with transaction.atomic():
            disclosures.tell(site.records, one, "letter" if to else "nobody left to write to", now)
            written += _write(one, *to, now) if to else 0
    for row in to_review(today):
        kind = f"staff/preserved {row.pk}"
        if not Letter.objects.filter(kind=kind).exists():
            _ask_for_the_end(row, kind, now)
    return written


def _ask_for_the_end(row: Disclosure, kind: str, now: datetime) -> None:
    """Write to each administrator, but to none whom it is about."""
    tokens = set(row.concerned.values_list("token", flat=True))
    page = f"{the_address()}/staff/disclosures/{row.pk}/"
    for person in _administrators():
        if tokens.isdisjoint(subject_of(person).tokens):
            tell(person, kind, now, number=row.pk, page=page)


def _administrators() -> QuerySet[Person]:
    roles = {"roles__role": ADMINISTRATION, "roles__suspended": None}
    return Person.objects.filter(**roles, is_active=True).exclude(email="")


def _address(one: Opened) -> tuple[Person | None, str, Language] | None:
    """Where the person is reached, and in which language; None where nothing says."""
    site, kind = the_site(), one.whom.subject.person
    keys = keys_from_json(one.whom.keys)
    if kind == site.account:
        mine = Person.objects.filter(pk__in=[key[0] for key in keys.reveal()], is_active=True)
        person = mine.filter(joined__lte=one.row.prepared).first()
        if person is None or not person.email:
            return None
        return person, person.email, "fr" if person.language == "fr" else "en"
    with site.stores() as ports:
        address = _written_in(ports, one)
    return (None, address, site.policy.site.authentic) if address else None


def _written_in(ports: Ports, one: Opened) -> str:
    """The address in the person's own row of another store, if it was his when the demand came: a row's key
    may be somebody else's by now.
    """
    person = ports.map.persons.get(one.whom.subject.person)
    if person is None:
        return ""
    anchors = ports.stores[person.table.store].anchors(person, keys_from_json(one.whom.keys))
    for anchor in anchors:
        for field, value in zip(person.known_by.values(), anchor.known_by, strict=True):
            held = value.reveal()
            if field != "e-mail" or not isinstance(held, str) or not held.isprintable():
                continue
            if identifier_hash(ports.records, person, field, held) in one.whom.subject.known_by:
                return held
    return ""


def _write(one: Opened, person: Person | None, to: str, language: Language, now: datetime) -> int:
    site = the_site().policy.site
    assert one.row.approved is not None  # nothing left before
    text = DISCLOSED.say(language).format(
        what=disclosed_in_words(the_site().carried, one.demand, one.row.approved, language),
        address=the_address(),
        contact=site.publisher.contact,
        site=site.name,
    )
    subject = DISCLOSED_SUBJECT.say(language).format(site=site.name)
    letters.write(
        person, to, kind=_KIND, language=language, subject=subject, text=text, secret=False, now=now
    )
    return 1
