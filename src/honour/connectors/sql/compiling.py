"""Selections and steps compiled to set-based SQL, with every value as a parameter.

Each atom comes out true or false, never unknown, as `places.selections` defines it; the property tests in
tests/connectors/sql hold the two together on each server. Identifiers are quoted, values never stand in the
text. What the servers spell differently is their `Dialect`'s.

What could go wrong here is a statement that meets more rows than its selection. So: no collation decides
(comparisons of text are binary), no type is converted silently (each atom asks for the type it means), and
a date that is none is never before anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Protocol, cast

from honour.carrying_out.stores import StoreChanged
from honour.connectors.sql.values import KeyPart, Kind, Statement, kind_of
from honour.places.json_paths import JsonPath
from honour.places.map import Becomes, Constant, Null, Unique
from honour.places.personal import Personal
from honour.places.selections import (
    Always,
    And,
    Before,
    Condition,
    Descendant,
    Equals,
    Exists,
    GroupKey,
    IsOneOf,
    IsSubject,
    Key,
    Link,
    Missing,
    Never,
    Not,
    Or,
    Scalar,
    Selection,
    Several,
    Starts,
    Table,
    Written,
    all_of,
    group_of,
)
from honour.plans.plan import Change, DateSpan, Delete, Step

_NEVER_REACHED = datetime(6000, 1, 1, tzinfo=UTC)  # no plausible date is later


@dataclass(frozen=True, slots=True)
class Row:
    """The row that a part of a statement speaks of: what it is called there, and whose table it is of."""

    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class Numbered:
    """Frozen keys with numbers beyond `after` and up to `up_to`, in the table `due` (quoted): keys of these
    columns.
    """

    due: str
    columns: tuple[str, ...]
    after: int
    up_to: int


class Dialect(Protocol):
    """How a server spells what the servers spell differently. Each condition is true or false, never NULL."""

    always: str
    never: str

    def __hash__(self) -> int:
        """Statements are compiled once for each."""
        ...

    def quote(self, name: str) -> str:
        """A name as an identifier."""
        ...

    def name(self, table: Table) -> str:
        """A table's whole name."""
        ...

    def mark(self, number: int, kind: Kind) -> str:
        """What stands in the text for the value of this number, counted from 1."""
        ...

    def reuses(self, kind: Kind) -> bool:
        """Whether a mark may stand for the same value in several places: servers bound how many there are."""
        ...

    def bound(self, value: Scalar) -> Scalar:
        """A value as the driver takes it."""
        ...

    def is_one_of(self, sql: "Sql", columns: Sequence[str], keys: Sequence[Key], row: Row) -> str:
        """The row's columns are one of these keys."""
        ...

    def path(self, table: Table, column: str) -> JsonPath | None:
        """The path into a column's JSON that a name writes; None of a column's own name."""
        ...

    def missing(self, sql: "Sql", column: str, row: Row) -> str:
        """The column holds NULL, or its JSON nothing at the path."""
        ...

    def read(self, sql: "Sql", column: str, row: Row) -> str:
        """The column, or what its JSON holds at the path, as it is shown."""
        ...

    def document(self, sql: "Sql", row: Row, settings: Sequence[tuple[JsonPath, str]]) -> str:
        """The column's JSON with other values at these paths, where it has them; NULL stands for null."""
        ...

    def names_in(self, sql: "Sql", path: JsonPath, row: Row) -> tuple[str, str]:
        """What is joined to a row for each name in its object at the path, and the name there."""
        ...

    def no_object(self, sql: "Sql", path: JsonPath, row: Row) -> str:
        """At the path lies something else than an object."""
        ...

    def equals(self, sql: "Sql", column: str, value: str | int, row: Row) -> str:
        """The column holds this constant of the map."""
        ...

    def starts(self, sql: "Sql", column: str, prefix: str, row: Row) -> str:
        """The column holds a text that begins so."""
        ...

    def before(self, sql: "Sql", condition: Before, row: Row) -> str:
        """The column holds a date before an instant."""
        ...

    def exists(self, sql: "Sql", link: Link, inner: Condition, row: Row) -> str:
        """Some row at the other end of the link fulfils a condition."""
        ...

    def lacks(self, sql: "Sql", link: Link, inner: Condition, row: Row) -> str:
        """No row at the other end of the link fulfils a condition."""
        ...

    def several(self, sql: "Sql", link: Link, row: Row) -> str:
        """Two rows or more stand at the other end of the link."""
        ...

    def descendant(self, sql: "Sql", link: Link, inner: Condition, row: Row) -> str:
        """Some row from which the link leads here, in one step or more, fulfils a condition."""
        ...

    def date(self, sql: "Sql", column: str, written: Written, row: Row) -> str:
        """A column's date, to be the smallest or the greatest: as written, else in seconds since 1970."""
        ...

    def together(self, looks: Sequence[str], columns: Sequence[str]) -> str:
        """One statement for several that give one row with these columns each: all their values, in whatever
        number of rows.
        """
        ...

    def looks_like(self, sql: "Sql", column: str, wanted: str, row: Row) -> str:
        """The column may hold this identifier, plain and in small letters, once normalised: a wider net."""
        ...

    def unique(self, sql: "Sql", suffix: str) -> str:
        """A text that no other row has: `erased-`, 32 random hexadecimal digits, and this."""
        ...

    def deletion(self, sql: "Sql", selection: Selection) -> str:
        """The statement that deletes the selected rows."""
        ...

    def change(self, sql: "Sql", selection: Selection, settings: Callable[[], str]) -> str:
        """The statement that sets columns of the selected rows; `settings` takes its values when called."""
        ...

    def deletion_of(self, sql: "Sql", rows: Numbered, selection: Selection) -> str:
        """The statement that deletes those of the numbered rows that are selected."""
        ...

    def change_of(self, sql: "Sql", rows: Numbered, selection: Selection, settings: Callable[[], str]) -> str:
        """The statement that sets columns of those of the numbered rows that are selected."""
        ...


