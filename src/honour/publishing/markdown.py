"""A page as Markdown."""

import re
from typing import Final

from honour.publishing.page import Page

# What Markdown or the HTML within it would take for a sign, and a policy's author means as text.
_SIGNS: Final = re.compile(r"([\\`*_\[\]<>#|~&])")
_LIST_START: Final = re.compile(r"^([-+]|\d+[.)])(?=\s)")


def markdown(shown: Page) -> str:
    """The page, its anchors as HTML because Markdown has none; ends with a line break."""
    lines = [f"# {_plain(shown.title)}", f"> {_plain(shown.notice)}"]
    for section in shown.sections:
        lines.append(f'<a id="{section.anchor}"></a>')
        lines.append(f"{'#' * section.level} {_plain(section.heading)}")
        lines.extend(_plain(paragraph) for paragraph in section.paragraphs)
    lines.append(f"SHA-256: `{shown.digest}`")
    return "\n\n".join(lines) + "\n"


def _plain(text: str) -> str:
    line = " ".join(text.split("\n"))
    return _LIST_START.sub(r"\\\1", _SIGNS.sub(r"\\\1", line))
