"""A person's file opens to a role for a purpose, cut to both, and the person can read that it did."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from honour.promises import policy as policies
from honour.wiring.offers import OFFERS
from tests.console.cast import Clocked
from tests.console.factors import PEOPLE, Clerk, clerk
from tests.portal.my_data.visiting import correct, words
from tests.portal.security.cast import act as execute
from tests.portal.security.cast import where
from tests.portal.visiting import demo, everything, letters_to, refusals, rows, sign_in, sign_up
from tests.running import Answer, Running, honour, running, settle
from tests.website.test_own_tables import asked

NUMBER = "+33 6 55 44 33 22"
ROLES = ("support", "sales", "shipping", "accounts", "administration", "privacy officer")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("people"), "shop") as site:
        yield site


@pytest.fixture(scope="module")
def staffed(shop: Running) -> dict[str, Clerk]:
    """One of the staff for each role."""
    return {role: clerk(shop, f"clerk{number}", role) for number, role in enumerate(ROLES)}


def customer(site: Running, name: str, **values: str) -> int:
    """Somebody with an account, who filled in what he could; the number of it."""
    sign_up(site, name)
    browser = sign_in(site, name)
    assert correct(browser, {"name": f"Canari {name}", **values}).status == 302
    [(number,)] = rows(site, "SELECT id FROM keeping_people_person WHERE username = ?", name)
    return int(number)


def offered(answer: str) -> list[str]:
    return re.findall(r'<option value="([^"]+\|[^"]+)"', answer)


@pytest.mark.promise("S2-06")
def test_each_role_sees_of_a_file_only_the_fields_that_the_policy_declares_for_it(
    shop: Running, staffed: dict[str, Clerk]
) -> None:
    customer(shop, "ada")
    policy = policies.read((shop.folder / "policy.yaml").read_bytes(), "policy.yaml", OFFERS)
    said, data = policy.protect.staff_see, policy.data
    may = {
        role: {name for kind in said if role in said[kind] for name in data[kind].fields} for role in ROLES
    }
    assert "e-mail" in may["support"]
    assert "e-mail" not in may["accounts"]
    seen = {}
    for role, one in staffed.items():
        tasks = [each.split("|")[1] for each in offered(one.proves(PEOPLE).text)]
        shown = "".join(one.opens("ada", purpose, role).text for purpose in tasks)
        seen[role] = {
            "name": "<dt>Name</dt><dd>Canari ada</dd>" in shown,
            "e-mail": "<dt>E-mail address</dt><dd>ada@exemple.example</dd>" in shown,
            "password hash": "argon2" in shown,
        }
    assert seen == {role: {name: name in may[role] for name in found} for role, found in seen.items()}


@pytest.mark.promise("S2-24")
def test_who_has_no_role_is_refused_and_each_reading_is_told_to_the_person(
    shop: Running, staffed: dict[str, Clerk]
) -> None:
    number = customer(shop, "bea")
    sign_up(shop, "nobody")
    outsider = sign_in(shop, "nobody")
    assert outsider.get(PEOPLE).status == 403
    assert outsider.send("/contact/", {"who": "bea", "task": "support|account"}, to=PEOPLE).status == 403
    support = staffed["support"]
    bea = sign_in(shop, "bea")
    before = words(bea.get("/me/data/looked/"))
    assert "forgot her parcel" not in before
    page = support.opens(f"customer:{number}", "account", "support", why="she forgot her parcel")
    assert "bea@exemple.example" in page.text
    told = words(bea.get("/me/data/looked/"))
    assert "she forgot her parcel" in told
    assert "our support staff" in told
    assert "clerk0" not in told, "never a name"
    refused = support.opens("bea", "bookkeeping", "accounts")
    assert refusals(refused), "a role that is not his opens nothing"
    assert "bea@exemple.example" not in words(refused)


def test_without_the_whole_name_a_purpose_and_a_reason_nothing_opens(
    shop: Running, staffed: dict[str, Clerk]
) -> None:
    customer(shop, "cleo")
    support = staffed["support"]
    reads = "SELECT COUNT(*) FROM keeping_journal_detail WHERE act LIKE '%\"read\"%kinds%'"
    before = rows(shop, reads)
    for who, purpose, why in (
        ("cle", "account", "case 12"),
        ("cleo@", "account", "case 12"),
        ("cleo%", "account", "case 12"),
        ("Canari cleo", "account", "case 12"),
        ("cleo", "account", ""),
        ("cleo", "", "case 12"),
        ("cleo", "orders|x", "case 12"),
    ):
        answer = support.opens(who, purpose, "support", why)
        assert refusals(answer), (who, purpose, why)
        assert "cleo@exemple.example" not in words(answer)
    assert rows(shop, reads) == before
    assert "cleo@exemple.example" in words(support.opens("cleo", "account", "support"))
    assert rows(shop, reads) != before


LOOKED = "/staff/people/looked/"


def asks_who_looked(clerk: Clerk, who: str, why: str = "the authority asks, control of today") -> Answer:
    assert clerk.proves(LOOKED).status == 200
    return clerk.browser.send(LOOKED, {"who": who, "why": why})


def test_who_read_a_persons_file_is_told_to_whoever_answers_for_the_data(
    shop: Running, staffed: dict[str, Clerk]
) -> None:
    customer(shop, "dina")
    staffed["support"].opens("dina", "account", "support", why="her parcel number 88")
    officer, chief = staffed["privacy officer"], staffed["administration"]
    for each in (officer, chief):
        each.browser.headers["Accept-Language"] = "en"
    told = words(asks_who_looked(officer, "dina@exemple.example"))
    assert "her parcel number 88" in told
    assert "clerk0@exemple.example" in told or "clerk0" in told, "the officer reads who it was"
    seen = words(asks_who_looked(chief, "dina"))
    assert "her parcel number 88" in seen
    assert "clerk0" not in seen, "nobody else does"
    hers = words(sign_in(shop, "dina", **{"Accept-Language": "en"}).get("/me/data/looked/"))
    assert hers.count("the authority asks, control of today") == 2, "she reads who asked, and why"
    assert "asked who had looked at these data" in hers
    for other in ("support", "shipping"):
        assert staffed[other].proves(LOOKED).status == 403
    assert asks_who_looked(chief, "clerk4").status == 403, "not of himself"
    assert refusals(asks_who_looked(officer, "dina", why="")), "a reason is asked"
    assert refusals(asks_who_looked(officer, "nobody at all"))


def test_nobody_of_the_staff_reads_his_own_file(shop: Running, staffed: dict[str, Clerk]) -> None:
    support = staffed["support"]
    [(number,)] = rows(shop, "SELECT id FROM keeping_people_person WHERE username = ?", support.name)
    for who in (support.name, f"{support.name}@exemple.example", f"customer:{number}"):
        answer = support.opens(who, "account", "support")
        assert answer.status == 403, who
        assert "My data" in words(answer)


def test_a_session_alone_opens_no_file(shop: Running, staffed: dict[str, Clerk]) -> None:
    customer(shop, "dora")
    thief = clerk(shop, "robbed", "support", "administration", "privacy officer").browser
    assert "/2fa/reauthenticate/" in where(thief.get(PEOPLE))
    sent = thief.send("/contact/", {"who": "dora", "task": "support|account", "why": "case 12"}, to=PEOPLE)
    assert "/2fa/reauthenticate/" in where(sent), "nor does sending the form outright"
    assert thief.get("/staff/").status == 200
    asks = {
        "subject": "access",
        "on_behalf": "myself",
        "email": "dora@exemple.example",
        "text": "canari-demande",
    }
    assert shop.browser().send("/contact/", asks).status == 302
    [(reference,)] = rows(shop, "SELECT reference FROM keeping_messages_message")
    for path in ("/requests/", f"/requests/{reference}/"):
        assert "/2fa/reauthenticate/" in where(thief.get(path)), path
    for what in ("match", "confirm", "decide", "erase", "hold"):
        sent = thief.send("/contact/", {"whom": "dora"}, to=f"/requests/{reference}/{what}/")
        assert "/2fa/reauthenticate/" in where(sent), what
    assert "canari-demande" in staffed["administration"].proves(f"/requests/{reference}/").text, "the control"


def test_a_session_left_for_half_an_hour_asks_for_the_factor_again(shop: Running) -> None:
    left = clerk(shop, "left", "support")
    assert left.browser.get("/staff/").status == 200
    assert '"staff_seen": ' in str(rows(shop, "SELECT data FROM keeping_people_session"))
    execute(
        shop.folder,
        "UPDATE keeping_people_session SET data = json_set(data, '$.staff_seen',"
        " json_extract(data, '$.staff_seen') - 1860) WHERE person_id ="
        " (SELECT id FROM keeping_people_person WHERE username = 'left')",
    )
    assert "/2fa/reauthenticate/" in where(left.browser.get("/staff/"))
    assert left.proves("/staff/").status == 200


def test_reading_in_bulk_stops_and_the_administrators_are_told(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with demo(tmp_path_factory.mktemp("bulk"), "shop") as site:
        pass
    file = site.folder / "honour.toml"
    file.write_text(
        file.read_text("utf-8").replace("[serve]", "[staff]\nfiles_per_hour = 3\n\n[serve]"), "utf-8"
    )
    with running(site.folder, site.port, site.plain) as again:
        clerk(again, "chief", "administration")
        reader = clerk(again, "reader", "support")
        customers = [f"person{number}" for number in range(4)]
        for name in customers:
            customer(again, name)
        answers = [reader.opens(name, "account", "support") for name in customers]
        assert [each.status for each in answers] == [200, 200, 200, 429]
        assert "person3@exemple.example" not in answers[3].text
        assert any(
            "as many people's files" in letter for letter in letters_to(again, "chief@exemple.example")
        )
        assert not any(
            "as many people's files" in letter for letter in letters_to(again, "reader@exemple.example")
        )


CUSTOMERS = """\
CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  mail VARCHAR(254) NOT NULL,
  phone VARCHAR(40),
  since TIMESTAMP NOT NULL
)
"""
MAP = """\
stores:
  crm: {sql: "sqlite:///FOLDER/crm.db", time: {zone: UTC}}
