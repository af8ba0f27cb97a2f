"""All that is held about somebody, for whoever asked to see it without an account: who may have it, how long.

What could go wrong for ever: what is held about somebody is given to another, and cannot be called back. So
it is given only after staff decided that the request is done, which wants that it is shown whose it is, and
the 72 hours in which its holder may stop it (`kinds.obstacle`); by a link of 256 bits to the address that
asked, or, where there is none, to staff, once two of them said whose it is; for seven days; to heirs no
more than settles the estate (`plans.estate`); and never where the row is by then somebody else's.
"""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from honour.carrying_out.people import Match, Ports, find
from honour.carrying_out.ports import Act, Json
from honour.keeping.at_work import the_site
from honour.keeping.messages.models import Decision, Identity, Message
from honour.keeping.messages.reading import account_of
from honour.keeping.people.sessions import hashed
from honour.keeping.requests.models import Request
from honour.keeping.requests.reading import subject_of
from honour.places.personal import Personal
from honour.plans.estate import estate_of

LASTS: Final = timedelta(days=7)
"""How long the archive may be fetched: as long as a letter's link that confirms something."""


def is_of_the_dead(message: Message) -> bool:
    """Whether it is shown whose a message is, and that is somebody of whom it is said that he died."""
    if not message.identity:
        return False
    if message.subject == "death" or message.on_behalf == "heir":
        return True
    of_him = Message.objects.filter(matched=message.matched).exclude(matched="")
    shown = of_him.exclude(identity=Identity.UNKNOWN)
    return shown.filter(subject="death").exists() or shown.filter(on_behalf="heir").exists()


def may_be_given(message: Message) -> bool:
    """Whether a request is one to see data, of somebody known, that leads to an archive once it is done.

    Of somebody who died it is so only where heirs ask of whom staff say that they are (`heirs_ask`): nobody
    else asks in his name.
    """
    if message.subject != "access" or not message.identity:
        return False
    return heirs_ask(message) or not is_of_the_dead(message)


def heirs_ask(message: Message) -> bool:
    """Whether heirs ask, of whom and for whom staff have checked it."""
    return message.on_behalf == "heir" and message.identity == Identity.STAFF


def kinds_given(message: Message) -> frozenset[str] | None:
    """The kinds of data that the archive holds: those of the estate for heirs, None where it is all."""
    if not heirs_ask(message):
        return None
    return estate_of(the_site().policy, message.matched.partition(":")[0])


def begin(decision: Decision, has_address: bool, now: datetime) -> str:
    """Open the archive to whoever gets the letter of a decision; the token of its link. Empty where staff
    post it, and where there is none. The decision is not saved.

    Who asked while signed in fetches it signed in: a mailbox alone shall not do for his second factor.
    """
    message = decision.message
    if decision.kind != "done" or not may_be_given(message) or message.identity == Identity.SESSION:
        return ""
    if not has_address:
        decision.opens_until = now + LASTS if message.identity == Identity.STAFF else None
        return ""
    token = secrets.token_urlsafe(32)
    decision.opens, decision.opens_until = hashed(token), now + LASTS
    return token


def behind(reference: str, token: str, now: datetime) -> Decision | None:
    """The decision whose archive a link opens; None for any other, and from its end on."""
    found = _open(reference, now).filter(opens=hashed(token)).first()
    return found if found is not None and not _is_closed(found.message) else None


def for_posting(message: Message, now: datetime) -> Decision | None:
    """The decision whose archive staff print or copy, because there is no address that a link could go to."""
    found = _open(message.reference, now).filter(opens="", message__identity=Identity.STAFF).first()
    return found if found is not None and may_be_given(found.message) else None


def whom(ports: Ports, message: Message) -> Match:
    """Whom the archive is about. Raises LookupError where his row went, or is another's by now;
    StoreUnreachable.
    """
    match, request = find(ports, Personal(message.matched)), Request.objects.get(id=message.reference)
    then = subject_of(request)
    if match is None or then is None or not set(match.subject.tokens) & set(then.tokens):
        raise LookupError("whoever asked is not here any more; there is nothing to give")
    if then.known_by and not set(match.subject.known_by) & set(then.known_by):
        raise LookupError("nothing tells any more that the row is the same person's; he may ask again")
    return match


def exported(message: Message, match: Match, by: str, facts: dict[str, Json], now: datetime) -> None:
    """Write, before it is done, that the archive is taken away, and for which request."""
    site = the_site()
    told: dict[str, Json] = {"message": message.reference, "policy": site.policy.digest, **facts}
    why = Personal(f"request {message.reference}")
    site.records.journal(Act("exported", by, told, (match.subject,), why), now)


def _open(reference: str, now: datetime) -> QuerySet[Decision]:
    return Decision.objects.filter(message_id=reference, kind="done", opens_until__gt=now)


def _is_closed(message: Message) -> bool:
    """Whether nothing is given any more: nobody's, of somebody who died meanwhile, or of an account that is
    frozen, where nothing but its mailbox said whose it is.
    """
    person = account_of(message.matched)
    frozen = person is not None and not person.is_active
    return not may_be_given(message) or (frozen and message.identity == Identity.LINK)
