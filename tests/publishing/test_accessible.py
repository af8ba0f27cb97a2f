"""The ten pages in a real browser: axe finds nothing, nothing is wider than a phone, nothing is loaded.

axe-core looks for what WCAG 2.2 A and AA and its own good practice let a program see. It cannot tell whether
a text is understood: people can.
"""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from honour.promises.languages import LANGUAGES, Language
from honour.promises.policy import read
from honour.publishing.html import html
from honour.publishing.page import page
from honour.wiring.offers import OFFERS
from tests.axe import PHONE, findings
from tests.promise_rows import SITES

_LIKES: Final = files("honour.website") / "likes"


@cache
def _document(site: str, language: Language) -> str:
    policy = read((_LIKES / site / "policy.yaml").read_bytes(), site, OFFERS)
    return html(page(policy, language))


@pytest.mark.parametrize("site", SITES.values())
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("dark", "width"), [(False, 1280), (True, 1280), (False, PHONE), (True, PHONE)])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    chromium: Browser, tmp_path: Path, site: str, language: Language, dark: bool, width: int
) -> None:
    (tmp_path / "page.html").write_text(_document(site, language), "utf-8")
    shown = chromium.new_page(
        color_scheme="dark" if dark else "light", viewport={"width": width, "height": 800}
    )
    asked: list[str] = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto((tmp_path / "page.html").as_uri())
    assert findings(shown) == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == [(tmp_path / "page.html").as_uri()]
    shown.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_paper(chromium: Browser, tmp_path: Path, language: Language) -> None:
    (tmp_path / "page.html").write_text(_document("hosting", language), "utf-8")
    shown = chromium.new_page()
    shown.emulate_media(media="print")
    shown.goto((tmp_path / "page.html").as_uri())
    assert findings(shown) == []
    shown.close()


def test_a_phone_shows_every_cell_with_the_column_that_it_is_of(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(_document("shop", "fr"), "utf-8")
    shown = chromium.new_page(viewport={"width": PHONE, "height": 800})
    shown.goto((tmp_path / "page.html").as_uri())
    headings = shown.locator("thead th").all_inner_texts()
    rows = shown.get_by_role("row").all()[1:]  # the first is that of the headings
    assert len(rows) > 5
    for row in rows:
        cells = row.locator("th, td").all()
        assert [cell.get_attribute("data-of") for cell in cells] == headings
        said = [cell.evaluate("each => getComputedStyle(each, '::before').content") for cell in cells]
        assert said == [f'"{heading}"' for heading in headings]
    shown.close()


def test_what_is_wrong_is_found(chromium: Browser) -> None:
    """What the tests above rest on: axe sees a fault, and a page can be too wide."""
    shown = chromium.new_page(viewport={"width": PHONE, "height": 800})
    whole = _document("shop", "en")
    faults = (
        '<img src="data:,"><div class="over">' + "wide" * 200 + "</div><style>.over {width: 999px}</style>"
    )
    shown.set_content(whole.replace("Content-Security-Policy", "x").replace("</main>", f"{faults}</main>"))
    assert any(each.startswith("image-alt: ") for each in findings(shown))
    assert shown.evaluate("document.documentElement.scrollWidth") > PHONE
    shown.close()
