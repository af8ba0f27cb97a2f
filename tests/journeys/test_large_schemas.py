"""Large plans over schemas that people really have: circles, rows that go in part, tables without a key, and
users who may make no table.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import pytest
from sqlalchemy.engine import make_url

from honour.carrying_out import in_batches
from honour.carrying_out.stores import StoreChanged
from tests.journeys.large import ANSWERS, TABLES, due_of, kept, large, made, on, put_in
from tests.journeys.meanwhile import swept
from tests.journeys.servers import ServerShop
from tests.journeys.shop import Shop

MEMBERS, LINES = 2400, 12_000
HIS, OTHERS, BILLS = 8_000, 300, 3_000
CIRCLE = """
CREATE TABLE users (id INT PRIMARY KEY, mail VARCHAR(60) UNIQUE);
CREATE TABLE threads (id INT PRIMARY KEY, user_id INT NOT NULL, first_message INT NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users (id){inline});
CREATE TABLE messages (id INT PRIMARY KEY, thread_id INT NOT NULL, body VARCHAR(60),
  FOREIGN KEY (thread_id) REFERENCES threads (id){later});
CREATE TABLE bills (id INT PRIMARY KEY, user_id INT NOT NULL, total INT, note VARCHAR(60), at DATE,
  FOREIGN KEY (user_id) REFERENCES users (id))
"""
POINTS = "FOREIGN KEY (first_message) REFERENCES messages (id)"
CIRCLE_MAP = """
honour map: 1
stores: {main: {sql: "${CHINOOK_URL}", time: {zone: UTC}}}
persons: {member: {table: main.users, key: id, known by: {mail: e-mail}}}
places:
  - table: main.users
    belongs to: {member: id}
    holds: {mail: {field: e-mail, becomes: {unique: "@erased.invalid"}}}
  - {table: main.threads, belongs to: {member: user_id}, holds: {id: nothing personal}}
  - {table: main.messages, belongs to: {member: thread_id.user_id}, holds: {body: ticket text}}
  - table: main.bills
    belongs to: {member: user_id}
    holds: {total: invoice, note: {field: ticket text, becomes: "-"}}
    collected: at
events:
  last sign-in: {column: main.bills.at, belongs to: {member: user_id}, take: last, null means: never began}
