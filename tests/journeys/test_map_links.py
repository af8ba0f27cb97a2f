"""Links of every kind, from outside: composite keys, circles, threads, values, several owners."""

from pathlib import Path

from tests.journeys.shop import Shop
from tests.journeys.small import small

SIGNED_IN = """
events:
  last sign-in: {column: main.users.seen, belongs to: {member: id}, take: last, null means: never began}
"""
USERS = """
PRAGMA foreign_keys = ON;
CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, seen TEXT);
INSERT INTO users VALUES (1, 'ada@x.example', '2026-11-01'), (2, 'bo@x.example', '2026-11-02'),
  (3, 'cy@x.example', NULL);
"""
PERSONS = "persons: {member: {table: main.users, key: id, known by: {mail: e-mail}}}\n"
OWN = "  - {table: main.users, belongs to: {member: id}, holds: {mail: e-mail, seen: nothing personal}}\n"


def reasons(shop: Shop) -> list[str]:
    """What `check` finds, each with its place."""
    told = shop.run("check", "--json")
    assert told.code in (0, 1), told
    return [f"{found['place']}: {found['reason']}" for found in told.document()["findings"]]


TENANTS = """
PRAGMA foreign_keys = ON;
CREATE TABLE "People" (tenant TEXT NOT NULL, number INTEGER NOT NULL, "E.Mail" TEXT, seen TEXT,
  PRIMARY KEY (tenant, number));
CREATE TABLE orders (tenant TEXT NOT NULL, no INTEGER NOT NULL, buyer INTEGER, note TEXT,
  PRIMARY KEY (tenant, no), FOREIGN KEY (tenant, buyer) REFERENCES "People" (tenant, number));
CREATE TABLE lines (tenant TEXT, order_no INTEGER, item TEXT,
  FOREIGN KEY (tenant, order_no) REFERENCES orders (tenant, no));
CREATE TABLE notes (id INTEGER PRIMARY KEY, firm TEXT, who INTEGER, body TEXT);
INSERT INTO "People" VALUES ('a', 1, 'ada@x.example', NULL), ('b', 1, 'bo@x.example', NULL);
INSERT INTO orders VALUES ('a', 7, 1, 'hers'), ('b', 7, 1, 'his'), ('a', 8, NULL, 'nobodys');
INSERT INTO lines VALUES ('a', 7, 'hers'), ('b', 7, 'his');
INSERT INTO notes VALUES (1, 'a', 1, 'hers'), (2, 'b', 1, 'his'), (3, NULL, 1, 'nobodys');
"""
TENANTS_MAP = """
persons:
  member: {table: main.People, key: [tenant, number], known by: {"\\"E.Mail\\"": e-mail}}
places:
  - table: main.People
    belongs to: {member: "(tenant, number)"}
    holds: {'"E.Mail"': e-mail, seen: nothing personal}
  - {table: main.orders, belongs to: {member: buyer}, holds: {note: ticket text}}
  - {table: main.lines, belongs to: {member: order_no.buyer}, holds: {item: ticket text}}
  - table: main.notes
    belongs to: {member: "(firm, who) -> People.(tenant, number)"}
    holds: {body: ticket text}
events:
  last sign-in:
    {column: main.People.seen, belongs to: {member: "(tenant, number)"}, take: last, null means: never began}
"""


def test_a_key_of_two_columns_is_followed_whole(tmp_path: Path) -> None:
    shop = small(tmp_path, TENANTS, TENANTS_MAP)
    assert reasons(shop) == []
    told = shop.really("erase", "ada@x.example")
    assert told.code == 0, told
    assert shop.sql('SELECT tenant FROM "People"') == [("b",)]
    assert shop.sql("SELECT note FROM orders ORDER BY note") == [("his",), ("nobodys",)]
    assert shop.sql("SELECT item FROM lines") == [("his",)]
    assert shop.sql("SELECT body FROM notes ORDER BY body") == [("his",), ("nobodys",)]


CIRCLE = (
    USERS
    + """
CREATE TABLE addresses (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users, line TEXT);
ALTER TABLE users ADD COLUMN home INTEGER REFERENCES addresses;
INSERT INTO addresses VALUES (1, 1, '1 rue A'), (2, 2, '2 rue B');
UPDATE users SET home = id WHERE id < 3;
UPDATE users SET home = 1 WHERE id = 3;
"""
)
CIRCLE_MAP = (
    PERSONS
    + "places:\n"
    + OWN
    + "  - {table: main.addresses, belongs to: {member: user_id}, holds: {line: name}}\n"
    + SIGNED_IN
)


