"""What is done with tickets: each act and its entry in the journal are one transaction.

What could go wrong for ever: a private ticket becomes public by somebody else's hand, or with a secret in it.
So the switch is its author's alone, whatever the state of the ticket; its row is locked while what would be
shown is looked at; and nothing here but `switch` makes a ticket public. Staff can hide, which is told to the
author, and lift what they hid: his choice stands throughout.
"""

import base64
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction

from honour.carrying_out.ports import Act, Json
from honour.keeping.at_work import the_site
from honour.keeping.people.acts import journalled, subject_of
from honour.keeping.people.models import Person
from honour.keeping.people.staff import Staff
from honour.trades.support import letters
from honour.trades.support.cleared import refuse_uncleared
from honour.trades.support.handling import COMMENTS, TICKETS
from honour.trades.support.models import Comment, State, Ticket, Visibility
from honour.trades.support.publishing import Passage, confidential_in, confidential_words, masked
from honour.trades.support.publishing import mask as masking

_PERSON: Final = "person"


class Confidential(Exception):
    """What was to become public holds something confidential: nothing was done."""

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        super().__init__(f"{len(passages)} passages")  # never their words
        self.passages = passages


def reference() -> str:
    """A name for a ticket that nobody guesses: 160 random bits, in 32 letters and digits."""
    return base64.b32encode(secrets.token_bytes(20)).decode().lower()


def begin(person: Person, title: str, text: str, language: str, now: datetime, clearance: str = "") -> Ticket:
    """Open a ticket. It is private. `clearance` is the level that whoever sees it must be cleared for."""
    with transaction.atomic():
        ticket = Ticket.objects.create(
            reference=reference(),
            person=person,
            title=title,
            text=text,
            language=language,
            opened=now,
            waits=now,
            clearance=clearance,
        )
        _journalled(ticket, "ticket opened", _PERSON, {})
    return ticket


def comment(
    ticket: Ticket, person: Person, text: str, shown: bool, now: datetime, mask: bool = False
) -> Comment:
    """Write into a ticket: its author, or whoever may read it because it is public; he says himself whether
    everybody may read his words. `mask` takes out of them what would be confidential. Raises Confidential,
    and PermissionDenied where the ticket is public no more.
    """
    with transaction.atomic():
        kept = _locked(ticket)
        mine = kept.person_id == person.pk
        if not mine and not kept.is_shown:
            raise PermissionDenied
        if kept.visibility == Visibility.PUBLIC and (mine or shown):
            text = _checked(kept, text, mask)
        made = Comment.objects.create(ticket=kept, author=person, text=text, at=now, shown=shown and not mine)
        if mine:
            kept.state, kept.closed = State.OPEN, None
            kept.waits = kept.waits or now
            kept.save(update_fields=["state", "closed", "waits"])
        _journalled(kept, "ticket comment", _PERSON, {"comment": made.pk}, person)
    return made


def show_words(ticket: Ticket, person: Person, number: int, shown: bool) -> bool:
    """Let everybody read one's words in another's ticket, or no longer; False where there are none. Raises
    Confidential.
    """
    with transaction.atomic():
        kept = _locked(ticket)
        mine = Comment.objects.filter(ticket=kept, author=person, pk=number).first()
        if mine is None:
            return False
        if shown and kept.visibility == Visibility.PUBLIC:
            _refuse(confidential_words(kept, mine.text))
        if not shown:
            the_site().records.hidden(COMMENTS, str(mine.pk), the_site().now())
        Comment.objects.filter(pk=mine.pk).update(shown=shown)
        _journalled(kept, "ticket words shown" if shown else "ticket words masked", _PERSON, {}, person)
    return True


