"""Links of every kind on PostgreSQL and MariaDB, as `test_map_links` has them on SQLite."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.journeys.servers import ServerShop
from tests.journeys.small import small_on
from tests.journeys.test_map_links import (
    CIRCLE,
    CIRCLE_MAP,
    SHARED,
    SHARED_MAP,
    TENANTS,
    TENANTS_MAP,
    THREAD,
    THREAD_MAP,
    VALUES,
    VALUES_MAP,
    reasons,
)

Site: TypeAlias = Callable[[str, str], AbstractContextManager[ServerShop]]

CLOSED = """
CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, seen TEXT, home INTEGER NOT NULL);
CREATE TABLE addresses (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users {wait}, line TEXT);
INSERT INTO users VALUES (1, 'ada@x.example', NULL, 1), (2, 'bo@x.example', NULL, 2);
INSERT INTO addresses VALUES (1, 1, '1 rue A'), (2, 2, '2 rue B'), (3, 2, '3 rue B');
ALTER TABLE users ADD FOREIGN KEY (home) REFERENCES addresses {wait};
"""


def spelt(server: str, script: str) -> str:
    """The script of SQLite as another server takes it."""
    script = re.sub(r"PRAGMA [^;]*;", "", script)
    script = re.sub(r"REFERENCES (\w+)(?=[ ,)]*(,|\)|;|DEFERRABLE))", r"REFERENCES \1 (id)", script)
    script = re.sub(r"\b(TABLE|INTO) lines\b", r'\1 "lines"', script)  # a word of MariaDB's own
    script = re.sub(r"\b(tenant|firm) TEXT", r"\1 VARCHAR(20)", script)
    return script.replace('"', "`") if server == "MariaDB" else script


@pytest.fixture(params=["PostgreSQL", "MariaDB"])
def server(request: pytest.FixtureRequest) -> str:
    """The name of a server."""
    return str(request.param)


@pytest.fixture
def site(server: str, tmp_path: Path) -> Site:
    """The small site over a script of SQLite's, on this server."""

    def made(script: str, data_map: str) -> AbstractContextManager[ServerShop]:
        return small_on(server, tmp_path, spelt(server, script), data_map)

    return made


def erase(shop: ServerShop, who: str) -> None:
    """Erase somebody, once the map has been found to fit."""
    told = shop.really("erase", who)
    assert told.code == 0, told


def test_a_key_of_two_columns_is_followed_whole(site: Site, server: str) -> None:
    quote = "`" if server == "MariaDB" else '"'
    with site(TENANTS, TENANTS_MAP) as shop:
        assert reasons(shop) == []
        erase(shop, "ada@x.example")
        assert shop.sql(f"SELECT tenant FROM {quote}People{quote}") == [("b",)]
        assert shop.sql("SELECT note FROM orders ORDER BY note") == [("his",), ("nobodys",)]
        assert shop.sql(f"SELECT item FROM {quote}lines{quote}") == [("his",)]
        assert shop.sql("SELECT body FROM notes ORDER BY body") == [("his",), ("nobodys",)]


def test_a_circle_of_tables_is_opened_at_the_link_that_may_be_null(site: Site) -> None:
    with site(CIRCLE, CIRCLE_MAP) as shop:
        assert reasons(shop) == []
        erase(shop, "ada@x.example")
        assert shop.sql("SELECT id, home FROM users ORDER BY id") == [(2, 2), (3, None)]
        assert shop.sql("SELECT line FROM addresses") == [("2 rue B",)]


def test_a_circle_that_nothing_opens_is_checked_at_the_end(site: Site, server: str) -> None:
    wait = "DEFERRABLE" if server == "PostgreSQL" else ""
    with site(CLOSED.format(wait=wait), CIRCLE_MAP) as shop:
        assert reasons(shop) == []
        shown = shop.run("erase", "bo@x.example", "--json").document()["plan"]
        assert shown["checked at the end"], "the plan does not say that a circle must be opened"
        erase(shop, "bo@x.example")
        assert shop.sql("SELECT id FROM users") == [(1,)]
        assert shop.sql("SELECT line FROM addresses") == [("1 rue A",)]


def test_an_answer_to_what_goes_stays_and_points_at_nothing(site: Site) -> None:
    with site(THREAD.format(null=""), THREAD_MAP) as shop:
        assert reasons(shop) == []
        erase(shop, "ada@x.example")
        assert shop.sql("SELECT id, parent, body FROM comments") == [(3, None, "b to a")]


def test_what_an_answer_must_point_at_stays_without_its_words(site: Site, server: str) -> None:
    script = THREAD.format(null="NOT NULL")
    if server == "PostgreSQL":
        script = script.replace("REFERENCES comments", "REFERENCES comments DEFERRABLE")
    with site(script, THREAD_MAP) as shop:
        erase(shop, "ada@x.example")
        held = shop.sql("SELECT id, parent, body FROM comments ORDER BY id")
        assert held == [(1, 1, None), (2, 1, None), (3, 2, "b to a")]


def test_a_link_by_value_reaches_who_goes_by_it_and_nobody_else(site: Site) -> None:
    with site(VALUES, VALUES_MAP) as shop:
        numbers = partial(shop.sql, "SELECT id FROM log ORDER BY id")
        erase(shop, "ada@x.example")
        assert numbers() == [(2,), (3,), (4,), (5,), (6,)]
        erase(shop, "member:5")
        assert (3,) in numbers(), "two go by it, so that it is nobody's"


def test_a_leaver_is_detached_and_colleagues_keep_their_account(site: Site) -> None:
    with site(SHARED, SHARED_MAP) as shop:
        assert reasons(shop) == []
        erase(shop, "ada@x.example")
        assert shop.sql("SELECT title FROM accounts") == [("two of us",)]
        assert shop.sql("SELECT account, who FROM seats") == [(1, 2)]
        erase(shop, "bo@x.example")
        assert shop.sql("SELECT title FROM accounts") == []
