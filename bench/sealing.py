"""Documents: sealed and opened, beside AES-256-GCM alone over the same bytes in pieces of the same size."""

import io
import os
from collections.abc import Iterator
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bench.measures import Goal, Measure, in_turn, measured
from honour.keeping.keys.files import CHUNK, Sealing, open_file
from honour.keeping.keys.sealing import CellKey

SIZE: Final = 64 * 1024 * 1024  # bytes of a document
GOAL: Final[Goal] = ("at least", 0.7)  # of AES-GCM's own speed, the issue
CELL: Final = CellKey("bench", UUID(int=1), bytes(32))
PLACE: Final = ("support_document.file", "bench")
BROWSERS: Final = 60_000  # bytes of a piece as a form brings them: never a whole chunk


def sealing(rounds: int) -> list[Measure]:
    """Megabytes a second, in memory: the disk would hide the difference."""
    content = os.urandom(SIZE)
    cipher, nonce = AESGCM(bytes(32)), bytes(12)
    pieces = _cut(content, CHUNK)
    sealed = b"".join(_sealed(pieces))
    closed = [cipher.encrypt(nonce, piece, None) for piece in pieces]

    def alone(_: object) -> None:
        for piece in pieces:
            cipher.encrypt(nonce, piece, None)

    def opened_alone(_: object) -> None:
        for piece in closed:
            cipher.decrypt(nonce, piece, None)

    def ours(parts: list[bytes]) -> None:
        for _ in _sealed(parts):
            pass

    def opened(_: object) -> None:
        for _piece in open_file(CELL, *PLACE, io.BytesIO(sealed)):
            pass

    return [
        _rates("sealed as a form brings it", *in_turn(ours, alone, [_cut(content, BROWSERS)] * rounds)),
        _rates("sealed in whole chunks", *in_turn(ours, alone, [pieces] * rounds)),
        _rates("opened", *in_turn(opened, opened_alone, [0] * rounds)),
    ]


def _cut(content: bytes, size: int) -> list[bytes]:
    return [content[start : start + size] for start in range(0, len(content), size)]


def _sealed(pieces: list[bytes]) -> Iterator[bytes]:
    coming = Sealing(CELL, *PLACE)
    yield coming.header
    for piece in pieces:
        yield from coming.add(piece)
    yield coming.end()


def _rates(what: str, ours: list[float], theirs: list[float]) -> Measure:
    mine, other = ([SIZE / 1_000_000 / each for each in side] for side in (ours, theirs))
    return measured(f"documents: {what}, beside AES-GCM alone", mine, other, GOAL, unit="MB/s")
