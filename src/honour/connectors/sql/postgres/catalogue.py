"""What PostgreSQL says of its own tables, in five statements however many tables there are."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from honour.connectors.sql.server import GUARD_TABLE
from honour.connectors.sql.typed import ColumnKind, Family
from honour.places.catalogue import ColumnFacts, ForeignKey, TableFacts
from honour.places.selections import Link, Table

_FAMILIES: Mapping[str, Family] = {
    "int2": "integer",
    "int4": "integer",
    "int8": "integer",
    "oid": "integer",
    "numeric": "decimal",
    "float4": "float",
    "float8": "float",
    "text": "text",
    "varchar": "text",
    "bpchar": "text",
    "citext": "text",
    "bytea": "bytes",
    "date": "date",
    "timestamp": "date",
    "timestamptz": "instant",
    "uuid": "uuid",
}
_ON_DELETE = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}

_OF_PEOPLE = r"n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
# A partition is its parent's: what the parent says holds for it, and a statement on the parent reaches it.
_COLUMNS = f"""
SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::int,
       b.typname, b.oid::regtype::text, coalesce(co.collisdeterministic, true)::int,
       CASE WHEN co.oid IS NOT NULL THEN format('%I.%I', cn.nspname, co.collname) END
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
LEFT JOIN pg_collation co ON co.oid = a.attcollation
LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
WHERE c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition AND {_OF_PEOPLE}
ORDER BY n.nspname, c.relname, a.attnum"""  # noqa: S608 - no value stands in it

_NAMES = """(SELECT json_agg(a.attname ORDER BY k.place) FROM unnest({keys}) WITH ORDINALITY k(number, place)
 JOIN pg_attribute a ON a.attrelid = {table} AND a.attnum = k.number)"""
_CONSTRAINTS = f"""
SELECT n.nspname, c.relname, o.contype, {_NAMES.format(keys="o.conkey", table="o.conrelid")},
       tn.nspname, tc.relname, {_NAMES.format(keys="o.confkey", table="o.confrelid")}, o.confdeltype,
       o.condeferrable::int
FROM pg_constraint o
JOIN pg_class c ON c.oid = o.conrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class tc ON tc.oid = o.confrelid
LEFT JOIN pg_namespace tn ON tn.oid = tc.relnamespace
WHERE o.contype IN ('p', 'f') AND o.conparentid = 0 AND {_OF_PEOPLE}
ORDER BY o.conname"""  # noqa: S608 - no value stands in it

# Of an index over one column, that column, also where the index speaks of some rows alone; of one over an
# expression, each column that it reads.
_UNIQUE = f"""
SELECT DISTINCT n.nspname, c.relname, a.attname
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = i.indrelid AND (a.attnum = i.indkey[0] OR (i.indkey[0] = 0 AND EXISTS (
    SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
    AND d.refclassid = 'pg_class'::regclass AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum)))
WHERE i.indisunique AND i.indnkeyatts = 1 AND {_OF_PEOPLE}"""  # noqa: S608 - no value stands in it

_UNIQUE_KEYS = f"""
SELECT n.nspname, c.relname, (SELECT json_agg(a.attname ORDER BY k.place)
 FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(number, place)
 JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number WHERE k.place <= i.indnkeyatts)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE i.indisunique AND NOT i.indisprimary AND i.indpred IS NULL AND i.indexprs IS NULL AND {_OF_PEOPLE}
ORDER BY i.indexrelid"""  # noqa: S608 - no value stands in it

_TRIGGERS = f"""
SELECT n.nspname, c.relname, g.tgname
FROM pg_trigger g
JOIN pg_class c ON c.oid = g.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT g.tgisinternal AND g.tgenabled <> 'D' AND {_OF_PEOPLE}
ORDER BY g.tgname"""  # noqa: S608 - no value stands in it


@dataclass(frozen=True, slots=True)
class Read:
    """What the catalogue said: each table's facts, and what its columns are to a statement."""

    tables: Mapping[Table, TableFacts]
    kinds: Mapping[Table, Mapping[str, ColumnKind]]


def read_catalogue(ask: Callable[[str], Sequence[Any]], store: str, schema: str) -> Read:
    """Every table of the database, but Honour's own. Those of `schema` go by their names alone."""

    def named(of: str, name: str) -> Table:
        return Table(store, name, None if of == schema else of)

    columns: dict[Table, list[Any]] = defaultdict(list)
    for of, name, *rest in ask(_COLUMNS):
        if name != GUARD_TABLE:
            columns[named(of, name)].append(rest)
    primary: dict[Table, tuple[str, ...]] = {}
    keys: dict[Table, list[ForeignKey]] = defaultdict(list)
    for of, name, kind, here, to_schema, to, there, on_delete, deferrable in ask(_CONSTRAINTS):
        table, ends = named(of, name), tuple(json.loads(here))
        if kind == "p":
            primary[table] = ends
        else:
            link = Link(table, ends, named(to_schema, to), tuple(json.loads(there)))
            keys[table].append(ForeignKey(link, _ON_DELETE[on_delete], bool(deferrable)))
    unique = {(named(of, name), column) for of, name, column in ask(_UNIQUE)}
    whole: dict[Table, list[tuple[str, ...]]] = defaultdict(list)
    for of, name, key in ask(_UNIQUE_KEYS):
        whole[named(of, name)].append(tuple(json.loads(key)))
    triggers: dict[Table, list[str]] = defaultdict(list)
    for of, name, trigger in ask(_TRIGGERS):
        triggers[named(of, name)].append(trigger)
    facts = {
        table: TableFacts(
            {
                column: ColumnFacts(kind, not not_null, (table, column) in unique)
                for column, kind, not_null, *_ in rows
            },
            primary.get(table, ()),
            tuple(keys[table]),
            tuple(triggers[table]),
            tuple(whole[table]),
        )
        for table, rows in columns.items()
    }
    kinds = {table: {column: _kind(*rest) for column, _, _, *rest in rows} for table, rows in columns.items()}
    return Read(facts, kinds)


def _kind(name: str, written: str, deterministic: int, collation: str | None) -> ColumnKind:
    family = _FAMILIES.get(name, "other")
    if family != "text":
        return ColumnKind(family, name)
    compared = {"bpchar": "bpchar", "citext": written}.get(name, "text")
    return ColumnKind(family, compared, collation or "", bool(deterministic) and compared == "text")
