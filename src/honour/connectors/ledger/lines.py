"""The ledger's file: one JSON object a line, each with the SHA-256 of the line before it.

    {"before": "", "facts": {"format": 1}, "kind": "ledger", "number": 0}
    {"before": "9c1…", "facts": {"act": "erase", …}, "kind": "act", "number": 1}
    {"before": "51d…", "facts": {"at": …, "role": "support", "token": …}, "kind": "role ended", "number": 2}
    {"before": "7b2…", "facts": {"at": …, "place": "main.support_ticket", "token": …}, "kind": "hidden", …}

The first line says up to which number lines were dropped, and the hash of the last of them. A line that lacks
its end is what a crash left of a write: it was never durable, so nothing was destroyed on its word, and it is
no line. Any other damage is an error.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, get_args

from honour.plans.asking import scope_json, scope_of
from honour.plans.replay import Birth, Line, Row

Kind: TypeAlias = Literal[
    "ledger",
    "act",
    "settled",
    "abandoned",
    "restore begun",
    "restore done",
    "replayed",
    "role ended",
    "hidden",
]
FORMAT: Final = 1


class Damaged(Exception):
    """A file that is no ledger, or no longer the one that was written. The message names the line."""


@dataclass(frozen=True, slots=True)
class Written:
    """A line as it stands. `hash` is the SHA-256 of its bytes, in hexadecimal."""

    number: int
    kind: Kind
    facts: Mapping[str, Any]
    before: str
    hash: str


def encoded(number: int, kind: Kind, facts: Mapping[str, Any], before: str) -> bytes:
    """A line with its end."""
    line = {"number": number, "kind": kind, "facts": facts, "before": before}
    return json.dumps(line, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def as_written(line: bytes) -> Written:
    """A line, its end left out. Raises Damaged."""
    try:
        read = json.loads(line)
        number, kind, facts, before = read["number"], read["kind"], read["facts"], read["before"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Damaged("it is no line of a ledger") from None
    if not isinstance(number, int) or kind not in get_args(Kind) or not isinstance(facts, dict):
        raise Damaged("it is no line of a ledger that this Honour knows")
    return Written(number, kind, facts, str(before), hashlib.sha256(line).hexdigest())


def lines_of(content: bytes) -> tuple[Written, ...]:
    """The lines of a file, their chain checked; what a crash left of a last line is none. Raises Damaged."""
    found: list[Written] = []
    for place, line in enumerate(content.split(b"\n")[:-1], 1):
        try:
            one = as_written(line)
            _refuse_strange(found, one)
        except Damaged as damaged:
            raise Damaged(f"line {place}: {damaged}") from None
        found.append(one)
    return tuple(found)


def _refuse_strange(found: Sequence[Written], one: Written) -> None:
    if not found:
        if one.kind != "ledger" or one.facts.get("format") != FORMAT:
            raise Damaged("it does not begin as a ledger of this format does")
        return
    last = found[-1]
    before = last.before if last.kind == "ledger" and last.number else last.hash
    if one.number != last.number + 1 or one.before != before:
        raise Damaged("it does not follow the line before it")


def facts_of(line: Line) -> dict[str, Any]:
    """What stands in the ledger of an act; its number is the line's."""
    return {
        "at": line.at.isoformat(),
        "act": line.act,
        "intent": line.intent,
        "digest": line.digest,
        "stores": list(line.stores),
        "person": line.person,
        "rows": [{"key": row.key, "birth": _birth_json(row.birth)} for row in line.rows],
        "identifiers": list(line.identifiers),
        "scope": scope_json(line.scope),
    }


def act_of(written: Written) -> Line:
    """The act that a line tells of. Raises Damaged."""
    facts = written.facts
    try:
        return Line(
            written.number,
            datetime.fromisoformat(facts["at"]),
            facts["act"],
            facts["intent"],
            facts["digest"],
            tuple(facts["stores"]),
            facts["person"],
            tuple(Row(row["key"], _birth_of(row["birth"])) for row in facts["rows"]),
            tuple(facts["identifiers"]),
            scope_of(facts["scope"]),
        )
    except (KeyError, TypeError, ValueError):
        raise Damaged(f"line number {written.number} tells of no act") from None


def _birth_json(birth: Birth | None) -> Mapping[str, Any] | None:
    return None if birth is None else {"at": birth.at.isoformat(), "own": birth.own}


def _birth_of(written: Mapping[str, Any] | None) -> Birth | None:
    return None if written is None else Birth(datetime.fromisoformat(written["at"]), bool(written["own"]))
