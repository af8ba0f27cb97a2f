"""What PostgreSQL and MariaDB say of themselves: every schema, however its tables are made and named."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pymysql
import pytest
from sqlalchemy.engine import make_url

from honour.connectors.sql.store import open_store
from honour.places.catalogue import ColumnFacts, ForeignKey, TableFacts
from honour.places.personal import Personal
from honour.places.selections import Always, Equals, IsSubject, Link, Selection, Table
from tests.connectors.sql.databases import SHOP
from tests.servers import scratch_on_mariadb


def on_postgres(address: str, *statements: str) -> dict[str, TableFacts]:
    """What a PostgreSQL database made by these statements says, by the table's name in the map."""
    url = make_url(address)
    with psycopg.connect(
        f"host={url.host} user={url.username} dbname={url.database}", autocommit=True
    ) as own:
        for statement in statements:
            own.execute(statement.encode())
    return told(address)


def _dsn(address: str) -> str:
    url = make_url(address)
    return f"host={url.host} user={url.username} dbname={url.database}"


def on_mariadb(address: str, *statements: str) -> dict[str, TableFacts]:
    """What a MariaDB database made by these statements says."""
    url = make_url(address)
    with (
        pymysql.connect(host=url.host, user=url.username, database=url.database, autocommit=True) as own,
        own.cursor() as cursor,
    ):
        for statement in statements:
            cursor.execute(statement)
    return told(address)


def told(address: str) -> dict[str, TableFacts]:
    """What a database says, by the table's name in the map."""
    with open_store(SHOP, address) as store:
        return {str(table): facts for table, facts in store.tables().items()}


def key(
    of: Table, columns: tuple[str, ...], to: Table, to_columns: tuple[str, ...], on_delete: str, wait: bool
) -> ForeignKey:
    """A foreign key between two tables."""
    return ForeignKey(Link(of, columns, to, to_columns), on_delete, wait)


PERSON, ORDERS = Table("main", "person"), Table("main", "Order Lines", "shop")


def test_on_postgresql_schemas_names_keys_and_columns_come_as_they_were_made(postgres_url: str) -> None:
    found = on_postgres(
        postgres_url,
        "CREATE TABLE person (id bigint PRIMARY KEY, mail varchar(60) NOT NULL UNIQUE, nick text, boss bigint"
        " REFERENCES person DEFERRABLE, small text GENERATED ALWAYS AS (lower(mail)) STORED,"
        " UNIQUE (nick, boss))",
        "CREATE UNIQUE INDEX ON person (lower(nick))",
        "CREATE SCHEMA shop",
        'CREATE TABLE shop."Order Lines" (a int, "B" int, who bigint REFERENCES person ON DELETE CASCADE,'
        ' PRIMARY KEY ("B", a))',
        'CREATE TABLE shop.part (x int, y int, FOREIGN KEY (x, y) REFERENCES shop."Order Lines" ("B", a)'
        " ON DELETE SET NULL)",
    )
    assert list(found) == ["main.person", "main.shop.Order Lines", "main.shop.part"]
    assert dict(found["main.person"].columns) == {
        "id": ColumnFacts("bigint", nullable=False, unique=True),
        "mail": ColumnFacts("character varying(60)", nullable=False, unique=True),
        "nick": ColumnFacts("text", nullable=True, unique=True),
        "boss": ColumnFacts("bigint", nullable=True),
        "small": ColumnFacts("text", nullable=True, generated=True),
    }
    assert found["main.person"].foreign_keys == (key(PERSON, ("boss",), PERSON, ("id",), "NO ACTION", True),)
    assert ("nick", "boss") in found["main.person"].unique
    assert found["main.shop.Order Lines"].primary_key == ("B", "a")
    assert found["main.shop.Order Lines"].foreign_keys == (
        key(ORDERS, ("who",), PERSON, ("id",), "CASCADE", False),
    )
    part = Table("main", "part", "shop")
    assert found["main.shop.part"].foreign_keys == (
        key(part, ("x", "y"), ORDERS, ("B", "a"), "SET NULL", False),
    )


