"""Patterns: where somebody's files lie in a folder, as the map writes it (`uploads/{customer.id}/**`).

A folder is a store whose rows are files. A pattern is to it what a table is to a database: its rows are the
files that it describes, and its one slot in braces is the column by which they belong to somebody:

- `uploads/{customer.id}/**`: the slot is a column of a person's row;
- `uploads/{main.attachments.path}`: the slot is a column of a table whose rows belong to somebody; where such
  a slot is the whole last part, its value may be a path of several parts.

`*` stands for any characters within one part, and `/**`, at the end, for everything below. Where several
patterns describe a file, the first of the map decides.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

PATH, MODIFIED, SIZE = "path", "modified", "size"
"""Columns of every pattern's rows: path below the folder, time of change (Unix seconds), size in bytes."""

_SLOT: Final = re.compile(r"\{([^{}/]*)\}")
_ALL_BELOW: Final = "**"


class NoPattern(ValueError):
    """A text that is no pattern; the message says why, and what to write."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern read: the path's `parts` as written, and what stands in the braces, if anything does."""

    text: str
    parts: tuple[str, ...]
    slot: str | None

    def value_of(self, path: str) -> str | None:
        """What the slot is for a path that the pattern describes ("" without slot); None for any other."""
        found = _expression(self).fullmatch(path)
        return None if found is None else found.groupdict().get("slot", "")

    def start(self, value: str | None) -> tuple[str, ...]:
        """The parts of the path below which every file lies whose slot is this value (None: any value)."""
        known: list[str] = []
        for part in self.parts:
            filled = part if value is None else _SLOT.sub(lambda _: value, part)
            if "*" in part or _SLOT.search(filled):
                break
            known += filled.split("/")
        return tuple(known)


def read_pattern(written: str) -> Pattern:
    """The pattern of a text without the store's name. Raises NoPattern."""
    parts = tuple(written.split("/"))
    slots = _SLOT.findall(written)
    if not written or any(part in ("", ".", "..") for part in parts):
        raise NoPattern("write a path without empty parts, `.` and `..`, as `uploads/{customer.id}/**`")
    if _ALL_BELOW in "/".join(parts[:-1]) or (_ALL_BELOW in parts[-1] and parts[-1] != _ALL_BELOW):
        raise NoPattern("`**` stands at the end, alone: `uploads/{customer.id}/**`")
    if len(slots) > 1 or _SLOT.sub("", written).strip("{}") != _SLOT.sub("", written):
        raise NoPattern("one slot in braces says whose a file is: `{customer.id}` or `{STORE.TABLE.COLUMN}`")
    if slots and slots[0].count(".") not in (1, 2, 3):
        raise NoPattern(f"“{{{slots[0]}}}” is neither `{{PERSON.COLUMN}}` nor `{{STORE.TABLE.COLUMN}}`")
    return Pattern(written, parts, slots[0] if slots else None)


def is_safe(value: str, may_be_a_path: bool) -> bool:
    """Whether a slot's value names something below its place: no way up, no absolute path, no odd part."""
    parts = value.split("/") if may_be_a_path else [value]
    return all(part not in ("", ".", "..") and "/" not in part and "\0" not in part for part in parts)


def may_be_a_path(pattern: Pattern) -> bool:
    """Whether the slot's value may have several parts: the slot of a table, which is the whole last part."""
    slot = pattern.slot
    return slot is not None and slot.count(".") > 1 and pattern.parts[-1] == f"{{{slot}}}"


@lru_cache(maxsize=256)
def _expression(pattern: Pattern) -> re.Pattern[str]:
    spelled = []
    for part in pattern.parts:
        if part == _ALL_BELOW:
            spelled.append(r".+")
            continue
        any_depth = may_be_a_path(pattern)
        pieces = re.split(r"(\{[^{}/]*\}|\*)", part)
        spelled.append("".join(_piece(piece, any_depth) for piece in pieces))
    return re.compile("/".join(spelled), re.DOTALL)


def _piece(piece: str, any_depth: bool) -> str:
    if piece == "*":
        return "[^/]*"
    if _SLOT.fullmatch(piece):
        return "(?P<slot>.+)" if any_depth else "(?P<slot>[^/]+)"
    return re.escape(piece)
