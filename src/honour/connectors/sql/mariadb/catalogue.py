"""What MariaDB says of its own tables, in five statements however many tables there are."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from honour.connectors.sql.server import GUARD_TABLE
from honour.connectors.sql.typed import ColumnKind, Family
from honour.places.catalogue import ColumnFacts, ForeignKey, TableFacts
from honour.places.selections import Link, Table

_FAMILIES: Mapping[str, Family] = {
    **dict.fromkeys(("tinyint", "smallint", "mediumint", "int", "bigint", "year"), "integer"),
    "decimal": "decimal",
    "float": "float",
    "double": "float",
    **dict.fromkeys(("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "json"), "text"),
    **dict.fromkeys(("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "bit"), "bytes"),
    "date": "date",
    "datetime": "date",
    "timestamp": "instant",
    "uuid": "uuid",
}

_COLUMNS = """
SELECT t.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE, c.IS_NULLABLE, c.COLUMN_KEY, c.DATA_TYPE,
       c.CHARACTER_SET_NAME, c.COLLATION_NAME
FROM information_schema.TABLES t
JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
WHERE t.TABLE_SCHEMA = database() AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
ORDER BY t.TABLE_NAME, c.ORDINAL_POSITION"""
_INDEXES = """
SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA = database() AND NON_UNIQUE = 0 ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX"""
_KEYS = """
SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME,
       k.REFERENCED_COLUMN_NAME, r.DELETE_RULE
FROM information_schema.KEY_COLUMN_USAGE k
JOIN information_schema.REFERENTIAL_CONSTRAINTS r
  ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
 AND r.TABLE_NAME = k.TABLE_NAME
WHERE k.TABLE_SCHEMA = database() AND k.REFERENCED_TABLE_NAME IS NOT NULL
ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION"""
_TRIGGERS = """
SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME FROM information_schema.TRIGGERS
WHERE EVENT_OBJECT_SCHEMA = database() ORDER BY TRIGGER_NAME"""


@dataclass(frozen=True, slots=True)
class Read:
    """What the catalogue said: each table's facts, and what its columns are to a statement."""

    tables: Mapping[Table, TableFacts]
    kinds: Mapping[Table, Mapping[str, ColumnKind]]


def read_catalogue(ask: Callable[[str], Sequence[Any]], store: str, database: str) -> Read:
    """Every table of the connected database, but Honour's own."""
    columns: dict[str, list[Any]] = defaultdict(list)
    for name, *rest in ask(_COLUMNS):
        if name != GUARD_TABLE:
            columns[name].append(rest)
    indexes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, index, column in ask(_INDEXES):
        indexes[name, index].append(column)
    unique = {(name, only) for (name, _), (only, *more) in indexes.items() if not more}
    keys = _foreign_keys(ask(_KEYS), store, database)
    triggers: dict[str, list[str]] = defaultdict(list)
    for name, trigger in ask(_TRIGGERS):
        triggers[name].append(trigger)
    facts, kinds = {}, {}
    for name, rows in columns.items():
        table = Table(store, name)
        kinds[table] = {column: _kind(kind, *rest) for column, kind, _, _, *rest in rows}
        facts[table] = TableFacts(
            {
                column: ColumnFacts(kind, nullable == "YES", (name, column) in unique)
                for column, kind, nullable, *_ in rows
            },
            tuple(indexes.get((name, "PRIMARY"), ())),
            tuple(keys[name]),
            tuple(triggers[name]),
            tuple(
                tuple(columns)
                for (of, index), columns in indexes.items()
                if of == name and index != "PRIMARY" and None not in columns
            ),
        )
    return Read(facts, kinds)


def _foreign_keys(rows: Sequence[Any], store: str, database: str) -> defaultdict[str, list[ForeignKey]]:
    parts: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for name, key, *rest in rows:
        parts[name, key].append(rest)
    found: defaultdict[str, list[ForeignKey]] = defaultdict(list)
    for (name, _), ends in parts.items():
        schema, to, on_delete = ends[0][1], ends[0][2], ends[0][4]
        there = Table(store, to, None if schema == database else schema)
        columns, to_columns = tuple(end[0] for end in ends), tuple(end[3] for end in ends)
        link = Link(Table(store, name), columns, there, to_columns)
        found[name].append(ForeignKey(link, on_delete, can_wait=True))  # SET foreign_key_checks
    return found


def _kind(written: str, name: str, charset: str | None, collation: str | None) -> ColumnKind:
    family = _FAMILIES.get(name, "other")
    if family == "text" and charset and collation:
        return ColumnKind(family, charset, collation, exact=False)
    return ColumnKind(family, written)
