"""How a command says what it found: tables and sentences for people, one JSON document for programs."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TextIO

from honour.command.exits import WrongUse
from honour.promises.findings import Finding

WIDEST: Final = 10_000
"""Characters in a line of a table that no terminal shows: a search finds each value in one piece."""

_UNSHOWN: Final = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON may hold and a terminal would obey (C1, writing directions), or UTF-8 cannot say (surrogates)."""


def json_text(document: Mapping[str, Any], ascii_only: bool = False) -> str:
    """A document as JSON text that a terminal can show and UTF-8 can hold."""
    return fit_json(json.dumps(document, ensure_ascii=ascii_only)) + "\n"  # no indent: seven times as fast


def fit_json(text: str) -> str:
    """JSON text as a terminal can show it and UTF-8 can hold it."""
    if text.isascii() and text.isprintable():
        return text
    if text.replace("\u00a0", "").replace("\u202f", "").isprintable():
        return text  # as nearly always, and ten times as fast as looking at each character below
    return _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def fit_ascii(text: str) -> str:
    """JSON text in plain ASCII, for a terminal that takes nothing else."""
    return "".join(char if char.isascii() else json.dumps(char)[1:-1] for char in fit_json(text))


def as_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document on standard output."""
    _say(sys.stdout, json_text(document, not _takes_utf8()).removesuffix("\n"))


def as_json_text(write: Callable[[Callable[[str], str]], str]) -> None:
    """Print the JSON text that `write` gives when it is told how to make its parts fit."""
    _say(sys.stdout, write(fit_json if _takes_utf8() else fit_ascii))


def _takes_utf8() -> bool:
    return (sys.stdout.encoding or "").lower() in ("utf-8", "utf8")


def line(text: str = "") -> None:
    """Print one line on standard output."""
    _say(sys.stdout, printable(text))


def aside(text: str) -> None:
    """Print one line on standard error, so that a program reading standard output is not disturbed."""
    _say(sys.stderr, printable(text))


def raw(content: bytes) -> None:
    """Print bytes as they are on standard output: a page in a format of its own."""
    _say(sys.stdout, content)


def _say(stream: TextIO, said: str | bytes) -> None:
    """Write and flush. Where the reader has left, what is being done goes on in silence. Raises WrongUse."""
    try:
        if isinstance(said, bytes):
            stream.flush()
            stream.buffer.write(said)
        else:
            stream.write(said + "\n")
        stream.flush()
    except BrokenPipeError:
        _deafen(stream)
    except OSError as error:
        _deafen(stream)
        raise WrongUse(
            f"the output cannot be written ({error.strerror}); what was done is done: run this again"
        ) from None


def _deafen(stream: TextIO) -> None:
    """Let everything more that is said go nowhere, what still lies in the buffer at the end included."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


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
    console = Console(soft_wrap=False, highlight=False, width=width)
    with console.capture() as captured:
        console.print(shown)
    _say(sys.stdout, captured.get().removesuffix("\n"))


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
    """Text as a terminal may show it: what would steer it, or is no character, by number (`\\u001b`)."""
    return "".join(char if _is_shown(char) else f"\\u{ord(char):04x}" for char in text)


def _is_shown(char: str) -> bool:
    # French has spaces of its own (Zs), and families of emoji are joined by U+200D: neither steers anything.
    return char.isprintable() or char in "\n\u200d" or unicodedata.category(char) == "Zs"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: `1 row`, `0 rows`, `1,204 rows`."""
    return f"{number:,} {one if number == 1 else many}"