def test_on_postgresql_a_partition_is_its_parents_and_views_say_what_they_read(postgres_url: str) -> None:
    found = on_postgres(
        postgres_url,
        "CREATE TABLE visit (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)",
        "CREATE TABLE visit_2026 PARTITION OF visit FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "CREATE VIEW days AS SELECT day FROM visit_2026",
        "CREATE MATERIALIZED VIEW many AS SELECT count(*) AS visits FROM days",
    )
    assert set(found) == {"main.visit", "main.days", "main.many"}
    assert (found["main.visit"].kind, found["main.visit"].primary_key) == ("table", ("id", "day"))
    assert (found["main.days"].kind, found["main.many"].kind) == ("view", "materialised view")
    assert set(found["main.many"].reads) == {Table("main", "days"), Table("main", "visit")}


def test_on_postgresql_what_acts_behind_a_statement_is_told(postgres_url: str) -> None:
    found = on_postgres(
        postgres_url,
        "CREATE TABLE person (id int)",
        "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER keeps BEFORE DELETE ON person EXECUTE FUNCTION keep()",
        "CREATE TRIGGER sleeps BEFORE DELETE ON person EXECUTE FUNCTION keep()",
        "ALTER TABLE person DISABLE TRIGGER sleeps",
        "CREATE RULE nothing AS ON DELETE TO person DO INSTEAD NOTHING",
    )
    assert found["main.person"].triggers == ("keeps",)
    assert found["main.person"].rules == ("nothing",)


def test_on_postgresql_row_security_is_told_to_whom_it_applies_and_never_hides_a_row(
    postgres_url: str,
) -> None:
    statements = (
        "CREATE TABLE person (id int)",
        "INSERT INTO person VALUES (1), (2)",
        "ALTER TABLE person ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY one ON person USING (id = 1)",
    )
    assert not on_postgres(postgres_url, *statements)["main.person"].row_security, "a superuser sees all"
    with a_role(postgres_url) as its_own, open_store(SHOP, its_own) as store:
        [facts] = store.tables().values()
        assert facts.row_security
        with pytest.raises(Exception, match="BYPASSRLS"):
            store.tally([Selection(PERSON, Always())], Personal(()))


@contextmanager
def a_role(address: str) -> Iterator[str]:
    """The address of the same database for a role that may read the people, and owns nothing."""
    url = make_url(address)
    role = f"{url.database}_role"
    with psycopg.connect(
        f"host={url.host} user={url.username} dbname={url.database}", autocommit=True
    ) as own:
        own.execute(f"CREATE ROLE {role} LOGIN".encode())
        try:
            own.execute(f"GRANT SELECT ON person TO {role}".encode())
            yield url.set(username=role).render_as_string()
        finally:
            own.execute(f"DROP OWNED BY {role}".encode())
            own.execute(f"DROP ROLE {role}".encode())


def test_on_mariadb_names_keys_and_columns_come_as_they_were_made(mariadb_url: str) -> None:
    found = on_mariadb(
        mariadb_url,
        "CREATE TABLE person (id BIGINT PRIMARY KEY, mail VARCHAR(60) NOT NULL UNIQUE, nick VARCHAR(20),"
        " boss BIGINT REFERENCES person (id), small VARCHAR(60) AS (lower(mail)) STORED,"
        " UNIQUE (nick, boss))",
        "CREATE TABLE `Order 100%` (a INT, B INT, who BIGINT, PRIMARY KEY (B, a),"
        " FOREIGN KEY (who) REFERENCES person (id) ON DELETE CASCADE)",
        "CREATE VIEW seen AS SELECT id FROM person",
    )
    assert set(found) == {"main.person", "main.Order 100%", "main.seen"}
    assert dict(found["main.person"].columns) == {
        "id": ColumnFacts("bigint(20)", nullable=False, unique=True),
        "mail": ColumnFacts("varchar(60)", nullable=False, unique=True),
        "nick": ColumnFacts("varchar(20)", nullable=True),
        "boss": ColumnFacts("bigint(20)", nullable=True),
        "small": ColumnFacts("varchar(60)", nullable=True, generated=True),
    }
    assert found["main.person"].unique == (("mail",), ("nick", "boss"))
    assert found["main.Order 100%"].primary_key == ("B", "a")
    orders = Table("main", "Order 100%")
    assert found["main.Order 100%"].foreign_keys == (key(orders, ("who",), PERSON, ("id",), "CASCADE", True),)
    assert found["main.seen"].kind == "view"
    assert all(facts.transactional for facts in found.values())


