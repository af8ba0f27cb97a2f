"""Where the documents of people lie, as pages and schedules need it: sealed bytes go in and come out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol, TypeAlias

from honour.places.personal import Personal


class Draft(Protocol):
    """A document that is being received. Whoever began it closes it."""

    def write(self, part: bytes) -> None:
        """Add bytes to its end. Raises OSError."""
        ...

    def reading(self) -> BinaryIO:
        """What was written so far. The caller closes it."""
        ...

    def settle(self) -> None:
        """Put it in its place, whole and durable. Raises OSError."""
        ...

    def keep(self) -> None:
        """A row names it: it stays when this is closed."""
        ...

    def close(self) -> None:
        """Let go of the draft; what was not kept goes altogether."""
        ...


class Documents(Protocol):
    """The place of sealed documents, each named by 32 hexadecimal digits."""

    def begin(self, name: str) -> Draft:
        """Begin to receive a document. Raises OSError."""
        ...

    def opened(self, name: str) -> BinaryIO:
        """A document to read from, at any place of it. Raises FileNotFoundError. The caller closes it."""
        ...

    def remove(self, name: str) -> bool:
        """Remove a document whose key is destroyed; False where there is none."""
        ...

    def names(self) -> list[str]:
        """Every document but those that are being received."""
        ...

    def remove_drafts(self) -> int:
        """Remove what crashes left half-received; how many."""
        ...


Verdict: TypeAlias = Literal["clean", "infected", "too large", "unreachable"]
"""What a scanner says of a document; one that it did not look at whole is not clean."""

Scan: TypeAlias = Callable[[Iterable[bytes]], Verdict]


Opened: TypeAlias = tuple[Personal[str], Iterator[bytes]]
"""A document of somebody, opened for him: its name and its bytes."""


@dataclass(frozen=True, slots=True)
class Receiving:
    """How a site takes documents: where they lie, how large one may be (bytes), who looks for viruses."""

    documents: Documents
    most: int
    scan: Scan | None = None
