"""A page as a paper: PDF/A that bears the page's hash and says what the page says."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from honour.promises.languages import LANGUAGES, Language
from honour.promises.policy import read
from honour.publishing.page import page
from honour.publishing.parts import Page
from honour.publishing.pdf import pdf
from tests.promises.policies import SHOP
from tests.publishing.test_page import STAFFED

DAY = date(2026, 12, 1)


def shown(text: str = STAFFED, language: Language = "fr", version: int | None = 3) -> Page:
    return page(read(text.encode(), "p"), language, version)


def paper(of: Page) -> PdfReader:
    return PdfReader(BytesIO(pdf(of, "Secours SARL", DAY)))


def words(reader: PdfReader) -> str:
    """All words of the paper, without its line breaks and hyphens at their ends."""
    text = " ".join(sheet.extract_text() for sheet in reader.pages)
    return "".join(text.replace("\u00a0", " ").replace("-\n", "").split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_says_every_paragraph_of_the_page(language: Language) -> None:
    of = shown(language=language)
    told = words(paper(of)).replace("-", "")
    said = [each.text for section in of.sections for each in (*section.paragraphs, *section.points)]
    assert len(said) > 20
    for text in said:
        assert "".join(text.replace("\u00a0", " ").replace("-", "").split())[:40] in told


def test_the_paper_declares_pdf_a_and_pdf_ua_and_its_language() -> None:
    made = pdf(shown(), "Secours SARL", DAY)
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert b"/Lang(fr)" in made
    assert b"/Marked true" in made


def test_every_sheet_bears_the_hash_of_the_page_and_so_do_the_keywords() -> None:
    of = shown()
    reader = paper(of)
    assert len(reader.pages) >= 2
    assert all(of.hash in sheet.extract_text() for sheet in reader.pages)
    assert reader.metadata is not None
    assert of.hash in str(reader.metadata["/Keywords"])
    assert reader.metadata.title == of.title


def test_the_same_page_gives_the_same_bytes() -> None:
    assert pdf(shown(), "Secours SARL", DAY) == pdf(shown(), "Secours SARL", DAY)


def test_a_draft_says_that_it_is_one() -> None:
    told = words(paper(shown(version=None)))
    assert "Projet:cetexten'apasencoredenuméro" in told.replace("’", "'")


def test_nothing_of_the_policy_is_taken_for_a_command() -> None:
    text = SHOP.replace("name: Secours\n", "name: '#panic(1) $x$ *a* <b> @c \\ // = d'\n")
    told = words(paper(shown(text, "en")))
    assert "#panic(1)$x$*a*<b>@c\\//=d" in told
