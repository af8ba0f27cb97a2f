"""A page as one HTML file: whole by itself, by the book, and nothing of the policy taken for a sign."""

import base64
import hashlib
import itertools
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given

from honour.promises.languages import LANGUAGES, Language
from honour.promises.policy import read
from honour.publishing.html import html
from honour.publishing.page import page
from honour.publishing.parts import anchors_of
from tests.promises.policies import SHOP, policies
from tests.publishing.test_page import STAFFED

VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Reads a document as a tree would be: what is open, which ids and links there are, what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrongly_closed: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what opens."""
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Note what closes, and whether it was the last that opened."""
        if not self.open or self.open.pop() != tag:
            self.wrongly_closed.append(tag)

    def handle_data(self, data: str) -> None:
        """Note what is said."""
        self.text.append(data)


def reading(text: str, language: Language = "en") -> Reader:
    """The page of a policy, as read."""
    reader = Reader()
    reader.feed(html(page(read(text.encode(), "p"), language)))
    reader.close()
    return reader


@given(policies())
def test_every_element_closes_where_it_should_and_every_link_leads_somewhere(text: str) -> None:
    reader = reading(text)
    assert reader.wrongly_closed == []
    assert reader.open == []
    assert len(set(reader.ids)) == len(reader.ids)
    within = {link.removeprefix("#") for link in reader.links if link.startswith("#")}
    assert within <= set(reader.ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_anchor_and_every_paragraph_of_the_page_stands_there(language: Language) -> None:
    shown = page(read(STAFFED.encode(), "p"), language)
    reader = reading(STAFFED, language)
    assert {anchor for section in shown.sections for anchor in anchors_of(section)} <= set(reader.ids)
    told = "".join(reader.text)
    assert all(each.text in told for section in shown.sections for each in section.paragraphs)
    assert shown.hash in told
    assert shown.digest in told


def test_headings_go_down_one_level_at_a_time_from_one_first() -> None:
    levels = reading(STAFFED).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert 3 in levels
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_page_asks_nobody_for_anything_and_allows_its_one_style_alone() -> None:
    text = html(page(read(SHOP.encode(), "p"), "fr"))
    reader = reading(SHOP, "fr")
    assert not re.search(r"<(script|link|img|iframe|object|form)\b", text)
    assert not [each for each in reader.attributes if each[1] == "style" or each[1].startswith("on")]
    assert {link for link in reader.links if not link.startswith("#")} == {
        "https://secours.example",
        "mailto:privacy@secours.example",
    }
    [style] = re.findall(r"<style>(.*?)</style>", text, flags=re.DOTALL)
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = [value for tag, name, value in reader.attributes if "default-src" in value]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style
    assert "@import" not in style


def test_a_table_names_its_columns_and_rows_and_can_be_scrolled_by_keyboard() -> None:
    reader = reading(SHOP)
    scopes = [value for tag, name, value in reader.attributes if (tag, name) == ("th", "scope")]
    assert scopes == ["col"] * 5 + ["row"] * 2
    assert ("div", "tabindex", "0") in reader.attributes


def test_a_link_ends_before_the_sign_that_ends_its_sentence_and_a_licence_is_marked() -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    told = (
        f"tell: {{licence: {{name: CC BY, address: '{licence}'}}, documents: {{legal notice: /a?b=1&c}}}}\n"
    )
    text = html(page(read((SHOP + told).encode(), "p"), "en"))
    assert f'<a href="{licence}" rel="license">{licence}</a>' in text
    assert '<a href="https://secours.example/a?b=1&amp;c">https://secours.example/a?b=1&amp;c</a>).' in text
    assert '<a href="mailto:privacy@secours.example">privacy@secours.example</a>.' in text


def test_nothing_of_the_policy_is_taken_for_a_sign() -> None:
    text = html(page(read(SHOP.replace("name: Secours\n", "name: '<b onclick=x>&\"'\n").encode(), "p"), "en"))
    assert "<b" not in text.split("<body>")[1].replace("<br>", "")
    assert "&lt;b onclick=x&gt;&amp;" in text


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "paper"])
def test_text_links_and_lines_stand_out_in_each_scheme(scheme: int) -> None:
    text = html(page(read(SHOP.encode(), "p"), "en"))
    block = re.findall(r":root \{(.*?)\}", text, flags=re.DOTALL)[scheme]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))
    assert min(contrast(colours["ink"], colours[each]) for each in ("paper", "soft")) >= 7
    assert contrast(colours["link"], colours["paper"]) >= 4.5
    assert contrast(colours["line"], colours["paper"]) >= 3
