"""Which version of its policy a site has enacted, and which papers it has recorded, read without Django:
`honour publish` starts fast.
"""

import sqlite3
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from honour.carrying_out.ports import StateRefused
from honour.website.database import DATABASE, address_of_state, server_of
from honour.website.folder import read_configuration

if TYPE_CHECKING:
    from honour.plans.share import Commitment

_SELECT: Final = """\
SELECT version.number, page.hash
FROM keeping_versions_policyversion AS version
JOIN keeping_versions_publishedpage AS page ON page.version_id = version.digest
WHERE version.digest = ? AND page.language = ?
"""


_EARLIER: Final = """\
SELECT earlier.text, earlier.effective <= ?
FROM keeping_versions_policyversion AS mine
JOIN keeping_versions_policyversion AS earlier ON earlier.number < mine.number
WHERE mine.digest = ? AND mine.effective > ?
ORDER BY earlier.number
"""
_APPLIES: Final = "SELECT MAX(number) FROM keeping_versions_policyversion WHERE effective <= ?"


_PAPERS: Final = """\
SELECT recipient, sort, file, digest, signed, until, ended FROM keeping_commitments_commitment
WHERE recipient = ? ORDER BY recorded, id
"""

PATIENCE: Final = 20.0
"""Seconds for which a database that is busy is asked again: longer than a migration or a checkpoint takes."""

_PAUSE: Final = 1.0  # seconds, of the longest wait for one answer and between two
_SAYS_NOTHING: Final = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
"""No such table or column; and what whoever opens the site refuses with a remedy."""


def is_run(site: Path) -> bool:
    """Whether Honour runs the site, accounts and all. Raises Unreadable."""
    return read_configuration(site).serving is not None


def number_and_hash(site: Path, digest: str, language: str) -> tuple[int, str] | None:
    """The number of an enacted policy and the hash of its page; None if it has no number.

    A state that is missing, older or busy has no number to tell: the page is then a draft.
    """
    try:
        rows = _rows(site, _SELECT, (digest, language))
    except _Busy:
        return None
    return (int(rows[0][0]), str(rows[0][1])) if rows else None


def applies_until_then(site: Path, digest: str, today: date, patience: float = PATIENCE) -> str | None:
    """The text of the version that applies while an enacted one (`digest`) does not yet: the last whose day
    has come, else the first, which is all that people know. None where that one applies, or is a draft.

    Raises StateRefused where the database does not say within so many seconds.
    """
    day = today.isoformat()
    earlier = _patiently(site, _EARLIER, (day, digest, day), patience)
    applying = [text for text, applies in earlier if applies]
    return str((applying[-1:] or [earlier[0][0]])[0]) if earlier else None


def last_that_applies(site: Path, today: date, patience: float = PATIENCE) -> int:
    """The number of the last version whose day has come; 0 before the first. Raises StateRefused where the
    database does not say within so many seconds.
    """
    rows = _patiently(site, _APPLIES, (today.isoformat(),), patience)
    return int(rows[0][0] or 0) if rows else 0


def papers_of(site: Path, recipient: str, patience: float = PATIENCE) -> "tuple[Commitment, ...]":
    """The papers that were recorded of a recipient, the oldest first. Raises StateRefused where the database
    does not say within so many seconds.
    """
    rows = _patiently(site, _PAPERS, (recipient,), patience)
    return tuple(_paper(*row) for row in rows)


def _paper(name: str, sort: str, file: str, digest: str, *days: date | str | None) -> "Commitment":
    """A row as a value: SQLite gives days as text."""
    from honour.plans.share import Commitment, sort_of  # not for who publishes

    signed, until, ended = (date.fromisoformat(each) if isinstance(each, str) else each for each in days)
    assert signed is not None  # the columns bear these two always
    assert until is not None
    return Commitment(name, sort_of(sort), file, digest, signed, min(until, ended or until))


class _Busy(Exception):
    """The database is there and does not answer now: nobody knows what it would say."""


def _patiently(site: Path, statement: str, values: tuple[str, ...], patience: float) -> Sequence[Any]:
    """What the state says, asked again while it is busy. A database that does not answer must not be taken
    for one that has nothing: another policy than the one in force would be followed. Raises StateRefused.
    """
    rest, until = threading.Event(), time.monotonic() + patience
    while True:
        try:
            return _rows(site, statement, values)
        except _Busy as busy:
            if time.monotonic() >= until:
                raise StateRefused(
                    f"the site's own database does not say what it was asked ({busy}): see which program"
                    f" holds"
                    " it, or that its server runs, then run this again"
                ) from None
            rest.wait(min(_PAUSE, patience))


def _rows(site: Path, statement: str, values: tuple[str, ...]) -> Sequence[Any]:
    """What the state says; nothing where it is missing, or older than what is asked. Raises _Busy."""
    try:
        server = server_of(address_of_state(site, read_configuration(site)))
    except StateRefused:
        return ()  # whoever opens the site says why
    if server is not None:
        return _on_server(server, statement.replace("?", "%s"), values)
    database = site / DATABASE
    if not database.is_file():
        return ()
    address = f"{database.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=_PAUSE)) as connection:
            return connection.execute(statement, values).fetchall()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in _SAYS_NOTHING:
            return ()
        raise _Busy(str(error)) from None


def _on_server(server: Mapping[str, Any], statement: str, values: tuple[str, ...]) -> Sequence[Any]:
    import psycopg  # only where the site's database is a server's

    try:
        with psycopg.connect(**server) as connection:
            connection.execute(f"SET statement_timeout = {int(_PAUSE * 1000)}".encode())
            return connection.execute(statement.encode(), values).fetchall()
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
        return ()
    except psycopg.Error as error:
        raise _Busy(type(error).__name__) from None  # its message may hold the address
