"""PostgreSQL's spelling. Texts are compared byte for byte under the collation C."""

from collections.abc import Callable, Sequence
from datetime import datetime
from string import ascii_lowercase, ascii_uppercase

from honour.connectors.sql.batching import same, within
from honour.connectors.sql.compiling import Numbered, Row, Sql
from honour.connectors.sql.typed import ColumnKind, Family, JsonValue, Kinds, TypedDialect
from honour.connectors.sql.values import Kind, kind_of
from honour.places.json_paths import PLAIN_NUMBER, JsonPath
from honour.places.selections import ISO_TEXT, Scalar, Selection, Table

_BYTES = ' COLLATE "C"'
_CASTS: dict[tuple[Family, Kind], str] = {
    ("integer", "whole number"): "::float8::int8",
    ("decimal", "whole number"): "::float8::numeric",
    ("decimal", "float"): "::float8::numeric",
}
_CAST: dict[Family, str] = {
    "integer": "::int8",
    "decimal": "::numeric",
    "float": "::float8",
    "bytes": "::bytea",
    "instant": "::timestamptz",
    "uuid": "::uuid",
}
_COMPARED_AS_TEXT: frozenset[Family] = frozenset({"date", "other"})


_BAD_ESCAPE = r"\\u(0000|[dD][89a-fA-F])"
_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"


def _literal(key: str) -> str:
    """A name inside JSON, which `json_paths` keeps plain."""
    return "'" + key.replace("'", "''") + "'"


def _json(kind: ColumnKind) -> str:
    return "json" if kind.type == "json" else "jsonb"


def _readable(document: str, kind: ColumnKind) -> str:
    """A document; of `json`, which takes what no text can be made of, only one without that."""
    if _json(kind) == "jsonb":
        return document
    bad = f"regexp_replace({document}::text, '{_PAIR}', '', 'g') ~ '{_BAD_ESCAPE}'"
    return f"(CASE WHEN NOT {bad} THEN {document} END)"


def _json_of(value: str, type_: str) -> str:
    return f"'null'::{type_}" if value == "NULL" else f"to_{type_}(({value})::text)"


def _rebuilt(document: str, settings: Sequence[tuple[tuple[str, ...], str]], depth: int = 0) -> str:
    """A document of `json` written anew, name by name, each other value as it stands."""
    by_name: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for (name, *rest), value in settings:
        by_name.setdefault(name, []).append((tuple(rest), value))
    part, held = f"_honour_part_{depth}", f"_honour_part_{depth}.value"
    cases = " ".join(
        f"WHEN {_literal(name)} THEN "
        + (_rebuilt(held, inner, depth + 1) if inner[0][0] else _unless_null(held, inner[0][1]))
        for name, inner in by_name.items()
    )
    each = f"json_each({document}) WITH ORDINALITY AS {part}(name, value, place)"
    made = f"json_object_agg({part}.name, CASE {part}.name {cases} ELSE {held} END ORDER BY {part}.place)"
    whole = f"coalesce((SELECT {made} FROM {each}), {document})"  # noqa: S608 - names quoted, values bound
    return f"CASE WHEN json_typeof({document}) = 'object' THEN {whole} ELSE {document} END"


def _unless_null(held: str, value: str) -> str:
    return f"CASE WHEN json_typeof({held}) = 'null' THEN {held} ELSE {value} END"  # nothing there ends


def quoted(name: str) -> str:
    """A name as an identifier."""
    return '"' + name.replace('"', '""') + '"'


