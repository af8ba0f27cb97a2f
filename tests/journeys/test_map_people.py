"""Several people in one row, from outside: who wrote it, whose it is, and who may still see what is held."""

from pathlib import Path

import pytest

from tests.journeys.small import small
from tests.journeys.test_map_links import OWN, PERSONS, SIGNED_IN, USERS, reasons

TICKETS = (
    USERS
    + """
CREATE TABLE tickets (id INTEGER PRIMARY KEY, owner INTEGER NOT NULL REFERENCES users, title TEXT);
CREATE TABLE comments (id INTEGER PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets,
  author INTEGER REFERENCES users, body TEXT);
INSERT INTO tickets VALUES (1, 1, 'of ada'), (2, 2, 'of bo');
INSERT INTO comments VALUES (1, 1, 1, 'ada in hers'), (2, 1, 2, 'bo in hers'), (3, 2, 1, 'ada in his'),
  (4, 2, NULL, 'by nobody');
"""
)
TICKETS_MAP = (
    PERSONS
    + "places:\n"
    + OWN
    + """
  - {table: main.tickets, belongs to: {member: owner}, holds: {title: ticket text}}
  - table: main.comments
    belongs to: {member: ticket.owner}
    written by: {member: author}
    holds: {body: ticket text}
"""
    + SIGNED_IN
)


def test_an_answer_holds_what_somebody_wrote_elsewhere_and_no_words_of_others(tmp_path: Path) -> None:
    shop = small(tmp_path, TICKETS, TICKETS_MAP)
    assert reasons(shop) == []
    told = shop.run("person", "ada@x.example", "--json")
    comments = [place for place in told.document()["places"] if place["place"] == "main.comments"]
    bodies = [row["body"] for place in comments for row in place["rows"]]
    assert sorted(bodies) == ["ada in hers", "ada in his"]
    assert sum(place["masked"] for place in comments) == 1
    assert "bo in hers" not in told.out
    assert "1 row of main.comments that somebody else wrote" in shop.run("person", "ada@x.example").out


def test_an_author_who_goes_is_detached_and_his_words_in_others_rows_stay(tmp_path: Path) -> None:
    shop = small(tmp_path, TICKETS, TICKETS_MAP)
    assert shop.really("erase", "ada@x.example").code == 0
    assert shop.sql("SELECT id, author, body FROM comments") == [
        (3, None, "ada in his"),
        (4, None, "by nobody"),
    ]


HELD = (
    USERS
    + """
ALTER TABLE users ADD COLUMN state TEXT NOT NULL DEFAULT 'open';
CREATE TABLE invoices (id INTEGER PRIMARY KEY, buyer INTEGER NOT NULL REFERENCES users, total TEXT, at TEXT,
  hidden INTEGER NOT NULL DEFAULT 0);
INSERT INTO invoices VALUES (1, 1, '10', '2026-01-05', 0), (2, 1, '20', '2010-01-05', 0),
  (3, 2, '30', '2026-01-05', 0);
"""
)
HELD_MAP = (
    PERSONS
    + "places:\n"
    + OWN.replace("seen: nothing personal", "seen: nothing personal, state: nothing personal")
    + """
  - table: main.invoices
    belongs to: {member: buyer}
    collected: at
    when held: {hidden: 1}
    holds: {total: invoice}
"""
    + SIGNED_IN
)


@pytest.mark.promise("S0-08")
def test_what_is_held_is_hidden_as_the_map_says_and_else_the_receipt_says_who_sees_it(
    tmp_path: Path,
) -> None:
    shop = small(tmp_path, HELD, HELD_MAP)
    assert reasons(shop) == []
    done = shop.really("erase", "ada@x.example")
    assert done.code == 0, done
    assert shop.sql("SELECT id, hidden FROM invoices") == [(1, 1), (3, 0)]
    assert "main.invoices (invoice), C. com. L123-22, until 2036-12-31; hidden from staff" in done.out
    shown = (shop.site / "map.yaml").read_text().replace("    when held: {hidden: 1}\n", "")
    (shop.site / "map.yaml").write_text(
        shown.replace("{total: invoice}", "{total: invoice, hidden: nothing personal}")
    )
    told = shop.really("erase", "bo@x.example")
    assert told.code == 0, told
    assert shop.sql("SELECT id, hidden FROM invoices") == [(1, 1), (3, 0)]
    assert "staff can still see it" in told.out
