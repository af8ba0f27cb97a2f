"""Databases on PostgreSQL and MariaDB as Hypothesis draws them: typed columns, and what each can hold.

Rows are written by the drivers as they come, and read as Honour reads them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pymysql
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from honour.connectors.sql.store import SqlStore, open_store
from honour.places.map import Store
from honour.places.personal import Personal
from honour.places.selections import Always, Key, Row, Scalar, Selection, Table
from tests.places.drawn import COLUMNS, DATES, KEYS, NAMES, VALUES

SHOP = Store("main", "${SHOP_URL}", "UTC")
UUIDS = ("6f1c6a52-0f7e-4c6e-9d6c-1f2e3d4c5b6a", "6f1c6a52-0f7e-4c6e-9d6c-1f2e3d4c5b6b")
INSTANT = datetime(2022, 3, 11, tzinfo=UTC)
MORE_KEYS: Sequence[Scalar] = (
    *KEYS,
    *UUIDS,
    UUIDS[0].upper(),
    INSTANT,
    "true",
    "a ",
    "2022-03-11",
    2**70,
    2.5,
)
MORE_VALUES: Sequence[Scalar] = (*VALUES, *UUIDS, "true", "false", "jose ", "ﬀ", "ss", "ß")


def _integer(value: Scalar) -> Scalar:
    return value if isinstance(value, int) and value in range(-(2**31), 2**31) else None


def _long(value: Scalar) -> Scalar:
    return value if isinstance(value, int) and value in range(-(2**63), 2**63) else None


def _decimal(value: Scalar) -> Scalar:
    return value if isinstance(value, int | float) and abs(value) < 1e20 and value * 100 % 1 == 0 else None


def _float(value: Scalar) -> Scalar:
    return float(value) if isinstance(value, int | float) else None


def _text(most: int, nul: bool) -> Callable[[Scalar], Scalar]:
    def fits(value: Scalar) -> Scalar:
        return value if isinstance(value, str) and len(value) <= most and (nul or "\0" not in value) else None

    return fits


def _plain(value: Scalar) -> Scalar:
    return value if isinstance(value, str) and value.isascii() and "\0" not in value else None


def _bytes(value: Scalar) -> Scalar:
    return value if isinstance(value, bytes) else None


def _day(value: Scalar) -> Scalar:
    try:
        return (
            value if isinstance(value, str) and "W" not in value and str(date.fromisoformat(value)) else None
        )
    except ValueError:
        return None


def _time(value: Scalar) -> Scalar:
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) and value.isascii() else None
    except ValueError:
        return None
    return value if read is not None and read.tzinfo is None and "W" not in str(value) else None


def _day_with_zeros(value: Scalar) -> Scalar:
    return value if value in ("0000-00-00", "2022-00-00") else _day(value)


def _time_with_zeros(value: Scalar) -> Scalar:
    return value if value in ("0000-00-00 00:00:00", "2022-00-00") else _time(value)


def _instant(value: Scalar) -> Scalar:
    return value if value in ("2022-03-11", "2022-03-10 23:59:59", "2022-03-10T12:00:00.250") else None


def _uuid(value: Scalar) -> Scalar:
    return value if value in UUIDS else None


def _truth(value: Scalar) -> Scalar:
    return value if value in ("true", "false") else None


POSTGRES: Mapping[str, Callable[[Scalar], Scalar]] = {
    "integer": _integer,
    "bigint": _long,
    "numeric(30,2)": _decimal,
    "double precision": _float,
    "text": _text(1000, nul=False),
    "varchar(40)": _text(40, nul=False),
    "char(12)": _text(12, nul=False),
    'text COLLATE "C"': _text(1000, nul=False),
    'text COLLATE "folding"': _text(1000, nul=False),
    'text COLLATE "und-x-icu"': _text(1000, nul=False),
    "bytea": _bytes,
    "date": _day,
    "timestamp": _time,
    "timestamptz": _instant,
    "uuid": _uuid,
    "boolean": _truth,
}
MARIADB: Mapping[str, Callable[[Scalar], Scalar]] = {
    "INT": _integer,
    "BIGINT": _long,
    "DECIMAL(30,2)": _decimal,
    "DOUBLE": _float,
    "LONGTEXT": _text(1000, nul=True),
    "VARCHAR(60)": _text(60, nul=True),
    "CHAR(40)": lambda value: value if _text(40, nul=True)(value) and value != "a " else None,
    "VARCHAR(60) COLLATE utf8mb4_bin": _text(60, nul=True),
    "VARCHAR(60) CHARACTER SET latin1": _plain,
    "VARCHAR(60) COLLATE utf8mb4_unicode_ci": _text(60, nul=True),
    "BLOB": _bytes,
    "DATE": _day_with_zeros,
    "DATETIME(3)": _time_with_zeros,
    "TIMESTAMP(3) NULL": _instant,
    "UUID": _uuid,
}


@dataclass(frozen=True, slots=True)
class OnServer:
    """A drawn database: each table's declared types by column, and its rows."""

    tables: Mapping[Table, Mapping[str, str]]
    rows: Mapping[Table, Sequence[Mapping[str, Scalar]]]


