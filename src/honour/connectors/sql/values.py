"""Values as statements bind them: what a statement depends on, and what stands for a value until then."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Literal, TypeAlias

from honour.places.selections import Key, Scalar

Kind: TypeAlias = Literal[
    "text",
    "uuid",  # a text of 36 signs, as PostgreSQL writes a uuid
    "text with NUL",  # which PostgreSQL has none of
    "odd text",  # no UTF-8: it came so out of a file of SQLite (`surrogateescape`)
    "integer",  # exact as a floating number too: up to 2**53 either way
    "long integer",  # of 64 bits
    "big integer",
    "whole number",  # an integer that came as a floating number
    "float",
    "bytes",
    "instant",
    "nobody's",
]
TEXTS: frozenset[Kind] = frozenset({"text", "uuid", "text with NUL", "odd text"})

_EXACT = range(-(2**53), 2**53 + 1)
_LONG = range(-(2**63), 2**63)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class KeyPart:
    """Stands, in a statement compiled once for everybody, for a part of one of the subject's keys."""

    key: int
    part: int
    kind: Kind


def kind_of(value: Scalar | KeyPart) -> Kind:
    """What of a value its statement depends on. NULL, and what is no number at all, are nobody's key."""
    match value:
        case KeyPart():
            return value.kind
        case str():
            return _kind_of_text(value)
        case int():
            if value in _EXACT:
                return "integer"
            return "long integer" if value in _LONG else "big integer"
        case float():
            if not isfinite(value):
                return "nobody's"
            return "whole number" if value.is_integer() and int(value) in _EXACT else "float"
        case bytes():
            return "bytes"
        case datetime():
            return "instant"
        case None:
            return "nobody's"


def _kind_of_text(value: str) -> Kind:
    try:
        value.encode()
    except UnicodeEncodeError:
        return "odd text"
    if "\0" in value:
        return "text with NUL"
    return "uuid" if len(value) == 36 and _UUID.fullmatch(value) else "text"


@dataclass(frozen=True, slots=True)
class Statement:
    """A compiled statement: its text, and its parameters with `KeyPart` where the subject's keys come in."""

    text: str
    values: tuple[Scalar | KeyPart, ...]
    bind: Callable[[Scalar], Scalar]

    def bound(self, subject: Sequence[Key]) -> tuple[Scalar, ...]:
        """The parameters for this subject."""
        return self.filled(self.ready(subject))

    def ready(self, subject: Sequence[Key]) -> list[list[Scalar]]:
        """The subject's keys as the driver takes them: the same for all statements of one server."""
        return [[self.bind(part) for part in key] for key in subject]

    def filled(self, ready: Sequence[Sequence[Scalar]]) -> tuple[Scalar, ...]:
        """The parameters, from what `ready` gave."""
        return tuple([ready[v.key][v.part] if isinstance(v, KeyPart) else v for v in self.values])
