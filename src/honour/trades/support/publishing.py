"""What a public ticket shows, and the look at it before it is public.

What could go wrong for ever: something confidential is read by whoever passes, and cannot be unread. So what
is looked at is exactly what the public page shows, in the transaction that publishes, while the ticket's row
is locked; what was found is told to whoever writes, and never logged with its text.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Final, TypeAlias

from honour.guard import Span, look
from honour.guard import mask as mask_spans
from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.trades.support.handling import is_checked
from honour.trades.support.models import LONGEST_TITLE, Comment, Ticket


@dataclass(frozen=True, slots=True)
class Passage:
    """Something confidential in what a page shows (`shown`, whole): in the `title`, in the `text`, or in a
    `comment` by its number, which begins at `begins` and is `long` characters long.
    """

    span: Span
    shown: str = field(repr=False)  # never printed nor logged
    where: str
    comment: int | None
    begins: int
    long: int

    @property
    def words(self) -> str:
        """The passage itself, for whoever may read the ticket."""
        return self.shown[self.span.start : self.span.end]

    @property
    def here(self) -> Span:
        """The same piece, in the characters of its own text."""
        start, end = self.span.start - self.begins, min(self.span.end - self.begins, self.long)
        return replace(self.span, start=start, end=end)


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


_Piece: TypeAlias = tuple[str, str, int | None]  # where it stands, the text, a comment's number
_APART: Final = "\n\n"


def confidential_in(ticket: Ticket) -> tuple[Passage, ...]:
    """What the public page of a ticket would show that must not stand there. Wants the lock of its row."""
    return tuple(_found(list(_shown(ticket))))


def confidential_words(ticket: Ticket, text: str) -> tuple[Passage, ...]:
    """The same of words that are to be added, read after the last that are there: those may announce them."""
    last = ticket.comments.order_by("-id").first()
    pieces = [("comment", last.text if last else ticket.text, None), ("comment", text, None)]
    return tuple(each for each in _found(pieces) if each.begins)


def _shown(ticket: Ticket) -> Iterator[_Piece]:
    yield "title", ticket.title, None
    yield "text", ticket.text, None
    for comment in ticket.comments.order_by("id").iterator():
        if is_public(comment, ticket.person_id):
            yield "comment", comment.text, comment.pk


def _found(pieces: Sequence[_Piece]) -> Iterator[Passage]:
    """What the guard finds in these pieces, read as one text: one may say what the next one holds."""
    if not is_checked(the_site().policy):
        return
    begins = [0, *accumulate(len(text) + len(_APART) for _, text, _ in pieces)]
    shown = _APART.join(text for _, text, _ in pieces)
    for span in look(shown):
        number = bisect_right(begins, span.start) - 1
        where, text, comment = pieces[number]
        yield Passage(span, shown, where, comment, begins[number], len(text))


def masked(text: str, passages: Iterable[Passage], language: str) -> str:
    """A text with words in the place of these passages of it."""
    return mask_spans(text, tuple(each.here for each in passages), "fr" if language == "fr" else "en")


def mask(ticket: Ticket) -> int:
    """Take out of a ticket what its public page must not show; how many passages. Wants its row locked."""
    passages = confidential_in(ticket)
    title = masked(ticket.title, (each for each in passages if each.where == "title"), ticket.language)
    ticket.title = title[:LONGEST_TITLE]
    ticket.text = masked(ticket.text, (each for each in passages if each.where == "text"), ticket.language)
    for number in {each.comment for each in passages if each.comment is not None}:
        comment = Comment.objects.select_for_update().get(pk=number)
        its = (each for each in passages if each.comment == number)
        comment.text = masked(comment.text, its, ticket.language)
        comment.save(update_fields=["text"])
    ticket.save(update_fields=["title", "text"])
    return len(passages)
