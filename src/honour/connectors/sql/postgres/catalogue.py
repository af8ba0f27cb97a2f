"""What PostgreSQL says of its own tables, in seven statements however many tables there are."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from honour.connectors.sql.server import OURS_WRITTEN, is_honours_own
from honour.connectors.sql.typed import ColumnKind, Family
from honour.places.catalogue import ColumnFacts, ForeignKey, TableFacts, TableKind
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
       (a.attgenerated <> '')::int, c.relkind, row_security_active(c.oid)::int,
       b.typname, b.oid::regtype::text, coalesce(co.collisdeterministic, true)::int,
       CASE WHEN co.oid IS NOT NULL THEN format('%I.%I', cn.nspname, co.collname) END
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
JOIN pg_type b ON b.oid = CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END
LEFT JOIN pg_collation co ON co.oid = a.attcollation
LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition AND {_OF_PEOPLE}
ORDER BY n.nspname, c.relname, a.attnum"""  # noqa: S608 - no value stands in it

_NAMES = """(SELECT json_agg(a.attname ORDER BY k.place) FROM unnest({keys}) WITH ORDINALITY k(number, place)
 JOIN pg_attribute a ON a.attrelid = {table} AND a.attnum = k.number)"""
_CONSTRAINTS = f"""
SELECT n.nspname, c.relname, o.contype, {_NAMES.format(keys="o.conkey", table="o.conrelid")},
       tn.nspname, tc.relname, {_NAMES.format(keys="o.confkey", table="o.confrelid")}, o.confdeltype,
       o.condeferrable::int
FROM pg_constraint o
JOIN pg_class c ON c.oid = CASE o.contype WHEN 'f' THEN coalesce(pg_partition_root(o.conrelid), o.conrelid)
 ELSE o.conrelid END
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

# Those that act on DELETE (8) or UPDATE (16): Honour adds no row. A partition's are its parent's.
_TRIGGERS = f"""
SELECT DISTINCT n.nspname, c.relname, g.tgname
FROM pg_trigger g
JOIN pg_class c ON c.oid = coalesce(pg_partition_root(g.tgrelid), g.tgrelid)
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT g.tgisinternal AND g.tgenabled <> 'D' AND g.tgtype & 24 <> 0 AND {_OF_PEOPLE}
ORDER BY g.tgname"""  # noqa: S608 - no value stands in it

_RULES = f"""
SELECT n.nspname, c.relname, r.rulename
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('r', 'p')
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE r.ev_enabled <> 'D' AND {_OF_PEOPLE}
ORDER BY r.rulename"""  # noqa: S608 - no value stands in it

# Each view with the tables and views that it reads; of a partition, the table that it is part of.
_READS = f"""
SELECT DISTINCT n.nspname, c.relname, rn.nspname, rc.relname
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_rewrite r ON r.ev_class = c.oid
JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
  AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> c.oid
JOIN pg_class rc ON rc.oid = coalesce(pg_partition_root(d.refobjid), d.refobjid)
JOIN pg_namespace rn ON rn.oid = rc.relnamespace
WHERE c.relkind IN ('v', 'm') AND {_OF_PEOPLE}
ORDER BY n.nspname, c.relname, rn.nspname, rc.relname"""  # noqa: S608 - no value stands in it

_KINDS: Mapping[str, TableKind] = {"v": "view", "m": "materialised view"}


SHAPE = f"""
SELECT count(*), sum(hashtextextended(part, 0)::numeric)
FROM (
  SELECT concat_ws('.', n.nspname, c.relname, a.attname, a.xmin) AS part
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE a.attnum > 0 AND c.relkind IN ('r', 'p', 'v', 'm') AND c.relname !~ '{OURS_WRITTEN}' AND {_OF_PEOPLE}
  UNION ALL
  SELECT concat_ws('.', n.nspname, c.relname, t.tgname, t.xmin)
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE {_OF_PEOPLE}
  UNION ALL
  SELECT concat_ws('.', n.nspname, k.conname, k.xmin)
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relname !~ '{OURS_WRITTEN}' AND {_OF_PEOPLE}
  UNION ALL
  SELECT concat_ws('.', n.nspname, c.relname, r.rulename, r.xmin)
  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE {_OF_PEOPLE}
) parts"""  # noqa: S608 - no value stands in it
"""What becomes another number with any change of columns, triggers, constraints and rules."""

SHAPE_OF = """
WITH RECURSIVE of_table (id) AS (
  SELECT $1::regclass::oid UNION SELECT i.inhrelid FROM pg_inherits i JOIN of_table ON i.inhparent = id
)
SELECT count(*), sum(hashtextextended(part, 0)::numeric)
FROM (
  SELECT concat_ws('.', 'a', a.attrelid, a.attname, a.xmin) AS part
  FROM of_table JOIN pg_attribute a ON a.attrelid = id WHERE a.attnum > 0
  UNION ALL
  SELECT concat_ws('.', 't', t.tgrelid, t.tgname, t.xmin)
  FROM of_table JOIN pg_trigger t ON t.tgrelid = id
  UNION ALL
  SELECT concat_ws('.', 'k', k.conrelid, k.conname, k.xmin)
  FROM of_table JOIN pg_constraint k ON k.conrelid = id
  UNION ALL
  SELECT concat_ws('.', 'r', r.ev_class, r.rulename, r.xmin)
  FROM of_table JOIN pg_rewrite r ON r.ev_class = id
) parts"""
"""The same of one table and its partitions. A foreign key that leads to it puts triggers on it."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the catalogue said: each table's facts, and what its columns are to a statement."""

    tables: Mapping[Table, TableFacts]
    kinds: Mapping[Table, Mapping[str, ColumnKind]]


