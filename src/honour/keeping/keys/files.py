"""Files sealed in chunks, as streams: flat memory, byte ranges, and no byte of a chunk that is not authentic.

    header   8 bytes `HONOUR\\0\\1`, 32 random bytes (the salt of this file's own key)
    chunks   64 KiB of the file each, the last one shorter or as long; 16 bytes longer once sealed

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015, "Online authenticated-encryption and its
nonce-reuse misuse-resistance"): the nonce of a chunk is its number and whether it is the last. So a file that
was cut, extended, put in another order, or has a chunk twice, does not open from there on. The key is made by
HKDF-SHA256 (RFC 5869) of the cell's key, the salt, and site, place, row and cell: a file opens nowhere else,
and its counters never meet another file's.

Bytes in, bytes out: where files lie is not said here. Whoever writes one writes it whole or not at all.
"""

import secrets
from collections.abc import Iterator
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from honour.carrying_out.ports import StateRefused
from honour.keeping.keys.sealing import CellKey, associated

CHUNK: Final = 64 * 1024
"""Bytes of the file in a chunk, all but the last one of it."""

_MAGIC: Final = b"HONOUR\0\1"  # the last byte is the version of this layout
_SALT: Final = 32  # bytes
_TAG: Final = 16  # bytes
_HEADER: Final = len(_MAGIC) + _SALT


def sealed_size(size: int) -> int:
    """Bytes of a sealed file whose content has `size` bytes: 40, and 16 for each chunk, are added."""
    return _HEADER + size + _TAG * max(1, -(-size // CHUNK))


def content_size(sealed: BinaryIO) -> int:
    """Bytes of the content, by the length of a sealed file; raises `StateRefused` where none is so long.

    Whoever can change the file can change this: only opening the last chunk shows that nothing was cut.
    """
    return _size(sealed.seek(0, 2))


class Sealing:
    """A content that is sealed while it comes in, in pieces of any size: at most a chunk of it is held."""

    def __init__(self, cell: CellKey, place: str, row: str) -> None:
        salt = secrets.token_bytes(_SALT)
        self._cipher = _cipher(cell, place, row, salt)
        self._number, self._size = 0, 0
        self._held: list[bytes | memoryview] = []
        self.header: Final = _MAGIC + salt
        """What the sealed file begins with."""

    def add(self, piece: bytes) -> Iterator[bytes]:
        """Take more of the content; the sealed chunks that are complete and not the last one."""
        whole, start = memoryview(piece), 0
        while self._size + len(whole) - start > CHUNK:  # what fills a chunk exactly may be the last
            taken = CHUNK - self._size
            self._held.append(whole[start : start + taken])
            yield self._sealed(last=False)
            start += taken
        self._held.append(whole[start:])
        self._size += len(whole) - start

    def end(self) -> bytes:
        """The last chunk, sealed: nothing may be added any more."""
        return self._sealed(last=True)

    def _sealed(self, last: bool) -> bytes:
        """What is held, copied together only where it came in several pieces."""
        held = [part for part in self._held if part]
        chunk = held[0] if len(held) == 1 else b"".join(held)
        nonce = _nonce(self._number, last)
        self._number, self._size, self._held = self._number + 1, 0, []
        return self._cipher.encrypt(nonce, chunk, None)


def seal_file(cell: CellKey, place: str, row: str, content: BinaryIO) -> Iterator[bytes]:
    """The sealed bytes of a content that is read to its end, header first, then chunk by chunk."""
    sealing = Sealing(cell, place, row)
    yield sealing.header
    while piece := content.read(CHUNK):
        yield from sealing.add(piece)
    yield sealing.end()


def open_file(cell: CellKey, place: str, row: str, sealed: BinaryIO) -> Iterator[bytes]:
    """The content, chunk by chunk. Raises `StateRefused` before any byte of a chunk that is not authentic.

    What came before was authentic, and may be only a part: who must have all of it waits for the end.
    """
    yield from open_range(cell, place, row, sealed, 0, content_size(sealed))


def open_range(
    cell: CellKey, place: str, row: str, sealed: BinaryIO, start: int, length: int
) -> Iterator[bytes]:
    """The bytes from `start` on, at most `length` of them, as open_file gives all; fewer at the end.

    Only the chunks that hold them are read, and where they reach the end, the last one: it shows that nothing
    was cut. Raises ValueError where `start` or `length` is negative.
    """
    if start < 0 or length < 0:
        raise ValueError("a range begins at 0 or later, and has no negative length")
    size = content_size(sealed)
    cipher = _cipher(cell, place, row, _salt(sealed))
    last = max(0, -(-size // CHUNK) - 1)
    end = min(start + length, size)
    first = min(start // CHUNK, last)
    until = max(first, (end - 1) // CHUNK)
    for number in range(first, until + 1):
        sealed.seek(_HEADER + number * (CHUNK + _TAG))
        chunk = _opened(cipher, number, number == last, sealed.read(CHUNK + _TAG))
        begins = number * CHUNK
        if part := chunk[max(start - begins, 0) : max(end - begins, 0)]:
            yield part


def _cipher(cell: CellKey, place: str, row: str, salt: bytes) -> AESGCM:
    info = associated("file", "1", cell.site, place, row, cell.cell.hex)
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(cell.key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _opened(cipher: AESGCM, number: int, last: bool, sealed: bytes) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, last), sealed, None)
    except (InvalidTag, ValueError) as error:
        raise StateRefused(
            f"a sealed file does not open at its chunk {number + 1}: it was cut, changed or moved, or the"
            " keys are another site's; put back the file of the last backup"
        ) from error


def _salt(sealed: BinaryIO) -> bytes:
    sealed.seek(0)
    header = sealed.read(_HEADER)
    if header[: len(_MAGIC)] != _MAGIC:
        raise StateRefused("this is no sealed file, or one of a newer Honour: put back the file of a backup")
    return header[len(_MAGIC) :]


def _size(sealed_length: int) -> int:
    body = sealed_length - _HEADER
    chunks = max(1, -(-body // (CHUNK + _TAG)))
    size = body - chunks * _TAG
    if size < 0 or sealed_size(size) != sealed_length:
        raise StateRefused(
            "a sealed file was cut: no file has this length; put back the file of the last backup"
        )
    return size
