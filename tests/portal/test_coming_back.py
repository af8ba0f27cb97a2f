"""A lost password, user name or address comes back by the pages; nobody learns who has an account."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.portal.security.cast import act, add_app, code
from tests.portal.visiting import (
    PASSWORD,
    demo,
    everything,
    fields,
    form,
    letters_to,
    link,
    refusals,
    rows,
    sign_in,
    sign_up,
)
from tests.running import Browser, Running

NEW = "une girafe lit le journal 9 Soirs!"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("coming-back"), "shop") as site:
        yield site


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("coming-back"), "support-desk") as site:
        yield site


def ask_reset(site: Running, identifier: str, at: str = "127.0.0.1") -> Browser:
    """Somebody asks for a new password."""
    browser = site.browser(at, **{"Accept-Language": "en"})
    answer = browser.send("/account/password/reset/", {"identifier": identifier})
    assert answer.status == 302, refusals(answer)
    return browser


def prove(browser: Browser, page: str, password: str = PASSWORD) -> None:
    """Type the password once more where a page asks for it."""
    asked = browser.get(page)
    if asked.status == 302:
        where = asked.headers["location"]
        assert "/reauthenticate/" in where
        assert browser.send(where, {"password": password}).status == 302


@pytest.mark.promise("S2-33")
def test_the_way_back_stands_at_the_bottom_of_the_sign_in_page(shop: Running) -> None:
    for language, said in (("en", "Forgot your password?"), ("fr", "Mot de passe oublié\u202f?")):
        page = shop.browser(**{"Accept-Language": language}).get("/account/login/").text
        main = page.partition("<main")[2].partition("</main>")[0]
        assert re.search(rf'<a href="/account/password/reset/">{re.escape(said)}</a></p>\s*$', main)
    assert "<script" not in shop.browser().get("/account/password/reset/").text


@pytest.mark.promise("S2-34", "S2-35")
@pytest.mark.parametrize("identifier", ["lea{}", "LEA{}@exemple.example"])
def test_a_link_goes_to_the_confirmed_address_and_works_once(shop: Running, identifier: str) -> None:
    name = "leaname" if "@" not in identifier else "leamail"
    sign_up(shop, name)
    before = len(letters_to(shop, ""))
    ask_reset(shop, identifier.format(name.removeprefix("lea")))
    assert len(letters_to(shop, "")) == before + 1, "one letter, nothing elsewhere"
    path = link(shop, f"{name}@exemple.example")
    assert "/password/reset/key/" in path
    token = path.rstrip("/").rpartition("/")[2]
    assert token not in everything(shop), "hashed in the table, sealed in the letter"
    assert shop.browser().get(f"/account/confirm-email/{token}/").status == 404, "it confirms nothing"
    stranger = shop.browser(**{"Accept-Language": "en"})
    weak = stranger.send(path, {"password1": "azerty123456", "password2": "azerty123456"})
    assert refusals(weak)
    assert stranger.send(path, {"password1": NEW, "password2": NEW}).status == 302
    assert shop.browser().get(path).status == 404
    sign_in(shop, name, NEW)
    assert refusals(shop.browser().send("/account/login/", {"login": name, "password": PASSWORD}))


@pytest.mark.promise("S2-35")
def test_a_link_ends_by_time_by_a_newer_one_and_by_a_change_of_address(shop: Running) -> None:
    mona = sign_up(shop, "mona")
    ask_reset(shop, "mona")
    first = link(shop, "mona@exemple.example")
    ask_reset(shop, "mona")
    second = link(shop, "mona@exemple.example")
    assert first != second
    assert shop.browser().get(first).status == 404
    assert shop.browser().get(second).status == 200
    act(shop.folder, "UPDATE keeping_people_link SET ends = '2026-01-01 00:00:00'")
    assert shop.browser().get(second).status == 404
    mona = sign_in(shop, "mona")
    ask_reset(shop, "mona")
    third = link(shop, "mona@exemple.example")
    prove(mona, "/account/email/")
    mona.send("/account/email/", {"address": "mona-elsewhere@exemple.example"})
    assert mona.send(link(shop, "mona-elsewhere@exemple.example"), {}).status == 302
    assert shop.browser().get(third).status == 404
    before = len(letters_to(shop, "mona@exemple.example"))
    act(shop.folder, "DELETE FROM keeping_people_remembered")  # three an account and ten minutes were asked
    ask_reset(shop, "mona", at="127.0.3.3")
    assert "/reset/key/" in "".join(letters_to(shop, "mona-elsewhere@exemple.example"))
    assert len(letters_to(shop, "mona@exemple.example")) == before


@pytest.mark.promise("S2-36")
def test_the_shop_says_that_nobody_is_known_so_often_and_no_more(shop: Running) -> None:
    sign_up(shop, "nina")
    curious = shop.browser("127.0.4.4", **{"Accept-Language": "en"})
    said, stopped = 0, 0
    for number in range(30):
        answer = curious.send("/account/password/reset/", {"identifier": f"nobody{number}"})
        said += "No account bears what you typed" in refusals(answer)
        stopped += answer.status == 429
    assert said == 20
    assert stopped == 10
    unknown = shop.browser("127.0.4.5", **{"Accept-Language": "en"})
    answer = unknown.send("/account/login/", {"login": "nobody", "password": PASSWORD})
    assert refusals(answer) == ["No account bears what you typed"]
    taken = unknown.send("/account/signup/", form(unknown, "otto") | {"email": "nina@exemple.example"})
    assert refusals(taken) == ["An account has this address already"]


@pytest.mark.promise("S2-36")
def test_where_it_is_uniform_the_answer_and_the_work_are_the_same(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with demo(tmp_path_factory.mktemp("uniform"), "support-desk") as site:
        sign_up(site, "known")
    program = [sys.executable, "-m", "tests.portal.counting_work", str(site.folder)]
    who = ["known@exemple.example", "nobod@exemple.example"]
    ran = subprocess.run([*program, *who], check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert set(told) == {"sign-in", "reset", "sign-up"}
    for question, answers in told.items():
        assert answers["known"] == answers["unknown"], question
    assert told["sign-in"]["known"]["hashes"] == 1
    assert told["sign-up"]["known"]["hashes"] == 1
    assert told["reset"]["known"]["inserts"] == 1


def test_an_address_that_is_anothers_is_told_to_him_alone(desk: Running) -> None:
    sign_up(desk, "owner")
    sign_up(desk, "rival")
    rival = sign_in(desk, "rival", **{"Accept-Language": "en"})
    prove(rival, "/account/email/")
    answers = []
    for address in ("owner@exemple.example", "nobody-yet@exemple.example"):
        assert rival.send("/account/email/", {"address": address}).status == 302
        shown = rival.get("/account/email/").text
        answers.append(("We have sent a letter to the new address" in shown, address in shown))
    assert answers[0][0] is answers[1][0] is True
    assert "déjà un compte" in desk.letters() or "account already" in desk.letters()
    assert "rival" not in "".join(letters_to(desk, "owner@exemple.example"))


@pytest.mark.promise("S2-37")
def test_who_lost_the_user_name_signs_in_by_address_and_reads_it(shop: Running) -> None:
    sign_up(shop, "forgetful")
    browser = sign_in(shop, "forgetful@exemple.example", **{"Accept-Language": "en"})
    page = browser.get("/account/").text
    assert "My account" in page
    assert re.search(r"<dt>User name</dt>\s*<dd>forgetful</dd>", page)
    ask_reset(shop, "forgetful@exemple.example")
    assert "forgetful" in letters_to(shop, "forgetful@exemple.example")[0].replace("@exemple", "")


@pytest.mark.promise("S2-38")
@pytest.mark.parametrize("factor", [False, True])
def test_who_lost_the_address_signs_in_by_name_and_changes_it(desk: Running, factor: bool) -> None:
    name, site = f"moved-{'with' if factor else 'without'}", desk
    sign_up(site, name)
    browser = sign_in(site, name, **{"Accept-Language": "en"})
    if factor:
        prove(browser, "/account/2fa/totp/activate/")
        secret = add_app(browser)
        browser = sign_in(site, name, **{"Accept-Language": "en"})
        act(site.folder, "DELETE FROM keeping_people_remembered")  # a code serves once in 30 seconds
        where = "/account/2fa/authenticate/"
        assert browser.send(where, {"code": code(secret, browser.get(where))}).status == 302
    assert f"{name}@exemple.example" in browser.get("/account/").text
    assert "/reauthenticate/" in browser.get("/account/email/").headers["location"]
    prove(browser, "/account/email/")
    new = f"{name}-new@exemple.example"
    assert browser.send("/account/email/", {"address": new}).status == 302
    assert new in browser.get("/account/email/").text
    assert new not in browser.get("/account/").text, "the old one stays until the new one is confirmed"
    assert site.browser().send(link(site, new), {}).status == 302
    assert new in browser.get("/account/").text
    told = letters_to(site, f"{name}@exemple.example")[0]
    assert new not in told
    assert "another e-mail address" in told or "autre adresse" in told
    assert refusals(
        site.browser().send("/account/login/", {"login": f"{name}@exemple.example", "password": PASSWORD})
    )


@pytest.mark.promise("S2-46")
def test_staff_change_nobodys_address_and_a_new_account_can_be_opened(shop: Running) -> None:
    sign_up(shop, "lostall")
    sign_up(shop, "staffer")
    [(lost, staff)] = rows(
        shop,
        "SELECT l.id, s.id FROM keeping_people_person l, keeping_people_person s "
        "WHERE l.username = 'lostall' AND s.username = 'staffer'",
    )
    roles = (
        "INSERT INTO keeping_people_role (person_id, role, granted, granted_by, reviewed_by)"
        " VALUES (?, ?, '2026-01-01', '', '')"
    )
    act(shop.folder, roles, staff, "administration")
    browser = sign_in(shop, "staffer")
    prove(browser, "/account/email/")
    tried = {"address": "thief@exemple.example", "person": str(lost), "user": str(lost), "id": str(lost)}
    browser.send("/account/email/", tried)
    browser.send(link(shop, "thief@exemple.example"), {})
    found = dict(rows(shop, "SELECT username, email FROM keeping_people_person"))
    assert found["lostall"] == "lostall@exemple.example"
    assert found["staffer"] == "thief@exemple.example", "only his own"
    sign_up(shop, "lostall-again")
    assert sign_in(shop, "lostall-again").get("/account/").status == 200


def test_the_pages_of_the_way_back_have_labels(shop: Running) -> None:
    answer = shop.browser(**{"Accept-Language": "fr"}).send("/account/password/reset/", {})
    assert refusals(answer) == ["Saisissez votre identifiant ou votre adresse électronique"]
    [field] = fields(answer.text).values()
    assert f'<label for="{field["id"]}">' in answer.text
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "id_identifier_error"
