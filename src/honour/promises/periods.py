"""Lengths of time as a policy says them. Calendar arithmetic on them lives in `places.terms`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Unit: TypeAlias = Literal["days", "weeks", "months", "years"]

_UNITS: Final[Mapping[str, Unit]] = {
    "day": "days",
    "days": "days",
    "week": "weeks",
    "weeks": "weeks",
    "month": "months",
    "months": "months",
    "year": "years",
    "years": "years",
}
_WRITTEN: Final = re.compile(r"([1-9][0-9]{0,4}) ([a-z]+)", re.ASCII)
# A hundred years: longer than any term that a law asks of a website, and safe for calendar arithmetic.
_MOST: Final[Mapping[Unit, int]] = {"days": 36525, "weeks": 5218, "months": 1200, "years": 100}
SPELLING: Final = "write a number and days, weeks, months or years, as in `6 months`"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A number of calendar days, weeks, months or years (`amount` ≥ 1)."""

    amount: int
    unit: Unit


def period(text: str) -> Period | None:
    """`6 months`, `1 year`; None for any other spelling, for zero and for more than a hundred years."""
    parts = _WRITTEN.fullmatch(text)
    if parts is None or parts[2] not in _UNITS:
        return None
    amount, unit = int(parts[1]), _UNITS[parts[2]]
    return Period(amount, unit) if amount <= _MOST[unit] else None


def written(length: Period) -> str:
    """A length of time as a policy file writes it: `6 months`, `1 year`."""
    unit = length.unit.removesuffix("s") if length.amount == 1 else length.unit
    return f"{length.amount} {unit}"