MOST_ANSWERS = 30_000
"""Keys of another store in one statement: SQLite takes 32,766 parameters, and PostgreSQL 65,535."""


@dataclass(slots=True)
class Sql:
    """A statement as it grows: its text with marks for parameters, and their values in order."""

    dialect: Dialect
    subject: Sequence[Key] = ()
    values: list[Scalar | KeyPart] = field(default_factory=list)
    _numbers: dict[KeyPart, int] = field(default_factory=dict)
    _aliases: int = 0

    def put(self, *values: Scalar | KeyPart) -> str:
        """Take values as parameters; their marks."""
        return ", ".join(self._put_one(value) for value in values)

    def _put_one(self, value: Scalar | KeyPart) -> str:
        kind = kind_of(value)
        if isinstance(value, KeyPart) and self.dialect.reuses(kind):
            if value not in self._numbers:
                self.values.append(value)
                self._numbers[value] = len(self.values)
            return self.dialect.mark(self._numbers[value], kind)
        self.values.append(value if isinstance(value, KeyPart) else self.dialect.bound(value))
        return self.dialect.mark(len(self.values), kind)

    def bound(self) -> tuple[Scalar, ...]:
        """The parameters of a statement that was made for one subject alone."""
        return tuple(value for value in self.values if not isinstance(value, KeyPart))

    def row(self, table: Table) -> Row:
        """The row of a table that is called by the table's own name."""
        return Row(self.dialect.name(table), table)

    def column(self, row: Row, column: str) -> str:
        """A column of a row, quoted."""
        return f"{row.name}.{self.dialect.quote(column)}"

    def other(self, table: Table) -> Row:
        """Another row, by a name that no other row of the statement has, nor a table of anybody."""
        self._aliases += 1
        return Row(f"_honour_row_{self._aliases}", table)

    def where(self, condition: Condition, row: Row) -> str:
        """The condition about a row."""
        match condition:
            case Always():
                return self.dialect.always
            case Never():
                return self.dialect.never
            case IsSubject(columns, group):
                keys = [key for key in self.subject if group_of(key) == group]
                return self.dialect.is_one_of(self, columns, keys, row)
            case IsOneOf(columns, _, keys):
                return self.dialect.is_one_of(self, columns, _few_enough(keys, row), row)
            case Missing(column):
                return self.dialect.missing(self, column, row)
            case Equals(column, value):
                return self.dialect.equals(self, column, value, row)
            case Starts(column, prefix):
                return self.dialect.starts(self, column, prefix, row)
            case Before():
                return self.dialect.before(self, condition, row)
            case Exists(link, inner):
                return self.dialect.exists(self, link, inner, row)
            case Several(link):
                return self.dialect.several(self, link, row)
            case Descendant(link, inner):
                return self.dialect.descendant(self, link, inner, row)
            case Not(Exists(link, inner)):
                return self.dialect.lacks(self, link, inner, row)
            case Not(inner):
                return f"NOT ({self.where(inner, row)})"
            case And(parts):
                return "(" + " AND ".join(self.where(part, row) for part in parts) + ")"
            case Or(parts):
                return "(" + " OR ".join(self.where(part, row) for part in parts) + ")"


