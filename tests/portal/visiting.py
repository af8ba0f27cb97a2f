"""What the tests of accounts do over and over: open an account by its pages, and follow a letter's link."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.running import Answer, Browser, Running, honour, running, settle

PASSWORD = "un cheval traverse la nuit 7 Fois!"


@contextmanager
def demo(parent: Path, like: str, **settings: object) -> Iterator[Running]:
    """A demo of one kind, served."""
    folder = parent / like
    honour("new", folder, "--like", like, "--demo")
    with running(folder, *settle(folder, **settings)) as site:
        yield site


def rows(site: Running, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """What the site's own database holds."""
    with closing(sqlite3.connect(f"file:{site.folder}/data/honour.db?mode=ro", uri=True)) as connection:
        return connection.execute(statement, values).fetchall()


def everything(site: Running) -> str:
    """All that the site wrote: database and log, as text."""
    with closing(sqlite3.connect(f"file:{site.folder}/data/honour.db?mode=ro", uri=True)) as connection:
        return "\n".join(connection.iterdump()) + site.log()


def sign_up(site: Running, name: str, *, password: str = PASSWORD, **headers: str) -> Browser:
    """Somebody opens an account as NAME, NAME@exemple.example, and confirms the address."""
    browser = site.browser(**headers)
    answer = browser.send("/account/signup/", form(browser, name, password))
    assert answer.status == 302, refusals(answer)
    assert browser.send(link(site, f"{name}@exemple.example"), {}).status == 302
    return browser


def form(browser: Browser, name: str, password: str = PASSWORD) -> dict[str, str]:
    """What the sign-up page asks, filled in; only what it asks."""
    shown = browser.get("/account/signup/").text
    filled = {
        "email": f"{name}@exemple.example",
        "username": name,
        "password1": password,
        "password2": password,
        "read": "on",
    }
    return {field: value for field, value in filled.items() if f'name="{field}"' in shown}


def sign_in(
    site: Running, login: str, password: str = PASSWORD, at: str = "127.0.0.1", **headers: str
) -> Browser:
    """Somebody signs in with a browser that was never here."""
    browser = site.browser(at, **headers)
    answer = browser.send("/account/login/", {"login": login, "password": password})
    assert answer.status == 302, refusals(answer)
    return browser


def letters_to(site: Running, address: str) -> list[str]:
    """The letters of a demo to one address, the newest first, as text."""
    return [
        part.partition("\n")[2]
        for part in re.split(r"(?m)^(?=\S+@\S+ · )", site.letters())
        if part.startswith(address.lower())
    ]


def link(site: Running, address: str) -> str:
    """The newest link that was sent to an address, as a path."""
    for letter in letters_to(site, address):
        found = re.search(r"https://[^/\s]+(/account/(?:confirm-email|password/reset/key)/\S+)", letter)
        if found:
            return found[1]
    raise AssertionError(f"no link was sent to {address}: {site.letters()}")


def refusals(answer: Answer) -> list[str]:
    """What the summary at the top of a page says is wrong."""
    summary = re.search(r'<div class="summary".*?</div>', answer.text, re.DOTALL)
    return re.findall(r"<a href=\"#[^\"]+\">(.*?)</a>", summary[0]) if summary else []


def fields(page: str) -> dict[str, Mapping[str, str]]:
    """The visible inputs of a page: their attributes, by name."""
    found = (dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", page))
    return {each["name"]: each for each in found if each.get("type") != "hidden" and "name" in each}
