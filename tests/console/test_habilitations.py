"""Who has which role is reviewed each year by another; a role that ends takes its sessions with it."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import jsonschema
import pytest

from tests.console.cast import Clocked, clocked
from tests.console.factors import Clerk, clerk
from tests.portal.my_data.visiting import words
from tests.portal.security.cast import where
from tests.portal.security.test_erased import until
from tests.portal.visiting import letters_to, rows
from tests.rules.reading import ROOT
from tests.running import honour

PAGE = "/staff/habilitations/"
SCHEMA = json.loads((ROOT / "docs/schemas/staff.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    with clocked(tmp_path_factory.mktemp("habilitations"), "shop") as site:
        yield site


@pytest.fixture(scope="module")
def chief(shop: Clocked) -> Clerk:
    return clerk(shop.site, "chief", "administration")


def told(shop: Clocked, *asked: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(honour("staff", *asked, "--site", shop.site.folder, "--json").stdout)
    jsonschema.validate(read, SCHEMA)
    return read


def number(shop: Clocked, name: str) -> int:
    [(found,)] = rows(
        shop.site,
        "SELECT r.id FROM keeping_people_role r JOIN keeping_people_person p ON p.id = r.person_id"
        " WHERE p.username = ?",
        name,
    )
    return int(found)


def acts(shop: Clocked, name: str) -> int:
    [(count,)] = rows(
        shop.site, "SELECT COUNT(*) FROM keeping_journal_detail WHERE act LIKE ?", f'%"{name}"%'
    )
    return int(count)


def test_a_colleague_reviews_and_nobody_his_own(shop: Clocked, chief: Clerk) -> None:
    clerk(shop.site, "ada", "support")
    page = chief.proves(PAGE)
    assert re.search(r"os:\w+", words(page)), "who gave it"
    mine, hers = number(shop, "chief"), number(shop, "ada")
    assert chief.browser.send(PAGE, {}, to=f"{PAGE}{mine}/review/").status == 403
    assert chief.browser.send(PAGE, {}, to=f"{PAGE}{mine}/end/").status == 403
    before = acts(shop, "role reviewed")
    assert chief.browser.send(PAGE, {}, to=f"{PAGE}{hers}/review/").status == 302
    assert acts(shop, "role reviewed") == before + 1
    [row] = [each for each in told(shop, "list")["roles"] if each["name"] == "ada"]
    assert row["reviewed"] is not None


def test_who_leaves_loses_access_and_session_at_once(shop: Clocked, chief: Clerk) -> None:
    bea = clerk(shop.site, "bea", "support")
    assert bea.browser.get("/staff/").status == 200
    assert chief.proves(PAGE).status == 200
    assert chief.browser.send(PAGE, {}, to=f"{PAGE}{number(shop, 'bea')}/end/").status == 302
    assert "/account/login/" in where(bea.browser.get("/staff/"))
    cleo = clerk(shop.site, "cleo", "support")
    assert cleo.browser.get("/staff/").status == 200
    assert all(each["name"] != "cleo" for each in told(shop, "end", "cleo")["roles"])
    assert "/account/login/" in where(cleo.browser.get("/staff/"))


def test_a_privacy_officer_sees_the_roles_and_support_does_not(shop: Clocked, chief: Clerk) -> None:
    assert chief.proves(PAGE).status == 200
    officer = clerk(shop.site, "dora", "privacy officer")
    page = officer.proves(PAGE)
    assert "chief" in words(page)
    assert "<form" not in re.findall(r"<main.*?</main>", page.text, re.DOTALL)[0]
    assert officer.browser.send("/contact/", {}, to=f"{PAGE}{number(shop, 'chief')}/end/").status == 403
    assert clerk(shop.site, "eve", "support").proves(PAGE).status == 403


def test_a_role_that_nobody_reviewed_is_suspended_after_a_warning(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with clocked(tmp_path_factory.mktemp("unreviewed"), "shop") as shop:
        fay = clerk(shop.site, "fay", "support")
        boss = clerk(shop.site, "boss", "administration")
        state = "SELECT warned IS NOT NULL, suspended IS NOT NULL FROM keeping_people_role WHERE id = ?"
        hers = number(shop, "fay")
        shop.stands(timedelta(days=340))
        until(lambda: rows(shop.site, state, hers) == [(1, 0)])
        assert any("support" in each for each in letters_to(shop.site, "fay@exemple.example"))
        assert any(PAGE in each for each in letters_to(shop.site, "boss@exemple.example"))
        assert fay.browser.get("/staff/").status == 200, "a warning takes nothing away"
        told(shop, "review", "boss")
        shop.stands(timedelta(days=368))
        until(lambda: rows(shop.site, state, hers) == [(1, 1)])
        assert "/account/login/" in where(fay.browser.get("/staff/"))
        [(_, suspended)] = rows(shop.site, state, number(shop, "boss"))
        assert not suspended, "reviewed meanwhile"
        assert boss.proves("/staff/").status == 200
        told(shop, "review", "fay")
        assert rows(shop.site, state, hers) == [(0, 0)], "a review gives it back"
