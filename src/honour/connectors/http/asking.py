"""Asks one address over HTTPS: once, for so long, for so much; redirects are looked at anew, each of them.

What could go wrong for ever: what is sent cannot be called back. So TLS is verified against the name, what
carries a body follows no redirect, and no proxy of the environment stands between. Nothing here is logged.
"""

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Final
from urllib.parse import urljoin

from honour.connectors.http.addresses import (
    Door,
    Ip,
    NotAsked,
    Resolve,
    Target,
    public_of,
    resolved,
    target_of,
)

_ONWARD: Final = frozenset({301, 302, 303, 307, 308})  # RFC 9110, section 15.4
_PIECE: Final = 64 * 1024  # bytes read at a time
_OWN: Final = frozenset({"host", "accept-encoding", "connection", "content-length", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a request goes: `seconds` in all, with every redirect and the asking for names; `most` bytes of
    an answer once it is unpacked, none read where it is 0; so many `redirects`; and `ports`.

    `local` are addresses with a port that are asked although they are not public, and `trusting` whom TLS
    trusts in place of the machine's own list: whoever has a partner on his own network hands them in.
    """

    seconds: float = 20
    most: int = 1024 * 1024
    redirects: int = 5
    ports: frozenset[int] = frozenset({443})
    local: Collection[Door] = ()
    trusting: ssl.SSLContext | None = field(default=None, repr=False)
    resolve: Resolve = field(default=resolved, repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: status (RFC 9110, section 15), and as much of its body as was wanted."""

    status: int
    body: bytes = field(default=b"", repr=False)


def ask(
    address: str,
    bounds: Bounds,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
) -> Answer:
    """GET an address, or POST a body to it. Raises NotAsked."""
    ends = time.monotonic() + bounds.seconds
    for _ in range(bounds.redirects + 1):
        target = target_of(address, {*bounds.ports, *(port for _, port in bounds.local)})
        answer, onward = _once(target, bounds, dict(headers or {}), body, ends)
        if onward is None or body is not None:  # a body goes to the one address that was named
            return answer
        address = urljoin(address, onward)
    raise NotAsked(f"it leads on more than {bounds.redirects} times")


def _once(
    target: Target, bounds: Bounds, headers: Mapping[str, str], body: bytes | None, ends: float
) -> tuple[Answer, str | None]:
    """One request; the answer, and where it leads on if it does. Raises NotAsked."""
    if _OWN & {name.lower() for name in headers}:
        raise ValueError("these headers are the connector's own")
    reached = public_of(target, bounds.ports, bounds.local, _in_time(bounds, ends))
    connection = _Pinned(target, reached, bounds.trusting or ssl.create_default_context(), ends)
    sent = False
    try:
        connection.connect()
        sent = body is not None
        own = {"Host": target.authority, "Accept-Encoding": "identity", "Connection": "close"}
        connection.request("GET" if body is None else "POST", target.path, body, {**headers, **own})
        with closing(connection.getresponse()) as response:
            onward = response.getheader("Location") if response.status in _ONWARD else None
            answer = Answer(response.status, _body(response, bounds.most))
        if connection.late:  # what was shut looks like the end of a body
            raise TimeoutError
        return answer, onward
    except NotAsked as refused:
        raise NotAsked(str(refused), sent) from None
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        why = f"it did not answer within {bounds.seconds:g} s" if connection.late else _why(error)
        raise NotAsked(why, sent) from None
    finally:
        connection.end()


def _in_time(bounds: Bounds, ends: float) -> Resolve:
    """Names are asked for in a thread of their own, and for as long as is left: the machine's resolver takes
    no bound, and may be silent for minutes. A thread that is given up ends with it, and holds up nobody.
    """

    def resolve(host: str, port: int) -> Sequence[str]:
        found: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

        def look() -> None:
            try:
                found.put(bounds.resolve(host, port))
            except (OSError, UnicodeError) as error:
                found.put(error)

        threading.Thread(target=look, daemon=True).start()
        try:
            given = found.get(timeout=max(ends - time.monotonic(), 0))
        except Empty:
            raise NotAsked(f"its name was not found within {bounds.seconds:g} s") from None
        if isinstance(given, Exception):
            raise given
        return given

    return resolve


def _why(error: Exception) -> str:
    """What went wrong, in words that hold nothing of what was answered."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate is not one for its name that this machine trusts"
    if isinstance(error, ssl.SSLError):
        return "it speaks no TLS that this machine speaks"
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    if isinstance(error, OSError):
        return "it could not be reached"
    return "its answer is no HTTP"


class _Pinned(http.client.HTTPSConnection):
    """A connection to addresses that were looked at, and to none that the name has a moment later.

    At `ends` its socket is shut, whatever it waits for: a machine that answers a byte at a time holds nobody
    up.
    """

    def __init__(
        self, target: Target, reached: tuple[Ip, ...], trusting: ssl.SSLContext, ends: float
    ) -> None:
        super().__init__(target.host, target.port, context=trusting)
        self._reached, self._trusting, self._ends = reached, trusting, ends
        self._watch: threading.Timer | None = None
        self.late = False

    def connect(self) -> None:
        """Reach the first address that answers, and verify its certificate against the name."""
        plain = self._plain()
        wrapped = self._trusting.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = wrapped
        self._watch = threading.Timer(self._left(), self._shut, [wrapped])
        self._watch.daemon = True
        self._watch.start()
        wrapped.do_handshake()

    def _plain(self) -> socket.socket:
        last: OSError | None = None
        for each in self._reached:
            try:
                return socket.create_connection((str(each), self.port), self._left())
            except OSError as error:
                last = error
        raise last or OSError()

    def _left(self) -> float:
        left = self._ends - time.monotonic()
        if left <= 0:
            self.late = True
            raise TimeoutError
        return left

    def _shut(self, wrapped: ssl.SSLSocket) -> None:
        self.late = True
        with suppress(OSError):
            socket.socket.shutdown(wrapped, socket.SHUT_RDWR)  # beneath TLS, which another thread waits in

    def end(self) -> None:
        """Close, and stop watching: not before, for `http.client` closes as soon as a head is read."""
        if self._watch is not None:
            self._watch.cancel()
        self.close()


def _body(response: http.client.HTTPResponse, most: int) -> bytes:
    """The body, unpacked, of `most` bytes; none is read where none is wanted. Raises NotAsked."""
    if most == 0:
        return b""
    coding = response.getheader("Content-Encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise NotAsked("it answers in a coding that was not asked for")
    unpacking = None if coding == "identity" else zlib.decompressobj(31)  # 31: a gzip header (zlib.h)
    whole = bytearray()
    while piece := response.read(_PIECE):
        left = most - len(whole) + 1
        whole += piece[:left] if unpacking is None else unpacking.decompress(piece, left)
        if len(whole) > most:
            raise NotAsked(f"its answer is longer than {most:,} bytes")
    return bytes(whole)
