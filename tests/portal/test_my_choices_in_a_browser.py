"""Choosing in Chromium: by keyboard and without script, on a phone, read by axe."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.axe import findings, too_wide
from tests.portal.visiting import PASSWORD, demo, sign_up
from tests.running import Running
from tests.website.test_in_a_browser import opened

MOST_STEPS = 60


@pytest.fixture(scope="module")
def hosting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("choosing"), "hosting") as site:
        yield site


def step_to(shown: Page, text: str) -> None:
    """Press Tab until what bears this text has the focus."""
    for _ in range(MOST_STEPS):
        shown.keyboard.press("Tab")
        if shown.locator(":focus").count() and text in shown.locator(":focus").inner_text():
            return
    raise AssertionError(f"no Tab leads to {text}")


@pytest.mark.promise("S1-31")
@pytest.mark.parametrize(
    ("language", "refuse", "modify", "keep"),
    [
        ("fr", "Tout refuser", "Modifier mes choix", "Enregistrer ce choix"),
        ("en", "Refuse all", "Modify my choices", "Keep this choice"),
    ],
)
def test_by_keyboard_alone_somebody_refuses_and_changes_the_choice_from_the_policy(
    chromium: Browser, hosting: Running, language: str, refuse: str, modify: str, keep: str
) -> None:
    context = opened(chromium, hosting, locale=language, java_script_enabled=False)
    shown = context.new_page()
    shown.goto("/privacy")
    step_to(shown, refuse)
    shown.keyboard.press("Enter")
    shown.wait_for_url("**/privacy")
    assert not shown.locator(".choice").count(), "it asks no more"
    step_to(shown, modify)
    shown.keyboard.press("Enter")
    shown.wait_for_url("**/choices/")
    boxes = shown.get_by_role("checkbox")
    assert [boxes.nth(at).is_checked() for at in range(boxes.count())] == [False, False]
    for _ in range(MOST_STEPS):
        shown.keyboard.press("Tab")
        if shown.locator("input[type=checkbox]:focus").count():
            break
    shown.keyboard.press("Space")
    step_to(shown, keep)
    shown.keyboard.press("Enter")
    shown.wait_for_url("**/choices/")
    shown.wait_for_selector("details")
    assert [boxes.nth(at).is_checked() for at in range(boxes.count())] == [True, False]
    context.close()


@pytest.mark.promise("S1-29")
@pytest.mark.parametrize("width", [1280, 360])
def test_the_buttons_that_refuse_and_accept_have_one_size_and_axe_finds_nothing(
    chromium: Browser, hosting: Running, width: int
) -> None:
    name = f"wide{width}@exemple.example"
    signed_in = sign_up(hosting, f"wide{width}")
    signed_in.send("/account/login/", {"login": name, "password": PASSWORD})
    view = {"width": width, "height": 800}
    context = opened(chromium, hosting, locale="fr-FR", bypass_csp=True, viewport=view)
    shown = context.new_page()
    shown.goto("/")
    boxes = [shown.locator(f".choice button[value={each}]").bounding_box() for each in ("none", "all")]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert [boxes[0]["width"], boxes[0]["height"]] == [boxes[1]["width"], boxes[1]["height"]]
    found = [*findings(shown), *too_wide(shown, width)]
    address = f"https://localhost:{hosting.port}"
    context.add_cookies([{"name": "__Host-session", "value": signed_in.cookies["session"], "url": address}])
    for path in ("/choices/", "/me/choices/", "/me/choices/directives/"):
        shown.goto(path)
        assert shown.url.endswith(path)
        found += [*findings(shown), *too_wide(shown, width)]
    context.close()
    assert found == []
