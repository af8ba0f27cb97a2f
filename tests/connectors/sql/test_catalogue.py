"""What a SQLite database says of itself: tables, columns, keys and triggers, however they were spelt."""

from pathlib import Path

from honour.places.catalogue import ColumnFacts, ForeignKey, TableFacts
from honour.places.selections import Link, Table
from tests.connectors.sql.databases import opened, quoted, run


def tables(file: Path, *statements: str) -> dict[str, TableFacts]:
    """What a database made by these statements says, by the table's name."""
    run(file, *statements)
    with opened(file) as store:
        return {table.name: facts for table, facts in store.tables().items()}


def key(
    of: str, columns: tuple[str, ...], to: str, to_columns: tuple[str, ...], on_delete: str
) -> ForeignKey:
    """A foreign key between two tables of the store."""
    link = Link(Table("main", of), columns, Table("main", to), to_columns)
    return ForeignKey(link, on_delete, can_wait=True)


def test_columns_come_in_their_order_with_type_null_and_uniqueness(tmp_path: Path) -> None:
    found = tables(
        tmp_path / "shop.db",
        "CREATE TABLE person (mail NVARCHAR(60) NOT NULL UNIQUE, id INTEGER PRIMARY KEY, note,"
        " day DATE, name TEXT)",
        "CREATE UNIQUE INDEX pair ON person (note, day)",
        "CREATE INDEX plain ON person (name)",
    )
    assert list(found["person"].columns.items()) == [
        ("mail", ColumnFacts("NVARCHAR(60)", nullable=False, unique=True)),
        ("id", ColumnFacts("INTEGER", nullable=False, unique=True)),
        ("note", ColumnFacts("", nullable=True)),
        ("day", ColumnFacts("DATE", nullable=True)),
        ("name", ColumnFacts("TEXT", nullable=True)),
    ]
    assert found["person"].primary_key == ("id",)
    assert set(found["person"].unique) == {("mail",), ("note", "day")}


def test_a_unique_index_over_some_rows_or_an_expression_is_no_key(tmp_path: Path) -> None:
    found = tables(
        tmp_path / "shop.db",
        "CREATE TABLE person (id INTEGER PRIMARY KEY, mail TEXT, gone INT)",
        "CREATE UNIQUE INDEX living ON person (mail) WHERE gone = 0",
        "CREATE UNIQUE INDEX lower_mail ON person (lower(mail))",
    )
    assert found["person"].unique == ()
    assert found["person"].is_key(("id", "mail"))
    assert not found["person"].is_key(("mail",))


def test_a_view_is_told_apart_from_a_table(tmp_path: Path) -> None:
    found = tables(
        tmp_path / "shop.db",
        "CREATE TABLE person (id INTEGER PRIMARY KEY, mail TEXT)",
        "CREATE VIEW mails AS SELECT mail FROM person",
    )
    assert {name: facts.kind for name, facts in found.items()} == {"person": "table", "mails": "view"}
    assert list(found["mails"].columns) == ["mail"]


def test_a_key_of_several_columns_keeps_their_order_and_makes_none_unique(tmp_path: Path) -> None:
    found = tables(
        tmp_path / "shop.db", "CREATE TABLE line (a INT, b INT, c INT, PRIMARY KEY (c, a)) WITHOUT ROWID"
    )
    assert found["line"].primary_key == ("c", "a")
    assert [name for name, facts in found["line"].columns.items() if facts.unique] == []


def test_a_table_without_a_key_says_so(tmp_path: Path) -> None:
    assert tables(tmp_path / "shop.db", "CREATE TABLE log (line TEXT)")["log"].primary_key == ()


def test_a_key_that_names_no_column_points_at_the_primary_key(tmp_path: Path) -> None:
    found = tables(
        tmp_path / "shop.db",
        "CREATE TABLE person (number INTEGER PRIMARY KEY)",
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, who INTEGER REFERENCES person ON DELETE CASCADE)",
    )
    assert found["orders"].foreign_keys == (key("orders", ("who",), "person", ("number",), "CASCADE"),)


def test_a_composite_key_and_two_keys_to_one_table_stay_apart(tmp_path: Path) -> None:
    found = tables(
        tmp_path / "shop.db",
        "CREATE TABLE t (x INT, y INT, PRIMARY KEY (x, y))",
        "CREATE TABLE s (b INT, a INT, c INT, d INT, FOREIGN KEY (a, b) REFERENCES t (x, y),"
        " FOREIGN KEY (c, d) REFERENCES t ON DELETE SET NULL)",
    )
    assert set(found["s"].foreign_keys) == {
        key("s", ("a", "b"), "t", ("x", "y"), "NO ACTION"),
        key("s", ("c", "d"), "t", ("x", "y"), "SET NULL"),
    }


def test_a_key_spelt_in_another_case_means_the_table_and_column_as_they_were_made(tmp_path: Path) -> None:
    found = tables(
        tmp_path / "shop.db",
        "CREATE TABLE Person (PersonId INTEGER PRIMARY KEY)",
        "CREATE TABLE orders (who INTEGER REFERENCES PERSON (personid))",
    )
    assert found["orders"].foreign_keys == (key("orders", ("who",), "Person", ("PersonId",), "NO ACTION"),)


def test_a_key_to_a_table_that_is_not_there_is_told_as_written(tmp_path: Path) -> None:
    found = tables(tmp_path / "shop.db", "CREATE TABLE orders (who INTEGER REFERENCES ghosts (id))")
    assert found["orders"].foreign_keys == (key("orders", ("who",), "ghosts", ("id",), "NO ACTION"),)


def test_triggers_are_told_and_honours_own_table_and_sqlites_are_not(tmp_path: Path) -> None:
    found = tables(
        tmp_path / "shop.db",
        "CREATE TABLE person (id INTEGER PRIMARY KEY AUTOINCREMENT)",
        "CREATE TABLE sqliteXnotes (id)",
        "CREATE TABLE honour_done (plan, step, at)",
        "CREATE TRIGGER keeps AFTER DELETE ON person BEGIN SELECT 1; END",
        'CREATE TRIGGER "insert on" AFTER UPDATE ON person BEGIN SELECT 1; END',
        "CREATE TRIGGER adds AFTER INSERT ON person BEGIN DELETE FROM person WHERE id < 0; END",
        "CREATE VIEW seen AS SELECT * FROM person",
    )
    assert set(found) == {"person", "sqliteXnotes", "seen"}
    assert found["person"].triggers == ("insert on", "keeps")


def test_generated_columns_are_columns_too(tmp_path: Path) -> None:
    found = tables(
        tmp_path / "shop.db", "CREATE TABLE person (mail TEXT, plain TEXT AS (lower(mail)) VIRTUAL)"
    )
    assert list(found["person"].columns) == ["mail", "plain"]


def test_names_come_as_they_were_made(tmp_path: Path) -> None:
    odd = 'a "b"; 100% :x ?é🦉'
    found = tables(tmp_path / "shop.db", f"CREATE TABLE {quoted(odd)} ({quoted(odd)} TEXT PRIMARY KEY)")
    assert list(found[odd].columns) == [odd]
    assert found[odd].primary_key == (odd,)
