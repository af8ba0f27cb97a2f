"""A page as one HTML file that asks nobody for anything: no script, no font, no picture, one style.

The policy of content in its head allows that style by its hash and nothing else, so a site may serve the file
as it is under the strictest policy of its own.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

from honour.promises.languages import Language
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
# An address in a text that is already escaped, without the sign that ends its sentence.
_ADDRESS: Final = re.compile(r"https://[^\s<>()«»]*[^\s<>()«».,;:!?]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LICENCES: Final = ("https://creativecommons.org/licenses/", "https://creativecommons.org/publicdomain/")
_SKIP: Final = {"en": "Skip to the text", "fr": "Aller au texte"}


def html(shown: Page) -> str:
    """The page as a whole HTML document; ends with a line break."""
    header = f'<p class="{"draft" if shown.version is None else "version"}">{escape(shown.notice)}</p>'
    main = (*_sections(shown.sections[:1]), *_contents(shown), *_sections(shown.sections[1:]))
    footer = (
        f"<p>{HASH_LABEL[shown.language]}<br><code>{shown.hash}</code></p>",
        f"<p>{DIGEST_LABEL[shown.language]}<br><code>{shown.digest}</code></p>",
    )
    return document(shown.language, shown.title, header, main, footer)


def document(
    language: Language, title: str, header: str, main: Iterable[str], footer: Iterable[str] = ()
) -> str:
    """A whole HTML document around these lines; ends with a line break."""
    style = _STYLE.read_text("utf-8")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    lines = [
        "<!doctype html>",
        f'<html lang="{language}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        f'<a class="skip" href="#text">{_SKIP[language]}</a>',
        "<header>",
        f"<h1>{escape(title)}</h1>",
        header,
        "</header>",
        '<main id="text" tabindex="-1">',
        *main,
        "</main>",
        "<footer>",
        *footer,
        "</footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def summary(shown: Page) -> str:
    """What the page says in short, with its heading, to stand on another page of the site."""
    return "\n".join(_sections(shown.sections[:1])) + "\n"


def part(shown: Page, anchor: str) -> str:
    """One part of the page, with the parts within it, to stand on another page of the site; empty where there
    is none.
    """
    found: list[Section] = []
    for section in shown.sections:
        if section.level == 2 and found:
            break
        if found or section.anchor == anchor:
            found.append(section)
    return "\n".join(_sections(found)) + "\n" if found else ""


def text(shown: Page) -> str:
    """The page's heading, text and hashes, to stand in the `main` of a site's own page."""
    lines = [
        f"<h1>{escape(shown.title)}</h1>",
        f'<p class="{"draft" if shown.version is None else "version"}">{escape(shown.notice)}</p>',
        *_sections(shown.sections[:1]),
        *_contents(shown),
        *_sections(shown.sections[1:]),
        f"<p>{HASH_LABEL[shown.language]}<br><code>{shown.hash}</code></p>",
        f"<p>{DIGEST_LABEL[shown.language]}<br><code>{shown.digest}</code></p>",
    ]
    return "\n".join(lines) + "\n"


def _contents(shown: Page) -> Iterator[str]:
    """What follows the summary, which a reader sees before anything else."""
    label = CONTENTS_LABEL[shown.language]
    yield f'<nav aria-label="{escape(label)}">'
    yield "<ul>"
    for section in shown.sections[1:]:
        if section.level == 2:
            yield f'<li><a href="#{section.anchor}">{escape(section.heading)}</a></li>'
    yield "</ul>"
    yield "</nav>"


def _sections(sections: Sequence[Section]) -> Iterator[str]:
    """Each part of level 2 with the parts within it, as nested sections."""
    depth = 1  # of the page's own heading
    for section in sections:
        yield from ("</section>" for _ in range(section.level, depth + 1))
        apart = ' class="short"' if section.anchor == "summary" else ""
        # Only parts of the page are landmarks: « Clients » would be one under each of them.
        named = f' aria-labelledby="{section.anchor}"' if section.level == 2 else ""
        yield f"<section{named}{apart}>"
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
            yield from (f"<li>{_named(point)}</li>" for point in paragraph.points)
            yield "</ul>"
    if section.points:
        yield "<ul>"
        yield from (f"<li>{_pointed(point, section)}</li>" for point in section.points)
        yield "</ul>"
    if section.table:
        yield from _table(section.table, section.anchor)
    if section.links:
        yield "<ul>"
        for link in section.links:
            there = escape(link.address) if link.address else f"#{link.anchor}"
            yield f'<li><a href="{there}">{escape(link.text)}</a></li>'
        yield "</ul>"


def _marked(paragraph: Paragraph) -> str:
    marks = "".join(f'<span id="{anchor}"></span>' for anchor in paragraph.anchors)
    return marks + _linked(paragraph.text)


def _pointed(point: Paragraph, section: Section) -> str:
    """The points of the summary are sentences; those of other lists say first what they are about."""
    if section.anchor == "summary":
        return _marked(point)
    return _marked(Paragraph("", point.anchors)) + _named(point.text)


def _linked(text: str) -> str:
    """A text with its addresses as links; nothing is asked of them before somebody clicks."""

    def link(found: re.Match[str]) -> str:
        address = found.group()
        where = address if address.startswith("https:") else f"mailto:{address}"
        license_ = ' rel="license"' if address.startswith(_LICENCES) else ""
        return f'<a href="{where}"{license_}>{address}</a>'

    return _ADDRESS.sub(link, escape(text))


def _named(point: str) -> str:
    """A point of a list, and in strong type what it is about."""
    about, colon, rest = point.partition(":")
    if not colon or "//" in about + colon + rest[:2]:
        return _linked(point)
    return f"<strong>{_linked(about)}</strong>{colon}{_linked(rest)}"


def _table(table: Table, anchor: str) -> Iterator[str]:
    """Scrollable by keyboard where it is wider than the screen.

    Each cell names its column, as a narrow screen shows rows as cards; the roles stay what they are there,
    where a browser would no longer take the elements for those of a table.
    """
    yield f'<div class="wide" role="region" tabindex="0" aria-labelledby="{anchor}-caption">'
    yield '<table role="table">'
    yield f'<caption id="{anchor}-caption">{escape(table.caption, quote=False)}</caption>'
    cells = "".join(
        f'<th scope="col" role="columnheader">{escape(heading, quote=False)}</th>'
        for heading in table.headings
    )
    yield f'<thead role="rowgroup"><tr role="row">{cells}</tr></thead>'
    yield '<tbody role="rowgroup">'
    columns = [f' data-of="{escape(heading)}"' for heading in table.headings]
    for first, *others in table.rows:
        rest = "".join(
            f'<td role="cell"{of}>{escape(cell, quote=False)}</td>'
            for of, cell in zip(columns[1:], others, strict=True)
        )
        head = f'<th scope="row" role="rowheader"{columns[0]}>{escape(first, quote=False)}</th>'
        yield f'<tr role="row">{head}{rest}</tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</div>"
