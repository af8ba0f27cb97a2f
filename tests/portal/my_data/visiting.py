"""What the tests of a person's own data do over and over: fill in an account, and take it away."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from tests.portal.visiting import PASSWORD
from tests.running import Answer, Browser

CORRECTED: Final = {
    "name": "Zélie Q’Canari-7Xk",
    "telephone": "+33 1 99 88 77 66",
    "postal_address": "7 impasse du Canari, 69001 Lyon",
}
"""What is written into the fields that a page of correction may have."""


def words(answer: Answer | str) -> str:
    """A page as it is read: without marks, its spaces one."""
    text = answer if isinstance(answer, str) else answer.text
    main = re.search(r"<main.*?</main>", text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0] if main else text)).split())


def correct(browser: Browser, values: Mapping[str, str]) -> Answer:
    """Write values into the fields that the page has, and leave the others as they are."""
    shown = browser.get("/me/data/correct/").text
    there = {name: value for name, value in values.items() if f'name="{name}"' in shown}
    return browser.send("/me/data/correct/", filled(shown) | there)


def filled(page: str) -> dict[str, str]:
    """What the fields of a form hold now."""
    found = {
        attributes["name"]: unescape(attributes.get("value", ""))
        for tag in re.findall(r"<input[^>]*>", page)
        if "name" in (attributes := dict(re.findall(r'([\w-]+)="([^"]*)"', tag)))
        and attributes["name"] not in ("csrfmiddlewaretoken", "next")
        and (attributes.get("type") != "hidden")
    }
    areas = re.findall(r'<textarea name="([^"]+)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    return found | {name: unescape(text) for name, text in areas}


def again(browser: Browser, page: str, password: str = PASSWORD) -> None:
    """Show once more that it is the person, where a page asks for it."""
    asked = browser.get(page)
    if asked.status == 302:
        sent = browser.send(asked.headers["location"], {"password": password})
        assert sent.status == 302, sent.text
    assert browser.get(page).status == 200


def taken_away(browser: Browser) -> dict[str, str]:
    """The archive that the person downloads: the text of each file, by name."""
    again(browser, "/me/data/download/")
    answer = browser.send("/me/data/download/", {})
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def held_fields(archive: Mapping[str, str]) -> dict[str, list[Any]]:
    """What the JSON of an archive holds, by field of the policy."""
    found: dict[str, list[Any]] = {}
    for place in json.loads(archive["data.json"])["places"]:
        for row in place["rows"]:
            for column, value in row.items():
                found.setdefault(place["fields"][column], []).append(value)
    return found
