"""A SQL database as a store: counting, looking, and acting in one transaction with its guard row.

What could go wrong for ever, and what prevents it. *Somebody else's row is destroyed*: every statement
is compiled from a selection, with the subject's keys as parameters. *Half of an erasure is durable*:
everything a store does for one plan is one transaction, begun so that the rows that were counted are those
that are met (each server's module says how); or, of a large plan, each batch is one. *It is done twice*: the
guard row is written in that same transaction.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

from honour.carrying_out.ports import Scrubbed
from honour.carrying_out.stores import (
    NOBODY,
    Anchor,
    AskedOften,
    Batch,
    Due,
    Keys,
    Look,
    Pace,
    Rows,
    StoreBusy,
    StoreCrossed,
    TablesChanged,
)
from honour.connectors.sql.batching import counted
from honour.connectors.sql.compiling import (
    Numbered,
    Sql,
    act_on,
    act_on_numbered,
    changing,
    columns_in_order,
    columns_of,
    compiled,
    compiled_each,
    counts,
    deleting,
    names_in,
    no_objects,
    own_rows,
    read_as,
    some_columns_of,
    spans,
)
from honour.connectors.sql.opening import open_server
from honour.connectors.sql.server import LOCK_WAIT, MARK_TABLE, Cursor, Isolation, Server, telling
from honour.connectors.sql.values import Kind, kind_of
from honour.places.catalogue import TableFacts
from honour.places.identifiers import normalised
from honour.places.json_paths import SIGN, JsonPath
from honour.places.map import Person, Store
from honour.places.personal import Personal
from honour.places.selections import Key, Link, Scalar, Selection, Table, group_of, instant_of
from honour.plans.plan import Change, DateSpan, Delete, Span, Step

T = TypeVar("T")

MOMENT = 0.2
ATTEMPTS = int(LOCK_WAIT / MOMENT)
"""Seconds to leave to whoever keeps rows locked that a batch needs, and how often to try."""

LONGEST_PAUSE = 0.1
"""Seconds between two batches at most: who waits for a SQLite file looks again as often at least
(`sqliteDefaultBusyCallback`).
"""

KEYS_AT_ONCE = 500
"""Keys in one statement; SQLite takes 32,766 parameters, and short statements are planned faster."""

SPANS_AT_ONCE = 50
"""Spans in one statement; MariaDB joins 61 tables at most, SQLite 64."""

SHORTEST_LOOKED_FOR = 5
"""Bytes: what is shorter stands in any large file by chance, so that finding it would say nothing."""

WRITTEN_IN_MANY_WAYS = ("telephone", "fax")
"""Fields whose spaces and dots say nothing: each row's must be normalised to be compared."""

MOST_LOOKED_FOR = 1000
"""Values of one act that a scrub looks for, the longest first, out of as many rows of each step."""


@contextmanager
def open_store(store: Store, address: str) -> Iterator["SqlStore"]:
    """The store, open until the context ends. Raises StoreUnreachable."""
    server = open_server(store, address)
    try:
        with telling(server):
            yield SqlStore(store.name, server)
    finally:
        server.close()


