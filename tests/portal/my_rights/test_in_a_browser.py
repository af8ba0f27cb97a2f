"""Somebody deletes everything in Chromium: by keyboard alone, on a phone, in both languages, read by axe; the
pictures are kept where HONOUR_PICTURES names a folder.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.axe import findings, too_wide
from tests.portal.my_rights.cast import until
from tests.portal.visiting import PASSWORD, demo, sign_up
from tests.running import Running
from tests.website.test_in_a_browser import opened


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("browser"), "support-desk") as site:
        yield site


def pictured(shown: Page, name: str) -> None:
    """Keep a picture, for whoever wants to look."""
    if folder := os.environ.get("HONOUR_PICTURES"):
        shown.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def tabbed_to(shown: Page, wanted: str) -> None:
    """Press the key for the next element until it is the one that says or holds this."""
    said = "document.activeElement.name || document.activeElement.textContent.trim()"
    for _ in range(60):
        shown.keyboard.press("Tab")
        if shown.evaluate(said) == wanted:
            return
    raise AssertionError(f"no key leads to {wanted}")


@pytest.mark.parametrize(
    ("language", "yes", "done"),
    [
        ("en", "Yes, delete this", "Your data were deleted"),
        ("fr", "Oui, supprimer cela", "Vos données ont été supprimées"),
    ],
)
def test_everything_is_deleted_by_keyboard_alone(
    chromium: Browser, desk: Running, language: str, yes: str, done: str
) -> None:
    name = f"keys{language}"
    sign_up(desk, name, **{"Accept-Language": language})
    context = opened(
        chromium,
        desk,
        locale=language,
        bypass_csp=True,
        viewport={"width": 360, "height": 800},
    )
    shown = context.new_page()
    shown.goto("/account/login/?next=/me/erase/")
    shown.keyboard.press("Tab")
    tabbed_to(shown, "login")
    shown.keyboard.type(name)
    tabbed_to(shown, "password")
    shown.keyboard.type(PASSWORD)
    shown.keyboard.press("Enter")
    shown.wait_for_url(re.compile(r"/account/reauthenticate/"))
    tabbed_to(shown, "password")
    shown.keyboard.type(PASSWORD)
    shown.keyboard.press("Enter")
    shown.wait_for_url(re.compile(r"/me/erase/"))
    found = {"plan": [*findings(shown), *too_wide(shown, 360)]}
    shown.goto("/me/data/leave/")
    assert shown.url.endswith("/me/data/leave/")
    found["leave"] = [*findings(shown), *too_wide(shown, 360)]
    shown.goto("/me/erase/")
    pictured(shown, f"{language}-plan")
    tabbed_to(shown, yes)
    shown.keyboard.press("Enter")
    shown.wait_for_url(re.compile(r"/me/requests/|/account/login/"))
    pictured(shown, f"{language}-asked")
    until(lambda: done in desk.letters())
    link = re.search(r"/me/receipt/\S+?/", desk.letters().partition(done)[2])
    assert link
    shown.goto(link[0])
    found["receipt"] = [*findings(shown), *too_wide(shown, 360)]
    pictured(shown, f"{language}-receipt")
    context.close()
    assert {page: each for page, each in found.items() if each} == {}
