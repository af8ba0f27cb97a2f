"""The journey of a ticket in Chromium, in both languages, without script; and what axe finds on its pages."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.axe import PHONE, findings, too_wide
from tests.console.factors import Clerk, clerk
from tests.portal.visiting import PASSWORD, demo, sign_in, sign_up
from tests.running import Running
from tests.trades.support.cast import QUEUE, acted, answered, cleared, published, took, wrote
from tests.trades.support.cast import opened as written

LABELS: Final = {
    "fr": {
        "mine": "Mes demandes d’assistance", "open": "Ouvrir une demande", "title": "L’objet",
        "text": "Ce pour quoi vous demandez de l’aide", "send": "Envoyer, en demande privée",
        "publish": "La rendre publique", "unpublish": "La rendre de nouveau privée",
        "close": "Clore la demande", "take": "Prendre la demande",
        "answer": "Votre réponse", "reply": "Répondre",
    },
    "en": {
        "mine": "My tickets", "open": "Open a ticket", "title": "What it is about",
        "text": "What you need help with", "send": "Send, as a private ticket",
        "publish": "Make it public", "unpublish": "Make it private again",
        "close": "Close the ticket", "take": "Take ticket", "answer": "Your answer", "reply": "Answer",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("tickets-browser"), "support-desk") as site:
        yield site


@pytest.fixture(scope="module")
def agent(desk: Running) -> Clerk:
    found = clerk(desk, "ines", "support", "administration")
    cleared(desk, "ines", -1, 9)
    assert found.proves(QUEUE).status == 200
    assert found.proves("/staff/access/").status == 200
    return found


def opened(chromium: Browser, desk: Running, session: str = "", **settings: object) -> BrowserContext:
    """A browser at the site, signed in where a session is given."""
    address = f"https://localhost:{desk.port}"
    context = chromium.new_context(base_url=address, ignore_https_errors=True, **settings)  # type: ignore[arg-type]
    if session:
        context.add_cookies([{"name": "__Host-session", "value": session, "url": address}])
    return context


def looked_at(page: Page, width: int, language: str, name: str) -> list[str]:
    """What axe finds, and what is too wide; a picture, where HONOUR_PICTURES names a folder."""
    if "HONOUR_PICTURES" in os.environ:
        page.screenshot(path=Path(os.environ["HONOUR_PICTURES"]) / f"{language}-{name}.png", full_page=True)
    return [*findings(page), *too_wide(page, width)]


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", PHONE)])
def test_axe_finds_nothing_on_the_pages_of_tickets(
    chromium: Browser, desk: Running, agent: Clerk, language: str, width: int
) -> None:
    author, other = f"ada{language}", f"bo{language}"
    for name in (author, other):
        sign_up(desk, name)
    ada, bo = sign_in(desk, author), sign_in(desk, other)
    ticket = published(ada, "A printer that hums", "It hums.\n\nEvery morning, like a pelican.")
    assert wrote(bo, ticket, "Mine hums too.").status == 302
    answered(agent, ticket, "Turn it off, then on again.")
    assert wrote(ada, ticket, "Thank you.").status == 302
    sealed = written(ada, "A server room", "Its door stays open.", cleared="secret")
    assert took(agent, sealed).status == 302
    secret = written(ada, "A sign-in that fails", "My password is Gr0uchyPelican!42, and it fails.")
    assert took(agent, secret).status == 302
    assert acted(agent, ticket, "note", note="Its drum is worn.").status == 302
    agent.proves("/staff/people/")
    canned = {"title_fr": "Relancer", "text_fr": "Relancez.", "title_en": "Restart", "text_en": "Restart it."}
    assert agent.browser.send("/staff/answers/new/", canned).status == 302
    page, found = f"/tickets/{ticket}/", {}
    visits = {
        "": (("public", "/tickets/"), ("searched", "/tickets/?q=pelican"), ("read", page)),
        bo.cookies["session"]: (("other", page),),
        ada.cookies["session"]: (
            ("mine", "/tickets/mine/"), ("own", page), ("edit", f"{page}edit/"),
            ("cleared", f"/tickets/{sealed}/"), ("cleared-documents", f"/tickets/{sealed}/documents/"),
        ),
        agent.browser.cookies["session"]: (
            ("staff", "/staff/"), ("queue", QUEUE), ("handled", f"{QUEUE}{ticket}/"),
            ("cleared-handled", f"{QUEUE}{sealed}/"),
            ("access", "/staff/access/"), ("answers", "/staff/answers/"), ("answer", "/staff/answers/1/"),
            ("times", "/staff/tickets/times/"), ("merge", f"{QUEUE}{ticket}/merge/"),
            ("merging", f"{QUEUE}{ticket}/merge/?other={secret}"),
        ),
    }  # fmt: skip
    for session, paths in visits.items():
        settings = {"locale": language, "bypass_csp": True, "viewport": {"width": width, "height": 800}}
        context = opened(chromium, desk, session, **settings)
        shown = context.new_page()
        for name, path in paths:
            shown.goto(path)
            assert shown.url.endswith(path), "not signed in"
            found[name] = looked_at(shown, width, language, name)
        if session == ada.cookies["session"]:
            shown.goto("/tickets/new/")
            shown.get_by_role("main").get_by_role("button").click()
            found["refused"] = looked_at(shown, width, language, "refused")
            shown.goto(f"/tickets/{secret}/")
            shown.get_by_role("button", name=LABELS[language]["publish"]).click()
            assert "Gr0uchyPelican!42" in shown.get_by_role("alert").inner_text()
            found["confidential"] = looked_at(shown, width, language, "confidential")
        context.close()
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_script_a_ticket_is_opened_answered_published_made_private_and_closed(
    chromium: Browser, desk: Running, agent: Clerk, language: str
) -> None:
    said, name = LABELS[language], f"customer{language}"
    sign_up(desk, name)
    context = opened(chromium, desk, locale=language, java_script_enabled=False)
    shown = context.new_page()
    shown.goto("/account/login/")
    shown.locator("input[name=login]").fill(name)
    shown.locator("input[type=password]").fill(PASSWORD)
    shown.get_by_role("main").get_by_role("button").first.click()
    shown.get_by_role("navigation").first.get_by_role("link", name=said["mine"]).click()
    shown.get_by_role("main").get_by_role("link", name=said["open"]).click()
    shown.get_by_label(said["title"]).fill(f"Screen of {name}")
    shown.get_by_label(said["text"]).fill("It stays dark.")
    shown.get_by_role("button", name=said["send"]).click()
    ticket = shown.url.rstrip("/").rpartition("/")[2]

    staff = opened(
        chromium, desk, agent.browser.cookies["session"], locale=language, java_script_enabled=False
    )
    desk_page = staff.new_page()
    desk_page.goto(QUEUE)
    desk_page.get_by_role("button", name=f"{said['take']} {ticket[:8]}").click()
    assert "It stays dark." in desk_page.get_by_role("main").inner_text()
    desk_page.get_by_label(said["answer"]).fill("Press the other button.")
    desk_page.get_by_role("button", name=said["reply"], exact=True).click()
    staff.close()

    nobody = opened(chromium, desk, locale=language)
    passing = nobody.new_page()
    shown.reload()
    assert "Press the other button." in shown.get_by_role("main").inner_text()
    shown.get_by_role("button", name=said["publish"]).click()
    passing.goto("/tickets/")
    passing.get_by_role("link", name=f"Screen of {name}").click()
    assert "Press the other button." in passing.get_by_role("main").inner_text()
    shown.get_by_role("button", name=said["unpublish"]).click()
    assert passing.reload().status == 404  # type: ignore[union-attr]
    shown.get_by_role("button", name=said["close"]).click()
    shown.get_by_role("button", name=said["publish"]).click()
    assert passing.reload().status == 200  # type: ignore[union-attr]
    nobody.close()
    context.close()
