"""What the schemas of known programs brought: shared addresses, triggers that stamp, rows of nobody."""

from pathlib import Path

import pytest

from tests.journeys.shop import Shop
from tests.journeys.small import POLICY, small
from tests.journeys.test_map_links import reasons

FILMS = """
PRAGMA foreign_keys = ON;
CREATE TABLE addresses (id INTEGER PRIMARY KEY, line TEXT, changed TEXT);
CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, seen TEXT,
  home INTEGER NOT NULL REFERENCES addresses);
CREATE TABLE staff (id INTEGER PRIMARY KEY, login TEXT, began TEXT,
  home INTEGER NOT NULL REFERENCES addresses);
CREATE TABLE shops (id INTEGER PRIMARY KEY, manager INTEGER NOT NULL UNIQUE REFERENCES staff,
  place INTEGER NOT NULL REFERENCES addresses);
CREATE TABLE films (id INTEGER PRIMARY KEY, shop INTEGER NOT NULL REFERENCES shops);
CREATE TRIGGER users_made AFTER INSERT ON users BEGIN
  UPDATE users SET seen = '2026-11-01' WHERE id = NEW.id; END;
CREATE TRIGGER users_stamped AFTER UPDATE OF mail ON users BEGIN
  UPDATE addresses SET changed = '2026-11-02' WHERE id = NEW.home; END;
INSERT INTO addresses VALUES (1, 'rue A', NULL), (2, 'rue B', NULL), (3, 'rue C', NULL), (4, 'rue D', NULL);
INSERT INTO users VALUES (1, 'Ada@x.example', NULL, 1), (2, 'bo@x.example', NULL, 2);
INSERT INTO staff VALUES (1, 'sam', '2020-01-01', 2), (2, 'tom', '2020-01-01', 3);
INSERT INTO shops VALUES (1, 1, 4);
INSERT INTO films VALUES (1, 1);
"""
FILMS_MAP = """
persons:
  member: {table: main.users, key: id, known by: {mail: e-mail}}
  employee: {table: main.staff, key: id, known by: {login: user name}}
places:
  - table: main.users
    belongs to: {member: id}
    triggers: {users_stamped: nothing personal}
    holds: {mail: e-mail, seen: nothing personal}
  - {table: main.staff, belongs to: {employee: id}, holds: {login: user name}, collected: began}
  - table: main.addresses
    belongs to:
      member: [id -> main.users.home, id]
      employee: [id -> main.staff.home, id]
    collected: [id -> main.staff.home, began]
    holds: {line: name, changed: nothing personal}
  - {table: main.shops, holds: {manager: nothing personal, place: nothing personal}}
  - {table: main.films, holds: nothing personal}
events:
  last sign-in: {column: main.users.seen, belongs to: {member: id}, take: last, null means: never began}
"""
STAFFED = (
    POLICY.replace("people: {member:", "people: {employee: {who: works here}, member:")
    .replace("  words: {holds", "  staff: {holds: [user name, name], of: employee}\n  words: {holds")
    .replace("collect:\n", "collect:\n  - {data: staff, for: employment, basis: contract}\n")
    .replace("keep:\n", "keep:\n  - {data: staff, for: 50 years, since: recorded}\n")
)


@pytest.fixture
def films(tmp_path: Path) -> Shop:
    """A film shop: addresses of customers and of staff lie in one table, and a shop has a manager."""
    return small(tmp_path, FILMS, FILMS_MAP, STAFFED)


def test_a_row_is_kept_by_the_terms_of_those_whose_it_is_and_of_nobody_else(films: Shop) -> None:
    assert reasons(films) == []
    assert films.really("erase", "Ada@x.example").code == 0
    assert films.sql("SELECT id, line FROM addresses") == [
        (2, "rue B"),
        (3, "rue C"),
        (4, "rue D"),
    ]
    # Bo shares his address with Sam, who works there: the terms of staff keep it.
    (stay,) = films.run("erase", "bo@x.example", "--json").document()["plan"]["stays"]
    assert (stay["place"], stay["count"], stay["shared"]) == ("main.addresses", 1, True)
    assert films.really("erase", "bo@x.example").code == 0
    assert films.sql("SELECT id, line FROM addresses WHERE id = 2") == [(2, "rue B")]
    assert films.sql("SELECT id FROM users") == []


def test_an_address_at_which_nobody_lives_is_counted_and_that_of_a_shop_is_not(films: Shop) -> None:
    films.sql("INSERT INTO addresses VALUES (5, 'rue E', NULL)")
    assert reasons(films) == [
        "main.addresses: 1 row is pointed at by no member or employee, so nobody can ask for it"
    ]


def test_a_trigger_stops_an_erasure_until_somebody_has_read_it(films: Shop) -> None:
    written = (films.site / "map.yaml").read_text()
    line = "    triggers: {users_stamped: nothing personal}\n"
    (films.site / "map.yaml").write_text(written.replace(line, ""))
    told = films.run("check", "--json").document()["findings"]
    assert [found["reason"] for found in told] == [
        "the trigger users_stamped acts behind what Honour does here"
    ]
    assert "`triggers: {users_stamped: nothing personal}`" in told[0]["mend"]
    assert films.really("erase", "Ada@x.example").code == 1
    assert films.sql("SELECT count(*) FROM users") == [(2,)]
    (films.site / "map.yaml").write_text(written.replace("users_stamped:", "users_made:"))
    (found,) = reasons(films)
    assert found.endswith("main.users has no trigger users_made")


def test_a_row_that_nobodys_row_needs_stays_without_its_data_where_the_map_says_so(films: Shop) -> None:
    written = (films.site / "map.yaml").read_text()
    silent = written.replace(
        "holds: {manager: nothing personal, place: nothing personal}", "holds: nothing personal"
    )
    (films.site / "map.yaml").write_text(silent)
    assert [found.partition(" here")[0] for found in reasons(films)] == [
        "main.addresses: each row of main.shops keeps by place a row",
        "main.staff: each row of main.shops keeps by manager a row",
    ]
    (films.site / "map.yaml").write_text(written)
    (films.site / "policy.yaml").write_text(STAFFED.replace("for: 50 years", "for: 1 year"))
    assert films.really("sweep").code == 0
    assert films.sql("SELECT id, login FROM staff") == [(1, None)]
    assert films.sql("SELECT manager FROM shops") == [(1,)]
