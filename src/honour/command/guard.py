"""`honour guard`: looks for what is confidential in texts, one JSON object a line in, one a line out."""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, cast

from honour.command import telling
from honour.command.exits import Exit
from honour.guard import Span, look, mask, reason
from honour.promises.languages import LANGUAGES, Language

LONGEST: Final = 64 * 1024 * 1024
"""Bytes of a line that is read; a longer one is no ticket."""

_REMEDY: Final = (
    'write one object on one line: {"id": "1", "text": "…"}, with "lang": "fr" or "en" if you like'
)


class _Unread(Exception):
    """A line that is not what the command reads; the message says why, and repeats nothing of it."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument(
        "--lang", choices=LANGUAGES, default="en", help="the language of lines that name none (default: en)"
    )
    parser.add_argument("--reasons", action="store_true", help="say of each finding where, what and why")
    parser.add_argument("--masked", action="store_true", help="give the text with each finding masked")


def run(arguments: argparse.Namespace) -> Exit:
    """Answer each line as it comes; `Exit.WRONG_USE` where one of them could not be read."""
    code = Exit.DONE
    for number, line in enumerate(_lines(sys.stdin.buffer), 1):
        if line.isspace():
            continue
        try:
            answer = _answered(line, arguments)
        except _Unread as error:
            telling.aside(f"honour guard: line {number}: {error}; {_REMEDY}")
            code = Exit.WRONG_USE
        else:
            telling.as_json(answer)
    return code


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Each line; of one that is too long, only its beginning."""
    while line := stream.readline(LONGEST):
        rest = line
        while len(rest) == LONGEST and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST)
        yield line


def _answered(line: bytes, arguments: argparse.Namespace) -> dict[str, Any]:
    name, text, language = _read(line, arguments.lang)
    found = look(text)
    answer: dict[str, Any] = {
        "id": name,
        "spans": [_told(span, text, language, arguments.reasons) for span in found],
    }
    return {**answer, "masked": mask(text, found, language)} if arguments.masked else answer


def _told(span: Span, text: str, language: Language, reasons: bool) -> dict[str, Any]:
    place: dict[str, Any] = {"start": span.start, "end": span.end, "type": span.type}
    if not reasons:
        return place
    said = reason(span, text, language)
    return {**place, "where": said.where, "what": said.what, "why": said.why, "offer": said.offer}


def _read(line: bytes, otherwise: Language) -> tuple[str | int, str, Language]:
    """The name, the text and the language of a line. Raises _Unread."""
    if len(line) >= LONGEST and not line.endswith(b"\n"):
        raise _Unread(f"it is longer than {LONGEST // 1024**2} MB: cut it into several texts")
    try:
        read = json.loads(line)
    except UnicodeDecodeError as error:
        raise _Unread(f"it is not UTF-8 (byte {error.start + 1})") from None
    except json.JSONDecodeError as error:
        raise _Unread(f"it is no JSON ({error.msg} at character {error.colno})") from None
    except ValueError:
        raise _Unread("it holds a number of too many digits") from None
    except RecursionError:
        raise _Unread("it is nested too deeply") from None
    if not isinstance(read, dict):
        raise _Unread("it is no JSON object")
    name, text, language = read.get("id"), read.get("text"), read.get("lang", otherwise)
    if not isinstance(name, str | int) or isinstance(name, bool):
        raise _Unread('"id" is missing, or neither a text nor a whole number')
    if not isinstance(text, str):
        raise _Unread('"text" is missing, or no text')
    if language not in LANGUAGES:
        raise _Unread('"lang" is neither "fr" nor "en"')
    return name, text, cast(Language, language)
