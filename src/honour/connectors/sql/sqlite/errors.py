"""SQLite's errors as what happened and what to do."""

import sqlite3

from honour.carrying_out.stores import StoreBusy, StoreChanged, StoreUnreachable

_LOCKED = "another program keeps the database locked; close it or let it finish, then run this again"
_REMEDIES = (
    ("LOCKED", _LOCKED),
    ("BUSY", _LOCKED),
    (
        "READONLY",
        "the database cannot be written; give this user the right to write the file and its folder",
    ),
    ("NOTADB", "the file is not a SQLite database; correct the address"),
    ("CORRUPT", "the file is damaged; restore it from a backup before anything else"),
    ("FULL", "the disk is full; nothing was changed; make room and run this again"),
    ("FOREIGNKEY", "a row outside the map points at a row that should go; declare its table in the map"),
    ("NOTNULL", "a column cannot be NULL; say in the map what it `becomes`"),
    ("UNIQUE", "a column takes each value once; write `becomes: unique` in the map"),
    ("CHECK", "a CHECK refuses what a column becomes; say in the map another value that it `becomes`"),
    ("TRIGGER", "a trigger of the database refused; nothing was changed"),
    ("CANTOPEN", "the file or its folder cannot be opened; correct its rights"),
)
_NOT_THERE = ("no such table", "no such column")
ERRORS = (sqlite3.Error,)


def told(store: str, error: Exception) -> StoreChanged | StoreUnreachable:
    """Waiting mends no broken constraint and no table that is not there, and the statement did nothing:
    StoreChanged. Else StoreUnreachable.
    """
    code = getattr(error, "sqlite_errorname", "") or type(error).__name__
    remedies = (remedy for part, remedy in _REMEDIES if part in code)
    remedy = next(remedies, "the database refused a statement and nothing was changed")
    text = f"{store}: {remedy} ({code})"
    if str(error).startswith(_NOT_THERE):
        return StoreChanged(f"{store}: its tables are not as they were read; run `honour check` ({code})")
    if "CONSTRAINT" in code:
        return StoreChanged(text)
    return StoreBusy(text) if remedy == _LOCKED else StoreUnreachable(text)
