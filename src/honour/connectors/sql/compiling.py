"""Selections and steps compiled to set-based SQL, with every value as a parameter.

Each atom comes out true or false, never unknown, as `places.selections` defines it; the property test in
tests/connectors/sql holds the two together. Identifiers are quoted by the dialect, values never stand in
the text.

What could go wrong here is a statement that meets more rows than its selection. So: no collation decides
(comparisons of text are binary), no type is converted silently (each atom asks for the type it means), and
a date that is none is never before anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal, TypeAlias, cast

from sqlalchemy.sql.compiler import IdentifierPreparer

from honour.places.map import UNIQUE_PREFIX, Becomes, Constant, Null, Unique
from honour.places.selections import (
    FLOOR,
    Always,
    And,
    Before,
    Condition,
    Equals,
    Exists,
    IsSubject,
    Key,
    Link,
    Missing,
    Never,
    Not,
    Or,
    Scalar,
    Selection,
    Starts,
    Table,
    Written,
    all_of,
    wall_text,
)
from honour.plans.plan import Change, DateSpan, Delete, Step

ISO_INSTANT = "honour_iso_seconds"
"""The function that the connection offers: seconds since 1970 of an ISO text, or NULL."""

_DATE_SHAPE = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'"
_NOT_ISO = "'*[^-0-9:.,+TZW ]*'"
Kind: TypeAlias = Literal["text", "odd text", "other", "nobody's"]

_TEXT, _TEXT_OR_NULL = "'text'", "('text', 'null')"
_NEVER_REACHED = datetime(6000, 1, 1, tzinfo=UTC)  # no plausible date is later
_INTEGERS = range(-(2**63), 2**63)  # what a SQLite integer can be; a key beyond is nobody's


@dataclass(slots=True)
class Sql:
    """A statement as it grows: its text with `?` for parameters, and their values in order."""

    quote: IdentifierPreparer
    subject: Sequence[Key] = ()
    values: list[Scalar] = field(default_factory=list)
    _aliases: int = 0

    def put(self, *values: Scalar) -> str:
        """Take values as parameters; their placeholders."""
        return ", ".join(self._put_one(value) for value in values)

    def _put_one(self, value: Scalar) -> str:
        """A text that is no UTF-8 came so out of a file (`surrogateescape`), and goes back as its bytes."""
        self.values.append(_as_bound(value))
        return "CAST(? AS TEXT)" if kind_of(value) == "odd text" else "?"

    def name(self, table: Table) -> str:
        """A table's quoted name."""
        parts = [part for part in (table.schema, table.name) if part is not None]
        return ".".join(self.quote.quote_identifier(part) for part in parts)

    def column(self, row: str, column: str) -> str:
        """A column of the row called `row`, quoted."""
        return f"{row}.{self.quote.quote_identifier(column)}"

    def alias(self) -> str:
        """A name for a row that no other row of the statement has, nor a table that anybody would name."""
        self._aliases += 1
        return f"_honour_row_{self._aliases}"

    def where(self, condition: Condition, row: str) -> str:
        """The condition about the row called `row`."""
        match condition:
            case Always():
                return "1"
            case Never():
                return "0"
            case IsSubject(columns):
                return self.is_one_of(columns, self.subject, row)
            case Missing(column):
                return f"{self.column(row, column)} IS NULL"
            case Equals(column, value):
                return self._equals(self.column(row, column), value)
            case Starts(column, prefix):
                return self._starts(self.column(row, column), prefix)
            case Before():
                return self._before(condition, self.column(row, condition.column))
            case Exists(link, inner):
                return self._exists(link, inner, row)
            case Not(inner):
                return f"NOT {self.where(inner, row)}"
            case And(parts):
                return "(" + " AND ".join(self.where(part, row) for part in parts) + ")"
            case Or(parts):
                return "(" + " OR ".join(self.where(part, row) for part in parts) + ")"

    def is_one_of(self, columns: Sequence[str], keys: Sequence[Key], row: str) -> str:
        """The row's columns are one of these keys. NULL is none; no key is converted to a column's type."""
        possible = [key for key in keys if all(kind_of(part) != "nobody's" for part in key)]
        kinds = sorted({_texts_in(key) for key in possible})
        if not kinds:
            return "0"
        held = [self.column(row, column) for column in columns]
        return "(" + " OR ".join(self._is_one_of_kind(held, kind, possible) for kind in kinds) + ")"

    def _is_one_of_kind(self, held: Sequence[str], texts: tuple[bool, ...], keys: Sequence[Key]) -> str:
        """The columns are one of those keys that are texts in just these columns."""
        of_kind = [key for key in keys if _texts_in(key) == texts]
        typed = " AND ".join(
            f"typeof({column}) {'=' if is_text else 'NOT IN'} {_TEXT if is_text else _TEXT_OR_NULL}"
            for column, is_text in zip(held, texts, strict=True)
        )
        compared = [f"{column} COLLATE BINARY" for column in held]
        first = f"{typed} AND {compared[0]} IN ({self.put(*(key[0] for key in of_kind))})"  # finds an index
        if len(held) == 1:
            return f"({first})"
        rows = ", ".join(f"({self.put(*key)})" for key in of_kind)
        return f"({first} AND ({', '.join(compared)}) IN (VALUES {rows}))"

    def _equals(self, held: str, value: str | int) -> str:
        if kind_of(value) == "nobody's":
            return "0"
        kind = "integer" if isinstance(value, int) else "text"
        return f"(typeof({held}) = '{kind}' AND {held} = {self.put(value)} COLLATE BINARY)"

    def _starts(self, held: str, prefix: str) -> str:
        """Compared as bytes: `substr` of a text ends at the first NUL, and of nothing it is NULL."""
        if not prefix:
            return f"(typeof({held}) = 'text')"
        begins = f"substr(CAST({held} AS BLOB), 1, length(CAST({self.put(prefix)} AS BLOB)))"
        return f"(typeof({held}) = 'text' AND {begins} IS CAST({self.put(prefix)} AS BLOB))"

    def _before(self, condition: Before, held: str) -> str:
        instant, zone = condition.instant, condition.written.zone
        match condition.written.form:
            case "wall":
                low, high = self.put(wall_text(FLOOR, zone)), self.put(wall_text(instant, zone))
                shaped = f"typeof({held}) = 'text' AND {held} GLOB {_DATE_SHAPE} AND {_in_calendar(held)}"
                return f"({shaped} AND {held} COLLATE BINARY >= {low} AND {held} COLLATE BINARY < {high})"
            case "unix seconds":
                low, high = self.put(FLOOR.timestamp()), self.put(instant.timestamp())
                return f"(typeof({held}) IN ('integer', 'real') AND {held} >= {low} AND {held} < {high})"
            case "iso text":
                low, high = self.put(FLOOR.timestamp()), self.put(instant.timestamp())
                seconds = seconds_of_iso(held)
                return f"coalesce({seconds} >= {low} AND {seconds} < {high}, 0)"

    def _exists(self, link: Link, inner: Condition, row: str) -> str:
        other = self.alias()
        source = f"FROM {self.name(link.to)} AS {other} WHERE"
        here = [self.column(row, column) for column in link.columns]
        there = [self.column(other, column) for column in link.to_columns]
        if _leads_from_subject(inner):
            # Few rows are the subject's: look for those, and not at each row of the outer table.
            known = " AND ".join(f"{column} IS NOT NULL" for column in here)
            ends = " AND ".join(f"{column} IS NOT NULL" for column in there)
            found = f"SELECT {', '.join(_typed(there))} {source} {ends} AND {self.where(inner, other)}"
            return f"({known} AND ({', '.join(_typed(here))}) IN ({found}))"
        joined = " AND ".join(
            f"{there_} COLLATE BINARY = {here_} AND {_is_text(there_)} = {_is_text(here_)}"
            for here_, there_ in zip(here, there, strict=True)
        )
        return f"EXISTS (SELECT 1 {source} {joined} AND {self.where(inner, other)})"


