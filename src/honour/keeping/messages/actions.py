"""From a message to its answer: each function is one durable transaction, with its entry in the journal.

What could go wrong for ever: an impostor's request is taken for somebody's own, and data go or are given away
that cannot come back. So a message is nobody's until it is shown whose it is (DESIGN, section 7): by a
session of the account; by a link sent to an address that was not changed lately, and then 72 hours in which
its holder may stop it; or by two of the staff. Nothing here destroys data, and what was stopped is nobody's.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef

from honour.carrying_out.people import Match, exact_name
from honour.carrying_out.ports import Act, Json, Subject
from honour.keeping.at_work import the_keys, the_site
from honour.keeping.intents.models import Intent
from honour.keeping.keys.actions import cell_of, destroy_cells, owners_of
from honour.keeping.keys.sealing import EpochKeys, seal, unseal
from honour.keeping.letters.models import Letter
from honour.keeping.messages import access, telling
from honour.keeping.messages.kinds import REQUESTS
from honour.keeping.messages.models import Decision, Identity, Matching, Message
from honour.keeping.people import links
from honour.keeping.people.models import Link, Person, Session
from honour.keeping.requests import tasks
from honour.keeping.requests.models import HashKind, Request, RequestHash, State, Task
from honour.keeping.requests.reading import subject_of
from honour.places.personal import Personal
from honour.places.terms import answer_due, local_day

WAIT: Final = timedelta(hours=72)
"""How long the holder of an account may stop what somebody asked by a link alone (DESIGN, section 7)."""

UNCHANGED: Final = timedelta(days=14)
"""How long an address must have been the account's before a link to it shows anything."""

KEPT: Final = timedelta(days=365)
"""How long a message of nobody known is kept; `own_policy` says the same of somebody's."""

ASKED: Final = "asked"
"""Where the sessions of an account keep that somebody asks in its holder's name."""

