"""Links that letters carry: 256 random bits, stored hashed, for one purpose, once, and for a time.

What could go wrong for ever: nothing; whoever loses a link asks for another.
"""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from honour.keeping.people.models import Link, Person
from honour.keeping.people.sessions import hashed

RESET: Final = "choose password"
"""The purpose of a link that lets a new password be chosen, and nothing else."""


def make(
    person: Person | None, purpose: str, lasts: timedelta, *, session: str = "", address: str = ""
) -> str:
    """A fresh token. `session` is the key of the session that the link speaks of, `address` where it goes.
    A link for nobody opens nothing, and keeps no address: nobody's erasure would reach it.
    """
    token, now = secrets.token_urlsafe(32), datetime.now(UTC)
    Link.objects.create(
        key=hashed(token),
        person=person,
        purpose=purpose,
        session=session,
        address=address if person else "",
        made=now,
        ends=now + lasts,
    )
    return token


def find(token: str, *purposes: str) -> Link | None:
    """The link of a token that still opens something; None for any other."""
    found = _open().filter(key=hashed(token), purpose__in=purposes, person__isnull=False)
    return found.select_related("person").first()


def use(link: Link) -> bool:
    """Use a link up; False where somebody else was faster, or its time is over."""
    return bool(_open().filter(key=link.key).update(used=datetime.now(UTC)))


def void(person: Person, *purposes: str) -> None:
    """Let the links of a person for these purposes open nothing more."""
    _open().filter(person=person, purpose__in=purposes).update(used=datetime.now(UTC))


def pending(person: Person, purpose: str) -> Link | None:
    """The newest link of a person that waits to be followed."""
    return _open().filter(person=person, purpose=purpose).order_by("-made").first()


def forget_old() -> int:
    """Delete the links whose time is over; gives how many."""
    return Link.objects.filter(ends__lte=datetime.now(UTC)).delete()[0]


def _open() -> QuerySet[Link]:
    return Link.objects.filter(Q(used=None, ends__gt=datetime.now(UTC)))
