"""A partner's server: real TLS on a port of this machine, which answers byte for byte as a test tells it."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import TypeAlias

from honour.connectors.http.addresses import Door
from honour.website.tls import own_certificate

NAME = "partner.example"
Say: TypeAlias = Callable[[ssl.SSLSocket, str], None]


@dataclass(slots=True)
class Partner:
    """What was asked of it: whole requests, first the head and then the body."""

    port: int
    certificate: Path
    requests: list[tuple[str, bytes]] = field(default_factory=list)
    say: Say = lambda connection, path: connection.sendall(answer(200))

    @property
    def address(self) -> str:
        """Its own address, under its name."""
        return f"https://{NAME}:{self.port}"

    @property
    def door(self) -> Door:
        """The allowance that a test hands in."""
        return ip_address("127.0.0.1"), self.port

    @property
    def trusting(self) -> ssl.SSLContext:
        """Trust in its certificate, and in nobody else's."""
        return ssl.create_default_context(cafile=str(self.certificate))


def answer(status: int, body: bytes = b"", *headers: str) -> bytes:
    """An HTTP answer as it travels."""
    lines = [f"HTTP/1.1 {status} said", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


@contextmanager
def partner(folder: Path, name: str = NAME) -> Iterator[Partner]:
    """A partner with a certificate for its name, until the context ends."""
    certificate, key = own_certificate(folder, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        there = Partner(listening.getsockname()[1], certificate)
        threading.Thread(target=_serve, args=(listening, context, there), daemon=True).start()
        yield there
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


def _serve(listening: socket.socket, context: ssl.SSLContext, there: Partner) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(plain, context, there), daemon=True).start()


def _answer(plain: socket.socket, context: ssl.SSLContext, there: Partner) -> None:
    with plain, suppress(OSError):
        plain.settimeout(30)
        with context.wrap_socket(plain, server_side=True) as connection:
            head, _, body = _head(connection).partition(b"\r\n\r\n")
            text = head.decode("latin-1")
            length = next(
                (int(line[15:]) for line in text.split("\r\n") if line.lower().startswith("content-length:")),
                0,
            )
            while len(body) < length and (more := connection.recv(65536)):
                body += more
            there.requests.append((text, body))
            there.say(connection, text.split(" ")[1])


def _head(connection: ssl.SSLSocket) -> bytes:
    read = b""
    while b"\r\n\r\n" not in read and (more := connection.recv(65536)):
        read += more
    return read
