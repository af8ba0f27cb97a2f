"""A small site for a journey: whoever has an account is a member, and everything lies in one SQLite file."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import psycopg
import pymysql
from sqlalchemy.engine import URL, make_url

from tests.journeys.servers import ServerShop
from tests.journeys.shop import Shop
from tests.servers import scratch_on_mariadb, scratch_on_postgres

POLICY = """
honour: 1
site:
  name: Small
  address: https://small.example
  publisher: {name: Small SARL, country: FR, contact: privacy@small.example}
  data protection officer: none
  authority: CNIL
  languages: [fr, en]
  authentic: fr
  time zone: Europe/Paris
  effective: 2026-12-01
people: {member: {who: has an account}}
data:
  contact: {holds: [e-mail, user name, name], of: member}
  words: {holds: [ticket text], of: member}
  connection: {holds: [ip address], of: member}
  invoice: {holds: [invoice], of: member}
recipients: {host: {name: Host SAS, role: processor, country: FR, stores: everything}}
collect:
  - {data: [contact, words], for: account, basis: contract}
  - data: connection
    for: security
    basis: legitimate interest
    interest: {en: keeping the site safe, fr: la sécurité du site}
    balancing: balance.pdf
  - {data: invoice, for: bookkeeping, basis: {law: C. com. L123-22}}
keep:
  - {data: [contact, words], until: asked, or: 2 years without sign-in}
  - {data: connection, for: 6 months, since: recorded}
  - {data: invoice, for: 10 years, since: end of the financial year, basis: {law: C. com. L123-22}}
"""

HEAD = """
honour map: 1
stores: {main: {sql: "${CHINOOK_URL}", time: {zone: UTC}}}
"""


def small(folder: Path, database: str, data_map: str, policy: str = POLICY) -> Shop:
    """The site, its database made by an SQL script; `data_map` is what follows `stores`."""
    shop = Shop(folder)
    shop.site.mkdir()
    (shop.site / "policy.yaml").write_text(policy)
    (shop.site / "map.yaml").write_text(HEAD + data_map)
    (shop.site / "honour.toml").write_text("demo = true\n")
    with closing(sqlite3.connect(shop.database)) as connection, connection:
        connection.executescript(database)
    return shop


@contextmanager
def small_on(
    server: str, folder: Path, database: str, data_map: str, policy: str = POLICY
) -> Iterator[ServerShop]:
    """The same site over a scratch database of PostgreSQL or MariaDB."""
    scratch = scratch_on_postgres if server == "PostgreSQL" else scratch_on_mariadb
    with scratch() as address:
        connected = _on_postgres if server == "PostgreSQL" else _on_mariadb
        with connected(make_url(address)) as ask:
            shop = ServerShop(folder, address, ask, str)
            shop.site.mkdir()
            (shop.site / "policy.yaml").write_text(policy)
            (shop.site / "map.yaml").write_text(HEAD + data_map)
            (shop.site / "honour.toml").write_text("demo = true\n")
            for statement in filter(str.strip, database.split(";\n")):
                shop.ask(statement)
            yield shop


Ask: TypeAlias = Callable[[str], list[tuple[Any, ...]]]


@contextmanager
def _on_postgres(url: URL) -> Iterator[Ask]:
    address = f"host={url.host} user={url.username} dbname={url.database}"
    with psycopg.connect(address, autocommit=True) as own:

        def ask(statement: str) -> list[tuple[Any, ...]]:
            done = own.execute(statement.encode())
            return done.fetchall() if done.description else []

        yield ask


@contextmanager
def _on_mariadb(url: URL) -> Iterator[Ask]:
    own = pymysql.connect(
        host=url.host, user=url.username, database=url.database, charset="utf8mb4", autocommit=True
    )
    with own, own.cursor() as cursor:

        def ask(statement: str) -> list[tuple[Any, ...]]:
            cursor.execute(statement)
            return list(cursor.fetchall())

        yield ask
