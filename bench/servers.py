"""The generated site on PostgreSQL and MariaDB: the same tables, indexes and rows."""

import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import psycopg
import pymysql

from bench.site import TABLES, TABLES_AND_INDEXES

HOST: Final = "127.0.0.1"
_AT_ONCE = 2_000  # rows sent in one go

POSTGRES_TYPES: Final = {"DATETIME": "TIMESTAMP"}
MARIADB_TYPES: Final = {"TEXT": "VARCHAR(200)"}


class Driver:
    """A connection that takes statements as `sqlite3` does: `?` for values, and a cursor for an answer."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def execute(self, text: str, values: Sequence[Any] = ()) -> Any:
        """Carry out a statement."""
        cursor = self.connection.cursor()
        cursor.execute(_marked(text), values)
        return cursor

    def close(self) -> None:
        """End the connection."""
        self.connection.close()


@lru_cache(maxsize=256)
def _marked(text: str) -> str:
    return text.replace("?", "%s")


def postgres(name: str = "postgres") -> Driver:
    """A connection to a database of the PostgreSQL server."""
    connection = psycopg.connect(f"host={HOST} user=root dbname={name}", autocommit=True, connect_timeout=5)
    return Driver(connection)


def mariadb(name: str | None = None) -> Driver:
    """A connection to a database of the MariaDB server."""
    connection = pymysql.connect(
        host=HOST, user="root", database=name, autocommit=True, connect_timeout=5, charset="utf8mb4"
    )
    return Driver(connection)


@contextmanager
def on_postgres(database: Path | None) -> Iterator[tuple[str, Callable[[], Driver]]]:
    """A new database with the rows of a SQLite file: its address, and how to connect to it."""
    name = f"honour_bench_{secrets.token_hex(6)}"
    server = postgres()
    server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        if database is not None:
            _fill_postgres(database, postgres(name))
        yield f"postgresql+psycopg://root@{HOST}/{name}", lambda: postgres(name)
    finally:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        server.close()


@contextmanager
def on_mariadb(database: Path | None) -> Iterator[tuple[str, Callable[[], Driver]]]:
    """A new database with the rows of a SQLite file: its address, and how to connect to it."""
    name = f"honour_bench_{secrets.token_hex(6)}"
    server = mariadb()
    server.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
    try:
        if database is not None:
            _fill_mariadb(database, mariadb(name))
        yield f"mariadb+pymysql://root@{HOST}/{name}?charset=utf8mb4", lambda: mariadb(name)
    finally:
        server.execute(f"DROP DATABASE {name}")
        server.close()


def statements(types: dict[str, str]) -> list[str]:
    """The statements that make the tables and indexes, their types called as a server calls them."""
    text = TABLES_AND_INDEXES
    for written, here in types.items():
        text = re.sub(rf"\b{written}\b", here, text)
    return [statement for statement in text.split(";") if statement.strip()]


def _rows(database: Path) -> Iterator[tuple[str, int, Iterator[Any]]]:
    connection = sqlite3.connect(database)
    for table in TABLES:
        found = connection.execute(f"SELECT * FROM {table} ORDER BY id")
        yield table, len(found.description), iter(found)
    connection.close()


def _fill_postgres(database: Path, driver: Driver) -> None:
    tables, indexes = _split(statements(POSTGRES_TYPES))
    for statement in tables:
        driver.execute(statement)
    for table, _, rows in _rows(database):
        with driver.connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    for statement in (*indexes, "ANALYZE"):
        driver.execute(statement)
    driver.close()


def _fill_mariadb(database: Path, driver: Driver) -> None:
    tables, indexes = _split(statements(MARIADB_TYPES))
    for statement in (*tables, "SET foreign_key_checks=0", "SET unique_checks=0"):
        driver.execute(statement)
    for table, width, rows in _rows(database):
        text = f"INSERT INTO {table} VALUES ({', '.join(['%s'] * width)})"
        several = list(rows)
        with driver.connection.cursor() as cursor:
            for start in range(0, len(several), _AT_ONCE):
                cursor.executemany(text, several[start : start + _AT_ONCE])
    for statement in ("COMMIT", *indexes, f"ANALYZE TABLE {', '.join(TABLES)}"):
        driver.execute(statement)
    driver.close()


def _split(made: Sequence[str]) -> tuple[list[str], list[str]]:
    """The statements that make tables, and those that make indexes, which are quicker after the rows."""
    tables = [one for one in made if "CREATE TABLE" in one]
    return tables, [one for one in made if one not in tables]