@dataclass(frozen=True, slots=True)
class SqlStore:
    """An open database of the map."""

    name: str
    server: Server

    def tables(self) -> Mapping[Table, TableFacts]:
        """What the database says of its tables."""
        with telling(self.server):
            return self.server.tables()

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
        row = sql.row(person.table)
        if field in WRITTEN_IN_MANY_WAYS or not wanted.isascii():
            return self._anchors(sql, person, f"{sql.column(row, column)} IS NOT NULL")
        return self._anchors(sql, person, sql.dialect.looks_like(sql, column, wanted.lower(), row))

    def anchors(self, person: Person, keys: Keys) -> tuple[Anchor, ...]:
        """The person's own rows with these keys."""
        columns = (*person.key, *person.known_by)
        return _anchors_of(person, self._asked(keys, own_rows, person.table, person.key, columns))

    def _anchors(self, sql: Sql, person: Person, where: str) -> tuple[Anchor, ...]:
        # With its table's name: SQLite takes a name that no column bears for a text.
        row = sql.row(person.table)
        columns = ", ".join(sql.column(row, column) for column in (*person.key, *person.known_by))
        rows = self._rows(f"SELECT {columns} FROM {sql.dialect.name(person.table)} WHERE {where}", sql)  # noqa: S608 - names quoted, values bound
        return _anchors_of(person, rows)

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
        found: list[Span] = []
        for part in _in_parts(asked if isinstance(asked, AskedOften) else tuple(asked)):
            values = [value for row in self._asked(subject, spans, part) for value in row]
            ends = dict(zip(values[::3], zip(values[1::3], values[2::3], strict=True), strict=True))
            for place, span in enumerate(part):
                first, last = ends[place]
                begun = _instant(first, span)
                found.append(Span(begun, begun if first == last else _instant(last, span)))
        return tuple(found)

    def looks(
        self, asked: Sequence[Look], dates: Sequence[DateSpan], subject: Keys
    ) -> tuple[tuple[Span, ...], tuple[Rows, ...]]:
        """The dates, and each look's rows as `rows` gives them, a statement each."""
        with telling(self.server), self.server.one_moment():
            return self.spans(dates, subject), self._looks(asked, subject)

    def _looks(self, asked: Sequence[Look], subject: Keys) -> tuple[Rows, ...]:
        each = asked if isinstance(asked, AskedOften) else tuple(asked)
        if not each:
            return ()
        if _holds_answers((each,)):
            return tuple(self.rows(selection, columns, subject) for selection, columns in each)
        keys, execute = subject.reveal(), self.server.execute
        statements = compiled_each(columns_in_order, each, self.server.dialect, _kinds(keys))
        ready = statements[0].ready(keys)
        return tuple([Personal(tuple(execute(one.text, one.filled(ready)).fetchall())) for one in statements])

    def rows(
        self, selection: Selection, columns: Sequence[str], subject: Keys
    ) -> Personal[tuple[tuple[Scalar, ...], ...]]:
        """These columns of the selected rows, personal as a whole, in the order of the first column."""
        return Personal(tuple(self._asked(subject, columns_in_order, selection, tuple(columns))))

    def names_in(self, selection: Selection, path: JsonPath, most: int) -> tuple[tuple[str, int], ...]:
        """The names in the rows' objects at a path, at most so many, each with its number of rows."""
        found = self._asked(NOBODY, names_in, selection, path, most)
        return tuple((str(name), int(str(rows))) for name, rows in found)

    def no_objects(self, selection: Selection, path: JsonPath) -> int:
        """How many of the rows hold something else than an object at a path, or no JSON at all."""
        [(rows,)] = self._asked(NOBODY, no_objects, selection, path)
        return int(str(rows))

    def values(self, steps: Sequence[Step], subject: Keys) -> tuple[Personal[str], ...]:
        """The texts that the steps destroy, each once, longest first: what a scrub will look for."""
        texts: set[str] = set()
        with telling(self.server), self.server.one_moment():
            for step in steps:
                texts.update(self._texts(step, subject))
        long_enough = (
            text for text in texts if len(text.encode("utf-8", "surrogateescape")) >= SHORTEST_LOOKED_FOR
        )
        return tuple(Personal(text) for text in sorted(long_enough, key=_longest_first)[:MOST_LOOKED_FOR])

    def _texts(self, step: Step, subject: Keys) -> Iterator[str]:
        """The texts that a step destroys, some more than once."""
        columns = _destroyed(step)
        if not columns:
            return
        inside = [column for column in columns if SIGN in column]
        for row in self._asked(subject, some_columns_of, step.selection, columns, MOST_LOOKED_FOR):
            yield from (value for value in row if isinstance(value, str))
            if inside:  # as many programs write a text inside JSON, which is how it lies in the file
                for column, value in zip(columns, row, strict=True):
                    if column in inside and isinstance(value, str):
                        yield json.dumps(value)[1:-1]

    @contextmanager
    def work(self, purpose: Isolation = "whole") -> Iterator["SqlWork"]:
        """A transaction in which what is counted is what is met, with the guard table there."""
        with telling(self.server):
            try:
                self.server.begin(purpose)
                yield SqlWork(self.name, self.server)
                self.server.commit()
            except BaseException:
                self.server.rollback()
                raise

    def mark(self) -> int | None:
        """The number of the last act that is in the store; None where it bears none."""
        with telling(self.server):
            return self._mark() if self.server.has(MARK_TABLE) else None

    def _mark(self) -> int | None:
        [(epoch,)] = self.server.execute(f"SELECT max(epoch) FROM {self.server.marks}").fetchall()  # noqa: S608 - a name of ours
        return None if epoch is None else int(str(epoch))

    def freezing(self) -> AbstractContextManager["SqlWork"]:
        """A transaction to count and to freeze keys in, which keeps nobody from the rows that it reads."""
        return self.work("freezing")

    @property
    def pace(self) -> Pace:
        """How large batches are on this server."""
        return self.server.pace

    def batch(self, do: Callable[["SqlWork"], T]) -> tuple[T, float]:
        """Do something in a short transaction; again after a moment where another program was in the way."""
        for attempt in range(ATTEMPTS):
            begun = time.perf_counter()
            try:
                with self.work("batch") as work:
                    given = do(work)
            except (StoreBusy, StoreCrossed):
                if attempt == ATTEMPTS - 1:
                    raise
                _leave_to_others(MOMENT)
            else:
                took = time.perf_counter() - begun
                _leave_to_others(min(self.server.pause * took, LONGEST_PAUSE))
                return given, took
        raise AssertionError("the last attempt gives or raises")

    def make(self, dues: Sequence[Due]) -> bool:
        """Make the tables for frozen keys, empty; False where this user may make none."""
        with telling(self.server):
            return all(self.server.make_due(self.server.due(due.name), due.table) for due in dues)

    def drop(self, dues: Sequence[Due]) -> None:
        """Drop the tables of frozen keys that are there."""
        with telling(self.server):
            for due in dues:
                self.server.drop_due(self.server.due(due.name))

    def seen(self, values: Sequence[Personal[str]], tables: Sequence[Table] = ()) -> tuple[bool, ...]:
        """Which values the bytes of the database's files hold now."""
        with telling(self.server):
            return self.server.seen(values, tables)

    def scrub(
        self,
        values: Sequence[Personal[str]],
        before: Sequence[bool],
        rewrite: bool,
        tables: Sequence[Table] = (),
    ) -> Scrubbed:
        """Empty what the file keeps of deleted rows, and look for each value that was seen before."""
        with telling(self.server):
            return self.server.scrub(values, before, rewrite, tables)

    def _sql(self, subject: Sequence[Key]) -> Sql:
        return Sql(self.server.dialect, subject)

    def _asked(self, subject: Keys, build: Callable[..., str], *about: Any) -> Sequence[tuple[Scalar, ...]]:
        """The rows of a question that is compiled once and asked of many."""
        with telling(self.server):
            return self._run(subject, build, *about).fetchall()

    def _run(self, subject: Keys, build: Callable[..., str], *about: Any) -> Cursor:
        keys = subject.reveal()
        # What another store answered is personal: its statement is made for this once, and not remembered.
        make = compiled.__wrapped__ if _holds_answers(about) else compiled
        statement = make(build, about, self.server.dialect, _kinds(keys))
        return self.server.execute(statement.text, statement.bound(keys))

    def _rows(self, text: str, sql: Sql) -> Sequence[tuple[Scalar, ...]]:
        with telling(self.server):
            return self.server.execute(text, sql.bound()).fetchall()


