"""Keeps a worker that has a process of its own alive: one that ends unasked is started again."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Final

_PAUSE: Final = 2.0  # seconds before a worker that ended is started again
_PATIENCE: Final = 10  # seconds that a worker has to end what it does


@contextmanager
def supervised(wanted: bool) -> Iterator[Callable[[], None]]:
    """Keep a worker running until the context ends, none where it is not wanted; what it gives ends the
    worker, which is then started anew.
    """
    if not wanted:
        yield lambda: None
        return
    stopping = threading.Event()
    running: list[subprocess.Popen[bytes]] = []
    thread = threading.Thread(target=_keep, args=(stopping, running), daemon=True)
    thread.start()
    try:
        yield partial(_end, running)
    finally:
        stopping.set()
        _end(running)
        with suppress(subprocess.TimeoutExpired):
            for process in running:
                process.wait(_PATIENCE)
        for process in running:
            process.kill()


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()


def _keep(stopping: threading.Event, running: list[subprocess.Popen[bytes]]) -> None:
    while not stopping.is_set():
        process = subprocess.Popen([sys.executable, "-m", "honour.website.working"])
        running[:] = [process]
        process.wait()
        stopping.wait(_PAUSE)
