"""One item as scope: one order of several, in SQLite, PostgreSQL and MariaDB; never another's."""

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

import psycopg
import pymysql
import pytest

from tests.portal.my_data.visiting import again, words
from tests.portal.my_rights.cast import say_yes, until
from tests.portal.visiting import sign_in, sign_up
from tests.running import Answer, Browser, Running, honour, running, settle
from tests.servers import scratch_on_mariadb, scratch_on_postgres

STORES: Final = {"lite": "subscriber", "post": "member", "maria": "donor"}
MAP: Final = """
honour map: 1
stores:
  lite: {sql: "sqlite:///FOLDER/lite.db"}
  post: {sql: "${ITEM_POST}"}
  maria: {sql: "${ITEM_MARIA}"}
persons:
  subscriber: {table: lite.clients, key: id, known by: {mail: e-mail}}
  member: {table: post.clients, key: id, known by: {mail: e-mail}}
  donor: {table: maria.clients, key: id, known by: {mail: e-mail}}
places:
"""
PLACES: Final = """
  - {table: STORE.clients, belongs to: {KIND: id}, holds: {mail: e-mail}}
  - table: STORE.orders
    belongs to: {KIND: client_id}
    collected: placed
    holds: {note: ticket text, ip: ip address}
  - table: STORE.order_lines
    belongs to: {KIND: order_id.client_id}
    holds: {word: comment}
"""
CLIENTS: Final = "CREATE TABLE clients (id INTEGER PRIMARY KEY, mail VARCHAR(80))"
ORDERS: Final = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL, note VARCHAR(80), ip VARCHAR(40),
placed VARCHAR(20) NOT NULL, FOREIGN KEY (client_id) REFERENCES clients (id))
"""
LINES: Final = """
CREATE TABLE order_lines (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, word VARCHAR(80),
FOREIGN KEY (order_id) REFERENCES orders (id))
"""
PEOPLE: Final = ("ada", "bo", "cy", "di")


def sown() -> Iterator[str]:
    """Two orders of each, with a line each."""
    for number, name in enumerate(PEOPLE, 1):
        yield f"INSERT INTO clients VALUES ({number}, '{name}@exemple.example')"
        for which in (1, 2):
            key = number * 10 + which
            yield (
                f"INSERT INTO orders VALUES ({key}, {number}, 'note {which} of {name}', '192.0.2.{key}',"
                f" '2026-1{which - 1}-15 10:00:00')"
            )
            yield f"INSERT INTO order_lines VALUES ({key}, {key}, 'line {which} of {name}')"


@dataclass(frozen=True, slots=True)
class Shops:
    """A served site with three stores beside its own, and how each is asked."""

    site: Running
    ask: dict[str, Callable[[str], list[tuple[Any, ...]]]]

    def notes(self, store: str, name: str) -> list[str]:
        """What a store holds of somebody's orders and their lines, in order."""
        own = f"client_id = {PEOPLE.index(name) + 1}"
        notes = self.ask[store](f"SELECT note FROM orders WHERE {own} ORDER BY id")
        his = f"SELECT id FROM orders WHERE {own}"
        lines = f"SELECT word FROM order_lines WHERE order_id IN ({his}) ORDER BY id"
        return [one for (one,) in [*notes, *self.ask[store](lines)]]

    def browser(self, name: str) -> Browser:
        """Somebody signed in."""
        return sign_in(self.site, name, **{"Accept-Language": "en"})


