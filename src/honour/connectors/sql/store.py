"""A SQLite database as a store: counting, looking, and acting in one transaction with its guard row.

What could go wrong for ever, and what prevents it. *Somebody else's row is destroyed*: every statement
is compiled from a selection, with the subject's keys as parameters. *Half of an erasure is durable*:
everything a store does for one plan is one transaction that holds the write lock from its first statement,
so that the rows that were counted are those that are met. *It is done twice*: the guard row is written in
that same transaction.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import sqlalchemy
from sqlalchemy.engine import Connection

from honour.carrying_out.ports import Scrubbed
from honour.carrying_out.stores import Anchor, Keys, StoreChanged, StoreUnreachable
from honour.connectors.sql import scrubbing
from honour.connectors.sql.catalogue import GUARD_TABLE, read_tables
from honour.connectors.sql.compiling import (
    Sql,
    act_on,
    changing,
    columns_in_order,
    columns_of,
    compiled,
    counts,
    deleting,
    kind_of,
    read_as,
    some_columns_of,
    spans,
)
from honour.connectors.sql.opening import engine_of, file_of
from honour.places.catalogue import TableFacts
from honour.places.identifiers import normalised
from honour.places.map import Person, Store
from honour.places.personal import Personal
from honour.places.selections import Key, Scalar, Selection, Table, instant_of
from honour.plans.plan import Change, DateSpan, Delete, Span, Step

KEYS_AT_ONCE = 500
"""Keys in one statement; SQLite takes 32,766 parameters, and short statements are planned faster."""

SHORTEST_LOOKED_FOR = 5
"""Bytes: what is shorter stands in any large file by chance, so that finding it would say nothing."""

WRITTEN_IN_MANY_WAYS = ("telephone", "fax")
"""Fields whose spaces and dots say nothing: each row's must be normalised to be compared."""

MOST_LOOKED_FOR = 1000
"""Values of one act that a scrub looks for, the longest first, out of as many rows of each step."""

_MAKE_GUARD = (
    f"CREATE TABLE IF NOT EXISTS {GUARD_TABLE} "
    "(plan TEXT NOT NULL, step TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (plan, step)) WITHOUT ROWID"
)


@contextmanager
def open_store(store: Store, address: str) -> Iterator["SqlStore"]:
    """The store, open until the context ends. Raises StoreUnreachable."""
    engine = engine_of(store, address)
    path = file_of(store, sqlalchemy.make_url(address))
    try:
        with _told(store.name), engine.connect() as connection:
            yield SqlStore(store.name, connection, path)
    finally:
        engine.dispose()


@contextmanager
def _told(store: str) -> Iterator[None]:
    """SQLite's errors with what to do; their own text may quote values: left out.

    Waiting mends no broken constraint, and its statement did nothing: StoreChanged. Else StoreUnreachable.
    """
    try:
        yield
    except (sqlalchemy.exc.DBAPIError, sqlite3.Error) as error:
        cause = getattr(error, "orig", error)
        code = getattr(cause, "sqlite_errorname", "") or type(cause).__name__
        told = f"{store}: {_remedy(code)}"
        raise StoreChanged(told) if "CONSTRAINT" in code else StoreUnreachable(told) from None


def _remedy(code: str) -> str:
    for part, remedy in (
        (
            "LOCKED",
            "another program keeps the database locked; close it or let it finish, then run this again",
        ),
        ("BUSY", "another program keeps the database locked; close it or let it finish, then run this again"),
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
    ):
        if part in code:
            return f"{remedy} ({code})"
    return f"the database refused a statement and nothing was changed ({code})"