class SqlWork(SqlStore):
    """The store inside one transaction: what was counted is what is met."""

    __slots__ = ()

    def is_done(self, plan: str, step: str) -> bool:
        """Whether an earlier attempt left its guard row."""
        sql = self._sql(())
        where = f"plan = {sql.put(plan)} AND step = {sql.put(step)}"
        return bool(self._rows(f"SELECT 1 FROM {self.server.guard} WHERE {where}", sql))  # noqa: S608 - names quoted, values bound

    def mark_done(self, plan: str, step: str, at: str) -> None:
        """Leave the guard row, in this transaction. Raises TablesChanged."""
        self._refuse_changed(None)
        self.mark_batch(plan, step, at)

    def _refuse_changed(self, table: Table | None) -> None:
        if not self.server.is_as_read(table):
            raise TablesChanged(
                f"{self.name}: its tables changed while this was under way, and what was not finished is"
                " rolled back: run `honour check`, then ask for the plan again"
            )

    def mark_batch(self, plan: str, step: str, at: str) -> None:
        """Leave the guard row of a batch, in this transaction."""
        sql = self._sql(())
        statement = f"INSERT INTO {self.server.guard} (plan, step, at) VALUES ({sql.put(plan, step, at)})"  # noqa: S608 - names quoted, values bound
        self.server.execute(statement, sql.bound())

    def done(self, plan: str) -> Mapping[str, str]:
        """All the guard rows of a plan: what was done, and when."""
        sql = self._sql(())
        asked = f"SELECT step, at FROM {self.server.guard} WHERE plan = {sql.put(plan)}"  # noqa: S608 - names quoted, values bound
        return {str(step): str(at) for step, at in self._rows(asked, sql)}

    def freeze(self, due: Due, selection: Selection, subject: Keys) -> int:
        """Write the keys of the selected rows, numbered, into the empty table made for them; how many."""
        sql, name = self._sql(subject.reveal()), self.server.due(due.name)
        with telling(self.server):
            text = self.server.filling(sql, name, selection)
            written = self.server.execute(text, sql.bound()).rowcount
            self.server.filled(name)
        return written

    def tally_of(self, batch: Batch, selections: Sequence[Selection], subject: Keys) -> tuple[int, ...]:
        """How many rows of a batch each selection has."""
        if not selections:
            return ()
        sql = self._sql(subject.reveal())
        row = self._rows(counted(sql, self._numbered(batch), selections), sql)[0]
        return tuple(int(str(count)) for count in row)

    def carry_out_batch(self, step: Step, batch: Batch, subject: Keys) -> int:
        """Do one step to those rows of a batch that it still selects; how many rows it met."""
        sql, rows = self._sql(subject.reveal()), self._numbered(batch)
        with telling(self.server):
            self.server.hold(step.selection.table)
            self._refuse_changed(step.selection.table)
            text = act_on_numbered(sql, rows, step)
            return self.server.execute(text, sql.bound()).rowcount

    def _numbered(self, batch: Batch) -> Numbered:
        columns = self.server.key_columns(batch.due.table)
        return Numbered(self.server.due(batch.due.name), columns, batch.after, batch.up_to)

    def check_at_the_end(self, links: Sequence[Link]) -> None:
        """Let foreign keys be broken until the transaction ends, and no longer."""
        if links:
            with telling(self.server):
                self.server.check_at_the_end()

    def raise_mark(self, epoch: int) -> None:
        """Let the store bear this number, unless it bears a higher one, in this transaction."""
        before = self._mark()
        if before is None:
            self.server.execute(f"INSERT INTO {self.server.marks} (one, epoch) VALUES (1, {epoch:d})")  # noqa: S608 - a name and a number of ours
        elif before < epoch:
            self.server.execute(f"UPDATE {self.server.marks} SET epoch = {epoch:d}")  # noqa: S608 - a name and a number of ours

    def keys(self, selection: Selection, subject: Keys) -> Keys:
        """The primary keys of the selected rows now, to act on them after what they depend on is gone."""
        columns = self.server.key_columns(selection.table)
        return Personal(tuple(self._asked(subject, columns_of, selection, columns)))

    def carry_out(self, step: Step, subject: Keys, frozen: Keys | None = None) -> int:
        """Do one step to the rows that it selects, or to those of the frozen keys; how many rows it met."""
        if frozen is not None:
            keys, columns = frozen.reveal(), self.server.key_columns(step.selection.table)
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
        return self.server.execute(text, sql.bound()).rowcount


