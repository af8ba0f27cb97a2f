"""The five policies that a new site can begin with: sound, whole, and each of the 222 promises in them."""

import csv
import re
from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final
from zoneinfo import available_timezones

import pytest

from honour.promises.checks import check
from honour.promises.findings import Unreadable
from honour.promises.languages import LANGUAGES, Language
from honour.promises.policy import Policy, read
from honour.promises.reading import Entry, read_document
from honour.publishing.page import page
from honour.publishing.parts import Page
from honour.wiring.offers import OFFERS
from tests.conftest import ROOT
from tests.five_policies_page import page as documented
from tests.five_policies_page import settled
from tests.promise_rows import KINDS, SITES, Trail, entry_at, renamed, rows, trail, without, written
from tests.promises_marked import promises

_LIKES: Final = files("honour.website") / "likes"
_each_site: Final = pytest.mark.parametrize("site", SITES.values())
_each_language: Final = pytest.mark.parametrize("language", LANGUAGES)


def _file(site: str) -> bytes:
    return (_LIKES / site / "policy.yaml").read_bytes()


@cache
def _policy(site: str) -> Policy:
    return read(_file(site), f"{site}/policy.yaml", OFFERS)


def _said(shown: Page) -> frozenset[str]:
    """Every text of a page that a policy can change, without its digest."""
    said = {shown.title}
    for section in shown.sections:
        told = (*section.paragraphs, *section.points)
        said |= {text for each in told for text in (each.text, *each.points)}
        if section.table:
            said |= {cell for row in section.table.rows for cell in row}
    return frozenset(said)


@cache
def _whole(site: str) -> tuple[frozenset[str], ...]:
    return tuple(_said(page(_policy(site), language)) for language in LANGUAGES)


def test_every_promise_is_mapped_once_and_no_other() -> None:
    mapped = Counter(row.id for row in rows())
    assert dict(mapped) == dict.fromkeys(promises(), 1)


def test_every_row_has_a_kind_and_a_place_or_a_reason() -> None:
    wrong = [row.id for row in rows() if row.kind not in KINDS or not all(row.where)]
    assert wrong == []
    assert [row.id for row in rows() if row.kind != "policy" and not row.where[0].endswith(".")] == []


@_each_site
def test_every_line_that_bears_a_promise_stands_in_the_file_and_speaks_in_both_languages(site: str) -> None:
    root = read_document(_file(site), site)
    paths = dict.fromkeys(
        path for row in rows() if row.kind == "policy" for path in row.where if row.site == site
    )
    assert paths
    assert [path for path in paths if not _speaks(site, root, trail(root, path))] == []


def _speaks(site: str, root: Entry, way: Trail) -> bool:
    """Whether the page says something else, in each language, without this line.

    A line that must stand is given another text instead. One that writes out what holds by default says the
    same as its absence: then the nearest mapping around it must speak.
    """
    trees = [without(root, way[:length]) for length in range(len(way), 0, -1)]
    if entry_at(root, way).kind == "text":
        trees.insert(0, renamed(root, way))
    return any(_differs(site, tree) for tree in trees)


def _differs(site: str, root: Entry) -> bool:
    try:
        changed = read(written(root).encode(), site, OFFERS)
    except Unreadable:
        return False
    return all(
        _said(page(changed, language)) != before
        for language, before in zip(LANGUAGES, _whole(site), strict=True)
    )


@_each_site
def test_a_policy_written_anew_says_the_same(site: str) -> None:
    """What the test above rests on: without any change, nothing differs."""
    again = read(written(read_document(_file(site), site)).encode(), site, OFFERS)
    assert tuple(_said(page(again, language)) for language in LANGUAGES) == _whole(site)


@_each_site
def test_nothing_is_to_be_mended_and_nothing_is_left_unsaid(site: str) -> None:
    assert check(_policy(site), available_timezones()) == ()
    assert _policy(site).not_built == ()


@_each_site
def test_both_languages_have_the_same_anchors_in_the_same_order(site: str) -> None:
    english, french = (page(_policy(site), language) for language in ("en", "fr"))
    assert [each.anchor for each in english.sections] == [each.anchor for each in french.sections]


@_each_site
@_each_language
def test_no_sentence_shows_that_it_was_put_together(site: str, language: Language) -> None:
    for section in page(_policy(site), language).sections:
        told = (*section.paragraphs, *section.points)
        assert [bool(each.points) for each in told] == [each.text.endswith(":") for each in told]
        texts = [each.text for each in told]
        assert len(set(texts)) == len(texts)
        texts += [f"D {point}" for each in told for point in each.points]
        for text in texts:
            assert re.fullmatch(r"[A-ZÀÉÊÎ«“‘D].*[.:]", text, re.DOTALL), text
            assert not re.search(r"[{}]|None|\.\.|,,|  ", text), text
            assert not re.search(r"\b(\w+) \1\b", text.replace("nous nous", "").replace("vous vous", "")), (
                text
            )


@_each_site
@_each_language
def test_a_page_says_no_sentence_twice(site: str, language: Language) -> None:
    """What opens a list may stand once for everybody and once for a group: its points differ."""
    told = [each for section in page(_policy(site), language).sections for each in section.paragraphs]
    whole = [each.text for each in told if not each.points]
    sentences = Counter(one for text in whole for one in re.split(r"(?<=[.]) (?=[A-ZÀÉ])", text))
    assert sum(sentences.values()) > 60
    assert {one: times for one, times in sentences.items() if times > 1} == {}


@_each_site
def test_the_language_of_the_original_prevails(site: str, shared: Path) -> None:
    [original] = (shared / "mission" / "policies").glob(f"*-{site}.*.txt")
    assert _policy(site).site.authentic == original.suffixes[0].removeprefix(".")


@_each_site
def test_each_contradiction_of_a_text_is_settled_in_its_file_with_a_note(site: str) -> None:
    with (ROOT / "tests" / "contradictions.tsv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    touching = {row["id"] for row in table if any(SITES[each[:2]] == site for each in row["rows"].split())}
    assert touching - settled(_file(site).decode()) == set()


def test_the_page_about_the_five_is_made_from_them() -> None:
    assert (ROOT / "docs" / "five-policies.md").read_text("utf-8") == documented(), (
        "run: python -m tests.five_policies_page > docs/five-policies.md"
    )
