"""A SQLite database saved and put back by SQLite's own backup interface: page by page, in one look.

What could go wrong for ever, and what prevents it. *A copy of two moments*: one read transaction holds the
database still while it is copied. *Half a database*: what is put back is one transaction of the target, which
a killed process leaves as it was. *An old log is applied to a new file*: the target's own pages are written
through SQLite, and its file is never exchanged under a program that has it open. *Row numbers change*: pages
are copied, not rows, so that a key which is a row number stays one.

The copy lies in clear in a folder that only the site's user may enter, and is removed once it is sealed.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from honour.carrying_out.stores import StoreUnreachable

_PAGES: Final = 2_000  # copied at once, between two words of progress
_READ: Final = 1024 * 1024
_BUSY: Final = (5, 6)  # SQLITE_BUSY, SQLITE_LOCKED (sqlite.org/rescode.html)
_PATIENCE: Final = 80  # looks, a quarter of a second apart


def saved(name: str, path: Path, staging: Path, tell: Callable[[str], None]) -> Iterator[bytes]:
    """The bytes of a consistent copy, made in the file `staging`, which goes when all was read.

    Raises StoreUnreachable.
    """
    try:
        with (
            _told(name),
            closing(_connected(path, "ro")) as source,
            closing(sqlite3.connect(staging)) as copy,
        ):
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on one look
            _copied(name, source, copy, tell)
        with staging.open("rb") as file:
            while block := file.read(_READ):
                yield block
    finally:
        staging.unlink(missing_ok=True)


def put_back(
    name: str, path: Path, staging: Path, content: Iterable[bytes], tell: Callable[[str], None]
) -> None:
    """Let the database at `path` hold what was saved. `staging` is a file for the time being.

    Raises StoreUnreachable; then the database is as it was.
    """
    try:
        with staging.open("wb") as file:
            for block in content:
                file.write(block)
        with _told(name), closing(_connected(staging, "ro")) as source:
            if source.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise StoreUnreachable(f"{name}: what was saved is damaged: take an older backup")
            if not path.exists():
                path.touch(mode=0o600)
            with closing(_connected(path, "rw")) as target:
                _copied(name, source, target, tell)
                target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        staging.unlink(missing_ok=True)


def copy_into(source: Path, target: Path) -> None:
    """Let the database at `target`, made if it is missing, hold what that at `source` holds.

    Raises StoreUnreachable; then the target is as it was.
    """
    if not target.exists():
        target.touch(mode=0o600)
    with (
        _told(target.name),
        closing(_connected(source, "ro")) as held,
        closing(_connected(target, "rw")) as copy,
    ):
        _copied(target.name, held, copy, lambda told: None)
        copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def version() -> str:
    """The SQLite that saves."""
    return sqlite3.sqlite_version


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=20, isolation_level=None)
    connection.execute("PRAGMA secure_delete=ON")
    return connection


def _copied(
    name: str, source: sqlite3.Connection, target: sqlite3.Connection, tell: Callable[[str], None]
) -> None:
    looks = 0

    def progress(status: int, remaining: int, total: int) -> None:
        nonlocal looks
        looks = looks + 1 if status in _BUSY else 0
        if looks > _PATIENCE:
            raise sqlite3.OperationalError("database is locked")
        tell(f"{name}: {total - remaining:,} of {total:,} pages")

    source.backup(target, pages=_PAGES, progress=progress)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """SQLite's and the system's errors with what to do; their own text may quote values: left out."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorname", "") or ""
        locked = "locked" in str(error) or "BUSY" in code or "LOCKED" in code
        remedy = (
            "another program keeps the database locked; close it, then run this again"
            if locked
            else "the file cannot be copied: see that it is a whole database, that this user may read and"
            " write it, and that its disk has room"
        )
        raise StoreUnreachable(f"{name}: {remedy} ({code or type(error).__name__})") from None
