"""The tables at the end of docs/security.md: `python -m tests.security_page` writes them anew."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.asvs import VERDICTS, Row, rows

PAGE: Final = Path(__file__).parents[1] / "docs" / "security.md"
MADE: Final = "<!-- From here on made from tests/asvs.tsv: python -m tests.security_page -->\n"
_CHAPTERS: Final = {
    "V1": "What goes into pages, queries and commands",
    "V2": "Input and the order of steps",
    "V3": "Browsers",
    "V4": "HTTP",
    "V5": "Files",
    "V6": "Signing in",
    "V7": "Sessions",
    "V8": "Who may do what",
    "V9": "Tokens that carry their content",
    "V10": "Other platforms",
    "V11": "Cryptography",
    "V12": "TLS",
    "V13": "Settings",
    "V14": "Sensitive data",
    "V15": "Parts and architecture",
    "V16": "Log and faults",
    "V17": "WebRTC",
}
"""Chapters in our words."""


def page() -> str:
    """The whole page: what was written by hand, and the tables."""
    written = PAGE.read_text("utf-8").partition(MADE)[0]
    return written + MADE + "\n" + "\n".join(_tables()) + "\n"


def _tables() -> Iterator[str]:
    table = rows()
    counted = Counter(row.verdict for row in table)
    said = ", ".join(f"{counted[verdict]} {verdict}" for verdict in VERDICTS)
    yield f"{len(table)} rows: {said}."
    for chapter, name in _CHAPTERS.items():
        yield f"\n### {chapter} {name}\n"
        yield "| row | about | | by |"
        yield "|---|---|---|---|"
        yield from (_line(row) for row in table if row.chapter == chapter)


def _line(row: Row) -> str:
    by = [f"`{test}`" for test in row.tests]
    if row.verdict == "written":
        by += [_link(each) for each in row.words.split(", ")]
    elif row.words:
        by.append(row.words)
    return f"| {row.id} ({row.level}) | {row.about} | {row.verdict} | {'<br>'.join(by)} |"


def _link(heading: str) -> str:
    path, _, anchor = heading.partition("#")
    name = path.removeprefix("docs/")
    return f"[{name}, {anchor.replace('-', ' ')}]({'' if name == PAGE.name else name}#{anchor})"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
