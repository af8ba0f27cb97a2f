"""SQLite's spelling: a value has a type, its column has none, so each condition asks the value."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from honour.connectors.sql.batching import key_names, within
from honour.connectors.sql.compiling import Numbered, Row, Sql, leads_from_subject
from honour.connectors.sql.values import TEXTS, Kind, kind_of
from honour.places.json_paths import SIGN, JsonPath, json_path
from honour.places.map import UNIQUE_PREFIX
from honour.places.selections import (
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

ISO_INSTANT: Final = "honour_iso_seconds"
"""The function that the connection offers: seconds since 1970 of an ISO text, or NULL."""

_DATE_SHAPE = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'"
_NOT_ISO = "'*[^-0-9:.,+TZW ]*'"
_INTEGER = "INT"  # SQLite's own rule: a declared type with these letters has integer affinity
_TEXT, _TEXT_OR_NULL = "'text'", "('text', 'null')"
_NOBODYS: frozenset[Kind] = frozenset({"nobody's", "big integer", "instant"})  # what SQLite has no value for


def quoted(name: str) -> str:
    """A name as SQLite takes it, whatever it is made of."""
    return '"' + name.replace('"', '""') + '"'


class SqliteDialect:
    """What a SQLite database is asked; `quote` writes an identifier."""

    always = "1"
    never = "0"

    def __init__(
        self, quote: Callable[[str], str], columns: Callable[[Table], Mapping[str, str]] = lambda table: {}
    ) -> None:
        self.quote, self.columns = quote, columns

    def name(self, table: Table) -> str:
        """A table's quoted name."""
        parts = [part for part in (table.schema, table.name) if part is not None]
        return ".".join(self.quote(part) for part in parts)

    def mark(self, number: int, kind: Kind) -> str:
        """A text that is no UTF-8 came so out of a file (`surrogateescape`), and goes back as its bytes."""
        return f"CAST(?{number} AS TEXT)" if kind == "odd text" else f"?{number}"

    def reuses(self, kind: Kind) -> bool:
        """A value has a type of its own here, and no place gives it another."""
        return True

    def bound(self, value: Scalar) -> Scalar:
        """A value as the driver takes it."""
        if isinstance(value, str) and kind_of(value) == "odd text":
            return value.encode("utf-8", "surrogateescape")
        return value

    def is_one_of(self, sql: Sql, columns: Sequence[str], keys: Sequence[Key], row: Row) -> str:
        """The row's columns are one of these keys. NULL is none; no key is converted to a column's type."""
        possible = [key for key in keys if all(kind_of(part) not in _NOBODYS for part in key)]
        kinds = sorted({_texts_in(key) for key in possible})
        if not kinds:
            return self.never
        held = [sql.column(row, column) for column in columns]
        return "(" + " OR ".join(_is_one_of_kind(sql, held, kind, possible) for kind in kinds) + ")"

    def path(self, table: Table, column: str) -> JsonPath | None:
        """The path into a column's JSON that a name writes; the table is looked at where it may write one."""
        return json_path(column, self.columns(table)) if SIGN in column else None

    def held(self, sql: Sql, column: str, row: Row) -> str:
        """The column; of what JSON holds at a path, texts and numbers, else NULL."""
        path = self.path(row.table, column)
        if path is None:
            return sql.column(row, column)
        document, steps = sql.column(row, path.column), _steps(path)
        known = f"json_type({document}, {steps}) IN ('text', 'integer', 'real')"
        value = f"CASE WHEN {known} THEN json_extract({document}, {steps}) END"
        return f"(CASE WHEN {_is_json(document)} THEN {value} END)"

    def missing(self, sql: Sql, column: str, row: Row) -> str:
        """The column holds NULL, or its JSON nothing at the path."""
        path = self.path(row.table, column)
        if path is None:
            return f"{sql.column(row, column)} IS NULL"
        return f"(coalesce({self._type(sql, path, row)}, 'null') = 'null')"

    def read(self, sql: Sql, column: str, row: Row) -> str:
        """The column; at a path, what it holds, true and false as such."""
        path = self.path(row.table, column)
        if path is None:
            return sql.column(row, column)
        document, steps = sql.column(row, path.column), _steps(path)
        truths = "WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'"
        value = f"CASE json_type({document}, {steps}) {truths} ELSE json_extract({document}, {steps}) END"
        return f"CASE WHEN {_is_json(document)} THEN {value} END"

    def document(self, sql: Sql, row: Row, settings: Sequence[tuple[JsonPath, str]]) -> str:
        """The document with other values where it has them; what is no JSON stays as it is."""
        document = sql.column(row, settings[0][0].column)
        # What is null there already has ended: `json_replace` would write over it.
        changed = ", ".join(
            f"{_steps(path)},"
            f" CASE json_type({document}, {_steps(path)}) WHEN 'null' THEN NULL ELSE {value} END"
            for path, value in settings
        )
        return f"CASE WHEN {_is_json(document)} THEN json_replace({document}, {changed}) ELSE {document} END"

    def names_in(self, sql: Sql, path: JsonPath, row: Row) -> tuple[str, str]:
        """A row for each name of the object."""
        document, steps = sql.column(row, path.column), _steps(path)
        only = f"CASE WHEN {self._type(sql, path, row)} = 'object' THEN {document} ELSE '{{}}' END"
        return f", json_each({only}, {steps}) AS _honour_names", "_honour_names.key"

    def no_object(self, sql: Sql, path: JsonPath, row: Row) -> str:
        """Something else than an object; of the whole document, what is no JSON too."""
        none = (
            "'null'"
            if path.keys
            else f"CASE WHEN {sql.column(row, path.column)} IS NULL THEN 'null' ELSE '' END"
        )
        return f"coalesce({self._type(sql, path, row)}, {none}) NOT IN ('object', 'null')"

    def _type(self, sql: Sql, path: JsonPath, row: Row) -> str:
        document = sql.column(row, path.column)
        return f"CASE WHEN {_is_json(document)} THEN json_type({document}, {_steps(path)}) END"

    def equals(self, sql: Sql, column: str, value: str | int, row: Row) -> str:
        """The column holds this constant, of this type."""
        if kind_of(value) in _NOBODYS or (isinstance(value, int) and self.path(row.table, column)):
            return self.never
        held, kind = self.held(sql, column, row), "integer" if isinstance(value, int) else "text"
        return f"(typeof({held}) = '{kind}' AND {held} = {sql.put(value)} COLLATE BINARY)"

    def starts(self, sql: Sql, column: str, prefix: str, row: Row) -> str:
        """Compared as bytes: `substr` of a text ends at the first NUL, and of nothing it is NULL."""
        held = self.held(sql, column, row)
        if not prefix:
            return f"(typeof({held}) = 'text')"
        begins = f"substr(CAST({held} AS BLOB), 1, length(CAST({sql.put(prefix)} AS BLOB)))"
        return f"(typeof({held}) = 'text' AND {begins} IS CAST({sql.put(prefix)} AS BLOB))"

    def before(self, sql: Sql, condition: Before, row: Row) -> str:
        """The value is a date so written, not too early and before the instant."""
        held, instant = self.held(sql, condition.column, row), condition.instant
        zone, since = condition.written.zone, condition.written.since
        match condition.written.form:
            case "wall":
                # The comparison first: it is the cheapest, and most rows of a large table are not due.
                high, low = sql.put(wall_text(instant, zone)), sql.put(wall_text(since, zone))
                within_ = f"{held} COLLATE BINARY < {high} AND {held} COLLATE BINARY >= {low}"
                shaped = f"typeof({held}) = 'text' AND {held} GLOB {_DATE_SHAPE} AND {_in_calendar(held)}"
                return f"({within_} AND {shaped})"
            case "unix seconds":
                low, high = sql.put(since.timestamp()), sql.put(instant.timestamp())
                return f"(typeof({held}) IN ('integer', 'real') AND {held} >= {low} AND {held} < {high})"
            case "iso text":
                low, high = sql.put(since.timestamp()), sql.put(instant.timestamp())
                seconds = _seconds_of_iso(held)
                return f"coalesce({seconds} >= {low} AND {seconds} < {high}, 0)"

    def exists(self, sql: Sql, link: Link, inner: Condition, row: Row) -> str:
        """Some linked row is so.

        Few rows are the subject's: look for those, and not at each outer row. And no index knows how links by
        value are compared: each of both tables is read once, and not once a row.
        """
        other = sql.other(link.to)
        source = f"FROM {self.name(link.to)} AS {other.name} WHERE"
        if link.by == "value" or leads_from_subject(inner):
            here, there = _ends(sql, link, row, other)
            known = " AND ".join(f"{column} IS NOT NULL" for column in here)
            ends = " AND ".join(f"{column} IS NOT NULL" for column in there)
            if self._both_numbers(link):
                mine, theirs = [f"{column} COLLATE BINARY" for column in here], there
            else:
                mine, theirs = _typed(here), _typed(there)
            found = f"SELECT {', '.join(theirs)} {source} {ends} AND {sql.where(inner, other)}"
            return f"({known} AND ({', '.join(mine)}) IN ({found}))"
        return f"EXISTS (SELECT 1 {source} {_joined(sql, link, row, other)} AND {sql.where(inner, other)})"

    def lacks(self, sql: Sql, link: Link, inner: Condition, row: Row) -> str:
        """No linked row is so."""
        return f"NOT ({self.exists(sql, link, inner, row)})"

    def _both_numbers(self, link: Link) -> bool:
        """Whether both ends were declared as numbers: then SQLite converts neither to compare them, and a
        text in one is no number in the other.
        """
        if link.by == "value":
            return False
        here, there = self.columns(link.table), self.columns(link.to)
        ends = zip(link.columns, link.to_columns, strict=True)
        return all(_INTEGER in here.get(a, "") and _INTEGER in there.get(b, "") for a, b in ends)

    def several(self, sql: Sql, link: Link, row: Row) -> str:
        """More than one linked row."""
        other = sql.other(link.to)
        rows = f"FROM {self.name(link.to)} AS {other.name} WHERE {_joined(sql, link, row, other)}"
        return f"((SELECT count(*) {rows}) > 1)"

    def descendant(self, sql: Sql, link: Link, inner: Condition, row: Row) -> str:
        """From the rows that are so, the link is walked up, from all at once; this row is met."""
        start, next_, walked = sql.other(link.table), sql.other(link.table), sql.other(link.table)
        width = len(link.columns)
        names = [f"_{number}" for number in range(2 * width)]
        listed = ", ".join(names)
        begun, further = (", ".join(_typed([sql.column(r, c) for c in link.columns])) for r in (start, next_))
        met = " AND ".join(
            _same(sql.column(next_, column), f"{walked.name}.{name}")
            for column, name in zip(link.to_columns, names[:width], strict=True)
        )
        table = self.name(link.table)
        # S608: names are quoted, values bound.
        first = f"SELECT {begun} FROM {table} AS {start.name} WHERE {sql.where(inner, start)}"  # noqa: S608
        on = f"SELECT {further} FROM {table} AS {next_.name} JOIN {walked.name} ON {met}"  # noqa: S608
        ends = " AND ".join(f"{name} IS NOT NULL" for name in names)
        above = f"WITH RECURSIVE {walked.name} ({listed}) AS ({first} UNION {on})"
        found = f"{above} SELECT {listed} FROM {walked.name} WHERE {ends}"  # noqa: S608
        here = [sql.column(row, column) for column in link.to_columns]
        known = " AND ".join(f"{column} IS NOT NULL" for column in here)
        return f"({known} AND ({', '.join(_typed(here))}) IN ({found}))"

    def date(self, sql: Sql, column: str, written: Written, row: Row) -> str:
        """The date as it lies there; an ISO text in seconds."""
        held = self.held(sql, column, row)
        return _seconds_of_iso(held) if written.form == "iso text" else f"{held} COLLATE BINARY"

    def together(self, looks: Sequence[str], columns: Sequence[str]) -> str:
        """Below each other: to join as many costs SQLite three times what the questions cost."""
        return " UNION ALL ".join(looks)

    def looks_like(self, sql: Sql, column: str, wanted: str, row: Row) -> str:
        """As it is written, case and spaces around left out.

        Signs beyond plain ASCII may become plain ones, and odd spaces vanish, when they are normalised.
        """
        held = sql.column(row, column)
        same = f"lower(trim({held})) = {sql.put(wanted)} COLLATE BINARY"
        return f"({same} OR {held} GLOB '*[^ -~]*' OR instr({held}, char(0)))"

    def unique(self, sql: Sql, suffix: str) -> str:
        """`erased-`, 32 random hexadecimal digits, and this."""
        return f"{sql.put(UNIQUE_PREFIX)} || lower(hex(randomblob(16))) || {sql.put(suffix)}"

    def deletion(self, sql: Sql, selection: Selection) -> str:
        """The statement that deletes the selected rows."""
        row = sql.row(selection.table)
        return f"DELETE FROM {row.name} WHERE {sql.where(selection.condition, row)}"  # noqa: S608 - names quoted, values bound

    def change(self, sql: Sql, selection: Selection, settings: Callable[[], str]) -> str:
        """The statement that sets columns of the selected rows."""
        row = sql.row(selection.table)
        return f"UPDATE {row.name} SET {settings()} WHERE {sql.where(selection.condition, row)}"  # noqa: S608 - names quoted, values bound

    def deletion_of(self, sql: Sql, rows: Numbered, selection: Selection) -> str:
        """The statement that deletes those of the numbered rows that are selected."""
        row = sql.row(selection.table)
        return f"DELETE FROM {row.name} WHERE {_is_numbered(sql, rows, selection, row)}"  # noqa: S608 - names quoted, values bound

    def change_of(self, sql: Sql, rows: Numbered, selection: Selection, settings: Callable[[], str]) -> str:
        """The statement that sets columns of those of the numbered rows that are selected."""
        row = sql.row(selection.table)
        return f"UPDATE {row.name} SET {settings()} WHERE {_is_numbered(sql, rows, selection, row)}"  # noqa: S608 - names quoted, values bound