def _few_enough(keys: Personal[frozenset[Key]], row: Row) -> Sequence[Key]:
    """Another store's answer, in one order. Raises StoreChanged where one statement cannot hold it."""
    answer = sorted(keys.reveal(), key=repr)
    if len(answer) > MOST_ANSWERS:
        raise StoreChanged(
            f"{row.table}: {len(answer):,} rows of another store belong to this question, and no more than"
            f" {MOST_ANSWERS:,} can be asked about at once; let what lies there end by its own date"
        )
    return answer


def leads_from_subject(condition: Condition) -> bool:
    """Whether the condition is true of the subject's own rows alone, so that they are the place to begin."""
    match condition:
        case IsSubject():
            return True
        case Exists(_, inner):
            return leads_from_subject(inner)
        case And(parts):
            return any(leads_from_subject(part) for part in parts)
        case _:
            return False


@lru_cache(maxsize=4096)
def compiled(
    build: Callable[..., str],
    about: tuple[Any, ...],
    dialect: Dialect,
    kinds: tuple[tuple[str, tuple[Kind, ...]], ...],
) -> Statement:
    """The statement that `build` makes about something, for a subject with keys of these groups and kinds.

    Compiled once: the next person's statements differ in nothing but the keys.
    """
    subject: list[Key] = []
    for number, (group, key) in enumerate(kinds):
        parts = cast(Key, tuple(KeyPart(number, part, kind) for part, kind in enumerate(key)))
        subject.append(GroupKey(parts, group) if group else parts)
    sql = Sql(dialect, subject)
    text = build(sql, *about)
    return Statement(text, tuple(sql.values), dialect.bound)


@lru_cache(maxsize=256)
def compiled_each(
    build: Callable[..., str],
    each: tuple[tuple[Any, ...], ...],
    dialect: Dialect,
    kinds: tuple[tuple[str, tuple[Kind, ...]], ...],
) -> tuple[Statement, ...]:
    """The statements that `build` makes about several things, looked up together."""
    return tuple(compiled(build, about, dialect, kinds) for about in each)


def counts(sql: Sql, selections: Sequence[Selection]) -> str:
    """One row with the number of rows of each selection."""
    return "SELECT " + ", ".join(
        f"(SELECT count(*) {_from_where(sql, selection)})" for selection in selections
    )


def spans(sql: Sql, asked: Sequence[DateSpan]) -> str:
    """The smallest and the greatest date of each, in threes: the span's place, and the two, to be read by
    `read_as`.

    What is no plausible date does not count.
    """
    looks = []
    for place, span in enumerate(asked):
        table = span.selection.table
        value = sql.dialect.date(sql, span.column, span.written, sql.row(table))
        dated = all_of([span.selection.condition, Before(span.column, _NEVER_REACHED, span.written)])
        ends = f"SELECT {place:d} AS place, min({value}) AS earliest, max({value}) AS latest"
        looks.append(f"{ends} {_from_where(sql, Selection(table, dated))}")
    return sql.dialect.together(looks, ("place", "earliest", "latest"))


def read_as(written: Written, value: Scalar) -> Written:
    """How a span's end is written: ISO texts bear offsets, so that they are compared as seconds."""
    return Written("unix seconds") if isinstance(value, int | float) else written


def columns_of(sql: Sql, selection: Selection, columns: Sequence[str]) -> str:
    """These columns of the selected rows."""
    row = sql.row(selection.table)
    named = ", ".join(sql.dialect.read(sql, column, row) for column in columns)
    return f"SELECT {named} {_from_where(sql, selection)}"