persons:
  customer: {table: crm.customers, key: id, known by: {mail: e-mail}}
places:
  - table: crm.customers
    belongs to: {customer: id}
    holds: {mail: e-mail, phone: {field: telephone, becomes: null}, since: nothing personal}
    collected: since
events:
  account closed: {column: crm.customers.since, belongs to: {customer: id}, take: last}
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    """A hosting company whose customers lie in a store of their own, with the number for emergencies."""
    parent = tmp_path_factory.mktemp("emergency")
    folder, clock = parent / "hosting", parent / "now"
    honour("new", folder, "--like", "hosting", "--demo")
    with closing(sqlite3.connect(parent / "crm.db")) as database, database:
        database.execute(CUSTOMERS)
        database.execute(
            "INSERT INTO customers (mail, phone, since) VALUES (?, ?, '2026-01-01 10:00:00')",
            ("eve@exemple.example", NUMBER),
        )
    (folder / "map.yaml").write_text(MAP.replace("FOLDER", str(parent)), "utf-8")
    environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
    with running(folder, *settle(folder), environment) as site:
        sign_up(site, "eve")
        desk = Clocked(site, clock)
        desk.stands(timedelta(days=20))
        yield desk


@pytest.mark.promise("S1-10")
def test_the_number_for_emergencies_opens_to_who_states_one_and_that_is_told(host: Clocked) -> None:
    site = host.site
    admin = clerk(site, "chief", "administration")
    other = clerk(site, "helper", "support")
    tasks = offered(admin.proves(PEOPLE).text)
    assert "administration|emergency" in tasks
    for task in tasks:
        role, purpose = task.split("|")
        page = words(admin.opens("customer:1", purpose, role, why="her server burns"))
        assert (NUMBER in page) is (purpose == "emergency"), task
    assert refusals(admin.opens("customer:1", "emergency", "administration", why=""))
    for task in offered(other.proves(PEOPLE).text):
        page = words(other.opens("customer:1", task.split("|")[1], "support"))
        assert NUMBER not in page, task
    eve = sign_in(site, "eve@exemple.example", **{"Accept-Language": "en"})
    told = words(eve.get("/me/data/looked/"))
    assert "reaching you in an emergency; her server burns" in told
    assert "our administrators" in told


