"""Sealing documents: the key cell of each, what lies sealed in its row, and the bytes of a file.

What could go wrong for ever: destroying the cell or the row makes the document unreadable, here and, once the
keys were turned, in every backup. So both go only with the document: when its author asks, when its term ends
(`forgetting`).
"""

import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final
from uuid import UUID, uuid4

from honour.carrying_out.ports import StateRefused
from honour.carrying_out.stores import Keys
from honour.keeping.keys.actions import cells_of
from honour.keeping.keys.files import Sealing, content_size, open_range
from honour.keeping.keys.sealing import CellKey, EpochKeys, seal, unseal
from honour.places.selections import Scalar

KIND: Final = "document"
"""The kind of the key cell; its owner is the document's reference."""

NAME: Final = "name"
SERIAL: Final = "serial"
"""The columns that hold something personal."""

_OPENS: Final = "opens"
_PLACE: Final = "support_document"
_SEALED: Final = re.compile(r"sealed (\d+) ([a-z2-7]{32}) ([A-Za-z0-9+/]+=*)")
_ROOM: Final = 32  # bytes: how long a value is stays visible, and would tell much of a short one


@dataclass(frozen=True, slots=True)
class FileKey:
    """The own key of a file, and what names its bytes."""

    name: str
    key: CellKey

    def sealing(self, reference: str) -> Sealing:
        """What seals the bytes of this file while they come in."""
        return Sealing(self.key, f"{_PLACE}.file", reference)

    def part(self, reference: str, stream: BinaryIO, start: int, length: int) -> Iterator[bytes]:
        """Bytes of the sealed file, opened. Raises StateRefused."""
        return open_range(self.key, f"{_PLACE}.file", reference, stream, start, length)

    def whole(self, reference: str, stream: BinaryIO) -> Iterator[bytes]:
        """All bytes of the sealed file, opened. Raises StateRefused."""
        return self.part(reference, stream, 0, content_size(stream))


def new_file_key(keys: EpochKeys) -> FileKey:
    """A fresh key for a file."""
    number = uuid4()
    return FileKey(number.hex, CellKey(keys.site, number, secrets.token_bytes(32)))


def sealed_text(cell: CellKey, person: int, reference: str, column: str, text: str) -> str:
    """A text as it lies in its column: bound to site, column, document and cell, its length in steps."""
    told = text.encode()
    told += bytes(-len(told) % _ROOM)
    under = seal(cell, f"{_PLACE}.{column}", reference, told)
    return f"sealed {person} {reference} {b64encode(under).decode()}"


def opened_text(keys: EpochKeys, column: str, stored: str) -> str | None:
    """The text; None once its key was destroyed. Raises StateRefused where it does not open."""
    found = _SEALED.fullmatch(stored)
    if found is None:
        raise StateRefused("a document's row was changed: put back honour.db from a backup")
    reference = found[2]
    cell = cells_of(keys, [reference], KIND).get(reference)
    if cell is None:
        return None
    return unseal(cell, f"{_PLACE}.{column}", reference, b64decode(found[3])).rstrip(b"\0").decode()


def sealed_key(cell: CellKey, reference: str, file: FileKey) -> str:
    """The key of a file as it lies in the row."""
    return b64encode(seal(cell, f"{_PLACE}.{_OPENS}", reference, file.key.key)).decode()


def opened_key(keys: EpochKeys, reference: str, file: str, stored: str) -> FileKey | None:
    """The key of a file; None once its cell was destroyed. Raises StateRefused where it does not open."""
    cell = cells_of(keys, [reference], KIND).get(reference)
    if cell is None:
        return None
    key = unseal(cell, f"{_PLACE}.{_OPENS}", reference, b64decode(stored))
    return FileKey(file, CellKey(keys.site, UUID(file), key))


def shown_to(keys: EpochKeys, whose: Keys, column: str, value: Scalar) -> Scalar:
    """A value of this table for whoever has these rows: opened where it lies sealed. Raises StateRefused
    where it lies in another's row.
    """
    found = _SEALED.fullmatch(value) if isinstance(value, str) else None
    if found is None or not isinstance(value, str):
        return value
    if int(found[1]) not in [key[0] for key in whose.reveal()]:
        raise StateRefused("a document lies in the row of somebody else: put back honour.db from a backup")
    return opened_text(keys, column, value)
