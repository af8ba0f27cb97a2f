"""What a message may be about, for whom, and what follows: which right it uses, and how staff may decide.

Only values and decisions: no database here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

SUBJECTS: Final = (
    "question",
    "access",
    "rectify",
    "erase",
    "object",
    "restrict",
    "theft",
    "death",
    "other",
)
"""What somebody may write about, in the order of the form."""

REQUESTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "access": "access",
        "rectify": "rectify",
        "erase": "erase",
        "object": "object",
        "restrict": "restrict",
        "theft": "restrict",  # GDPR Art. 18: whoever has the account must destroy nothing meanwhile
        "death": "restrict",  # French Act 78-17, art. 85: heirs settle the estate first
        "other": "other",
    }
)
"""The right that each uses; a question uses none and has no legal clock."""

BEHALVES: Final = ("myself", "mandate", "child", "heir")
"""Whose data it is: one's own, that of somebody who gave a mandate, of a child, of somebody who died."""

CHANNELS: Final = ("post", "telephone", "e-mail", "desk")
"""How a request came that staff type in; the form's own is `form`."""

ARTICLES: Final = (
    "GDPR Art. 11(2)",  # whose it is cannot be shown
    "GDPR Art. 12(5)",  # manifestly unfounded or excessive
    "GDPR Art. 15(4)",  # rights of others
    "GDPR Art. 17(3)(a)",  # freedom of expression
    "GDPR Art. 17(3)(b)",  # a law obliges to keep
    "GDPR Art. 17(3)(e)",  # legal claims
    "GDPR Art. 21(1)",  # compelling grounds
    "French Act 78-17, art. 85",  # the directives of somebody who died
)
"""The reasons for which a request may be refused, whole or in part."""

DECISIONS: Final = ("done", "partly", "refused", "extended", "doubt", "shown")
"""`doubt` suspends the clock until it is shown whose request it is; `shown` lets it run on."""

FINAL: Final = ("done", "partly", "refused")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a message stands: `due` is None for a question and while the clock is suspended. `extended` says
    that it was extended before, `first_month_ends` when that must be announced at the latest.
    """

    tracked: bool
    identity: str
    waits_until: datetime | None
    first_month_ends: date | None
    doubted: bool = False
    extended: bool = False
    answered: bool = False


def obstacle(standing: Standing, decision: str, article: str, today: date, now: datetime) -> str:
    """Why staff cannot decide so now, as a key of the page's words; empty where they can."""
    if standing.answered:
        return "already answered"
    if not standing.tracked:
        return "" if decision == "done" else "question is answered"
    if decision in ("done", "partly"):
        if not standing.identity:
            return "identity first"
        if standing.waits_until is not None and now < standing.waits_until:
            return "wait first"
    if decision in ("partly", "refused") and article not in ARTICLES:
        return "article first"
    if decision == "extended":
        return _no_extension(standing, today)
    if decision == "doubt":
        return "no doubt left" if standing.identity or standing.doubted else ""
    if decision == "shown":
        return "" if standing.doubted else "no doubt said"
    return ""


def _no_extension(standing: Standing, today: date) -> str:
    """GDPR Art. 12(3): by two months, once, and the person is told of it within the first."""
    if standing.extended:
        return "extended once"
    late = standing.first_month_ends is not None and today > standing.first_month_ends
    return "extension too late" if late else ""
