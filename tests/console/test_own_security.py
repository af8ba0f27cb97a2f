"""The publisher sees what the site sees of its own security, and each thing that is not as it should be.

Two sites: one whose policy seals nothing, where all is well; one that seals, with a store that does not.
"""

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from honour.proofs.own_security import BUDGET, of_pages
from tests.console.factors import Clerk, clerk
from tests.console.test_recoveries import asks, lost
from tests.portal.my_data.visiting import words
from tests.portal.security.cast import act
from tests.portal.visiting import demo, rows, sign_up
from tests.running import Running, honour, running, settle
from tests.website.test_own_tables import asked

PAGE = "/staff/security/"
ROOT = {"process as root"} if os.geteuid() == 0 else set()
"""Where tests run as the machine's administrator, the site says so of itself."""

MAP = """
honour map: 1
stores: {old: {sql: "sqlite:///FOLDER/old.db"}}
persons: {subscriber: {table: old.readers, key: id, known by: {mail: e-mail}}}
places:
  - {table: old.readers, belongs to: {subscriber: id}, holds: {mail: e-mail}, collected: since}
  - {table: old.orders, belongs to: {subscriber: reader}, holds: {item: order}, collected: since}
"""
TABLES = """
CREATE TABLE readers (id INTEGER PRIMARY KEY, mail TEXT, since TEXT NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, reader INTEGER REFERENCES readers (id), item TEXT, since TEXT NOT
NULL);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A served site, and one of its administrators."""

    site: Running
    chief: Clerk

    def seen(self) -> dict[str, str]:
        """What the page says of each thing: its state by its name; the worst where a name stands twice."""
        found = re.findall(r'data-seen="([^"]+)" data-state="([^"]+)"', self.chief.browser.get(PAGE).text)
        assert found
        return dict(reversed(found))  # what is to be mended stands first

    def wrong(self) -> set[str]:
        return {name for name, state in self.seen().items() if state == "not-kept"}

    def data(self, name: str) -> Path:
        return self.site.folder / "data" / name


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    with demo(tmp_path_factory.mktemp("secured"), "store") as site:
        yield Kept(site, clerk(site, "chief", "administration"))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A shop with old orders in a database beside its own, which holds them as they were typed."""
    parent = tmp_path_factory.mktemp("sealed")
    folder = parent / "shop"
    honour("new", folder, "--like", "shop", "--demo")
    with closing(sqlite3.connect(parent / "old.db")) as old, old:
        old.executescript(TABLES)
    (folder / "map.yaml").write_text(MAP.replace("FOLDER", str(parent)), "utf-8")
    policy = folder / "policy.yaml"
    text = policy.read_text("utf-8")
    line = "order: {holds: [order], of: customer}"
    assert line in text
    policy.write_text(text.replace(line, "order: {holds: [order], of: [customer, subscriber]}"), "utf-8")
    with running(folder, *settle(folder)) as site:
        yield Kept(site, clerk(site, "chief", "administration"))


@pytest.mark.promise("S1-19", "S4-05", "S4-13")
def test_a_new_site_is_as_it_should_be_and_its_pages_are_within_the_budget(store: Kept) -> None:
    seen = store.seen()
    assert {name for name, state in seen.items() if state != "kept"} <= ROOT | {"pages"}
    wanted = {"own sealed", "passwords", "headers", "cookies", "keys closed", "data closed", "staff factors"}
    wanted |= {"roles reviewed", "roles declared", "breaches", "pages"}
    assert wanted <= set(seen)
    took = [
        line["milliseconds"]
        for file in (store.site.folder / "data" / "log").glob("*.jsonl")
        for line in map(json.loads, file.read_text("utf-8").splitlines())
        if line["what"] == "answered"
    ]
    assert len(took) > 5
    assert seen["pages"] == of_pages(took).state.replace(" ", "-"), "it says what the log says"
    shown = words(store.chief.browser.get(PAGE, **{"Accept-Language": "en"}))
    assert f"the budget is {BUDGET} ms" in shown
    assert "longer than 72 hours" in shown, "the register of breaches has its clock"
    assert "argon2id" in words(store.chief.browser.get(PAGE, **{"Accept-Language": "fr"}))
    assert "chief" not in shown.replace("chief@exemple.example", ""), "it names nobody"


@contextmanager
def altered(file: Path, mode: int) -> Iterator[None]:
    before = file.stat().st_mode & 0o777
    file.chmod(mode)
    try:
        yield
    finally:
        file.chmod(before)


@contextmanager
def executed(site: Running, do: str, undo: str) -> Iterator[None]:
    act(site.folder, do)
    try:
        yield
    finally:
        act(site.folder, undo)


@contextmanager
def written(file: Path, text: str) -> Iterator[None]:
    file.write_text(text, "utf-8")
    try:
        yield
    finally:
        file.unlink()


def key_of(site: Running) -> Path:
    return next(
        each
        for each in sorted((site.folder.parent / f"{site.folder.name}.keys").rglob("*"))
        if each.is_file()
    )


def days_ago(days: int) -> str:
    """In SQL."""
    return f"datetime('now', '-{days} days')"


def slow() -> str:
    line = json.dumps({"what": "answered", "milliseconds": BUDGET * 5})
    return f"{line}\n" * 5_000


CHIEF = "(SELECT id FROM keeping_people_person WHERE email = 'chief@exemple.example')"
WRONG: dict[str, Callable[[Kept], object]] = {
    "data closed": lambda kept: altered(kept.data("honour.db"), 0o644),
    "keys closed": lambda kept: altered(key_of(kept.site), 0o640),
    "configuration closed": lambda kept: altered(kept.site.folder / "honour.toml", 0o666),
    "pages": lambda kept: written(kept.data("log") / "2999-01-01.jsonl", slow()),
    "passwords": lambda kept: executed(
        kept.site,
        "UPDATE keeping_people_person SET password = 'pbkdf2_' || password WHERE email LIKE 'weak@%'",
        "UPDATE keeping_people_person SET password = substr(password, 8) WHERE email LIKE 'weak@%'",
    ),
    "own sealed": lambda kept: executed(
        kept.site,
        "UPDATE keeping_letters_letter SET sealed = CAST('a link that anybody reads' AS BLOB)"
        " WHERE id = (SELECT MIN(id) FROM keeping_letters_letter WHERE sealed IS NULL)",
        "UPDATE keeping_letters_letter SET sealed = NULL WHERE sealed = CAST('a link that anybody reads' AS"
        " BLOB)",
    ),
    "roles declared": lambda kept: executed(
        kept.site,
        "INSERT INTO keeping_people_role (person_id, role, granted, granted_by, reviewed_by)"
        f" VALUES ({CHIEF}, 'wizard', {days_ago(1)}, '', '')",
        "DELETE FROM keeping_people_role WHERE role = 'wizard'",
    ),
    "roles reviewed": lambda kept: executed(
        kept.site,
        f"UPDATE keeping_people_role SET granted = {days_ago(400)} WHERE person_id = {CHIEF}",
        f"UPDATE keeping_people_role SET granted = {days_ago(1)}, suspended = NULL WHERE person_id = {CHIEF}",
    ),
    "breaches": lambda kept: executed(
        kept.site,
        "INSERT INTO keeping_breaches_breach (id, aware, recorded, recorded_by, risk, people, rows, telling,"
        " untold,"
        f" alarms, sealed) VALUES ('b-late', {days_ago(4)}, {days_ago(4)}, '', '', '{{}}', '{{}}', '',"
        f" '', 9, X'FF00')",
        "DELETE FROM keeping_breaches_breach WHERE id = 'b-late'",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_each_thing_that_is_not_as_it_should_be_is_told_with_its_remedy(store: Kept, name: str) -> None:
    if not rows(store.site, "SELECT 1 FROM keeping_people_person WHERE email = 'weak@exemple.example'"):
        sign_up(store.site, "weak")
    before = store.wrong() - {"pages"}
    assert name not in before
    with WRONG[name](store):  # type: ignore[attr-defined]
        found = store.wrong()
        page = store.chief.browser.get(PAGE).text
    assert found - {"pages"} | {name} == before | {name}
    assert name in found
    told = re.search(rf'data-seen="{name}" data-state="not-kept">.*?</li>', page, re.DOTALL)
    assert told
    assert re.search(r"(?:Remedy|Remède)\s?: \S", words(told[0])), "it says what mends it"
    assert store.wrong() - {"pages"} == before, "and is told no more once it is mended"


def test_a_member_of_staff_without_a_second_factor_is_counted(store: Kept) -> None:
    sign_up(store.site, "new")
    mail = "new@exemple.example"
    assert asked("staff", "add", mail, "--role", "support", "--site", store.site.folder).returncode in (0, 2)
    role = "administration"
    assert asked("staff", "add", mail, "--role", role, "--site", store.site.folder).returncode == 0
    assert "staff factors" in store.wrong()
    assert asked("staff", "end", mail, "--site", store.site.folder).returncode == 0
    assert "staff factors" not in store.wrong()


def test_only_who_answers_for_the_site_sees_it(store: Kept) -> None:
    assert store.site.browser().get(PAGE).status == 302
    outsider = sign_up(store.site, "outsider")
    outsider.send("/account/login/", {"login": "outsider@exemple.example", "password": "x"})
    assert outsider.get(PAGE).status in (302, 403)


@pytest.mark.promise("S2-23")
def test_what_a_policy_promises_to_seal_is_in_no_file_in_clear_and_a_column_that_holds_it_so_is_named(
    shop: Kept,
) -> None:
    canary = "canari-récit-Sq81"
    lost(shop.site, "zoe")
    case = asks(shop.site, "Zoé", "Zoe", canary)
    assert canary in words(shop.chief.proves(f"/staff/recoveries/{case}/")), "with the keys it opens"
    files = [each for each in (shop.site.folder / "data").rglob("*") if each.is_file()]
    raw = b"".join(each.read_bytes() for each in files)
    with closing(sqlite3.connect(shop.data("honour.db"))) as database:
        raw += "\n".join(database.iterdump()).encode()
    assert b"zoe@exemple.example" in raw, "the positive control: what is searched for lies in clear"
    assert canary.encode() not in raw
    page = shop.chief.browser.get(PAGE, **{"Accept-Language": "en"}).text
    told = dict(re.findall(r"<br>([^<:]+?) ?: ((?:in clear|no column)[^<]+)", page))
    assert {kind: "old.orders.item" in said for kind, said in told.items()} == {
        "Orders of the customer": True,
        "Delivery address of the customer": False,
        "Messages of the customer": False,
    }


@pytest.mark.promise("S2-22")
def test_that_the_host_does_not_open_it_is_attested_by_a_paper_and_never_called_kept(shop: Kept) -> None:
    annex = shop.site.folder / "contracts" / "host-annex.pdf"
    assert not annex.exists()
    assert shop.seen()["assured missing"] == "not-kept"
    annex.parent.mkdir(exist_ok=True)
    with written(annex, "%PDF-1.7 we do not open it"):
        seen = shop.seen()
        assert seen["assured"] == "attested"
        assert "assured missing" not in seen
    keys = (shop.site.folder.parent / "shop.keys").resolve()
    assert not keys.is_relative_to(shop.site.folder.resolve()), "the keys are in no copy of the site's folder"
    assert shop.seen()["keys on this disk"] == "kept", "and the page says what that protects from"
    said = words(shop.chief.browser.get(PAGE, **{"Accept-Language": "en"}))
    assert "not from the theft of this disk" in said
