"""A fresh, empty database on each server that the tests lean on; it goes when its block ends.

Both servers are met on 127.0.0.1, at their usual ports, as root without a password; `.ci/run` starts them so.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pymysql

PATIENCE = 5  # seconds that a server has to answer


def postgres() -> psycopg.Connection[tuple[object, ...]]:
    """The PostgreSQL server. Raises `psycopg.OperationalError` where none answers."""
    return psycopg.connect(
        "host=127.0.0.1 user=root dbname=postgres", autocommit=True, connect_timeout=PATIENCE
    )


def mariadb() -> pymysql.Connection:
    """The MariaDB server. Raises `pymysql.OperationalError` where none answers."""
    return pymysql.connect(host="127.0.0.1", user="root", connect_timeout=PATIENCE)


def _name() -> str:
    return f"honour_test_{secrets.token_hex(6)}"


@contextmanager
def scratch_on_postgres() -> Iterator[str]:
    """The SQLAlchemy address of a new PostgreSQL database."""
    name = _name()
    with postgres() as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'".encode())
        try:
            yield f"postgresql+psycopg://root@127.0.0.1/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def scratch_on_mariadb() -> Iterator[str]:
    """The SQLAlchemy address of a new MariaDB database."""
    name = _name()
    with mariadb() as server, server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
        try:
            yield f"mariadb+pymysql://root@127.0.0.1/{name}?charset=utf8mb4"
        finally:
            cursor.execute(f"DROP DATABASE {name}")
