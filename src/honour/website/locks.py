"""Who may use a site's own database now: many at once, or one alone who makes or replaces it.

A file's locks lie beside it, a server's on the server: on each machine the same ones. The system, or the
server, gives a lock back when its holder ends, however it ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Protocol

from honour.carrying_out.ports import StateRefused

_OPENING: Final = 0x486F6E6F7501  # numbers of advisory locks, within the database: "Honou", then which
_USING: Final = 0x486F6E6F7502
_IN_USE: Final = (
    "this site is being served, or another command is at work on it: end `honour serve` and wait for the"
    " commands, then run this again"
)


class Locks(Protocol):
    """The locks of one database."""

    def open(self) -> None:
        """Wait until nobody else is opening, and keep others waiting."""
        ...

    def opened(self) -> None:
        """Let the next one open."""
        ...

    def use(self) -> None:
        """Say that this process uses the database, until `close`."""
        ...

    def alone(self) -> None:
        """Say that nobody else uses it, and keep it so. Raises StateRefused where somebody does."""
        ...

    def close(self) -> None:
        """Give everything back."""
        ...


class FileLocks:
    """Locks of files in the folder of the database."""

    def __init__(self, data: Path) -> None:
        self._opening = os.open(data / "honour.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._using = os.open(data / "in-use.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def open(self) -> None:
        """Wait for the file of those who open."""
        fcntl.flock(self._opening, fcntl.LOCK_EX)

    def opened(self) -> None:
        """Give it back."""
        fcntl.flock(self._opening, fcntl.LOCK_UN)

    def use(self) -> None:
        """Share the file of those who use it. Whoever is alone does so only while it opens."""
        fcntl.flock(self._using, fcntl.LOCK_SH)

    def alone(self) -> None:
        """Have it alone. Raises StateRefused."""
        try:
            fcntl.flock(self._using, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StateRefused(_IN_USE) from None

    def close(self) -> None:
        """Close both files, which gives the locks back."""
        for file in (self._opening, self._using):
            with suppress(OSError):
                os.close(file)


class ServerLocks:
    """Advisory locks of a PostgreSQL database, on a connection of their own."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def _ask(self, text: str, number: int) -> Any:
        return self._connection.execute(text, (number,)).fetchone()[0]

    def open(self) -> None:
        """Wait for the lock of those who open."""
        self._ask("SELECT pg_advisory_lock(%s)", _OPENING)

    def opened(self) -> None:
        """Give it back."""
        self._ask("SELECT pg_advisory_unlock(%s)", _OPENING)

    def use(self) -> None:
        """Share the lock of those who use it."""
        self._ask("SELECT pg_advisory_lock_shared(%s)", _USING)

    def alone(self) -> None:
        """Have it alone. Raises StateRefused."""
        if not self._ask("SELECT pg_try_advisory_lock(%s)", _USING):
            raise StateRefused(_IN_USE)

    def close(self) -> None:
        """End the connection, which gives the locks back."""
        self._connection.close()


@contextmanager
def alone_with(locks: Locks) -> Iterator[None]:
    """Nobody else opens or uses the database until the context ends. Raises StateRefused."""
    try:
        locks.open()
        locks.alone()
        yield
    finally:
        locks.close()
