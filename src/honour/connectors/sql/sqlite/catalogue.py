"""What SQLite says of its own tables, in five statements however many tables there are."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from sqlite3 import Connection
from typing import Any

from honour.connectors.sql.server import is_honours_own
from honour.places.catalogue import ColumnFacts, ForeignKey, TableFacts
from honour.places.selections import Link, Table

_TABLES = (
    "FROM sqlite_master m {join} WHERE m.type IN ('table', 'view')"
    " AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)
_COLUMNS = 'SELECT m.name, p.name, p.type, p."notnull", p.hidden IN (2, 3), p.pk, m.type ' + _TABLES.format(
    join="JOIN pragma_table_xinfo(m.name) p"
)
_KEYS = 'SELECT m.name, f.id, f."table", f."from", f."to", f.on_delete ' + _TABLES.format(
    join="JOIN pragma_foreign_key_list(m.name) f"
)
_UNIQUE = "SELECT m.name, i.name, c.name, i.partial " + _TABLES.format(
    join="JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) c"
)
_TRIGGERS = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
# Before its BEGIN, a trigger on INSERT alone names no other event.
_ON_INSERT_ALONE = re.compile(r"(?:(?!\b(?:UPDATE|DELETE|BEGIN)\b).)*\bBEGIN\b", re.IGNORECASE | re.DOTALL)


def read_tables(connection: Connection, store: str) -> Mapping[Table, TableFacts]:
    """Every table of the database with its columns, keys and triggers, in the database's order."""
    columns = _grouped(connection, _COLUMNS)
    keys = _grouped(connection, _KEYS + " ORDER BY m.name, f.id, f.seq")
    unique, alone = _unique_keys(connection)
    triggers = _grouped(connection, _TRIGGERS)
    primary = {name: _primary_key(rows) for name, rows in columns.items()}
    return {
        Table(store, name): TableFacts(
            {
                column: ColumnFacts(
                    kind,
                    not (not_null or primary_key),
                    (column,) == primary[name] or (name, column) in alone,
                    bool(generated),
                )
                for column, kind, not_null, generated, primary_key, _ in rows
            },
            primary[name],
            _foreign_keys(store, name, keys[name], columns),
            # Honour adds no row, so that those on INSERT alone do not act.
            tuple(trigger for trigger, sql in triggers[name] if not _ON_INSERT_ALONE.match(sql)),
            tuple(unique[name]),
            "view" if rows[0][-1] == "view" else "table",
        )
        for name, rows in columns.items()
        if not is_honours_own(name)
    }


def _grouped(connection: Connection, statement: str) -> defaultdict[str, list[Any]]:
    """The rows of a statement by their first column. SQLite's pragmas have no types to declare."""
    rows: defaultdict[str, list[Any]] = defaultdict(list)
    for name, *rest in connection.execute(statement):
        rows[name].append(rest)
    return rows


def _primary_key(rows: Sequence[Any]) -> tuple[str, ...]:
    return tuple(column for _, column in sorted((place, column) for column, *_, place, _ in rows if place))


def _unique_keys(
    connection: Connection,
) -> tuple[defaultdict[str, list[tuple[str, ...]]], set[tuple[str, str]]]:
    """The columns of each table's unique indexes, and the columns that one has alone.

    An index over an expression or over some rows alone makes no key; one over a column of some rows still
    takes a value there once.
    """
    indexes: dict[tuple[str, str, int], list[str | None]] = {}
    where = ' AND i."unique" = 1 ORDER BY m.name, i.seq, c.seqno'
    for table, index, column, partial in connection.execute(_UNIQUE + where):
        indexes.setdefault((table, index, partial), []).append(column)
    unique: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    alone = set()
    for (table, _, partial), columns in indexes.items():
        named = tuple(column for column in columns if column is not None)
        if len(named) == len(columns) and not partial:
            unique[table].append(named)
        if len(named) == len(columns) == 1:
            alone.add((table, named[0]))
    return unique, alone


def _foreign_keys(
    store: str,
    name: str,
    rows: Sequence[Any],
    tables: Mapping[str, Sequence[Any]],
) -> tuple[ForeignKey, ...]:
    """The keys of a table. SQLite gives the other end as the key spells it, in any case."""
    keys: dict[int, list[Any]] = defaultdict(list)
    for number, *rest in rows:
        keys[number].append(rest)
    found = []
    for parts in keys.values():
        to, on_delete = _as_made(parts[0][0], tables), parts[0][3]
        there = tables.get(to, ())
        columns = tuple(here for _, here, _, _ in parts)
        names = [column for column, *_ in there]
        # A key that names no column points at the primary key of the other table.
        to_columns = tuple(_as_made(end, names) for _, _, end, _ in parts if end) or _primary_key(there)
        link = Link(Table(store, name), columns, Table(store, to), to_columns)
        found.append(ForeignKey(link, on_delete, can_wait=True))  # PRAGMA defer_foreign_keys
    return tuple(found)


def _as_made(name: str, names: Collection[str]) -> str:
    """A name as the table was made with it."""
    if name in names:
        return name
    return next((made for made in names if made.casefold() == name.casefold()), name)
