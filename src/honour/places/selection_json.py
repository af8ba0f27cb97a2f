"""Selections as JSON and back, so that an intent can be carried out to the letter after a crash."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from honour.places.selections import (
    Always,
    And,
    Before,
    Condition,
    Equals,
    Exists,
    IsSubject,
    Link,
    Missing,
    Never,
    Not,
    Or,
    Selection,
    Starts,
    Table,
    Written,
)

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"


def encode(condition: Condition) -> Json:
    """The condition as nested lists, each beginning with the atom's name."""
    match condition:
        case Always():
            return ["always"]
        case Never():
            return ["never"]
        case IsSubject(columns):
            return ["is subject", list(columns)]
        case Equals(column, value):
            return ["equals", column, value]
        case Missing(column):
            return ["missing", column]
        case Starts(column, prefix):
            return ["starts", column, prefix]
        case Before(column, instant, written):
            return ["before", column, instant.isoformat(), written.form, written.zone]
        case Exists(link, inner):
            ends = [table_json(link.table), list(link.columns), table_json(link.to), list(link.to_columns)]
            return ["exists", ends, encode(inner)]
        case Not(inner):
            return ["not", encode(inner)]
        case And(parts):
            return ["and", *(encode(part) for part in parts)]
        case Or(parts):
            return ["or", *(encode(part) for part in parts)]


def decode(written: Any) -> Condition:
    """The condition that `encode` wrote. Raises ValueError for anything else."""
    match written:
        case ["always"]:
            return Always()
        case ["never"]:
            return Never()
        case ["is subject", columns]:
            return IsSubject(tuple(columns))
        case ["equals", column, value]:
            return Equals(column, value)
        case ["missing", column]:
            return Missing(column)
        case ["starts", column, prefix]:
            return Starts(column, prefix)
        case ["before", column, instant, form, zone]:
            return Before(column, datetime.fromisoformat(instant), Written(form, zone))
        case ["exists", [table, columns, to, to_columns], inner]:
            link = Link(table_of(table), tuple(columns), table_of(to), tuple(to_columns))
            return Exists(link, decode(inner))
        case ["not", inner]:
            return Not(decode(inner))
        case ["and", *parts]:
            return And(tuple(decode(part) for part in parts))
        case ["or", *parts]:
            return Or(tuple(decode(part) for part in parts))
        case _:
            raise ValueError(f"no selection: {str(written)[:80]}")


def encode_selection(selection: Selection) -> Json:
    """The selection as a table's names and a condition."""
    return [table_json(selection.table), encode(selection.condition)]


def decode_selection(written: Any) -> Selection:
    """The selection that `encode_selection` wrote. Raises ValueError for anything else."""
    table, condition = written
    return Selection(table_of(table), decode(condition))


def table_json(table: Table) -> Json:
    """The table's store, name and schema."""
    return [table.store, table.name, table.schema]


def table_of(written: Any) -> Table:
    """The table that `table_json` wrote."""
    store, name, schema = written
    return Table(store, name, schema)
