"""MariaDB's spelling. Texts are compared by code points, without the padding that its collations add.

Its planner walks whole tables where a DELETE or an UPDATE looks into another table (before 11.1), so such a
statement joins the keys of the selected rows, found by a SELECT of its own.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from string import ascii_uppercase
from typing import Final

from honour.connectors.sql.batching import same, within
from honour.connectors.sql.compiling import Numbered, Row, Sql
from honour.connectors.sql.typed import ColumnKind, JsonValue, Kinds, TypedDialect
from honour.connectors.sql.values import Kind, kind_of
from honour.places.json_paths import PLAIN_NUMBER, JsonPath
from honour.places.selections import ISO_TEXT, Condition, Link, Scalar, Selection, Table, tables_read

NOPAD: Final = "utf8mb4_nopad_bin"
_END = "(?![^a]|a)"  # no sign follows; `$` would let a last line feed pass


def quoted(name: str) -> str:
    """A name as an identifier, for a driver that takes a percent sign for a mark."""
    return "`" + name.replace("`", "``").replace("%", "%%") + "`"


class MariadbDialect(TypedDialect):
    """How a MariaDB database is asked; a table without a schema lies in `schema`, the connected database."""

    text_of_json = ColumnKind("text", "utf8mb4", NOPAD, exact=False)
    random = "left(sha2(concat(uuid(), rand(), rand()), 256), 32)"

    def __init__(
        self,
        kinds: Kinds,
        schema: str,
        keys: Mapping[Table, tuple[str, ...]],
        bytewise: str,
        indexed: Collection[tuple[Table, tuple[str, ...]]] = (),
    ) -> None:
        super().__init__(kinds)
        self.schema, self.keys, self.bytewise, self.indexed = schema, keys, bytewise, indexed

    def quote(self, name: str) -> str:
        """A name as an identifier."""
        return quoted(name)

    def name(self, table: Table) -> str:
        """A table's name with its database."""
        return f"{quoted(table.schema or self.schema)}.{quoted(table.name)}"

    def mark(self, number: int, kind: Kind) -> str:
        """The driver's placeholder."""
        return "%s"

    def reuses(self, kind: Kind) -> bool:
        """The driver writes each value into the text, so that there is no bound."""
        return False

    def bound(self, value: Scalar) -> Scalar:
        """An instant as the session's clock, which is UTC, shows it."""
        return _utc_text(value) if isinstance(value, datetime) else value

    def finds(self, kind: ColumnKind, value: Scalar) -> bool:
        """A text finds the index of a text column; of a uuid, if it is one."""
        return kind.family == "uuid" or kind.family not in ("date", "other")

    def compared(self, held: str, kind: ColumnKind, finds: bool) -> Sequence[str]:
        """The column itself, which finds an index, and its text, which decides."""
        if kind.family in ("text", "uuid"):
            return (held, self.textual(held, kind))
        return (held,) if finds else (self.textual(held, kind),)

    def value(self, sql: Sql, kind: ColumnKind, value: Scalar, number: int) -> str:
        """A value as the driver writes it; a whole number is compared as one."""
        mark = sql.put(value)
        if kind.family == "instant":
            return f"CAST({mark} AS DATETIME(6))"
        if kind_of(value) == "whole number" and kind.family in ("integer", "decimal"):
            return f"CAST({mark} AS SIGNED)"
        return mark

    def textual(self, held: str, kind: ColumnKind) -> str:
        """The column's text, compared by code points."""
        text = f"CONVERT({held} USING utf8mb4)" if kind.family == "text" else f"CAST({held} AS CHAR)"
        return f"({text} COLLATE {self.bytewise})"

    def as_in(self, held: str, kind: ColumnKind, other: ColumnKind) -> str:
        """A text column in the other's character set and collation, so that its index is found."""
        if (kind.type, kind.collation) == (other.type, other.collation):
            return held
        return f"CONVERT({held} USING {other.type}) COLLATE {other.collation}"

    def number(self, sql: Sql, value: int) -> str:
        """A whole number."""
        return sql.put(value)

    def text(self, sql: Sql, value: str) -> str:
        """A text."""
        return sql.put(value)

    def instant(self, sql: Sql, value: datetime) -> str:
        """An instant."""
        return f"CAST({sql.put(value)} AS DATETIME(6))"

    def wall(self, sql: Sql, value: str) -> str:
        """A date, or date and time."""
        return f"CAST({sql.put(value)} AS DATETIME(6))"

    def in_calendar(self, held: str) -> str:
        """A year's unknown month or day is written 00, and compares like a date."""
        return f" AND month({held}) > 0 AND dayofmonth({held}) > 0"

    def begins(self, sql: Sql, text: str, prefix: str) -> str:
        """That a text begins so: both count code points."""
        return f"left({text}, {len(prefix):d}) = {sql.put(prefix)}"

    def matches(self, text: str, pattern: str, anywhere: str = "") -> str:
        """That a text begins so, or holds a sign."""
        return f"{text} REGEXP '{anywhere or '^' + pattern}'"

    def seconds_of_iso(self, text: str) -> str:
        """The wall time as microseconds since 1970, less the offset; NULL where the shape is another."""
        clock = f"regexp_replace(substr({text}, 12), '(Z|[+-].*)$', '')"
        offset = f"regexp_substr(substr({text}, 12), '[+-].*$')"
        wall = f"CAST(trim(concat(left({text}, 10), ' ', {clock})) AS DATETIME(6))"
        minutes = f"if(char_length({offset}) > 3, right({offset}, 2), 0)"
        ahead = f"concat(left({offset}, 1), 1) * (substr({offset}, 2, 2) * 3600 + {minutes} * 60)"
        seconds = f"if({offset} = '', 0, {ahead})"
        micros = f"timestampdiff(MICROSECOND, '1970-01-01', {wall})"
        return f"CASE WHEN {text} REGEXP '^{ISO_TEXT}{_END}' THEN {micros} / 1e6 - {seconds} END"

    def small(self, text: str) -> str:
        """By sign: `lower` knows other letters too, and `replace` tells large from small."""
        for sign in ascii_uppercase:
            text = f"replace({text}, '{sign}', '{sign.lower()}')"
        return text

    def json_value(self, document: str, kind: ColumnKind, keys: Sequence[str]) -> JsonValue:
        """What lies at these keys; where it is no JSON, NULL."""
        value = f"CASE WHEN JSON_VALID({document}) THEN JSON_EXTRACT({document}, {_steps(keys)}) END"
        return JsonValue(f"({value})", f"JSON_TYPE({value})")

    def json_text(self, value: JsonValue) -> str:
        """A text without its quotation marks; NULL of anything else."""
        return f"(CASE WHEN {value.type} = 'STRING' THEN JSON_UNQUOTE({value.value}) END)"

    def json_number(self, value: JsonValue) -> str:
        """The cast is reached by plain numbers alone; a text would have its quotation marks."""
        shaped = f"{value.value} REGEXP '^{PLAIN_NUMBER}{_END}'"
        return f"(CASE WHEN {shaped} THEN CAST({value.value} AS DOUBLE) END)"

    def json_shown(self, value: JsonValue) -> str:
        """A text as it is, of all else the JSON; null is NULL."""
        text = f"WHEN 'STRING' THEN JSON_UNQUOTE({value.value})"
        return f"(CASE {value.type} WHEN 'NULL' THEN NULL {text} ELSE {value.value} END)"

    def json_changed(
        self, document: str, kind: ColumnKind, settings: Sequence[tuple[tuple[str, ...], str]]
    ) -> str:
        """The document with other values where it has them; what the server cannot change stays as it is."""
        changed = ", ".join(f"{_steps(keys)}, {value}" for keys, value in settings)
        made = f"coalesce(JSON_REPLACE({document}, {changed}), {document})"
        return f"CASE WHEN JSON_VALID({document}) THEN {made} ELSE {document} END"

    def names_in(self, sql: Sql, path: JsonPath, row: Row) -> tuple[str, str]:
        """A row for each name of the object."""
        value = self.inside(sql, path, row)
        only = f"CASE WHEN {value.type} = 'OBJECT' THEN JSON_KEYS({value.value}) END"
        columns = "COLUMNS (name LONGTEXT CHARACTER SET utf8mb4 PATH '$')"
        return f", JSON_TABLE({only}, '$[*]' {columns}) AS _honour_names", "_honour_names.name"

    def shown(self, held: str, kind: ColumnKind) -> str:
        """A column as it is."""
        return held

    def joined(self, *texts: str) -> str:
        """Texts one after the other."""
        return f"concat({', '.join(texts)})"

    def lacks(self, sql: Sql, link: Link, inner: Condition, row: Row) -> str:
        """Where an index finds the linked rows, the planner is kept from writing all that are so into a table
        of its own first: most rows are not asked, and it cannot know.
        """
        exists = self.exists(sql, link, inner, row)
        found = link.by == "key" and (link.to, link.to_columns) in self.indexed
        return f"NOT (coalesce({exists}, {self.never}))" if found else f"NOT ({exists})"

    def deletion(self, sql: Sql, selection: Selection) -> str:
        """The statement that deletes the selected rows."""
        row = sql.row(selection.table)
        if not self._looks_elsewhere(selection):
            return super().deletion(sql, selection)
        return f"DELETE {row.name} FROM {row.name} {self._joined_keys(sql, selection, row)}"

    def change(self, sql: Sql, selection: Selection, settings: Callable[[], str]) -> str:
        """The statement that sets columns of the selected rows."""
        row = sql.row(selection.table)
        if not self._looks_elsewhere(selection):
            return super().change(sql, selection, settings)
        keys = self._joined_keys(sql, selection, row)  # its values come before those that are set
        return f"UPDATE {row.name} {keys} SET {settings()}"  # noqa: S608 - names quoted, values bound

    def deletion_of(self, sql: Sql, rows: Numbered, selection: Selection) -> str:
        """The statement that deletes those of the numbered rows that are selected."""
        row = sql.row(selection.table)
        met = f"{self._met_by(sql, rows, row)} WHERE {self._of(sql, rows, selection, row)}"
        return f"DELETE {row.name} FROM {met}"

    def change_of(self, sql: Sql, rows: Numbered, selection: Selection, settings: Callable[[], str]) -> str:
        """The statement that sets columns of those of the numbered rows that are selected."""
        row = sql.row(selection.table)
        begun = f"UPDATE {self._met_by(sql, rows, row)} SET {settings()}"  # noqa: S608 - names quoted, values bound
        return f"{begun} WHERE {self._of(sql, rows, selection, row)}"

    def _met_by(self, sql: Sql, rows: Numbered, row: Row) -> str:
        """The keys first and then their rows, never the other way round; each row is locked as it is read."""
        return f"{rows.due} STRAIGHT_JOIN {row.name} ON {same(sql, rows, row)}"

    def _of(self, sql: Sql, rows: Numbered, selection: Selection, row: Row) -> str:
        return f"{within(sql, rows)} AND {sql.where(selection.condition, row)}"

    def _looks_elsewhere(self, selection: Selection) -> bool:
        return bool(tables_read(selection.condition) and self.keys.get(selection.table))

    def _joined_keys(self, sql: Sql, selection: Selection, row: Row) -> str:
        columns = [quoted(column) for column in self.keys[selection.table]]
        chosen = ", ".join(f"{row.name}.{column}" for column in columns)
        found = f"SELECT DISTINCT {chosen} FROM {row.name} WHERE {sql.where(selection.condition, row)}"  # noqa: S608 - names quoted, values bound
        same = " AND ".join(f"{row.name}.{column} = _honour_keys.{column}" for column in columns)
        return f"JOIN ({found}) AS _honour_keys ON {same}"


def _steps(keys: Sequence[str]) -> str:
    """The way into a document, for a driver that takes a percent sign for a mark."""
    names = "".join(f'."{key}"' for key in keys).replace("'", "''").replace("%", "%%")
    return f"'${names}'"


def _utc_text(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
