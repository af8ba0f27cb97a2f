"""Lengths of time as a policy says them. Calendar arithmetic on them lives in `places.terms`."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal["days", "weeks", "months", "years"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A number of calendar days, weeks, months or years (`amount` ≥ 1)."""

    amount: int
    unit: Unit
