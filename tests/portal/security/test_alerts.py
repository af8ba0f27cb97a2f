"""A sign-in from a country where somebody never was is told to him, with a link that ends it."""

import re
from collections.abc import Iterator

import pytest

from tests import mmdb
from tests.portal.security.cast import rows
from tests.running import Browser, Running, honour, running, settle

PASSWORD = "Un cheval traverse la nuit, 7 fois"
AT_HOME, AWAY, NOWHERE = "127.0.0.1", "127.1.0.1", "127.2.0.1"


@pytest.fixture(scope="module")
def hosting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("site") / "hosting"
    honour("new", folder, "--like", "hosting", "--demo")
    file = mmdb.write(
        folder.parent / "places.mmdb",
        {
            "127.0.0.0/24": {"country_code": "FR", "state1": "Bretagne", "city": "Rennes"},
            "127.1.0.0/24": {"country_code": "BR", "state1": "Bahia", "city": "Salvador"},
        },
    )
    honour("geography", file, "--site", folder)
    with running(folder, *settle(folder)) as site:
        yield site


def at(site: Running, source: str, **headers: str) -> Browser:
    browser = site.browser(**headers)
    browser.at = source
    return browser


def join(site: Running, name: str, language: str = "en") -> Browser:
    browser = at(site, AT_HOME, **{"Accept-Language": language})
    fields = {"email": f"{name}@exemple.example", "password1": PASSWORD, "password2": PASSWORD, "read": "on"}
    assert browser.send("/account/signup/", fields).status == 302
    links = re.findall(rf"https://localhost:{site.port}(/account/confirm-email/\S+)", site.letters())
    assert browser.send(links[0], {}).status == 302
    assert sign_in(browser, name) == 302
    return browser


def sign_in(browser: Browser, name: str) -> int:
    return browser.send("/account/login/", {"login": f"{name}@exemple.example", "password": PASSWORD}).status


def alerts(site: Running, name: str) -> int:
    [(count,)] = rows(
        site.folder,
        'SELECT count(*) FROM keeping_letters_letter WHERE kind = ? AND "to" = ?',
        "sign-in alert",
        f"{name}@exemple.example",
    )
    return int(count)


def sessions(site: Running, name: str) -> int:
    [(count,)] = rows(
        site.folder,
        "SELECT count(*) FROM keeping_people_session s JOIN keeping_people_person p ON p.id = s.person_id"
        " WHERE p.email = ?",
        f"{name}@exemple.example",
    )
    return int(count)


@pytest.mark.promise("S1-13")
def test_the_history_shows_date_address_and_place_and_no_city(hosting: Running) -> None:
    ada = join(hosting, "ada")
    page = ada.get("/account/sessions/").text
    assert re.search(r"<time datetime=\"20[0-9-]{8}T", page)
    assert "127.0.0.1" in page
    assert "FR, Bretagne" in page
    assert "Rennes" not in page
    assert sign_in(at(hosting, NOWHERE), "ada") == 302
    assert "unknown" in ada.get("/account/sessions/").text


def test_only_what_the_policy_declares_is_kept(hosting: Running) -> None:
    said = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    join(hosting, "bob")
    assert sign_in(at(hosting, AT_HOME, **{"User-Agent": said}), "bob") == 302
    kept = rows(hosting.folder, "SELECT address, country, browser, device FROM keeping_people_signin")
    assert ("127.0.0.1", "FR", "", "") in kept
    assert {row[2:] for row in kept} == {("", "")}, "hosting declares neither browser nor device"


def test_whoever_asks_cannot_say_where_he_asks_from(hosting: Running) -> None:
    join(hosting, "carl")
    assert sign_in(at(hosting, AT_HOME, **{"X-Forwarded-For": "127.1.0.1"}), "carl") == 302
    assert rows(hosting.folder, "SELECT 1 FROM keeping_people_signin WHERE address = '127.0.0.1'")
    assert alerts(hosting, "carl") == 0


@pytest.mark.promise("S1-14")
@pytest.mark.parametrize(("name", "language"), [("dora", "en"), ("denise", "fr")])
def test_a_new_country_is_told_with_a_link_that_ends_it(hosting: Running, name: str, language: str) -> None:
    owner = join(hosting, name, language)
    assert alerts(hosting, name) == 0, "the first sign-in is none"
    assert sign_in(at(hosting, AT_HOME), name) == 302
    assert sign_in(at(hosting, NOWHERE), name) == 302
    assert alerts(hosting, name) == 0, "neither is one from home, nor one from where nobody knows"
    thief = at(hosting, AWAY)
    assert sign_in(thief, name) == 302
    assert thief.get("/account/").status == 200
    assert alerts(hosting, name) == 1
    letter = hosting.letters()
    assert (
        "Quelqu’un vient de se connecter" if language == "fr" else "Somebody has just signed in"
    ) in letter
    [link, *_] = re.findall(rf"https://localhost:{hosting.port}(/account/not-me/\S+)", letter)
    reader = hosting.browser(**{"Accept-Language": language})
    assert reader.get(link).status == 200
    assert thief.get("/account/").status == 200, "to open the link changes nothing"
    assert sessions(hosting, name) > 1
    assert reader.send(link, {}).status == 200
    assert sessions(hosting, name) == 0, "all are gone, whatever opened them"
    assert thief.get("/account/").status == 302
    assert owner.get("/account/").status == 302
    assert sign_in(at(hosting, AWAY), name) == 200, "the password opens nothing any more"
    assert reader.get(link).status == 404, "and the link works once"


def test_the_link_is_stored_hashed(hosting: Running) -> None:
    join(hosting, "fred")
    sign_in(at(hosting, AWAY), "fred")
    [link, *_] = re.findall(r"/account/not-me/(\S+?)/", hosting.letters())
    assert len(link) == 43, "256 bits"
    whole = b"".join(file.read_bytes() for file in (hosting.folder / "data").glob("honour.db*"))
    assert b"fred@exemple.example" in whole
    assert link.encode() not in whole
    assert hosting.browser().get(f"/account/not-me/{link[:-1]}x/").status == 404
