"""Asks a clamd whether a document holds a virus: its INSTREAM command (clamd(8)).

    zINSTREAM\\0, then pieces, each after its length in 4 bytes, and a length of 0; the answer ends with \\0

What could go wrong: what was not looked at whole is taken for clean. So nothing but `stream: OK` is clean: an
answer over the scanner's own limit of size, any other answer and none at all are refusals.
"""

import socket
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from honour.carrying_out.documents import Verdict

_PATIENCE: Final = 120  # seconds for one step; a large archive takes long to look at
_LONGEST: Final = 4096  # bytes of an answer


def scan(place: str, content: Iterable[bytes]) -> Verdict:
    """What the clamd at a place says of a content: a socket's path, or host and port."""
    try:
        with _connected(place) as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # it has said why, and reads no more
                connection.sendall(b"zINSTREAM\0")
                for piece in content:
                    connection.sendall(len(piece).to_bytes(4) + piece)
                connection.sendall(bytes(4))
            return _verdict(_answer(connection))
    except OSError:
        return "unreachable"


def _connected(place: str) -> socket.socket:
    if place.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(_PATIENCE)
        try:
            connection.connect(place)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = place.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), _PATIENCE)


def _answer(connection: socket.socket) -> bytes:
    told = b""
    while b"\0" not in told and len(told) < _LONGEST and (part := connection.recv(_LONGEST)):
        told += part
    return told.partition(b"\0")[0].strip()


def _verdict(answer: bytes) -> Verdict:
    if answer == b"stream: OK":
        return "clean"
    if answer.endswith(b" FOUND"):
        return "infected"
    return "too large" if b"size limit exceeded" in answer else "unreachable"
