"""What several people share in a store of the site: each takes away what is his and not the others' words;
who leaves is parted from it, and the others keep theirs.
"""

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.portal.my_data.visiting import again, taken_away, words
from tests.portal.my_rights.cast import until
from tests.portal.visiting import letters_to, sign_in, sign_up
from tests.running import Browser, Running, honour, running, settle
from tests.website.test_own_tables import asked

MAP = """
honour map: 1
stores: {crm: {sql: "sqlite:///FOLDER/crm.db"}}
persons: {visitor: {table: crm.contacts, key: id, known by: {mail: e-mail}}}
places:
  - {table: crm.contacts, belongs to: {visitor: id}, holds: {mail: e-mail, called: name}, collected: since}
  - {table: crm.seats, belongs to: {visitor: who}, holds: {account: nothing personal}}
  - table: crm.accounts
    belongs to: {visitor: [id -> seats.account, who]}
    holds: {title: name}
    collected: since
  - table: crm.notes
    belongs to: {visitor: [account -> seats.account, who]}
    written by: {visitor: author}
    holds: {body: ticket text}
    collected: since
"""
TABLES = """
CREATE TABLE contacts (id INTEGER PRIMARY KEY, mail TEXT, called TEXT, since TEXT NOT NULL);
CREATE TABLE accounts (id INTEGER PRIMARY KEY, title TEXT, since TEXT NOT NULL);
CREATE TABLE seats (account INTEGER NOT NULL REFERENCES accounts, who INTEGER NOT NULL REFERENCES contacts,
  PRIMARY KEY (account, who));
CREATE TABLE notes (id INTEGER PRIMARY KEY, account INTEGER NOT NULL REFERENCES accounts,
  author INTEGER REFERENCES contacts, body TEXT, since TEXT NOT NULL);
INSERT INTO contacts VALUES (1, 'ada@exemple.example', 'canari-Ada', '2026-11-01 10:00:00'),
  (2, 'bo@exemple.example', 'canari-Bo', '2026-11-01 10:00:00'),
  (3, 'cy@exemple.example', 'canari-Cy', '2026-11-01 10:00:00'),
  (4, 'di@exemple.example', 'canari-Di', '2026-11-01 10:00:00');
INSERT INTO accounts VALUES (1, 'the two of us', '2026-11-01 10:00:00'),
  (2, 'canari-hers', '2026-11-01 10:00:00'),
  (3, 'canari-his', '2026-11-01 10:00:00'),
  (4, 'Cy and Di', '2026-11-01 10:00:00'),
  (5, 'Cy alone', '2026-11-01 10:00:00');
INSERT INTO seats VALUES (1, 1), (1, 2), (2, 1), (3, 2), (4, 3), (4, 4), (5, 3);
INSERT INTO notes VALUES (1, 1, 1, 'words of Ada', '2026-11-01 10:00:00'),
  (2, 1, 2, 'words of Bo', '2026-11-01 10:00:00'),
  (3, 4, 3, 'words of Cy', '2026-11-01 10:00:00'),
  (4, 4, 4, 'words of Di', '2026-11-01 10:00:00');
"""


@dataclass(frozen=True, slots=True)
class Shared:
    """A served site, the database that it shares with another program, and two who have one account in it."""

    site: Running
    database: Path
    ada: Browser
    bo: Browser
    cy: Browser
    di: Browser

    def sql(self, statement: str) -> list[tuple[object, ...]]:
        """What a statement reads in that database."""
        with closing(sqlite3.connect(self.database)) as database:
            return database.execute(statement).fetchall()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    folder = tmp_path_factory.mktemp("shared")
    honour("new", folder / "desk", "--like", "support-desk", "--demo")
    with closing(sqlite3.connect(folder / "crm.db")) as database, database:
        database.executescript(TABLES)
    (folder / "desk" / "map.yaml").write_text(MAP.replace("FOLDER", str(folder)), "utf-8")
    policy = folder / "desk" / "policy.yaml"
    written = policy.read_text("utf-8")
    for kind in ("[name, e-mail, telephone, postal address]", "[ticket text, comment]"):
        assert f"{kind}, of: customer" in written
        written = written.replace(f"{kind}, of: customer", f"{kind}, of: [customer, visitor]")
    policy.write_text(written, "utf-8")
    clock = folder / "now"
    clock.write_text("2026-11-01T10:00:00+00:00", "utf-8")
    environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
    with running(folder / "desk", *settle(folder / "desk"), environment) as site:
        for name in ("ada", "bo", "cy", "di"):
            sign_up(site, name)
        clock.unlink()  # an address that was confirmed today speaks for nobody elsewhere
        people = (sign_in(site, name, **{"Accept-Language": "en"}) for name in ("ada", "bo", "cy", "di"))
        yield Shared(site, folder / "crm.db", *people)


