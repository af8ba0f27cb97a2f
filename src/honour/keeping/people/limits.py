"""How often something may be tried, counted in a table that all processes share, by the real clock.

A counter's key is a keyed hash. Counting is one transaction under a lock of the counter's row: of many tries
at once, exactly as many pass as the limit says. What could go wrong for ever: nothing; a lost counter begins
again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from honour.keeping.at_work import the_site
from honour.keeping.people.models import Remembered

_AT_A_TIME = 200  # expired counters that are forgotten when a new one begins


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `amount` within `seconds` before now. `name` keeps its counters apart from others'."""

    name: str
    amount: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A try that was counted, and can be given back when it turns out to have been none."""

    key: str
    moment: float


def count(limit: Limit, *who: str) -> Counted | None:
    """Count a try of somebody (an address, an account); None, and not counted, where too many were."""
    key, now = _key(limit, who), datetime.now(UTC)
    expires = now + timedelta(seconds=limit.seconds)
    with transaction.atomic():
        row, began = Remembered.objects.select_for_update().get_or_create(
            key=key, defaults={"value": [], "expires": expires}
        )
        moments = _within(row.value, now, limit)
        if len(moments) >= limit.amount:
            return None
        row.value, row.expires = [*moments, now.timestamp()], expires
        row.save()
    if began:
        forget_expired()
    return Counted(key, now.timestamp())


def is_reached(limit: Limit, *who: str) -> bool:
    """Whether the next try would be one too many; counts nothing."""
    row = Remembered.objects.filter(key=_key(limit, who)).first()
    return row is not None and len(_within(row.value, datetime.now(UTC), limit)) >= limit.amount


def give_back(counted: Counted) -> None:
    """Take a try out of the count: it succeeded."""
    with transaction.atomic():
        row = Remembered.objects.select_for_update().filter(key=counted.key).first()
        if row is not None and counted.moment in row.value:
            row.value.remove(counted.moment)
            row.save()


def clear(limit: Limit, *who: str) -> None:
    """Begin a count again."""
    Remembered.objects.filter(key=_key(limit, who)).delete()


def forget_expired() -> None:
    """Delete some of what is remembered past its time."""
    with transaction.atomic():
        over = Remembered.objects.select_for_update(skip_locked=True).filter(expires__lte=datetime.now(UTC))
        Remembered.objects.filter(pk__in=[row.pk for row in over[:_AT_A_TIME]]).delete()


def _key(limit: Limit, who: Sequence[str]) -> str:
    return the_site().records.keyed_hash("limit", limit.name, *who)


def _within(moments: Sequence[float], now: datetime, limit: Limit) -> list[float]:
    return [moment for moment in moments if moment > now.timestamp() - limit.seconds]
