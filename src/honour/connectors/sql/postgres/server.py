"""A PostgreSQL database as the server behind a store.

A transaction is REPEATABLE READ: everything in it sees one moment, so what is counted is what is met, and a
row that somebody else changed since is refused by the server (40001), hence rolled back and told as changed.
SERIALIZABLE would add nothing: it protects from programs that ask for it too, and other people's do not.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import psycopg

from honour.carrying_out.ports import Scrubbed
from honour.carrying_out.stores import StoreUnreachable
from honour.connectors.sql.batching import NUMBER, made
from honour.connectors.sql.compiling import Sql
from honour.connectors.sql.postgres import errors, scrubbing
from honour.connectors.sql.postgres.catalogue import SHAPE, Read, read_catalogue
from honour.connectors.sql.postgres.spelling import PostgresDialect, quoted
from honour.connectors.sql.server import GUARD_TABLE, MARK_TABLE, Isolation
from honour.places.catalogue import TableFacts
from honour.places.personal import Personal
from honour.places.selections import Scalar, Table

_GUARD_COLUMNS = "(plan text NOT NULL, step text NOT NULL, at text NOT NULL, PRIMARY KEY (plan, step))"
_MARK_COLUMNS = "(one integer PRIMARY KEY, epoch bigint NOT NULL)"
# Waits a moment only while it holds locks itself; the numbered keys find their rows by the primary key.
_BATCH = (
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '50ms';"
    " SET LOCAL enable_seqscan = off; SET LOCAL random_page_cost = 1.1"
)
_NO_KEY = ("ctid",)  # where a row lies: it stays there as long as the transaction changes nothing in it


class PostgresServer:
    """One connection to a database. `schema` is where tables without a schema lie."""

    errors = errors.ERRORS
    pause = 0.0

    def __init__(self, store: str, driver: psycopg.Connection[tuple[Any, ...]], schema: str) -> None:
        self.store, self.driver, self.schema = store, driver, schema
        self.guard, self.marks = (f"{quoted(schema)}.{name}" for name in (GUARD_TABLE, MARK_TABLE))
        self._dialect: PostgresDialect | None = None
        self._primary: Mapping[Table, tuple[str, ...]] = {}
        self._guarded, self._reads = False, 0
        self._shape: object = None
        self.undurable = ""

    @property
    def dialect(self) -> PostgresDialect:
        """How statements are spelt over the columns as the catalogue had them."""
        if self._dialect is None:
            self.read()
        assert self._dialect is not None
        return self._dialect

    def read(self) -> Read:
        """What the catalogue says now; statements are spelt by it from here on."""
        if self._dialect is not None:
            # What was prepared over columns that have changed since would be refused for ever. The driver
            # forgets its own list only for a text that it has not met before.
            self._reads += 1
            self.driver.execute(f"DEALLOCATE ALL -- {self._reads}", prepare=False)
        self._shape = self._shaped()
        read = read_catalogue(lambda text: self.execute(text).fetchall(), self.store, self.schema)
        self._dialect = PostgresDialect(read.kinds, self.schema)
        self._primary = {table: facts.primary_key for table, facts in read.tables.items()}
        return read

    def execute(self, text: str, values: Sequence[Scalar] = ()) -> psycopg.Cursor[tuple[Any, ...]]:
        """Carry out one statement."""
        return self.driver.execute(text, values or None)

    def tables(self) -> Mapping[Table, TableFacts]:
        """What the database says of its tables."""
        return self.read().tables

    def key_columns(self, table: Table) -> tuple[str, ...]:
        """The primary key; where the row lies, if a table has none."""
        return self._primary.get(table) or _NO_KEY

    def begin(self, purpose: Isolation = "whole") -> None:
        """Begin a transaction that sees one moment, and meets only rows that are as they were then; a batch
        instead meets rows as they are.
        """
        if not self._guarded:
            self._make(GUARD_TABLE, _GUARD_COLUMNS)
            self._make(MARK_TABLE, _MARK_COLUMNS)
            self._guarded = True
        self.driver.execute(_BATCH if purpose == "batch" else "BEGIN ISOLATION LEVEL REPEATABLE READ")

    def due(self, name: str) -> str:
        """The whole name, quoted, of a table for frozen keys."""
        return f"{quoted(self.schema)}.{quoted(name)}"

    def make_due(self, due: str, table: Table) -> bool:
        """Make an empty table for numbered keys of a table; False where this user may not."""
        try:
            self.execute(made(Sql(self.dialect), due, table, self.key_columns(table)))
        except psycopg.errors.InsufficientPrivilege:
            return False
        self.execute(f"ALTER TABLE {due} ADD COLUMN {NUMBER} bigint PRIMARY KEY")
        return True

    def drop_due(self, due: str) -> None:
        """Drop a table for frozen keys, if it is there."""
        self.execute(f"DROP TABLE IF EXISTS {due}")

    def look_at(self, due: str) -> None:
        """Let the planner know how many keys were frozen."""
        self.execute(f"ANALYZE {due}")

    def lock(self, text: str) -> None:
        """Nothing: a row that changed while it was waited for is looked at again by the server."""

    def _shaped(self) -> object:
        return self.execute(SHAPE).fetchall()

    def is_as_read(self) -> bool:
        """Whether columns, keys and triggers were, as this transaction began, those that were read last."""
        return self._shape is None or self._shaped() == self._shape

    def has(self, table: str) -> bool:
        """Whether one of Honour's own tables is there."""
        whole = f"{quoted(self.schema)}.{table}"
        [(there,)] = self.execute("SELECT to_regclass($1)::text", (whole,)).fetchall()
        return there is not None

    def _make(self, table: str, columns: str) -> None:
        """Look first: whoever may not make tables may still write into one that was made for him."""
        if not self.has(table):
            statement = f"CREATE TABLE IF NOT EXISTS {quoted(self.schema)}.{table} {columns}"
            try:
                self.execute(statement)
            except psycopg.errors.InsufficientPrivilege:
                raise StoreUnreachable(
                    f"{self.store}: this user may not make the table in which Honour notes what it has done;"
                    f" let somebody who may run: {statement};"
                    " and grant this user SELECT, INSERT and UPDATE on it"
                ) from None

    def check_at_the_end(self) -> None:
        """Check the foreign keys that are DEFERRABLE when the transaction ends."""
        self.driver.execute("SET CONSTRAINTS ALL DEFERRED")

    def commit(self) -> None:
        """Make the transaction durable."""
        self.driver.execute("COMMIT")

    def rollback(self) -> None:
        """Undo it; a connection that is gone has undone it."""
        with suppress(psycopg.Error):
            self.driver.execute("ROLLBACK")

    def told(self, error: Exception) -> Exception:
        """The error with its remedy."""
        return errors.told(self.store, error)

    def seen(self, values: Sequence[Personal[str]], tables: Sequence[Table] = ()) -> tuple[bool, ...]:
        """Which values the files of these tables hold now, if this user may read them."""
        return scrubbing.seen(self.driver, values, [self.dialect.name(table) for table in tables])

    def scrub(
        self,
        values: Sequence[Personal[str]],
        before: Sequence[bool],
        rewrite: bool,
        tables: Sequence[Table] = (),
    ) -> Scrubbed:
        """Refresh the statistics, write the tables anew if asked, and look again."""
        names = [self.dialect.name(table) for table in tables]
        return scrubbing.scrub(self.driver, values, before, rewrite, names)

    def close(self) -> None:
        """End the connection."""
        self.driver.close()
