"""What is done with documents: each act and its entry in the journal are one transaction.

What could go wrong for ever: somebody else reads a document, which cannot be unread; or one that was to be
destroyed stays. So a document is found by its ticket and its author, or by the agent who has the ticket;
reading waits for the entry; what its author wants destroyed opens to nobody from that moment, and goes by the
engine's own plan, which the replay ledger knows: so a restored backup does not bring it back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO, Final

from django.db import transaction
from django.db.models import Sum
from django.http import Http404

from honour.carrying_out.documents import Draft
from honour.carrying_out.erase import planned
from honour.carrying_out.items import item_named
from honour.carrying_out.people import exact_name
from honour.carrying_out.ports import Act, Json
from honour.keeping.at_work import the_keys, the_receiving, the_site
from honour.keeping.keys.actions import new_cell
from honour.keeping.people.acts import journalled, subject_of
from honour.keeping.people.models import Person
from honour.keeping.people.staff import Staff
from honour.keeping.requests import tasks
from honour.places.personal import Personal
from honour.plans.asking import Scope
from honour.plans.meaning import meaning_of
from honour.plans.plan import Plan, as_json
from honour.portal.account.finding import confirmed_address
from honour.portal.account.letters import reader
from honour.portal.account.matching import matches_of
from honour.portal.my_rights.asking import asked
from honour.trades.support.documents.models import Document
from honour.trades.support.documents.sealed import (
    KIND,
    NAME,
    SERIAL,
    FileKey,
    opened_key,
    opened_text,
    sealed_key,
    sealed_text,
)
from honour.trades.support.models import Ticket

PLACE: Final = f"main.{Document._meta.db_table}"
"""The table, as the site's own map names it."""

_PERSON: Final = "person"
_STUCK: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Received:
    """A file whose sealed bytes lie in a draft: its reference, key, cleaned name, media type and size."""

    reference: str
    file: FileKey
    draft: Draft
    name: str
    type: str
    size: int


def keep_file(ticket: Ticket, received: Received, now: datetime) -> Document:
    """Keep a file that was received for a ticket of its author's."""
    received.draft.settle()
    with transaction.atomic():
        ticket = _standing(ticket)
        cell = new_cell(the_keys(), received.reference, KIND)
        person = ticket.person_id
        document = Document.objects.create(
            reference=received.reference,
            ticket=ticket,
            person_id=person,
            name=sealed_text(cell, person, received.reference, NAME, received.name),
            file=received.file.name,
            opens=sealed_key(cell, received.reference, received.file),
            type=received.type,
            size=received.size,
            at=now,
        )
        _journalled(ticket, "document received", _PERSON, {"document": received.reference})
    received.draft.keep()
    return document


def keep_serial(ticket: Ticket, reference: str, text: str, now: datetime) -> Document:
    """Keep a serial key for a ticket of its author's."""
    with transaction.atomic():
        ticket = _standing(ticket)
        cell = new_cell(the_keys(), reference, KIND)
        person = ticket.person_id
        document = Document.objects.create(
            reference=reference,
            ticket=ticket,
            person_id=person,
            serial=sealed_text(cell, person, reference, SERIAL, text),
            at=now,
        )
        _journalled(ticket, "document received", _PERSON, {"document": reference})
    return document


def _standing(ticket: Ticket) -> Ticket:
    """The ticket as it is, or the one into which it was merged while the document came in."""
    kept = Ticket.objects.select_for_update().get(pk=ticket.pk)
    return Ticket.objects.get(reference=kept.merged_into) if kept.merged_into else kept


def of_ticket(ticket: Ticket) -> list[Document]:
    """The documents of a ticket, the oldest first, without what is being destroyed."""
    return list(Document.objects.filter(ticket=ticket, person=ticket.person_id, asked=None).order_by("id"))


def one_of(ticket: Ticket, reference: str) -> Document:
    """One of them. Raises Http404."""
    found = Document.objects.filter(ticket=ticket, person=ticket.person_id, asked=None, reference=reference)
    document = found.first()
    if document is None:
        raise Http404
    return document


def room_taken_by(person: Person) -> int:
    """Bytes of all files that somebody gave."""
    return int(Document.objects.filter(person=person).aggregate(room=Sum("size"))["room"] or 0)


