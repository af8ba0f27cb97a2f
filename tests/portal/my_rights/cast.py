"""People of a site that really sends its letters, and what they do over and over: ask for the deletion."""

import html
import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.jobs.site_with_mail import PASSWORD
from tests.post_office import PostOffice
from tests.running import Answer, Browser, Running


@dataclass(frozen=True, slots=True)
class Desk:
    """A site and its post office."""

    site: Running
    office: PostOffice

    def letters_to(self, address: str) -> list[str]:
        """Subject and text of the letters that an address got, the oldest first."""
        found = [one for one in self.office.letters.values() if str(one["To"]) == address]
        return [f"{one['Subject']}\n{one.get_content()}" for one in found]

    def letter(self, address: str, *holds: str) -> str:
        """The letter to an address that holds all of these, once it has arrived."""

        def fits(office: PostOffice) -> bool:
            return any(all(each in letter for each in holds) for letter in self.letters_to(address))

        self.office.wait(fits, 180)
        return next(one for one in self.letters_to(address) if all(each in one for each in holds))


def join(desk: Desk, name: str, language: str = "en", host: str = "exemple.example") -> Browser:
    """Somebody who has signed up, confirmed the address and signed in."""
    browser = desk.site.browser(**{"Accept-Language": language, "User-Agent": "Firefox/140 of the tests"})
    address = f"{name}@{host}"
    fields = {"email": address, "username": name, "password1": PASSWORD, "read": "on"}
    assert browser.send("/account/signup/", fields).status == 302
    found = re.search(r"https://[^/\s]+(/account/confirm-email/\S+)", desk.letter(address, "confirm-email"))
    assert found
    assert browser.send(found[1], {}).status == 302
    assert browser.send("/account/login/", {"login": name, "password": PASSWORD}).status == 302
    return browser


def confirmed(browser: Browser, page: str, password: str = PASSWORD) -> Answer:
    """A page that asks once more whether it is the person, after that was answered."""
    shown = browser.get(page)
    if shown.status == 302:
        browser.send(shown.headers["location"], {"password": password})
        shown = browser.get(page)
    assert shown.status == 200, (page, shown.status, shown.headers.get("location"))
    return shown


def say_yes(browser: Browser, page: str) -> Answer:
    """Look at a plan, and say yes to it."""
    shown = confirmed(browser, page)
    fields = dict(re.findall(r'<input type="hidden" name="(really|kind|item)" value="([^"]*)">', shown.text))
    assert "really" in fields, text_of(shown)
    return browser.send(page, fields, to=page.partition("?")[0])


def text_of(answer: Answer) -> str:
    """What a page says, without marks."""
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", "<" + main)))


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; a loaded machine has two minutes."""
    for _ in range(600):
        if holds():
            return
        threading.Event().wait(0.2)
    raise AssertionError("it did not come to hold within two minutes")


def rows(folder: Path, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What a statement reads in the site's database."""
    file = f"file:{folder}/data/honour.db?mode=ro"
    with closing(sqlite3.connect(file, uri=True, timeout=20)) as connection:
        return connection.execute(statement, values).fetchall()


def files_that_hold(folder: Path, text: str) -> list[str]:
    """Every file of a site, its keys and ledger included, in whose bytes a text stands in either case."""
    beside = [path for path in folder.parent.glob(f"{folder.name}*") if path.is_dir()]
    files = [path for each in beside for path in each.rglob("*") if path.is_file()]
    logs = [path for path in folder.parent.glob(f"{folder.name}*.log") if path.is_file()]
    return sorted(str(path) for path in [*files, *logs] if text.lower().encode() in path.read_bytes().lower())
