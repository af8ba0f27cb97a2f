"""A second factor is added by a person's own pages, kept sealed, and asked for at the next sign-in."""

import re

import pytest

from tests.portal.security.cast import PASSWORD, act, add_app, code, join, rows, sign_in, where
from tests.running import Running

PAGES = (
    "",
    "totp/activate/",
    "totp/deactivate/",
    "recovery-codes/",
    "recovery-codes/generate/",
    "webauthn/",
    "webauthn/add/",
)


@pytest.mark.promise("S0-32")
@pytest.mark.parametrize("page", PAGES)
def test_nobody_who_is_not_signed_in_reaches_a_page_of_second_factors(desk: Running, page: str) -> None:
    answer = desk.browser().get(f"/account/2fa/{page}")
    assert answer.status == 302
    assert where(answer).startswith("/account/login/?next=")


@pytest.mark.promise("S0-31")
def test_it_is_advised_after_sign_in_and_one_can_go_on(desk: Running) -> None:
    for language, advice in (("en", "We advise you to add"), ("fr", "Nous vous conseillons d’ajouter")):
        somebody = join(desk, f"advised-{language}", language)
        page = somebody.get("/account/")
        assert page.status == 200
        assert advice in page.text
        assert "/account/2fa/" in page.text
        assert advice not in somebody.get("/account/").text, "said once"


@pytest.mark.promise("S0-30")
def test_it_is_asked_for_at_the_next_sign_in_and_a_recovery_code_stands_in(desk: Running) -> None:
    ada = join(desk, "ada")
    add_app(ada)
    codes = re.findall(r"<code>([0-9]{8})</code>", ada.get("/account/2fa/recovery-codes/").text)
    assert len(codes) == 10
    again = desk.browser()
    assert where(sign_in(again, "ada")) == "/account/2fa/authenticate/"
    assert again.get("/account/").status == 302, "the password alone opens nothing"
    assert again.send("/account/2fa/authenticate/", {"code": "000000"}).status == 200
    assert again.send("/account/2fa/authenticate/", {"code": codes[0]}).status == 302
    assert "ada@exemple.example" in again.get("/account/").text
    third = desk.browser()
    sign_in(third, "ada")
    assert third.send("/account/2fa/authenticate/", {"code": codes[0]}).status == 200, "a code works once"


def test_secrets_are_sealed_even_before_they_are_confirmed(desk: Running) -> None:
    eve = join(desk, "eve")
    eve.send("/account/reauthenticate/", {"password": PASSWORD})
    pending = re.search(r"<code>([A-Z2-7]+)</code>", eve.get("/account/2fa/totp/activate/").text)
    assert pending
    secret = add_app(eve)
    stored = rows(desk.folder, "SELECT type, data FROM mfa_authenticator")
    [(person,)] = rows(desk.folder, "SELECT id FROM keeping_people_person WHERE username = 'eve'")
    assert {kind for kind, _ in stored} >= {"totp", "recovery_codes"}
    assert any(f"{person}:" in data for _, data in stored), "the control: there is something of hers"
    files = [*(desk.folder / "data").glob("honour.db*")]
    whole = b"".join(file.read_bytes() for file in files)
    assert b"eve@exemple.example" in whole, "the control: what lies in clear is found"
    for found in (secret, pending[1]):
        assert found.encode() not in whole


def test_adding_one_ends_the_other_sessions_and_is_journalled(desk: Running) -> None:
    bob, elsewhere = join(desk, "bob"), desk.browser()
    sign_in(elsewhere, "bob")
    assert elsewhere.get("/account/").status == 200
    add_app(bob)
    assert elsewhere.get("/account/").status == 302
    assert bob.get("/account/").status == 200
    acts = [detail for (detail,) in rows(desk.folder, "SELECT act FROM keeping_journal_detail")]
    assert any("second factor added" in detail for detail in acts)
    assert not any("bob" in detail for detail in acts)


def test_staff_without_one_reach_no_page_of_their_work(desk: Running) -> None:
    carol = join(desk, "carol")
    assert carol.get("/outbox/").status == 200, "the control: a page of the console that people may see"
    [(person,)] = rows(desk.folder, "SELECT id FROM keeping_people_person WHERE username = 'carol'")
    act(
        desk.folder,
        "INSERT INTO keeping_people_role (person_id, role, granted, granted_by, reviewed_by)"
        " VALUES (?, 'support', '2026-01-01', '', '')",
        person,
    )
    answer = carol.get("/outbox/")
    assert (answer.status, where(answer)) == (302, "/account/2fa/")
    assert carol.get("/account/").status == 200, "her own data stay hers"
    add_app(carol)
    assert carol.get("/outbox/").status == 200


def test_a_code_of_the_app_opens_once(desk: Running) -> None:
    secret = add_app(join(desk, "dora"))
    opened = []
    for _ in range(2):
        dora = desk.browser()
        now = sign_in(dora, "dora")
        opened.append(dora.send("/account/2fa/authenticate/", {"code": code(secret, now)}).status == 302)
    assert opened == [True, False]
