"""A stand-in that speaks clamd's INSTREAM checks what it gets, and answers as clamd does."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from honour.carrying_out.documents import Verdict
from honour.connectors.antivirus.clamd import scan

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every scanner takes for a virus, and is none (eicar.org)."""


def as_clamd(content: bytes) -> bytes:
    return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def standing_in(
    place: Path, answer: Callable[[bytes], bytes] = as_clamd, most: int = 10_000_000
) -> Iterator[list[bytes]]:
    """A clamd at a socket's path; gives the contents that it was asked about."""
    heard: list[bytes] = []
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(place))
    server.listen()

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                _serve_one(connection, heard, answer, most)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        place.unlink()


def _serve_one(
    connection: socket.socket, heard: list[bytes], answer: Callable[[bytes], bytes], most: int
) -> None:
    file = connection.makefile("rb")
    if file.read(10) != b"zINSTREAM\0":
        connection.sendall(b"UNKNOWN COMMAND\0")
        return
    content = b""
    while length := int.from_bytes(file.read(4)):
        content += file.read(length)
        if len(content) > most:
            connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            return
    heard.append(content)
    connection.sendall(answer(content))


def test_a_content_is_sent_whole_and_what_is_found_is_told(tmp_path: Path) -> None:
    place = tmp_path / "clamd"
    with standing_in(place) as heard:
        assert scan(str(place), [b"some ", b"words"]) == "clean"
        assert scan(str(place), [b"before ", EICAR[:20], EICAR[20:]]) == "infected"
        assert scan(str(place), []) == "clean"
    assert heard == [b"some words", b"before " + EICAR, b""]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (b"stream: OK\0", "clean"),
        (b"stream: OK", "clean"),
        (b"stream: Win.Test FOUND\0", "infected"),
        (b"INSTREAM size limit exceeded. ERROR\0", "too large"),
        (b"stream: Can't allocate memory ERROR\0", "unreachable"),
        (b"", "unreachable"),
        (b"OK\0", "unreachable"),
        (b"x" * 10_000, "unreachable"),
    ],
)
def test_nothing_but_clean_is_clean(tmp_path: Path, answer: bytes, verdict: Verdict) -> None:
    place = tmp_path / "clamd"
    with standing_in(place, lambda content: answer):
        assert scan(str(place), [b"words"]) == verdict


def test_what_is_over_the_scanners_limit_is_no_pass(tmp_path: Path) -> None:
    place = tmp_path / "clamd"
    with standing_in(place, most=100_000) as heard:
        assert scan(str(place), [bytes(65_536)] * 100) in ("too large", "unreachable")
    assert heard == []


def test_where_nobody_listens_nothing_is_clean(tmp_path: Path) -> None:
    assert scan(str(tmp_path / "nobody"), [b"words"]) == "unreachable"
    assert scan("127.0.0.1:1", [b"words"]) == "unreachable"
