"""Paths into JSON documents that lie in a column: `data.$.customer.email` is `email` of `customer` in `data`.

A path goes by names alone. One through an array would be many values, so that such a column is declared
whole. A row whose document lacks the path, or is none, holds nothing there, like one that holds JSON's null.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from honour.places.paths import names_of, quoted

SIGN = ".$."

_KEY = re.compile(r"[ !#-.0-\[\]-~]+")
"""What no program escapes when it writes JSON, so that every server finds the name as it stands."""

PLAIN_NUMBER: Final = "-?[0-9]{1,15}([.][0-9]+)?([eE][+-]?[0-9]{1,2})?"
"""A number that is compared as one, as a regular expression: no server takes it for infinity."""


@dataclass(frozen=True, slots=True)
class JsonPath:
    """The column in which the documents lie, and the names that lead from a document to a value."""

    column: str
    keys: tuple[str, ...]

    def __str__(self) -> str:
        return self.column + SIGN + ".".join(quoted(key) for key in self.keys)

    def meets(self, other: "JsonPath") -> bool:
        """Whether one of both is the other, or lies in it."""
        shorter = min(len(self.keys), len(other.keys))
        return self.column == other.column and self.keys[:shorter] == other.keys[:shorter]


def json_path(name: str, columns: Collection[str] = ()) -> JsonPath | None:
    """The path that a name writes; None where it writes none, or is one of these columns' own."""
    column, sign, written = name.partition(SIGN)
    if not sign or not column or name in columns or "[" in re.sub(r'"[^"]*"', "", written):
        return None
    keys = names_of(written)
    return JsonPath(column, keys) if keys and all(_KEY.fullmatch(key) for key in keys) else None


def lies_in(name: str, columns: Collection[str]) -> str:
    """The column of these in which a name's values lie: its own, or the one with the documents."""
    path = json_path(name, columns)
    return path.column if path else name


def value_at(document: object, keys: tuple[str, ...]) -> str | int | float | bytes | None:
    """The value to which the keys lead: a text, a plain number, else its JSON as bytes; None for nothing."""
    if not isinstance(document, str):
        return None
    try:
        value = json.loads(document, parse_int=_number, parse_float=_number, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    if value is None or isinstance(value, str | bytes):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return b"other"


def with_value(document: object, keys: tuple[str, ...], value: object) -> object:
    """The document with another value there, if it has one there at all; else as it was."""
    if value_at(document, keys) is None:
        return document
    whole: Any = json.loads(str(document))
    inner = whole
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    return json.dumps(whole)


def _number(written: str) -> int | float | bytes:
    if not re.fullmatch(PLAIN_NUMBER, written):
        return written.encode()
    return int(written) if written.lstrip("-").isdigit() else float(written)


def _refused(written: str) -> None:
    raise ValueError(written)
