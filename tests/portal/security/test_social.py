"""Sign-in through another platform, against a stand-in: never run against the providers themselves."""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest

from tests.console.cast import now_of
from tests.portal.security.cast import PASSWORD, act, add_app, join, rows, sign_in, where
from tests.portal.security.stand_in import ID, SECRET, TOKEN, StandIn, standing_in
from tests.portal.visiting import letters_to
from tests.running import Answer, Browser, Running, honour, running, settle


@dataclass(frozen=True)
class Place:
    site: Running
    provider: StandIn


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("site") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    with standing_in() as provider:
        ports = settle(folder)
        file = folder / "honour.toml"
        policy = folder / "policy.yaml"
        policy.write_text(with_google(policy.read_text("utf-8")), "utf-8")
        section = "".join(
            f'[sign_in.{name}]\nid = "${{APP}}"\nsecret = "${{APP_SECRET}}"\naddress = "{provider.address}"\n'
            for name in ("facebook", "google")
        )
        file.write_text(f"{file.read_text('utf-8')}\n{section}", "utf-8")
        with running(folder, *ports, environment={**os.environ, "APP": ID, "APP_SECRET": SECRET}) as site:
            yield Place(site, provider)


def with_google(policy: str) -> str:
    """The policy of the support desk, with a second platform."""
    google = "{name: Google Ireland, known as: Google, role: controller, country: IE}"
    share = "  - {data: linked account, with: google, when: the person signs in with it}\n"
    return (
        policy.replace("\ncollect:", f"  google: {google}\n\ncollect:", 1)
        .replace("[password, passkey, facebook]", "[password, passkey, facebook, google]")
        .replace("share:\n", f"share:\n{share}")
    )


def dialog(leads: str) -> str:
    """Where the provider leads back to once somebody agreed."""
    parts = urlsplit(leads)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    connection.close()
    assert answer.status == 302
    return str(answer.headers["Location"])


def through(browser: Browser, platform: str = "facebook") -> Answer:
    """Press the button, agree at the provider, come back."""
    pressed = browser.send("/account/login/", {}, to=f"/account/{platform}/login/?process=login")
    assert pressed.status == 302
    back = urlsplit(dialog(where(pressed)))
    return browser.get(f"{back.path}?{back.query}")


@pytest.mark.promise("S0-48")
def test_one_signs_up_through_it_past_the_box_of_the_policy_and_disconnects(place: Place) -> None:
    site = place.site
    place.provider.number, place.provider.email = "99000111222", "ada@elsewhere.example"
    ada = site.browser(**{"Accept-Language": "en"})
    assert where(through(ada)) == "/account/3rdparty/signup/"
    fields = {"email": place.provider.email, "username": "ada"}
    assert ada.send("/account/3rdparty/signup/", fields).status == 200, "nobody has read anything yet"
    assert ada.send("/account/3rdparty/signup/", {**fields, "read": "on"}).status == 302
    assert rows(site.folder, "SELECT 1 FROM keeping_people_acknowledgement")
    [link, *_] = re.findall(rf"https://localhost:{site.port}(/account/confirm-email/\S+)", site.letters())
    assert ada.send(link, {}).status == 302
    again = site.browser(**{"Accept-Language": "en"})
    assert through(again).status == 302
    assert place.provider.email in again.get("/account/").text
    kept = rows(
        site.folder, "SELECT uid, extra_data FROM socialaccount_socialaccount WHERE provider = 'facebook'"
    )
    assert (place.provider.number, "{}") in kept
    whole = b"".join(file.read_bytes() for file in (site.folder / "data").glob("honour.db*"))
    assert place.provider.number.encode() in whole
    for never in (TOKEN, "Lovelace", SECRET):
        assert never.encode() not in whole, "neither a token nor a profile is kept"
    assert not place.provider.faults
    _confirm(site, again, "/account/3rdparty/")
    assert again.send("/account/password/set/", {"password1": PASSWORD, "password2": PASSWORD}).status == 302
    _disconnect(site, again, place)