def each_sees_what_is_shared_and_nothing_that_is_the_others(shared: Shared) -> None:
    for browser, mine, theirs in (
        (
            shared.ada,
            ("the two of us", "canari-hers", "words of Ada"),
            ("canari-Bo", "canari-his", "words of Bo"),
        ),
        (
            shared.bo,
            ("the two of us", "canari-his", "words of Bo"),
            ("canari-Ada", "canari-hers", "words of Ada"),
        ),
    ):
        archive = " ".join(taken_away(browser).values())
        page = words(browser.get("/me/data/"))
        for value in mine:
            assert f'"{value}"' in archive
            assert value in page
        for value in (*theirs, "bo@" if browser is shared.ada else "ada@"):
            assert value not in archive
            assert value not in page


def test_who_leaves_is_parted_from_what_both_saw_and_the_other_keeps_his(shared: Shared) -> None:
    each_sees_what_is_shared_and_nothing_that_is_the_others(shared)
    before = shared.sql("SELECT * FROM contacts WHERE id = 2")
    who = ("erase", "visitor:1", "--json", "--site", shared.site.folder)
    plan = json.loads(asked(*who).stdout)
    stays = {each["place"]: each for each in plan["plan"]["stays"]}
    assert stays["crm.accounts"]["source"] == ["somebody else's too"]
    done = asked(*who, "--really", plan["digest"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "canari-Bo" not in done.stdout
    seats = "SELECT account, who FROM seats WHERE account < 4 ORDER BY account"
    assert shared.sql(seats) == [(1, 2), (3, 2)]
    titles = "SELECT title FROM accounts WHERE id < 4 ORDER BY id"
    assert shared.sql(titles) == [("the two of us",), ("canari-his",)]
    assert shared.sql("SELECT * FROM contacts WHERE id = 2") == before
    his = " ".join(taken_away(shared.bo).values())
    for value in ("the two of us", "canari-his", "words of Bo"):
        assert value in his
    assert "words of Ada" not in his, "what she wrote is not his now that she has left"
    hers = " ".join(taken_away(shared.ada).values())
    for value in ("the two of us", "words of Ada", "words of Bo", "canari-Bo"):
        assert value not in hers


def not_of_cy(shared: Shared) -> list[list[tuple[object, ...]]]:
    """Every row of the store that is not Cy's alone: what others hold, wrote and share, also with him."""
    return [
        shared.sql("SELECT * FROM contacts WHERE id <> 3 ORDER BY id"),
        shared.sql("SELECT * FROM accounts WHERE id <> 5 ORDER BY id"),
        shared.sql("SELECT * FROM seats WHERE who <> 3 ORDER BY account, who"),
        shared.sql("SELECT * FROM notes WHERE author <> 3 ORDER BY id"),
    ]


def test_one_of_two_holders_leaves_by_the_page_and_each_has_his_own_then(shared: Shared) -> None:
    cy, di = shared.cy, shared.di
    assert "Leave what you share" in words(cy.get("/me/data/"))
    again(cy, "/me/data/leave/")
    page = cy.get("/me/data/leave/")
    told = words(page)
    assert "Cy and Di" in told
    assert "words of Cy" in told
    for hidden in ("words of Di", "canari-Di", "Cy alone", "the two of us"):
        assert hidden not in told, hidden
    assert "somebody else’s too" in told
    [meaning] = re.findall(r'name="really" value="([^"]+)"', page.text)
    for wrong in ({"who": "visitor:4", "really": meaning}, {"who": "visitor:3", "really": "0" * 64}):
        assert cy.send("/me/data/leave/", wrong).status == 200
    assert shared.sql("SELECT who FROM seats WHERE account = 4 ORDER BY who") == [(3,), (4,)]
    before, others = shared.sql("SELECT * FROM contacts WHERE id = 4"), not_of_cy(shared)
    assert "All that this part of the site holds of you alone" in told
    assert cy.send("/me/data/leave/", {"who": "visitor:3", "really": meaning}).status == 302
    until(lambda: shared.sql("SELECT who FROM seats WHERE account = 4") == [(4,)])
    assert shared.sql("SELECT title FROM accounts WHERE id > 3") == [("Cy and Di",)]
    until(lambda: shared.sql("SELECT count(*) FROM contacts WHERE id = 3") == [(0,)])
    assert shared.sql("SELECT * FROM contacts WHERE id = 4") == before
    assert not_of_cy(shared) == others, "nothing of anybody else went or changed"
    assert cy.get("/account/").status == 200, "his account on the site stays"
    until(lambda: any("/me/receipt/" in each for each in letters_to(shared.site, "cy@exemple.example")))
    until(lambda: "You share nothing with others here" in words(cy.get("/me/data/leave/")))
    hers = " ".join(taken_away(di).values())
    for value in ("Cy and Di", "words of Di"):
        assert value in hers
    for value in ("canari-Cy", "words of Cy", "cy@"):
        assert value not in hers, "no export of one holds what is the other's"
    again(di, "/me/data/leave/")
    assert "You share nothing with others here" in words(di.get("/me/data/leave/")), "it is hers alone now"
