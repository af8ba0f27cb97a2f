"""The lock of those who destroy: commands, and the schedules of a site that runs."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from honour.carrying_out.stores import StoreBusy


@contextmanager
def at_work_alone(site: Path, wanted: bool = True) -> Iterator[None]:
    """Hold the lock of those who destroy; the system gives it back when the process ends, however it ends."""
    if not wanted:
        yield
        return
    with (site / "data" / "carrying-out.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreBusy(
                "another command is at work on this site; wait until it ends, then run this again"
            ) from None
        yield
