"""Where each of the 222 promises stands: in a line of a site's policy, on a page, or nowhere and why.

`promise_rows.tsv` gives each id a kind and a place. The place of a `policy` is one path or several joined by
` + `. A path goes down by the names of the file, and into a list by what the item says: `never[sell data]`,
`keep[document]` (the statement that speaks of this kind), `collect[contact for support]`. Other kinds give a
sentence: what the publisher's own text, a page or a trade does, or why the promise is not ours to make.
"""

import csv
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

from honour.promises.reading import Entry

ROWS: Final = Path(__file__).with_name("promise_rows.tsv")
KINDS: Final = ("policy", "text", "page", "trade", "not ours")
SITES: Final = {"S0": "support-desk", "S1": "hosting", "S2": "shop", "S3": "links", "S4": "store"}

_STEP: Final = re.compile(r"([^.\[\]]+)(?:\[([^\]]+)\])?")
_STATEMENT: Final = re.compile(r"(.+?)(?: (for|with|of|procedure) (.+))?")

Trail: TypeAlias = tuple[str | int, ...]  # from the root down: the name in a mapping, the number in a list


@dataclass(frozen=True, slots=True)
class Row:
    """A promise and where it stands; `where` holds paths where the kind is `policy`, else one sentence."""

    id: str
    kind: str
    where: tuple[str, ...]

    @property
    def site(self) -> str:
        """The folder of the policy that makes the promise."""
        return SITES[self.id[:2]]


def rows() -> tuple[Row, ...]:
    """All rows, in the order of the file."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        Row(
            each["id"],
            each["kind"],
            tuple(each["where"].split(" + ")) if each["kind"] == "policy" else (each["where"],),
        )
        for each in read
    )


def trail(root: Entry, path: str) -> Trail:
    """The way down to the entry that a path names. Raises LookupError where there is not exactly one."""
    steps: list[str | int] = []
    here = root
    for name, item in (step.groups() for step in _STEP.finditer(path)):
        here = _below(here, name)
        steps.append(name)
        if item is not None:
            number = _numbered(here, item)
            here = here.items[number]
            steps.append(number)
    if not steps:
        raise LookupError(f"“{path}” is no path")
    return tuple(steps)


def _below(entry: Entry, name: str) -> Entry:
    for key, value in entry.pairs:
        if key.text == name:
            return value
    raise LookupError(f"there is no “{name}”")


def _numbered(entry: Entry, item: str) -> int:
    fitting = [number for number, each in enumerate(entry.items) if _fits(each, item)]
    if len(fitting) != 1:
        raise LookupError(f"{len(fitting)} items say “{item}”, not one")
    return fitting[0]


def _fits(entry: Entry, item: str) -> bool:
    if entry.kind == "text":
        return entry.text == item
    parts = _STATEMENT.fullmatch(item)
    assert parts is not None  # any text matches
    kind, name, value = parts.groups()
    said = {key.text: written for key, written in entry.pairs}
    kinds = [each.text for each in said["data"].items] or [said["data"].text]
    return kind in kinds and (name is None or (name in said and said[name].text == value))


def entry_at(entry: Entry, way: Trail) -> Entry:
    """The entry at the end of the way."""
    for step in way:
        entry = entry.items[step] if isinstance(step, int) else _below(entry, step)
    return entry


def without(entry: Entry, way: Trail) -> Entry:
    """The tree without the entry at the end of the way."""
    first, *rest = way
    if not rest and isinstance(first, int):
        return replace(entry, items=entry.items[:first] + entry.items[first + 1 :])
    if not rest:
        return replace(entry, pairs=tuple(pair for pair in entry.pairs if pair[0].text != first))
    return _changed(entry, first, lambda below: without(below, tuple(rest)))


def renamed(entry: Entry, way: Trail) -> Entry:
    """The tree with another text at the end of the way, which must be one."""
    if not way:
        assert entry.kind == "text", entry
        return replace(entry, text=entry.text + "-x")
    return _changed(entry, way[0], lambda below: renamed(below, way[1:]))


def _changed(entry: Entry, step: str | int, change: Callable[[Entry], Entry]) -> Entry:
    if isinstance(step, int):
        items = (change(each) if number == step else each for number, each in enumerate(entry.items))
        return replace(entry, items=tuple(items))
    pairs = ((key, change(value) if key.text == step else value) for key, value in entry.pairs)
    return replace(entry, pairs=tuple(pairs))


def written(entry: Entry) -> str:
    """The tree as a file of the language: JSON, which YAML 1.2 reads."""
    if entry.kind == "text":
        return json.dumps(entry.text, ensure_ascii=False)
    if entry.kind == "list":
        return "[" + ", ".join(written(each) for each in entry.items) + "]"
    return "{" + ", ".join(f"{written(key)}: {written(value)}" for key, value in entry.pairs) + "}"