def own_rows(sql: Sql, table: Table, key: Sequence[str], columns: Sequence[str]) -> str:
    """These columns of the rows that bear the subject's keys, of whatever group.

    With the table's name: SQLite takes a quoted name that no column bears for a text.
    """
    row = sql.row(table)
    named = ", ".join(sql.column(row, column) for column in columns)
    return f"SELECT {named} FROM {row.name} WHERE {sql.dialect.is_one_of(sql, key, sql.subject, row)}"  # noqa: S608 - names quoted, values bound


def columns_in_order(sql: Sql, selection: Selection, columns: Sequence[str]) -> str:
    """These columns of the selected rows, in the order of the first."""
    return f"{columns_of(sql, selection, columns)} ORDER BY 1"


def some_columns_of(sql: Sql, selection: Selection, columns: Sequence[str], most: int) -> str:
    """These columns of at most so many of the selected rows."""
    return f"{columns_of(sql, selection, columns)} LIMIT {most:d}"


def deleting(sql: Sql, selection: Selection) -> str:
    """The statement that deletes the selected rows."""
    return sql.dialect.deletion(sql, selection)


def changing(sql: Sql, selection: Selection, becomes: Sequence[tuple[str, Becomes]]) -> str:
    """The statement that gives columns of the selected rows what they become."""
    return sql.dialect.change(sql, selection, lambda: _settings(sql, sql.row(selection.table), becomes))


def act_on_numbered(sql: Sql, rows: Numbered, step: Step) -> str:
    """The statement that does a step to those of the numbered rows that it selects."""
    match step:
        case Delete():
            return sql.dialect.deletion_of(sql, rows, step.selection)
        case Change(becomes=becomes):
            return sql.dialect.change_of(
                sql, rows, step.selection, lambda: _settings(sql, sql.row(step.selection.table), becomes)
            )


def act_on(sql: Sql, step: Step, columns: Sequence[str], keys: Sequence[Key]) -> str:
    """The statement that does a step to the rows with these keys, frozen before."""
    row = sql.row(step.selection.table)
    match step:
        case Delete():
            return f"DELETE FROM {row.name} WHERE {sql.dialect.is_one_of(sql, columns, keys, row)}"  # noqa: S608 - names quoted, values bound
        case Change(becomes=becomes):
            begun = f"UPDATE {row.name} SET {_settings(sql, row, becomes)}"  # noqa: S608 - names quoted, values bound
            return f"{begun} WHERE {sql.dialect.is_one_of(sql, columns, keys, row)}"


def names_in(sql: Sql, selection: Selection, path: JsonPath, most: int) -> str:
    """The names in the objects at a path, each with its number of rows, the most frequent first."""
    row = sql.row(selection.table)
    joined, name = sql.dialect.names_in(sql, path, row)
    where = sql.where(selection.condition, row)
    return f"SELECT {name}, count(*) FROM {row.name}{joined} WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {most:d}"  # noqa: S608, E501 - names quoted, values bound


def no_objects(sql: Sql, selection: Selection, path: JsonPath) -> str:
    """How many rows hold something else than an object at a path."""
    row = sql.row(selection.table)
    where = sql.where(selection.condition, row)
    return f"SELECT count(*) FROM {row.name} WHERE {where} AND {sql.dialect.no_object(sql, path, row)}"  # noqa: S608 - names quoted, values bound


def _settings(sql: Sql, row: Row, becomes: Sequence[tuple[str, Becomes]]) -> str:
    """Each column with what it becomes; the paths into one column's JSON make one new document."""
    columns: dict[str, list[tuple[JsonPath | None, Becomes]]] = {}
    for name, to in becomes:
        path = sql.dialect.path(row.table, name)
        columns.setdefault(path.column if path else name, []).append((path, to))
    settings = []
    for column, parts in columns.items():  # values are bound in the order of the text
        inside = [(path, _becomes(sql, to)) for path, to in parts if path is not None]
        value = sql.dialect.document(sql, row, inside) if inside else _becomes(sql, parts[0][1])
        settings.append(f"{sql.dialect.quote(column)} = {value}")
    return ", ".join(settings)


def _becomes(sql: Sql, becomes: Becomes) -> str:
    match becomes:
        case Null():
            return "NULL"
        case Constant(value):
            return sql.put(value)
        case Unique(suffix):
            return sql.dialect.unique(sql, suffix)


def _from_where(sql: Sql, selection: Selection) -> str:
    row = sql.row(selection.table)
    return f"FROM {row.name} WHERE {sql.where(selection.condition, row)}"