def _asking(connect: Callable[[], Any]) -> Callable[[str], list[tuple[Any, ...]]]:
    def ask(statement: str) -> list[tuple[Any, ...]]:
        with closing(connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(statement)
            found = list(cursor.fetchall()) if statement.startswith("SELECT") else []
            connection.commit()
            return found

    return ask


@contextmanager
def _opened(folder: Path) -> Iterator[dict[str, Callable[[str], list[tuple[Any, ...]]]]]:
    with scratch_on_postgres() as post, scratch_on_mariadb() as maria:
        os.environ["ITEM_POST"], os.environ["ITEM_MARIA"] = post, maria
        server = re.fullmatch(r"[^:]+://([^:@]+)(?::[^@]*)?@([^:/]+):?(\d+)?/([^?]+).*", maria)
        assert server, maria
        named = {"host": server[2], "port": int(server[3] or 3306), "user": server[1], "database": server[4]}
        yield {
            "lite": _asking(lambda: sqlite3.connect(folder / "lite.db")),
            "post": _asking(lambda: psycopg.connect(post.replace("+psycopg", ""))),
            "maria": _asking(lambda: pymysql.connect(**named)),
        }
    del os.environ["ITEM_POST"], os.environ["ITEM_MARIA"]


@pytest.fixture(scope="module")
def shops(
    tmp_path_factory: pytest.TempPathFactory, postgres_answers: None, mariadb_answers: None
) -> Iterator[Shops]:
    folder = tmp_path_factory.mktemp("items")
    with _opened(folder) as ask:
        for store in STORES:
            for statement in (CLIENTS, ORDERS, LINES, *sown()):
                ask[store](statement)
        clock = folder / "now"
        clock.write_text("2026-11-01T10:00:00+00:00", "utf-8")
        environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
        with running(made(folder), *settle(folder / "desk"), environment) as site:
            for name in PEOPLE:
                sign_up(site, name)
            clock.unlink()  # from here on it is today
            yield Shops(site, ask)


def made(folder: Path) -> Path:
    """The site's folder: a desk whose policy speaks of the clients of three stores too."""
    desk = folder / "desk"
    honour("new", desk, "--like", "support-desk", "--demo")
    places = [PLACES.replace("STORE", store).replace("KIND", kind) for store, kind in STORES.items()]
    (desk / "map.yaml").write_text(MAP.replace("FOLDER", str(folder)) + "".join(places), "utf-8")
    everybody = ", ".join(("customer", *STORES.values()))
    text = (desk / "policy.yaml").read_text("utf-8")
    for fields, of in (
        ("[ticket text, comment]", "customer"),
        ("[ip address, browser version]", "[customer, visitor]"),
        ("[name, e-mail, telephone, postal address]", "customer"),
    ):
        assert f"{fields}, of: {of}" in text
        text = text.replace(f"{fields}, of: {of}", f"{fields}, of: [visitor, {everybody}]")
    people = "".join(f"  {each}: {{who: is a client}}\n" for each in STORES.values())
    (desk / "policy.yaml").write_text(text.replace("  minors: none", f"{people}  minors: none"), "utf-8")
    return desk


def links(page: Answer) -> list[str]:
    """The addresses by which one asks about each row of a page."""
    return re.findall(r'href="(/me/one/\?item=[^"]+)"', page.text)


def link_to(shops: Shops, browser: Browser, store: str, which: str) -> str:
    """The end of the address for the row of a store that holds a text."""
    for each in links(browser.get("/me/data/")):
        if f"{store}.orders" in each and which in words(browser.get(each)):
            return each.partition("?")[2]
    raise AssertionError(f"{which} has no link")


@pytest.mark.parametrize("store", STORES)
def test_one_order_is_deleted_with_its_lines_and_no_other(shops: Shops, store: str) -> None:
    ada = shops.browser("ada")
    again(ada, "/me/erase/")
    before = shops.notes(store, "bo")
    item = link_to(shops, ada, store, "note 1 of ada")
    one = words(ada.get(f"/me/one/?{item}"))
    assert "note 1 of ada" in one
    assert "note 2 of ada" not in one
    shown = words(ada.get(f"/me/erase/?{item}"))
    assert "note 1 of ada" in shown
    assert "The text of your tickets" in shown
    assert "Your account ends" not in shown
    assert "Your e-mail address" not in shown, "the plan is of this item alone"
    assert say_yes(ada, f"/me/erase/?{item}").status == 302
    until(lambda: shops.notes(store, "ada") == ["note 2 of ada", "line 2 of ada"])
    assert shops.notes(store, "bo") == before
    until(lambda: "Answered." in words(ada.get("/me/requests/")))
    assert "one item of your" in words(ada.get("/me/requests/"))
    assert "ada@exemple.example" in ada.get("/account/").text, "the account stays"


@pytest.mark.parametrize("store", ["post"])
def test_one_order_is_restricted_and_an_erasure_of_everything_leaves_it(shops: Shops, store: str) -> None:
    cy = shops.browser("cy")
    again(cy, "/me/erase/")
    item = link_to(shops, cy, store, "note 1 of cy")
    assert cy.send(f"/me/restrict/?{item}", {"item": unquote(item.partition("=")[2])}).status == 302
    plan = words(cy.get("/me/erase/"))
    assert "Other records under your address" in plan
    assert "until you lift the restriction" in plan
    who = f"{STORES[store]}:3"
    command = ("erase", who, "--site", shops.site.folder, "--json")
    plan = json.loads(honour(*command).stdout)
    held = [stay for stay in plan["plan"]["stays"] if "restricted at the person" in str(stay["source"])]
    assert {(stay["place"].partition(".")[2], stay["count"]) for stay in held} == {
        ("orders", 1),
        ("order_lines", 1),
    }
    honour(*command, "--really", plan["digest"])
    assert shops.notes(store, "cy") == ["note 1 of cy", "line 1 of cy"]


def test_nobody_asks_about_another_s_row(shops: Shops) -> None:
    ada, bo = shops.browser("ada"), shops.browser("bo")
    again(bo, "/me/erase/")
    again(ada, "/me/erase/")
    for store in STORES:
        item = link_to(shops, ada, store, "note 2 of ada")
        before = shops.notes(store, "ada")
        for page in ("/me/one/", "/me/erase/", "/me/restrict/", "/me/object/", "/me/port/"):
            assert bo.get(f"{page}?{item}").status == 404
            if page != "/me/one/":
                fields = {"item": unquote(item.partition("=")[2]), "really": "0" * 64, "purpose": "security"}
                assert bo.send("/me/restrict/", fields, to=page).status == 404
        assert shops.notes(store, "ada") == before
    strange = (
        "",
        "lite.orders",
        "lite.orders:",
        "lite.orders:11",
        "no.such:" + "0" * 32,
        "lite.orders:" + "0" * 32,
        "x" * 5000,
        "é:%00",
    )
    for each in strange:
        assert bo.get(f"/me/one/?item={quote(each)}").status == 404
    assert bo.get("/me/one/").status == 404


@pytest.mark.parametrize("store", ["maria"])
def test_one_order_is_taken_along_or_objected_to(shops: Shops, store: str) -> None:
    bo = shops.browser("bo")
    again(bo, "/me/port/")
    item = link_to(shops, bo, store, "note 1 of bo")
    named = {"item": unquote(item.partition("=")[2])}
    taken = bo.send(f"/me/port/?{item}", named).text
    assert "note 1 of bo" in taken
    assert "note 2 of bo" not in taken
    assert "bo@exemple.example" not in taken
    assert "inform you about the service" not in words(bo.get(f"/me/object/?{item}"))
    assert bo.send(f"/me/object/?{item}", {**named, "purpose": "security", "why": "je préfère"}).status == 302
    assert "one item of your" in words(bo.get("/me/requests/"))
    held = honour("person", f"{STORES[store]}:2", "--why", "test", "--site", shops.site.folder, "--json")
    assert [each["state"] for each in json.loads(held.stdout)["holds"]] == ["restricted"]


def test_a_row_is_told_with_the_day_on_which_it_was_made_and_until_when_it_stays(shops: Shops) -> None:
    told = words(shops.browser("di").get("/me/data/"))
    assert "192.0.2.41 15 October 2026 15 April 2027" in told
    assert "192.0.2.42 15 November 2026 15 May 2027" in told