def _leave_to_others(seconds: float) -> None:
    time.sleep(seconds)  # noqa: TID251 - no database tells when another program lets go of what it locked


def _in_parts(asked: tuple[DateSpan, ...]) -> Iterator[tuple[DateSpan, ...]]:
    """As many spans as one statement takes."""
    if len(asked) <= SPANS_AT_ONCE:
        yield asked
    else:
        yield from (asked[start : start + SPANS_AT_ONCE] for start in range(0, len(asked), SPANS_AT_ONCE))


def _holds_answers(about: Iterable[object]) -> bool:
    """Whether some selection in what a statement is about holds another store's answers."""
    for each in about:
        if isinstance(each, Selection):
            found = each.holds_answers
        elif isinstance(each, AskedOften):
            found = _often_with_answers(each)
        elif isinstance(each, tuple):
            found = _holds_answers(each)
        else:
            found = isinstance(each, DateSpan) and each.selection.holds_answers
        if found:
            return True
    return False


@lru_cache(maxsize=256)
def _often_with_answers(about: AskedOften[object]) -> bool:
    return _holds_answers(tuple(about))


def _destroyed(step: Step) -> tuple[str, ...]:
    match step:
        case Delete(columns=columns):
            return columns
        case Change(becomes=becomes):
            return tuple(column for column, _ in becomes)


def _longest_first(text: str) -> tuple[int, str]:
    return -len(text), text


def _kinds(keys: Sequence[Key]) -> tuple[tuple[str, tuple[Kind, ...]], ...]:
    return tuple([(group_of(key), tuple([kind_of(part) for part in key])) for key in keys])


def _anchors_of(person: Person, rows: Sequence[tuple[Scalar, ...]]) -> tuple[Anchor, ...]:
    width = len(person.key)
    return tuple(
        Anchor(Personal(tuple(row[:width])), tuple(Personal(value) for value in row[width:])) for row in rows
    )


def _instant(value: Scalar, span: DateSpan) -> datetime | None:
    return None if value is None else instant_of(value, read_as(span.written, value))
