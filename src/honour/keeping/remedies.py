"""Errors of the site's own database, told to the person who can mend them."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EDQUOT, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from pathlib import Path

from django.db import DatabaseError

from honour.carrying_out.ports import StateRefused

# Beginnings of SQLite's error names (sqlite.org/rescode.html), the first that fits wins.
_SQLITE = {
    "SQLITE_BUSY": "has been locked by another program for 20 seconds: end that one, then run this again",
    "SQLITE_LOCKED": "is locked by another program: end that one, then run this again",
    "SQLITE_READONLY": "cannot be written: give this user the right to write the file and its folder",
    "SQLITE_CANTOPEN": "cannot be opened: give this user the right to read and write the file and its folder",
    "SQLITE_FULL": "has no room left: free some space on its disk, then run this again; nothing was lost",
    "SQLITE_NOTADB": "is not a database: put back the honour.db of the last backup",
    "SQLITE_CORRUPT": "is damaged: put back the honour.db of the last backup",
    "SQLITE_IOERR": "cannot be read or written: check its disk, then run this again",
}
_DENIED = "cannot be written: give this user the right to write there"
_SYSTEM = {
    EACCES: _DENIED,
    EPERM: _DENIED,
    EROFS: "is on a disk that is mounted to be read only: mount it for writing, or move the site's folder",
    ENOSPC: "has no room left: free some space on its disk",
    EDQUOT: "has no room left: raise this user's quota or free some space",
    ENOENT: "is missing: name the folder that holds the site's policy.yaml (--site DIR)",
    ENOTDIR: "is not a folder: move the file of that name away",
}


@contextmanager
def remedies(path: Path) -> Iterator[None]:
    """Raise `StateRefused` with a remedy where the database at `path`, or the system, refuses."""
    try:
        yield
    except DatabaseError as error:
        name = getattr(error.__cause__, "sqlite_errorname", "")
        for beginning, remedy in _SQLITE.items():
            if name.startswith(beginning):
                raise StateRefused(f"{path} {remedy} ({name})") from error
        raise
    except OSError as error:
        raise StateRefused(f"{error.filename or path} {_SYSTEM.get(error.errno or 0, str(error))}") from error