class PostgresDialect(TypedDialect):
    """How a PostgreSQL database is asked; a table without a schema lies in `schema`."""

    no_text = frozenset({"odd text", "text with NUL"})
    text_of_json = ColumnKind("text", "text")
    random = "replace(gen_random_uuid()::text, '-', '')"

    def __init__(self, kinds: Kinds, schema: str) -> None:
        super().__init__(kinds)
        self.schema = schema

    def quote(self, name: str) -> str:
        """A name as an identifier."""
        return quoted(name)

    def name(self, table: Table) -> str:
        """A table's name with its schema."""
        return f"{quoted(table.schema or self.schema)}.{quoted(table.name)}"

    def mark(self, number: int, kind: Kind) -> str:
        """The server's own placeholder; its type is inferred, or said where it matters."""
        return f"${number}"

    def reuses(self, kind: Kind) -> bool:
        """Whole numbers bear their type; a text's is inferred from what it is compared with, there alone."""
        return kind in ("integer", "long integer")

    def bound(self, value: Scalar) -> Scalar:
        """A value as psycopg takes it."""
        return value

    def finds(self, kind: ColumnKind, value: Scalar) -> bool:
        """Every value that enters a column is one of its own."""
        return True

    def compared(self, held: str, kind: ColumnKind, finds: bool) -> Sequence[str]:
        """The column itself, and its bytes where its collation takes different texts for one."""
        if kind.family in _COMPARED_AS_TEXT:
            return (self.textual(held, kind),)
        return (held,) if kind.exact else (held, self.textual(held, kind))

    def value(self, sql: Sql, kind: ColumnKind, value: Scalar, number: int) -> str:
        """A value, of the column's own type for the column itself."""
        mark = sql.put(value)
        if kind.family == "text":
            return mark if number else f"{mark}::{kind.type}"
        cast = _CASTS.get((kind.family, kind_of(value))) or _CAST.get(kind.family, "::text")
        return mark + cast

    def textual(self, held: str, kind: ColumnKind) -> str:
        """The column's text, compared byte for byte."""
        return f"({held}::text{_BYTES})"

    def as_in(self, held: str, kind: ColumnKind, other: ColumnKind) -> str:
        """A text column as the other column's type and collation have it, so that its index is found."""
        collation = f" COLLATE {other.collation}" if other.collation else ""
        return f"{held}::{other.type}{collation}"

    def number(self, sql: Sql, value: int) -> str:
        """A whole number."""
        return f"{sql.put(value)}::int8"

    def text(self, sql: Sql, value: str) -> str:
        """A text."""
        return f"{sql.put(value)}::text"

    def instant(self, sql: Sql, value: datetime) -> str:
        """An instant."""
        return f"{sql.put(value)}::timestamptz"

    def wall(self, sql: Sql, value: str) -> str:
        """A date, or date and time; a column of dates is compared with it as at midnight."""
        return f"{sql.put(value)}::timestamp"

    def in_calendar(self, held: str) -> str:
        """PostgreSQL takes no other date."""
        return ""

    def begins(self, sql: Sql, text: str, prefix: str) -> str:
        """That a text begins so."""
        return f"starts_with({text}, {sql.put(prefix)}::text)"

    def matches(self, text: str, pattern: str, anywhere: str = "") -> str:
        """Without flags, `^` is the text's beginning alone."""
        return f"{text} ~ '{anywhere or '^' + pattern}'"

    def seconds_of_iso(self, text: str) -> str:
        """The cast is reached by texts of the shape alone, which it never refuses."""
        return f"CASE WHEN {text} ~ '^{ISO_TEXT}$' THEN extract(epoch FROM {text}::timestamptz) END"

    def small(self, text: str) -> str:
        """By sign, since `lower` goes by the locale."""
        return f"translate({text}, '{ascii_uppercase}', '{ascii_lowercase}')"

    def deletion_of(self, sql: Sql, rows: Numbered, selection: Selection) -> str:
        """The statement that deletes those of the numbered rows that are selected."""
        row = sql.row(selection.table)
        return f"DELETE FROM {row.name} USING {rows.due} WHERE {self._of(sql, rows, selection, row)}"  # noqa: S608 - names quoted, values bound

    def change_of(self, sql: Sql, rows: Numbered, selection: Selection, settings: Callable[[], str]) -> str:
        """The statement that sets columns of those of the numbered rows that are selected."""
        row = sql.row(selection.table)
        begun = f"UPDATE {row.name} SET {settings()} FROM {rows.due}"  # noqa: S608 - names quoted, values bound
        return f"{begun} WHERE {self._of(sql, rows, selection, row)}"

    def _of(self, sql: Sql, rows: Numbered, selection: Selection, row: Row) -> str:
        return f"{within(sql, rows)} AND {same(sql, rows, row)} AND {sql.where(selection.condition, row)}"

    def json_value(self, document: str, kind: ColumnKind, keys: Sequence[str]) -> JsonValue:
        """By names alone: `->` with a text gives nothing of an array or of anything but an object."""
        value = "".join((_readable(document, kind), *(f" -> {_literal(key)}" for key in keys)))
        return JsonValue(f"({value})", f"{_json(kind)}_typeof({value})")

    def json_text(self, value: JsonValue) -> str:
        """A text without its quotation marks; NULL of anything else."""
        return f"(CASE WHEN {value.type} = 'string' THEN {value.value} #>> '{{}}' END)"

    def json_number(self, value: JsonValue) -> str:
        """The cast is reached by plain numbers alone; a text would have its quotation marks."""
        text = f"{value.value}::text"
        return f"(CASE WHEN {text} ~ '^{PLAIN_NUMBER}$' THEN {text}::float8 END)"

    def json_shown(self, value: JsonValue) -> str:
        """A text as it is, of all else the JSON; null is NULL."""
        return f"({value.value} #>> '{{}}')"

    def json_changed(
        self, document: str, kind: ColumnKind, settings: Sequence[tuple[tuple[str, ...], str]]
    ) -> str:
        """`jsonb` keeps no order of its own. `json` does, so that its text is written anew, in order."""
        made = [(keys, _json_of(value, _json(kind))) for keys, value in settings]
        if _json(kind) == "json":
            readable = _readable(document, kind)
            return f"coalesce({_rebuilt(readable, made)}, {document})"
        changed = document
        for keys, value in made:
            parents = (self.json_value(document, kind, keys[:n]).type for n in range(len(keys)))
            objects = " AND ".join(f"{type_} = 'object'" for type_ in parents)
            objects += f" AND {self.json_value(document, kind, keys).type} <> 'null'"  # nothing there ends
            listed = f"ARRAY[{', '.join(map(_literal, keys))}]"
            # An empty way changes nothing; one through an array would be refused.
            way = f"CASE WHEN {objects} THEN {listed} ELSE ARRAY[]::text[] END"
            changed = f"jsonb_set({changed}, {way}, {value}, false)"
        return f"CASE WHEN jsonb_typeof({document}) = 'object' THEN {changed} ELSE {document} END"

    def names_in(self, sql: Sql, path: JsonPath, row: Row) -> tuple[str, str]:
        """A row for each name of the object."""
        kind, value = self.kind(row.table, path.column), self.inside(sql, path, row)
        only = f"CASE WHEN {value.type} = 'object' THEN {value.value} END"
        return f" CROSS JOIN LATERAL {_json(kind)}_object_keys({only}) AS _honour_names(name)", "name"

    def shown(self, held: str, kind: ColumnKind) -> str:
        """What is no text, number, date or bytes may know no order: it is read as text."""
        return f"{held}::text" if kind.family == "other" else held

    def joined(self, *texts: str) -> str:
        """Texts one after the other."""
        return " || ".join(texts)