def seconds_of_iso(held: str) -> str:
    """An ISO text in seconds since 1970, else NULL. Only plain characters reach the function."""
    plain = f"typeof({held}) = 'text' AND {held} NOT GLOB {_NOT_ISO} AND NOT instr({held}, char(0))"
    return f"CASE WHEN {plain} THEN {ISO_INSTANT}({held}) END"


def _in_calendar(held: str) -> str:
    """The month is one of twelve and the day one of 31: what MySQL writes for an unknown one is none."""
    month, day = f"substr({held}, 6, 2)", f"substr({held}, 9, 2)"
    return f"{month} BETWEEN '01' AND '12' AND {day} BETWEEN '01' AND '31'"


def _is_text(column: str) -> str:
    return f"(typeof({column}) = {_TEXT})"


def _typed(columns: Sequence[str]) -> list[str]:
    """The columns, bare so that an index is found, each with its bytes if it is a text.

    The bytes decide: SQLite would take the text 5 for the number 5, and a collation JOSE for jose.
    """
    exact = (f"CASE WHEN {_is_text(column)} THEN CAST({column} AS BLOB) ELSE 0 END" for column in columns)
    return [*columns, *exact]


def _strictly(text: str) -> bytes | None:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return None


def kind_of(value: "Scalar | KeyPart") -> Kind:
    """What of a value its statement depends on. NULL and integers beyond 64 bits are nobody's key."""
    match value:
        case KeyPart():
            return value.kind
        case None:
            return "nobody's"
        case str():
            return "odd text" if _strictly(value) is None else "text"
        case int():
            return "other" if value in _INTEGERS else "nobody's"
        case _:
            return "other"


def _texts_in(key: Key) -> tuple[bool, ...]:
    return tuple(kind_of(part) in ("text", "odd text") for part in key)


def _as_bound(value: Scalar) -> Scalar:
    odd = isinstance(value, str) and kind_of(value) == "odd text"
    return value.encode("utf-8", "surrogateescape") if odd and isinstance(value, str) else value


def _leads_from_subject(condition: Condition) -> bool:
    match condition:
        case IsSubject():
            return True
        case Exists(_, inner):
            return _leads_from_subject(inner)
        case And(parts):
            return any(_leads_from_subject(part) for part in parts)
        case _:
            return False


