"""What opens an account: the password as it was typed, a session of its own, and who it is once more."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.portal.security.cast import PASSWORD, act, add_app, code, join, rows, sign_in, where
from tests.running import Browser, Running

LONG = "Ünïcödé — 日本語 🔑 avec des espaces  doubles, et rien n’est coupé avant la fin: xyzzy"
OTHER = "une phrase toute neuve, la 9e"


def test_a_password_is_taken_whole_as_it_was_typed(desk: Running) -> None:
    assert len(LONG) >= 64
    browser = desk.browser(**{"Accept-Language": "en"})
    password = f" {LONG} "
    fields = {"email": "whole@exemple.example", "username": "whole", "password1": password, "read": "on"}
    assert browser.send("/account/signup/", fields).status == 302
    [link, *_] = re.findall(rf"https://localhost:{desk.port}(/account/confirm-email/\S+)", desk.letters())
    assert browser.send(link, {}).status == 302
    wrong = (LONG, f" {LONG}", f"{LONG} ", password[:-2], password.upper(), password.lower(), password[:64])
    for number, each in enumerate(wrong):
        tried = desk.browser(f"127.0.6.{number + 1}")
        assert sign_in(tried, "whole", each).status == 200, each
        assert tried.get("/account/").status == 302
    assert sign_in(desk.browser("127.0.6.99"), "whole", password).status == 302, "the control"


def test_the_old_password_is_asked_before_a_new_one(desk: Running) -> None:
    olga = join(desk, "olga")
    new = {"password1": OTHER, "password2": OTHER}
    before = rows(desk.folder, "SELECT password FROM keeping_people_person WHERE username = 'olga'")
    for old in ("", "wrong", OTHER):
        assert olga.send("/account/password/change/", {**new, "oldpassword": old}).status == 200, old
    assert rows(desk.folder, "SELECT password FROM keeping_people_person WHERE username = 'olga'") == before
    assert olga.send("/account/password/change/", {**new, "oldpassword": PASSWORD}).status == 302
    assert rows(desk.folder, "SELECT password FROM keeping_people_person WHERE username = 'olga'") != before


def test_signing_in_begins_another_session(desk: Running) -> None:
    """Whoever put his own session into somebody's browser has nothing of it after the sign-in."""
    join(desk, "vera")
    browser = desk.browser()
    assert browser.get("/account/login/").status == 200
    planted = Browser(desk.port, cookies=dict(browser.cookies))
    word = browser.cookies["session"]
    assert sign_in(browser, "vera").status == 302
    assert browser.get("/account/").status == 200
    assert browser.cookies["session"] != word
    assert planted.get("/account/").status == 302, "the word from before opens nothing"
    invented = Browser(desk.port, cookies={"session": "A" * 43})
    assert sign_in(invented, "vera").status == 302
    assert invented.cookies["session"] != "A" * 43, "a word that the site did not give is not taken"


def test_a_session_is_over_when_its_time_is(desk: Running) -> None:
    walter = join(desk, "walter")
    whose = "person_id = (SELECT id FROM keeping_people_person WHERE username = 'walter')"
    [(began, ends)] = rows(desk.folder, f"SELECT began, expires FROM keeping_people_session WHERE {whose}")
    lasts = datetime.fromisoformat(ends) - datetime.fromisoformat(began)
    assert timedelta(days=13, hours=23) < lasts <= timedelta(days=14), "the policy says two weeks"
    assert walter.get("/account/").status == 200
    [(later,)] = rows(desk.folder, f"SELECT expires FROM keeping_people_session WHERE {whose}")
    moved = datetime.fromisoformat(later) - datetime.fromisoformat(ends)
    assert abs(moved) < timedelta(seconds=2), "using it makes it last no longer"
    past = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None).isoformat(" ")
    act(desk.folder, f"UPDATE keeping_people_session SET expires = '{past}' WHERE {whose}")
    assert walter.get("/account/").status == 302, "the cookie is still there, and opens nothing"


def test_a_new_password_passes_by_no_second_factor(desk: Running) -> None:
    yves = join(desk, "yves")
    secret = add_app(yves)
    lost = desk.browser(**{"Accept-Language": "en"})
    assert lost.send("/account/password/reset/", {"identifier": "yves@exemple.example"}).status == 302
    links = re.findall(rf"https://localhost:{desk.port}(/account/password/reset/key/\S+)", desk.letters())
    assert lost.send(links[0], {"password1": OTHER, "password2": OTHER}).status == 302
    assert lost.get("/account/").status == 302, "a link in a mailbox alone opens nothing"
    assert yves.get("/account/").status == 302, "who was signed in by the old one is so no more"
    again = desk.browser()
    asked = sign_in(again, "yves", OTHER)
    assert where(asked) == "/account/2fa/authenticate/"
    assert again.get("/account/").status == 302
    assert again.send("/account/2fa/authenticate/", {"code": code(secret, asked)}).status == 302
    assert again.get("/account/").status == 200, "the control"


LOCKS = (
    *("/account/2fa/totp/activate/", "/account/2fa/webauthn/add/", "/account/2fa/recovery-codes/generate/"),
    *("/me/erase/", "/me/close/", "/me/data/download/", "/me/data/correct/user-name/"),
    *("/account/email/", "/me/port/"),
)
"""The pages that change how the account is opened, give all of it away, or end it."""


@pytest.mark.parametrize("page", LOCKS)
def test_what_changes_the_locks_asks_once_more_who_it_is(desk: Running, page: str) -> None:
    """A borrowed browser: signed in long ago, which the session's own row says."""
    name = f"lent{LOCKS.index(page)}"
    lent = join(desk, name)
    age(desk, name)
    assert lent.get("/account/").status == 200, "signed in still"
    asked = lent.get(page)
    sent = asked
    if asked.status == 200:  # the page itself may be seen; what it would do is asked about
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asked.text)
        assert token
        told = {
            "csrfmiddlewaretoken": token[1],
            "address": f"{name}-new@exemple.example",
            "email": "x@y.example",
        }
        sent = lent.post(page, told)
    leads = sent.headers.get("location", "")
    asks_password = 'name="password"' in asked.text or 'name="password"' in sent.text
    assert "reauthenticate" in leads or asks_password, (page, sent.status, leads)


def age(site: Running, name: str) -> None:
    """Let a session have begun six hours ago."""
    import json

    [(key, data)] = rows(
        site.folder,
        "SELECT s.key, s.data FROM keeping_people_session s"
        " JOIN keeping_people_person p ON p.id = s.person_id WHERE p.username = ?",
        name,
    )
    held = json.loads(data)
    for step in held.get("account_authentication_methods", []):
        step["at"] -= 6 * 3600
    act(site.folder, "UPDATE keeping_people_session SET data = ? WHERE key = ?", json.dumps(held), key)
