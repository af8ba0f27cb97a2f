"""A page as one HTML file that asks nobody for anything: no script, no font, no picture, one style.

The policy of content in its head allows that style by its hash and nothing else, so a site may serve the file
as it is under the strictest policy of its own.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

from honour.publishing.parts import (
    CONTENTS_LABEL,
    DIGEST_LABEL,
    HASH_LABEL,
    Page,
    Paragraph,
    Section,
    Table,
)

_STYLE: Final = Path(__file__).with_name("page.css")
_SKIP: Final = {"en": "Skip to the text", "fr": "Aller au texte"}


def html(shown: Page) -> str:
    """The page as a whole HTML document; ends with a line break."""
    style = _STYLE.read_text("utf-8")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    lines = [
        "<!doctype html>",
        f'<html lang="{shown.language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(shown.title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        f'<a class="skip" href="#text">{_SKIP[shown.language]}</a>',
        "<header>",
        f"<h1>{escape(shown.title)}</h1>",
        f'<p class="{"draft" if shown.version is None else "version"}">{escape(shown.notice)}</p>',
        "</header>",
        *_contents(shown),
        '<main id="text" tabindex="-1">',
        *_sections(shown.sections),
        "</main>",
        "<footer>",
        f"<p>{HASH_LABEL[shown.language]}<br><code>{shown.hash}</code></p>",
        f"<p>{DIGEST_LABEL[shown.language]}<br><code>{shown.digest}</code></p>",
        "</footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _contents(shown: Page) -> Iterator[str]:
    label = CONTENTS_LABEL[shown.language]
    yield f'<nav aria-label="{escape(label)}">'
    yield "<ul>"
    for section in shown.sections:
        if section.level == 2:
            yield f'<li><a href="#{section.anchor}">{escape(section.heading)}</a></li>'
    yield "</ul>"
    yield "</nav>"


def _sections(sections: Sequence[Section]) -> Iterator[str]:
    """Each part of level 2 with the parts within it, as nested sections."""
    depth = 1  # of the page's own heading
    for section in sections:
        yield from ("</section>" for _ in range(section.level, depth + 1))
        yield f'<section aria-labelledby="{section.anchor}">'
        yield from _section(section)
        depth = section.level
    yield from ("</section>" for _ in range(2, depth + 1))


def _section(section: Section) -> Iterator[str]:
    marks = "".join(f'<span id="{anchor}"></span>' for anchor in section.anchors)
    heading = escape(section.heading)
    yield f'{marks}<h{section.level} id="{section.anchor}">{heading}</h{section.level}>'
    for paragraph in section.paragraphs:
        yield f"<p>{_marked(paragraph)}</p>"
        if paragraph.points:
            yield "<ul>"
            yield from (f"<li>{escape(point, quote=False)}</li>" for point in paragraph.points)
            yield "</ul>"
    if section.points:
        yield "<ul>"
        yield from (f"<li>{_marked(point)}</li>" for point in section.points)
        yield "</ul>"
    if section.table:
        yield from _table(section.table, section.anchor)
    if section.links:
        yield "<ul>"
        for link in section.links:
            yield f'<li><a href="#{link.anchor}">{escape(link.text)}</a></li>'
        yield "</ul>"


def _marked(paragraph: Paragraph) -> str:
    marks = "".join(f'<span id="{anchor}"></span>' for anchor in paragraph.anchors)
    return marks + escape(paragraph.text, quote=False)


def _table(table: Table, anchor: str) -> Iterator[str]:
    """Scrollable by keyboard where it is wider than the screen."""
    yield f'<div class="wide" role="region" tabindex="0" aria-labelledby="{anchor}-caption">'
    yield "<table>"
    yield f'<caption id="{anchor}-caption">{escape(table.caption, quote=False)}</caption>'
    cells = "".join(f'<th scope="col">{escape(heading, quote=False)}</th>' for heading in table.headings)
    yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for first, *others in table.rows:
        rest = "".join(f"<td>{escape(cell, quote=False)}</td>" for cell in others)
        yield f'<tr><th scope="row">{escape(first, quote=False)}</th>{rest}</tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</div>"
