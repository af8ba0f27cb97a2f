"""`honour map` from outside: a draft over a database that exists, and the way from it to a map that holds."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.command.test_json import fits
from tests.journeys.shop import Shop, Told

PASSWORD = "hunter2-never-shown"
WORDPRESS = """
CREATE TABLE wp_users (ID INTEGER PRIMARY KEY, user_login TEXT NOT NULL, user_pass TEXT NOT NULL,
  user_email TEXT NOT NULL, display_name TEXT);
CREATE TABLE wp_comments (comment_ID INTEGER PRIMARY KEY, user_id INT NOT NULL DEFAULT 0,
  comment_author_IP TEXT,
  comment_date DATETIME, comment_content TEXT);
CREATE TABLE wp_usermeta (umeta_id INTEGER PRIMARY KEY, user_id INT, meta_key TEXT, meta_value TEXT);
INSERT INTO wp_users VALUES (1, 'marthe', 'x', 'marthe@example.org', 'Marthe Delacroix');
"""


@pytest.fixture
def wordpress(tmp_path: Path) -> Shop:
    """A folder with a database as a well-known program makes it: no foreign key is declared."""
    (tmp_path / "shop").mkdir()
    with closing(sqlite3.connect(tmp_path / "chinook.db")) as connection:
        connection.executescript(WORDPRESS)
    return Shop(tmp_path)


def drafted(shop: Shop, *words: str) -> Told:
    return shop.run("map", "${CHINOOK_URL}", *words)


def test_the_draft_of_chinook_becomes_a_map_that_check_accepts(shop: Shop) -> None:
    (shop.site / "map.yaml").unlink()
    told = drafted(shop, "--out", "map.yaml")
    assert told.code == 0, told
    text = (shop.site / "map.yaml").read_text("utf-8")
    assert re.findall(r"# decide: (\w+)", text) == ["Title"], "one column's name says two things"
    found = shop.run("check", "--json").document()["findings"]
    assert [f["place"] for f in found if "does not declare" in f["reason"]] == ["main.Employee.Title"]
    decided = text.replace("# decide: Title: …  (NVARCHAR(30))", "Title: job title")
    for paper in ("FirstName", "LastName"):
        decided = decided.replace(
            f'{paper}: {{field: name, becomes: "-"}}',
            f'{paper}: {{field: name, also for: main.Invoice, becomes: "-"}}',
            1,
        )
    decided = decided.replace("HireDate: nothing personal", "HireDate: employment dates")
    (shop.site / "map.yaml").write_text(decided, "utf-8")
    assert shop.run("check", "--json").document()["findings"] == []


def test_a_database_without_foreign_keys_is_read_by_its_names(wordpress: Shop) -> None:
    told = drafted(wordpress, "--json")
    document = fits(told, "map")
    assert "user: {table: main.wp_users, key: ID" in document["map"]
    assert 'belongs to: {user: "user_id -> main.wp_users.ID"}  # guess' in document["map"]
    assert document["map"].count("nobody: {user_id: 0}  # guess") == 1, (
        "where it cannot be NULL, and only there"
    )
    asked = {decision["place"] for decision in document["decisions"]}
    assert {"main.wp_usermeta.meta_value", "main.wp_comments"} <= asked


def test_no_row_is_read_into_the_draft(wordpress: Shop) -> None:
    told = drafted(wordpress)
    assert "wp_users" in told.out
    for value in ("marthe@example.org", "Marthe Delacroix"):
        assert value not in told.out + told.err


def test_an_address_with_a_password_is_never_written_into_the_map(wordpress: Shop) -> None:
    address = f"sqlite:///{wordpress.database}?password={PASSWORD}"
    told = wordpress.run("map", address, "--store", "shop")
    assert told.code == 0, told
    assert "${SHOP_DATABASE_URL}" in told.out
    assert PASSWORD not in told.out + told.err


def test_a_map_that_is_there_is_never_overwritten(wordpress: Shop) -> None:
    file = wordpress.site / "map.yaml"
    file.write_text("somebody's work\n", "utf-8")
    told = drafted(wordpress, "--out", "map.yaml")
    assert (told.code, file.read_text("utf-8")) == (2, "somebody's work\n")
    assert "another file" in told.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("sqlite:////nowhere/at/all.db",), 3),
        (("no address",), 3),
        (("${NEVER_SET}",), 3),
        (("${CHINOOK_URL}", "--store", "two words"), 2),
        (("${CHINOOK_URL}", "--zone", "Mars/Olympus"), 2),
        (("${CHINOOK_URL}", "--out", "/nowhere/at/all.yaml"), 2),
        ((), 2),
    ],
)
def test_bad_input_is_told_with_its_remedy(wordpress: Shop, words: tuple[str, ...], code: int) -> None:
    told = wordpress.run("map", *words)
    assert (told.code, told.out) == (code, "")
    assert told.err


def test_an_empty_database_gives_an_empty_map(wordpress: Shop) -> None:
    empty = wordpress.folder / "empty.db"
    sqlite3.connect(empty).close()
    told = wordpress.run("map", f"sqlite:///{empty}", "--json")
    document = fits(told, "map")
    assert [decision["place"] for decision in document["decisions"]] == ["persons"]
