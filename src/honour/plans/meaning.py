"""What a plan means to whoever said yes to it, whatever the number of rows is by now."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

OURS: Final = "declared by Honour:"
"""What the place of a statement begins with that Honour itself declares (sessions, letters)."""


def meaning_of(written: Mapping[str, Any]) -> str:
    """The SHA-256, in hexadecimal, of what the plan that `as_json` wrote says to a person: which columns of
    which places go or change and why, what stays, on what it stands and what it waits for.

    Rows come and go between the yes and the act: a session, a letter. Neither their number is part of it, nor
    the days that follow from it, nor what Honour itself keeps of an account, which goes in any case.
    """
    told = [
        sorted({_told(step, "act", "place", "columns", "fields", "because") for step in _others(written)}),
        sorted({_told(stay, "place", "columns", "fields", *_OF_STAY) for stay in written["stays"]}),
        written["scope"],
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


_OF_STAY: Final = ("because", "source", "waits for", "cut off", "shared")


def _others(written: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [
        step for step in written["steps"] if not all(at.startswith(OURS) for at in step["because"] or [""])
    ]


def _told(part: Mapping[str, Any], *names: str) -> str:
    return json.dumps([part[name] for name in names], sort_keys=True)
