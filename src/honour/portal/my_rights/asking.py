"""Asking for an erasure: the request with its clock, the entry, the queue and a letter, all or nothing.

What could go wrong for ever: nothing is destroyed here. What is destroyed later is what the person read, or
nothing: `shown` is what the plan meant to him.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django.db import transaction

from honour.carrying_out.people import Match, exact_name
from honour.carrying_out.ports import Asked, RequestKind, Subject
from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person, Session
from honour.keeping.requests import tasks
from honour.keeping.requests.models import Request, State
from honour.keeping.requests.reading import asked_by
from honour.places.personal import Personal
from honour.places.terms import answer_due
from honour.plans.asking import EVERYTHING_ASKED, Scope, scope_of
from honour.plans.meaning import meaning_of
from honour.portal.account.finding import confirmed_address
from honour.portal.account.letters import reader
from honour.portal.my_rights import letters
from honour.publishing.erasing import Erasing


def waiting_erasure(subject: Subject) -> Request | None:
    """The erasure that a person asked for and that is not answered yet; first one that is carried out."""
    his = [each for each in asked_by(subject) if each.state == State.OPEN and each.kind == "erase"]
    mine = [each for each in his if each.person == subject.person]
    return next((each for each in mine if tasks.is_known(each.id)), next(iter(mine), None))


def asked(kind: RequestKind, subject: Subject, scope: Scope, why: str = "") -> Asked:
    """A request that is made now, with the day by which it is answered. `why` is in the person's words."""
    site, now = the_site(), the_site().now()
    due = answer_due(now, site.policy.site.time_zone, site.holidays)
    words = Personal(why) if why else None
    return Asked(uuid4().hex, kind, subject, now, due, scope, why=words)


def _as_asked(before: Request, match: Match) -> Asked:
    """What somebody asked by a message and has carried out by the button: one request, its first clock."""
    due = before.answer_due or answer_due(before.asked, the_site().policy.site.time_zone, the_site().holidays)
    return Asked(before.id, "erase", match.subject, before.asked, due)


@dataclass(frozen=True, slots=True)
class Part:
    """An erasure of somebody as it is asked for: the plan as it is printed, and as it was told."""

    match: Match
    scope: Scope
    written: Mapping[str, Any]
    told: Erasing

    @property
    def meaning(self) -> str:
        """What the plan says to the person (`plans.meaning`)."""
        return meaning_of(self.written)


def ask_erasure(person: Person, own: Match, parts: Sequence[Part], session: str, closing: bool) -> bool:
    """Have each erased as shown, as a request of its own; False where an erasure of other data waits already.

    `own` is the account's row; `session` is the key of the session that stays until it is done.
    """
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # two clicks at once are one request
        done = [_ask_part(person, own, part, closing) for part in parts]
        if closing and any(done):
            Person.objects.filter(pk=person.pk).update(closed=the_site().now())
            Session.objects.filter(person=person).exclude(key=session).delete()
    return any(done)


def _ask_part(person: Person, own: Match, part: Part, closing: bool) -> bool:
    site, now, match = the_site(), the_site().now(), part.match
    closing = closing and match.person.kind == own.person.kind  # what lies elsewhere is no account
    before = waiting_erasure(match.subject)
    its = EVERYTHING_ASKED if before is None or not before.scope else scope_of(before.scope)
    if before is not None and tasks.is_known(before.id):
        if its == part.scope:
            tasks.again(before.id, part.meaning, now)
        return its == part.scope
    if before is None or its != part.scope:
        # His by the account too, whose page shows it; known by what the row itself bears.
        tokens = tuple(dict.fromkeys((*own.subject.tokens, *match.subject.tokens)))
        new = asked("erase", replace(match.subject, tokens=tokens), part.scope)
        site.records.lodge(new, now)
    else:
        new = _as_asked(before, match)
    to, language = confirmed_address(person) or person.email, reader(person)
    secret = {"who": exact_name(match), "to": to, "language": language}
    if match.person.kind != own.person.kind:
        secret["account"] = exact_name(own)
    tasks.put(new.request, part.meaning, Personal(secret), now, closes=closing)
    letters.write_asked(person, to, new, part.told, closing)
    return True
