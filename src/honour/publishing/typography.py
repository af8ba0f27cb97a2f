"""A page set in type: the apostrophes and narrow spaces that a reader of French expects.

A policy's author types ' and a space; the page shows ’ and a space that no line breaks at. This is done to a
whole page, once, as the last step before it is hashed, so that every format shows and every hash covers the
same characters. Addresses stay as they are typed, and so do anchors.
"""

import re
from dataclasses import replace
from typing import Final
from unicodedata import normalize

from honour.publishing.parts import Page, Paragraph, Section, Table

NARROW: Final = "\u202f"  # narrow no-break space
APOSTROPHE: Final = "\u2019"

_ADDRESS: Final = re.compile(r"(https?://[^\s\u00a0]+|\S+@\S+)")
# The spaces of French before double punctuation and within guillemets, however they were typed.
_DOUBLE: Final = re.compile("[ \u00a0\u202f]+(?=[;:!?»](?:[^\\w]|$))|(?<=«)[ \u00a0\u202f]+")
_WORDS: Final = re.compile(r"[a-z0-9]+")
_STRAIGHT: Final = re.compile(r"(?<=\w)'")


def set_in_type(page: Page) -> Page:
    """The same page with typographic apostrophes and, in French, narrow no-break spaces."""
    french = page.language == "fr"

    def said(text: str) -> str:
        return typeset(text, french)

    def paragraphs(given: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        return tuple(
            replace(each, text=said(each.text), points=tuple(said(point) for point in each.points))
            for each in given
        )

    def section(given: Section) -> Section:
        return replace(
            given,
            heading=said(given.heading),
            paragraphs=paragraphs(given.paragraphs),
            points=paragraphs(given.points),
            table=_table(given.table, french) if given.table else None,
            links=tuple(replace(each, text=said(each.text)) for each in given.links),
        )

    return replace(
        page,
        title=said(page.title),
        notice=said(page.notice),
        sections=tuple(section(each) for each in page.sections),
    )


def typeset(text: str, french: bool) -> str:
    """One text; what stands in an address is left alone."""
    parts = _ADDRESS.split(text)
    return "".join(part if number % 2 else _set(part, french) for number, part in enumerate(parts))


def anchor_of(heading: str) -> str:
    """What a heading is reached by: its letters and digits in small letters, without accents."""
    bare = normalize("NFKD", heading.replace("œ", "oe").replace("æ", "ae")).encode("ascii", "ignore").decode()
    return "-".join(_WORDS.findall(bare.lower()))


def _set(text: str, french: bool) -> str:
    whole = _STRAIGHT.sub(APOSTROPHE, text)
    return _DOUBLE.sub(NARROW, whole) if french else whole


def _table(table: Table, french: bool) -> Table:
    return Table(
        typeset(table.caption, french),
        tuple(typeset(each, french) for each in table.headings),
        tuple(tuple(typeset(cell, french) for cell in row) for row in table.rows),
    )
