"""What MariaDB says of its own tables, in five statements however many tables there are.

The tables are those of the connected database, and of others those that foreign keys tie to it: a deletion
may reach them.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pymysql

from honour.connectors.sql.server import OURS_WRITTEN, is_honours_own
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

_POINTED_AT = """
SELECT DISTINCT REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME FROM information_schema.KEY_COLUMN_USAGE
WHERE TABLE_SCHEMA = %s AND REFERENCED_TABLE_SCHEMA <> %s"""
_POINTING = """
SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME FROM information_schema.KEY_COLUMN_USAGE
WHERE REFERENCED_TABLE_SCHEMA = %s AND TABLE_SCHEMA <> %s"""
_ACROSS = """
SELECT count(*) FROM information_schema.INNODB_SYS_FOREIGN
WHERE substring_index(FOR_NAME, '/', 1) <> substring_index(REF_NAME, '/', 1)"""
_COLUMNS = """
SELECT t.TABLE_SCHEMA, t.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE, c.IS_NULLABLE,
       c.GENERATION_EXPRESSION IS NOT NULL AND c.GENERATION_EXPRESSION <> '', t.TABLE_TYPE, e.TRANSACTIONS,
       c.DATA_TYPE, c.CHARACTER_SET_NAME, c.COLLATION_NAME
FROM information_schema.TABLES t
JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE
WHERE t.TABLE_SCHEMA IN ({schemas}) AND t.TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED', 'VIEW')
ORDER BY t.TABLE_SCHEMA, t.TABLE_NAME, c.ORDINAL_POSITION"""
_INDEXES = """
SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, COLUMN_NAME FROM information_schema.STATISTICS
WHERE TABLE_SCHEMA IN ({schemas}) AND NON_UNIQUE = 0 ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX"""
_KEYS = """
SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA,
       k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, r.DELETE_RULE
FROM information_schema.KEY_COLUMN_USAGE k
JOIN information_schema.REFERENTIAL_CONSTRAINTS r
  ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
 AND r.TABLE_NAME = k.TABLE_NAME
WHERE k.TABLE_SCHEMA IN ({schemas}) AND k.REFERENCED_TABLE_NAME IS NOT NULL
ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION"""
_TRIGGERS = """
SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME FROM information_schema.TRIGGERS
WHERE EVENT_OBJECT_SCHEMA IN ({schemas}) AND EVENT_MANIPULATION <> 'INSERT' ORDER BY TRIGGER_NAME"""


SHAPE = f"""
SELECT count(*), sum(crc32(part))
FROM (
  SELECT concat_ws('.', TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, COLUMN_TYPE, IS_NULLABLE, COLLATION_NAME,
                   COLUMN_KEY, EXTRA) AS part
  FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = database() AND TABLE_NAME NOT REGEXP '{OURS_WRITTEN}'
  UNION ALL
  SELECT concat_ws('.', EVENT_OBJECT_TABLE, TRIGGER_NAME, EVENT_MANIPULATION, CREATED, ACTION_STATEMENT)
  FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = database()
  UNION ALL
  SELECT concat_ws('.', TABLE_NAME, CONSTRAINT_NAME, REFERENCED_TABLE_NAME, DELETE_RULE)
  FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = database()
) parts"""  # noqa: S608 - no value stands in it
"""What becomes another number with any change of columns, triggers and foreign keys."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the catalogue said: each table's facts, and what its columns are to a statement."""

    tables: Mapping[Table, TableFacts]
    kinds: Mapping[Table, Mapping[str, ColumnKind]]


Ask: TypeAlias = Callable[[str, Sequence[str]], Sequence[Any]]
Named: TypeAlias = Callable[[str, str], Table]


def _tied(ask: Ask, database: str) -> set[tuple[str, str]]:
    """The tables of other databases that point at this one's, or that these point at.

    To ask for the first opens every table of the server, so it is only asked where InnoDB knows a foreign key
    from one database into another, or does not tell this user.
    """
    tied = {(of, name) for of, name in ask(_POINTED_AT, [database, database])}
    try:
        [(across,)] = ask(_ACROSS, [])
    except pymysql.err.OperationalError:  # the user has not the right PROCESS
        across = 1
    if across:
        tied |= {(of, name) for of, name in ask(_POINTING, [database, database])}
    return tied


