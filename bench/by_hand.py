"""The references: what somebody would write by hand for this one site, in plain SQL over sqlite3.

They do the same as Honour does: the same rows, counted before, looked at again inside the transaction and
after it, a guard row, one audit row, and as many durable commits under the same settings (see
docs/performance.md). They know the twelve tables by heart, which Honour does not.
"""

import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bench.servers import Driver
from bench.site import OWNED, TABLES

GOES: Final = (
    "addresses",
    "order_lines",
    "messages",
    "sign_ins",
    "newsletter",
    "reviews",
    "orders",
    "tickets",
)
"""The tables whose rows go, leaves first. Of the row in `people` the name stays, for the invoices."""

STAYS: Final = ("invoice_lines", "payments", "invoices")
_COUNTED: Final = (*GOES, *STAYS, "people")
_COUNTS: Final = "SELECT " + ", ".join(f"(SELECT count(*) FROM {t} WHERE {OWNED[t]})" for t in _COUNTED)
_DATED: Final = {
    "invoices": "SELECT min(issued_on), max(issued_on) FROM invoices WHERE person_id = ?",
    **{
        table: "SELECT min(i.issued_on), max(i.issued_on) "
        f"FROM {table} t JOIN invoices i ON i.id = t.invoice_id WHERE i.person_id = ?"
        for table in ("invoice_lines", "payments")
    },
}
_SHOWN: Final = {table: f"SELECT * FROM {table} WHERE {OWNED[table]}" for table in TABLES}
_DELETED: Final = {table: f"DELETE FROM {table} WHERE {OWNED[table]}" for table in GOES}
_UPDATED: Final = "UPDATE people SET email = ?, telephone = NULL WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Site:
    """The site's database, how a transaction begins there, a SQLite file beside it for audit rows, and two
    open files for what a restored database must be told.
    """

    rows: "sqlite3.Connection | Driver"
    begin: str
    audit: sqlite3.Connection
    ledger: tuple[int, ...]

    def note(self, line: str) -> None:
        """Add a line to the replay ledger in its two places, durably."""
        for place in self.ledger:
            os.write(place, line.encode())
            os.fsync(place)


@contextmanager
def opened(database: Path, connect: Callable[[], Driver] | None = None) -> Iterator[Site]:
    """Both databases, set as Honour sets its own two. `connect` is for a site that lies on a server."""
    guard = "CREATE TABLE IF NOT EXISTS done (plan VARCHAR(64) PRIMARY KEY, at VARCHAR(40) NOT NULL)"
    if connect is None:
        rows: sqlite3.Connection | Driver = sqlite3.connect(database, isolation_level=None)
        for setting in ("secure_delete=ON", "foreign_keys=ON", "temp_store=MEMORY"):
            rows.execute(f"PRAGMA {setting}")
        rows.execute(f"{guard} WITHOUT ROWID")
    else:
        rows = connect()
        rows.execute(guard)
    begin = "BEGIN IMMEDIATE" if connect is None else "BEGIN"
    audit = sqlite3.connect(database.with_name("by-hand-audit.db"), isolation_level=None)
    for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
        audit.execute(f"PRAGMA {setting}")
    audit.execute(
        "CREATE TABLE IF NOT EXISTS audit "
        "(plan TEXT PRIMARY KEY, at TEXT NOT NULL, expected TEXT NOT NULL, done TEXT)"
    )
    places = [database.with_name(f"by-hand-ledger-{number}.txt") for number in (1, 2)]
    ledger = tuple(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) for place in places)
    try:
        yield Site(rows, begin, audit, ledger)
    finally:
        for place in ledger:
            os.close(place)
        rows.close()
        audit.close()


def counted(site: Site, person: int) -> tuple[int, ...]:
    """The person's rows, table by table, in one statement."""
    found: tuple[int, ...] = site.rows.execute(_COUNTS, (person,) * len(_COUNTED)).fetchone()
    return found