@pytest.mark.parametrize("engine", ["MyISAM", "Aria"])
def test_on_mariadb_an_engine_without_transactions_and_a_kept_history_are_told(
    mariadb_url: str, engine: str
) -> None:
    found = on_mariadb(
        mariadb_url,
        f"CREATE TABLE old (id INT PRIMARY KEY) ENGINE={engine}",
        "CREATE TABLE kept (id INT PRIMARY KEY) WITH SYSTEM VERSIONING",
        "CREATE TRIGGER keeps BEFORE DELETE ON kept FOR EACH ROW SET @x = 1",
    )
    assert (found["main.old"].transactional, found["main.kept"].transactional) == (False, True)
    assert (found["main.old"].keeps_history, found["main.kept"].keeps_history) == (False, True)
    assert found["main.kept"].triggers == ("keeps",)


def test_on_mariadb_a_table_elsewhere_that_a_foreign_key_ties_is_told_too(mariadb_url: str) -> None:
    here = make_url(mariadb_url).database
    with scratch_on_mariadb() as elsewhere:
        there = make_url(elsewhere).database
        found = on_mariadb(
            mariadb_url,
            "CREATE TABLE person (id INT PRIMARY KEY)",
            f"CREATE TABLE {there}.badge (who INT, FOREIGN KEY (who) REFERENCES {here}.person (id)"
            " ON DELETE CASCADE)",
            f"CREATE TABLE {there}.other (id INT)",
        )
        assert set(found) == {"main.person", f"main.{there}.badge"}
        badge = Table("main", "badge", there)
        assert found[f"main.{there}.badge"].foreign_keys == (
            key(badge, ("who",), PERSON, ("id",), "CASCADE", True),
        )
        on_mariadb(mariadb_url, f"DROP TABLE {there}.badge")


def test_on_postgresql_keys_and_triggers_of_the_parts_are_their_tables(postgres_url: str) -> None:
    made = on_postgres(
        postgres_url,
        "CREATE TABLE person (id int PRIMARY KEY)",
        "CREATE TABLE paid (id int, who int, day date) PARTITION BY RANGE (day)",
        "CREATE TABLE paid_1 PARTITION OF paid FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
        "CREATE TABLE paid_2 PARTITION OF paid FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "ALTER TABLE paid_1 ADD FOREIGN KEY (who) REFERENCES person",
        "ALTER TABLE paid_2 ADD FOREIGN KEY (who) REFERENCES person",
        "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER stamped BEFORE UPDATE ON paid_1 FOR EACH ROW EXECUTE FUNCTION stamp()",
        "CREATE TRIGGER added BEFORE INSERT ON paid_2 FOR EACH ROW EXECUTE FUNCTION stamp()",
    )
    paid, person = Table("main", "paid"), Table("main", "person")
    assert made["main.paid"].foreign_keys == (key(paid, ("who",), person, ("id",), "NO ACTION", False),)
    assert made["main.paid"].triggers == ("stamped",)


def test_on_mariadb_a_trigger_on_insert_does_not_act(mariadb_url: str) -> None:
    made = on_mariadb(
        mariadb_url,
        "CREATE TABLE person (id int PRIMARY KEY)",
        "CREATE TRIGGER added BEFORE INSERT ON person FOR EACH ROW SET NEW.id = NEW.id",
        "CREATE TRIGGER stamped BEFORE UPDATE ON person FOR EACH ROW SET NEW.id = NEW.id",
    )
    assert made["main.person"].triggers == ("stamped",)


BIG = 2**64 - 6


def test_on_mariadb_a_key_of_the_upper_half_of_bigint_unsigned_is_somebodys(mariadb_url: str) -> None:
    on_mariadb(
        mariadb_url,
        "CREATE TABLE person (id bigint unsigned PRIMARY KEY)",
        f"INSERT INTO person VALUES (1), ({BIG}), ({BIG - 1})",
    )
    with open_store(SHOP, mariadb_url) as store:
        asked = [Selection(PERSON, IsSubject(("id",))), Selection(PERSON, Equals("id", BIG))]
        assert list(store.tally(asked, Personal(((BIG,),)))) == [1, 1]


def test_on_postgresql_a_number_that_no_column_holds_is_in_no_row(postgres_url: str) -> None:
    on_postgres(postgres_url, "CREATE TABLE person (id bigint)", "INSERT INTO person VALUES (1), (-6)")
    with open_store(SHOP, postgres_url) as store:
        asked = [Selection(PERSON, IsSubject(("id",))), Selection(PERSON, Equals("id", BIG))]
        assert list(store.tally(asked, Personal(((BIG,),)))) == [0, 0]