def test_a_circle_of_tables_is_opened_at_the_link_that_may_be_null(tmp_path: Path) -> None:
    shop = small(tmp_path, CIRCLE, CIRCLE_MAP)
    assert reasons(shop) == []
    told = shop.really("erase", "ada@x.example")
    assert told.code == 0, told
    assert shop.sql("SELECT id, home FROM users") == [(2, 2), (3, None)]
    assert shop.sql("SELECT line FROM addresses") == [("2 rue B",)]


def test_a_circle_that_nothing_opens_is_checked_at_the_end(tmp_path: Path) -> None:
    script = """
CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, seen TEXT,
  home INTEGER NOT NULL REFERENCES addresses DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE addresses (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users, line TEXT);
INSERT INTO users VALUES (1, 'ada@x.example', NULL, 1), (2, 'bo@x.example', NULL, 2);
INSERT INTO addresses VALUES (1, 1, '1 rue A'), (2, 2, '2 rue B'), (3, 2, '3 rue B');
"""
    shop = small(tmp_path, script, CIRCLE_MAP)
    assert reasons(shop) == []
    shown = shop.run("erase", "bo@x.example", "--json").document()["plan"]
    assert shown["checked at the end"], "the plan does not say that a circle must be opened"
    told = shop.really("erase", "bo@x.example")
    assert told.code == 0, told
    assert shop.sql("SELECT id FROM users") == [(1,)]
    assert shop.sql("SELECT line FROM addresses") == [("1 rue A",)]


THREAD = (
    USERS
    + """
CREATE TABLE comments (id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES users,
  parent INTEGER {null} REFERENCES comments, body TEXT);
INSERT INTO comments VALUES (1, 1, 1, 'a'), (2, 1, 1, 'a to a'), (3, 2, 2, 'b to a'), (4, 1, 3, 'a to b'),
  (5, 1, 5, 'a alone'), (6, 1, 5, 'a to a alone');
"""
)
THREAD_MAP = (
    PERSONS
    + "places:\n"
    + OWN
    + "  - {table: main.comments, belongs to: {member: author}, holds: {body: ticket text}}\n"
    + SIGNED_IN
)


def test_an_answer_to_what_goes_stays_and_points_at_nothing(tmp_path: Path) -> None:
    shop = small(tmp_path, THREAD.format(null=""), THREAD_MAP)
    assert reasons(shop) == []
    told = shop.really("erase", "ada@x.example")
    assert told.code == 0, told
    assert shop.sql("SELECT id, parent, body FROM comments") == [(3, None, "b to a")]


def test_what_an_answer_must_point_at_stays_without_its_words(tmp_path: Path) -> None:
    shop = small(tmp_path, THREAD.format(null="NOT NULL"), THREAD_MAP)
    told = shop.really("erase", "ada@x.example")
    assert told.code == 0, told
    assert shop.sql("SELECT id, parent, body FROM comments ORDER BY id") == [
        (1, 1, None),
        (2, 1, None),
        (3, 2, "b to a"),
    ]
    assert shop.sql("SELECT id, mail FROM users ORDER BY id")[0] == (1, None), "the comment's author stays"


VALUES = (
    USERS
    + """
CREATE TABLE log (id INTEGER PRIMARY KEY, mail TEXT, ip TEXT, at TEXT);
INSERT INTO users VALUES (4, 'José@x.example', NULL), (5, 'twin@x.example', NULL),
  (6, 'Twin@x.example', NULL);
INSERT INTO log VALUES (1, ' ADA@x.example', '10.0.0.1', '2026-11-01'),
  (2, 'jose@x.example', '10.0.0.2', '2026-11-01'),
  (3, 'TWIN@x.example', '10.0.0.3', '2026-11-01'), (4, NULL, '10.0.0.4', '2026-11-01'),
  (5, '', '10.0.0.5', '2026-11-01'), (6, 'JosÉ@x.example', '10.0.0.6', '2026-11-01');
"""
)
VALUES_MAP = (
    PERSONS
    + "places:\n"
    + OWN
    + '  - {table: main.log, belongs to: {member: "mail = e-mail"}, holds: {mail: e-mail, ip: user name},'
    + " collected: at}\n"
    + SIGNED_IN
)


