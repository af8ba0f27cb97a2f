"""A page as Markdown."""

import re
from collections.abc import Iterator
from typing import Final

from honour.publishing.parts import DIGEST_LABEL, HASH_LABEL, Page, Paragraph, Section, Table
from honour.publishing.typography import NARROW

# What Markdown or the HTML within it would take for a sign, and a policy's author means as text.
_SIGNS: Final = re.compile(r"([\\`*_\[\]<>#|~&])")
_LIST_START: Final = re.compile(r"^([-+]|\d+[.)])(?=\s)")


def markdown(shown: Page) -> str:
    """The page, its anchors as HTML because Markdown has none; ends with a line break."""
    blocks = [f"# {_plain(shown.title)}", f"> {_plain(shown.notice)}"]
    for section in shown.sections:
        blocks.extend(_blocks(section))
    colon = ": " if shown.language == "en" else f"{NARROW}: "
    blocks.append(f"{HASH_LABEL[shown.language]}{colon}`{shown.hash}`")
    blocks.append(f"{DIGEST_LABEL[shown.language]}{colon}`{shown.digest}`")
    return "\n\n".join(blocks) + "\n"


def _blocks(section: Section) -> Iterator[str]:
    yield "".join(f'<a id="{anchor}"></a>' for anchor in (section.anchor, *section.anchors))
    yield f"{'#' * section.level} {_plain(section.heading)}"
    for paragraph in section.paragraphs:
        yield _anchored(paragraph)
        if paragraph.points:
            yield "\n".join(f"- {_plain(point)}" for point in paragraph.points)
    if section.points:
        yield "\n".join(f"- {_anchored(point)}" for point in section.points)
    if section.table:
        yield _table(section.table)
    if section.links:
        yield "\n".join(
            f"- [{_plain(link.text)}]({link.address or f'#{link.anchor}'})" for link in section.links
        )


def _anchored(paragraph: Paragraph) -> str:
    anchors = "".join(f'<a id="{anchor}"></a>' for anchor in paragraph.anchors)
    return anchors + _plain(paragraph.text)


def _table(table: Table) -> str:
    rows = (table.headings, tuple("---" for _ in table.headings), *table.rows)
    lines = [
        "| " + " | ".join(cell if number == 1 else _plain(cell) for cell in row) + " |"
        for number, row in enumerate(rows)
    ]
    return f"{_plain(table.caption)}\n\n" + "\n".join(lines)


def _plain(text: str) -> str:
    line = " ".join(text.split("\n"))
    return _LIST_START.sub(r"\\\1", _SIGNS.sub(r"\\\1", line))
