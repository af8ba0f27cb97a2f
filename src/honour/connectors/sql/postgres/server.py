"""A PostgreSQL database as the server behind a store.

A transaction is REPEATABLE READ: everything in it sees one moment, so what is counted is what is met, and a
row that somebody else changed since is refused by the server (40001), hence rolled back and told as changed.
SERIALIZABLE would add nothing: it protects from programs that ask for it too, and other people's do not.

A batch of a large plan is answered before it is on the disk, so that its locks need not wait for that. What a
crash of the server takes then are the last batches, each with its guard row, and none alone: they are done
again. The transaction that ends the part is on the disk, and with it all before, before anything is told.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any

import psycopg

from honour.carrying_out.ports import Scrubbed
from honour.carrying_out.stores import Pace, StoreUnreachable
from honour.connectors.sql.batching import NUMBER, filled, made
from honour.connectors.sql.compiling import Sql
from honour.connectors.sql.postgres import errors, scrubbing
from honour.connectors.sql.postgres.catalogue import SHAPE, SHAPE_OF, Read, read_catalogue
from honour.connectors.sql.postgres.spelling import PostgresDialect, quoted
from honour.connectors.sql.server import GUARD_TABLE, MARK_TABLE, Isolation
from honour.places.catalogue import TableFacts
from honour.places.personal import Personal
from honour.places.selections import Scalar, Selection, Table

_GUARD_COLUMNS = "(plan text NOT NULL, step text NOT NULL, at text NOT NULL, PRIMARY KEY (plan, step))"
_MARK_COLUMNS = "(one integer PRIMARY KEY, epoch bigint NOT NULL)"
_BEGIN: Mapping[Isolation, str] = {
    "whole": "BEGIN ISOLATION LEVEL REPEATABLE READ",
    # To sort keys and to join in memory; of the server, and of this transaction.
    "freezing": "BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL work_mem = '64MB'",
    # Waits a moment only while it holds locks itself; the numbered keys find their rows by the primary key.
    # A foreign key without an index is looked up by a scan all the same, which would seem so dear that it
    # would be compiled anew for each row.
    "batch": "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = '50ms';"
    " SET LOCAL enable_seqscan = off; SET LOCAL random_page_cost = 1.1; SET LOCAL jit = off;"
    " SET LOCAL synchronous_commit = off",
}
_NO_KEY = ("ctid",)  # where a row lies: it stays there as long as the transaction changes nothing in it


class PostgresServer:
    """One connection to a database. `schema` is where tables without a schema lie."""

    errors = errors.ERRORS
    pace = Pace(first=500, most=10_000, seconds=0.05)  # half of the longest lock, DESIGN section 14
    pause = 0.0

    def __init__(self, store: str, driver: psycopg.Connection[tuple[Any, ...]], schema: str) -> None:
        self.store, self.driver, self.schema = store, driver, schema
        self.guard, self.marks = (f"{quoted(schema)}.{name}" for name in (GUARD_TABLE, MARK_TABLE))
        self._dialect: PostgresDialect | None = None
        self._primary: Mapping[Table, tuple[str, ...]] = {}
        self._guarded, self._reads = False, 0
        self._shape: object = None
        self._shapes: dict[Table, object] = {}
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
        self._shape, self._shapes = self._shaped(), {}
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
        self.driver.execute(_BEGIN[purpose])

    def one_moment(self) -> AbstractContextManager[None]:
        """Each statement is of its own moment: a transaction would be two more ways to the server."""
        return nullcontext()

    def due(self, name: str) -> str:
        """The whole name, quoted, of a table for frozen keys."""
        return f"{quoted(self.schema)}.{quoted(name)}"

    def make_due(self, due: str, table: Table) -> bool:
        """Make an empty table for numbered keys of a table; False where this user may not."""
        try:
            self.execute(made(Sql(self.dialect), due, table, self.key_columns(table)))
        except psycopg.errors.InsufficientPrivilege:
            return False
        self.execute(f"ALTER TABLE {due} ADD COLUMN {NUMBER} bigint")
        return True

    def drop_due(self, due: str) -> None:
        """Drop a table for frozen keys, if it is there."""
        self.execute(f"DROP TABLE IF EXISTS {due}")

    def filling(self, sql: Sql, due: str, selection: Selection) -> str:
        """The statement that writes the keys of the selected rows into the empty table, numbered from 1."""
        return filled(sql, due, self.key_columns(selection.table), selection)

    def filled(self, due: str) -> None:
        """Index the numbers, which is quicker now than row by row, and let the planner know how many."""
        self.execute(f"ALTER TABLE {due} ADD PRIMARY KEY ({NUMBER})")
        self.execute(f"ANALYZE {due}")

    def hold(self, table: Table) -> None:
        """The weakest lock that a change of the table waits for: a DELETE takes it too."""
        self.execute(f"LOCK TABLE {self.dialect.name(table)} IN ROW EXCLUSIVE MODE")

    def _shaped(self) -> object:
        return self.execute(SHAPE).fetchall()

    def is_as_read(self, table: Table | None = None) -> bool:
        """Whether columns, keys and triggers are those that were read last; of REPEATABLE READ, as it began.

        One table's are compared with what they were when all were looked at for it.
        """
        if table is not None and table in self._shapes:
            return self._shaped_of(table) == self._shapes[table]
        if self._shape is not None and self._shaped() != self._shape:
            return False
        if table is not None:
            self._shapes[table] = self._shaped_of(table)
        return True

    def _shaped_of(self, table: Table) -> object:
        return self.execute(SHAPE_OF, (self.dialect.name(table),)).fetchall()

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