Named: TypeAlias = Callable[[str, str], Table]


def read_catalogue(ask: Callable[[str], Sequence[Any]], store: str, schema: str) -> Read:
    """Every table of the database, but Honour's own. Those of `schema` go by their names alone."""

    def named(of: str, name: str) -> Table:
        return Table(store, name, None if of == schema else of)

    columns: dict[Table, list[Any]] = defaultdict(list)
    for of, name, *rest in ask(_COLUMNS):
        if not is_honours_own(name):
            columns[named(of, name)].append(rest)
    primary, keys = _constraints(ask(_CONSTRAINTS), named)
    unique = {(named(of, name), column) for of, name, column in ask(_UNIQUE)}
    whole: dict[Table, list[tuple[str, ...]]] = defaultdict(list)
    for of, name, key in ask(_UNIQUE_KEYS):
        whole[named(of, name)].append(tuple(json.loads(key)))
    triggers, rules = _by_table(ask(_TRIGGERS), named), _by_table(ask(_RULES), named)
    reads: dict[Table, list[Table]] = defaultdict(list)
    for of, name, read_schema, read in ask(_READS):
        reads[named(of, name)].append(named(read_schema, read))
    facts = {
        table: TableFacts(
            {
                column: ColumnFacts(
                    kind,
                    not not_null,
                    (table, column) in unique,
                    bool(generated),
                    json=name in ("json", "jsonb"),
                )
                for column, kind, not_null, generated, _, _, name, *_ in rows
            },
            primary.get(table, ()),
            tuple(keys[table]),
            tuple(triggers[table]),
            tuple(whole[table]),
            _KINDS.get(rows[0][4], "table"),
            reads=_read_through(table, reads),
            row_security=bool(rows[0][5]),
            transactional=rows[0][4] != "f",  # a foreign table's rows lie on another server
            rules=tuple(rules[table]),
        )
        for table, rows in columns.items()
    }
    kinds = {
        table: {column: _kind(*rest) for column, _, _, _, _, _, *rest in rows}
        for table, rows in columns.items()
    }
    return Read(facts, kinds)


def _constraints(
    rows: Sequence[Any], named: Named
) -> tuple[dict[Table, tuple[str, ...]], defaultdict[Table, list[ForeignKey]]]:
    """Primary and foreign keys, by table."""
    primary: dict[Table, tuple[str, ...]] = {}
    keys: defaultdict[Table, list[ForeignKey]] = defaultdict(list)
    for of, name, kind, here, to_schema, to, there, on_delete, deferrable in rows:
        table, ends = named(of, name), tuple(json.loads(here))
        if kind == "p":
            primary[table] = ends
        else:
            link = Link(table, ends, named(to_schema, to), tuple(json.loads(there)))
            key = ForeignKey(link, _ON_DELETE[on_delete], bool(deferrable))
            if key not in keys[table]:  # partitions may declare it one by one
                keys[table].append(key)
    return primary, keys


def _by_table(rows: Sequence[Any], named: Named) -> defaultdict[Table, list[str]]:
    found: defaultdict[Table, list[str]] = defaultdict(list)
    for of, name, what in rows:
        found[named(of, name)].append(what)
    return found


def _read_through(view: Table, reads: Mapping[Table, Sequence[Table]]) -> tuple[Table, ...]:
    """What a view reads, through other views too."""
    found: dict[Table, None] = {}
    waiting = list(reads.get(view, ()))
    while waiting:
        read = waiting.pop(0)
        if read not in found:
            found[read] = None
            waiting += reads.get(read, ())
    return tuple(found)


def _kind(name: str, written: str, deterministic: int, collation: str | None) -> ColumnKind:
    family = _FAMILIES.get(name, "other")
    if family != "text":
        return ColumnKind(family, name)
    compared = {"bpchar": "bpchar", "citext": written}.get(name, "text")
    return ColumnKind(family, compared, collation or "", bool(deterministic) and compared == "text")
