"""Tickets for which their author asked for cleared staff: who of the staff may know of them.

What could go wrong for ever: whoever is not cleared reads one, or learns that there is one. So for him it is
not there: on no page, in no list and in nobody's file; and a clearance that has ended opens nothing any more,
also to whoever had taken the ticket. Such a ticket is never public. Its author alone takes the wish back.

The law forbids that classified information itself comes here: only an information system that was approved
for its level may hold it (French Code of defence, art. R. 2311-6-1). The pages say so.
"""

from collections.abc import Mapping
from datetime import datetime

from django.http import Http404

from honour.carrying_out.stores import Keys
from honour.keeping.at_work import the_site
from honour.keeping.people.clearances import covered
from honour.keeping.people.models import Person
from honour.keeping.people.staff import Staff
from honour.trades.support.models import Comment, Note, Ticket


def levels_for(person: Person, now: datetime) -> tuple[str, ...]:
    """What may stand as the wish of tickets that a member of staff may know of: none, and the levels that he
    is cleared for at this moment.
    """
    return ("", *covered(person, now))


def refuse_uncleared(ticket: Ticket, staff: Staff) -> None:
    """Raises Http404 where a ticket is for cleared staff, and this one is not, or no longer."""
    if ticket.clearance and ticket.clearance not in covered(staff.person, the_site().now()):
        raise Http404


def withheld(staff: Person | None, whose: Keys, now: datetime) -> Mapping[str, frozenset[int]]:
    """The rows, by table and key, of somebody's tickets that a member of staff may not know of; None: that
    some of them may not.
    """
    people, levels = (
        [int(str(key[0])) for key in whose.reveal()],
        ("",) if staff is None else levels_for(staff, now),
    )
    tickets = Ticket.objects.filter(person__in=people).exclude(clearance__in=levels)
    hidden = frozenset(tickets.values_list("pk", flat=True))
    if not hidden:
        return {}
    comments = Comment.objects.filter(ticket__in=hidden).values_list("pk", flat=True)
    notes = Note.objects.filter(ticket__in=hidden).values_list("pk", flat=True)
    documents = Ticket.objects.filter(pk__in=hidden, documents__isnull=False)
    return {
        "main.support_ticket": hidden,
        "main.support_comment": frozenset(comments),
        "main.support_note": frozenset(notes),
        "main.support_document": frozenset(documents.values_list("documents", flat=True)),
    }