def test_another_platform_does_the_same_and_proves_that_it_was_the_asker(place: Place) -> None:
    place.provider.number, place.provider.email = "777", "grace@elsewhere.example"
    grace = place.site.browser(**{"Accept-Language": "en"})
    assert where(through(grace, "google")) == "/account/3rdparty/signup/"
    fields = {"email": place.provider.email, "username": "grace", "read": "on"}
    assert grace.send("/account/3rdparty/signup/", fields).status == 302
    assert not place.provider.faults
    assert place.provider.asked[-2:] == ["/token", "/userinfo"]
    assert rows(
        place.site.folder, "SELECT extra_data FROM socialaccount_socialaccount WHERE uid = '777'"
    ) == [("{}",)]


def _confirm(site: Running, browser: Browser, page: str) -> None:
    """Somebody without password and second factor proves himself by a code."""
    asked = browser.get(page)
    assert where(asked).startswith("/account/confirm-by-code/"), "nothing else could be asked"
    browser.send(where(asked), {"next": page})
    [code, *_] = re.findall(r"\b([0-9]{8})\b", site.letters())
    wrong = f"{(int(code) + 1) % 10**8:08}"
    assert browser.send(where(asked), {"next": page, "code": wrong}).status == 200
    assert where(browser.send(where(asked), {"next": page, "code": code})) == page
    assert browser.get(page).status == 200


