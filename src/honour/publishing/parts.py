"""A policy as a page: a value that every format shows, with the same anchors, in order, in each language."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from honour.promises.languages import Language

# The names of the JSON are for programs, and stay the same in each language.


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `anchors` are those of the items of law that it answers (`art-13-1-c`); `points` are a
    list that it opens."""

    text: str
    anchors: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose first row is `headings`; each row has as many cells. `caption` says what it shows."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """The text of a line that leads to another place of the page, or to an address elsewhere."""

    text: str
    anchor: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page. `level` is 2, or 3 for a part within a part.

    `anchor` is the same in each language; `anchors` are further ones, of items of law that the whole part
    answers. Paragraphs come first, then points (a list), the table, the links.
    """

    anchor: str
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    level: int = 2
    points: tuple[Paragraph, ...] = ()
    table: Table | None = None
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A policy in one language. `version` is None for a draft, which `notice` says it is.

    `effective` is an ISO date; `digest` is the SHA-256 of the policy's file.
    """

    language: Language
    title: str
    notice: str
    sections: tuple[Section, ...]
    version: int | None
    effective: str | None
    digest: str

    @property
    def hash(self) -> str:
        """The SHA-256, in hexadecimal, of what the page says: of `page_as_data` without `hash`, as JSON with
        sorted names, no spaces and its characters as they are, in UTF-8.
        """
        said = json.dumps(_said(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


HASH_LABEL: Final[Mapping[Language, str]] = {
    "en": "SHA-256 of this text",
    "fr": "Empreinte SHA-256 de ce texte",
}
DIGEST_LABEL: Final[Mapping[Language, str]] = {
    "en": "SHA-256 of the policy's file",
    "fr": "Empreinte SHA-256 du fichier de la politique",
}
CONTENTS_LABEL: Final[Mapping[Language, str]] = {"en": "On this page", "fr": "Sur cette page"}


def anchors_of(section: Section) -> tuple[str, ...]:
    """Every anchor within a section, in order."""
    inside = (anchor for each in (*section.paragraphs, *section.points) for anchor in each.anchors)
    return (section.anchor, *section.anchors, *inside)


def page_as_data(shown: Page) -> Mapping[str, object]:
    """The page as JSON can hold it, with its hash."""
    return {**_said(shown), "hash": shown.hash}


def page_from_data(said: Mapping[str, Any]) -> Page:
    """The page that `page_as_data` gave, as it is kept."""
    return Page(
        said["language"],
        said["title"],
        said["notice"],
        tuple(_section_from(each) for each in said["sections"]),
        said["version"],
        said["effective"],
        said["digest"],
    )


def _section_from(said: Mapping[str, Any]) -> Section:
    table = said["table"]
    return Section(
        said["anchor"],
        said["heading"],
        tuple(_paragraph_from(each) for each in said["paragraphs"]),
        said["level"],
        tuple(_paragraph_from(each) for each in said["points"]),
        Table(table["caption"], tuple(table["headings"]), tuple(tuple(row) for row in table["rows"]))
        if table
        else None,
        tuple(Link(**each) for each in said["links"]),
        tuple(said["anchors"]),
    )


def _paragraph_from(said: Mapping[str, Any]) -> Paragraph:
    return Paragraph(said["text"], tuple(said["anchors"]), tuple(said["points"]))


def _said(shown: Page) -> dict[str, object]:
    return {
        "language": shown.language,
        "title": shown.title,
        "draft": shown.version is None,
        "version": shown.version,
        "effective": shown.effective,
        "digest": shown.digest,
        "notice": shown.notice,
        "sections": [_section(section) for section in shown.sections],
    }


def _section(section: Section) -> Mapping[str, object]:
    table = section.table
    return {
        "anchor": section.anchor,
        "anchors": list(section.anchors),
        "level": section.level,
        "heading": section.heading,
        "paragraphs": [_paragraph(each) for each in section.paragraphs],
        "points": [_paragraph(each) for each in section.points],
        "table": None
        if table is None
        else {
            "caption": table.caption,
            "headings": list(table.headings),
            "rows": [list(row) for row in table.rows],
        },
        "links": [_link(each) for each in section.links],
    }


def _link(link: Link) -> Mapping[str, object]:
    there = {"address": link.address} if link.address else {"anchor": link.anchor}
    return {"text": link.text, **there}


def _paragraph(paragraph: Paragraph) -> Mapping[str, object]:
    return {
        "text": paragraph.text,
        "anchors": list(paragraph.anchors),
        "points": list(paragraph.points),
    }
