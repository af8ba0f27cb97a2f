"""Who works: a worker holds a lock on its name, and a number that rises each time that the name is taken.

A lost lock is not a dead worker: whoever lost it may not know yet. So the number stands in every guard row,
and an effect under an older number is refused in its own transaction. A worker whose lock's connection is
gone stops before its next effect; one whose clock differs from the database's does not start.
"""

import fcntl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.db import Error, connection, connections, transaction
from django.db.models import F

from honour.carrying_out.ports import StateRefused
from honour.jobs.models import Worker

MOST: Final = 64
"""How many workers may share a database."""

SKEW: Final = timedelta(seconds=5)
"""How far a worker's clock may be from the database's."""

_LOCKS: Final = 0x486F6E02  # the first number of our advisory locks (PostgreSQL, section 13.3.5)
_AGAIN: Final = 1.0  # seconds between two tries where every name is taken


class LockLost(RuntimeError):
    """The lock's connection is gone: another may work under this name by now."""


class Fenced(RuntimeError):
    """Another took this worker's name since: nothing more is written under the older number."""


@dataclass(frozen=True, slots=True)
class Held:
    """A name that this process works under, and its number. `alive` raises `LockLost`; `orphans` takes the
    names of workers that died, one by one, each free again once the next is asked for.
    """

    name: str
    fence: int
    alive: Callable[[], None]
    orphans: Callable[[], Iterator[str]]

    def refuse_older(self) -> None:
        """Raise `Fenced` where the name was taken since. In the transaction of the effect."""
        row = Worker.objects.select_for_update().filter(name=self.name).first()
        if row is None or row.fence != self.fence:
            raise Fenced(f"{self.name} was taken over")


@contextmanager
def holding(
    file: Path, now: Callable[[], datetime] | None, stopping: threading.Event
) -> Iterator[Held | None]:
    """Hold a name until the context ends: by a lock of `file`, or on PostgreSQL by one of the database.

    Waits while every name is taken; None where it was stopped meanwhile. `now` is compared with the
    database's clock; None on a demo. Raises StateRefused.
    """
    if connection.vendor == "postgresql":
        with _held_by_server(now, stopping) as held:
            yield held
        return
    with file.open("a") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)  # given back when the process ends, however it ends
        name = "worker-1"
        yield Held(name, _taken(name), lambda: None, lambda: iter(()))


@contextmanager
def _held_by_server(now: Callable[[], datetime] | None, stopping: threading.Event) -> Iterator[Held | None]:
    """An advisory lock lasts as long as its session, so it has a connection of its own."""
    wrapper = connections.create_connection("default")
    wrapper.connect()
    session: Any = wrapper.connection  # psycopg's: several threads may ask it in turn
    try:
        if now is not None:
            refuse_clock(session.execute("SELECT clock_timestamp()").fetchone()[0], now())
        number = _first_free(session, stopping)
        if number is None:
            yield None
            return
        name = f"worker-{number}"
        yield Held(name, _taken(name), lambda: _alive(wrapper, session), lambda: _orphans(session, name))
    finally:
        wrapper.close()


def refuse_clock(theirs: datetime, ours: datetime) -> None:
    """Raise StateRefused where two clocks differ by more than `SKEW`."""
    if abs(theirs - ours) > SKEW:
        raise StateRefused(
            f"this machine's clock is {abs(theirs - ours).total_seconds():.0f} s off the database's: set both"
            " by a time server (NTP); a worker with a wrong clock would end terms on the wrong day"
        )


def _first_free(session: Any, stopping: threading.Event) -> int | None:
    while not stopping.is_set():
        for number in range(1, MOST + 1):
            if _try(session, number):
                return number
        stopping.wait(_AGAIN)
    return None


def _try(session: Any, number: int) -> bool:
    return bool(session.execute("SELECT pg_try_advisory_lock(%s, %s)", (_LOCKS, number)).fetchone()[0])


def _alive(wrapper: Any, session: Any) -> None:
    try:
        with wrapper.wrap_database_errors:
            session.execute("SELECT 1")
    except Error as error:
        raise LockLost(type(error).__name__) from None


def _orphans(session: Any, mine: str) -> Iterator[str]:
    """Names whose holder is gone. Each is fenced before it is told, so that a sleeper writes nothing more."""
    for name in Worker.objects.exclude(name=mine).values_list("name", flat=True):
        number = int(name.rpartition("-")[2])
        if _try(session, number):
            try:
                _taken(name)
                yield name
            finally:
                session.execute("SELECT pg_advisory_unlock(%s, %s)", (_LOCKS, number))


def _taken(name: str) -> int:
    """The next number of a name."""
    with transaction.atomic():
        Worker.objects.get_or_create(name=name, defaults={"fence": 0})
        Worker.objects.filter(name=name).update(fence=F("fence") + 1)
        return int(Worker.objects.values_list("fence", flat=True).get(name=name))
