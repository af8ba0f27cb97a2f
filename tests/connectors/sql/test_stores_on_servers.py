"""A store on PostgreSQL and on MariaDB: what its connection keeps, whom it finds, and what goes wrong."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
import pymysql
import pytest
from sqlalchemy.engine import make_url

from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.connectors.sql import server as servers
from honour.connectors.sql.compiling import compiled, counts, deleting
from honour.connectors.sql.store import SqlStore, open_store
from honour.connectors.sql.values import kind_of
from honour.places.map import Constant, Null, Person
from honour.places.personal import Personal
from honour.places.selections import Always, Equals, Exists, IsSubject, Key, Link, Selection, Table, Written
from honour.plans.plan import Change, DateSpan, Delete, Span
from tests.connectors.sql.databases import SHOP

PERSON, ORDERS = Table("main", "person"), Table("main", "orders")
CUSTOMER = Person("customer", PERSON, ("id",), {"mail": "e-mail", "phone": "telephone"})
ALL = Selection(PERSON, Always())
NOBODY = Personal(())
CANARY = "canary-7c1f@example.org"
SERVERS = pytest.mark.parametrize("server", ["postgres", "mariadb"])
Run = Callable[[str], list[tuple[Any, ...]]]


@contextmanager
def _own(address: str) -> Iterator[Run]:
    """A connection of the shop's own program."""
    url = make_url(address)
    if address.startswith("postgresql"):
        with psycopg.connect(
            f"host={url.host} user={url.username} dbname={url.database}", autocommit=True
        ) as on_postgres:

            def run(statement: str) -> list[tuple[Any, ...]]:
                done = on_postgres.execute(statement.encode())
                return done.fetchall() if done.description else []

            yield run
    else:
        with (
            pymysql.connect(
                host=url.host, user=url.username, database=url.database, charset="utf8mb4", autocommit=True
            ) as on_mariadb,
            on_mariadb.cursor() as cursor,
        ):

            def ask(statement: str) -> list[tuple[Any, ...]]:
                cursor.execute(statement)
                return list(cursor.fetchall())

            yield ask


@pytest.fixture
def address(server: str, request: pytest.FixtureRequest) -> str:
    """A scratch database of the server."""
    address: str = request.getfixturevalue(f"{server}_url")
    return address


@pytest.fixture
def run(address: str) -> Iterator[Run]:
    """The shop's own program, which has made its two tables."""
    with _own(address) as own:
        own("CREATE TABLE person (id INT PRIMARY KEY, mail VARCHAR(60) NOT NULL, phone VARCHAR(40))")
        own("CREATE TABLE orders (id INT PRIMARY KEY, who INT, FOREIGN KEY (who) REFERENCES person (id))")
        own("CREATE INDEX by_who ON orders (who)")
        yield own


def put(run: Run, *mails: str) -> None:
    """People known by these, numbered from 1."""
    for number, mail in enumerate(mails, 1):
        run(f"INSERT INTO person VALUES ({number}, '{mail}', NULL)")


@SERVERS
def test_an_address_is_compared_byte_for_byte_after_one_normalisation(
    server: str, address: str, run: Run
) -> None:
    mails = ["jose@x.example", "JOSÉ@x.example", "o''brien@x.example", "ann@x.example"]
    put(run, *mails)
    run("UPDATE person SET phone = '06 12 34' WHERE id = 4")
    with open_store(SHOP, address) as store:

        def found(identifier: str) -> list[Key]:
            return [anchor.key.reveal() for anchor in store.find(CUSTOMER, Personal(identifier))]

        assert found("JOSE@x.example") == [(1,)]
        assert found("josé@x.example") == [(2,)]
        assert found("o'brien@x.example") == [(3,)]
        assert found("061234") == [(4,)]
        assert found("jos_@x.example") == found("%") == found("a\0b") == found("") == []


@SERVERS
def test_several_spans_come_each_in_its_place(server: str, address: str, run: Run) -> None:
    run("CREATE TABLE visit (id INT PRIMARY KEY, day DATE, second BIGINT)")
    days = [datetime(2020, 1, 1 + number, tzinfo=UTC) for number in range(5)]
    for number, day in enumerate(days):
        run(f"INSERT INTO visit VALUES ({number}, '{day:%Y-%m-%d}', {int(day.timestamp())})")
    asked = [
        DateSpan(Selection(Table("main", "visit"), Equals("id", number)), column, written)
        for number in (*range(5), 999)
        for column, written in (("second", Written("unix seconds")), ("day", Written("wall", "UTC")))
    ]
    with open_store(SHOP, address) as store:
        store.tables()
        expected = [Span(day, day) for day in days for _ in range(2)] + [Span(None, None)] * 2
        assert list(store.spans(asked, NOBODY)) == expected


