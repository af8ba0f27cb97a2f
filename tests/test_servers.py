"""The servers that the tests lean on answer, and each scratch database is there, is empty and goes."""

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

from tests.servers import mariadb, postgres, scratch_on_mariadb, scratch_on_postgres


@pytest.mark.parametrize("server", ["postgres_url", "mariadb_url"])
def test_a_server_answers_from_an_empty_scratch_database(server: str, request: pytest.FixtureRequest) -> None:
    engine = create_engine(request.getfixturevalue(server))
    try:
        with engine.connect() as connection:
            assert connection.execute(text("select 1")).scalar_one() == 1
            assert inspect(connection).get_table_names() == []
    finally:
        engine.dispose()


@pytest.mark.parametrize("server", ["postgres_url", "mariadb_url"])
def test_a_scratch_database_takes_every_letter(server: str, request: pytest.FixtureRequest) -> None:
    name = "François 🦊 '; --"
    engine = create_engine(request.getfixturevalue(server))
    try:
        with engine.begin() as connection:
            connection.execute(text("create table person (name varchar(100))"))
            connection.execute(text("insert into person values (:name)"), {"name": name})
            assert connection.execute(text("select name from person")).scalar_one() == name
    finally:
        engine.dispose()


def test_a_scratch_database_on_postgres_is_gone_when_its_block_ends(postgres_url: str) -> None:
    with postgres() as server:
        names = {row[0] for row in server.execute("select datname from pg_database")}
        assert make_url(postgres_url).database in names
        with scratch_on_postgres() as address:
            gone = make_url(address).database
        assert gone not in {row[0] for row in server.execute("select datname from pg_database")}


def test_a_scratch_database_on_mariadb_is_gone_when_its_block_ends(mariadb_url: str) -> None:
    with mariadb() as server, server.cursor() as cursor:
        cursor.execute("show databases")
        assert make_url(mariadb_url).database in {row[0] for row in cursor.fetchall()}
        with scratch_on_mariadb() as address:
            gone = make_url(address).database
        cursor.execute("show databases")
        assert gone not in {row[0] for row in cursor.fetchall()}
