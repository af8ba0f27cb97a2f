"""The main journeys in Chromium, in both languages: without script, by keyboard, on a phone, read by axe."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.axe import PHONE, findings, too_wide
from tests.portal.my_data.visiting import again
from tests.portal.visiting import PASSWORD, demo, letters_to, link, sign_up
from tests.running import Running, honour

OPEN: Final = (
    "/",
    "/privacy/",
    "/privacy/history/",
    "/legal",
    "/legal/versions/",
    "/terms",
    "/security",
    "/recipients",
    "/cookies",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/contact/",
    "/tickets/",
    "/outbox/",
    "/choices/letters/1/none/",
    "/nowhere/",
)
OWN: Final = (
    "/me/data/",
    "/me/data/looked/",
    "/me/data/correct/",
    "/account/",
    "/account/2fa/",
    "/account/3rdparty/",
    "/account/logout/",
    "/me/requests/",
    "/me/restrict/",
    "/me/object/",
    "/tickets/mine/",
    "/tickets/new/",
    "/me/data/leave/",
    "/me/data/download/",
    "/me/data/correct/user-name/",
    "/me/erase/",
    "/me/close/",
    "/me/port/",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with demo(tmp_path_factory.mktemp("browser"), "support-desk") as site:
        yield site


def opened(chromium: Browser, desk: Running, **settings: object) -> BrowserContext:
    """A browser that was never here, whose address bar begins with the site."""
    return chromium.new_context(
        base_url=f"https://localhost:{desk.port}",
        ignore_https_errors=True,
        **{"locale": "en-GB", **settings},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(("language", "dark", "width"), [("en-GB", False, 1280), ("fr-FR", True, PHONE)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    chromium: Browser, desk: Running, language: str, dark: bool, width: int
) -> None:
    name = f"p{language[:2]}{width}"
    signed_in = sign_up(desk, name)
    signed_in.send("/account/login/", {"login": name, "password": PASSWORD})
    again(signed_in, "/me/erase/")
    assert signed_in.send("/me/object/", {"purpose": "security", "why": "seen"}).status == 302
    one = re.search(r'"(/me/one/\?item=[^"]+)"', signed_in.get("/me/data/").text)
    assert one
    context = opened(
        chromium,
        desk,
        locale=language,
        color_scheme="dark" if dark else "light",
        bypass_csp=True,
        viewport={"width": width, "height": 800},
    )
    shown, found = context.new_page(), {}
    for path in OPEN:
        shown.goto(path)
        found[path] = [*findings(shown), *too_wide(shown, width)]
    context.add_cookies(
        [
            {
                "name": "__Host-session",
                "value": signed_in.cookies["session"],
                "url": f"https://localhost:{desk.port}",
            }
        ]
    )
    for path in (*OWN, one[1], news_ends_here(desk, name)):
        answer = shown.goto(path)
        assert answer is not None
        assert answer.status == 200
        assert shown.url.endswith(path), "not signed in"
        found[path] = [*findings(shown), *too_wide(shown, width)]
    context.close()
    assert {path: each for path, each in found.items() if each} == {}


def news_ends_here(desk: Running, name: str) -> str:
    """The address in a letter with news by which its reader has no more of them."""
    file = desk.folder.parent / f"news-{name}"
    for language in ("fr", "en"):
        Path(f"{file}.{language}.txt").write_text(f"Objet {name}\n\nTexte.\n", "utf-8")
    honour("mail", "announce", file, "--really", "--site", desk.folder)
    for letter in letters_to(desk, f"{name}@exemple.example"):
        if found := re.search(r"https://[^/\s]+(/choices/letters/\S+/)", letter):
            return found[1]
    raise AssertionError("no letter says how to have no more")


LABELS = {
    "fr": {
        "sign up": "Créer un compte", "user name": "Identifiant", "e-mail": "Adresse électronique",
        "password": "Mot de passe", "mine": "Mon compte", "out": "Se déconnecter", "in": "Identification",
    },
    "en": {
        "sign up": "Create an account", "user name": "User name", "e-mail": "E-mail address",
        "password": "Password", "mine": "My account", "out": "Sign out", "in": "Sign in",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_script_somebody_signs_up_confirms_signs_in_and_out(
    chromium: Browser, desk: Running, language: str
) -> None:
    words, name = LABELS[language], f"noscript{language}"
    context = opened(chromium, desk, locale=language, java_script_enabled=False)
    shown = context.new_page()
    shown.goto("/")
    shown.get_by_role("main").get_by_role("link", name=words["sign up"]).click()
    shown.get_by_label(words["user name"], exact=True).fill(name)
    shown.get_by_label(words["e-mail"]).fill(f"{name}@exemple.example")
    shown.locator("input[type=password]").first.fill(PASSWORD)
    shown.get_by_role("checkbox").check()
    shown.get_by_role("main").get_by_role("button").first.click()
    shown.goto(link(desk, f"{name}@exemple.example"))
    shown.get_by_role("main").get_by_role("button").first.click()
    if words["in"] in shown.get_by_role("navigation").first.inner_text():
        shown.goto("/account/login/")
        shown.locator("input[name=login]").fill(name)
        shown.locator("input[type=password]").fill(PASSWORD)
        shown.get_by_role("main").get_by_role("button").first.click()
    shown.get_by_role("navigation").first.get_by_role("link", name=words["mine"]).click()
    assert f"{name}@exemple.example" in shown.get_by_role("main").inner_text()
    shown.get_by_role("button", name=words["out"]).first.click()
    shown.goto("/account/")
    assert "/account/login/" in shown.url
    context.close()


def test_the_sign_in_page_is_walked_by_keyboard_alone(chromium: Browser, desk: Running) -> None:
    sign_up(desk, "keyboard")
    context = opened(chromium, desk)
    shown = context.new_page()
    shown.goto("/account/login/")
    reached = []
    for _ in range(30):
        shown.keyboard.press("Tab")
        reached.append(
            shown.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")
        )
        if reached[-1] == "login":
            break
    assert reached[0] == "Skip to the text"
    shown.keyboard.type("keyboard")
    while shown.evaluate("document.activeElement.name") != "password":
        shown.keyboard.press("Tab")
    shown.keyboard.type(PASSWORD)
    shown.keyboard.press("Enter")
    shown.wait_for_url(re.compile(r"/account/(?!login)"))
    context.close()


@pytest.mark.promise("S0-28", "S2-20")
def test_no_page_asks_another_host_nor_breaks_its_own_policy(chromium: Browser, desk: Running) -> None:
    context = opened(chromium, desk)
    shown = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.on("console", lambda message: said.append(message.text))
    for path in OPEN:
        shown.goto(path, wait_until="networkidle")
    assert len(asked) > len(OPEN)
    assert not [url for url in asked if not url.startswith(f"https://localhost:{desk.port}/")]
    assert not [text for text in said if "Content Security Policy" in text]
    context.close()


@pytest.mark.skipif("HONOUR_PICTURES" not in os.environ, reason="HONOUR_PICTURES names no folder for them")
def test_pictures_of_every_page_can_be_taken(chromium: Browser, desk: Running) -> None:
    """For whoever wants to look: HONOUR_PICTURES names the folder in which they are kept."""
    folder = Path(os.environ["HONOUR_PICTURES"])
    signed_in = sign_up(desk, "pictures")
    signed_in.send("/account/login/", {"login": "pictures", "password": PASSWORD})
    for language in ("fr-FR", "en-GB"):
        context = opened(chromium, desk, locale=language, viewport={"width": 1000, "height": 700})
        shown = context.new_page()
        for paths in (OPEN, OWN):
            for path in paths:
                shown.goto(path)
                file = folder / f"{language[:2]}{path.replace('/', '_')}.png"
                shown.screenshot(path=file, full_page=True)
                assert file.stat().st_size > 5_000
            context.add_cookies(
                [
                    {
                        "name": "__Host-session",
                        "value": signed_in.cookies["session"],
                        "url": f"https://localhost:{desk.port}",
                    }
                ]
            )
        context.close()