@SERVERS
def test_the_settings_that_matter_are_kept_by_the_connection(server: str, address: str) -> None:
    with open_store(SHOP, address) as store:
        if server == "postgres":
            asked = "SELECT current_setting('row_security'), current_setting('TimeZone'),"
            asked += " current_setting('synchronous_commit'), current_setting('lock_timeout')"
            assert list(store.server.execute(asked).fetchall()) == [("off", "UTC", "on", "20s")]
        else:
            asked = "SELECT @@foreign_key_checks, @@time_zone, @@innodb_lock_wait_timeout, @@autocommit"
            assert list(store.server.execute(asked).fetchall()) == [(1, "+00:00", 20, 1)]
            [(mode,)] = store.server.execute("SELECT @@sql_mode").fetchall()
            assert "STRICT_ALL_TABLES" in str(mode)


@SERVERS
def test_an_address_that_leads_nowhere_is_told_without_its_password(server: str, address: str) -> None:
    for wrong in ({"port": 1}, {"database": "no_such_database"}, {"username": "nobody_of_that_name"}):
        url = make_url(address).set(password="s3cret", **wrong)
        with (
            pytest.raises(StoreUnreachable, match=r"main: .*(see that|correct)") as refusal,
            open_store(SHOP, url.render_as_string(hide_password=False)),
        ):
            pass
        assert "s3cret" not in str(refusal.value)


@SERVERS
def test_what_is_stopped_half_way_leaves_neither_act_nor_guard(server: str, address: str, run: Run) -> None:
    put(run, "a@x")

    def stopped(store: SqlStore) -> None:
        with store.work() as work:
            assert work.carry_out(Delete(ALL, (), (), ()), NOBODY) == 1
            work.mark_done("plan", "main", "2026-12-01T09:30Z")
            assert run("SELECT count(*) FROM orders") == [(0,)], "others may read meanwhile"
            raise ValueError

    with open_store(SHOP, address) as store:
        with pytest.raises(ValueError, match=r"^$"):
            stopped(store)
        with store.work() as work:
            assert not work.is_done("plan", "main")
            work.mark_done("plan", "main", "2026-12-01T09:30Z")
        with store.work() as work:
            assert work.is_done("plan", "main")
    assert run("SELECT count(*) FROM person") == [(1,)]
    assert run("SELECT plan, step FROM honour_done") == [("plan", "main")]


@SERVERS
@pytest.mark.parametrize(
    ("column", "becomes", "remedy"),
    [
        ("mail", Null(), "say in the map what it `becomes`"),
        ("mail", Constant("-"), "write `becomes: unique`"),
        ("phone", Constant("-" * 50), "too short"),
    ],
)
def test_a_refusal_of_the_database_names_the_remedy_and_no_value(
    server: str, address: str, run: Run, column: str, becomes: Null | Constant, remedy: str
) -> None:
    put(run, CANARY, f"other-{CANARY}")
    run("CREATE UNIQUE INDEX once ON person (mail)")
    step = Change(ALL, ((column, becomes),), ("e-mail",), ())
    with open_store(SHOP, address) as store, pytest.raises(StoreChanged) as refusal, store.work() as work:
        work.carry_out(step, NOBODY)
    assert remedy in str(refusal.value)
    assert "canary" not in str(refusal.value)
    assert refusal.value.__suppress_context__
    assert len(run("SELECT * FROM person WHERE mail LIKE '%canary%'")) == 2


@SERVERS
def test_a_row_outside_the_map_that_points_at_what_goes_stops_it(server: str, address: str, run: Run) -> None:
    put(run, "a@x")
    run("INSERT INTO orders VALUES (1, 1)")
    told = "declare its table in the map"
    with open_store(SHOP, address) as store, pytest.raises(StoreChanged, match=told), store.work() as work:
        work.carry_out(Delete(ALL, (), (), ()), NOBODY)
    assert run("SELECT count(*) FROM person") == [(1,)]


@SERVERS
def test_a_lock_of_another_program_is_told_and_nothing_changes(
    server: str, address: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "LOCK_WAIT", 1.0)
    put(run, "a@x")
    run("BEGIN")
    run("UPDATE person SET phone = 'x' WHERE id = 1")
    told = "another program keeps rows locked"
    with open_store(SHOP, address) as store:
        with pytest.raises(StoreUnreachable, match=told), store.work() as work:
            work.carry_out(Delete(ALL, (), (), ()), NOBODY)
        run("ROLLBACK")
        with store.work() as work:
            assert work.carry_out(Delete(ALL, (), (), ()), NOBODY) == 1