def going(ticket: Ticket) -> list[Document]:
    """Those that their author wants destroyed and that are still there."""
    found = Document.objects.filter(ticket=ticket, person=ticket.person_id, asked__isnull=False)
    return list(found.order_by("id"))


def to_destroy(ticket: Ticket, reference: str, now: datetime) -> Document:
    """A document that may be destroyed: also one of which that was asked a while ago and that is still there,
    because something held it. Raises Http404.
    """
    stuck = next((each for each in going(ticket) if each.reference == reference), None)
    return stuck if stuck is not None and is_stuck(stuck, now) else one_of(ticket, reference)


def is_stuck(document: Document, now: datetime) -> bool:
    """Whether its destruction takes longer than a worker needs, so that its author may ask again."""
    return document.asked is not None and now - document.asked > _STUCK


def name_of(document: Document) -> Personal[str]:
    """How a file is called; empty for a serial key. Raises StateRefused."""
    return Personal(opened_text(the_keys(), NAME, document.name) or "" if document.name else "")


def serial_of(document: Document) -> Personal[str]:
    """A serial key; empty for a file. Raises StateRefused."""
    return Personal(opened_text(the_keys(), SERIAL, document.serial) or "" if document.serial else "")


def bytes_of(document: Document) -> tuple[FileKey, BinaryIO]:
    """The key and the sealed bytes of a file, to be closed by the caller. Raises Http404 where either is
    gone, StateRefused.
    """
    key = opened_key(the_keys(), document.reference, document.file, document.opens) if document.file else None
    if key is None:
        raise Http404
    try:
        return key, the_receiving().documents.opened(document.file)
    except FileNotFoundError:
        raise Http404 from None


def read_by_author(document: Document) -> None:
    """Note that the author opens a document of his, before he does."""
    _journalled(document.ticket, "read", _PERSON, {"document": document.reference})


def read_by_agent(ticket: Ticket, staff: Staff, purpose: str, kind: str, facts: dict[str, Json]) -> None:
    """Note that the assigned agent reads documents, before they are shown."""
    told: dict[str, Json] = {
        **facts, "staff": staff.token, "role": staff.role, "purpose": purpose, "kinds": [kind],
        "ticket": ticket.reference,
    }  # fmt: skip
    the_site().records.journal(Act("read", staff.by, told, (subject_of(ticket.person),)), the_site().now())


@dataclass(frozen=True, slots=True)
class Destruction:
    """What destroying a document would do: who is meant, by the engine's words, and its plan."""

    who: str
    scope: Scope
    plan: Plan

    @property
    def meaning(self) -> str:
        """What the plan says to the person."""
        return meaning_of(as_json(self.plan))


def destruction_of(document: Document, person: Person) -> Destruction | None:
    """What destroying it would do now; None where no row of his goes, because something holds it.

    Never inside a transaction of ours. Raises StoreUnreachable, Unreadable.
    """
    site = the_site()
    with site.stores() as ports:
        match = matches_of(ports, person)[0]
        item = item_named(ports, match, PLACE, str(document.pk))
        if item is None:
            return None
        scope = Scope(item=item)
        plan = planned(ports, match, site.now(), scope)
        return Destruction(exact_name(match), scope, plan) if plan.steps else None


def destroy(document: Document, person: Person, meant: Destruction, now: datetime) -> bool:
    """Have a document destroyed: from now on nobody opens it; a worker carries the plan out, and its author
    gets the receipt. False where that was asked for already.
    """
    site = the_site()
    with transaction.atomic():
        if not Document.objects.filter(pk=document.pk, asked=document.asked).update(asked=now):
            return False
        request = asked("erase", subject_of(person), meant.scope)
        site.records.lodge(request, now)
        secret = {
            "who": meant.who,
            "to": confirmed_address(person) or person.email,
            "language": reader(person),
        }
        tasks.put(request.request, meant.meaning, Personal(secret), now)
        facts: dict[str, Json] = {"document": document.reference, "request": request.request}
        _journalled(document.ticket, "document to be destroyed", _PERSON, facts)
    return True


def _journalled(ticket: Ticket, name: str, by: str, facts: dict[str, Json]) -> None:
    journalled(ticket.person, name, by, {**facts, "ticket": ticket.reference})
