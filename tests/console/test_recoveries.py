"""Whoever lost name and address gets a link at the address on file, by two of the staff who learn nothing."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.console.cast import Clocked, clocked
from tests.console.factors import Clerk, clerk
from tests.portal.my_data.visiting import correct, words
from tests.portal.visiting import PASSWORD, everything, letters_to, refusals, rows, sign_in, sign_up
from tests.running import Answer, Browser, Running

NEW = "deux chouettes lisent 9 Cartes marines"
REMEMBERED = "mon identifiant commençait comme ornithorynque-81"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clocked]:
    with clocked(tmp_path_factory.mktemp("recoveries"), "shop") as site:
        yield site


@pytest.fixture(scope="module")
def two(shop: Clocked) -> tuple[Clerk, Clerk]:
    return clerk(shop.site, "amorel", "administration"), clerk(shop.site, "bdurand", "administration")


@pytest.fixture(autouse=True)
def today_again(shop: Clocked) -> Iterator[None]:
    yield
    shop.clock.unlink(missing_ok=True)


def lost(site: Running, name: str) -> Browser:
    """Somebody with an account, whose name is Zoé with the account's after it."""
    sign_up(site, name)
    browser = sign_in(site, name)
    assert correct(browser, {"name": f"Zoé {name.title()}"}).status == 302
    return browser


def asks(site: Running, first: str, last: str, other: str = REMEMBERED) -> str:
    """Ask for a way back; the reference of the case."""
    before = {each for (each,) in rows(site, "SELECT reference FROM keeping_recoveries_recovery")}
    answer = site.browser().send(
        "/contact/recovery/", {"first_name": first, "last_name": last, "other": other}
    )
    assert answer.status == 200
    assert not refusals(answer)
    [case] = {each for (each,) in rows(site, "SELECT reference FROM keeping_recoveries_recovery")} - before
    return str(case)


def acts(one: Clerk, case: str, what: str, **fields: str) -> Answer:
    """Send one of the forms of a case; the page that follows."""
    page = f"/staff/recoveries/{case}/"
    assert one.proves(page).status == 200
    sent = one.browser.send(page, fields, to=f"{page}{what}/")
    assert sent.status == 302, sent.status
    return one.proves(page)


def reconciled(two: tuple[Clerk, Clerk], case: str, whom: str) -> None:
    acts(two[0], case, "propose", whom=whom)
    acts(two[1], case, "confirm")


def state(site: Running, case: str) -> str:
    [(found,)] = rows(site, "SELECT state FROM keeping_recoveries_recovery WHERE reference = ?", case)
    return str(found)


def journal(site: Running, name: str) -> list[dict[str, object]]:
    told = [json.loads(each) for (each,) in rows(site, "SELECT act FROM keeping_journal_detail")]
    return [each for each in told if each["act"] == name]


def reset_link(site: Running, address: str) -> str:
    found = re.search(
        r"https://[^/\s]+(/account/password/reset/key/\S+)", "\n".join(letters_to(site, address))
    )
    assert found, letters_to(site, address)
    return found[1]


@pytest.mark.promise("S2-39")
def test_the_contact_route_opens_a_case_whose_state_staff_alone_see(
    shop: Clocked, two: tuple[Clerk, Clerk]
) -> None:
    site = shop.site
    lost(site, "ada")
    assert "/contact/recovery/" in site.browser().get("/account/password/reset/").text
    case = asks(site, "Zoé", "Ada")
    assert case in words(two[0].proves("/staff/recoveries/"))
    assert "ornithorynque" in words(two[0].proves(f"/staff/recoveries/{case}/"))
    for browser in (site.browser(), sign_in(site, "ada")):
        assert browser.get(f"/staff/recoveries/{case}/").status in (302, 403)
        assert browser.get("/staff/recoveries/").status in (302, 403)
    taken = site.browser().send(
        "/contact/recovery/", {"first_name": "Nobody", "last_name": "Atall", "other": "nothing that is known"}
    )
    own = site.browser().send("/contact/recovery/", {"first_name": "Zoé", "last_name": "Ada", "other": "ada"})
    assert words(taken) == words(own), "nobody learns who has an account"
    shipping = clerk(site, "cdupont", "shipping")
    assert shipping.proves("/staff/recoveries/").status == 403, "the policy names administration alone"


@pytest.mark.promise("S2-40")
def test_without_first_name_last_name_and_more_no_case_opens_and_what_was_said_goes_when_it_closes(
    shop: Clocked, two: tuple[Clerk, Clerk]
) -> None:
    site = shop.site
    whole = {"first_name": "Zoé", "last_name": "Bea", "other": REMEMBERED}
    count = "SELECT COUNT(*) FROM keeping_recoveries_recovery"
    before = rows(site, count)
    for missing in whole:
        assert refusals(site.browser().send("/contact/recovery/", {**whole, missing: " "})), missing
    assert rows(site, count) == before
    case = asks(site, "Zoé", "Bea")
    cells = "SELECT COUNT(*) FROM keeping_keys_cell WHERE kind = 'recovery' AND owner = ?"
    assert rows(site, cells, case) == [(1,)]
    assert "ornithorynque" in words(two[0].proves(f"/staff/recoveries/{case}/"))
    page = acts(two[0], case, "refuse")
    assert "ornithorynque" not in page.text
    assert rows(site, cells, case) == [(0,)], "and its key went with it"
    sealed = "SELECT length(sealed) FROM keeping_recoveries_recovery WHERE reference = ?"
    assert rows(site, sealed, case) == [(0,)]
    assert "ornithorynque" not in everything(site)


