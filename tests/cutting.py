"""A proxy before a database server, at which something happens when a statement passes.

Both protocols take turns: the program says something, the server answers. A turn begins when the program
speaks after an answer; turns are counted over all connections, as in an undisturbed run.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from select import select
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["before", "after"]
"""Before the statement reaches the server; or after the server did it, before its answer is heard."""

_MOST = 1 << 16  # bytes read at once


@dataclass(slots=True)
class Proxy:
    """The proxy's port, and the first bytes of each turn that began. At the turn `point`, or the first that
    has `saying` in it, `act` is done once, and that connection is gone if it `cuts`.
    """

    port: int
    point: int = 0
    side: Side = "before"
    saying: bytes = b""
    cuts: bool = True
    act: Callable[[], None] = lambda: None
    turns: list[bytes] = field(default_factory=list)
    reached: bool = False


@contextmanager
def proxied(port: int) -> Iterator[Proxy]:
    """A proxy before a port of this machine; set what it waits for, then connect."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        proxy = Proxy(listening.getsockname()[1])
        threading.Thread(target=_listen, args=(listening, proxy, port), daemon=True).start()
        try:
            yield proxy
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)  # wakes the one who accepts


def _listen(listening: socket.socket, proxy: Proxy, port: int) -> None:
    while True:
        try:
            client, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(client, proxy, port), daemon=True).start()


def _serve(client: socket.socket, proxy: Proxy, port: int) -> None:
    with client, suppress(OSError), socket.create_connection(("127.0.0.1", port)) as server:
        answered = True
        while True:
            ready, _, _ = select([client, server], [], [])
            data = ready[0].recv(_MOST)
            if not data:
                return
            if ready[0] is client:
                if answered:
                    answered = False
                    proxy.turns.append(data)
                    if _is_reached(proxy, "before"):
                        return
                server.sendall(data)
            else:
                if not answered and _is_reached(proxy, "after"):
                    return
                answered = True
                client.sendall(data)


def _is_reached(proxy: Proxy, side: Side) -> bool:
    here = len(proxy.turns) == proxy.point or (proxy.saying and proxy.saying in proxy.turns[-1])
    if proxy.reached or side != proxy.side or not here:
        return False
    proxy.reached = True
    proxy.act()
    return proxy.cuts
