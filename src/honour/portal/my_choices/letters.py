"""News of the service: who receives it, and writing it to all of them.

Letters that an account needs (a new password, an alert) are of another class, and are never switched off.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from hmac import compare_digest
from typing import Final, NamedTuple

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from honour.carrying_out.ports import Act, Json
from honour.keeping.at_work import the_address, the_site
from honour.keeping.consents.models import Choice
from honour.keeping.letters import actions
from honour.keeping.letters.models import Letter
from honour.keeping.people.acts import subject_of
from honour.keeping.people.models import Person
from honour.keeping.requests.reading import objected_to
from honour.plans.purposes import serves
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy

PURPOSE: Final = "service information"
"""The policy's word for news of the service."""

CLASS: Final = "evolutions"
"""What the kind of these letters begins with."""

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_AT_ONCE: Final = 200
_GREETING: Final = Wording("Hello {name},", "Bonjour {name},")
_TO_NOBODY: Final = Wording("Hello,", "Bonjour,")
_END: Final = Wording(
    "You receive this because you have an account on {site}. To receive no more of it, without signing in:"
    " {stop}\nAll your choices: {address}",
    "Vous recevez ce message parce que vous avez un compte sur {site}. Pour ne plus en recevoir, sans vous"
    " connecter : {stop}\nTous vos choix : {address}",
)


class News(NamedTuple):
    """What is told, in one language."""

    subject: str
    text: str


def can_be_switched_off(policy: Policy) -> bool:
    """Whether the policy sends news of the service, which can always be refused (GDPR Art. 21(2))."""
    return any(each.purpose == PURPOSE for each in policy.collect)


def receives(person: Person) -> bool:
    """Whether somebody receives news: unless the last word was no, or an objection stands (GDPR Art. 21)."""
    last = Choice.objects.filter(person=person, purpose=PURPOSE).order_by("-at", "-pk").first()
    return (last is None or last.given) and PURPOSE not in objected_to(subject_of(person))


def readers() -> QuerySet[Person]:
    """Everybody who receives news, at an address that was confirmed."""
    last = Choice.objects.filter(person=OuterRef("pk"), purpose=PURPOSE).order_by("-at", "-pk")
    confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), email=OuterRef("email"), verified=True)
    people = Person.objects.filter(Exists(confirmed), is_active=True, closed__isnull=True)
    said = people.annotate(said=Subquery(last.values("given")[:1]))
    return said.filter(Q(said__isnull=True) | Q(said=True))


def stop_address(letter: Letter) -> str:
    """Where one click ends letters of this kind; empty for a letter that an account needs."""
    if letter.person is None or not letter.kind.startswith(f"{CLASS}/"):
        return ""
    return _stop_of(letter.person)


def whose_link(person: int, token: str) -> Person | None:
    """Whose letters a link ends; None where it is not the person's, or that account is gone.

    It is nothing kept: a keyed hash, which a restore or a turning of the keys leaves as it was, so that the
    link of an old letter works. It opens nothing else, and says no to letters alone.
    """
    found = Person.objects.filter(pk=person).first()
    if found is None or not compare_digest(_token(found).encode(), token.encode()):
        return None
    return found


def _stop_of(person: Person) -> str:
    return f"{the_address()}{reverse('stop_letters', args=[person.pk, _token(person)])}"


def _token(person: Person) -> str:
    """With the moment of sign-up: the number of an erased account may be given to another."""
    return the_site().records.keyed_hash("stop letters", PURPOSE, str(person.pk), person.joined.isoformat())


def announce(name: str, news: Mapping[Language, News], by: str, really: bool, now: datetime) -> int | None:
    """Write news to everybody who receives it and has not got this one yet; how many that makes.

    Without `really` it only counts. None, with an entry in the journal, where the policy does not let
    addresses be used for it.
    """
    site, kind = the_site(), f"{CLASS}/{name}"
    if not serves(site.policy, site.account, "e-mail", PURPOSE):
        facts: dict[str, Json] = {"field": "e-mail", "purpose": PURPOSE, "for": kind}
        site.records.journal(Act("use refused", by, facts), now)
        return None
    written = 0
    for people in _waiting(kind):
        written += len(people)
        with transaction.atomic():
            for person in people if really else ():
                _write(person, kind, news, now)
    return written


def _waiting(kind: str) -> Iterator[list[Person]]:
    """Who is to get a letter and has not got it, some at a time. Of whoever restricted the use of the data
    they are only stored (GDPR Art. 18(2)).
    """
    had = Letter.objects.filter(person=OuterRef("pk"), kind=kind)
    people = readers().exclude(Exists(had)).order_by("pk")
    policy, holds = the_site().policy, the_site().records.person_holds()
    used = {kind for each in policy.collect if each.purpose == PURPOSE for kind in each.data}
    restricting = [hold for hold in holds if hold.state == "restricted"]
    restricted = {
        token
        for hold in restricting
        if not hold.kinds or used & set(hold.kinds)
        for token in hold.subject.tokens
    }
    last = 0
    while batch := list(people.filter(pk__gt=last)[:_AT_ONCE]):
        last = batch[-1].pk
        subjects = [(person, subject_of(person)) for person in batch]
        yield [
            person
            for person, subject in subjects
            if restricted.isdisjoint(subject.tokens) and PURPOSE not in objected_to(subject)
        ]


def _write(person: Person, kind: str, news: Mapping[Language, News], now: datetime) -> None:
    language: Language = "fr" if person.language == "fr" else "en"
    if language not in news:
        language = next(iter(news))
    told, name = news[language], " ".join(person.name.split())
    greeting = _GREETING.say(language).format(name=name) if name else _TO_NOBODY.say(language)
    address = f"{the_address()}/me/choices/"
    site = the_site().policy.site.name
    end = _END.say(language).format(site=site, address=address, stop=_stop_of(person))
    actions.write(
        person,
        person.email,
        kind=kind,
        language=language,
        subject=told.subject,
        text=f"{greeting}\n\n{told.text.strip()}\n\n{end}\n",
        secret=False,
        purpose=PURPOSE,
        now=now,
    )
