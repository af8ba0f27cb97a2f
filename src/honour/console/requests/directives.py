"""Carrying out what somebody who died left word of (French Act 78-17, art. 85): erase, hand over, or keep.

What could go wrong for ever: the data of somebody who lives are erased or given away because another said
that he died. So two of the staff must have said whose they are, the 72 hours in which he may stop it are
over, and his own directives say so. To erase, staff see the plan and say yes to it, as for every erasure
(`erasing`); what is handed over counts as a file that is opened (`exporting`). Directives to keep stand above
what heirs ask: then nothing is erased for them.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from honour.carrying_out.holding import told_of
from honour.carrying_out.people import find
from honour.carrying_out.ports import Act
from honour.console.requests.exporting import given
from honour.console.requests.staff import ROLES, Staff, message_for
from honour.console.requests.words import said
from honour.keeping.at_work import the_site
from honour.keeping.consents.actions import Left, left_by
from honour.keeping.messages import access, actions, deciding
from honour.keeping.messages.models import Identity, Message
from honour.keeping.messages.reading import account_of
from honour.keeping.people.staff import READING, for_roles
from honour.keeping.requests.models import Request
from honour.keeping.requests.reading import subject_of
from honour.places.personal import Personal
from honour.publishing.archive import whole

HANDED: Final = "handed over"
"""The decision that says that the data were taken to be handed to whom the directives name."""

_DOING: Final = {"erase": "erase", "hand over": HANDED}  # the decision that carries out each wish


def of_the_dead(message: Message) -> Left | None:
    """What somebody who died wanted; None where a message is about nobody of whom that is shown."""
    person = account_of(message.matched) if access.is_of_the_dead(message) else None
    return left_by(person) if person else None


def obstacle(message: Message, now: datetime) -> str:
    """Why directives cannot be carried out for a message now, as a key of the page's words; empty where they
    can.
    """
    if message.subject != "death":
        return "directives of a death"
    if why := deciding.obstacle_to(message, "done", "", now):
        return why
    return "" if message.identity == Identity.STAFF else "directives need two"


def are_left_to_do(message: Message) -> bool:
    """Whether the death of somebody cannot be answered as done, because his directives were not carried out
    yet.
    """
    left = of_the_dead(message) if message.subject == "death" else None
    doing = _DOING.get(left.wish) if left else None
    return doing is not None and not message.decisions.filter(kind=doing).exists()


def stand_against_erasing(message: Message) -> bool:
    """Whether directives keep heirs from having the data erased: to keep them, or to hand them over first."""
    left = of_the_dead(message)
    if left is None or left.wish == "erase":
        return False
    handed = Message.objects.filter(matched=message.matched, decisions__kind=HANDED).exists()
    return left.wish == "keep" or (left.wish == "hand over" and not handed)


@never_cache
@require_POST
@for_roles(*ROLES, fresh=READING)
def carry_out(request: HttpRequest, staff: Staff, reference: str) -> HttpResponseBase:
    """Do what the directives say."""
    message, now = message_for(staff, reference), the_site().now()
    left, why = of_the_dead(message), obstacle(message, now)
    if why or left is None:
        return _back(request, message, why or "directive none")
    if left.wish == "erase":
        _turn_to_erasure(message, staff, now)
        return HttpResponseRedirect(reverse("request_erase", args=[message.reference]))
    if left.wish == "hand over":
        return given(request, message, staff, now, _pieces(message, staff, now))
    return _back(request, message, "directive do keep")


def _turn_to_erasure(message: Message, staff: Staff, now: datetime) -> None:
    """The message is a request for erasure from now on, by its own clock, and what was restricted for it is
    so no more; each with its entry. Nothing is destroyed yet.
    """
    with the_site().stores() as ports:
        match = find(ports, Personal(message.matched))
        holds = told_of(ports, match) if match else ()
    records, why = the_site().records, f"request {message.reference}"
    with transaction.atomic():
        row = Request.objects.select_for_update().get(id=message.reference)
        subject = subject_of(row)
        if row.kind != "erase":
            row.kind = "erase"
            row.save(update_fields=["kind"])
            facts = {"message": message.reference, "wish": "erase", "staff": staff.token}
            act = Act("directives carried out", staff.by, dict(facts), (subject,) if subject else ())
            records.journal(act, now)
    for hold in holds:
        if hold.state == "restricted" and hold.why is not None and hold.why.reveal() == why:
            records.lift_hold(hold.id, staff.by, Personal(why), now)


def _pieces(message: Message, staff: Staff, now: datetime) -> Iterator[bytes]:
    """As `publishing.archive.whole`; the stores stay lent until the last piece left. Raises LookupError."""
    with the_site().stores() as ports:
        match = access.whom(ports, message)
        facts = {"purpose": "request", "role": staff.role, "staff": staff.token, "directives": "hand over"}
        access.exported(message, match, staff.by, dict(facts), now)
        pieces = whole(ports, (match,), now)
        yield next(pieces)
        actions.note(message, HANDED, staff.token, now)
        yield from pieces


def _back(request: HttpRequest, message: Message, why: str) -> HttpResponseRedirect:
    messages.error(request, said(why))
    return HttpResponseRedirect(reverse("request_one", args=[message.reference]))
