"""Statements in plain SQL for what every act waits for: entries, cells of keys, requests, intents and holds;
and for what every page waits for: the session, who is signed in, the policy's newest version.

A statement of the ORM costs some 0.3 ms of computing, a row in bulk some 0.03 ms, a plain row 0.005 ms. An
erasure has some thirty statements here, so the ORM took longer than the disk. What is not on that way stays
with the ORM. The SQL is what SQLite, PostgreSQL and MariaDB have in common; names come from the models.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

Kept = TypeVar("Kept", bound=Model)
Row: TypeAlias = tuple[Any, ...]  # values as the database's driver takes them; uuids by `stored_uuids`

_VALUES_AT_ONCE = 900  # in one statement; SQLite takes 999 in old versions


def sql(model: type[Model], text: str) -> str:
    """A statement in which `{table}` and each `{field}` is the model's name, quoted for this database, and
    `%s` is written as its driver wants it.
    """
    return _named(model, text, _engine())


def _engine() -> str:
    """Which database it is; what hangs on that alone is asked of Django once."""
    engine: str = connections.settings[DEFAULT_DB_ALIAS]["ENGINE"]
    return engine


@lru_cache(maxsize=8)
def _keeps_uuids(_engine: str) -> bool:
    return connection.features.has_native_uuid_field


@lru_cache(maxsize=512)  # lists of values have many lengths
def _named(model: type[Model], text: str, _engine: str) -> str:
    quoted = connection.ops.quote_name
    columns = {field.name: quoted(field.column) for field in model._meta.local_fields if field.column}
    named = text.format(table=quoted(model._meta.db_table), **columns)
    return named.replace("%s", "?") if connection.vendor == "sqlite" else named


def ask(text: str, values: Sequence[Any] = ()) -> list[Row]:
    """The rows that a statement of `sql` gives."""
    found: list[Row] = _run(text, values).fetchall()
    return found


def first(model: type[Kept], text: str, values: Sequence[Any] = ()) -> Kept | None:
    """The first row that fits, whole, as the ORM would give it; None where there is none.

    `text` follows WHERE, with `{field}` and `%s` as in `sql`.
    """
    fields, columns, converters = _whole(model, _engine())
    found = _run(sql(model, f"SELECT {columns} FROM {{table}} WHERE {text}"), values).fetchone()  # noqa: S608 - as in `sql`
    if found is None:
        return None
    row = list(found)
    for place, expression, convert in converters:
        row[place] = convert(row[place], expression, connection)
    return model.from_db(DEFAULT_DB_ALIAS, fields, row)


@lru_cache(maxsize=64)
def _whole(model: type[Model], _engine: str) -> tuple[tuple[str, ...], str, tuple[tuple[int, Any, Any], ...]]:
    """The names that a whole row gives its model, its columns, and what converts which of its values."""
    fields: tuple[Field[Any, Any], ...] = tuple(model._meta.concrete_fields)
    converters = []
    for place, field in enumerate(fields):
        expression = field.get_col(model._meta.db_table)
        converting = [*connection.ops.get_db_converters(expression), *field.get_db_converters(connection)]
        converters += [(place, expression, convert) for convert in converting]
    columns = ", ".join(f"{{{field.name}}}" for field in fields)
    return tuple(field.attname for field in fields), columns, tuple(converters)


def _run(text: str, values: Sequence[Any], many: bool = False) -> Any:
    """Run a statement on the driver's own cursor; Django's would take twice the statement's time.

    In Django's transaction, and with Django's errors.
    """
    database = connections[DEFAULT_DB_ALIAS]
    database.close_if_health_check_failed()  # as Django's own cursor: a server may have ended it meanwhile
    if database.connection is None:  # asked first: Django's own asking takes as long as a short statement
        database.ensure_connection()
    with database.wrap_database_errors:
        cursor = database.connection.cursor()
        return cursor.executemany(text, values) if many else cursor.execute(text, values)


def insert(model: type[Model], fields: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Insert rows that hold these fields in this order; every other field is null or numbers itself."""
    if rows:
        text = sql(model, _insertion(fields, 1))
        _run(text, rows, many=True) if len(rows) > 1 else _run(text, rows[0])


def update(model: type[Model], key: str, of: Any, **values: Any) -> None:
    """Give fields of the row whose field `key` holds `of` these values."""
    named = ", ".join(f"{{{name}}} = %s" for name in values)
    text = f"UPDATE {{table}} SET {named} WHERE {{{key}}} = %s"  # noqa: S608 - names quoted later, values bound
    _run(sql(model, text), [*values.values(), of])


def update_many(model: type[Model], field: str, key: str, pairs: Sequence[Row]) -> None:
    """Give a field of many rows its value: pairs of that and of what the row's field `key` holds."""
    text = f"UPDATE {{table}} SET {{{field}}} = %s WHERE {{{key}}} = %s"  # noqa: S608 - names quoted later, values bound
    _run(sql(model, text), pairs, many=True)


def insert_numbered(model: type[Model], fields: tuple[str, ...], rows: Sequence[Row], key: str) -> list[int]:
    """Insert rows and give the numbers that the field `key` took, in the rows' order.

    All three databases number the rows of one INSERT in its order; none promises an order for RETURNING.
    """
    numbers: list[int] = []
    at_once = _VALUES_AT_ONCE // len(fields)
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        text = f"{_insertion(fields, len(part))} RETURNING {{{key}}}"
        given = ask(sql(model, text), [value for row in part for value in row])
        numbers += sorted(number for (number,) in given)
    return numbers


@lru_cache(maxsize=256)
def _insertion(fields: tuple[str, ...], rows: int) -> str:
    columns = ", ".join(f"{{{name}}}" for name in fields)
    values = ", ".join([f"({placeholders(len(fields))})"] * rows)
    return f"INSERT INTO {{table}} ({columns}) VALUES {values}"  # noqa: S608 - names quoted later, values bound


def placeholders(count: int) -> str:
    """So many places for values, for a row or a list."""
    return ", ".join(["%s"] * count)


def stored_uuids(values: Iterable[UUID]) -> list[UUID] | list[str]:
    """Uuids as the ORM stores them in this database."""
    return list(values) if _keeps_uuids(_engine()) else [value.hex for value in values]


def stored_uuids_of(values: Iterable[bytes]) -> list[UUID] | list[str]:
    """Uuids given as their 16 bytes, as the ORM stores them in this database."""
    native = _keeps_uuids(_engine())
    return [UUID(bytes=value) for value in values] if native else [value.hex() for value in values]


def random_uuid(random: bytes) -> bytes:
    """The uuid of version 4 (RFC 9562, section 5.4) that 16 random bytes make, as bytes."""
    made = bytearray(random)
    made[6], made[8] = made[6] & 0x0F | 0x40, made[8] & 0x3F | 0x80
    return bytes(made)


def read_uuid(stored: UUID | str) -> UUID:
    """A uuid as it was read."""
    return stored if isinstance(stored, UUID) else UUID(stored)


def stored_moment(moment: datetime) -> Any:
    """An instant with a time zone as the ORM stores it in this database."""
    return connection.ops.adapt_datetimefield_value(moment)


def stored_day(day: date | None) -> Any:
    """A calendar day as the ORM stores it in this database."""
    return connection.ops.adapt_datefield_value(day)


def stored_json(value: Any) -> Any:
    """A value for JSON as the ORM stores it in this database; None is NULL."""
    return None if value is None else connection.ops.adapt_json_value(value, None)


def instant_of(value: Any) -> datetime:
    """An instant as databases give it: SQLite as text in UTC."""
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    return read if read.tzinfo else read.replace(tzinfo=UTC)
