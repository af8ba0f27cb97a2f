"""A site with more due than one transaction takes: members, some long gone, on any of the three servers.

What is due is known from how the rows are made: every other member last signed in four years ago, and every
other line of the log is a year old.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, TypeAlias

import psycopg
import pymysql
import pytest
from _pytest.mark import ParameterSet
from sqlalchemy.engine import make_url

from tests.conftest import AT_NIGHT
from tests.journeys.servers import ServerShop
from tests.journeys.shop import Shop
from tests.journeys.small import POLICY
from tests.servers import scratch_on_mariadb, scratch_on_postgres

Ask: TypeAlias = Callable[[str], list[tuple[Any, ...]]]

TABLES: Final = """
CREATE TABLE users (id INT PRIMARY KEY, mail VARCHAR(60));
CREATE TABLE sign_ins (id INT PRIMARY KEY, user_id INT NOT NULL, at DATE,
  FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE posts (id INT PRIMARY KEY, user_id INT NOT NULL, body VARCHAR(60),
  FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE log (host VARCHAR(20), n INT, user_id INT, ip VARCHAR(20), at DATE, PRIMARY KEY (host, n));
CREATE TABLE settings (user_id INT PRIMARY KEY, theme VARCHAR(20),
  FOREIGN KEY (user_id) REFERENCES users (id));
CREATE INDEX sign_ins_of ON sign_ins (user_id);
CREATE INDEX posts_of ON posts (user_id)
"""
MAP: Final = """
honour map: 1
stores: {main: {sql: "${CHINOOK_URL}", time: {zone: UTC}}}
persons: {member: {table: main.users, key: id, known by: {mail: e-mail}}}
places:
  - {table: main.users, belongs to: {member: id}, holds: {mail: e-mail}}
  - {table: main.sign_ins, belongs to: {member: user_id}, holds: {at: user name}}
  - {table: main.posts, belongs to: {member: user_id}, holds: {body: ticket text}}
  - {table: main.settings, belongs to: {member: user_id}, holds: {theme: user name}}
  - {table: main.log, belongs to: {member: user_id}, holds: {ip: ip address}, collected: at}
events:
  last sign-in: {column: main.sign_ins.at, belongs to: {member: user_id}, take: last, null means: never began}
"""
SERVERS: Final = ("SQLite", "PostgreSQL", "MariaDB")


def on(*by_default: str) -> list[ParameterSet]:
    """Every server; those that are not named only at night, for each takes minutes of both cores."""
    return [pytest.param(each, marks=() if each in by_default else AT_NIGHT) for each in SERVERS]


ANSWERS: Final = {"PostgreSQL": "postgres_answers", "MariaDB": "mariadb_answers"}
EACH: Final = ("users", "sign_ins", "posts", "log", "settings")


def fill(ask: Ask, members: int, lines: int) -> None:
    """The rows: of each member two sign-ins, three posts and a setting; two lines of the log a host."""

    def put(table: str, rows: Sequence[tuple[object, ...]]) -> None:
        put_in(ask, table, rows)

    many = range(1, members + 1)
    put("users", [(n, f"m{n}@x.example") for n in many])
    put("sign_ins", [(2 * n - k, n, "2022-05-01" if n % 2 else "2026-11-01") for n in many for k in (0, 1)])
    put("posts", [(3 * n - k, n, f"post {n}") for n in many for k in (0, 1, 2)])
    put("settings", [(n, "dark") for n in many])
    put(
        "log",
        [(f"h{n // 2}", n, 2, "10.0.0.1", "2025-11-01" if n % 2 else "2026-11-01") for n in range(lines)],
    )


def put_in(ask: Ask, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Rows of texts and numbers, by the thousand."""
    for first in range(0, len(rows), 1000):
        ask(f"INSERT INTO {table} VALUES {', '.join(map(_written, rows[first : first + 1000]))}")


def _written(row: tuple[object, ...]) -> str:
    return "(" + ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in row) + ")"


def due_of(members: int, lines: int) -> dict[str, int]:
    """How many rows of each table are due."""
    gone = (members + 1) // 2
    return {"users": gone, "sign_ins": 2 * gone, "posts": 3 * gone, "settings": gone, "log": lines // 2}


def all_rows(shop: Shop) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the site's own tables."""
    return {table: sorted(shop.sql(f"SELECT * FROM {table}"), key=repr) for table in EACH}


def kept(members: int, lines: int) -> dict[str, int]:
    """How many rows of each table are left once what is due is gone."""
    made = {
        "users": members, "sign_ins": 2 * members, "posts": 3 * members, "settings": members, "log": lines
    }  # fmt: skip
    return {table: made[table] - due for table, due in due_of(members, lines).items()}


@contextmanager
def large(server: str, folder: Path, members: int, lines: int, tables: str = TABLES) -> Iterator[Shop]:
    """The site, on a database of its own."""
    with made(server, folder, tables, MAP) as (shop, ask):
        fill(ask, members, lines)
        yield shop


@contextmanager
def made(server: str, folder: Path, tables: str, data_map: str) -> Iterator[tuple[Shop, Ask]]:
    """A site with these tables, empty, and how its own program speaks to them."""
    (folder / "shop").mkdir(parents=True)
    (folder / "shop/policy.yaml").write_text(POLICY)
    (folder / "shop/map.yaml").write_text(data_map)
    (folder / "shop/honour.toml").write_text("demo = true\n")
    with _database(server, folder) as (shop, ask):
        for statement in tables.split(";"):
            ask(statement)
        yield shop, ask


@contextmanager
def _database(server: str, folder: Path) -> Iterator[tuple[Shop, Ask]]:
    if server == "SQLite":
        shop = Shop(folder)
        with closing(sqlite3.connect(shop.database, isolation_level=None)) as own:
            yield shop, lambda statement: own.execute(statement).fetchall()
    elif server == "PostgreSQL":
        with scratch_on_postgres() as address, psycopg.connect(_dsn(address), autocommit=True) as connection:

            def ask(statement: str) -> list[tuple[Any, ...]]:
                done = connection.execute(statement.encode())
                return done.fetchall() if done.description else []

            yield ServerShop(folder, address, ask, str), ask
    else:
        with scratch_on_mariadb() as address:
            url = make_url(address)
            own = pymysql.connect(host=url.host, user=url.username, database=url.database, autocommit=True)
            with own, own.cursor() as cursor:

                def asked(statement: str) -> list[tuple[Any, ...]]:
                    cursor.execute(statement)
                    return list(cursor.fetchall())

                yield ServerShop(folder, address, asked, str), asked


def _dsn(address: str) -> str:
    url = make_url(address)
    return f"host={url.host} user={url.username} dbname={url.database}"