_CONFIRM_LASTS: Final = timedelta(days=7)
_STOP_LASTS: Final = timedelta(days=30)
_KIND: Final = "message"
_PLACE: Final = "messages.sealed"
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without those that are misread (Crockford, base 32)


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote: the text, and how the site may reach and know him. All of it is personal."""

    subject: str
    on_behalf: str
    channel: str
    language: str
    received: datetime
    text: Personal[str]
    name: Personal[str]
    address: Personal[str]
    known_as: Personal[str]


def receive(written: Written, author: Person | None, match: Match | None, by: str, now: datetime) -> Message:
    """Keep a message, with its request and clock where it uses a right. `author` is who is signed in; `match`
    himself as the records know him, where it is about himself.
    """
    reference = _fresh_reference()
    his = match if author is not None and written.on_behalf == "myself" else None
    sealed = {
        "text": written.text.reveal(),
        "name": written.name.reveal(),
        "address": written.address.reveal(),
        "known_as": written.known_as.reveal(),
    }
    with transaction.atomic():
        message = Message.objects.create(
            reference=reference,
            subject=written.subject,
            on_behalf=written.on_behalf,
            channel=written.channel,
            language=written.language,
            received=written.received,
            person=author,
            identity=Identity.SESSION if his else Identity.UNKNOWN,
            matched=exact_name(his) if his else "",
            sealed=_seal(reference, sealed),
            answered_at=address_hash(written.address),
        )
        facts: dict[str, Json] = {"message": reference, "about": written.subject, "channel": written.channel}
        if written.subject in REQUESTS:
            request = _open_request(message)
            _belong(request, his)
            facts["answer due"] = request.answer_due.isoformat() if request.answer_due else None
        subjects = (his.subject,) if his else ()
        the_site().records.journal(Act("message received", by, facts, subjects), now)
    return message


def address_hash(address: Personal[str]) -> str:
    """The keyed hash by which an address to answer is known again, without opening the message."""
    return the_site().records.keyed_hash("answered at", address.reveal().lower())


def _open_request(message: Message) -> Request:
    site = the_site()
    return Request.objects.create(
        id=message.reference,
        kind=REQUESTS[message.subject],
        person="",
        state=State.OPEN,
        asked=message.received,
        answer_due=answer_due(message.received, site.policy.site.time_zone, site.holidays),
    )


def _belong(request: Request, match: Match | None) -> None:
    """Let a request be somebody's, or nobody's."""
    RequestHash.objects.filter(request=request).delete()
    request.person = match.subject.person if match else ""
    request.save(update_fields=["person"])
    if match:
        hashes = [(HashKind.TOKEN, each) for each in match.subject.tokens]
        hashes += [(HashKind.KNOWN_BY, each) for each in match.subject.known_by]
        RequestHash.objects.bulk_create(
            RequestHash(request=request, kind=kind, hash=each) for kind, each in hashes
        )


def holder_of(address: str, now: datetime) -> Person | None:
    """The account that an address alone may speak for: its own, confirmed, and not changed lately."""
    found = EmailAddress.objects.filter(email=address.lower(), verified=True).select_related("user").first()
    if found is None or not found.user.is_active:
        return None
    person: Person = found.user
    changed = Letter.objects.filter(person=person, kind="address changed", written__gt=now - UNCHANGED)
    return None if changed.exists() else person


def link_for(message: Message, holder: Person | None, address: str) -> str:
    """The token of the link that shows that whoever reads an address asks; for nobody it opens nothing."""
    return links.make(holder, _confirms(message.reference), _CONFIRM_LASTS, address=address)


def linked(reference: str, token: str) -> tuple[Message, Link] | None:
    """The message that a link confirms, as long as it opens something."""
    return _behind(reference, links.find(token, _confirms(reference)))


def stoppable(reference: str, token: str) -> tuple[Message, Link] | None:
    """The message that a link stops, as long as it opens something."""
    return _behind(reference, links.find(token, _stops(reference)))


def _behind(reference: str, link: Link | None) -> tuple[Message, Link] | None:
    message = Message.objects.filter(pk=reference).first()
    return (message, link) if message is not None and link is not None else None


def begin_wait(message: Message, person: Person, match: Match, identity: Identity, now: datetime) -> None:
    """Take a message for somebody's, and tell every address and session of the account: who did not ask can
    stop it for 72 hours.
    """
    with transaction.atomic():
        token = links.make(person, _stops(message.reference), _STOP_LASTS, address=person.email)
        _take_for(message, match, identity, now)
        if message.on_behalf == "myself":
            message.person = person
        message.waits_until = now + WAIT
        message.save(update_fields=["person", "waits_until"])
        for address in _addresses(person):
            telling.waiting(message, person, address, token, now)
        for session in Session.objects.select_for_update().filter(person=person):
            session.data = {**session.data, ASKED: message.reference}
            session.save(update_fields=["data"])


def _take_for(message: Message, match: Match, identity: Identity, now: datetime) -> None:
    """Note whose a message is, and let its clock run on."""
    message.identity, message.matched = identity, exact_name(match)
    message.save(update_fields=["identity", "matched"])
    request = Request.objects.filter(id=message.reference).first()
    if request is not None:
        run_on(request, now)
        _belong(request, match)
    facts: dict[str, Json] = {"message": message.reference, "shown by": identity.value}
    the_site().records.journal(Act("identity shown", "honour", facts, (match.subject,)), now)


def run_on(request: Request, now: datetime) -> None:
    """Let a suspended clock run on: as much later as it stood still."""
    if request.doubted is None or request.then_due is None:
        return
    zone = the_site().policy.site.time_zone
    still = local_day(now, zone) - local_day(request.doubted, zone)
    request.answer_due, request.stood = request.then_due + still, (request.stood or 0) + still.days
    request.doubted, request.then_due = None, None
    request.save(update_fields=["answer_due", "stood", "doubted", "then_due"])


def stop(message: Message, now: datetime) -> bool:
    """Let a message be nobody's, because the holder of the account did not write it. False where that was
    done, or the request was answered already.
    """
    request = Request.objects.filter(id=message.reference).first()
    if message.stopped or not message.identity or (request and request.state != State.OPEN):
        return False
    if request is not None and not tasks.withdraw(request.id):
        return False
    subject = subject_of(request) if request else None
    with transaction.atomic():
        message.identity, message.matched, message.waits_until = Identity.UNKNOWN, "", None
        message.stopped = now
        if message.on_behalf == "myself":  # else its author stays who was signed in
            message.person = None
        message.save()
        message.matchings.all().delete()
        if request is not None:
            _belong(request, None)
        facts: dict[str, Json] = {"message": message.reference}
        the_site().records.journal(
            Act("request disowned", "person", facts, (subject,) if subject else ()), now
        )
    return True


def propose(message: Message, whom: str, by: str, now: datetime) -> Matching:
    """One member of staff takes a message for that of `whom` (an exact name)."""
    with transaction.atomic():
        message.matchings.filter(confirmed=None).delete()
        facts: dict[str, Json] = {"message": message.reference, "staff": by}
        the_site().records.journal(Act("matching proposed", "staff", facts), now)
        return Matching.objects.create(message=message, whom=whom, by=by, at=now)


def confirm(matching: Matching, match: Match, person: Person | None, by: str, now: datetime) -> bool:
    """A second one says so too; False where it is the same one. The holder of an account is told, and may
    stop it.
    """
    if matching.by == by or matching.confirmed:
        return False
    with transaction.atomic():
        matching.confirmed_by, matching.confirmed = by, now
        matching.save(update_fields=["confirmed_by", "confirmed"])
        if person is not None:
            begin_wait(matching.message, person, match, Identity.STAFF, now)
        else:
            _take_for(matching.message, match, Identity.STAFF, now)
    return True


def note(message: Message, kind: str, by: str, now: datetime) -> None:
    """Keep what staff had done and that answers nothing yet: `erase` (a worker answers), `handed over`."""
    with transaction.atomic():
        sealed = _seal(message.reference, {"text": ""})
        Decision.objects.create(message=message, kind=kind, by=by, at=now, sealed=sealed)
        facts: dict[str, Json] = {"message": message.reference, "decision": kind, "staff": by}
        the_site().records.journal(Act("request decided", "staff", facts), now)


def answer(decision: Decision, text: str, subject: Subject | None, now: datetime) -> str:
    """Keep a decision with its answer, and write the letter. Gives the letter's text where there is no
    address to send it to: it is posted then.
    """
    message = decision.message
    with transaction.atomic():
        address = opened(message)["address"]
        decision.sealed = _seal(message.reference, {"text": text})
        token = access.begin(decision, bool(address.reveal()), now)
        decision.save()
        facts: dict[str, Json] = {
            "message": message.reference,
            "decision": decision.kind,
            "article": decision.article,
            "staff": decision.by,
        }
        subjects = (subject,) if subject else ()
        the_site().records.journal(Act("request decided", "staff", facts, subjects), now)
        return telling.outcome(message, decision, address, text, token, now)


def opened(message: Message, keys: EpochKeys | None = None) -> dict[str, Personal[str]]:
    """What was written and by whom; with the site's `keys`, or those of the site at work. Raises
    StateRefused with other keys.
    """
    held = _unseal(message.reference, bytes(message.sealed), keys)
    return {name: Personal(str(value)) for name, value in held.items()}


def text_of(decision: Decision, keys: EpochKeys | None = None) -> Personal[str]:
    """The answer that was given; keys as of `opened`."""
    return Personal(str(_unseal(decision.message_id, bytes(decision.sealed), keys)["text"]))


def forget_old(now: datetime) -> int:
    """Delete old messages of nobody known, and destroy the cells of those that are gone; how many cells."""
    with transaction.atomic():
        Message.objects.filter(person=None, received__lt=now - KEPT).delete()
        Letter.objects.filter(person=None, kind__startswith=telling.KIND, sent__lt=now - UNSENT).delete()
        cells = owners_of(_KIND)
        there = set(Message.objects.filter(pk__in=cells).values_list("pk", flat=True))
        return destroy_cells([cell for name, cell in cells.items() if name not in there])


def end_without_message(now: datetime) -> int:
    """End the requests whose message was deleted, as its author may: nothing shows any more what was asked,
    or that it was he. What was held for one is held no more. One that is being carried out goes on. How many.
    """
    of_it = {"request": OuterRef("id")}
    runs = Exists(Task.objects.filter(**of_it)) | Exists(Intent.objects.filter(**of_it))
    there = Exists(Message.objects.filter(reference=OuterRef("id")))
    left = Request.objects.filter(state=State.OPEN, id__contains="-").exclude(there).exclude(runs)
    records, ended = the_site().records, list(left)
    for request in ended:
        with transaction.atomic():
            if any(hold.id == request.id for hold in records.person_holds()):
                records.lift_hold(request.id, "honour", None, now)
            records.answer(request.id, "request ended with its message", "honour", {"ended": True}, now)
    return len(ended)


UNSENT: Final = timedelta(days=30)
"""How long a letter to somebody unknown is kept once it was sent, as one to an account is."""


def _addresses(person: Person) -> list[str]:
    """Every address that is known of an account, each once."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return [each for each in dict.fromkeys([*confirmed, person.email]) if each]


def _fresh_reference() -> str:
    drawn = [secrets.choice(_LETTERS) for _ in range(10)]
    return f"{''.join(drawn[:5])}-{''.join(drawn[5:])}"


def _confirms(reference: str) -> str:
    return f"asks {reference}"


def _stops(reference: str) -> str:
    return f"stops {reference}"


def _seal(reference: str, value: dict[str, str]) -> bytes:
    return seal(cell_of(the_keys(), reference, _KIND), _PLACE, reference, json.dumps(value).encode())


def _unseal(reference: str, sealed: bytes, keys: EpochKeys | None) -> dict[str, Any]:
    cell = cell_of(the_keys() if keys is None else keys, reference, _KIND)
    held: dict[str, Any] = json.loads(unseal(cell, _PLACE, reference, sealed))
    return held