@dataclass(frozen=True, slots=True)
class KeyPart:
    """Stands, in a statement compiled once for everybody, for a part of one of the subject's keys."""

    key: int
    part: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Statement:
    """A compiled statement: its text, and its parameters with `KeyPart` where the subject's keys come in."""

    text: str
    values: tuple[Scalar | KeyPart, ...]

    def bound(self, subject: Sequence[Key]) -> tuple[Scalar, ...]:
        """The parameters for this subject."""
        return tuple(_as_bound(subject[v.key][v.part]) if isinstance(v, KeyPart) else v for v in self.values)


@lru_cache(maxsize=4096)
def compiled(
    build: Callable[..., str],
    about: tuple[Any, ...],
    quote: IdentifierPreparer,
    kinds: tuple[tuple[Kind, ...], ...],
) -> Statement:
    """The statement that `build` makes about something, for a subject with keys of these kinds.

    Compiled once: the next person's statements differ in nothing but the keys.
    """
    subject = tuple(
        tuple(KeyPart(number, part, kind) for part, kind in enumerate(key))
        for number, key in enumerate(kinds)
    )
    sql = Sql(quote, cast(Sequence[Key], subject))
    text = build(sql, *about)
    return Statement(text, tuple(sql.values))


def counts(sql: Sql, selections: Sequence[Selection]) -> str:
    """One row with the number of rows of each selection."""
    return "SELECT " + ", ".join(
        f"(SELECT count(*) {_from_where(sql, selection)})" for selection in selections
    )


def spans(sql: Sql, asked: Sequence[DateSpan]) -> str:
    """One row with the smallest and the greatest date of each, two columns a span, to be read by `read_as`.

    What is no plausible date does not count.
    """
    columns = []
    for span in asked:
        held = sql.column(sql.name(span.selection.table), span.column)
        value = seconds_of_iso(held) if span.written.form == "iso text" else f"{held} COLLATE BINARY"
        dated = all_of([span.selection.condition, Before(span.column, _NEVER_REACHED, span.written)])
        rows = Selection(span.selection.table, dated)
        columns += [f"(SELECT {end}({value}) {_from_where(sql, rows)})" for end in ("min", "max")]
    return "SELECT " + ", ".join(columns)


def read_as(written: Written) -> Written:
    """How a span's ends are written: ISO texts bear offsets, so that they are compared as seconds."""
    return Written("unix seconds") if written.form == "iso text" else written


def columns_of(sql: Sql, selection: Selection, columns: Sequence[str]) -> str:
    """These columns of the selected rows."""
    named = ", ".join(sql.column(sql.name(selection.table), column) for column in columns)
    return f"SELECT {named} {_from_where(sql, selection)}"


def columns_in_order(sql: Sql, selection: Selection, columns: Sequence[str]) -> str:
    """These columns of the selected rows, in the order of the first."""
    return f"{columns_of(sql, selection, columns)} ORDER BY 1"


def some_columns_of(sql: Sql, selection: Selection, columns: Sequence[str], most: int) -> str:
    """These columns of at most so many of the selected rows."""
    return f"{columns_of(sql, selection, columns)} LIMIT {most:d}"


def deleting(sql: Sql, selection: Selection) -> str:
    """The statement that deletes the selected rows."""
    return f"DELETE {_from_where(sql, selection)}"


def changing(sql: Sql, selection: Selection, becomes: Sequence[tuple[str, Becomes]]) -> str:
    """The statement that gives columns of the selected rows what they become."""
    name = sql.name(selection.table)
    return f"{_set(sql, name, becomes)} WHERE {sql.where(selection.condition, name)}"


def act_on(sql: Sql, step: Step, columns: Sequence[str], keys: Sequence[Key]) -> str:
    """The statement that does a step to the rows with these keys, frozen before."""
    name = sql.name(step.selection.table)
    return f"{_begun(sql, step, name)} WHERE {sql.is_one_of(columns, keys, name)}"


def _begun(sql: Sql, step: Step, name: str) -> str:
    match step:
        case Delete():
            return f"DELETE FROM {name}"  # noqa: S608 - names quoted, values bound
        case Change(becomes=becomes):
            return _set(sql, name, becomes)


def _set(sql: Sql, name: str, becomes: Sequence[tuple[str, Becomes]]) -> str:
    columns = (f"{sql.quote.quote_identifier(column)} = {_becomes(sql, to)}" for column, to in becomes)
    return f"UPDATE {name} SET {', '.join(columns)}"  # noqa: S608 - names quoted, values bound


def _becomes(sql: Sql, becomes: Becomes) -> str:
    match becomes:
        case Null():
            return "NULL"
        case Constant(value):
            return sql.put(value)
        case Unique(suffix):
            return f"{sql.put(UNIQUE_PREFIX)} || lower(hex(randomblob(16))) || {sql.put(suffix)}"


def _from_where(sql: Sql, selection: Selection) -> str:
    name = sql.name(selection.table)
    return f"FROM {name} WHERE {sql.where(selection.condition, name)}"
