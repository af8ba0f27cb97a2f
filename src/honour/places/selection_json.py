"""Selections as JSON and back, so that an intent can be carried out to the letter after a crash."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from honour.places.selections import (
    Always,
    And,
    Before,
    Condition,
    Descendant,
    Equals,
    Exists,
    IsOneOf,
    IsSubject,
    Link,
    Missing,
    Never,
    Not,
    Or,
    Selection,
    Several,
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
        case IsSubject(columns, group):
            return ["is subject", list(columns), *([group] if group else [])]
        case IsOneOf():
            raise TypeError("another store's answer is personal, and never written into a plan")
        case Equals(column, value):
            return ["equals", column, value]
        case Missing(column):
            return ["missing", column]
        case Starts(column, prefix):
            return ["starts", column, prefix]
        case Before(column, instant, written):
            since = written.since.isoformat()
            return ["before", column, instant.isoformat(), written.form, written.zone, since]
        case Exists(link, inner):
            return ["exists", link_json(link), encode(inner)]
        case Several(link):
            return ["several", link_json(link)]
        case Descendant(link, inner):
            return ["descendant", link_json(link), encode(inner)]
        case Not(inner):
            return ["not", encode(inner)]
        case And(parts):
            return ["and", *(encode(part) for part in parts)]
        case Or(parts):
            return ["or", *(encode(part) for part in parts)]


def decode(written: Any) -> Condition:
    """The condition that `encode` wrote. Raises ValueError for anything else: nothing is guessed."""
    match written:
        case ["always"]:
            return Always()
        case ["never"]:
            return Never()
        case ["is subject", columns]:
            return IsSubject(_names(columns))
        case ["is subject", columns, str(group)] if group:
            return IsSubject(_names(columns), group)
        case ["equals", str(column), str() | int() as value] if not isinstance(value, bool):
            return Equals(column, value)
        case ["missing", str(column)]:
            return Missing(column)
        case ["starts", str(column), str(prefix)]:
            return Starts(column, prefix)
        case ["before", str(column), str(instant), form, str(zone), str(since)]:
            return Before(column, _instant(instant), _written(form, zone, _instant(since)))
        case ["exists", link, inner]:
            return Exists(link_of(link), decode(inner))
        case ["several", link]:
            return Several(link_of(link))
        case ["descendant", link, inner]:
            return Descendant(link_of(link), decode(inner))
        case ["not", inner]:
            return Not(decode(inner))
        case ["and", *parts]:
            return And(tuple(decode(part) for part in parts))
        case ["or", *parts]:
            return Or(tuple(decode(part) for part in parts))
        case _:
            raise _spoilt(written)


def encode_selection(selection: Selection) -> Json:
    """The selection as a table's names and a condition."""
    return [table_json(selection.table), encode(selection.condition)]


def decode_selection(written: Any) -> Selection:
    """The selection that `encode_selection` wrote. Raises ValueError for anything else."""
    match written:
        case [table, condition]:
            return Selection(table_of(table), decode(condition))
        case _:
            raise _spoilt(written)


def table_json(table: Table) -> Json:
    """The table's store, name and schema."""
    return [table.store, table.name, table.schema]


def table_of(written: Any) -> Table:
    """The table that `table_json` wrote. Raises ValueError for anything else."""
    match written:
        case [str(store), str(name), str() | None as schema]:
            return Table(store, name, schema)
        case _:
            raise _spoilt(written)


def link_json(link: Link) -> Json:
    """The link's two ends, and how they are compared."""
    return [
        table_json(link.table),
        list(link.columns),
        table_json(link.to),
        list(link.to_columns),
        link.by,
    ]


def link_of(written: Any) -> Link:
    """The link that `link_json` wrote. Raises ValueError for anything else."""
    match written:
        case [table, columns, to, to_columns, "key" | "value" as by]:
            return Link(table_of(table), _names(columns), table_of(to), _names(to_columns), by)
        case _:
            raise _spoilt(written)


def _names(written: Any) -> tuple[str, ...]:
    if not isinstance(written, list) or not all(isinstance(name, str) for name in written):
        raise _spoilt(written)
    return tuple(written)


def _instant(written: str) -> datetime:
    try:
        instant = datetime.fromisoformat(written)
    except ValueError:
        raise _spoilt(written) from None
    if instant.tzinfo is None:
        raise _spoilt(written)
    return instant


def _written(form: Any, zone: str, since: datetime) -> Written:
    match form:
        case "wall" | "unix seconds" | "iso text":
            return Written(form, zone, since)
        case _:
            raise _spoilt(form)


def _spoilt(written: Any) -> ValueError:
    return ValueError(f"no selection: {str(written)[:80]}")