@st.composite
def databases_on(
    draw: st.DrawFn, types: Mapping[str, Callable[[Scalar], Scalar]], fixed: Mapping[str, str]
) -> OnServer:
    """Three tables of the same columns, each of some type, holding what it can; some types are fixed."""
    tables: dict[Table, dict[str, str]] = {}
    rows: dict[Table, list[dict[str, Scalar]]] = {}
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=3, max_size=3, unique_by=str.casefold)):
        table = Table("main", name)
        # Half of the keys are numbers, as in life: else hardly any would meet.
        of = {c: fixed.get(c) or draw(st.sampled_from([next(iter(types)), *types])) for c in COLUMNS}
        row = st.fixed_dictionaries({c: st.sampled_from(_pool(c, types[of[c]])) for c in COLUMNS})
        tables[table], rows[table] = of, draw(st.lists(row, max_size=5))
    return OnServer(tables, rows)


def _pool(column: str, fits: Callable[[Scalar], Scalar]) -> list[Scalar]:
    drawn = MORE_KEYS if column in ("id", "up", "who") else (*MORE_VALUES, *DATES)
    return [None, *(fitting for value in drawn if (fitting := fits(value)) is not None)]


def subjects_on(width: int) -> st.SearchStrategy[tuple[Key, ...]]:
    """The keys of somebody's rows, of so many columns each."""
    key = st.tuples(*[st.sampled_from(MORE_KEYS)] * width)
    return st.lists(key, max_size=3).map(tuple)


@dataclass(slots=True)
class Scratch:
    """A scratch database: a store over it, and the driver's own connection beside it."""

    store: SqlStore
    types: Mapping[str, Callable[[Scalar], Scalar]]
    run: Callable[..., Any]
    quote: Callable[[str], str]
    made: list[str] = field(default_factory=list)

    def make(self, drawn: OnServer) -> Mapping[Table, Sequence[Row]]:
        """Make the drawn database instead of the one before; its rows as Honour reads them."""
        for name in self.made:
            self.run(f"DROP TABLE IF EXISTS {self.quote(name)}")
        self.made = [table.name for table in drawn.tables]
        for table, types in drawn.tables.items():
            columns = ", ".join(f"{self.quote(column)} {types[column]}" for column in COLUMNS)
            self.run(f"CREATE TABLE {self.quote(table.name)} (number INTEGER PRIMARY KEY, {columns})")
            if rows := drawn.rows[table]:
                marks = ", ".join(["(" + ", ".join(["%s"] * (len(COLUMNS) + 1)) + ")"] * len(rows))
                values = [v for n, row in enumerate(rows) for v in (n, *(row[c] for c in COLUMNS))]
                self.run(f"INSERT INTO {self.quote(table.name)} VALUES {marks}", values)
        self.store.tables()
        return {table: self.held(table) for table in drawn.tables}

    def held(self, table: Table) -> list[Row]:
        """A table's rows as Honour reads them."""
        columns = ("number", *COLUMNS)
        rows = self.store.rows(Selection(table, Always()), columns, Personal(()))
        return [dict(zip(columns, row, strict=True)) for row in rows.reveal()]


@contextmanager
def on_postgres(address: str) -> Iterator[Scratch]:
    """A scratch database of PostgreSQL."""
    url = make_url(address)
    with psycopg.connect(
        f"host={url.host} user={url.username} dbname={url.database}", autocommit=True
    ) as own:
        own.execute("SET synchronous_commit = off")
        own.execute(
            "CREATE COLLATION folding (provider = icu, locale = 'und-u-ks-level1', deterministic = false)"
        )

        def run(statement: str, values: Sequence[Scalar] = ()) -> list[tuple[Any, ...]]:
            text = statement.replace("100%", "100%%").encode() if values else statement.encode()
            # Never prepared: the same words are said again of a table that was made anew with other types.
            done = own.execute(text, values or None, prepare=False)
            return done.fetchall() if done.description else []

        with open_store(SHOP, address) as store:
            yield Scratch(store, POSTGRES, run, lambda name: '"' + name.replace('"', '""') + '"')


@contextmanager
def on_mariadb(address: str) -> Iterator[Scratch]:
    """A scratch database of MariaDB."""
    url = make_url(address)
    own = pymysql.connect(
        host=url.host, user=url.username, database=url.database, charset="utf8mb4", autocommit=True
    )
    with own, own.cursor() as cursor:
        cursor.execute("SET SESSION sql_mode = 'STRICT_ALL_TABLES', time_zone = '+00:00'")

        def run(statement: str, values: Sequence[Scalar] = ()) -> list[tuple[Any, ...]]:
            cursor.execute(statement.replace("100%", "100%%") if values else statement, values or None)
            return list(cursor.fetchall())

        with open_store(SHOP, address) as store:
            yield Scratch(store, MARIADB, run, lambda name: "`" + name.replace("`", "``") + "`")
