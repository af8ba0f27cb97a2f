"""Lists of tickets, a page at a time: each page costs the same, however many tickets there are, for it begins
at a key of an index and reads no row of the pages before it.

A search reads the words of public tickets themselves. There is no index of words beside them, which would
keep what an erasure took; what is private or hidden is not looked at.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from honour.keeping.people.models import Person
from honour.trades.support.models import Comment, Ticket, Visibility

PAGE: Final = 20
COMMENTS: Final = 100
LONGEST_SEARCH: Final = 100  # characters


@dataclass(frozen=True, slots=True)
class Page:
    """Tickets, and where the next page begins: empty after the last one."""

    tickets: list[Ticket]
    next: str


def public(words: str, after: str) -> Page:
    """What anybody may read, the last published first; with `words`, those that hold every one of them."""
    found = Ticket.objects.filter(visibility=Visibility.PUBLIC, hidden=None)
    for word in words[:LONGEST_SEARCH].split():
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word))
    return _newest(found, "published", after)


def of_person(person: Person, after: str) -> Page:
    """Somebody's own tickets, the newest first."""
    return _newest(Ticket.objects.filter(person=person, merged_into=""), "opened", after)


_UNCLEARED: Final = ("",)
"""Of those who asked for cleared staff, none."""


def assigned_to(token: str, after: str, levels: tuple[str, ...] = _UNCLEARED) -> Page:
    """What a member of staff handles, the newest first, of the levels that he may know of."""
    return _newest(Ticket.objects.filter(assigned=token, clearance__in=levels), "opened", after)


def waiting(after: str, untaken: bool = False, levels: tuple[str, ...] = _UNCLEARED) -> Page:
    """What waits for an answer, whoever waits longest first, of the levels that whoever asks may know of;
    with `untaken`, what nobody has taken.
    """
    found = Ticket.objects.filter(waits__isnull=False, clearance__in=levels).order_by("waits", "id")
    if untaken:
        found = found.filter(assigned="")
    if (key := _key(after)) is not None:
        instant, number = key
        found = found.filter(waits__gte=instant).filter(Q(waits__gt=instant) | Q(id__gt=number))
    return _page(list(found[: PAGE + 1]), "waits")


def comments_of(ticket: Ticket, after: str) -> tuple[list[Comment], str]:
    """What was written in a ticket, the oldest first, and where it goes on."""
    rows = list(ticket.comments.filter(id__gt=_number(after) or 0).order_by("id")[: COMMENTS + 1])
    return rows[:COMMENTS], str(rows[COMMENTS - 1].pk) if len(rows) > COMMENTS else ""


def place_of(comment: Comment) -> str:
    """Where a comment stands, as the end of its page's address: of a long conversation, not on the first."""
    before = Comment.objects.filter(ticket_id=comment.ticket_id, id__lt=comment.pk)
    begins = f"?after={comment.pk - 1}" if before[COMMENTS - 1 : COMMENTS].exists() else ""
    return f"{begins}#m{comment.pk}"


def _newest(found: QuerySet[Ticket], by: str, after: str) -> Page:
    found = found.order_by(f"-{by}", "-id")
    if (key := _key(after)) is not None:
        instant, number = key
        later = Q(**{f"{by}__lt": instant}) | Q(id__lt=number)
        found = found.filter(**{f"{by}__lte": instant}).filter(later)
    return _page(list(found[: PAGE + 1]), by)


def _page(rows: list[Ticket], by: str) -> Page:
    """A page of the rows that were asked for, one more than it holds, which says whether there is a next."""
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(rows[:PAGE], f"{getattr(last, by).isoformat()}_{last.pk}" if last else "")


def _key(after: str) -> tuple[datetime, int] | None:
    """The instant and the number of the last row of the page before; None for the first, or a false one."""
    instant, _, number = after.rpartition("_")
    try:
        read = datetime.fromisoformat(instant)
    except ValueError:
        return None
    known = _number(number)
    return None if read.tzinfo is None or known is None else (read, known)


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 19 else None