def _is_numbered(sql: Sql, rows: Numbered, selection: Selection, row: Row) -> str:
    held = ", ".join(sql.column(row, column) for column in rows.columns)
    keys = ", ".join(f"{rows.due}.{name}" for name in key_names(rows.columns))
    found = f"SELECT {keys} FROM {rows.due} WHERE {within(sql, rows)}"  # noqa: S608 - names quoted, values bound
    return f"({held}) IN ({found}) AND {sql.where(selection.condition, row)}"


def _steps(path: JsonPath) -> str:
    """The way into a document; `json_paths` lets no name pass that would need more than this."""
    names = "".join(f'."{key}"' for key in path.keys).replace("'", "''")
    return f"'${names}'"


def _is_json(document: str) -> str:
    return f"typeof({document}) = 'text' AND json_valid({document})"


def _is_one_of_kind(sql: Sql, held: Sequence[str], texts: tuple[bool, ...], keys: Sequence[Key]) -> str:
    """The columns are one of those keys that are texts in just these columns."""
    of_kind = [key for key in keys if _texts_in(key) == texts]
    typed = " AND ".join(
        f"typeof({column}) {'=' if is_text else 'NOT IN'} {_TEXT if is_text else _TEXT_OR_NULL}"
        for column, is_text in zip(held, texts, strict=True)
    )
    compared = [f"{column} COLLATE BINARY" for column in held]
    first = f"{typed} AND {compared[0]} IN ({sql.put(*(key[0] for key in of_kind))})"  # finds an index
    if len(held) == 1:
        return f"({first})"
    rows = ", ".join(f"({sql.put(*key)})" for key in of_kind)
    return f"({first} AND ({', '.join(compared)}) IN (VALUES {rows}))"


def _ends(sql: Sql, link: Link, row: Row, other: Row) -> tuple[list[str], list[str]]:
    """Both ends of a link as it compares them: see `places.selections.compared`."""
    here = [sql.column(row, column) for column in link.columns]
    there = [sql.column(other, column) for column in link.to_columns]
    if link.by == "key":
        return here, there
    return [_compared(column) for column in here], [_compared(column) for column in there]


def _compared(column: str) -> str:
    return f"CASE WHEN {_is_text(column)} THEN nullif(lower(trim({column})), '') END"


def _joined(sql: Sql, link: Link, row: Row, other: Row) -> str:
    """One row stands at the end of the link that begins at the other."""
    here, there = _ends(sql, link, row, other)
    return " AND ".join(_same(there_, here_) for here_, there_ in zip(here, there, strict=True))


def _same(one: str, other: str) -> str:
    return f"{one} COLLATE BINARY = {other} AND {_is_text(one)} = {_is_text(other)}"


def _texts_in(key: Key) -> tuple[bool, ...]:
    return tuple(kind_of(part) in TEXTS for part in key)


def _seconds_of_iso(held: str) -> str:
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
