"""Who may see a ticket, and what of it.

What could go wrong for ever: a private ticket is read by whoever guesses an address. So whoever may not see
one is told what he is told of one that is not there; and staff who do not handle it are refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from honour.guard import reason
from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.keeping.people.staff import Staff
from honour.places.terms import local_day
from honour.plans.seeing import kinds_seen
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language
from honour.trades.support.cleared import refuse_uncleared
from honour.trades.support.models import Comment, Ticket
from honour.trades.support.publishing import Passage, is_public, is_readable


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as a page shows it: whose it is (the key of a word), and no text where it is masked."""

    comment: Comment
    whose: str
    text: str
    is_masked: bool
    is_public: bool
    mine: bool


def for_reader(reference: str, reader: Person | None, led: bool = False) -> Ticket:
    """A ticket for whoever may read its page: its author, or everybody while it is public. `led` leads its
    author from one that was merged to where its words are. Raises Http404 for everybody else, and for one
    that is not there; PermissionDenied for staff, unless it is for cleared staff, of which nobody else is
    told.
    """
    ticket = _known(reference)
    if ticket.is_shown or (reader is not None and ticket.person_id == reader.pk):
        return _standing(ticket, led)
    if reader is not None and reader.is_staff and not ticket.clearance:
        raise PermissionDenied
    raise Http404


def found(reference: str) -> Ticket:
    """A ticket by its reference. Raises Http404, also for one that was merged."""
    return _standing(_known(reference), led=False)


def _standing(ticket: Ticket, led: bool) -> Ticket:
    if not ticket.merged_into:
        return ticket
    if not led:
        raise Http404
    return found(ticket.merged_into)


def _known(reference: str) -> Ticket:
    ticket = Ticket.objects.select_related("person").filter(reference=reference).first()
    if ticket is None:
        raise Http404
    return ticket


def for_agent(reference: str, staff: Staff, assigned: bool = True, led: bool = False) -> Ticket:
    """A ticket for the member of staff who handles it. `led` leads from one that was merged to where its
    words are. Raises Http404, also for one that is for cleared staff where he is not, and PermissionDenied
    for his own and for one that a colleague has, or nobody; the latter only where he must have it already.
    """
    known = _known(reference)
    refuse_uncleared(known, staff)
    ticket = _standing(known, led)
    refuse_uncleared(ticket, staff)
    if ticket.person_id == staff.person.pk or (assigned and ticket.assigned != staff.token):
        raise PermissionDenied
    return ticket


def said_to(comments: list[Comment], ticket: Ticket, reader: Person | None) -> list[Said]:
    """What somebody reads of these comments on the ticket's own page."""
    return [_said(each, ticket, reader, is_readable(each, ticket, reader)) for each in comments]


def said_to_agent(comments: list[Comment], ticket: Ticket) -> list[Said]:
    """What whoever handles the ticket reads of them: everything."""
    return [_said(each, ticket, None, True) for each in comments]


def _said(comment: Comment, ticket: Ticket, reader: Person | None, readable: bool) -> Said:
    mine = reader is not None and comment.author_id == reader.pk
    if comment.by:
        whose = "ticket of staff"
    elif mine:
        whose = "ticket of you"
    elif comment.author_id == ticket.person_id:
        whose = "ticket of author"
    else:
        whose = "ticket of another"
    text, public = comment.text if readable else "", is_public(comment, ticket.person_id)
    return Said(comment, whose, text, not readable, public, mine)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A passage that cannot be public, in words: in what it stands (the key of a word), what it looks like,
    and why. `words` is the passage itself.
    """

    where: str
    comment: int | None
    words: str
    what: str
    why: str


def refusals_said(passages: Iterable[Passage], language: Language) -> list[Refusal]:
    """What was found, for whoever wants it published."""
    told = ((each, reason(each.span, each.shown, language)) for each in passages)
    return [
        Refusal(f"ticket in {each.where}", each.comment, each.words, said.what, said.why)
        for each, said in told
    ]


def author_shown(ticket: Ticket, staff: Staff) -> dict[str, str]:
    """Name and address of a ticket's author, as far as the role of whoever handles it may see them."""
    policy, person = the_site().carried, ticket.person
    seen = {field for kind in kinds_seen(policy, staff.role) for field in policy.data[kind].fields}
    values = {"name": person.name, "e-mail": person.email}
    return {field: value for field, value in values.items() if field in seen and value}


def day_said(instant: datetime | None, language: Language) -> str:
    """The local day of an instant, in words; empty where there is none."""
    if instant is None:
        return ""
    return day_in_words(local_day(instant, the_site().policy.site.time_zone), language)
