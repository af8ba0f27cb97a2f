"""Signing in: by which names, how often, for how long, and what nobody reaches without."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.portal.visiting import (
    PASSWORD,
    demo,
    fields,
    form,
    letters_to,
    refusals,
    rows,
    sign_in,
    sign_up,
)
from tests.running import Running, honour, running, settle

TRIES, LIMIT = 50, 5
DAY = 86_400
PLACE_AND_YEAR = "Serveurs2026!"

# Every address of the site, as it is put together: read in a process of its own, for Django is told once.
ADDRESSES = """
import sys
from pathlib import Path
from honour.website.running import open_running
open_running(Path(sys.argv[1]))
from django.urls import URLResolver, get_resolver
def walk(patterns, before):
    for each in patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from walk(each.url_patterns, path)
        else:
            yield path
print("\\n".join(dict.fromkeys(walk(get_resolver().url_patterns, ""))))
"""


@pytest.fixture(scope="module")
def hosting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("signing-in"), "hosting") as site:
        yield site


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("signing-in"), "store", workers=4) as site:
        yield site


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("signing-in"), "shop") as site:
        yield site


def test_of_fifty_wrong_tries_at_four_workers_exactly_the_limit_passes(store: Running) -> None:
    sign_up(store, "target")
    browsers = [store.browser("127.0.9.1", **{"Accept-Language": "en"}) for _ in range(TRIES)]
    pages = [browser.get("/account/login/").text for browser in browsers]
    tokens = [re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1] for page in pages]

    def guess(number: int) -> str:
        said = refusals(
            browsers[number].post(
                "/account/login/",
                {
                    "csrfmiddlewaretoken": tokens[number],
                    "login": "target@exemple.example" if number % 2 else "TARGET@exemple.example",
                    "password": f"wrong guess number {number}",
                },
            )
        )
        assert len(said) == 1, said
        return said[0]

    with ThreadPoolExecutor(16) as guessers:
        told = list(guessers.map(guess, range(TRIES)))
    assert len([each for each in told if "opens no account" in each]) == LIMIT
    assert len([each for each in told if "Too many tries" in each]) == TRIES - LIMIT
    right = store.browser("127.0.9.1").send(
        "/account/login/", {"login": "target@exemple.example", "password": PASSWORD}
    )
    assert refusals(right), "from there not even the right one, for a while"
    assert sign_in(store, "target@exemple.example").get("/account/").status == 200, "from elsewhere it opens"


def test_what_is_counted_names_nobody(store: Running) -> None:
    store.browser("127.0.9.2").send("/account/login/", {"login": "ghost@exemple.example", "password": "x"})
    found = rows(store, "SELECT key, value FROM keeping_people_remembered")
    assert found
    for key, value in found:
        assert re.fullmatch(r"[0-9a-f]{32}", str(key))
        assert all(isinstance(each, float) for each in json.loads(str(value))), "moments, and no pickle"


@pytest.mark.promise("S1-39")
def test_a_weak_password_is_refused_for_each_reason_and_the_rule_stands_beside(hosting: Running) -> None:
    browser = hosting.browser(**{"Accept-Language": "en"})
    shown = browser.get("/account/signup/").text
    told = "At least 12 characters, among them capital and small letters, digits and special characters"
    assert told in shown
    field = fields(shown)["password1"]
    assert field["aria-describedby"] == "id_password1_helptext"
    assert (field["data-rule"], field["data-least"]) == ("composition", "12")
    assert re.search(r'<script src="/static/password\.\w+\.js" defer>', shown)
    asked = form(browser, "weak")
    for weak, reason in (
        ("Short1!", "has 7 characters: it needs at least 12"),
        ("no capital letter 1!", "lacks a capital letter"),
        ("NO SMALL LETTER 1!", "lacks a small letter"),
        ("No digit in here!", "lacks a digit"),
        ("NoSpecialCharacter1", "lacks a special character"),
        (PLACE_AND_YEAR, "holds the name of this site"),
    ):
        answer = browser.send("/account/signup/", asked | {"password1": weak})
        assert [each for each in refusals(answer) if reason in each], (weak, refusals(answer))
        assert f'value="{weak}"' not in answer.text
    sign_up(hosting, "strong", password="A strong one, number 1!")


@pytest.mark.promise("S1-39")
def test_the_rule_is_read_from_the_policy_file(tmp_path: Path) -> None:
    folder = tmp_path / "longer"
    honour("new", folder, "--like", "hosting", "--demo")
    policy = folder / "policy.yaml"
    before = policy.read_text("utf-8")
    after = before.replace(
        "{rule: composition, at least: 12 characters}", "{rule: length, at least: 21 characters}"
    )
    assert after != before
    policy.write_text(after, "utf-8")
    with running(folder, *settle(folder)) as site:
        browser = site.browser(**{"Accept-Language": "fr"})
        assert "Au moins 21 caractères, de toute sorte." in browser.get("/account/signup/").text
        answer = browser.send("/account/signup/", form(browser, "short", "vingt caractères, oui"[:20]))
        assert "Ce mot de passe compte 20 caractères\u202f: il en faut au moins 21" in refusals(answer)
        assert browser.send("/account/signup/", form(browser, "short", "vingt et un caractère")).status == 302


@pytest.mark.promise("S3-12", "S1-43")
def test_the_cookie_stays_only_after_sign_in_and_only_as_long_as_declared(hosting: Running) -> None:
    sign_up(hosting, "stayer")
    browser = hosting.browser()
    before = [each for each in browser.get("/account/login/").cookies if each.startswith("__Host-session=")]
    assert before, "the form needs one"
    wrong = browser.send(
        "/account/login/", {"login": "stayer@exemple.example", "password": "wrong one 12 AB!"}
    )
    before += [each for each in wrong.cookies if each.startswith("__Host-session=")]
    assert not [each for each in before if "max-age" in each.lower() or "expires" in each.lower()]
    answer = browser.send("/account/login/", {"login": "stayer@exemple.example", "password": PASSWORD})
    [cookie] = [each for each in answer.cookies if each.startswith("__Host-session=")]
    lasts = int(re.findall(r"(?i)max-age=(\d+)", cookie)[0])
    assert DAY - 60 <= lasts <= DAY, "the policy says: one day"
    assert {"Secure", "HttpOnly"} <= {part.strip() for part in cookie.split(";")}
    assert browser.get("/account/").status == 200
    shown = browser.get("/account/password/change/").cookies
    again = [each for each in shown if each.startswith("__Host-session=")]
    for each in again:
        assert int(re.findall(r"(?i)max-age=(\d+)", each)[0]) <= lasts, "a visit makes it last no longer"


@pytest.mark.promise("S3-12")
def test_without_a_declared_length_the_cookie_goes_with_the_browser(shop: Running) -> None:
    sign_up(shop, "leaver")
    answer = shop.browser().send("/account/login/", {"login": "leaver", "password": PASSWORD})
    [cookie] = [each for each in answer.cookies if each.startswith("__Host-session=")]
    assert "max-age" not in cookie.lower()
    assert "expires" not in cookie.lower()


@pytest.mark.promise("S0-43")
def test_a_cookie_is_an_opaque_word_and_without_it_one_is_only_signed_out(shop: Running) -> None:
    sign_up(shop, "opaque")
    browser = sign_in(shop, "opaque")
    assert set(browser.cookies) == {"session"}
    word = browser.cookies["session"]
    assert re.fullmatch(r"[\w-]{43}", word), "256 random bits in base64url"
    assert word not in str(rows(shop, "SELECT key, data FROM keeping_people_session"))
    other = sign_in(shop, "opaque")
    assert other.cookies["session"] != word
    before = rows(shop, "SELECT * FROM keeping_people_person")
    browser.cookies.clear()
    assert browser.get("/account/").status == 302
    assert rows(shop, "SELECT * FROM keeping_people_person") == before
    assert other.get("/account/").status == 200


@pytest.mark.promise("S1-43", "S2-73")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_page_leads_in_to_the_account_and_out(shop: Running, language: str) -> None:
    name, spoken = f"walker-{language}", {"Accept-Language": language}
    sign_up(shop, name)
    way_in, account, out = {
        "fr": ("Identification", "Mon compte", "Se déconnecter"),
        "en": ("Sign in", "My account", "Sign out"),
    }[language]
    for page in (
        "/",
        "/privacy/",
        "/account/login/",
        "/account/signup/",
        "/account/password/reset/",
        "/no-such/",
    ):
        menu = shop.browser(**spoken).get(page).text.partition("</header>")[0]
        assert f">{way_in}</a>" in menu, page
        assert f">{account}</a>" in menu, page
        assert out not in menu
    browser = sign_in(shop, name, **spoken)
    for page in ("/", "/privacy/", "/account/", "/account/password/change/", "/account/2fa/", "/no-such/"):
        menu = browser.get(page).text.partition("</header>")[0]
        assert f">{account}</a>" in menu, page
        assert re.search(rf'<form method="post" action="/account/logout/">.*?{out}', menu, re.DOTALL), page
    assert browser.send("/account/", {}, "/account/logout/").status == 302
    assert browser.get("/account/").status == 302


@pytest.mark.promise("S2-10")
def test_without_a_sign_in_nobody_reaches_a_page_about_a_person(shop: Running) -> None:
    sign_up(shop, "secretive")
    listed = subprocess.run(
        [sys.executable, "-c", ADDRESSES, str(shop.folder)], check=True, capture_output=True, text=True
    ).stdout.split()
    assert "account/" in listed
    paths = {
        "/" + re.sub(r"\(\?P<\w+>.*?\)|<[^>]+>", "1", each).strip("^$").replace("/?", "/") for each in listed
    }
    paths = {
        path for path in paths if not re.search(r"/(facebook|google)/", path)
    }  # the social sign-in's own
    assert len(paths) > 20
    stranger, reached = shop.browser(), set()
    for path in sorted(paths):
        answer = stranger.get(path.replace("\\", ""))
        if answer.status == 200:
            reached.add(path)
            if path != "/outbox/":  # a demo's letters; any other site has no such page
                assert "secretive" not in answer.text
        else:
            assert answer.status in (301, 302, 308, 400, 401, 404, 405, 409), (path, answer.status)
    assert {"/account/login/", "/account/signup/", "/privacy/"} <= reached
    assert "/account/" not in reached
    assert stranger.get("/account/").headers["location"].startswith("/account/login/")
    assert "secretive" in "".join(letters_to(shop, "secretive")) + str(
        rows(shop, "SELECT username FROM keeping_people_person")
    )


def test_both_names_open_the_account_in_any_case(shop: Running) -> None:
    sign_up(shop, "Casimir")
    for login in ("casimir", "CASIMIR", "Casimir@Exemple.example", " casimir "):
        sign_in(shop, login)


def test_letters_are_in_the_language_of_their_reader(shop: Running) -> None:
    sign_up(shop, "polyglot", **{"Accept-Language": "en"})
    french = shop.browser(**{"Accept-Language": "fr"})
    assert french.send("/account/password/reset/", {"identifier": "polyglot"}).status == 302
    letter = letters_to(shop, "polyglot@exemple.example")[0]
    assert "Your user name" in letter
    assert "identifiant" not in letter
