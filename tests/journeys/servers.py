"""The Chinook shop on a database server: the same site and policy, the map of that server's names."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pymysql
import pytest
from pymysql.constants import CLIENT
from sqlalchemy.engine import URL, make_url

from tests.journeys.shop import ROOT, Shop
from tests.servers import scratch_on_mariadb, scratch_on_postgres

_OF_ANOTHER_DATABASE = re.compile(r"^(DROP DATABASE|CREATE DATABASE|\\c|USE) [^;]*;", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ServerShop(Shop):
    """A shop whose database is a server's. `spelt` turns the names of SQLite's script into this one's."""

    address: str
    ask: Callable[[str], list[tuple[Any, ...]]]
    spelt: Callable[[str], str]

    def environment(self, now: str | None) -> dict[str, str]:
        """What the command finds around it."""
        return {**Shop.environment(self, now), "CHINOOK_URL": self.address}

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What the shop's own program reads in its database, or does to it; names as on SQLite."""
        assert not values
        return self.ask(statement)

    def columns(self) -> list[tuple[str, str]]:
        """Every table and column of the database."""
        return [
            (str(table), str(column))
            for table, column in self.ask(
                "SELECT table_name, column_name FROM information_schema.columns"
                " WHERE table_schema NOT IN ('information_schema', 'pg_catalog', 'mysql', 'sys',"
                " 'performance_schema')"
                + ("" if self.address.startswith("postgresql") else " AND table_schema = database()")
            )
        ]

    def holding(self, value: str) -> set[str]:
        """The columns of the database, wherever, that hold a text in some row."""
        quote, text = ('"', "text") if self.address.startswith("postgresql") else ("`", "char")
        return {
            f"{table}.{column}"
            for table, column in self.columns()
            if self.ask(
                f"SELECT 1 FROM {quote}{table}{quote} WHERE position('{value}' IN"
                f" CAST({quote}{column}{quote} AS {text})) > 0 LIMIT 1"
            )
        }

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, Honour's own left out."""
        tables = sorted({table for table, _ in self.columns()} - {"honour_done", "honour_epoch"})
        quote = '"' if self.address.startswith("postgresql") else "`"
        return {table: sorted(self.ask(f"SELECT * FROM {quote}{table}{quote}"), key=repr) for table in tables}


def _as_on_postgres(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _script(shared: Path, name: str) -> str:
    script = shared / "data/chinook" / name
    if not script.is_file():
        pytest.skip(f"{script} is missing: the Chinook shop is not the project's to carry")
    return _OF_ANOTHER_DATABASE.sub("", script.read_text("utf-8-sig"))


def _site(folder: Path, map_file: str) -> None:
    shutil.copytree(ROOT / "examples/chinook", folder / "shop", ignore=shutil.ignore_patterns("data"))
    if map_file != "map.yaml":
        shutil.move(folder / "shop" / map_file, folder / "shop/map.yaml")


@contextmanager
def on_postgres(shared: Path, folder: Path) -> Iterator[ServerShop]:
    """The shop on a scratch database of PostgreSQL."""
    script = _script(shared, "Chinook_PostgreSql.sql")
    _site(folder, "map.postgresql.yaml")
    with scratch_on_postgres() as address, psycopg.connect(_dsn(make_url(address)), autocommit=True) as own:
        own.execute(script.encode())

        def ask(statement: str) -> list[tuple[Any, ...]]:
            done = own.execute(statement.encode())
            return done.fetchall() if done.description else []

        yield ServerShop(folder, address, ask, _as_on_postgres)


@contextmanager
def on_mariadb(shared: Path, folder: Path) -> Iterator[ServerShop]:
    """The shop on a scratch database of MariaDB, whose script has SQLite's names."""
    script = _script(shared, "Chinook_MySql.sql")
    _site(folder, "map.yaml")
    with scratch_on_mariadb() as address:
        url = make_url(address)
        own = pymysql.connect(
            host=url.host,
            user=url.username,
            database=url.database,
            charset="utf8mb4",
            autocommit=True,
            client_flag=CLIENT.MULTI_STATEMENTS,
        )
        with own, own.cursor() as cursor:
            cursor.execute(script)
            while cursor.nextset():
                pass

            def ask(statement: str) -> list[tuple[Any, ...]]:
                cursor.execute(statement)
                return list(cursor.fetchall())

            yield ServerShop(folder, address, ask, str)


def _dsn(url: URL) -> str:
    return f"host={url.host} user={url.username} dbname={url.database}"