def edit(ticket: Ticket, person: Person, title: str, text: str, mask: bool = False) -> None:
    """Change what one's ticket says. Raises Confidential where it is public, and PermissionDenied."""
    with transaction.atomic():
        kept = _locked(ticket)
        if kept.person_id != person.pk:
            raise PermissionDenied
        kept.title, kept.text = title, text
        kept.save(update_fields=["title", "text"])
        if kept.visibility == Visibility.PUBLIC:
            _look(kept, mask)
        _journalled(kept, "ticket changed", _PERSON, {})


def switch(ticket: Ticket, person: Person, visibility: Visibility, now: datetime, mask: bool = False) -> None:
    """Make a ticket public, or private again, at its author's word, in whatever state it is. `mask` takes out
    first what is confidential. Raises Confidential, and PermissionDenied for everybody else, and where
    cleared staff are asked for.
    """
    with transaction.atomic():
        kept = _locked(ticket)
        if kept.person_id != person.pk:
            raise PermissionDenied
        if kept.visibility == visibility:
            return
        if visibility == Visibility.PUBLIC:
            if kept.clearance:
                raise PermissionDenied
            _look(kept, mask)
        if visibility == Visibility.PRIVATE:
            the_site().records.hidden(TICKETS, kept.reference, now)  # before it is so: see `restored`
        kept.visibility = visibility
        kept.published = now if visibility == Visibility.PUBLIC else None
        kept.save(update_fields=["visibility", "published"])
        _journalled(kept, f"ticket made {visibility.value}", _PERSON, {})


def ask_for_anybody(ticket: Ticket, person: Person) -> None:
    """Ask for cleared staff no longer, at its author's word. Raises PermissionDenied for everybody else."""
    with transaction.atomic():
        kept = _locked(ticket)
        if kept.person_id != person.pk:
            raise PermissionDenied
        if kept.clearance:
            Ticket.objects.filter(pk=kept.pk).update(clearance="")
            _journalled(kept, "ticket for all staff", _PERSON, {})


def switch_refused(ticket: Ticket, person: Person, by: str) -> None:
    """Note that somebody else than the author tried to change who sees a ticket."""
    _journalled(ticket, "ticket switch refused", by, {}, person)


def close(ticket: Ticket, by: str, facts: Mapping[str, Json], now: datetime) -> None:
    """Close a ticket: nobody waits any more. Its author opens it again by writing into it."""
    with transaction.atomic():
        kept = _locked(ticket)
        if kept.state == State.CLOSED:
            return
        kept.state, kept.closed, kept.waits = State.CLOSED, now, None
        kept.save(update_fields=["state", "closed", "waits"])
        _journalled(kept, "ticket closed", by, facts)


def take(ticket: Ticket, staff: Staff, why: str, now: datetime) -> bool:
    """Assign a ticket to whoever takes it; False where a colleague has it and no reason is given. Raises
    Http404 where it is for cleared staff, and he is not.
    """
    with transaction.atomic():
        kept = _locked(ticket)
        refuse_uncleared(kept, staff)
        if kept.assigned == staff.token:
            return True
        if kept.assigned and not why:
            return False
        facts: dict[str, Json] = {**_by(staff), "from": kept.assigned}
        Ticket.objects.filter(pk=kept.pk).update(assigned=staff.token)
        _journalled(kept, "ticket taken", staff.by, facts)
    return True


def release(ticket: Ticket, staff: Staff) -> None:
    """Give a ticket back to the queue."""
    with transaction.atomic():
        if Ticket.objects.filter(pk=ticket.pk, assigned=staff.token).update(assigned=""):
            _journalled(ticket, "ticket released", staff.by, _by(staff))


def answer(ticket: Ticket, staff: Staff, text: str, now: datetime, mask: bool = False) -> Comment:
    """Answer as the assigned agent; its author gets a letter, without the words. Raises Confidential, where
    the ticket is public, and PermissionDenied; Http404 where it is for cleared staff, and he is not.
    """
    with transaction.atomic():
        kept = _locked(ticket)
        refuse_uncleared(kept, staff)
        if kept.assigned != staff.token:
            raise PermissionDenied
        if kept.visibility == Visibility.PUBLIC:
            text = _checked(kept, text, mask)
        made = Comment.objects.create(ticket=kept, by=staff.token, text=text, at=now)
        kept.state, kept.waits, kept.closed = State.ANSWERED, None, None
        kept.answered = kept.answered or now
        kept.save(update_fields=["state", "waits", "closed", "answered"])
        _journalled(kept, "ticket answered", staff.by, _by(staff))
        letters.answered(kept, now)
    return made


