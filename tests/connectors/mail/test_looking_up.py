"""A question over UDP to a name server of the test's own: what it says is told; silence is no answer."""

import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from honour.connectors.mail import looking_up

GOOD = {
    "desk.example": ("v=spf1 mx -all", "something else"),
    "_dmarc.desk.example": ("v=DMARC1; p=reject",),
    "mail._domainkey.desk.example": ("v=DKIM1; k=rsa; p=" + "A" * 300,),
}


def reply(packet: bytes, texts: tuple[str, ...] | None) -> bytes:
    """An answer with a pointer to the question's name, as servers send it; None is a name that is not."""
    number = struct.unpack("!H", packet[:2])[0]
    flags = 0x8180 | (3 if texts is None else 0)
    records = b""
    for text in texts or ():
        parts = [text[at : at + 255].encode() for at in range(0, len(text), 255)]
        data = b"".join(bytes([len(part)]) + part for part in parts)
        records += struct.pack("!HHHIH", 0xC00C, 16, 1, 60, len(data)) + data
    return struct.pack("!6H", number, flags, 1, len(texts or ()), 0, 0) + packet[12:] + records


def name_in(packet: bytes) -> str:
    labels, at = [], 12
    while packet[at]:
        labels.append(packet[at + 1 : at + 1 + packet[at]].decode())
        at += 1 + packet[at]
    return ".".join(labels)


@contextmanager
def name_server(zone: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, int]]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                packet, client = server.recvfrom(512)
                if name_in(packet) == "end":
                    return
                server.sendto(reply(packet, zone.get(name_in(packet))), client)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
                client.sendto(b"\0" * 12 + b"\3end\0" + b"\0\x10\0\1", server.getsockname())
            thread.join()


def states(zone: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    with name_server(zone) as server:
        found = looking_up.looked_up("desk.example", lambda name: looking_up.ask_resolver(name, server))
    return {record.name: record.state for record in found}


def test_what_is_there_is_told() -> None:
    assert states(GOOD) == {"SPF": "there", "DKIM": "there", "DMARC": "there"}


@pytest.mark.parametrize(("name", "record"), list(zip(GOOD, ("SPF", "DMARC", "DKIM"), strict=True)))
def test_what_lacks_is_told(name: str, record: str) -> None:
    left = {key: value for key, value in GOOD.items() if key != name}
    assert states(left) == {"SPF": "there", "DKIM": "there", "DMARC": "there", record: "missing"}


def test_silence_is_no_answer() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as closed:
        closed.bind(("127.0.0.1", 0))
        server = closed.getsockname()
    found = looking_up.looked_up("desk.example", lambda name: looking_up.ask_resolver(name, server))
    assert {record.state for record in found} == {"could not be asked"}
