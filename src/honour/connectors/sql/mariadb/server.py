"""A MariaDB database as the server behind a store. MySQL speaks alike, but nothing here was run against it.

A transaction is SERIALIZABLE: each SELECT in it locks what it reads, against others' inserts too, so what is
counted is what is met. (REPEATABLE READ would count by a snapshot and delete by what is there now.) Who waits
too long for such a lock, or meets another's, is rolled back and told so.

MariaDB ends a transaction at each CREATE TABLE: the guard table is made before the transaction begins.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any

import pymysql
from pymysql.cursors import Cursor

from honour.carrying_out.ports import Scrubbed
from honour.carrying_out.stores import Pace, StoreChanged, StoreUnreachable
from honour.connectors.sql.batching import NUMBER, filled, made
from honour.connectors.sql.compiling import Sql
from honour.connectors.sql.mariadb import errors, scrubbing
from honour.connectors.sql.mariadb.catalogue import SHAPE, Read, read_catalogue
from honour.connectors.sql.mariadb.spelling import MariadbDialect, quoted
from honour.connectors.sql.server import GUARD_TABLE, LOCK_WAIT, MARK_TABLE, Isolation
from honour.places.catalogue import TableFacts
from honour.places.personal import Personal
from honour.places.selections import Scalar, Selection, Table

_GUARD_COLUMNS = (
    "(plan VARCHAR(100) NOT NULL, step VARCHAR(100) NOT NULL, at VARCHAR(40) NOT NULL,"
    " PRIMARY KEY (plan, step)) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
)
_MARK_COLUMNS = "(one INTEGER PRIMARY KEY, epoch BIGINT NOT NULL) ENGINE=InnoDB"
_MAY_NOT = (1044, 1142)


class MariadbServer:
    """One connection to a database. `schema` is its name; `bytewise` tells all texts apart: a collation."""

    errors = errors.ERRORS
    pace = Pace(first=1_000, most=10_000, seconds=0.1)  # each waits for the disk as it ends
    pause = 0.0

    def __init__(self, store: str, driver: Any, schema: str, bytewise: str) -> None:
        self.store, self.driver, self.schema, self.bytewise = store, driver, schema, bytewise
        self.guard, self.marks = (f"{quoted(schema)}.{name}" for name in (GUARD_TABLE, MARK_TABLE))
        self._dialect: MariadbDialect | None = None
        self._guarded = self._unchecked = False
        self._waits = max(1, int(LOCK_WAIT))
        self._shape: object = None
        self.undurable = ""

    @property
    def dialect(self) -> MariadbDialect:
        """How statements are spelt over the columns as the catalogue had them."""
        if self._dialect is None:
            self.read()
        assert self._dialect is not None
        return self._dialect

    def read(self) -> Read:
        """What the catalogue says now; statements are spelt by it from here on."""
        self._shape = self._shaped()
        read = read_catalogue(
            lambda text, values: self.execute(text, values).fetchall(), self.store, self.schema
        )
        keys = {table: facts.primary_key for table, facts in read.tables.items()}
        # InnoDB keeps an index for each foreign key, too.
        indexed = set(keys.items()) | {
            (table, key.link.columns) for table, facts in read.tables.items() for key in facts.foreign_keys
        }
        self._dialect = MariadbDialect(read.kinds, self.schema, keys, self.bytewise, frozenset(indexed))
        return read

    def _shaped(self) -> object:
        return self.execute(SHAPE).fetchall()

    def is_as_read(self, table: Table | None = None) -> bool:
        """Whether columns, keys and triggers are those that were read last."""
        return self._shape is None or self._shaped() == self._shape

    def execute(self, text: str, values: Sequence[Scalar] = ()) -> Cursor:
        """Carry out one statement."""
        cursor: Cursor = self.driver.cursor()
        cursor.execute(text, tuple(values))
        return cursor

    def tables(self) -> Mapping[Table, TableFacts]:
        """What the database says of its tables."""
        return self.read().tables

    def key_columns(self, table: Table) -> tuple[str, ...]:
        """The primary key. Raises StoreChanged where a table has none: nothing else tells its rows apart."""
        key = self.dialect.keys.get(table)
        if not key:
            raise StoreChanged(
                f"{table}: its rows must be known again, and it has no primary key; give it one"
            )
        return key

    def begin(self, purpose: Isolation = "whole") -> None:
        """Begin a transaction that locks what it reads; to freeze keys, or for a batch, one that does not."""
        if not self._guarded:
            self._make(GUARD_TABLE, _GUARD_COLUMNS)
            self._make(MARK_TABLE, _MARK_COLUMNS)
            self._guarded = True
        self._wait_for_locks(1 if purpose == "batch" else max(1, int(LOCK_WAIT)))
        level = "SERIALIZABLE" if purpose == "whole" else self._unlocked()
        self.execute(f"SET TRANSACTION ISOLATION LEVEL {level}")
        self.execute("START TRANSACTION")

    def _wait_for_locks(self, seconds: int) -> None:
        if seconds != self._waits:
            self.execute("SET SESSION innodb_lock_wait_timeout = %s", (seconds,))
            self._waits = seconds

    def _unlocked(self) -> str:
        """READ COMMITTED, but where changes are copied to replicas as statements: that takes no such."""
        [(refused,)] = self.execute("SELECT @@log_bin AND @@binlog_format = 'STATEMENT'").fetchall()
        return "REPEATABLE READ" if refused else "READ COMMITTED"

    def one_moment(self) -> AbstractContextManager[None]:
        """Each statement is of its own moment: a transaction would be two more ways to the server."""
        return nullcontext()

    def due(self, name: str) -> str:
        """The whole name, quoted, of a table for frozen keys."""
        return f"{quoted(self.schema)}.{quoted(name)}"

    def make_due(self, due: str, table: Table) -> bool:
        """Make an empty table for numbered keys of a table; False where this user may not."""
        number = f"({NUMBER} BIGINT NOT NULL DEFAULT 0 PRIMARY KEY) ENGINE=InnoDB"
        try:
            self.execute(made(Sql(self.dialect), due, table, self.key_columns(table), number))
        except pymysql.MySQLError as error:
            if error.args[0] not in _MAY_NOT:
                raise
            return False
        return True

    def drop_due(self, due: str) -> None:
        """Drop a table for frozen keys, if it is there. Whoever may not has made none."""
        try:
            self.execute(f"DROP TABLE IF EXISTS {due}")
        except pymysql.MySQLError as error:
            if error.args[0] not in _MAY_NOT:
                raise

    def filling(self, sql: Sql, due: str, selection: Selection) -> str:
        """The statement that writes the keys of the selected rows into the empty table, numbered from 1."""
        return filled(sql, due, self.key_columns(selection.table), selection)

    def filled(self, due: str) -> None:
        """Nothing: they are found by their numbers."""

    def hold(self, table: Table) -> None:
        """Whoever would change a table waits for the transactions that have looked at it."""
        self.execute(f"SELECT 1 FROM {self.dialect.name(table)} LIMIT 0").fetchall()  # noqa: S608 - a name, quoted

    def has(self, table: str) -> bool:
        """Whether one of Honour's own tables is there."""
        there = self.execute(
            "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = database() AND TABLE_NAME = %s",
            (table,),
        ).fetchall()
        return bool(there)

    def _make(self, table: str, columns: str) -> None:
        """Look first: whoever may not make tables may still write into one that was made for him."""
        if not self.has(table):
            statement = f"CREATE TABLE IF NOT EXISTS {quoted(self.schema)}.{table} {columns}"
            try:
                self.execute(statement)
            except pymysql.MySQLError as error:
                if error.args[0] not in _MAY_NOT:
                    raise
                raise StoreUnreachable(
                    f"{self.store}: this user may not make the table in which Honour notes what it has done;"
                    f" let somebody who may run: {statement};"
                    " and grant this user SELECT, INSERT and UPDATE on it"
                ) from None

    def check_at_the_end(self) -> None:
        """MariaDB checks row by row, or not at all: what is broken is counted before the transaction ends."""
        self.execute("SET SESSION foreign_key_checks = 0")
        self._unchecked = True

    def commit(self) -> None:
        """Make the transaction durable."""
        self.execute("COMMIT")
        self._check_again()

    def _check_again(self) -> None:
        if self._unchecked:
            self.execute("SET SESSION foreign_key_checks = 1")
            self._unchecked = False

    def rollback(self) -> None:
        """Undo it; a connection that is gone has undone it."""
        with suppress(pymysql.MySQLError):
            self.execute("ROLLBACK")
            self._check_again()

    def told(self, error: Exception) -> Exception:
        """The error with its remedy."""
        return errors.told(self.store, error)

    def seen(self, values: Sequence[Personal[str]], tables: Sequence[Table] = ()) -> tuple[bool, ...]:
        """Nothing can be looked for in the server's files."""
        return tuple(False for _ in values)

    def scrub(
        self,
        values: Sequence[Personal[str]],
        before: Sequence[bool],
        rewrite: bool,
        tables: Sequence[Table] = (),
    ) -> Scrubbed:
        """Write the tables anew if asked, and say what may remain."""
        names = [self.dialect.name(table) for table in tables]
        return scrubbing.scrub(lambda text: self.execute(text).fetchall(), values, rewrite, names)

    def close(self) -> None:
        """End the connection."""
        with suppress(pymysql.MySQLError):
            self.driver.close()