def hide(ticket: Ticket, staff: Staff, why: str, now: datetime) -> bool:
    """Keep a public ticket from the public, and tell its author why; False where nobody sees it anyway."""
    with transaction.atomic():
        kept = _locked(ticket)
        if not kept.is_shown:
            return False
        the_site().records.hidden(TICKETS, kept.reference, now)
        kept.hidden, kept.hidden_because = now, why
        kept.save(update_fields=["hidden", "hidden_because"])
        _journalled(kept, "ticket hidden", staff.by, _by(staff))
        letters.hidden(kept, now)
    return True


def lift(ticket: Ticket, staff: Staff, now: datetime) -> None:
    """Hide a ticket no longer: what its author chose counts again. Raises Confidential."""
    with transaction.atomic():
        kept = _locked(ticket)
        if kept.hidden is None:
            return
        if kept.visibility == Visibility.PUBLIC:
            _refuse(confidential_in(kept))
        kept.hidden, kept.hidden_because = None, ""
        kept.save(update_fields=["hidden", "hidden_because"])
        _journalled(kept, "ticket hidden no longer", staff.by, _by(staff))
        letters.lifted(kept, now)


def read_by(ticket: Ticket, staff: Staff, purpose: str, kinds: frozenset[str], now: datetime) -> None:
    """Note that staff read a ticket, before it is shown: about its author, and whoever else wrote in it."""
    others = Person.objects.filter(ticket_comments__ticket=ticket).exclude(pk=ticket.person_id).distinct()
    subjects = (subject_of(ticket.person), *(subject_of(each) for each in others))
    facts: dict[str, Json] = {
        **_by(staff), "purpose": purpose, "kinds": sorted(kinds), "ticket": ticket.reference,
    }  # fmt: skip
    the_site().records.journal(Act("read", staff.by, facts, subjects), now)


def _by(staff: Staff) -> dict[str, Json]:
    return {"staff": staff.token, "role": staff.role}


def _locked(ticket: Ticket) -> Ticket:
    """The ticket as it is now, which nobody else changes until the transaction ends. Raises PermissionDenied
    where it was merged meanwhile: what is written would stand where nobody looks.
    """
    kept = Ticket.objects.select_for_update().select_related("person").get(pk=ticket.pk)
    if kept.merged_into:
        raise PermissionDenied
    return kept


def _look(kept: Ticket, mask: bool) -> None:
    """Look at all that the public page shows; with `mask`, take out first what it must not."""
    if mask and (count := masking(kept)):
        _journalled(kept, "ticket masked", _PERSON, {"passages": count})
    _refuse(confidential_in(kept))


def _checked(kept: Ticket, text: str, mask: bool) -> str:
    """Words that are to be public, without what is confidential where that is to be masked."""
    if mask:
        text = masked(text, confidential_words(kept, text), kept.language)
    _refuse(confidential_words(kept, text))
    return text


def _refuse(passages: tuple[Passage, ...]) -> None:
    if passages:
        raise Confidential(passages)


def _journalled(
    ticket: Ticket, name: str, by: str, facts: Mapping[str, Json], other: Person | None = None
) -> None:
    """Write that something was done with a ticket: about its author, and whoever else did it as a person."""
    told = {**facts, "ticket": ticket.reference}
    if other is None or other.pk == ticket.person_id:
        journalled(ticket.person, name, by, told)
        return
    site, subjects = the_site(), (subject_of(ticket.person), subject_of(other))
    site.records.journal(Act(name, by, told, subjects), site.now())
