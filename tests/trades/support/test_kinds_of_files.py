"""Which files are taken, and by what name: the content must be what the name says."""

import io
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as some

from honour.trades.support.documents.kinds import HEAD, KINDS, TAIL, Refusal, refusal_of
from honour.trades.support.documents.naming import cleaned, disposition, ending_of

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(200)
PDF = b"%PDF-1.7\n1 0 obj\n" + bytes(2000) + b"%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def archive(*names: str) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as file:
        for name in names:
            file.writestr(name, "content of a member")
    return whole.getvalue()


def refused(name: str, content: bytes) -> Refusal | None:
    return refusal_of(ending_of(cleaned(name)), content[:HEAD], content[-TAIL:])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", PNG),
        ("A.JPG", JPEG),
        ("a.jpeg", JPEG),
        ("a.pdf", PDF),
        ("a.zip", archive("deep/inside.txt")),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("a.txt", "déjà vu\r\n".encode()),
        ("a.log", "déjà vu".encode("latin-1")),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
        ("a.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(100)),
        ("a.csv", b"\xef\xbb\xbfname;age\n"),
    ],
)
def test_a_file_that_is_what_its_name_says_is_taken(name: str, content: bytes) -> None:
    assert refused(name, content) is None


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.svg", SVG, "kind"),
        ("a.html", b"<html>", "kind"),
        ("a.exe", b"MZ" + bytes(100), "kind"),
        ("a.docm", archive("word/document.xml"), "kind"),
        ("a", PNG, "kind"),
        (".png", PNG, "kind"),
        ("a.png.exe", PNG, "kind"),
        ("a.png", JPEG, "disagrees"),
        ("a.jpg", b"MZ" + bytes(100), "disagrees"),
        ("a.pdf", SVG, "disagrees"),
        ("a.txt", SVG, "disagrees"),
        ("a.txt", b"\xef\xbb\xbf  \n<!DOCTYPE html>", "disagrees"),
        ("a.txt", b"MZ\x90\x00", "disagrees"),
        ("a.txt", b"#!/bin/sh\nrm -r ~", "disagrees"),
        ("a.log", PDF, "disagrees"),
        ("a.zip", PNG, "disagrees"),
        ("a.png", b"", "disagrees"),
        ("a.png", PNG + archive("run.class"), "two at once"),
        ("a.jpg", JPEG + archive("a") + bytes(60_000), "two at once"),
        ("a.pdf", PDF + archive("a"), "two at once"),
        ("a.png", PNG + PDF, "two at once"),
        ("a.gif", b"GIF89a/*" + b"<script>alert(1)</script>", "two at once"),
        ("a.zip", archive("a")[:-30], "two at once"),
        ("a.docx", archive("word/document.xml", "word/vbaProject.bin"), "macros"),
        ("a.odt", archive("content.xml", "Basic/script-lc.xml"), "macros"),
    ],
)
def test_a_file_that_runs_or_is_something_else_or_two_things_is_refused(
    name: str, content: bytes, why: Refusal
) -> None:
    assert refused(name, content) == why


def test_an_archive_that_would_unpack_to_much_is_looked_at_like_any_other() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("zeros", bytes(50_000_000))
    assert len(whole.getvalue()) < 100_000
    assert refused("bomb.zip", whole.getvalue()) is None, "it is kept as it is, and never unpacked"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        (r"C:\Users\ada\scan.pdf", "scan.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\x00b\r\nSet-Cookie: x.png", "abSet-Cookie x.png"),
        ("..", "document"),
        ("", "document"),
        ("   .txt", "txt"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
        ("relevé d’été.pdf", "relevé d’été.pdf"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("zero\u200bwidth.txt", "zerowidth.txt"),
    ],
)
def test_a_name_is_kept_without_what_deceives(given_name: str, kept: str) -> None:
    assert cleaned(given_name) == kept


@given(some.text(max_size=400))
def test_whatever_a_file_is_called_its_name_leads_nowhere_and_ends_no_header(name: str) -> None:
    kept = cleaned(name)
    assert kept
    assert len(kept) <= 150
    assert not set(kept) & set('/\\:"<>|?*')
    assert all(unicodedata.category(each)[0] != "C" for each in kept)
    assert not kept.startswith(".")
    header = disposition(kept)
    assert header.isascii()
    assert header.isprintable()
    assert header.startswith('attachment; filename="')
    assert header.count('"') == 2
    assert cleaned(kept) == kept


def test_the_page_lists_no_kind_that_a_browser_runs() -> None:
    assert not {"svg", "html", "htm", "xhtml", "xml", "js", "exe", "docm", "jar"} & set(KINDS)
