"""Texts with what is confidential in them: ours, marked by hand as `⟦TYPE|value⟧`, and the labelled 300."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

HERE: Final = Path(__file__).parent
MARK: Final = re.compile(r"⟦([A-Z_]+)\|([^⟧]*)⟧")
Place: TypeAlias = tuple[int, int, str]
Part: TypeAlias = Literal["tuned", "held back"]


@dataclass(frozen=True, slots=True)
class Text:
    """A text, its language, and the places in it that are confidential: start, end, type."""

    name: str
    language: str
    text: str
    places: tuple[Place, ...]


def marked(name: str, language: str, line: str) -> Text:
    """A text from a line in which `\\n` is a new line and values are marked."""
    parts: list[str] = []
    places: list[Place] = []
    at = 0
    rest = line.replace("\\n", "\n")
    for found in MARK.finditer(rest):
        parts.append(rest[at : found.start()])
        start = sum(map(len, parts))
        parts.append(found[2])
        places.append((start, start + len(found[2]), found[1]))
        at = found.end()
    return Text(name, language, "".join([*parts, rest[at:]]), tuple(places))


def own(file: str) -> tuple[Text, ...]:
    """Texts of a file of ours: language, tab, text."""
    lines = (HERE / file).read_text("utf-8").splitlines()
    return tuple(
        marked(f"{file}:{number}", *line.split("\t", 1)) for number, line in enumerate(lines, 1) if line
    )


def labelled(part: Part) -> tuple[Text, ...]:
    """A part of the 300: a third of them, chosen by their names' hash before any was read, is held back."""
    rows = [json.loads(line) for line in (HERE / "labelled.jsonl").read_text("utf-8").splitlines()]
    return tuple(
        Text(
            row["id"],
            row["lang"],
            row["text"],
            tuple((span["start"], span["end"], span["type"]) for span in row["spans"]),
        )
        for row in rows
        if (int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 3 == 0) is (part == "held back")
    )