@pytest.mark.promise("S1-11")
def test_no_list_export_or_letter_of_the_staff_holds_the_number(host: Clocked) -> None:
    site = host.site
    admin = clerk(site, "boss", "administration", "privacy officer")
    assert NUMBER in words(admin.opens("customer:1", "emergency", "administration")), "it is there"
    pages = ("/staff/", "/requests/", "/letters/", PEOPLE, "/account/")
    assert [page for page in pages if NUMBER in admin.proves(page).text] == []
    assert NUMBER not in site.letters()
    assert "eve@exemple.example" in site.letters(), "the reader of letters sees something"
    for words_of in (("check",), ("sweep",), ("prove",), ("publish",)):
        told = asked(*words_of, "--json", "--site", site.folder)
        assert NUMBER not in told.stdout + told.stderr, words_of
    assert NUMBER not in everything(site), "neither the site's own tables nor its log"


def test_where_the_journal_cannot_be_written_no_file_is_shown(
    shop: Running, staffed: dict[str, Clerk]
) -> None:
    customer(shop, "gia")
    support = staffed["support"]
    refuses = "CREATE TRIGGER no_entry BEFORE INSERT ON keeping_journal_entry"
    refuses += " BEGIN SELECT RAISE(ABORT, 'full'); END"
    assert support.proves(PEOPLE).status == 200
    execute(shop.folder, refuses)
    try:
        answer = support.opens("gia", "account", "support")
        assert answer.status >= 500
        assert "gia@exemple.example" not in answer.text
        assert "Canari gia" not in answer.text
    finally:
        execute(shop.folder, "DROP TRIGGER no_entry")
    assert "gia@exemple.example" in words(support.opens("gia", "account", "support")), "the positive control"


