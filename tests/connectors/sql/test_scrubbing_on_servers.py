"""What a server keeps of erased rows is said; on PostgreSQL it is looked for, with a positive control."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pymysql
import pytest
from sqlalchemy.engine import make_url

from honour.connectors.sql.store import SqlStore, open_store
from honour.places.personal import Personal
from honour.places.selections import IsSubject, Selection, Table
from honour.plans.plan import Delete
from tests.connectors.sql.databases import SHOP

CANARY = Personal("François Tremblay <canary-ftremblay@example.org>")
PERSON = Table("main", "person")
STEP = Delete(Selection(PERSON, IsSubject(("id",))), ("who",), ("name",), ())
ME = Personal(((7,),))
MADE = (
    "CREATE TABLE person (id INTEGER PRIMARY KEY, who VARCHAR(100), note TEXT)",
    "CREATE INDEX by_who ON person (who)",
)


@pytest.fixture
def address(postgres_url: str) -> str:
    """Fifty people, of whom the seventh is François; the statistics know them."""
    with psycopg.connect(_dsn(postgres_url), autocommit=True) as own:
        for statement in MADE:
            own.execute(statement.encode())
        for number in range(50):
            who = CANARY.reveal() if number == 7 else f"somebody else {number}"
            own.execute("INSERT INTO person VALUES (%s, %s, repeat('x', 200))", (number, who))
        own.execute("ANALYZE person")
    return postgres_url


def _dsn(address: str, user: str = "") -> str:
    url = make_url(address)
    return f"host={url.host} user={user or url.username} dbname={url.database}"


def erased(store: SqlStore) -> None:
    """François goes."""
    with store.work() as work:
        assert work.carry_out(STEP, ME) == 1


def test_what_lies_in_a_table_s_files_is_found_and_gone_once_they_are_written_anew(address: str) -> None:
    with open_store(SHOP, address) as store:
        before = store.seen([CANARY], (PERSON,))
        assert before == (True,), "the positive control"
        erased(store)
        told = store.scrub([CANARY], before, False, (PERSON,))
        assert (told.level, told.facts["found"], told.facts["rewritten"]) == ("found", 1, [])
        assert any("VACUUM FULL" in str(place) for place in _listed(told.facts["may remain"]))
        told = store.scrub([CANARY], before, True, (PERSON,))
        assert (told.level, told.facts["found"]) == ("gone", 0)
        assert told.facts["rewritten"] == ['"public"."person"']
        assert not any("VACUUM FULL" in str(place) for place in _listed(told.facts["may remain"]))
        assert store.seen([CANARY], (PERSON,)) == (False,)


def test_the_statistics_are_refreshed_unasked(address: str) -> None:
    asked = (
        "SELECT count(*) FROM pg_stats WHERE tablename = 'person' AND histogram_bounds::text LIKE '%canary%'"
    )
    with psycopg.connect(_dsn(address), autocommit=True) as own, open_store(SHOP, address) as store:
        assert own.execute(asked.encode()).fetchall() == [(1,)], "the positive control"
        erased(store)
        assert own.execute(asked.encode()).fetchall() == [(1,)]
        store.scrub([CANARY], (False,), False, (PERSON,))
        assert own.execute(asked.encode()).fetchall() == [(0,)]


def test_a_text_that_somebody_else_bears_too_is_told_apart(address: str) -> None:
    with psycopg.connect(_dsn(address), autocommit=True) as own:
        own.execute("UPDATE person SET who = (SELECT who FROM person WHERE id = 7) WHERE id = 9")
    with open_store(SHOP, address) as store:
        before = store.seen([CANARY], (PERSON,))
        erased(store)
        told = store.scrub([CANARY], before, True, (PERSON,))
    assert told.level == "gone"
    assert (told.facts["found"], told.facts["also in rows that stay"]) == (0, 1)


def test_what_was_never_seen_could_not_be_checked(address: str) -> None:
    nowhere = Personal("a text that stands in no row at all")
    with open_store(SHOP, address) as store:
        before = store.seen([nowhere], (PERSON,))
        assert before == (False,)
        assert store.scrub([nowhere], before, True, (PERSON,)).level == "could not be checked"


@contextmanager
def a_role(address: str) -> Iterator[str]:
    """A role without rights on the server's files, which owns nothing and may change the people."""
    name = f"{make_url(address).database}_role"
    with psycopg.connect(_dsn(address), autocommit=True) as own:
        own.execute(f"CREATE ROLE {name} LOGIN".encode())
        try:
            own.execute(f"GRANT SELECT, UPDATE, DELETE ON person TO {name}".encode())
            own.execute(f"GRANT CREATE ON SCHEMA public TO {name}".encode())
            yield name
        finally:
            own.execute(f"DROP OWNED BY {name}".encode())
            own.execute(f"DROP ROLE {name}".encode())


def test_whoever_may_not_read_the_files_is_told_what_may_remain_and_no_more(address: str) -> None:
    with a_role(address) as role:
        its_own = make_url(address).set(username=role).render_as_string()
        with open_store(SHOP, its_own) as store:
            before = store.seen([CANARY], (PERSON,))
            assert before == (False,)
            erased(store)
            told = store.scrub([CANARY], before, True, (PERSON,))
    assert (told.level, told.facts["looked for"]) == ("found", 0), (
        "in the statistics, which only the owner renews"
    )
    assert told.facts["rewritten"] == [], "another role's table"
    assert any("owned by another role" in str(place) for place in _listed(told.facts["may remain"]))


def test_on_mariadb_nothing_is_claimed_and_tables_are_written_anew_if_asked(mariadb_url: str) -> None:
    url = make_url(mariadb_url)
    with (
        pymysql.connect(host=url.host, user=url.username, database=url.database, autocommit=True) as own,
        own.cursor() as cursor,
    ):
        for statement in MADE:
            cursor.execute(statement)
        cursor.execute("INSERT INTO person VALUES (7, %s, ''), (8, 'somebody', '')", (CANARY.reveal(),))
    with open_store(SHOP, mariadb_url) as store:
        before = store.seen([CANARY], (PERSON,))
        assert before == (False,)
        erased(store)
        told = store.scrub([CANARY], before, False, (PERSON,))
        assert (told.level, told.facts["rewritten"]) == ("could not be checked", [])
        assert any("--physical" in str(place) for place in _listed(told.facts["may remain"]))
        told = store.scrub([CANARY], before, True, (PERSON,))
        assert told.level == "could not be checked"
        assert told.facts["rewritten"] == [f"{url.database}.person"]
        assert not any("--physical" in str(place) for place in _listed(told.facts["may remain"]))


def _listed(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
