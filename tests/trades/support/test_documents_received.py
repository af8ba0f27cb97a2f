"""What a site takes as a document and what it refuses; a refused one leaves nothing behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.connectors.antivirus.test_clamd import EICAR, standing_in
from tests.console.test_disclosures import until
from tests.portal.my_data.visiting import words
from tests.portal.visiting import rows, sign_in, sign_up
from tests.running import Answer, Browser, Running, honour, running, settle
from tests.trades.support.cast import opened
from tests.trades.support.giving import cells, documents, gave, left, lies_in, on_disk, sent
from tests.trades.support.test_kinds_of_files import PDF, SVG, archive
from tests.trades.support.test_whereabouts import exif, jpeg

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Desk:
    """A support desk that takes a megabyte, and the place where its scanner listens."""

    site: Running
    ada: Browser
    clamd: Path


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    parent = tmp_path_factory.mktemp("received")
    folder, clamd = parent / "desk", parent / "clamd"
    honour("new", folder, "--like", "support-desk", "--demo")
    file = folder / "honour.toml"
    section = f'[documents]\nmost = 1\nantivirus = "{clamd}"\n\n[serve]'
    file.write_text(file.read_text("utf-8").replace("[serve]", section), "utf-8")
    with running(folder, *settle(folder)) as site:
        sign_up(site, "ada")
        yield Desk(site, sign_in(site, "ada"), clamd)


def lying(desk: Desk) -> tuple[object, ...]:
    """All that lies there of documents: files, rows and key cells."""
    return on_disk(desk.site), rows(desk.site, "SELECT id FROM support_document"), cells(desk.site)


def test_what_is_not_taken_is_refused_with_the_remedy_and_leaves_nothing(desk: Desk) -> None:
    ticket = opened(desk.ada, "Refused")
    page = f"/tickets/{ticket}/documents/"
    before = lying(desk)

    def refused(answer: Answer, why: str) -> None:
        assert answer.status == 422, answer.status
        assert why in words(answer)
        assert lying(desk) == before

    with standing_in(desk.clamd, most=900_000) as heard:
        for name, content, why in (
            ("a.svg", SVG, "not taken"),
            ("a.exe", b"MZ" + bytes(500), "not taken"),
            ("a.png", PDF, "not what its name says"),
            ("a.txt", SVG, "not what its name says"),
            ("a.pdf", PDF + archive("run.class"), "two kinds at once"),
            ("a.docx", archive("word/document.xml", "word/vbaProject.bin"), "macros"),
            ("a.txt", b"", "not empty"),
        ):
            refused(gave(desk.ada, ticket, name, content), why)
        assert heard == [], "what is refused anyway is not looked at"
        refused(gave(desk.ada, ticket, "virus.txt", b"words " + EICAR), "something harmful")
        refused(gave(desk.ada, ticket, "large.txt", b"words " * 160_000), "larger than the antivirus")
        refused(gave(desk.ada, ticket, "larger.txt", b"words " * 180_000), "too large")
        told = gave(desk.ada, ticket, "largest.txt", b"words " * 800_000)
        assert told.status == 413
        assert "3.5 MB" in told.text
    refused(gave(desk.ada, ticket, "words.txt", b"words"), "cannot be checked")
    assert gave(desk.ada, ticket, "a.txt", b"words", to="/contact/").status == 200, "no form of documents"
    assert sent(desk.ada, ticket, "a.txt", [b"words " * 600_000], 3_600_000, to="/contact/").status == 413
    assert lying(desk) == before
    assert lies_in(desk.site, b"words words") == []
    assert desk.ada.send(page, {}, to=f"{page}upload/").status == 422, "a form without a file"


def test_whoever_leaves_before_the_end_leaves_nothing(desk: Desk) -> None:
    ticket = opened(desk.ada, "Left")
    before = lying(desk)
    content = b"Leftwords " * 50_000
    left(desk.ada, ticket, "left.txt", content, lambda: until(lambda: lying(desk) != before))
    until(lambda: lying(desk) == before)
    with standing_in(desk.clamd):
        until(lambda: gave(desk.ada, ticket, "again.txt", b"words").status == 302)
    assert lying(desk) != before, "and can send it again"


def test_without_the_token_of_the_page_nothing_is_kept(desk: Desk) -> None:
    ticket = opened(desk.ada, "Forged")
    before = lying(desk)
    assert gave(desk.ada, ticket, "a.txt", b"words", token="x" * 64).status == 403
    assert lying(desk) == before


def test_what_is_clean_is_kept_under_a_cleaned_name_and_a_place_in_it_is_told(desk: Desk) -> None:
    ticket = opened(desk.ada, "Kept")
    page = f"/tickets/{ticket}/documents/"
    content = jpeg(b"Exif\0\0" + exif(True))
    with standing_in(desk.clamd) as heard:
        assert gave(desk.ada, ticket, "../../pho\u202eto.jpg", content).status == 302
        told = words(desk.ada.get(page))
        assert "says where it was taken" in told
        assert "photo.jpg" in told
        assert gave(desk.ada, ticket, "plain.jpg", jpeg(b"Exif\0\0" + exif(False))).status == 302
        assert "says where it was taken" not in words(desk.ada.get(page))
    assert heard[0] == content, "all of it was looked at"
    assert desk.ada.get(documents(desk.ada, ticket)[0]).body == content, "and nothing of it was changed"
    assert "checked for viruses" in told
