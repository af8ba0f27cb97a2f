"""Two tickets of one author become one: words, documents and notes move, and the old page leads to the new.

What could go wrong for ever: somebody reads another's words, or what was private is public. So both tickets
are of one author, and handled by whoever merges them; both rows are locked; the one that stays is public only
if both were shown to the public and the guard finds nothing in what they are together, else private. The
replay ledger is told first what is public no longer: a backup does not bring it back. What others wrote in
the ticket that goes is shown to all no longer: they said yes elsewhere. What is held stays where it is.
Nothing is destroyed, and nothing is undone: so a page asks for a yes, and says what will happen.
"""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from honour.keeping.at_work import the_keys, the_site
from honour.keeping.holds.people import held_now
from honour.keeping.people.acts import journalled, subject_of
from honour.keeping.people.models import Person
from honour.keeping.people.staff import Staff
from honour.trades.support import letters
from honour.trades.support.documents.models import Document
from honour.trades.support.handling import COMMENTS, TICKETS
from honour.trades.support.models import Comment, Note, State, Ticket, Visibility
from honour.trades.support.publishing import confidential_in


def others_of(ticket: Ticket, staff: Staff) -> list[Ticket]:
    """The other tickets of the same author that the same member of staff handles, the newest first; of those
    for cleared staff only where this one is for the same.
    """
    same = {"person": ticket.person_id, "clearance": ticket.clearance}
    found = Ticket.objects.filter(assigned=staff.token, merged_into="", **same)
    return list(found.exclude(pk=ticket.pk).order_by("-opened", "-id")[:50])


def is_held(person: Person) -> bool:
    """Whether a single ticket of somebody is held: its words stay in its row."""
    his = set(subject_of(person).tokens)
    held = (each for each in held_now(the_keys()) if his & set(each.subject.tokens))
    return any(each.item is not None and each.item.place == TICKETS for each in held)


def can_stay_public(into: Ticket, other: Ticket) -> bool:
    """Whether both are shown to the public."""
    return into.is_shown and other.is_shown


def merge(into: Ticket, other: Ticket, staff: Staff, foreseen: bool, now: datetime) -> Ticket | None:
    """Move everything of a ticket into another, as the agent of both; the one that stays, as it is then. None
    where whoever said yes was told something else (`foreseen`: that it can stay public). Raises
    PermissionDenied.
    """
    with transaction.atomic():
        locked = Ticket.objects.select_for_update().select_related("person").order_by("pk")
        rows = {each.pk: each for each in locked.filter(pk__in=(into.pk, other.pk))}
        kept, gone = rows.get(into.pk), rows.get(other.pk)
        if kept is None or gone is None or not _may_merge(kept, gone, staff):
            raise PermissionDenied
        if can_stay_public(kept, gone) is not foreseen:
            return None
        _hide_others(gone, now)
        if gone.visibility == Visibility.PUBLIC:
            the_site().records.hidden(TICKETS, gone.reference, now)
        _move(kept, gone)
        _stand(kept, gone)
        _empty(gone, kept, now)
        if kept.visibility == Visibility.PUBLIC and (not foreseen or confidential_in(kept)):
            the_site().records.hidden(TICKETS, kept.reference, now)
            kept.visibility, kept.published = Visibility.PRIVATE, None
        kept.save()
        facts = {"staff": staff.token, "role": staff.role, "ticket": kept.reference, "from": gone.reference}
        journalled(kept.person, "ticket merged", staff.by, facts)
        letters.merged(kept, now)
    return kept


def _may_merge(kept: Ticket, gone: Ticket, staff: Staff) -> bool:
    mine = kept.assigned == staff.token == gone.assigned
    one = kept.person_id == gone.person_id != staff.person.pk and kept.clearance == gone.clearance
    return mine and one and kept.pk != gone.pk and not is_held(kept.person)


def _hide_others(gone: Ticket, now: datetime) -> None:
    shown = Comment.objects.filter(ticket=gone, shown=True)
    for number in shown.values_list("pk", flat=True):
        the_site().records.hidden(COMMENTS, str(number), now)
    shown.update(shown=False)


def _move(kept: Ticket, gone: Ticket) -> None:
    if words := "\n\n".join(each for each in (gone.title, gone.text) if each):
        Comment.objects.create(ticket=gone, author=gone.person, text=words, at=gone.opened)
    for table in (Comment, Document, Note):
        table.objects.filter(ticket=gone).update(ticket=kept)
    moved = Ticket.objects.filter(person=gone.person_id, merged_into=gone.reference)
    moved.update(merged_into=kept.reference)


def _stand(kept: Ticket, gone: Ticket) -> None:
    """Where the ticket stands that holds both: since when, whether somebody waits, what staff hid."""
    kept.opened = min(kept.opened, gone.opened)
    kept.waits = _first((kept.waits, gone.waits))
    kept.answered = _first((kept.answered, gone.answered))
    states = {kept.state, gone.state}
    kept.state = next(each for each in (State.OPEN, State.ANSWERED, State.CLOSED) if each in states)
    if kept.state != State.CLOSED:
        kept.closed = None
    if kept.hidden is None:
        kept.hidden, kept.hidden_because = gone.hidden, gone.hidden_because


def _empty(gone: Ticket, kept: Ticket, now: datetime) -> None:
    """What stays of the other row: that it leads to the one that is kept."""
    gone.title = gone.text = gone.hidden_because = gone.assigned = ""
    gone.visibility, gone.published, gone.hidden = Visibility.PRIVATE, None, None
    gone.state, gone.closed, gone.waits = State.CLOSED, gone.closed or now, None
    gone.merged_into = kept.reference
    gone.save()


def _first(instants: Iterable[datetime | None]) -> datetime | None:
    return min((each for each in instants if each is not None), default=None)