def read_catalogue(ask: Ask, store: str, database: str) -> Read:
    """Every table of the database and those of others that are tied to it, but Honour's own."""
    tied = _tied(ask, database)
    schemas = sorted({database, *(of for of, _ in tied)})
    marks = ", ".join(["%s"] * len(schemas))

    def rows(statement: str) -> Sequence[Any]:
        return ask(statement.format(schemas=marks), schemas)

    def named(of: str, name: str) -> Table:
        return Table(store, name, None if of == database else of)

    columns: dict[Table, list[Any]] = defaultdict(list)
    for of, name, *rest in rows(_COLUMNS):
        if not is_honours_own(name) and (of == database or (of, name) in tied):
            columns[named(of, name)].append(rest)
    indexes: dict[Table, dict[str, list[str | None]]] = defaultdict(lambda: defaultdict(list))
    for of, name, index, column in rows(_INDEXES):
        indexes[named(of, name)][index].append(column)
    keys = _foreign_keys(rows(_KEYS), named)
    triggers: dict[Table, list[str]] = defaultdict(list)
    for of, name, trigger in rows(_TRIGGERS):
        triggers[named(of, name)].append(trigger)
    facts = {
        table: _facts(of_table, indexes[table], keys[table], triggers[table])
        for table, of_table in columns.items()
    }
    kinds = {
        table: {column: _kind(kind, *rest) for column, kind, _, _, _, _, *rest in of_table}
        for table, of_table in columns.items()
    }
    return Read(facts, kinds)


def _facts(
    rows: Sequence[Any],
    indexes: Mapping[str, Sequence[str | None]],
    keys: Sequence[ForeignKey],
    triggers: Sequence[str],
) -> TableFacts:
    unique = {
        index: tuple(column for column in columns if column is not None)
        for index, columns in indexes.items()
        if None not in columns
    }
    alone = {columns[0] for columns in unique.values() if len(columns) == 1}
    table_type, transactions = rows[0][4], rows[0][5]
    return TableFacts(
        {
            column: ColumnFacts(
                kind,
                nullable == "YES",
                column in alone,
                bool(generated),
                json=_FAMILIES.get(name) == "text",
            )
            for column, kind, nullable, generated, _, _, name, *_ in rows
        },
        unique.get("PRIMARY", ()),
        tuple(keys),
        tuple(triggers),
        tuple(columns for index, columns in unique.items() if index != "PRIMARY"),
        "view" if table_type == "VIEW" else "table",
        transactional=table_type == "VIEW" or transactions == "YES",
        keeps_history=table_type == "SYSTEM VERSIONED",
    )


def _foreign_keys(rows: Sequence[Any], named: Named) -> defaultdict[Table, list[ForeignKey]]:
    parts: dict[tuple[Table, str], list[Any]] = defaultdict(list)
    for of, name, key, *rest in rows:
        parts[named(of, name), key].append(rest)
    found: defaultdict[Table, list[ForeignKey]] = defaultdict(list)
    for (table, _), ends in parts.items():
        _, schema, to, _, on_delete = ends[0]
        columns, to_columns = tuple(end[0] for end in ends), tuple(end[3] for end in ends)
        link = Link(table, columns, named(schema, to), to_columns)
        found[table].append(ForeignKey(link, on_delete, can_wait=True))  # SET foreign_key_checks
    return found


def _kind(written: str, name: str, charset: str | None, collation: str | None) -> ColumnKind:
    family = _FAMILIES.get(name, "other")
    if name == "bigint" and "unsigned" in written:
        family = "decimal"  # it holds 2**63 and more, which no signed integer does
    if family == "text" and charset and collation:
        return ColumnKind(family, charset, collation, exact=False)
    return ColumnKind(family, written)
