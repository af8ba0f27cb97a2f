"""What the publisher brings to the pages: texts in two languages, a colour that can be read, a logo."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.portal.look import ENOUGH, PAPERS, contrast, readable
from honour.publishing.texts import as_html
from tests.running import Running, honour, running, settle

ROOT = Path(__file__).parents[2]
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("look") / "shop"
    honour("new", folder, "--like", "shop", "--demo")
    (folder / "texts/terms.en.md").write_text("# Our terms\n\nBe kind. <script>alert(1)</script>\n")
    (folder / "texts/terms.fr.md").unlink()
    (folder / "logo.svg").write_text(LOGO)
    ports = settle(folder)
    with (folder / "honour.toml").open("a") as file:
        file.write('[look]\ncolour = "#ffe000"\nlogo = "logo.svg"\n')
    with running(folder, *ports) as site:
        yield site


def test_a_text_of_the_publisher_is_a_page_and_no_script(shop: Running) -> None:
    shown = shop.browser(**{"Accept-Language": "en"}).get("/terms").text
    assert '<h1 id="our-terms">Our terms</h1>' in shown
    assert "<title>Our terms" in shown
    assert "<script>" not in shown
    assert "alert(1)" in shown


def test_a_text_that_is_missing_in_a_language_says_so(shop: Running) -> None:
    assert "Ce texte n’est pas encore écrit" in shop.browser(**{"Accept-Language": "fr"}).get("/terms").text


def test_a_legal_notice_is_begun_for_every_site(shop: Running) -> None:
    shown = shop.browser(**{"Accept-Language": "fr"}).get("/legal").text
    assert "Mentions légales" in shown
    assert "Qui publie ce site" in shown
    for page in ("/", "/account/login/"):
        assert 'href="/legal"' in shop.browser().get(page).text


def test_other_paths_are_no_texts(shop: Running) -> None:
    assert shop.browser().get("/nowhere").status == 404
    assert shop.browser().get("/..%2fpolicy").status == 404


def test_the_colour_and_the_logo_are_on_each_page(shop: Running) -> None:
    browser = shop.browser()
    assert '<img src="/logo"' in browser.get("/").text
    logo = browser.get("/logo")
    assert (logo.text, logo.headers["content-type"]) == (LOGO, "image/svg+xml")
    sheet = browser.get("/look.css")
    light, dark = re.findall(r"--link: (#[0-9a-f]{6})", sheet.text)
    assert dark == "#ffe000"
    assert contrast(light, PAPERS["light"]) >= ENOUGH


COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS, st.sampled_from(sorted(PAPERS.values())))
def test_every_colour_can_be_read_on_every_paper(colour: str, paper: str) -> None:
    assert contrast(readable(colour, paper), paper) >= ENOUGH


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # WCAG's well-known nearly enough


@given(st.text(alphabet="<>&\"'abc /:*[]()\n"))
def test_no_text_brings_a_mark_of_its_own(text: str) -> None:
    allowed = "p|a|em|strong|ul|ol|li|h[1-6]|code|pre|blockquote|hr|br|table|thead|tbody|tr|th|td|img"
    assert not re.sub(rf"</?(?:{allowed})(?: [a-z]+=\"[^\"<>]*\")* ?/?>", "", as_html(text)).count("<")


@pytest.mark.parametrize("link", ["[x](javascript:alert(1))", "[x](data:text/html,x)", "[x](vbscript:x)"])
def test_a_link_that_acts_is_none(link: str) -> None:
    assert "href" not in as_html(link)
    assert "href" in as_html("[x](https://exemple.example)")


def test_the_papers_are_those_of_the_style_sheet() -> None:
    sheet = (ROOT / "src/honour/portal/static/site.css").read_text("utf-8")
    assert re.findall(r"--paper: (#[0-9a-f]{6})", sheet) == list(PAPERS.values())


@pytest.mark.parametrize(
    ("line", "says"), [('colour = "rouge"', "#0b4a8f"), ('logo = "x.exe"', "no picture")]
)
def test_a_look_that_cannot_be_had_is_told(tmp_path: Path, line: str, says: str) -> None:
    import subprocess
    import sys

    honour("new", tmp_path / "shop", "--like", "shop", "--demo")
    settle(tmp_path / "shop")
    with (tmp_path / "shop/honour.toml").open("a") as file:
        file.write(f"[look]\n{line}\n")
    program = [sys.executable, "-m", "honour.command", "serve", "--site", str(tmp_path / "shop")]
    told = subprocess.run(program, check=False, capture_output=True, text=True)
    assert told.returncode == 3
    assert says in told.stderr
