"""A page set in type: the same apostrophes and spaces in every format, and in what the hash covers."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.promises.policy import read
from honour.publishing.html import html
from honour.publishing.markdown import markdown
from honour.publishing.page import page
from honour.publishing.parts import anchors_of
from honour.publishing.typography import APOSTROPHE, NARROW, typeset
from honour.wiring.offers import OFFERS
from tests.promises.test_printing import POLICIES


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("l'avis : « oui » ; non ?", "l’avis\u202f: «\u202foui\u202f»\u202f; non\u202f?"),
        ("l\u00a0: m'a", "l\u202f: m’a"),
        (
            "écrivez à l'adresse o'neil@x.example ; voir https://x.example/a'b : merci",
            "écrivez à l’adresse o'neil@x.example\u202f; voir https://x.example/a'b\u202f: merci",
        ),
        ("10\u00a0000\u00a0€ à 8:30", "10\u00a0000\u00a0€ à 8:30"),
        ("aujourd'hui", "aujourd’hui"),
    ],
)
def test_french_is_shown_with_curved_apostrophes_and_narrow_spaces(typed: str, shown: str) -> None:
    assert typeset(typed, french=True) == shown


def test_english_keeps_its_spaces() -> None:
    assert typeset("the site's « quote » : no", french=False) == "the site’s « quote » : no"


@given(st.text(alphabet="l'a :;?«» .\u00a0\u202f@é", max_size=30))
def test_what_was_set_once_stays_as_it_is(typed: str) -> None:
    once = typeset(typed, french=True)
    assert typeset(once, french=True) == once


@pytest.mark.parametrize("source", POLICIES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_format_of_every_french_page_is_set_in_type(source: Path) -> None:
    policy = read(source.read_bytes(), "policy.yaml", OFFERS)
    shown = page(policy, "fr")
    for whole in (re.sub(r"<style>.*?</style>|<[^>]*>", "", html(shown), flags=re.DOTALL), markdown(shown)):
        text = unescape(whole)
        assert APOSTROPHE in text
        assert NARROW in text
        assert re.findall(r"\w'\w", text) == []
        assert re.findall(r"[^\u202f\w`*<>/.)(’\]\\-][;:!?»](?: |$)", text, re.MULTILINE) == []


@pytest.mark.parametrize("source", POLICIES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_hash_covers_what_is_shown_and_both_languages_have_the_same_anchors(source: Path) -> None:
    policy = read(source.read_bytes(), "policy.yaml", OFFERS)
    french, english = page(policy, "fr"), page(policy, "en")
    assert [anchors_of(each) for each in french.sections] == [anchors_of(each) for each in english.sections]
    assert replace(french, notice=french.notice.replace(NARROW, " ")).hash != french.hash
