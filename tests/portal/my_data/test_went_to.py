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


def shared_paper(site: Running) -> None:
    """A contract binds the partners."""
    paper = site.folder / "partners.pdf"
    paper.write_bytes(b"%PDF-1.7 the partners keep it confidential")
    days = ("--signed", "2025-01-02", "--until", "2099-12-31")
    honour("recipient", "record", "partners", paper, *days, "--really", "--site", site.folder)


def shared(site: Running, name: str) -> list[dict[str, list[str]]]:
    """The partners get somebody's declared data in a file."""
    shared_paper(site)
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


def left_out(site: Running, case: int, *names: str) -> dict[str, int]:
    """Of these people, how many would go to the partners under a case of the policy, and how many stay
    out.
    """
    addresses = [f"{name}@exemple.example" for name in names]
    at = ("--case", str(case), "--json", "--site", site.folder, "--out", site.folder / "never.json")
    told = json.loads(honour("share", "partners", *addresses, *at).stdout)
    return {name: told[name] for name in ("people", "left_out", "objected")}


@pytest.mark.promise("S1-22")
def test_whoever_objected_to_the_use_or_switched_it_off_is_left_out(hosting: Running) -> None:
    names = ("keeps", "objects", "silent")
    for name in names:
        sign_up(hosting, name)
    policy = hosting.folder / "policy.yaml"
    before = policy.read_text("utf-8")
    lines = "  - {data: identity, with: partners, for: personal messages}\n"
    lines += "  - {data: e-mail, with: partners, for: service information}\n"
    policy.write_text(before.replace("\nshare:\n", f"\nshare:\n{lines}"), "utf-8")
    try:
        shared_paper(hosting)
        everybody = {"people": 3, "left_out": 0, "objected": 0}
        assert left_out(hosting, 1, *names) == left_out(hosting, 2, *names) == everybody
        one = sign_in(hosting, "objects@exemple.example")
        assert one.send("/me/object/", {"purpose": "personal messages"}).status == 302
        off = sign_in(hosting, "silent@exemple.example")
        assert off.send("/me/choices/", {"say": "no"}, to="/me/choices/letters/").status == 302
        assert left_out(hosting, 1, *names)["people"] == 2
        assert left_out(hosting, 2, *names) == {"people": 2, "left_out": 0, "objected": 1}, "each its own use"
        assert off.send("/me/choices/", {"say": "yes"}, to="/me/choices/letters/").status == 302
        assert left_out(hosting, 2, *names) == everybody, "a yes after it"
    finally:
        policy.write_text(before, "utf-8")
