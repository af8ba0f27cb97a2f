"""Saying that a site answers, once it does: whoever started it can then open it."""

import socket
import ssl
import threading
from collections.abc import Callable
from typing import Final

_PATIENCE: Final = 120  # seconds that a slow machine may take
_EVERY: Final = 0.1  # seconds between two looks


def announce(host: str, port: int, tls: bool, say: Callable[[], None]) -> None:
    """Call `say` once, from a thread of its own, when `/health` is answered on this port."""
    stop = threading.Event()

    def look() -> None:
        for _ in range(int(_PATIENCE / _EVERY)):
            if _answers(host, port, tls):
                say()
                return
            stop.wait(_EVERY)

    threading.Thread(target=look, daemon=True).start()


def _answers(host: str, port: int, tls: bool) -> bool:
    """Whether the site answers; its certificate is not looked at, as nothing is told to it."""
    where = "127.0.0.1" if host in ("0.0.0.0", "") else host  # noqa: S104 - compared, not listened on
    try:
        with socket.create_connection((where, port), 2) as plain:
            if not tls:
                return _said_alive(plain)
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            with context.wrap_socket(plain) as safe:
                return _said_alive(safe)
    except OSError:
        return False


def _said_alive(connection: socket.socket) -> bool:
    connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    return b" 200 " in connection.recv(64)