def test_on_postgresql_a_row_that_changed_since_it_was_counted_is_a_change_of_plan(postgres_url: str) -> None:
    with _own(postgres_url) as run:
        run("CREATE TABLE person (id INT PRIMARY KEY, mail TEXT)")
        run("INSERT INTO person VALUES (1, 'a@x')")

        def overtaken(store: SqlStore) -> None:
            with store.work() as work:
                assert work.tally([ALL], NOBODY) == (1,)
                run("UPDATE person SET mail = 'b@x'")
                work.carry_out(Delete(ALL, (), (), ()), NOBODY)

        with (
            open_store(SHOP, postgres_url) as store,
            pytest.raises(StoreChanged, match="ask for the plan again"),
        ):
            overtaken(store)
        assert run("SELECT mail FROM person") == [("b@x",)]


def test_on_mariadb_what_was_counted_is_kept_from_others_until_the_end(mariadb_url: str) -> None:
    with _own(mariadb_url) as run:
        run("CREATE TABLE person (id INT PRIMARY KEY, mail TEXT)")
        run("INSERT INTO person VALUES (1, 'a@x')")
        run("SET innodb_lock_wait_timeout = 1")
        with open_store(SHOP, mariadb_url) as store, store.work() as work:
            assert work.tally([ALL], NOBODY) == (1,)
            for other in ("INSERT INTO person VALUES (2, 'b@x')", "UPDATE person SET mail = 'b@x'"):
                with pytest.raises(pymysql.OperationalError, match="Lock wait timeout"):
                    run(other)
            assert work.carry_out(Delete(ALL, (), (), ()), NOBODY) == 1


@SERVERS
def test_a_connection_that_breaks_is_told(server: str, address: str, run: Run) -> None:
    put(run, "a@x")
    with open_store(SHOP, address) as store:
        store.tables()
        if server == "postgres":
            [(number,)] = store.server.execute("SELECT pg_backend_pid()").fetchall()
            run(f"SELECT pg_terminate_backend({number!r})")
        else:
            [(number,)] = store.server.execute("SELECT connection_id()").fetchall()
            run(f"KILL {number!r}")
        with pytest.raises(StoreUnreachable, match="run this again when"):
            store.tally([ALL], NOBODY)


@SERVERS
def test_a_trigger_that_quotes_the_row_is_not_quoted(server: str, address: str, run: Run) -> None:
    put(run, CANARY)
    if server == "postgres":
        body = "BEGIN RAISE EXCEPTION ''keep %'', OLD.mail; END"
        run(f"CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS '{body}'")
        run("CREATE TRIGGER keeps BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION keep()")
    else:
        raised = f"SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'keep {CANARY}'"
        run(f"CREATE TRIGGER keeps BEFORE DELETE ON person FOR EACH ROW {raised}")
    with (
        open_store(SHOP, address) as store,
        pytest.raises(StoreChanged, match="a trigger") as told,
        store.work() as work,
    ):
        work.carry_out(Delete(ALL, (), (), ()), NOBODY)
    assert "canary" not in str(told.value)


@SERVERS
def test_one_persons_rows_are_found_by_their_index(server: str, address: str, run: Run) -> None:
    column = "TEXT" if server == "postgres" else "VARCHAR(60)"
    run(f"CREATE TABLE member (mail {column} PRIMARY KEY)")
    run(f"CREATE TABLE letter (id INT PRIMARY KEY, mail {column})")
    run("CREATE INDEX by_mail ON letter (mail)")
    for first in range(0, 4000, 500):
        numbers = range(first, first + 500)
        run("INSERT INTO member VALUES " + ", ".join(f"('{n}@x.example')" for n in numbers))
        run("INSERT INTO letter VALUES " + ", ".join(f"({n}, '{n}@x.example')" for n in numbers))
    for table in ("member", "letter"):
        run(f"ANALYZE {'TABLE ' if server == 'mariadb' else ''}{table}")
    member, letter = Table("main", "member"), Table("main", "letter")
    theirs = Exists(Link(letter, ("mail",), member, ("mail",)), IsSubject(("mail",)))
    me: tuple[Key, ...] = (("7@x.example",),)
    selection = Selection(letter, theirs)
    with open_store(SHOP, address) as store:
        for build, about in ((counts, ((selection,),)), (deleting, (selection,))):
            statement = compiled(build, about, store.server.dialect, (("", (kind_of(me[0][0]),)),))
            rows = store.server.execute(f"EXPLAIN {statement.text}", statement.bound(me)).fetchall()
            if server == "postgres":
                assert not [row for row in rows if "Seq Scan" in str(row)], rows
            else:  # MariaDB walks, in whole, the keys that it has found, and nothing else
                walked = [row[2] for row in rows if row[3] == "ALL"]
                assert not [table for table in walked if not str(table).startswith("<derived")], rows
                assert "by_mail" in str(rows)