def _disconnect(site: Running, browser: Browser, place: Place) -> None:
    of_it = "FROM socialaccount_socialaccount WHERE uid = ?"
    [(number,)] = rows(site.folder, f"SELECT id {of_it}", place.provider.number)
    sent = browser.send("/account/3rdparty/", {"account": str(number)})
    if sent.status == 302 and "reauthenticate" in where(sent):
        browser.send(where(sent), {"password": PASSWORD})
        sent = browser.send("/account/3rdparty/", {"account": str(number)})
    assert not rows(site.folder, f"SELECT 1 {of_it}", place.provider.number)
    assert not rows(site.folder, "SELECT 1 FROM socialaccount_socialtoken")
    tables = [name for (name,) in rows(site.folder, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        assert place.provider.number not in repr(rows(site.folder, f'SELECT * FROM "{table}"')), table


@pytest.mark.promise("S0-50")
@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Read first the privacy policy of"), ("fr", "Lisez d’abord la politique de confidentialité de")],
)
def test_beside_each_button_stands_the_policy_of_the_platform_where_ours_names_it(
    place: Place, language: str, says: str
) -> None:
    for page in ("/account/login/", "/account/signup/"):
        shown = unescape(place.site.browser(**{"Accept-Language": language}).get(page).text)
        beside = re.findall(
            r"/account/(\w+)/login/.*?</form>\s*(?:<p class=\"hint\"><a href=\"([^\"]+)\")?", shown, re.DOTALL
        )
        assert dict(beside) == {"facebook": "https://www.facebook.com/privacy/policy", "google": ""}, page
        assert f"{says} Facebook" in shown


@pytest.mark.promise("S0-48")
def test_nothing_is_asked_of_it_before_the_click(place: Place) -> None:
    before = len(place.provider.asked)
    for page in ("/account/login/", "/account/signup/"):
        shown = place.site.browser().get(page)
        assert 'action="/account/facebook/login/' in shown.text
        loaded = re.sub(r"<a [^>]*>", "", shown.text)  # a link asks nothing before somebody follows it
        assert not re.findall(r'(?:src|srcset|href|data)="(?:https?:)?//', loaded)
        assert "preconnect" not in shown.text
        policy = shown.headers["content-security-policy"]
        assert f"form-action 'self' {place.provider.address}" in policy
        assert policy.count(place.provider.address) == 1
    elsewhere = place.site.browser().get("/").headers["content-security-policy"]
    assert place.provider.address not in elsewhere
    assert len(place.provider.asked) == before


def test_it_takes_the_button_and_the_state_that_was_given_for_it(place: Place) -> None:
    nobody = place.site.browser()
    assert nobody.get("/account/facebook/login/").status == 200, "a link alone leads nowhere"
    pressed = nobody.send("/account/login/", {}, to="/account/facebook/login/?process=login")
    sent = dict(parse_qsl(urlsplit(where(pressed)).query))
    assert sent["client_id"] == ID
    assert sent["redirect_uri"] == f"https://localhost:{place.site.port}/account/facebook/login/callback/"
    back = urlsplit(dialog(where(pressed)))
    stranger = place.site.browser()
    stranger.get("/account/login/")
    assert stranger.get(f"{back.path}?{back.query}").status == 401, "another browser's state"
    assert stranger.get("/account/").status == 302


def joined_through(place: Place, platform: str, number: str, name: str) -> Browser:
    """Somebody who opened an account by a platform, confirmed the address, and signed in."""
    place.provider.number, place.provider.email = number, f"{name}@elsewhere.example"
    browser = place.site.browser(**{"Accept-Language": "en"})
    assert where(through(browser, platform)) == "/account/3rdparty/signup/"
    fields = {"email": place.provider.email, "username": name, "read": "on"}
    assert browser.send("/account/3rdparty/signup/", fields).status == 302
    [link, *_] = re.findall(
        rf"https://localhost:{place.site.port}(/account/confirm-email/\S+)", place.site.letters()
    )
    assert browser.send(link, {}).status == 302
    signed_in = place.site.browser(**{"Accept-Language": "en"})
    assert through(signed_in, platform).status == 302
    return signed_in


def test_one_number_at_two_platforms_is_two_people(place: Place) -> None:
    joined_through(place, "facebook", "31415926", "henri")
    place.provider.email = "somebody@elsewhere.example"
    other = place.site.browser(**{"Accept-Language": "en"})
    assert where(through(other, "google")) == "/account/3rdparty/signup/", (
        "the number is Facebook's, not Google's"
    )
    same = place.site.browser(**{"Accept-Language": "en"})
    through(same)
    assert "henri@elsewhere.example" in same.get("/account/").text, "the control"


def test_who_it_is_goes_by_the_platforms_number_and_never_by_its_address(place: Place) -> None:
    joined_through(place, "facebook", "27182818", "irma")
    place.provider.email = "renamed@elsewhere.example"
    same = place.site.browser(**{"Accept-Language": "en"})
    through(same)
    assert "irma@elsewhere.example" in same.get("/account/").text, "by the number, whatever the address"
    place.provider.number, place.provider.email = "16180339", "irma@elsewhere.example"
    thief = place.site.browser(**{"Accept-Language": "en"})
    through(thief)
    assert thief.get("/account/").status == 302, "an address opens nobody's account"


def test_the_answer_of_one_platform_is_not_taken_for_anothers(place: Place) -> None:
    joined_through(place, "facebook", "14142135", "jules")
    browser = place.site.browser(**{"Accept-Language": "en"})
    pressed = browser.send("/account/login/", {}, to="/account/facebook/login/?process=login")
    back = urlsplit(dialog(where(pressed)))
    mixed = back.path.replace("/facebook/", "/google/")
    assert mixed != back.path
    asked = len(place.provider.asked)
    assert browser.get(f"{mixed}?{back.query}").status == 401
    assert len(place.provider.asked) == asked, "the code is handed to nobody"
    assert browser.get("/account/").status == 302


def test_a_platform_counts_as_a_password_and_the_second_factor_is_asked(place: Place) -> None:
    kim = joined_through(place, "facebook", "17320508", "kim")
    _confirm(place.site, kim, "/account/2fa/totp/activate/")
    add_app(kim)
    again = place.site.browser(**{"Accept-Language": "en"})
    assert where(through(again)) == "/account/2fa/authenticate/"
    assert again.get("/account/").status == 302, "the platform alone opens nothing"


LIVES = """
import sys
from pathlib import Path
from types import SimpleNamespace
from honour.website.running import open_running
open_running(Path(sys.argv[1]))
from honour.keeping.people.sessions import real_now
from honour.portal.security import confirming
now = real_now().timestamp()
for left in (confirming._LIVES, 5, 0, -1):
    kept = {"hash": confirming._hashed("12345678"), "ends": now + left, "tries": 0}
    session = {confirming._KEPT: kept}
    print(left, confirming._fits(SimpleNamespace(session=session), "12345678"), confirming._KEPT in session)
"""


def test_a_code_by_letter_opens_where_it_was_asked_for_and_takes_five_tries(place: Place) -> None:
    page = "/account/3rdparty/"
    lou = joined_through(place, "facebook", "22360679", "lou")
    elsewhere = place.site.browser(**{"Accept-Language": "en"})
    through(elsewhere)
    form = where(lou.get(page))

    def sent() -> list[str]:
        mine = letters_to(place.site, "lou@elsewhere.example")
        return [found[0] for each in mine if (found := re.findall(r"\b([0-9]{8})\b", each))]

    lou.send(form, {"next": page})
    [code] = sent()
    assert elsewhere.send(form, {"next": page, "code": code}).status == 200
    assert elsewhere.get(page).status == 302, "another session was asked nothing"
    for number in range(1, 6):
        wrong = f"{(int(code) + number) % 10**8:08}"
        assert lou.send(form, {"next": page, "code": wrong}).status == 200
    assert lou.send(form, {"next": page, "code": code}).status == 200, "used up by five tries"
    assert lou.get(page).status == 302
    for _ in range(6):
        lou.send(form, {"next": page})
    assert len(sent()) == 5, "five letters in an hour"
    assert where(lou.send(form, {"next": page, "code": sent()[0]})) == page, "the control"


def test_a_code_by_letter_lives_for_ten_minutes(place: Place) -> None:
    told = subprocess.run(
        [sys.executable, "-c", LIVES, str(place.site.folder)], capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert told[:4] == ["600 True False", "5 True False", "0 False False", "-1 False False"]


def test_an_id_token_for_another_site_or_from_another_issuer_opens_nothing(place: Place) -> None:
    now = now_of(place.site).timestamp()

    def token(**changes: object) -> str:
        said = {
            "iss": "https://accounts.google.com",
            "aud": ID,
            "sub": "26457513",
            "email": "mina@elsewhere.example",
            "email_verified": True,
            "iat": now,
            "exp": now + 600,
        }
        return jwt.encode(said | changes, "k" * 32, algorithm="HS256", headers={"kid": "k"})

    try:
        for wrong in (
            {"aud": "another site"},
            {"iss": "https://elsewhere.example"},
            {"exp": now - 600},
        ):
            place.provider.id_token = token(**wrong)
            browser = place.site.browser(**{"Accept-Language": "en"})
            assert through(browser, "google").status in (200, 401), wrong
            assert browser.get("/account/3rdparty/signup/").status == 302, "nobody is signed up"
        place.provider.id_token = token()
        mina = place.site.browser(**{"Accept-Language": "en"})
        assert where(through(mina, "google")) == "/account/3rdparty/signup/", "the control"
    finally:
        place.provider.id_token = ""


def test_staff_do_not_come_in_through_it(place: Place) -> None:
    site = place.site
    carol = join(site, "carol")
    [(person,)] = rows(site.folder, "SELECT id FROM keeping_people_person WHERE username = 'carol'")
    act(
        site.folder,
        "INSERT INTO socialaccount_socialaccount"
        " (provider, uid, extra_data, user_id, last_login, date_joined)"
        " VALUES ('facebook', '555', '{}', ?, '2026-01-01', '2026-01-01')",
        person,
    )
    place.provider.number = "555"
    assert through(site.browser()).status == 302, "the control: as a customer she may"
    act(
        site.folder,
        "INSERT INTO keeping_people_role (person_id, role, granted, granted_by, reviewed_by)"
        " VALUES (?, 'support', '2026-01-01', '', '')",
        person,
    )
    refused = through(site.browser(**{"Accept-Language": "en"}))
    assert refused.status == 403
    assert "staff" in refused.text
    assert carol.get("/account/").status == 200


def _a_second_factor_is_required_there(site: Running) -> None:
    """Beside the test's own question, for a site more would cost as much again."""
    henry = join(site, "henry")
    assert where(henry.get("/account/")) == "/account/2fa/"
    assert henry.get("/privacy").status == 200
    add_app(henry)
    assert henry.get("/account/").status == 200


def test_what_the_policy_does_not_name_or_no_key_opens_is_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    policy = folder / "policy.yaml"
    required = policy.read_text("utf-8").replace("people: offered", "people: required")
    policy.write_text(required, "utf-8")
    with running(folder, *settle(folder)) as site:
        _a_second_factor_is_required_there(site)
        shown = site.browser().get("/account/login/")
        assert "facebook" not in shown.text.lower()
        assert "facebook" not in shown.headers["content-security-policy"]
        for provider in ("facebook", "google"):
            assert site.browser().get(f"/account/{provider}/login/").status == 404
            assert site.browser().get(f"/account/{provider}/login/callback/?code=1&state=2").status == 404
        assert site.browser().get("/account/facebook/login/token/").status == 404
        assert sign_in(site.browser(), "nobody").status == 200
