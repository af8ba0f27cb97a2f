"""Receiving a file: it is sealed while it comes in, a chunk in memory at a time, and lies nowhere in clear.

What could go wrong for ever: the clear text of a document is left on the disk. So nothing but this handler
takes the body of its address, whose form is read only after the person is known and the ticket found to be
his; what was received and is not kept goes, and its key with it, for that is in memory alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers, StopUpload

from honour.carrying_out.documents import Draft
from honour.keeping.at_work import the_keys, the_receiving
from honour.keeping.keys.files import CHUNK, Sealing
from honour.trades.support.acts import reference
from honour.trades.support.documents.kinds import HEAD, TAIL
from honour.trades.support.documents.sealed import FileKey, new_file_key

FIELD: Final = "file"
"""The field of the form that bears a file; of any other nothing is taken."""

_AT_ONCE: Final = 4  # of the eight threads that answer pages
_receiving: set[str] = set()
_turn: Final = Lock()


@dataclass(slots=True)
class Incoming:
    """A file as it comes in: its reference and key, its draft, both of its ends, and its size so far."""

    name: str
    reference: str
    key: FileKey
    draft: Draft
    sealing: Sealing
    size: int = 0
    head: bytes = b""
    tail: bytearray = field(default_factory=bytearray)

    def add(self, piece: bytes) -> None:
        """Seal more of it. Raises OSError."""
        self.size += len(piece)
        if len(self.head) < HEAD:
            self.head += piece[: HEAD - len(self.head)]
        self.tail += piece[-TAIL:]
        if len(self.tail) > 2 * TAIL:
            del self.tail[:-TAIL]
        for chunk in self.sealing.add(piece):
            self.draft.write(chunk)

    def read(self, start: int, length: int) -> bytes:
        """A part of what was received, opened again."""
        with self.draft.reading() as stream:
            return b"".join(self.key.part(self.reference, stream, start, length))

    def content(self) -> Iterator[bytes]:
        """What was received, opened again."""
        with self.draft.reading() as stream:
            yield from self.key.whole(self.reference, stream)


class SealingHandler(FileUploadHandler):
    """Takes one file of a form into a sealed draft. Whoever made it calls `close`.

    `too_large` and `no_room` say why one was not taken to its end: it is larger than the site takes, or the
    disk is full.
    """

    chunk_size = CHUNK

    def __init__(self) -> None:
        super().__init__()
        self.incoming: Incoming | None = None
        self.too_large = self.no_room = False

    def new_file(self, *args: object, **named: object) -> None:
        """Begin to seal. Raises SkipFile for what is no document of the form, or a second one; StopUpload
        where the disk is full.
        """
        super().new_file(*args, **named)  # type: ignore[arg-type]
        if self.field_name != FIELD or self.incoming is not None or not self.file_name:
            raise SkipFile
        try:
            self._begin(self.file_name)
        except OSError:
            self.no_room = True
            raise StopUpload(connection_reset=False) from None
        raise StopFutureHandlers

    def _begin(self, name: str) -> None:
        key, number = new_file_key(the_keys()), reference()
        draft = the_receiving().documents.begin(key.name)
        self.incoming = Incoming(name, number, key, draft, key.sealing(number))
        draft.write(self.incoming.sealing.header)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal a piece. Raises StopUpload where it is larger than the site takes, or the disk is full."""
        assert self.incoming is not None
        try:
            self.incoming.add(raw_data)
        except OSError:
            self.no_room = True
        self.too_large = self.incoming.size > the_receiving().most
        if self.no_room or self.too_large:
            raise StopUpload(connection_reset=False)

    def file_complete(self, file_size: int) -> None:
        """Seal the last piece: the draft is whole then. Django is given no file."""
        assert self.incoming is not None
        try:
            self.incoming.draft.write(self.incoming.sealing.end())
        except OSError:
            self.no_room = True

    def close(self) -> None:
        """Let go of what was received and not kept."""
        if self.incoming is not None:
            self.incoming.draft.close()


@contextmanager
def one_at_a_time(who: str) -> Iterator[bool]:
    """Whether somebody may send a document now, until the context ends: one for each account, and no more at
    once in this process than leave threads for pages, however slowly they come in.
    """
    with _turn:
        mine = who not in _receiving and len(_receiving) < _AT_ONCE
        if mine:
            _receiving.add(who)
    try:
        yield mine
    finally:
        if mine:
            with _turn:
                _receiving.discard(who)
