"""Running a site: its process tree, made ready by a short process so that the one that waits stays small."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from honour.carrying_out.ports import StateRefused
from honour.website.announcing import announce
from honour.website.clock import clock
from honour.website.folder import Configuration, Serving
from honour.website.in_force import follow
from honour.website.redirecting import redirecting
from honour.website.supervising import supervised
from honour.website.tls import own_certificate

SITE: Final = "HONOUR_SITE"  # as in `running`, which loads Django
APART: Final = "HONOUR_WORKER_APART"  # as in `working`

_OVERLAP: Final = 15.0  # seconds that an old process still answers while the one in its place starts


def work(site: Path, zone: str, demo: bool) -> None:
    """Run a worker of the site, and no pages, until the process is told to end. Raises StateRefused."""
    _make_ready(site)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    with supervised(True) as anew:
        follow(site, zone, clock(demo), anew)
        stopping.wait()


def _make_ready(site: Path) -> None:
    os.environ[SITE] = str(site.resolve())
    ready = subprocess.run([sys.executable, "-m", "honour.website.ready"], check=False)
    if ready.returncode:
        raise StateRefused("the site was not started: mend what is said above, then run `honour serve` again")


def serve(
    site: Path,
    configuration: Configuration,
    serving: Serving,
    address: str,
    say: Callable[[], None],
    zone: str,
    web_only: bool = False,
) -> None:
    """Serve the site, which people reach at `address`, until the process is told to end; `say` is called once
    it answers. `zone` is that of the site's days: on the day from which another version of the policy
    applies, its processes are started anew. `web_only`: its workers run elsewhere. Raises StateRefused with
    what stands in the way.
    """
    host, port = place(serving.listen)
    _refuse_open(configuration.demo, serving)
    for listen in filter(None, (serving.listen, serving.redirect)):
        _refuse_taken(listen)
    _make_ready(site)
    from granian.constants import Interfaces, SSLProtocols
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    certificate = None if serving.proxy else _certificate(site, serving, host)
    announce(host, port, certificate is not None, say)
    apart = serving.workers > 1
    os.environ[APART] = "yes" if apart or web_only else ""
    with redirecting(serving.redirect, address), supervised(apart and not web_only) as anew:

        def changed() -> None:
            os.kill(
                os.getpid(), signal.SIGHUP
            )  # granian takes that for: new processes, then the old ones end
            anew()

        follow(site, zone, clock(configuration.demo), changed)
        Server(
            "honour.website.worker:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=serving.workers,
            blocking_threads=8,
            http1_settings=HTTP1Settings(header_read_timeout=10_000),
            websockets=False,
            log_access=False,
            log_level=LogLevels.error,
            ssl_cert=certificate[0] if certificate else None,
            ssl_key=certificate[1] if certificate else None,
            ssl_protocol_min=SSLProtocols.tls12,  # RFC 8996: nothing older
            respawn_failed_workers=True,
            respawn_interval=_OVERLAP,
        ).serve()


def place(written: str) -> tuple[str, int]:
    """Host and port of `127.0.0.1:8443`. Raises StateRefused."""
    host, _, port = written.rpartition(":")
    if not host or not port.isdigit():
        raise StateRefused(f"“{written}” is no host and port: write for instance 127.0.0.1:8443")
    return host, int(port)


def _refuse_open(demo: bool, serving: Serving) -> None:
    """A demo prints passwords and its clock can be moved: it is for this machine alone."""
    for listen in filter(None, (serving.listen, serving.redirect)):
        if demo and place(listen)[0] not in ("127.0.0.1", "localhost", "[::1]"):
            raise StateRefused(f"a demo listens on this machine only: write 127.0.0.1 for {place(listen)[0]}")


def _refuse_taken(listen: str) -> None:
    """Say of a port that another program has it, before anything is started."""
    host, port = place(listen)
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            remedy = "stop what listens there, or name another port in honour.toml, [serve]"
            raise StateRefused(f"{listen} cannot be listened on ({error.strerror}): {remedy}") from None


def _certificate(site: Path, serving: Serving, host: str) -> tuple[Path, Path]:
    if serving.certificate and serving.certificate_key:
        return serving.certificate, serving.certificate_key
    return own_certificate(site / "data" / "tls", host)
