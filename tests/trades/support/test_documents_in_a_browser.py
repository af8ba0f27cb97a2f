"""Giving, opening and destroying documents in Chromium, in both languages, without script; axe on pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from tests.axe import PHONE
from tests.console.factors import Clerk, clerk
from tests.portal.visiting import PASSWORD, demo, sign_in, sign_up
from tests.running import Running
from tests.trades.support.cast import QUEUE, published, took
from tests.trades.support.test_in_a_browser import looked_at, opened

LABELS: Final = {
    "fr": {
        "documents": "Documents de cette demande", "file": "Le fichier", "send": "Envoyer le fichier",
        "serial": "Clé de série", "keep": "Enregistrer la clé de série", "show": "Afficher",
        "destroy": "Détruire notes.txt", "yes": "Oui, le détruire", "none": "en cours de destruction",
        "password": "Mot de passe", "confirm": "Confirmer",
    },
    "en": {
        "documents": "Documents of this ticket", "file": "The file", "send": "Send the file",
        "serial": "Serial key", "keep": "Keep the serial key", "show": "Show it",
        "destroy": "Destroy notes.txt", "yes": "Yes, destroy it", "none": "is being destroyed",
        "password": "Password", "confirm": "Confirm",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("documents-browser"), "support-desk") as site:
        yield site


@pytest.fixture(scope="module")
def agent(desk: Running) -> Clerk:
    found = clerk(desk, "ines", "support")
    assert found.proves(QUEUE).status == 200
    return found


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("fr", PHONE)])
def test_a_document_is_given_read_and_destroyed_without_script_and_axe_finds_nothing(
    chromium: Browser, desk: Running, agent: Clerk, tmp_path: Path, language: str, width: int
) -> None:
    say, name = LABELS[language], f"ada{language}"
    sign_up(desk, name)
    ada = sign_in(desk, name)
    ticket = published(ada, "A printer that hums")
    notes, page_of = tmp_path / "notes.txt", tmp_path / "page.svg"
    notes.write_text("It hums each morning.", "utf-8")
    page_of.write_text("<svg/>", "utf-8")
    found: dict[str, list[str]] = {}
    settings = {"locale": language, "viewport": {"width": width, "height": 800}, "java_script_enabled": False}
    with opened(chromium, desk, ada.cookies["session"], **settings) as context:
        page = context.new_page()
        page.goto(f"/tickets/{ticket}/")
        page.get_by_role("link", name=say["documents"]).click()
        page.get_by_label(say["file"], exact=True).set_input_files(page_of)
        page.get_by_role("button", name=say["send"]).click()
        assert page.get_by_role("alert").count() == 1
        page.get_by_label(say["file"], exact=True).set_input_files(notes)
        page.get_by_role("button", name=say["send"]).click()
        page.get_by_label(say["serial"], exact=True).fill("ABCD-1234-EFGH")
        page.get_by_role("button", name=say["keep"]).click()
        assert "ABCD-1234" not in page.content()
        page.get_by_role("button", name=say["show"]).click()
        assert "ABCD-1234-EFGH" in page.inner_text("main")
        page.goto(f"/tickets/{ticket}/documents/")
        with page.expect_download() as coming:
            page.get_by_role("link", name="notes.txt", exact=True).click()
        assert coming.value.suggested_filename == "notes.txt"
        assert coming.value.path().read_text("utf-8") == "It hums each morning."
    settings |= {"java_script_enabled": True, "bypass_csp": True}  # for axe
    with opened(chromium, desk, ada.cookies["session"], **settings) as context:
        page = context.new_page()
        page.goto(f"/tickets/{ticket}/documents/")
        found["documents"] = looked_at(page, width, language, "documents")
        page.get_by_role("link", name=say["destroy"]).click()
        if page.locator("input[type=password]").count():
            page.locator("input[type=password]").fill(PASSWORD)
            page.locator("main form button").first.click()
        found["destroy"] = looked_at(page, width, language, "document-destroy")
        page.get_by_role("button", name=say["yes"]).click()
        assert say["none"] in page.inner_text("body")
        assert "notes.txt" not in page.content()
    assert took(agent, ticket).status == 302
    assert agent.proves(f"{QUEUE}{ticket}/documents/").status == 200
    with opened(chromium, desk, agent.browser.cookies["session"], **settings) as context:
        page = context.new_page()
        page.goto(f"{QUEUE}{ticket}/documents/")
        found["handled"] = looked_at(page, width, language, "documents-handled")
    assert found == {key: [] for key in found}
