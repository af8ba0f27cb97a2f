"""How long somebody stays signed in: never longer than the policy says, whatever the month."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from honour.promises.periods import Period, Unit

_SHORTEST: Final[Mapping[Unit, timedelta]] = {
    "days": timedelta(days=1),
    "weeks": timedelta(weeks=1),
    "months": timedelta(days=28),
    "years": timedelta(days=365),
}


def lasting(period: Period) -> timedelta:
    """The longest time that is within so many calendar days, weeks, months or years."""
    return period.amount * _SHORTEST[period.unit]
