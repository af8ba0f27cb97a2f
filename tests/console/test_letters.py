"""A letter that cannot be sent is parked, administrators are told once, and one of them lets it go."""

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from tests.jobs.site_with_mail import PASSWORD, site_with_mail
from tests.portal.security.cast import act, add_app, sign_in
from tests.post_office import PostOffice, post_office
from tests.running import Browser, Running, honour


@dataclass(frozen=True, slots=True)
class Desk:
    """A site that sends its letters, its post office, and an administrator who is signed in."""

    site: Running
    office: PostOffice
    paul: Browser

    def rows(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """What the site's own database holds."""
        file = f"file:{self.site.folder}/data/honour.db?mode=ro"
        with closing(sqlite3.connect(file, uri=True, timeout=20)) as connection:
            return connection.execute(statement, values).fetchall()

    def letter(self, address: str) -> tuple[object, ...]:
        """Number, state, tries and reason of the only letter to an address."""
        [row] = self.rows('SELECT id, state, tries, why FROM keeping_letters_letter WHERE "to" = ?', address)
        return row

    def told(self, number: object) -> int:
        """How many letters told the administrator of this one."""
        words = f"number {number},"
        return sum(words in letter.get_content() for letter in self.office.letters.values())

    def acts(self, name: str) -> list[str]:
        """The entries of the journal with this name, newest last."""
        found = self.rows("SELECT act FROM keeping_journal_detail ORDER BY entry_id")
        return [str(each) for (each,) in found if f'"act":"{name}"' in str(each).replace(": ", ":")]


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; a loaded machine has two minutes."""
    for _ in range(600):
        if holds():
            return
        threading.Event().wait(0.2)
    raise AssertionError("it did not come to hold within two minutes")


def joins(site: Running, name: str) -> Browser:
    browser = site.browser(**{"Accept-Language": "en"})
    fields = {"email": f"{name}@exemple.example", "username": name, "password1": PASSWORD, "read": "on"}
    assert browser.send("/account/signup/", fields).status == 302
    return browser


def member(site: Running, office: PostOffice, name: str, role: str) -> Browser:
    """A member of staff with a second factor, signed in."""
    address = f"{name}@exemple.example"
    browser = joins(site, name)
    office.wait(lambda so_far: any(str(one["To"]) == address for one in so_far.letters.values()))
    [letter] = [one for one in office.letters.values() if str(one["To"]) == address]
    found = re.search(r"https://[^/\s]+(/account/confirm-email/\S+)", letter.get_content())
    assert found
    assert browser.send(found[1], {}).status == 302
    honour("staff", "add", name, "--role", role, "--site", site.folder)
    assert sign_in(browser, name).status == 302
    assert browser.get("/letters/").status == 302, "no work without a second factor"
    add_app(browser)
    return browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("letters")
    with post_office(folder / "office") as office, site_with_mail(folder / "desk", office) as site:
        yield Desk(site, office, member(site, office, "paul", "administration"))


def refused(desk: Desk, name: str) -> object:
    """The number of a letter that the post office will not have."""
    desk.office.answer = lambda to: "550 nobody here" if to.startswith(f"{name}@") else "250 taken"
    joins(desk.site, name)
    until(lambda: desk.letter(f"{name}@exemple.example")[1:] == ("parked", 1, "refused"))
    return desk.letter(f"{name}@exemple.example")[0]


def test_a_letter_refused_for_good_is_told_once_and_goes_when_an_administrator_says_so(desk: Desk) -> None:
    number = refused(desk, "nora")
    desk.office.wait(lambda so_far: desk.told(number) > 0)
    page = desk.paul.get("/letters/").text
    [row] = [each for each in page.split("<li>") if f"Letter {number}</strong>" in each]
    for words in (
        "n…@exemple.example",
        "refused it for good",
        "link that confirms an address",
        "<time datetime=",
    ):
        assert words in row
    assert "nora" not in page, "no more of the address than is needed"
    french = desk.paul.get("/letters/", **{"Accept-Language": "fr"}).text
    assert "l’a refusé définitivement" in french
    assert f"Renvoyer le message {number}" in french
    assert desk.acts("read"), "that it was seen is journalled"
    assert desk.paul.get(f"/letters/{number}/release/").status == 405
    assert desk.letter("nora@exemple.example")[1] == "parked", "looking changes nothing"

    desk.office.answer = lambda to: "250 taken"
    assert desk.paul.send("/letters/", {}, to=f"/letters/{number}/release/").status == 302
    desk.office.wait(lambda so_far: "nora@exemple.example" in {to for to, _, _ in so_far.tell()})
    until(lambda: desk.letter("nora@exemple.example")[1:] == ("sent", 2, ""))
    assert f"Letter {number}</strong>" not in desk.paul.get("/letters/").text
    released = [each.replace(": ", ":") for each in desk.acts("letter released")]
    [entry] = [each for each in released if f'"letter":{number}' in each]
    assert '"by":"staff:administration"' in entry
    assert "exemple.example" not in entry
    assert desk.told(number) == 1


def test_a_letter_that_was_tried_too_often_is_parked_too(desk: Desk) -> None:
    desk.office.answer = lambda to: "451 later" if to.startswith("lena@") else "250 taken"
    joins(desk.site, "lena")
    until(lambda: desk.letter("lena@exemple.example")[1:] == ("waiting", 1, ""))
    last = 'UPDATE keeping_letters_letter SET tries = 7, not_before = written WHERE "to" = ?'
    act(desk.site.folder, last, "lena@exemple.example")
    until(lambda: desk.letter("lena@exemple.example")[1:] == ("parked", 8, "tries"))
    number = desk.letter("lena@exemple.example")[0]
    desk.office.wait(lambda so_far: desk.told(number) == 1)
    shown = desk.paul.get("/letters/").text
    assert "in so many tries: 8." in shown
    assert desk.paul.send("/letters/", {}, to=f"/letters/{number}/release/").status == 302
    until(lambda: desk.letter("lena@exemple.example")[1:] == ("parked", 9, "tries"))


def test_nobody_else_sees_the_page_or_lets_a_letter_go(desk: Desk) -> None:
    number = refused(desk, "zita")
    stranger = desk.site.browser()
    assert "/account/login/" in stranger.get("/letters/").headers["location"]
    other = desk.site.browser(**{"Accept-Language": "en"})
    assert sign_in(other, "paul").status == 302  # the password alone
    for browser in (stranger, other):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get("/contact/").text)
        assert token
        sent = browser.post(f"/letters/{number}/release/", {"csrfmiddlewaretoken": token[1]})
        assert sent.status == 302
        assert "/letters/" not in sent.headers["location"].partition("?")[0]
    assert desk.letter("zita@exemple.example") == (number, "parked", 1, "refused")
    officer = member(desk.site, desk.office, "lea", "privacy officer")
    assert officer.get("/staff/").status == 200, "the control: she is staff"
    assert officer.get("/letters/").status == 403
    assert 'href="/letters/"' not in officer.get("/account/").text
    assert officer.send("/contact/", {}, to=f"/letters/{number}/release/").status == 403
    assert desk.letter("zita@exemple.example") == (number, "parked", 1, "refused")
    assert 'href="/letters/"' in desk.paul.get("/account/").text
