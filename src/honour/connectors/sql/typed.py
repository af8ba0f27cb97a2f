"""What PostgreSQL and MariaDB share: columns have types, so a condition is decided by its column's family.

A value is read from them as `Family` says. Where a column cannot hold what a condition means, the condition
is false and the server is not asked: nothing is converted to be compared. NULL makes no condition unknown:
each begins by asking whether there is a value.

An equality is written twice where the column's collation takes different texts for one: as the column
compares, which finds an index, and byte for byte, which decides.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from honour.carrying_out.stores import StoreUnreachable
from honour.connectors.sql.compiling import Row, Sql
from honour.connectors.sql.values import TEXTS, Kind, kind_of
from honour.places.json_paths import SIGN, JsonPath, json_path
from honour.places.map import UNIQUE_PREFIX
from honour.places.selections import (
    CALENDAR_DATE,
    Before,
    Condition,
    Key,
    Link,
    Scalar,
    Selection,
    Table,
    Written,
    wall_text,
)

Family: TypeAlias = Literal[
    "integer",  # read as an int
    "decimal",  # read as an int where it is whole, else as a float where that is exact, else as text
    "float",  # read as a float
    "text",
    "bytes",
    "date",  # a date, or date and time, of a wall clock: read as the text that the server writes
    "instant",  # read as an aware datetime
    "uuid",  # read as text, like everything else
    "other",
]
NUMBERS: frozenset[Family] = frozenset({"integer", "decimal", "float"})
NO_TEXT: frozenset[Family] = NUMBERS | {"bytes", "instant"}

_WHOLE: frozenset[Kind] = frozenset({"integer", "whole number"})
_ENTERS: Mapping[Family, frozenset[Kind]] = {
    "integer": _WHOLE | {"long integer"},
    "decimal": _WHOLE | {"long integer", "big integer", "float"},
    "float": _WHOLE | {"float"},
    "bytes": frozenset({"bytes"}),
    "instant": frozenset({"instant"}),
    "uuid": frozenset({"uuid"}),
    "text": TEXTS - {"odd text"},
    "date": TEXTS - {"odd text"},
    "other": TEXTS - {"odd text"},
}
"""Which kinds of values a column of each family can hold; any other is in none of its rows."""


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """A column's family, and how texts compare there.

    `type` is what another value is turned into to be compared as this column's own; `collation` is the one
    by which its index is found; `exact` says that texts which the column takes for equal are the same bytes.
    """

    family: Family
    type: str = ""
    collation: str = ""
    exact: bool = True


@dataclass(frozen=True, slots=True)
class JsonValue:
    """A value inside JSON and its type, as a server writes both; NULL where nothing is there."""

    value: str
    type: str


Kinds: TypeAlias = Mapping[Table, Mapping[str, ColumnKind]]
Pair: TypeAlias = tuple[str, str]


class TypedDialect(ABC):
    """How a server with typed columns is asked; each server adds how it spells the parts below `# parts`."""

    always = "TRUE"
    never = "FALSE"
    no_text: frozenset[Kind] = frozenset({"odd text"})

    def __init__(self, kinds: Kinds) -> None:
        self.kinds = kinds

    def kind(self, table: Table, column: str) -> ColumnKind:
        """What the catalogue says of a column. Raises StoreUnreachable where it is not there any more."""
        try:
            return self.kinds[table][column]
        except KeyError:
            raise StoreUnreachable(
                f"{table}: the database has no such table or column any more; run `honour check`"
            ) from None

    def is_one_of(self, sql: Sql, columns: Sequence[str], keys: Sequence[Key], row: Row) -> str:
        """The row's columns are one of these keys. NULL is none; no key is converted to a column's type."""
        kinds = [self.kind(row.table, column) for column in columns]
        held = [sql.column(row, column) for column in columns]
        possible = [
            key for key in keys if all(self.enters(kind, part) for kind, part in zip(kinds, key, strict=True))
        ]
        if not possible:
            return self.never
        known = " AND ".join(f"{column} IS NOT NULL" for column in held)
        if len(columns) == 1:
            parts = [key[0] for key in possible]
            return f"({known} AND {self._in(sql, held[0], kinds[0], parts)})"
        each = (
            " AND ".join(
                self._in(sql, column, kind, [part])
                for column, kind, part in zip(held, kinds, key, strict=True)
            )
            for key in possible
        )
        return f"({known} AND ({' OR '.join(f'({one})' for one in each)}))"

    def _in(self, sql: Sql, held: str, kind: ColumnKind, parts: Sequence[Scalar]) -> str:
        """The column, which is not NULL, holds one of these. Alike spelt ones make one list."""
        alike: dict[bool, list[Scalar]] = {}
        for part in parts:  # a uuid's text finds an index where another text would not be taken
            alike.setdefault(self.finds(kind, part), []).append(part)
        return "(" + " OR ".join(self._in_alike(sql, held, kind, group) for group in alike.values()) + ")"

    def _in_alike(self, sql: Sql, held: str, kind: ColumnKind, parts: Sequence[Scalar]) -> str:
        lefts = self.compared(held, kind, self.finds(kind, parts[0]))
        lists = (
            f"{left} IN ({', '.join(self.value(sql, kind, part, number) for part in parts)})"
            for number, left in enumerate(lefts)
        )
        return " AND ".join(lists)

    def enters(self, kind: ColumnKind, value: Scalar) -> bool:
        """Whether a column can hold a value at all."""
        of = kind_of(value)
        return of in _ENTERS[kind.family] and of not in self.no_text

    def path(self, table: Table, column: str) -> JsonPath | None:
        """The path into a column's JSON that a name writes; None of a column's own name."""
        return json_path(column, self.kinds.get(table, ())) if SIGN in column else None

    def held(self, sql: Sql, column: str, row: Row, numbers: bool = False) -> tuple[str, ColumnKind]:
        """The column and its kind; of JSON at a path the text there, or the number, else NULL."""
        path = self.path(row.table, column)
        if path is None:
            return sql.column(row, column), self.kind(row.table, column)
        value = self.inside(sql, path, row)
        if numbers:
            return self.json_number(value), ColumnKind("float")
        return self.json_text(value), self.text_of_json

    def inside(self, sql: Sql, path: JsonPath, row: Row) -> JsonValue:
        """The value at a path, and its type, as the server writes both."""
        kind = self.kind(row.table, path.column)
        return self.json_value(sql.column(row, path.column), kind, path.keys)

    def missing(self, sql: Sql, column: str, row: Row) -> str:
        """The column holds NULL, or its JSON nothing at the path."""
        path = self.path(row.table, column)
        if path is None:
            return f"{sql.column(row, column)} IS NULL"
        return f"(coalesce(lower({self.inside(sql, path, row).type}), 'null') = 'null')"

    def read(self, sql: Sql, column: str, row: Row) -> str:
        """The column; what a path leads to as text, that of an object as JSON."""
        path = self.path(row.table, column)
        if path is not None:
            return self.json_shown(self.inside(sql, path, row))
        return self.shown(sql.column(row, column), self.kind(row.table, column))

    def document(self, sql: Sql, row: Row, settings: Sequence[tuple[JsonPath, str]]) -> str:
        """The document with other values where it has them; what is no JSON stays as it is."""
        column = settings[0][0].column
        by_keys = [(path.keys, value) for path, value in settings]
        return self.json_changed(sql.column(row, column), self.kind(row.table, column), by_keys)

    def no_object(self, sql: Sql, path: JsonPath, row: Row) -> str:
        """Something else than an object; of the whole document, what is no JSON too."""
        none = "'null'"
        if not path.keys:
            none = f"CASE WHEN {sql.column(row, path.column)} IS NULL THEN 'null' ELSE '' END"
        return f"coalesce(lower({self.inside(sql, path, row).type}), {none}) NOT IN ('object', 'null')"

    def equals(self, sql: Sql, column: str, value: str | int, row: Row) -> str:
        """The column holds this constant: a text as text, a whole number as no other kind of number."""
        held, kind = self.held(sql, column, row)
        if not self.enters(kind, value) or (isinstance(value, int) and kind.family == "float"):
            return self.never
        return f"({held} IS NOT NULL AND {self._in(sql, held, kind, [value])})"

    def starts(self, sql: Sql, column: str, prefix: str, row: Row) -> str:
        """The column's text begins so."""
        held, kind = self.held(sql, column, row)
        if kind.family in NO_TEXT or kind_of(prefix) in self.no_text:
            return self.never
        if not prefix:
            return f"{held} IS NOT NULL"
        return f"({held} IS NOT NULL AND {self.begins(sql, self.textual(held, kind), prefix)})"

    def before(self, sql: Sql, condition: Before, row: Row) -> str:
        """The column is a date not too early, and before the instant, however it is kept."""
        held, kind = self.held(sql, condition.column, row, condition.written.form == "unix seconds")
        within = self._within(sql, condition, held, kind)
        return self.never if within is None else f"({held} IS NOT NULL AND {within})"

    def _within(self, sql: Sql, condition: Before, held: str, kind: ColumnKind) -> str | None:
        instant, form, since = condition.instant, condition.written.form, condition.written.since
        zone = condition.written.zone if form == "wall" else "UTC"
        if (kind.family in NUMBERS) != (form == "unix seconds") or kind.family == "bytes":
            return None
        if form == "unix seconds":
            floor, end = self.number(sql, _seconds(since)), self.number(sql, _seconds(instant))
            return f"{held} >= {floor} AND {held} < {end}"
        if kind.family == "instant":
            return f"{held} >= {self.instant(sql, since)} AND {held} < {self.instant(sql, instant)}"
        low_text, high_text = wall_text(since, zone), wall_text(instant, zone)
        if kind.family == "date":
            low_wall, high_wall = self.wall(sql, low_text), self.wall(sql, high_text)
            return f"{held} >= {low_wall} AND {held} < {high_wall}{self.in_calendar(held)}"
        text = self.textual(held, kind)
        if form == "wall":
            shaped = self.matches(text, CALENDAR_DATE)
            return f"{shaped} AND {text} >= {sql.put(low_text)} AND {text} < {sql.put(high_text)}"
        seconds = self.seconds_of_iso(text)
        floor, end = self.number(sql, _seconds(since)), self.number(sql, _seconds(instant))
        return f"coalesce({seconds} >= {floor} AND {seconds} < {end}, {self.never})"

    def exists(self, sql: Sql, link: Link, inner: Condition, row: Row) -> str:
        """Some linked row is so. These servers' planners choose from which end to begin."""
        other = sql.other(link.to)
        joined = self._joined(sql, link, row, other)
        if joined is None:
            return self.never
        source = f"FROM {self.name(link.to)} AS {other.name} WHERE {joined}"
        return f"EXISTS (SELECT 1 {source} AND {sql.where(inner, other)})"

    def lacks(self, sql: Sql, link: Link, inner: Condition, row: Row) -> str:
        """No linked row is so."""
        return f"NOT ({self.exists(sql, link, inner, row)})"

    def several(self, sql: Sql, link: Link, row: Row) -> str:
        """More than one linked row."""
        other = sql.other(link.to)
        joined = self._joined(sql, link, row, other)
        if joined is None:
            return self.never
        return f"((SELECT count(*) FROM {self.name(link.to)} AS {other.name} WHERE {joined}) > 1)"  # noqa: S608 - names quoted, values bound

    def descendant(self, sql: Sql, link: Link, inner: Condition, row: Row) -> str:
        """From the rows that are so, the link is walked up, from all at once; this row is met.

        Texts are walked by their bytes: a UNION would take two for one where the column does.
        """
        start, next_, walked = sql.other(link.table), sql.other(link.table), sql.other(link.table)
        names = [f"_{number}" for number in range(len(link.columns))]
        met: list[str] = []
        here: list[str] = []
        for column, to, name in zip(link.columns, link.to_columns, names, strict=True):
            one, other = self.kind(link.table, column), self.kind(link.table, to)
            for found, at in ((met, next_), (here, row)):
                same = self._met(f"{walked.name}.{name}", sql.column(at, to), one, other)
                if not same:  # these two columns never hold the same: then no row is met, whatever others do
                    return self.never
                found += same
        begun, further = (", ".join(self._walked(sql, link, each)) for each in (start, next_))
        table, listed = self.name(link.table), ", ".join(names)
        # S608: names are quoted, values bound.
        first = f"SELECT {begun} FROM {table} AS {start.name} WHERE {sql.where(inner, start)}"  # noqa: S608
        on = f"SELECT {further} FROM {table} AS {next_.name} JOIN {walked.name} ON {' AND '.join(met)}"  # noqa: S608
        above = f"WITH RECURSIVE {walked.name} ({listed}) AS ({first} UNION {on})"
        return f"EXISTS ({above} SELECT 1 FROM {walked.name} WHERE {' AND '.join(here)})"  # noqa: S608

    def _walked(self, sql: Sql, link: Link, row: Row) -> Iterator[str]:
        for column in link.columns:
            kind, held = self.kind(link.table, column), sql.column(row, column)
            yield held if kind.family in NO_TEXT else self.textual(held, kind)

    def _met(self, walked: str, there: str, one: ColumnKind, other: ColumnKind) -> list[str]:
        """That what was walked, from a column of one kind, is in another; nothing where it never is."""
        if one.family in NO_TEXT or other.family in NO_TEXT:
            return [*self._same(walked, there, one, other)]
        return [f"{self.textual(there, other)} = {walked}"]

    def _joined(self, sql: Sql, link: Link, row: Row, other: Row) -> str | None:
        """One row stands at the end of the link that begins at the other; None where none ever does."""
        joined: list[str] = []
        for here, there in zip(link.columns, link.to_columns, strict=True):
            pair = (self.kind(row.table, here), self.kind(link.to, there))
            same = self._same if link.by == "key" else self._alike
            parts = [*same(sql.column(row, here), sql.column(other, there), *pair)]
            if not parts:
                return None
            joined += parts
        return " AND ".join(joined)

    def _alike(self, here: str, there: str, one: ColumnKind, other: ColumnKind) -> Iterator[str]:
        """That two columns hold the same once compared by value: see `places.selections.compared`."""
        if not {one.family, other.family} & NO_TEXT:
            texts = (self.textual(there, other), self.textual(here, one))
            there_, here_ = (f"nullif({self.small(f'trim({text})')}, '')" for text in texts)
            yield f"{there_} = {here_}"

    def _same(self, here: str, there: str, one: ColumnKind, other: ColumnKind) -> Iterator[str]:
        """That two columns hold the same; nothing where they never do."""
        families = {one.family, other.family}
        if families <= NUMBERS:
            yield f"{there} = {here}"
            if len(families) > 1 and "float" in families:
                # As floating numbers, different integers beyond this would be equal.
                yield f"abs({there}) <= {2**53}"
        elif families & NO_TEXT:
            if len(families) == 1:
                yield f"{there} = {here}"
        elif one.family == other.family == "text":
            yield f"{there} = {self.as_in(here, one, other)}"
            if not (one.exact and other.exact):
                yield f"{self.textual(there, other)} = {self.textual(here, one)}"
        elif one == other and one.family != "other":
            yield f"{there} = {here}"
        else:
            yield f"{self.textual(there, other)} = {self.textual(here, one)}"

    def date(self, sql: Sql, column: str, written: Written, row: Row) -> str:
        """The date as it is kept; an ISO text in seconds since 1970."""
        held, kind = self.held(sql, column, row, written.form == "unix seconds")
        if kind.family in ("date", "instant"):
            return held
        if (kind.family in NUMBERS) != (written.form == "unix seconds") or kind.family == "bytes":
            return "NULL"
        if kind.family in NUMBERS:
            return held
        text = self.textual(held, kind)
        return self.seconds_of_iso(text) if written.form == "iso text" else text

    def deletion(self, sql: Sql, selection: Selection) -> str:
        """The statement that deletes the selected rows."""
        row = sql.row(selection.table)
        return f"DELETE FROM {row.name} WHERE {sql.where(selection.condition, row)}"  # noqa: S608 - names quoted, values bound

    def change(self, sql: Sql, selection: Selection, settings: Callable[[], str]) -> str:
        """The statement that sets columns of the selected rows."""
        row = sql.row(selection.table)
        return f"UPDATE {row.name} SET {settings()} WHERE {sql.where(selection.condition, row)}"  # noqa: S608 - names quoted, values bound

    def unique(self, sql: Sql, suffix: str) -> str:
        """`erased-`, 32 random hexadecimal digits, and this."""
        return self.joined(self.text(sql, UNIQUE_PREFIX), self.random, self.text(sql, suffix))

    def together(self, looks: Sequence[str], columns: Sequence[str]) -> str:
        """Side by side in one row: below each other, the dates of one column would need one type."""
        named = [(f"_honour_look_{number}", look) for number, look in enumerate(looks)]
        shown = ", ".join(f"{name}.{column}" for name, _ in named for column in columns)
        return f"SELECT {shown} FROM {', '.join(f'({look}) AS {name}' for name, look in named)}"  # noqa: S608 - names of ours, values bound

    def looks_like(self, sql: Sql, column: str, wanted: str, row: Row) -> str:
        """As it is written, case and spaces around left out; signs beyond plain ASCII are all looked at."""
        held, kind = sql.column(row, column), self.kind(row.table, column)
        text = self.textual(held, kind)
        odd = self.matches(text, "", "[^ -~]")
        if kind_of(wanted) in self.no_text:
            return f"({held} IS NOT NULL AND {odd})"
        return f"({held} IS NOT NULL AND (lower(trim({text})) = {sql.put(wanted)} OR {odd}))"

    # parts

    text_of_json: ColumnKind
    """What a text out of JSON is compared as."""

    random: str
    """32 random hexadecimal digits, other ones in each row."""

    @abstractmethod
    def quote(self, name: str) -> str:
        """A name as an identifier."""
        ...

    @abstractmethod
    def name(self, table: Table) -> str:
        """A table's whole name."""
        ...

    @abstractmethod
    def mark(self, number: int, kind: Kind) -> str:
        """What stands for a value."""
        ...

    @abstractmethod
    def reuses(self, kind: Kind) -> bool:
        """Whether a mark may stand for the same value in several places."""
        ...

    @abstractmethod
    def bound(self, value: Scalar) -> Scalar:
        """A value as the driver takes it."""
        ...

    @abstractmethod
    def finds(self, kind: ColumnKind, value: Scalar) -> bool:
        """Whether the column's own comparison takes this value, so that an index is found."""
        ...

    @abstractmethod
    def compared(self, held: str, kind: ColumnKind, finds: bool) -> Sequence[str]:
        """What of a column is compared with a value: each must be equal."""
        ...

    @abstractmethod
    def value(self, sql: Sql, kind: ColumnKind, value: Scalar, number: int) -> str:
        """A value to be compared with the part of this number of what `compared` gives."""
        ...

    @abstractmethod
    def textual(self, held: str, kind: ColumnKind) -> str:
        """The column's text, compared byte for byte."""
        ...

    @abstractmethod
    def as_in(self, held: str, kind: ColumnKind, other: ColumnKind) -> str:
        """A text column as another one compares its own."""
        ...

    @abstractmethod
    def number(self, sql: Sql, value: int) -> str:
        """A whole number."""
        ...

    @abstractmethod
    def text(self, sql: Sql, value: str) -> str:
        """A text."""
        ...

    @abstractmethod
    def instant(self, sql: Sql, value: datetime) -> str:
        """An instant."""
        ...

    @abstractmethod
    def wall(self, sql: Sql, value: str) -> str:
        """A date, or date and time, of a wall clock."""
        ...

    @abstractmethod
    def in_calendar(self, held: str) -> str:
        """AND, that a column of dates holds one of the calendar; empty where it always does."""
        ...

    @abstractmethod
    def begins(self, sql: Sql, text: str, prefix: str) -> str:
        """That a text begins so, byte for byte."""
        ...

    @abstractmethod
    def matches(self, text: str, pattern: str, anywhere: str = "") -> str:
        """That a text begins as a regular expression says, or has `anywhere` in it."""
        ...

    @abstractmethod
    def seconds_of_iso(self, text: str) -> str:
        """An ISO text (`places.selections.ISO_TEXT`) in seconds since 1970, else NULL."""
        ...

    @abstractmethod
    def small(self, text: str) -> str:
        """A text with A to Z in lower case, and no other letter."""
        ...

    @abstractmethod
    def json_value(self, document: str, kind: ColumnKind, keys: Sequence[str]) -> JsonValue:
        """What lies at these keys; where it is no JSON, NULL."""
        ...

    @abstractmethod
    def json_text(self, value: JsonValue) -> str:
        """A text without its quotation marks; NULL of anything else."""
        ...

    @abstractmethod
    def json_number(self, value: JsonValue) -> str:
        """A plain number (`json_paths.PLAIN_NUMBER`); NULL of anything else."""
        ...

    @abstractmethod
    def json_shown(self, value: JsonValue) -> str:
        """A text as it is, of all else the JSON; null is NULL."""
        ...

    @abstractmethod
    def json_changed(
        self, document: str, kind: ColumnKind, settings: Sequence[tuple[tuple[str, ...], str]]
    ) -> str:
        """The document with other values at these keys, none of which lies in another, where it has them."""
        ...

    @abstractmethod
    def names_in(self, sql: Sql, path: JsonPath, row: Row) -> tuple[str, str]:
        """What is joined to a row for each name in its object at the path, and the name there."""
        ...

    @abstractmethod
    def shown(self, held: str, kind: ColumnKind) -> str:
        """A column as it is read, fit to be sorted by."""
        ...

    @abstractmethod
    def joined(self, *texts: str) -> str:
        """Texts one after the other."""
        ...


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())