def test_a_link_by_value_reaches_who_goes_by_it_and_nobody_else(tmp_path: Path) -> None:
    shop = small(tmp_path, VALUES, VALUES_MAP)
    assert shop.really("erase", "ada@x.example").code == 0
    assert shop.sql("SELECT id FROM log") == [(2,), (3,), (4,), (5,), (6,)]
    assert shop.really("erase", "josé@x.example").code == 0
    assert shop.sql("SELECT id FROM log") == [(2,), (3,), (4,), (5,), (6,)], "É is no é to a link by value"


def test_what_two_people_may_have_written_is_nobodys(tmp_path: Path) -> None:
    shop = small(tmp_path, VALUES, VALUES_MAP)
    shown = shop.run("person", "member:5", "--json").document()
    assert "main.log" not in [place["place"] for place in shown["places"]]
    assert shop.really("erase", "member:5").code == 0
    assert (3,) in shop.sql("SELECT id FROM log")


def test_two_rows_that_somebody_said_are_one_person_share_what_goes_by_their_value(tmp_path: Path) -> None:
    shop = small(tmp_path, VALUES, VALUES_MAP)
    assert shop.really("erase", "member:5,member:6").code == 0
    assert (3,) not in shop.sql("SELECT id FROM log")


SHARED = (
    USERS
    + """
CREATE TABLE accounts (id INTEGER PRIMARY KEY, title TEXT);
CREATE TABLE seats (account INTEGER NOT NULL REFERENCES accounts, who INTEGER NOT NULL REFERENCES users,
  PRIMARY KEY (account, who));
INSERT INTO accounts VALUES (1, 'two of us'), (2, 'mine');
INSERT INTO seats VALUES (1, 1), (1, 2), (2, 1);
"""
)
SHARED_MAP = (
    PERSONS
    + "places:\n"
    + OWN
    + """
  - {table: main.seats, belongs to: {member: who}, holds: {account: nothing personal}}
  - table: main.accounts
    belongs to: {member: [id -> seats.account, who]}
    holds: {title: user name}
"""
    + SIGNED_IN
)


def test_a_leaver_is_detached_and_colleagues_keep_their_account(tmp_path: Path) -> None:
    shop = small(tmp_path, SHARED, SHARED_MAP)
    assert reasons(shop) == []
    shown = shop.run("person", "ada@x.example", "--json").document()
    accounts = [place["rows"] for place in shown["places"] if place["place"] == "main.accounts"]
    assert accounts == [[{"title": "mine"}, {"title": "two of us"}]]
    assert shop.really("erase", "ada@x.example").code == 0
    assert shop.sql("SELECT title FROM accounts") == [("two of us",)]
    assert shop.sql("SELECT account, who FROM seats") == [(1, 2)]
    assert shop.really("erase", "bo@x.example").code == 0
    assert shop.sql("SELECT title FROM accounts") == []


def test_what_a_leaver_shares_is_told_among_what_stays_and_why(tmp_path: Path) -> None:
    shop = small(tmp_path, SHARED, SHARED_MAP)
    shown = shop.run("erase", "ada@x.example", "--json").document()
    (stay,) = shown["plan"]["stays"]
    assert (stay["place"], stay["count"], stay["fields"]) == ("main.accounts", 1, ["user name"])
    assert stay["shared"] is True
    assert stay["source"] == ["somebody else's too"]
    told = shop.run("erase", "ada@x.example").out
    assert "somebody else's too" in told
    assert "as long as it is theirs" in told
    done = shop.run("erase", "ada@x.example", "--really", shown["digest"], "--json")
    assert done.code == 0, done
    (stays,) = done.document()["receipt"]["stays"]
    assert (stays["place"], stays["rows"], stays["source"]) == ("main.accounts", 1, "somebody else's too")
    assert done.document()["receipt"]["levels"]["logical"] == "gone"
    # The last of them shares with nobody: the row goes, and nothing is told to stay.
    last = shop.run("erase", "bo@x.example", "--json").document()["plan"]
    assert last["stays"] == []
    assert shop.run("sweep").code == 0, "a leaver's case waits for nothing"