"""


@pytest.fixture(params=on("PostgreSQL"))
def server(request: pytest.FixtureRequest) -> str:
    if request.param in ANSWERS:
        request.getfixturevalue(ANSWERS[request.param])
    return str(request.param)


@contextmanager
def a_circle(server: str, folder: Path) -> Iterator[Shop]:
    """Two members with threads that name their first message, which names its thread; and bills."""
    later = server == "PostgreSQL"
    tables = CIRCLE.format(inline="" if later else f", {POINTS}", later=" DEFERRABLE" if later else "")
    if server == "MariaDB":
        tables = f"SET foreign_key_checks = 0;{tables}"
    with made(server, folder, tables, CIRCLE_MAP) as (shop, ask):
        put_in(ask, "users", [(1, "m1@x.example"), (2, "m2@x.example")])
        ask("PRAGMA foreign_keys = OFF") if server == "SQLite" else None
        put_in(ask, "threads", [(n, 1 if n <= 10 else 2, n) for n in range(1, 21)])
        his = [(n, 1 + (n - 1) % 10, f"his {n}") for n in range(1, HIS + 1)]
        put_in(ask, "messages", [(n, t, body) for n, t, body in his if n not in range(11, 21)])
        put_in(ask, "messages", [(n, n, f"hers {n}") for n in range(11, 21)])
        put_in(ask, "messages", [(HIS + n, 11 + n % 10, f"hers {n}") for n in range(1, OTHERS + 1)])
        put_in(ask, "bills", [(n, 1 + n % 2, n, f"note {n}", "2026-05-01") for n in range(2 * BILLS)])
        if later:
            ask(f"ALTER TABLE threads ADD {POINTS} DEFERRABLE")
        yield shop


def test_a_person_with_a_large_circle_and_rows_that_go_in_part_is_erased(server: str, tmp_path: Path) -> None:
    with a_circle(server, tmp_path / "site") as shop:
        others = {
            "messages": shop.sql("SELECT * FROM messages WHERE thread_id > 10 ORDER BY id"),
            "threads": shop.sql("SELECT * FROM threads WHERE user_id = 2 ORDER BY id"),
            "bills": shop.sql("SELECT * FROM bills WHERE user_id = 2 ORDER BY id"),
        }
        totals = shop.sql("SELECT id, total FROM bills ORDER BY id")
        told = shop.really("erase", "m1@x.example")
        assert told.code == 0, told
        assert f"went: {HIS - 10:,} rows of main.messages" in told.out
        assert "went: 10 rows of main.threads" in told.out
        assert shop.sql("SELECT * FROM messages ORDER BY id") == others["messages"]
        assert shop.sql("SELECT * FROM threads ORDER BY id") == others["threads"]
        assert shop.sql("SELECT * FROM bills WHERE user_id = 2 ORDER BY id") == others["bills"]
        assert shop.sql("SELECT DISTINCT note FROM bills WHERE user_id = 1") == [("-",)]
        assert shop.sql("SELECT id, total FROM bills ORDER BY id") == totals
        marks = [str(step) for (step,) in shop.sql("SELECT step FROM honour_done")]
        assert len([mark for mark in marks if "." in mark]) >= 4, "it went in batches"


def test_a_large_plan_takes_tables_without_a_key_whole(server: str, tmp_path: Path) -> None:
    keyless = TABLES.replace(", PRIMARY KEY (host, n)", "")
    assert keyless != TABLES
    with large(server, tmp_path / "site", MEMBERS, LINES, keyless) as shop:
        told = shop.really("sweep")
        assert told.code == 0, told
        assert f"went: {due_of(MEMBERS, LINES)['log']:,} rows of main.log" in told.out
        left = {table: shop.sql(f"SELECT count(*) FROM {table}")[0][0] for table in kept(MEMBERS, LINES)}
        assert left == kept(MEMBERS, LINES)
        assert shop.sql("SELECT count(*) FROM log WHERE at < '2026-06-01'") == [(0,)]


def test_where_no_table_may_be_made_it_is_one_transaction_up_to_a_limit(
    postgres_answers: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = f"honour_reads_{token_hex(4)}"
    with large("PostgreSQL", tmp_path / "site", MEMBERS, LINES) as owner:
        assert isinstance(owner, ServerShop)
        owner.sql("CREATE TABLE honour_done (plan text, step text, at text, PRIMARY KEY (plan, step))")
        owner.sql("CREATE TABLE honour_epoch (one integer PRIMARY KEY, epoch bigint NOT NULL)")
        owner.sql(f"CREATE ROLE {role} LOGIN")
        try:
            owner.sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
            address = make_url(owner.address).set(username=role).render_as_string(hide_password=False)
            shop = replace(owner, address=address)
            with monkeypatch.context() as limited:
                limited.setattr(in_batches, "MOST_WITHOUT_TABLES", 11_000)
                with pytest.raises(StoreChanged, match="grant it the right to create tables"):
                    swept(shop, "main: looking", lambda: None)
            assert owner.sql("SELECT count(*) FROM users") == [(MEMBERS,)]
            told = shop.really("sweep")
            assert told.code == 0, told
            left = {table: owner.sql(f"SELECT count(*) FROM {table}")[0][0] for table in kept(MEMBERS, LINES)}
            assert left == kept(MEMBERS, LINES)
            assert [step for (step,) in owner.sql("SELECT step FROM honour_done")] == ["main"]
        finally:
            owner.sql(f"DROP OWNED BY {role}")
            owner.sql(f"DROP ROLE {role}")
