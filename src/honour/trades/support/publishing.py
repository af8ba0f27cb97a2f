"""What a public ticket shows, and the look at it before it is public.

What could go wrong for ever: something confidential is read by whoever passes, and cannot be unread. So what
is looked at is exactly what the public page shows, in the transaction that publishes, while the ticket's row
is locked; what was found is told to whoever writes, and never logged with its text.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.trades.support.handling import is_checked
from honour.trades.support.models import Comment, Ticket

MASK: Final = "▮▮▮"
"""What stands for a passage that was masked."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Something confidential: which kind it is (`PASSWORD`), the words themselves, and where they stand: in
    the `title`, the `text`, or a `comment` by its number, from `start` to `end`.
    """

    kind: str
    words: str
    where: str
    start: int
    end: int
    comment: int | None = None


def is_public(comment: Comment, owner: int) -> bool:
    """Whether everybody reads a comment while its ticket is public: what the ticket's author and staff wrote,
    and of others who said so for themselves, as long as they are there to take it back.
    """
    if comment.by or comment.author_id == owner:
        return True
    return comment.author_id is not None and comment.shown


def is_readable(comment: Comment, ticket: Ticket, reader: Person | None) -> bool:
    """Whether somebody reads a comment of a ticket that he may see: its author, the ticket's, or as all."""
    if reader is not None and reader.pk in (ticket.person_id, comment.author_id):
        return True
    return is_public(comment, ticket.person_id)


def confidential_in(ticket: Ticket) -> tuple[Passage, ...]:
    """What the public page of a ticket would show that must not stand there. Wants the lock of its row."""
    return tuple(
        each for where, text, number in _shown(ticket) for each in _found(ticket, where, text, number)
    )


def confidential_words(ticket: Ticket, text: str) -> tuple[Passage, ...]:
    """The same of a comment that is to be added."""
    return tuple(_found(ticket, "comment", text, None))


def _shown(ticket: Ticket) -> Iterator[tuple[str, str, int | None]]:
    yield "title", ticket.title, None
    yield "text", ticket.text, None
    for comment in ticket.comments.order_by("id").iterator():
        if is_public(comment, ticket.person_id):
            yield "comment", comment.text, comment.pk


def _found(ticket: Ticket, where: str, text: str, number: int | None) -> Iterator[Passage]:
    if not is_checked(the_site().policy):
        return
    for kind, start, end in _look(text, ticket.language):
        yield Passage(kind, text[start:end], where, start, end, number)


def masked(text: str, passages: Iterable[Passage]) -> str:
    """A text without these passages of it."""
    for each in sorted(passages, key=lambda each: each.start, reverse=True):
        text = text[: each.start] + MASK + text[each.end :]
    return text


def mask(ticket: Ticket) -> int:
    """Take out of a ticket what its public page must not show; how many passages. Wants its row locked."""
    passages = confidential_in(ticket)
    ticket.title = masked(ticket.title, (each for each in passages if each.where == "title"))
    ticket.text = masked(ticket.text, (each for each in passages if each.where == "text"))
    for number in {each.comment for each in passages if each.comment is not None}:
        comment = Comment.objects.select_for_update().get(pk=number)
        comment.text = masked(comment.text, (each for each in passages if each.comment == number))
        comment.save(update_fields=["text"])
    ticket.save(update_fields=["title", "text"])
    return len(passages)


def _look(text: str, language: str) -> tuple[tuple[str, int, int], ...]:
    """Kind, start and end of whatever is confidential in a text."""
    return ()
