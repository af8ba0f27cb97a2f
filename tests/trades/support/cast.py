"""What the tests of tickets do over and over."""

import json
import re
from datetime import timedelta
from typing import Any, Final

from tests.console.cast import now_of
from tests.console.factors import Clerk
from tests.portal.my_data.visiting import words
from tests.portal.visiting import refusals, rows
from tests.running import Answer, Browser, Running, honour

QUEUE: Final = "/staff/tickets/"
AUTHORITY: Final = "HFDS, decision Kestrel 12"
WRITES: Final = "/contact/"
"""A page whose form has a token, whoever asks."""


def opened(
    browser: Browser, title: str, text: str = "The screen stays dark after the update.", **fields: str
) -> str:
    """Open a ticket by its page; its reference."""
    answer = browser.send("/tickets/new/", {"title": title, "text": text, **fields})
    assert answer.status == 302, refusals(answer)
    found = re.fullmatch(r"/tickets/([a-z2-7]{32})/", answer.headers["location"])
    assert found, answer.headers["location"]
    return found[1]


def cleared(site: Running, name: str, first: int, last: int, level: str = "secret") -> None:
    """Write down a clearance from and until so many days from today."""
    today = now_of(site).date()
    begins, ends = (str(today + timedelta(days=days)) for days in (first, last))
    days = ("--from", begins, "--until", ends)
    who = f"{name}@exemple.example"
    given = ("--level", level, "--authority", AUTHORITY, *days, "--site", site.folder)
    honour("staff", "clear", who, *given)


def switched(browser: Browser, ticket: str, to: str) -> Answer:
    """Send the switch of a ticket, from a page that whoever asks can see."""
    return browser.send(WRITES, {"visibility": to}, to=f"/tickets/{ticket}/visibility/")


def published(browser: Browser, title: str, text: str = "The screen stays dark after the update.") -> str:
    """Open a ticket and make it public; its reference."""
    ticket = opened(browser, title, text)
    assert switched(browser, ticket, "public").status == 302
    return ticket


def wrote(browser: Browser, ticket: str, text: str, **fields: str) -> Answer:
    """Write into a ticket."""
    page = f"/tickets/{ticket}/"
    return browser.send(page, {"words": text, **fields}, to=f"{page}comment/")


def took(agent: Clerk, ticket: str, **fields: str) -> Answer:
    """Take a ticket from the queue; what follows."""
    assert agent.proves(QUEUE).status == 200
    return acted(agent, ticket, "take", **fields)


def acted(agent: Clerk, ticket: str, what: str, **fields: str) -> Answer:
    """Send one of the forms of staff, with a second factor that is fresh."""
    agent.proves("/staff/people/")
    return agent.browser.send(WRITES, fields, to=f"{QUEUE}{ticket}/{what}/")


def answered(agent: Clerk, ticket: str, text: str) -> None:
    """Take a ticket and answer it."""
    assert took(agent, ticket).status == 302
    assert acted(agent, ticket, "answer", answer=text).status == 302


def kept(site: Running, ticket: str) -> dict[str, Any]:
    """What the database has of a ticket, but for its words."""
    names = ("visibility", "state", "hidden", "assigned")
    [row] = rows(site, f"SELECT {', '.join(names)} FROM support_ticket WHERE reference = ?", ticket)
    return dict(zip(names, row, strict=True))


def journal(site: Running, name: str, ticket: str) -> list[dict[str, Any]]:
    """The acts of one name about a ticket."""
    told = [json.loads(each) for (each,) in rows(site, "SELECT act FROM keeping_journal_detail")]
    return [each for each in told if each["act"] == name and each["facts"].get("ticket") == ticket]


def everywhere(browser: Browser, word: str) -> dict[str, int]:
    """How often a word of a ticket stands in each public view: the list, and what a search for it finds."""
    shown = {"list": "/tickets/", "search": f"/tickets/?q={word}"}
    asked = r"<h2>.*?</h2>"  # the search says again what was asked
    return {
        view: words(re.sub(asked, "", browser.get(path).text)).count(word) for view, path in shown.items()
    }
