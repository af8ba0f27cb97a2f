"""Many answers in one process: what was worked out for the first never shows in another's, nor outlives the
tables that it was worked out for. A program of its own opens the site once and asks, as a served site would.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.shop import NOW, Shop
from tests.journeys.small import POLICY, small

TABLES = """
CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT, name TEXT);
CREATE TABLE guests (id INTEGER PRIMARY KEY, mail TEXT, login TEXT);
CREATE TABLE tickets (id INTEGER PRIMARY KEY, of_person INTEGER REFERENCES people (id), words TEXT);
CREATE TABLE notes (id INTEGER PRIMARY KEY, of_ticket INTEGER REFERENCES tickets (id), words TEXT);
INSERT INTO people VALUES (1, 'ada@x.example', 'Ada L'), (2, 'bob@x.example', 'Bob "the\x1b" \u202eB'),
  (3, 'nobody@x.example', 'Nemo');
INSERT INTO guests VALUES (1, 'gus@x.example', 'gus-login');
INSERT INTO tickets VALUES (1, 1, 'ticket of Ada'), (2, 2, 'ticket of Bob'), (3, 2, 'second of Bob');
INSERT INTO notes VALUES (1, 1, 'note to Ada'), (2, 3, 'note to Bob');
"""
MAP = """
persons:
  member: {table: main.people, key: id, known by: {mail: e-mail}}
  subscriber: {table: main.guests, key: id, known by: {mail: e-mail}}
places:
  - {table: main.people, belongs to: {member: id}, holds: {mail: e-mail, name: name}}
  - {table: main.guests, belongs to: {subscriber: id}, holds: {mail: e-mail, login: user name}}
  - {table: main.tickets, belongs to: {member: of_person}, holds: {words: ticket text}}
  - {table: main.notes, belongs to: {member: of_ticket.of_person}, holds: {words: ticket text}}
"""
TWO_KINDS = (
    POLICY.replace(
        "{who: has an account}}",
        "{who: has an account}, subscriber: {who: receives the newsletter}}",
    )
    .replace(
        "  invoice: {holds: [invoice], of: member}\n",
        "  invoice: {holds: [invoice], of: member}\n  visit: {holds: [e-mail, user name], of: subscriber}\n",
    )
    .replace("collect:\n", "collect:\n  - {data: visit, for: newsletter, basis: consent}\n")
    .replace("keep:\n", "keep:\n  - {data: visit, until: consent withdrawn}\n")
)
ASKING = """
import argparse, json, sqlite3, sys
from pathlib import Path
from honour.carrying_out.people import exact_name, find
from honour.carrying_out.show import shown
from honour.command.opening import opened
from honour.command.telling import fit_json, json_text
from honour.places.personal import Personal
from honour.publishing.answer import as_data, as_text

database, said = sys.argv[1], []
with opened(argparse.Namespace(site=Path.cwd())) as site:
    for who in sys.argv[2:]:
        if who.startswith("SQL "):
            with sqlite3.connect(database) as other:
                other.executescript(who[4:])
            continue
        try:
            match = find(site.ports, Personal(who))
            answer = shown(site.ports, match, site.now)
        except Exception as error:
            said.append([type(error).__name__, str(error)])
            continue
        name = exact_name(match)
        text = as_text(site.ports.policy, answer, name, site.now, {}, fit_json)
        by_data = json_text(as_data(site.ports.policy, answer, name, site.now))
        said.append([text, by_data])
print(json.dumps(said))
"""


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return small(tmp_path, TABLES, MAP, TWO_KINDS)


def asked(shop: Shop, *who: str) -> list[list[str]]:
    """What one process was told, one after the other; `SQL ...` changes the database meanwhile."""
    ran = subprocess.run(
        [sys.executable, "-c", ASKING, str(shop.database), *who],
        cwd=shop.site,
        env=shop.environment(NOW),
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    said: list[list[str]] = json.loads(ran.stdout)
    return said


def values(answer: str) -> set[Any]:
    places = json.loads(answer)["places"]
    return {value for place in places for row in place["rows"] for value in row.values()}


ADAS = {"ada@x.example", "Ada L", "ticket of Ada", "note to Ada"}
BOBS = {"bob@x.example", 'Bob "the\x1b" \u202eB', "ticket of Bob", "second of Bob", "note to Bob"}
GUSS = {"gus@x.example", "gus-login"}


def test_one_after_the_other_each_is_told_his_own_and_nothing_else(shop: Shop) -> None:
    said = asked(shop, "member:1", "member:2", "subscriber:1", "member:3", "member:1")
    found = [values(text) for text, _ in said]
    assert found == [ADAS, BOBS, GUSS, {"nobody@x.example", "Nemo"}, ADAS]


def test_the_text_that_is_joined_says_what_the_data_says(shop: Shop) -> None:
    for text, by_data in asked(shop, "member:1", "member:2", "subscriber:1"):
        assert json.loads(text) == json.loads(by_data)
        assert text.isprintable() or "\u202f" in text  # what steers a terminal is written by its number
        assert "\u202e" not in text
        assert "\x1b" not in text


def test_a_text_that_is_no_utf_8_comes_out_by_either_way_the_same(shop: Shop) -> None:
    shop.sql("UPDATE tickets SET words = CAST(x'ff61' AS TEXT) WHERE id = 1")
    [[text, by_data]] = asked(shop, "member:1")
    assert json.loads(text) == json.loads(by_data)
    assert "\ufffda" in values(text)


def test_a_column_that_is_gone_since_the_last_answer_stops_the_next(shop: Shop) -> None:
    for gone in ("people DROP COLUMN name", "people DROP COLUMN mail", "notes DROP COLUMN words"):
        first, second = asked(shop, "member:1", f"SQL ALTER TABLE {gone}", "member:2")
        assert values(first[0]) >= {"ticket of Ada"}
        assert second[0] == "StoreChanged", second
        assert "honour check" in second[1]
        shop.sql(f"ALTER TABLE {gone.replace('DROP', 'ADD')} TEXT")


def test_a_link_whose_type_changed_since_the_last_answer_is_followed_as_it_is(shop: Shop) -> None:
    """As a text, 1 is not the number 1: what was made for two columns of numbers must not stand any more."""
    change = (
        "ALTER TABLE notes RENAME TO was;"
        " CREATE TABLE notes (id INTEGER PRIMARY KEY, of_ticket TEXT, words TEXT);"
        " INSERT INTO notes SELECT id, of_ticket, words FROM was; DROP TABLE was"
    )
    first, second = asked(shop, "member:1", f"SQL {change}", "member:1")
    assert "note to Ada" in values(first[0])
    assert values(second[0]) == ADAS - {"note to Ada"}


def test_a_table_that_the_map_declares_since_is_in_the_next_opening(shop: Shop) -> None:
    assert values(asked(shop, "member:1")[0][0]) == ADAS
    shop.sql("CREATE TABLE more (of_person INTEGER, words TEXT)")
    shop.sql("INSERT INTO more VALUES (1, 'more of Ada')")
    described = shop.site / "map.yaml"
    place = "  - {table: main.more, belongs to: {member: of_person}, holds: {words: ticket text}}\n"
    described.write_text(described.read_text() + place)
    assert values(asked(shop, "member:1")[0][0]) == ADAS | {"more of Ada"}
