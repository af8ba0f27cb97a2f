"""How a command says what it found: tables and sentences for people, one JSON document for programs."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from honour.promises.findings import Finding

WIDEST: Final = 10_000
"""Characters in a line of a table that no terminal shows: whoever searches it finds each value in one piece."""

_UNSHOWN: Final = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON may hold and a terminal would obey (C1, directions of writing), or UTF-8 cannot say (surrogates)."""


def as_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document on standard output."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    sys.stdout.write(_UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def line(text: str = "") -> None:
    """Print one line on standard output."""
    sys.stdout.write(text + "\n")


def aside(text: str) -> None:
    """Print one line on standard error, so that a program reading standard output is not disturbed."""
    sys.stderr.write(text + "\n")


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; text of the stores is shown as text, never as markup."""
    from rich.console import (
        Console,
    )  # loaded late: it costs a fifth of the start of a command that needs none
    from rich.table import Table
    from rich.text import Text

    shown = Table(show_lines=False)
    for heading in headings:
        shown.add_column(Text(printable(heading)), overflow="fold")  # an answer is never cut short
    for row in rows:
        shown.add_row(*(Text(printable(cell)) for cell in row))
    line(printable(title))
    width = None if sys.stdout.isatty() else WIDEST
    Console(soft_wrap=False, highlight=False, width=width).print(shown)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Tell on standard error what is being done, one line that changes; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda doing: None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status("") as status:
        yield lambda doing: status.update(Text(doing))


def findings(found: Sequence[Finding]) -> None:
    """Print each finding with its place, its reason, its source and what would mend it."""
    for finding in found:
        source = f" [{finding.source}]" if finding.source else ""
        line(f"{finding.place}: {finding.reason}{source}")
        line(f"    {finding.mend}")


def findings_json(found: Sequence[Finding]) -> list[Mapping[str, str]]:
    """Findings for a program."""
    return [{"place": f.place, "reason": f.reason, "source": f.source, "mend": f.mend} for f in found]


def printable(text: str) -> str:
    """Text of a store without what would steer a terminal, and with what is no character shown as
    `\\udc..`.
    """
    shown = "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)
    return shown.encode("utf-8", "backslashreplace").decode()


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: `1 row`, `0 rows`, `1,204 rows`."""
    return f"{number:,} {one if number == 1 else many}"
