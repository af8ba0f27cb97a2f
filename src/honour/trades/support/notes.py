"""Notes of staff on a ticket: read on the site by whoever handles it, and by nobody else.

What could go wrong for ever: the public reads one. So no page of those who ask, no list, search or letter
reads this table. They speak of the ticket's author, who has a right to a copy (GDPR Art. 15; EDPB guidelines
01/2022, paragraphs 97 and 98): his own data and what he takes away hold them, without who wrote them. The
page says so where one is written, and that nobody else is to be spoken of (Art. 15(4)).
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from honour.keeping.people.acts import journalled
from honour.keeping.people.staff import Staff
from honour.trades.support.models import Note, Ticket

SHOWN: Final = 100


def write(ticket: Ticket, staff: Staff, text: str, now: datetime) -> None:
    """Keep a note, where its ticket is (also where that was merged meanwhile)."""
    with transaction.atomic():
        kept = Ticket.objects.select_for_update().get(pk=ticket.pk)
        if kept.merged_into:
            kept = Ticket.objects.get(reference=kept.merged_into)
        Note.objects.create(ticket=kept, by=staff.token, text=text, at=now)
        facts = {"staff": staff.token, "role": staff.role, "ticket": kept.reference}
        journalled(ticket.person, "ticket note", staff.by, facts)


def of_ticket(ticket: Ticket) -> list[Note]:
    """The last notes on a ticket, the oldest of them first."""
    return list(Note.objects.filter(ticket=ticket).order_by("-id")[:SHOWN])[::-1]
