"""Batches of frozen keys on PostgreSQL and MariaDB, among programs that keep rows locked or change them."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pymysql
import pytest
from sqlalchemy.engine import make_url

from honour.carrying_out.stores import Batch, BatchWork, Due, StoreBusy, TablesChanged
from honour.connectors.sql import store as stores
from honour.connectors.sql.store import SqlStore, open_store
from honour.places.map import Null
from honour.places.personal import Personal
from honour.places.selections import Equals, Selection, Table
from honour.plans.plan import Change, Delete
from tests.connectors.sql.databases import SHOP

TICKETS = Table("main", "tickets")
NOBODY = Personal(())
SERVERS = pytest.mark.parametrize("server", ["postgres", "mariadb"])
DUE = Selection(TICKETS, Equals("state", "due"))


class Own:
    """The shop's own program, with a transaction open."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def run(self, statement: str) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []

    def commit(self) -> None:
        self.connection.commit()

    def close(self) -> None:
        self.connection.close()


@contextmanager
def _own(address: str) -> Iterator[Own]:
    url = make_url(address)
    connect: Any = psycopg.connect if address.startswith("postgresql") else pymysql.connect
    name = {"dbname" if address.startswith("postgresql") else "database": url.database}
    with closing(Own(connect(host=url.host, user=url.username, **name))) as own:
        yield own


@contextmanager
def _shop(server: str, request: pytest.FixtureRequest) -> Iterator[tuple[SqlStore, Own, Due]]:
    """Six tickets, of which four are due, their keys frozen as 1 to 4."""
    address: str = request.getfixturevalue(f"{server}_url")
    with _own(address) as own:
        own.run("CREATE TABLE tickets (id INT PRIMARY KEY, state VARCHAR(20), words VARCHAR(20))")
        own.run(
            "INSERT INTO tickets VALUES (1, 'due', 'a'), (2, 'not', 'b'), (3, 'due', 'c'), (4, 'due', 'd'),"
            " (5, 'not', 'e'), (6, 'due', 'f')"
        )
        own.commit()
        with open_store(SHOP, address) as store:
            store.tables()
            due = Due("honour_due_0123_1", TICKETS)
            assert store.make([due])
            with store.freezing() as work:
                assert work.freeze(due, DUE, NOBODY) == 4
            yield store, own, due


@SERVERS
def test_a_batch_meets_the_rows_of_its_numbers_that_are_still_due(
    server: str, request: pytest.FixtureRequest
) -> None:
    with _shop(server, request) as (store, own, due):
        own.run("UPDATE tickets SET state = 'not' WHERE id = 1")
        own.commit()
        step, becomes = Delete(DUE, (), (), ()), (("words", Null()),)
        met, _ = store.batch(lambda work: work.carry_out_batch(step, Batch(due, 0, 2), NOBODY))
        assert met == 1
        change = Change(DUE, becomes, (), ())
        met, _ = store.batch(lambda work: work.carry_out_batch(change, Batch(due, 2, 3), NOBODY))
        assert met == 1
        own.commit()
        left = [(1, "a"), (2, "b"), (4, None), (5, "e"), (6, "f")]
        assert [tuple(row) for row in own.run("SELECT id, words FROM tickets ORDER BY id")] == left


@SERVERS
def test_a_batch_whose_rows_are_locked_waits_a_moment_and_is_done_again(
    server: str, request: pytest.FixtureRequest
) -> None:
    with _shop(server, request) as (store, own, due):
        own.run("UPDATE tickets SET words = 'meanwhile' WHERE id = 3")
        attempts = []

        def do(work: BatchWork) -> int:
            attempts.append(threading.get_ident())
            if len(attempts) == 3:
                own.commit()
            return work.carry_out_batch(Delete(DUE, (), (), ()), Batch(due, 0, 4), NOBODY)

        met, took = store.batch(do)
        assert (met, len(attempts)) == (4, 3)
        assert took > 0
        own.commit()
        assert [row[0] for row in own.run("SELECT id FROM tickets ORDER BY id")] == [2, 5]


@SERVERS
def test_rows_that_stay_locked_are_told_and_nothing_of_the_batch_is_done(
    server: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "ATTEMPTS", 2)
    with _shop(server, request) as (store, own, due):
        own.run("UPDATE tickets SET words = 'meanwhile' WHERE id = 6")
        step = Delete(DUE, (), (), ())
        with pytest.raises(StoreBusy, match="another program keeps rows locked"):
            store.batch(lambda work: work.carry_out_batch(step, Batch(due, 0, 4), NOBODY))
        own.commit()
        assert len(own.run("SELECT id FROM tickets")) == 6


@SERVERS
def test_a_row_that_changes_while_a_batch_waits_for_it_stays(
    server: str, request: pytest.FixtureRequest
) -> None:
    """What is looked at is the row as it is once it is locked."""
    with _shop(server, request) as (store, own, due):
        own.run("UPDATE tickets SET state = 'not' WHERE id = 3")
        letting_go = threading.Timer(0.02, own.commit)

        def do(work: BatchWork) -> int:
            if not letting_go.is_alive() and letting_go.ident is None:
                letting_go.start()
            return work.carry_out_batch(Delete(DUE, (), (), ()), Batch(due, 0, 4), NOBODY)

        met, _ = store.batch(do)
        letting_go.join()
        assert met == 3
        own.commit()
        assert [row[0] for row in own.run("SELECT id FROM tickets ORDER BY id")] == [2, 3, 5]


@SERVERS
@pytest.mark.parametrize("before", [True, False], ids=["before the first", "between two"])
def test_a_batch_over_a_table_that_changed_meets_no_row(
    server: str, before: bool, request: pytest.FixtureRequest
) -> None:
    step = Delete(DUE, (), (), ())
    with _shop(server, request) as (store, own, due):
        if not before:
            met, _ = store.batch(lambda work: work.carry_out_batch(step, Batch(due, 0, 1), NOBODY))
            assert met == 1
        own.run("ALTER TABLE tickets ADD COLUMN more INT")
        own.commit()
        with pytest.raises(TablesChanged, match="run `honour check`"):
            store.batch(lambda work: work.carry_out_batch(step, Batch(due, 1, 4), NOBODY))
        assert len(own.run("SELECT id FROM tickets")) == (6 if before else 5)
        own.commit()


@SERVERS
def test_nobody_changes_a_table_between_the_look_at_it_and_the_batch(
    server: str, request: pytest.FixtureRequest
) -> None:
    with _shop(server, request) as (store, own, _):
        waits = "SET lock_timeout = '50ms'" if server == "postgres" else "SET lock_wait_timeout = 1"
        own.run(waits)
        own.commit()
        refused: list[str] = []

        def do(work: Any) -> None:
            work.server.hold(TICKETS)
            try:
                own.run("ALTER TABLE tickets ADD COLUMN more INT")
            except (psycopg.errors.LockNotAvailable, pymysql.err.OperationalError) as error:
                refused.append(type(error).__name__)
                own.connection.rollback()

        store.batch(do)
        assert len(refused) == 1