@pytest.mark.promise("S2-41", "S2-42", "S2-43", "S2-44")
def test_two_compare_before_a_link_goes_to_the_address_on_file_which_no_staff_see(
    shop: Clocked, two: tuple[Clerk, Clerk]
) -> None:
    site, seen = shop.site, []
    cleo = lost(site, "cleo")
    case = asks(site, "Zoe", "CLEO")
    page = f"/staff/recoveries/{case}/"
    button = r"<button(?P<off>[^>]*)>(?:Send the link|Envoyer le lien)"

    def look(one: Clerk) -> str:
        seen.append(one.proves(page).text)
        found = re.search(button, seen[-1])
        assert found
        return found["off"]

    assert "disabled" in look(two[0])
    acts(two[0], case, "send")
    assert state(site, case) == "open", "nor does sending the form outright"
    acts(two[0], case, "propose", whom="amorel@exemple.example")
    assert state(site, case) == "open", "an account of the staff is excluded"
    acts(two[0], case, "propose", whom="cleo")
    acts(two[0], case, "confirm")
    assert state(site, case) == "proposed", "the same one does not count twice"
    assert "disabled" in look(two[0])
    acts(two[1], case, "confirm", email="thief@exemple.example")
    [told] = [each for each in journal(site, "recovery reconciled") if case in str(each["facts"])]
    assert told["facts"]["agreed"] == ["first name", "last name"]  # type: ignore[index]
    assert "disabled" in look(two[0]), "the holder has his three days"
    assert any("/contact/recovery/stop/" in each for each in letters_to(site, "cleo@exemple.example"))
    assert "/contact/#mine" in cleo.get("/account/").text, "each session is told"
    shop.stands(timedelta(hours=73))
    assert "disabled" not in look(two[1])
    form = re.findall(r"<form[^>]*send/.*?</form>", seen[-1], re.DOTALL)[0]
    assert set(re.findall(r'name="([^"]+)"', form)) == {"csrfmiddlewaretoken"}, "neither password nor address"
    after = acts(
        two[1], case, "send", email="thief@exemple.example", to="thief@exemple.example", password="x" * 20
    )
    seen.append(after.text)
    link = reset_link(site, "cleo@exemple.example")
    token = link.rstrip("/").rpartition("/")[2]
    assert "thief@exemple.example" not in site.letters()
    assert not any(token in each for each in letters_to(site, "amorel@exemple.example"))
    assert not any(token in each for each in letters_to(site, "bdurand@exemple.example"))
    assert token not in everything(site), "stored hashed and sealed, and in no log"
    assert not any(token in text or "cleo@exemple.example" in text for text in seen)
    assert not any(re.search(r'type="password"|reset/key/', text) for text in seen)


@pytest.mark.promise("S2-45")
def test_the_link_opens_nothing_but_a_new_password_and_every_other_session_ends(
    shop: Clocked, two: tuple[Clerk, Clerk]
) -> None:
    site = shop.site
    before = lost(site, "dora")
    case = asks(site, "Zoé", "Dora")
    reconciled(two, case, "dora")
    shop.stands(timedelta(hours=73))
    acts(two[0], case, "send")
    assert state(site, case) == "sent"
    link, holder = reset_link(site, "dora@exemple.example"), site.browser()
    assert holder.get(link).status == 200
    for page in ("/account/", "/me/data/", "/me/data/correct/", "/account/email/"):
        assert holder.get(page).status == 302, f"{page} opened to who only followed the link"
    assert before.get("/me/data/").status == 200
    assert holder.send(link, {"password1": NEW, "password2": NEW}).status == 302
    assert holder.get("/me/data/").status == 302, "signing in comes after"
    assert before.get("/me/data/").status == 302, "who was signed in is so no more"
    assert site.browser().get(link).status == 404, "it works once"
    assert sign_in(site, "dora", NEW).get("/me/data/").status == 200
    refused = site.browser().send("/account/login/", {"login": "dora", "password": PASSWORD})
    assert refused.status == 200


def test_the_holder_stops_it_and_nothing_is_sent(shop: Clocked, two: tuple[Clerk, Clerk]) -> None:
    site = shop.site
    lost(site, "eve")
    case = asks(site, "Zoé", "Eve")
    reconciled(two, case, "eve")
    told = "\n".join(letters_to(site, "eve@exemple.example"))
    link = re.search(r"https://[^/\s]+(/contact/recovery/stop/\S+)", told)
    assert link
    stranger = site.browser()
    assert stranger.get(link[1]).status == 200
    assert state(site, case) == "reconciled", "following the link changes nothing"
    assert stranger.send(link[1], {}).status == 200
    assert state(site, case) == "stopped"
    shop.stands(timedelta(hours=80))
    acts(two[0], case, "send")
    assert "/password/reset/key/" not in "\n".join(letters_to(site, "eve@exemple.example"))


def test_what_does_not_agree_is_not_taken_for_an_account(shop: Clocked, two: tuple[Clerk, Clerk]) -> None:
    site = shop.site
    lost(site, "fay")
    case = asks(site, "Zoé", "Impostor", "I know that fay has a dog")
    acts(two[0], case, "propose", whom="fay")
    assert state(site, case) == "proposed", "first name and user name agree"
    other = asks(site, "Yann", "Impostor", "I know that she has a dog")
    acts(two[0], other, "propose", whom="fay")
    assert state(site, other) == "open"


def test_a_site_whose_policy_has_no_assisted_recovery_has_no_such_page(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    from tests.portal.visiting import demo

    with demo(tmp_path_factory.mktemp("unassisted"), "store") as site:
        assert site.browser().get("/contact/recovery/").status == 404
        assert clerk(site, "chief", "administration").proves("/staff/recoveries/").status in (403, 404)
