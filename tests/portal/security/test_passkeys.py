"""Passkeys, in a browser with a virtual authenticator (WebAuthn, section 11), at the demo's own address."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.portal.security.cast import PASSWORD, join, rows, sign_in
from tests.running import Running

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's package chromium is not installed")
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def browser_with_a_key(site: Running) -> Iterator[Page]:
    """A page of a browser that holds an authenticator; whatever the content policy refuses is a failure."""
    with sync_playwright() as program:
        browser = program.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(
            ignore_https_errors=True, locale="en-GB", base_url=f"https://localhost:{site.port}"
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        refused: list[str] = []
        asked: list[str] = []
        page.on(
            "console", lambda said: refused.append(said.text) if "Content Security" in said.text else None
        )
        page.on("request", lambda request: asked.append(request.url))
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        try:
            yield page
            assert not refused
            strangers = [
                each for each in asked if not each.startswith((f"https://localhost:{site.port}/", "data:"))
            ]
            assert asked
            assert not strangers
        finally:
            browser.close()


def enter(page: Page, name: str) -> None:
    page.goto("/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click('main form[action="/account/login/"] button')
    page.wait_for_url("**/account/")


def confirm(page: Page, then: str) -> None:
    """Type the password again where that is asked."""
    page.wait_for_load_state()
    if "reauthenticate" in page.url:
        page.fill("input[name=password]", PASSWORD)
        page.click('main form[action="/account/reauthenticate/"] button')
        page.wait_for_url(then)


def add_passkey(page: Page, name: str) -> None:
    page.goto("/account/2fa/webauthn/add/")
    confirm(page, "**/webauthn/add/")
    page.fill("input[name=name]", name)
    page.click("#mfa_webauthn_add")
    page.wait_for_url(re.compile("/account/2fa/(recovery-codes/)?$"))


def leave(page: Page) -> None:
    page.click('header form[action="/account/logout/"] button')
    page.wait_for_load_state()


def come_in_by_passkey(page: Page) -> None:
    page.goto("/account/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/account/")


@pytest.mark.promise("S0-30")
def test_a_passkey_is_added_named_used_and_removed(desk: Running) -> None:
    join(desk, "ada")
    with browser_with_a_key(desk) as page:
        enter(page, "ada")
        add_passkey(page, "Telephone")
        leave(page)
        come_in_by_passkey(page)
        assert "ada@exemple.example" in page.inner_text("main")
        page.goto("/account/2fa/webauthn/")
        assert "Telephone" in page.inner_text("main")
        page.click("main a:has-text('Rename')")
        confirm(page, "**/edit/")
        page.fill("input[name=name]", "Old telephone")
        page.click("main form button")
        page.wait_for_url("**/account/2fa/webauthn/")
        assert "Old telephone" in page.inner_text("main")
        page.click("main a:has-text('Remove')")
        page.click("main form button")
        page.wait_for_url("**/account/2fa/webauthn/")
        assert "Old telephone" not in page.inner_text("main ul")
    assert not rows(
        desk.folder,
        "SELECT 1 FROM mfa_authenticator a JOIN keeping_people_person p ON p.id = a.user_id"
        " WHERE p.username = 'ada'",
    )


@pytest.mark.promise("S0-30")
def test_it_is_the_second_step_after_a_password(desk: Running) -> None:
    join(desk, "bob")
    with browser_with_a_key(desk) as page:
        enter(page, "bob")
        add_passkey(page, "Key")
        leave(page)
        page.goto("/account/login/")
        page.fill("input[name=login]", "bob")
        page.fill("input[name=password]", PASSWORD)
        page.click('main form[action="/account/login/"] button')
        page.wait_for_url("**/account/2fa/authenticate/")
        page.click("#mfa_webauthn_authenticate")
        page.wait_for_url("**/account/")


def test_a_locked_account_can_always_come_in_by_passkey(desk: Running) -> None:
    join(desk, "carol")
    with browser_with_a_key(desk) as page:
        enter(page, "carol")
        add_passkey(page, "Key")
        leave(page)
        guesser = desk.browser(**{"Accept-Language": "en"})
        for _ in range(12):
            sign_in(guesser, "carol", "a wrong guess of somebody")
        assert sign_in(guesser, "carol").status != 302, "even the right password is locked out now"
        come_in_by_passkey(page)
        assert "carol@exemple.example" in page.inner_text("main")


def test_an_app_is_added_from_a_picture_that_the_content_policy_lets_through(desk: Running) -> None:
    join(desk, "eve")
    with browser_with_a_key(desk) as page:
        enter(page, "eve")
        page.goto("/account/2fa/totp/activate/")
        confirm(page, "**/totp/activate/")
        assert page.evaluate("document.querySelector('img.code').naturalWidth") > 0
