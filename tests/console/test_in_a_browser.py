"""The pages of the console in Chromium: axe finds nothing, and nothing is wider than a telephone."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser

from tests.axe import PHONE, findings, too_wide
from tests.console.factors import PEOPLE, Clerk, clerk
from tests.console.test_breaches import recorded
from tests.console.test_recoveries import asks, lost
from tests.portal.visiting import demo, rows
from tests.running import Running

PAGES: Final = (
    "/staff/",
    "/staff/people/",
    "/staff/people/looked/",
    "/requests/",
    "/requests/months/",
    "/staff/register/",
    "/staff/disclosures/",
    "/staff/disclosures/new/",
    "/staff/breaches/",
    "/staff/breaches/new/",
    "/staff/sweeps/",
    "/staff/recoveries/",
    "/staff/habilitations/",
    "/staff/check/",
    "/staff/security/",
    "/staff/policy/",
    "/staff/register/",
    "/staff/sweeps/",
    "/staff/holds/",
    "/staff/breaches/",
    "/staff/breaches/new/",
    "/staff/disclosures/",
    "/staff/disclosures/new/",
    "/requests/",
    "/requests/new/",
    "/letters/",
    "/contact/recovery/",
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("console-browser"), "shop") as site:
        yield site


@pytest.fixture(scope="module")
def chief(shop: Running) -> Clerk:
    found = clerk(shop, "chief", "administration", "support")
    assert found.proves(PEOPLE).status == 200
    return found


def asked_by_letter(site: Running, name: str) -> str:
    """A visitor asks for access under somebody's address; the reference."""
    fields = {
        "subject": "access",
        "on_behalf": "myself",
        "email": f"{name}@exemple.example",
        "text": "Zoé asks",
    }
    assert site.browser().send("/contact/", fields).status == 302
    [(reference,)] = rows(site, "SELECT reference FROM keeping_messages_message ORDER BY rowid DESC LIMIT 1")
    return str(reference)


@pytest.mark.parametrize(("language", "width"), [("en-GB", 1280), ("fr-FR", PHONE)])
def test_axe_finds_nothing_on_the_pages_of_staff(
    chromium: Browser, shop: Running, chief: Clerk, language: str, width: int
) -> None:
    name = f"ada{width}"
    lost(shop, name)
    case = asks(shop, "Zoé", name.title())
    address = f"https://localhost:{shop.port}"
    context = chromium.new_context(
        base_url=address,
        ignore_https_errors=True,
        locale=language,
        bypass_csp=True,
        viewport={"width": width, "height": 800},
    )
    session = chief.browser.cookies["session"]
    context.add_cookies([{"name": "__Host-session", "value": session, "url": address}])
    shown, found = context.new_page(), {}
    breach, request = recorded(chief.browser), asked_by_letter(shop, name)
    cases = (f"/staff/recoveries/{case}/", f"/staff/breaches/{breach}/", f"/requests/{request}/")
    for path in (*PAGES, *cases):
        shown.goto(path)
        assert shown.url.endswith(path), "not signed in"
        found[path] = [*findings(shown), *too_wide(shown, width)]
    for form, fields in (
        ("/staff/breaches/new/", {"aware_by": "C. Petit", "how": "a letter of the host"}),
        ("/staff/disclosures/new/", {"whom": name}),
        ("/staff/people/looked/", {"who": name, "why": "the authority asks"}),
    ):
        shown.goto(form)
        for field, value in fields.items():
            shown.fill(f"[name={field}]", value)
        shown.click("main form button")
        found[f"after {form}"] = [*findings(shown), *too_wide(shown, width)]
        assert shown.locator(".errorlist").count() == 0, form
    shown.goto(PEOPLE)
    shown.fill("[name=who]", name)
    shown.select_option("[name=task]", "support|account")
    shown.fill("[name=why]", "case 12, by telephone")
    shown.click("main form button")
    assert f"{name}@exemple.example" in shown.content()
    found["file"] = [*findings(shown), *too_wide(shown, width)]
    context.close()
    assert {path: each for path, each in found.items() if each} == {}


@pytest.mark.parametrize(("language", "count"), [("en-GB", "To be mended: 1"), ("fr-FR", "À corriger : 1")])
def test_findings_come_while_the_policy_is_typed_and_nothing_is_kept(
    chromium: Browser, shop: Running, chief: Clerk, language: str, count: str
) -> None:
    address = f"https://localhost:{shop.port}"
    context = chromium.new_context(base_url=address, ignore_https_errors=True, locale=language)
    session = chief.browser.cookies["session"]
    context.add_cookies([{"name": "__Host-session", "value": session, "url": address}])
    shown, said = context.new_page(), list[str]()
    shown.on("console", lambda message: said.append(message.text))
    shown.goto("/staff/policy/")
    assert shown.url.endswith("/staff/policy/"), "not signed in"
    text = shown.input_value("#policy-text")
    assert not shown.locator("#findings li").count()
    shown.fill("#policy-text", text.replace("https: always", "https: allways"))
    shown.wait_for_selector("#findings li")
    assert "allways" in shown.inner_text("#findings")
    assert shown.inner_text("#findings h2") == count
    shown.fill("#policy-text", text)
    shown.wait_for_selector("#findings li", state="detached")
    assert shown.locator("#findings p").is_visible()
    context.close()
    assert not [each for each in said if "Content Security Policy" in each]
    assert rows(shop, "SELECT COUNT(*) FROM keeping_versions_draft") == [(0,)]
