"""What a store needs of the database server behind it; one module folder for each server fulfils it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Literal, Protocol, TypeAlias

from honour.carrying_out.ports import Scrubbed
from honour.carrying_out.stores import Pace
from honour.connectors.sql.compiling import Dialect, Sql
from honour.places.catalogue import TableFacts
from honour.places.personal import Personal
from honour.places.selections import Scalar, Selection, Table

GUARD_TABLE = "honour_done"
"""What was done in somebody else's store (DESIGN, section 7)."""

MARK_TABLE = "honour_epoch"
"""The number of the last act that is in the store: a restored one bears an earlier (DESIGN, section 11)."""

OURS = frozenset({GUARD_TABLE, MARK_TABLE})
"""The tables that Honour leaves in somebody else's store."""

DUE_TABLES = "honour_due_"
"""How the tables begin in which the keys of what a large plan destroys are numbered, until it is done."""

LOCK_WAIT = 20.0
"""Seconds to wait for another program's lock before saying so."""

NEVER_HALF = "what had begun there is all done or all undone; run this again when the server is up"
"""What is known when a connection breaks: it may have been the answer to a COMMIT that was lost."""


Isolation: TypeAlias = Literal["whole", "freezing", "batch"]
"""What a transaction is for: a whole part of a plan; to count and freeze keys; or one batch of them."""


OURS_WRITTEN = f"^({'|'.join(sorted(OURS))})$|^{DUE_TABLES}"
"""The same names as a regular expression of PostgreSQL's and MariaDB's."""


def is_honours_own(table: str) -> bool:
    """Whether a table of somebody else's store was put there by Honour: no map declares it."""
    return table in OURS or table.startswith(DUE_TABLES)


class Cursor(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int:
        """How many rows it met."""
        ...

    def fetchall(self) -> Sequence[tuple[Scalar, ...]]:
        """Its rows."""
        ...


class Server(Protocol):
    """An open connection to a database. Its errors pass through as the driver raises them."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What its driver raises."""
        ...

    @property
    def dialect(self) -> Dialect:
        """How its statements are spelt."""
        ...

    @property
    def guard(self) -> str:
        """The guard table's whole name, quoted."""
        ...

    @property
    def marks(self) -> str:
        """The whole name of the table with the store's mark, quoted."""
        ...

    @property
    def undurable(self) -> str:
        """The setting (`name=value`) by which a COMMIT is answered before it is on the disk; else empty."""
        ...

    def is_as_read(self, table: Table | None = None) -> bool:
        """Whether, in this transaction, columns, keys and triggers are those that were read last; of one
        table, if that is enough, after all were looked at once.
        """
        ...

    def has(self, table: str) -> bool:
        """Whether one of Honour's own tables is there."""
        ...

    def execute(self, text: str, values: Sequence[Scalar] = ()) -> Cursor:
        """Carry out one statement by the driver itself: in a short one, most of the time is its layers'."""
        ...

    def tables(self) -> Mapping[Table, TableFacts]:
        """What the database says of its tables now."""
        ...

    def key_columns(self, table: Table) -> tuple[str, ...]:
        """The columns that tell a table's rows apart."""
        ...

    @property
    def pace(self) -> Pace:
        """How large batches are."""
        ...

    @property
    def pause(self) -> float:
        """How much of a batch's time to leave to others after it, where they could not get a turn else."""
        ...

    def begin(self, purpose: Isolation = "whole") -> None:
        """Begin a transaction with Honour's own tables there: one in which what is counted is what is met;
        one that counts and keeps nobody from the rows; or one that waits for others a moment only.
        """
        ...

    def one_moment(self) -> AbstractContextManager[None]:
        """What is read meanwhile is of one moment, where that saves the server work; else of each its own."""
        ...

    def due(self, name: str) -> str:
        """The whole name, quoted, of a table for frozen keys."""
        ...

    def make_due(self, due: str, table: Table) -> bool:
        """Make an empty table for numbered keys of a table; False where this user may not."""
        ...

    def drop_due(self, due: str) -> None:
        """Drop a table for frozen keys, if it is there."""
        ...

    def filling(self, sql: Sql, due: str, selection: Selection) -> str:
        """The statement that writes the keys of the selected rows into the empty table, numbered from 1."""
        ...

    def filled(self, due: str) -> None:
        """Let the keys be found by their numbers, and the planner know how many there are."""
        ...

    def hold(self, table: Table) -> None:
        """See to it that nobody changes what a table is before the transaction ends; its rows stay free."""
        ...

    def check_at_the_end(self) -> None:
        """Let foreign keys be broken in this transaction. What holds at its end, the caller counts."""
        ...

    def commit(self) -> None:
        """Make the transaction durable."""
        ...

    def rollback(self) -> None:
        """Undo the transaction; one that the server has already ended is no error."""
        ...

    def told(self, error: Exception) -> Exception:
        """An error as StoreChanged or StoreUnreachable, with its remedy and without any value."""
        ...

    def seen(self, values: Sequence[Personal[str]], tables: Sequence[Table] = ()) -> tuple[bool, ...]:
        """Which values the database's files hold now."""
        ...

    def scrub(
        self,
        values: Sequence[Personal[str]],
        before: Sequence[bool],
        rewrite: bool,
        tables: Sequence[Table] = (),
    ) -> Scrubbed:
        """Empty what the files keep of deleted rows, and look for each value that was seen before."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


@contextmanager
def telling(server: Server) -> Iterator[None]:
    """Errors with what to do; their own text may quote values: left out."""
    try:
        yield
    except server.errors as error:
        raise server.told(error) from None
