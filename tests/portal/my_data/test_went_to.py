"""To whom somebody's data went: told to that person, and what a recipient of the site got is known."""

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.portal.visiting import demo, sign_in, sign_up
from tests.running import Browser, Running, honour


@pytest.fixture(scope="module")
def hosting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("went"), "hosting") as site:
        yield site


def shared(site: Running, name: str) -> list[dict[str, list[str]]]:
    """The partners get somebody's declared data in a file."""
    paper = site.folder / "partners.pdf"
    paper.write_bytes(b"%PDF-1.7 the partners keep it confidential")
    days = ("--signed", "2025-01-02", "--until", "2099-12-31")
    honour("recipient", "record", "partners", paper, *days, "--really", "--site", site.folder)
    out = site.folder / f"{name}.json"
    words = ("share", "partners", f"{name}@exemple.example", "--out", out, "--json", "--site", site.folder)
    digest = json.loads(honour(*words).stdout)["digest"]
    honour(*words, "--really", digest)
    people: list[dict[str, list[str]]] = json.loads(out.read_text("utf-8"))["people"]
    return people


def page(browser: Browser, path: str = "/me/data/", language: str = "en") -> str:
    answer = browser.get(path, **{"Accept-Language": language})
    assert answer.status == 200
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)).replace("\u202f", " "))


@pytest.mark.promise("S1-22")
def test_whoever_it_is_about_sees_to_whom_it_went_and_nobody_else_does(hosting: Running) -> None:
    for name in ("went-ada", "went-bob"):
        sign_up(hosting, name)
    ada, bob = (sign_in(hosting, f"{name}@exemple.example") for name in ("went-ada", "went-bob"))
    assert "To whom your data went" not in page(ada)
    [person] = shared(hosting, "went-ada")
    assert set(person) == {"name", "first name", "postal address", "e-mail"}
    assert person["e-mail"] == ["went-ada@exemple.example"]
    told = page(ada)
    assert "To whom your data went" in told
    after = told.partition("To whom your data went")[2]
    assert "partner" in after
    assert "e-mail address" in after
    assert "À qui vos données ont été communiquées" in page(ada, language="fr")
    assert "To whom your data went" not in page(bob)
    looked = page(ada, "/me/data/looked/")
    assert "passed on" in looked
    assert "partner" in looked.partition("passed on")[2]
