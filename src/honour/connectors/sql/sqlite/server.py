"""A SQLite file as the server behind a store."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from honour.carrying_out.ports import Scrubbed
from honour.connectors.sql.batching import KEY, NUMBER
from honour.connectors.sql.server import GUARD_TABLE, MARK_TABLE, Isolation, is_honours_own
from honour.connectors.sql.sqlite import errors, scrubbing
from honour.connectors.sql.sqlite.catalogue import read_tables
from honour.connectors.sql.sqlite.spelling import SqliteDialect, quoted
from honour.places.catalogue import TableFacts
from honour.places.personal import Personal
from honour.places.selections import Scalar, Table

_MAKE_GUARD = (
    f"CREATE TABLE IF NOT EXISTS {GUARD_TABLE} "
    "(plan TEXT NOT NULL, step TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (plan, step)) WITHOUT ROWID"
)
_MAKE_MARK = f"CREATE TABLE IF NOT EXISTS {MARK_TABLE} (one INTEGER PRIMARY KEY, epoch INTEGER NOT NULL)"


class SqliteServer:
    """One connection to a file; a transaction holds the file's write lock from its first statement."""

    errors = errors.ERRORS
    guard, marks = GUARD_TABLE, MARK_TABLE
    pause = 0.01  # who waits for the file looks again every few milliseconds
    undurable = ""  # opening refuses what would be

    def __init__(self, store: str, driver: sqlite3.Connection, path: Path) -> None:
        self.store, self.driver, self.path = store, driver, path
        self.dialect = SqliteDialect(quoted, self._columns)
        self._shape: object = None

    def _shaped(self) -> object:
        parts = self.driver.execute("SELECT tbl_name, type, name, sql FROM sqlite_master ORDER BY rowid")
        return [part for part in parts if not is_honours_own(part[0])]

    def is_as_read(self) -> bool:
        """Whether tables and triggers are those that were read last."""
        return self._shape is None or self._shaped() == self._shape

    def has(self, table: str) -> bool:
        """Whether one of Honour's own tables is there."""
        asked = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        return self.driver.execute(asked, (table,)).fetchone() is not None

    def execute(self, text: str, values: Sequence[Scalar] = ()) -> sqlite3.Cursor:
        """Carry out one statement."""
        return self.driver.execute(text, values)

    def tables(self) -> Mapping[Table, TableFacts]:
        """What the file says of its tables."""
        self._shape = self._shaped()
        return read_tables(self.driver, self.store)

    def key_columns(self, table: Table) -> tuple[str, ...]:
        """The primary key; SQLite's own row number where a table has none."""
        rows = self.driver.execute(f"PRAGMA table_info({self.dialect.quote(table.name)})")
        keyed = sorted((place, column) for _, column, _, _, _, place in rows if place)
        return tuple(column for _, column in keyed) or ("rowid",)

    def _columns(self, table: Table) -> tuple[str, ...]:
        rows = self.driver.execute(f"PRAGMA table_xinfo({self.dialect.quote(table.name)})")
        return tuple(column for _, column, *_ in rows)

    def begin(self, purpose: Isolation = "whole") -> None:
        """Take the write lock, so that the rows that are counted are those that are met."""
        self.driver.execute("BEGIN IMMEDIATE")
        self.driver.execute(_MAKE_GUARD)
        self.driver.execute(_MAKE_MARK)

    def due(self, name: str) -> str:
        """The name, quoted, of a table for frozen keys."""
        return self.dialect.quote(name)

    def make_due(self, due: str, table: Table) -> bool:
        """Make an empty table for numbered keys. Its columns have no type, so that no key is converted."""
        keys = ", ".join(f"{KEY}{number}" for number, _ in enumerate(self.key_columns(table)))
        self.execute(f"CREATE TABLE {due} ({NUMBER} INTEGER PRIMARY KEY, {keys})")
        return True

    def drop_due(self, due: str) -> None:
        """Drop a table for frozen keys, if it is there."""
        self.execute(f"DROP TABLE IF EXISTS {due}")

    def look_at(self, due: str) -> None:
        """Nothing: it is read by its number."""

    def lock(self, text: str) -> None:
        """Nothing: the whole file is."""

    def check_at_the_end(self) -> None:
        """Check every foreign key when the transaction ends, and not at each statement."""
        self.driver.execute("PRAGMA defer_foreign_keys = ON")

    def commit(self) -> None:
        """Make the transaction durable."""
        self.driver.execute("COMMIT")

    def rollback(self) -> None:
        """Undo it. SQLite has already done so after a full disk; a second time would hide that error."""
        with suppress(sqlite3.Error):
            self.driver.execute("ROLLBACK")

    def told(self, error: Exception) -> Exception:
        """The error with its remedy."""
        return errors.told(self.store, error)

    def seen(self, values: Sequence[Personal[str]], tables: Sequence[Table] = ()) -> tuple[bool, ...]:
        """Which values the bytes of the database's files hold now."""
        return scrubbing.seen(self.path, values, scrubbing.encoding_of(self.driver))

    def scrub(
        self,
        values: Sequence[Personal[str]],
        before: Sequence[bool],
        rewrite: bool,
        tables: Sequence[Table] = (),
    ) -> Scrubbed:
        """Truncate the log, rewrite the file if asked, and look again."""
        return scrubbing.scrub(self.driver, self.path, values, before, rewrite)

    def close(self) -> None:
        """End the connection."""
        self.driver.close()
