"""What a site sees of its own security: each thing that was looked at, and whether it is as it should be.

Only what can be seen from within is said: a proxy in front of the site, its network and its building are not.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from honour.proofs.evidence import State

BUDGET: Final = 1000
"""Milliseconds within which the site answers 19 of 20 pages: after a second a reader's thoughts begin to
leave (Nielsen, Usability Engineering, 1993, section 5.5: not checked at source). The way to the reader comes
on top.
"""

SHARE: Final = 0.95
"""The share of the pages that the budget is for."""

_YEAR: Final = 31_536_000  # seconds
_OTHERS: Final = 0o077  # the rights of a file's group and of everybody
_WANTED: Final[Mapping[str, re.Pattern[str]]] = {
    "content-security-policy": re.compile(
        r"(?=.*default-src 'none')(?=.*frame-ancestors 'none')(?!.*unsafe-)"
    ),
    "x-content-type-options": re.compile(r"nosniff"),
    "x-frame-options": re.compile(r"DENY"),
    "referrer-policy": re.compile(r"no-referrer|same-origin"),
    "cross-origin-opener-policy": re.compile(r"same-origin"),
}
_HSTS: Final = re.compile(r"max-age=(\d+)")


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was looked at. `name` says what, as the page's words have it; `facts` fill them."""

    name: str
    state: State
    facts: Mapping[str, str | int] = field(default_factory=dict)


def of_headers(headers: Mapping[str, str]) -> Seen:
    """Whether a page comes with what keeps browsers from others' scripts, frames and plain HTTP."""
    given = {name.lower(): value for name, value in headers.items()}
    lacking = [name for name, wanted in _WANTED.items() if not wanted.search(given.get(name, ""))]
    lasts = _HSTS.search(given.get("strict-transport-security", ""))
    if lasts is None or int(lasts[1]) < _YEAR:
        lacking.append("strict-transport-security")
    return Seen("headers", _kept(not lacking), {"lacking": ", ".join(lacking)})


def of_cookies(cookies: Sequence[str]) -> Seen:
    """Whether each cookie, as `Set-Cookie` has it, is bound to this host and TLS, and closed to scripts."""
    loose = [
        each.partition("=")[0].strip()
        for each in cookies
        if not each.startswith("__Host-")
        or not {"secure", "httponly"} <= {part.strip().lower() for part in each.split(";")}
    ]
    return Seen("cookies", _kept(not loose), {"lacking": ", ".join(loose)})


def of_modes(name: str, modes: Mapping[str, int]) -> Seen:
    """Whether files and folders are closed to the machine's other users; `modes` are rights, by path."""
    lacking = ", ".join(sorted(path for path, mode in modes.items() if mode & _OTHERS))
    return Seen(name, _kept(not lacking), {"lacking": lacking, "count": len(modes)})


def of_pages(milliseconds: Sequence[int]) -> Seen:
    """Whether the pages that were answered lately were so within the budget; unknown where none was."""
    if not milliseconds:
        return Seen("pages", "unknown", {"count": 0, "took": 0, "budget": BUDGET})
    took = sorted(milliseconds)[min(int(len(milliseconds) * SHARE), len(milliseconds) - 1)]
    facts: dict[str, str | int] = {"count": len(milliseconds), "took": took, "budget": BUDGET}
    return Seen("pages", _kept(took <= BUDGET), facts)


def of_none(name: str, count: int, lacking: Iterable[str] | int) -> Seen:
    """Whether none of so many lacks something: `lacking` names those that do, or says how many they are."""
    if isinstance(lacking, int):
        return Seen(name, _kept(lacking == 0), {"count": count, "lacking": lacking})
    named = sorted(set(lacking))
    return Seen(name, _kept(not named), {"count": count, "lacking": ", ".join(named)})


def readable(value: bytes) -> bool:
    """Whether bytes that should be sealed are text: what AES-GCM gives, 28 bytes and more, is hardly ever."""
    try:
        value.decode()
    except UnicodeDecodeError:
        return False
    return True


def _kept(good: bool) -> State:
    return "kept" if good else "not kept"