def erase(site: Site, person: int, now: datetime) -> None:
    """Find, count, note it, do it, look again, also after the commit, and note the outcome.

    Three durable commits, and two lines in each of the two places of the ledger.
    """
    (email,) = site.rows.execute("SELECT email FROM people WHERE id = ?", (person,)).fetchone()
    before = counted(site, person)
    until = {table: site.rows.execute(statement, (person,)).fetchone() for table, statement in _DATED.items()}
    plan, at = secrets.token_hex(16), now.isoformat()
    expected = json.dumps({"counts": before, "until": until}, default=str)
    site.note(f"{plan} begun {at} people {person}\n")
    site.audit.execute("INSERT INTO audit VALUES (?, ?, ?, NULL)", (plan, at, expected))
    site.rows.execute(site.begin)
    if site.rows.execute("SELECT 1 FROM done WHERE plan = ?", (plan,)).fetchone():
        raise RuntimeError("done before")
    if site.rows.execute("SELECT email FROM people WHERE id = ?", (person,)).fetchone() != (email,):
        raise RuntimeError("somebody else's row")
    if counted(site, person) != before:
        raise RuntimeError("rows changed")
    for table, count in zip(GOES, before, strict=False):
        if site.rows.execute(_DELETED[table], (person,)).rowcount != count:
            raise RuntimeError(f"other rows than counted in {table}")
    site.rows.execute(_UPDATED, (f"erased-{secrets.token_hex(16)}@erased.invalid", person))
    if counted(site, person) != (*(0 for _ in GOES), *before[len(GOES) :]):
        raise RuntimeError("looking again found other rows than the plan leaves")
    site.rows.execute("INSERT INTO done VALUES (?, ?)", (plan, at))
    site.rows.execute("COMMIT")
    if counted(site, person)[: len(GOES)] != (0,) * len(GOES):
        raise RuntimeError("looking again after the commit found rows that should be gone")
    site.audit.execute("UPDATE audit SET done = ? WHERE plan = ?", (at, plan))
    site.note(f"{plan} done {at}\n")


def show(site: Site, person: int) -> str:
    """Everything that is held about a person, and until when, as JSON."""
    places: dict[str, Any] = {}
    for table in TABLES:
        found = site.rows.execute(_SHOWN[table], (person,))
        names = [column[0] for column in found.description]
        places[table] = [dict(zip(names, row, strict=True)) for row in found]
    for table, statement in _DATED.items():
        places[f"{table} until"] = site.rows.execute(statement, (person,)).fetchone()
    return json.dumps(places, ensure_ascii=False, default=str)


def journal(site: Site, entry: str, now: datetime) -> None:
    """One durable audit row."""
    plan = secrets.token_hex(16)
    site.audit.execute("INSERT INTO audit VALUES (?, ?, ?, NULL)", (plan, now.isoformat(), entry))


@dataclass(frozen=True, slots=True)
class Twin:
    """A copy of the site's own state, in which the rows that Honour wrote are inserted again as they are."""

    own: sqlite3.Connection
    copy: sqlite3.Connection
    tables: tuple[str, ...]

    def new_rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """By table, the rows that the copy does not have yet."""
        return {
            table: self.own.execute(
                f"SELECT * FROM {table} WHERE rowid > ? ORDER BY rowid",
                self.copy.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone(),
            ).fetchall()
            for table in self.tables
        }

    def insert(self, rows: dict[str, list[tuple[Any, ...]]]) -> None:
        """Insert them, a statement a table, in one durable commit."""
        self.copy.execute("BEGIN IMMEDIATE")
        for table, several in rows.items():
            if several:
                marks = ", ".join("?" * len(several[0]))
                self.copy.executemany(f"INSERT INTO {table} VALUES ({marks})", several)
        self.copy.execute("COMMIT")


@contextmanager
def twin_of(state: Path) -> Iterator[Twin]:
    """The twin of a site's own state, with the same tables, indexes and settings."""
    own = sqlite3.connect(f"file:{state}?mode=ro", uri=True, isolation_level=None)
    copy = sqlite3.connect(state.with_name("twin.db"), isolation_level=None)
    own.backup(copy)
    for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
        copy.execute(f"PRAGMA {setting}")
    copy.execute("PRAGMA cache_size=-8000")
    named = own.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table'"
        " AND (name LIKE 'keeping_journal%' OR name = 'keeping_keys_cell') AND name != 'keeping_journal_log'"
    )
    try:
        yield Twin(own, copy, tuple(name for (name,) in named))
    finally:
        own.close()
        copy.close()
        state.with_name("twin.db").unlink()
