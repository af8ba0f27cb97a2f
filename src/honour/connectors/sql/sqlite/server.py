"""A SQLite file as the server behind a store."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from honour.carrying_out.ports import Scrubbed
from honour.carrying_out.stores import Pace
from honour.connectors.sql.batching import NUMBER, key_names
from honour.connectors.sql.compiling import Sql
from honour.connectors.sql.server import GUARD_TABLE, MARK_TABLE, Isolation, is_honours_own
from honour.connectors.sql.sqlite import errors, scrubbing
from honour.connectors.sql.sqlite.catalogue import read_tables
from honour.connectors.sql.sqlite.spelling import SqliteDialect, quoted
from honour.places.catalogue import TableFacts
from honour.places.personal import Personal
from honour.places.selections import Scalar, Selection, Table

_MAKE_GUARD = (
    f"CREATE TABLE IF NOT EXISTS {GUARD_TABLE} "
    "(plan TEXT NOT NULL, step TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (plan, step)) WITHOUT ROWID"
)
_MAKE_MARK = f"CREATE TABLE IF NOT EXISTS {MARK_TABLE} (one INTEGER PRIMARY KEY, epoch INTEGER NOT NULL)"


class SqliteServer:
    """One connection to a file; a transaction holds the file's write lock from its first statement."""

    errors = errors.ERRORS
    guard, marks = GUARD_TABLE, MARK_TABLE
    pace = Pace(first=20_000, most=100_000, seconds=1.0)  # one writes at a time; who waits does for seconds
    pause = 0.25
    undurable = ""  # opening refuses what would be

    def __init__(self, store: str, driver: sqlite3.Connection, path: Path) -> None:
        self.store, self.driver, self.path = store, driver, path
        self.dialect = SqliteDialect(quoted, self._columns)
        self._shape: object = None
        self._version: int | None = None
        self._types: dict[Table, Mapping[str, str]] = {}

    def _shaped(self) -> object:
        parts = self.driver.execute("SELECT tbl_name, type, name, sql FROM sqlite_master ORDER BY rowid")
        return [part for part in parts if not is_honours_own(part[0])]

    def is_as_read(self, table: Table | None = None) -> bool:
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
        self._know_tables()
        found = read_tables(self.driver, self.store)
        for table, facts in found.items():
            self._types[table] = {name: column.type.upper() for name, column in facts.columns.items()}
        return found

    def key_columns(self, table: Table) -> tuple[str, ...]:
        """The primary key; SQLite's own row number where a table has none."""
        rows = self.driver.execute(f"PRAGMA table_info({self.dialect.quote(table.name)})")
        keyed = sorted((place, column) for _, column, _, _, _, place in rows if place)
        return tuple(column for _, column in keyed) or ("rowid",)

    def _columns(self, table: Table) -> Mapping[str, str]:
        """Each column with the type that it was declared with, in capitals."""
        if table not in self._types:
            rows = self.driver.execute(f"PRAGMA table_xinfo({self.dialect.quote(table.name)})")
            self._types[table] = {column: declared.upper() for _, column, declared, *_ in rows}
        return self._types[table]

    def _know_tables(self) -> None:
        """Let no statement that was made for the tables as they were stand for them as they are."""
        version = self._schema_version()
        if version != self._version:
            self._version, self._types = version, {}
            self.dialect = SqliteDialect(quoted, self._columns)

    def _schema_version(self) -> int:
        [(version,)] = self.driver.execute("PRAGMA schema_version")
        return int(version)

    def begin(self, purpose: Isolation = "whole") -> None:
        """Take the write lock, so that the rows that are counted are those that are met."""
        self.driver.execute("BEGIN IMMEDIATE")
        self._know_tables()
        self.driver.execute(_MAKE_GUARD)
        self.driver.execute(_MAKE_MARK)
        self._version = self._schema_version()  # those two are no tables that a statement was made for

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """One transaction that only reads: alone, each statement locks the file and looks for its journal,
        which costs more than a person's few rows.
        """
        if self.driver.in_transaction:
            yield
            return
        self.driver.execute("BEGIN")
        try:
            self._know_tables()
            yield
            self.driver.execute("END")
        except BaseException:
            self.rollback()
            raise

    def due(self, name: str) -> str:
        """The name, quoted, of a table for frozen keys."""
        return self.dialect.quote(name)

    def make_due(self, due: str, table: Table) -> bool:
        """Make an empty table for numbered keys. Its columns have no type, so that no key is converted."""
        keys = ", ".join(key_names(self.key_columns(table)))
        self.execute(f"CREATE TABLE {due} ({NUMBER} INTEGER PRIMARY KEY, {keys})")
        return True

    def drop_due(self, due: str) -> None:
        """Drop a table for frozen keys, if it is there."""
        self.execute(f"DROP TABLE IF EXISTS {due}")

    def filling(self, sql: Sql, due: str, selection: Selection) -> str:
        """SQLite numbers the rows as they come, which is as they lie: to sort them would take its memory,
        which is this process's.
        """
        columns, row = self.key_columns(selection.table), sql.row(selection.table)
        keys = ", ".join(sql.column(row, column) for column in columns)
        found = f"SELECT {keys} FROM {row.name} WHERE {sql.where(selection.condition, row)}"  # noqa: S608 - names quoted, values bound
        return f"INSERT INTO {due} ({', '.join(key_names(columns))}) {found}"

    def filled(self, due: str) -> None:
        """Nothing: they are found by their numbers."""

    def hold(self, table: Table) -> None:
        """Nothing: the whole file is held."""

    def check_at_the_end(self) -> None:
        """Check every foreign key when the transaction ends, and not at each statement."""
        self.driver.execute("PRAGMA defer_foreign_keys = ON")

    def commit(self) -> None:
        """Make the transaction durable."""
        self.driver.execute("COMMIT")

    def rollback(self) -> None:
        """Undo it. SQLite has already done so after a full disk; a second time would hide that error."""
        self._version = None  # a number of the schema that was undone may come again for another
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
