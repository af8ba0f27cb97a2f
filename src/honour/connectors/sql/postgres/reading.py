"""How values of PostgreSQL are read: numbers and bytes as such, instants aware, all else as text.

A text is what `::text` gives in a statement, so that what was read can be asked for. What Python has no
value for (a date before Christ, infinity) stays a text, and stops nothing.
"""

from datetime import datetime
from typing import Final

import psycopg
from psycopg.abc import Buffer, Loader
from psycopg.adapt import AdaptersMap
from psycopg.adapt import Loader as BaseLoader

from honour.connectors.sql.numbers import number
from honour.places.selections import Scalar

_AS_PSYCOPG_DOES: Final = frozenset(
    {"int2", "int4", "int8", "oid", "bytea", "text", "varchar", "name", "unknown", "float4", "float8"}
)


class _Text(BaseLoader):
    def load(self, data: Buffer) -> Scalar:
        return bytes(data).decode()


class _Padded(BaseLoader):
    """What `char(n)` adds in blanks is no part of the text, as `::text` has it."""

    def load(self, data: Buffer) -> Scalar:
        return bytes(data).decode().rstrip(" ")


class _Truth(BaseLoader):
    def load(self, data: Buffer) -> Scalar:
        return "true" if bytes(data) == b"t" else "false"


class _Instant(BaseLoader):
    def load(self, data: Buffer) -> Scalar:
        text = bytes(data).decode()
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            return text


class _Decimal(BaseLoader):
    def load(self, data: Buffer) -> Scalar:
        return number(bytes(data).decode())


class _Float(BaseLoader):
    def load(self, data: Buffer) -> Scalar:
        text = bytes(data).decode()
        return text if text in ("NaN", "Infinity", "-Infinity") else float(text)


class Reading:
    """What psycopg takes as the context of a connection: its loaders, once for all connections."""

    connection: psycopg.Connection[tuple[Scalar, ...]] | None = None

    def __init__(self) -> None:
        self.adapters = AdaptersMap(psycopg.adapters)
        own: dict[str, type[Loader]] = {
            "bool": _Truth,
            "bpchar": _Padded,
            "numeric": _Decimal,
            "timestamptz": _Instant,
            "float4": _Float,
            "float8": _Float,
        }
        for info in psycopg.adapters.types:
            loader = own.get(info.name, _Text)
            if info.name in own or info.name not in _AS_PSYCOPG_DOES:
                self.adapters.register_loader(info.oid, loader)
            if info.array_oid:
                self.adapters.register_loader(info.array_oid, _Text)


READING: Final = Reading()