def test_a_file_speaks_of_the_person_and_not_to_him(shop: Running, staffed: dict[str, Clerk]) -> None:
    customer(shop, "hal")
    support = staffed["support"]
    for language, heading, possessive in (
        ("en", "Contact details of the customer", r"\byours?\b"),
        ("fr", "Coordonnées du client", r"\b(?:votre|vos)\b"),
    ):
        support.browser.headers["Accept-Language"] = language
        page = support.opens("hal", "account", "support").text
        file = page[page.index("<section>") : page.rindex("</section>")]
        assert heading in words(file)
        assert "hal@exemple.example" in words(file)
        assert not re.search(possessive, words(file), re.IGNORECASE)
    del support.browser.headers["Accept-Language"]


def test_two_people_are_not_one_file(shop: Running, staffed: dict[str, Clerk]) -> None:
    numbers = [customer(shop, name) for name in ("ida", "jon")]
    support = staffed["support"]
    answer = support.opens(f"customer:{numbers[0]},{numbers[1]}", "account", "support")
    assert refusals(answer)
    assert all(f"customer:{number}" in words(answer) for number in numbers), "it names each"
    assert not re.search(r"(?:ida|jon)@exemple", words(answer))
    alone = support.opens(f"customer:{numbers[0]}", "account", "support")
    assert "ida@exemple.example" in words(alone), "the positive control"