@dataclass(frozen=True, slots=True)
class SqlStore:
    """An open database of the map."""

    name: str
    connection: Connection
    path: Path

    def tables(self) -> Mapping[Table, TableFacts]:
        """What the database says of its tables."""
        with _told(self.name):
            return read_tables(self.connection, self.name)

    def find(self, person: Person, identifier: Personal[str]) -> tuple[Anchor, ...]:
        """The rows of a kind of people of whom an identifier, once normalised, is known."""
        found = []
        for column, field in person.known_by.items():
            wanted = normalised(field, identifier.reveal())
            for anchor in self._looking_like(person, column, field, wanted):
                held = anchor.known_by[list(person.known_by).index(column)].reveal()
                text = str(held) if isinstance(held, int) else held
                if wanted and isinstance(text, str) and normalised(field, text) == wanted:
                    found.append(anchor)
        return tuple({repr(anchor.key.reveal()): anchor for anchor in found}.values())

    def _looking_like(self, person: Person, column: str, field: str, wanted: str) -> tuple[Anchor, ...]:
        """A wider net that the database can draw; the normalised comparison decides."""
        sql = self._sql(())
        held = sql.column(sql.name(person.table), column)
        if field in WRITTEN_IN_MANY_WAYS or not wanted.isascii():
            return self._anchors(sql, person, f"{held} IS NOT NULL")
        same = f"lower(trim({held})) = {sql.put(wanted.lower())} COLLATE BINARY"
        # Signs beyond plain ASCII may become plain ones, and odd spaces vanish, when they are normalised.
        odd = f"{held} GLOB '*[^ -~]*' OR instr({held}, char(0))"
        return self._anchors(sql, person, f"({same} OR {odd})")

    def anchors(self, person: Person, keys: Keys) -> tuple[Anchor, ...]:
        """The person's own rows with these keys."""
        sql = self._sql(())
        return self._anchors(sql, person, sql.is_one_of(person.key, keys.reveal(), sql.name(person.table)))

    def _anchors(self, sql: Sql, person: Person, where: str) -> tuple[Anchor, ...]:
        columns = ", ".join(sql.quote.quote_identifier(c) for c in (*person.key, *person.known_by))
        rows = self._rows(f"SELECT {columns} FROM {sql.name(person.table)} WHERE {where}", sql)  # noqa: S608 - names quoted, values bound
        width = len(person.key)
        return tuple(
            Anchor(Personal(tuple(row[:width])), tuple(Personal(value) for value in row[width:]))
            for row in rows
        )

    def tally(self, selections: Sequence[Selection], subject: Keys) -> tuple[int, ...]:
        """How many rows each selection has, in one statement."""
        if not selections:
            return ()
        row = self._asked(subject, counts, tuple(selections))[0]
        return tuple(int(str(count)) for count in row)

    def spans(self, asked: Sequence[DateSpan], subject: Keys) -> tuple[Span, ...]:
        """The first and the last date of each; a value that is no plausible date counts as none."""
        if not asked:
            return ()
        row = self._asked(subject, spans, tuple(asked))[0]
        ends = [instant_of(value, read_as(asked[number // 2].written)) for number, value in enumerate(row)]
        return tuple(Span(first, last) for first, last in zip(ends[::2], ends[1::2], strict=True))

    def rows(
        self, selection: Selection, columns: Sequence[str], subject: Keys
    ) -> tuple[tuple[Personal[Scalar], ...], ...]:
        """These columns of the selected rows, each value personal, in the order of the primary key."""
        rows = self._asked(subject, columns_in_order, selection, tuple(columns))
        return tuple(tuple(map(Personal, row)) for row in rows)

    def values(self, steps: Sequence[Step], subject: Keys) -> tuple[Personal[str], ...]:
        """The texts that the steps destroy, each once, longest first: what a scrub will look for."""
        texts: set[str] = set()
        for step in steps:
            if columns := _destroyed(step):
                for row in self._asked(subject, some_columns_of, step.selection, columns, MOST_LOOKED_FOR):
                    texts.update(value for value in row if isinstance(value, str))
        telling = (
            text for text in texts if len(text.encode("utf-8", "surrogateescape")) >= SHORTEST_LOOKED_FOR
        )
        return tuple(Personal(text) for text in sorted(telling, key=_longest_first)[:MOST_LOOKED_FOR])

    @contextmanager
    def work(self) -> Iterator["SqlWork"]:
        """A transaction that holds the write lock from its start, with the guard table there."""
        with _told(self.name):
            self.driver.execute("BEGIN IMMEDIATE")
            try:
                self.driver.execute(_MAKE_GUARD)
                yield SqlWork(self.name, self.connection, self.path)
                self.driver.execute("COMMIT")
            except BaseException:
                # SQLite has already rolled back after a full disk; a second ROLLBACK would hide that error.
                with suppress(sqlite3.Error):
                    self.driver.execute("ROLLBACK")
                raise

    def seen(self, values: Sequence[Personal[str]]) -> tuple[bool, ...]:
        """Which values the bytes of the database's files hold now."""
        with _told(self.name):
            return scrubbing.seen(self.path, values, scrubbing.encoding_of(self.connection))

    def scrub(self, values: Sequence[Personal[str]], before: Sequence[bool], rewrite: bool) -> Scrubbed:
        """Empty what the file keeps of deleted rows, and look for each value that was seen before."""
        with _told(self.name):
            return scrubbing.scrub(self.connection, self.path, values, before, rewrite)

    def _sql(self, subject: Sequence[Key]) -> Sql:
        return Sql(self.connection.dialect.identifier_preparer, subject)

    def _asked(self, subject: Keys, build: Callable[..., str], *about: Any) -> list[tuple[Scalar, ...]]:
        """The rows of a question that is compiled once and asked of many."""
        with _told(self.name):
            return self._run(subject, build, *about).fetchall()

    def _run(self, subject: Keys, build: Callable[..., str], *about: Any) -> sqlite3.Cursor:
        keys = subject.reveal()
        quote = self.connection.dialect.identifier_preparer
        kinds = tuple(tuple(kind_of(part) for part in key) for key in keys)
        statement = compiled(build, about, quote, kinds)
        return self.driver.execute(statement.text, statement.bound(keys))

    def _rows(self, text: str, sql: Sql) -> list[tuple[Scalar, ...]]:
        with _told(self.name):
            return self.driver.execute(text, tuple(sql.values)).fetchall()

    @property
    def driver(self) -> sqlite3.Connection:
        """The driver's own connection: in a short statement, most of the time would be SQLAlchemy's."""
        return cast(sqlite3.Connection, self.connection.connection.driver_connection)


class SqlWork(SqlStore):
    """The store inside one transaction: what was counted is what is met."""

    __slots__ = ()

    def is_done(self, plan: str, step: str) -> bool:
        """Whether an earlier attempt left its guard row."""
        sql = self._sql(())
        where = f"plan = {sql.put(plan)} AND step = {sql.put(step)}"
        return bool(self._rows(f"SELECT 1 FROM {GUARD_TABLE} WHERE {where}", sql))  # noqa: S608 - names quoted, values bound

    def mark_done(self, plan: str, step: str, at: str) -> None:
        """Leave the guard row, in this transaction."""
        sql = self._sql(())
        statement = f"INSERT INTO {GUARD_TABLE} (plan, step, at) VALUES ({sql.put(plan, step, at)})"  # noqa: S608 - names quoted, values bound
        self.driver.execute(statement, tuple(sql.values))

    def keys(self, selection: Selection, subject: Keys) -> Keys:
        """The primary keys of the selected rows now, to act on them after what they depend on is gone."""
        columns = self._key_columns(selection.table)
        return Personal(tuple(self._asked(subject, columns_of, selection, columns)))

    def carry_out(self, step: Step, subject: Keys, frozen: Keys | None = None) -> int:
        """Do one step to the rows that it selects, or to those of the frozen keys; how many rows it met."""
        if frozen is not None:
            keys, columns = frozen.reveal(), self._key_columns(step.selection.table)
            parts = [keys[first : first + KEYS_AT_ONCE] for first in range(0, len(keys), KEYS_AT_ONCE)]
            return sum(self._act_on(step, columns, part) for part in parts)
        match step:
            case Delete():
                return self._run(subject, deleting, step.selection).rowcount
            case Change(becomes=becomes):
                return self._run(subject, changing, step.selection, becomes).rowcount

    def _act_on(self, step: Step, columns: Sequence[str], keys: Sequence[Key]) -> int:
        sql = self._sql(())
        text = act_on(sql, step, columns, keys)
        return self.driver.execute(text, tuple(sql.values)).rowcount

    def _key_columns(self, table: Table) -> tuple[str, ...]:
        """The primary key; SQLite's own row number where a table has none."""
        name = self._sql(()).quote.quote_identifier(table.name)
        rows = self.driver.execute(f"PRAGMA table_info({name})")
        keyed = sorted((place, column) for _, column, _, _, _, place in rows if place)
        return tuple(column for _, column in keyed) or ("rowid",)


def _destroyed(step: Step) -> tuple[str, ...]:
    match step:
        case Delete(columns=columns):
            return columns
        case Change(becomes=becomes):
            return tuple(column for column, _ in becomes)


def _longest_first(text: str) -> tuple[int, str]:
    return -len(text), text
