"""The brake: when a sweep must stop and ask a person (DESIGN, section 7).

A wrong clock, a typo in a term or a slip in the map shows in how much would go at once, or in the time. Who
has read a plan and confirms its digest has answered for its size; nobody answers by that for the clock. The
functions only decide: the memory of past sweeps is handed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final, Literal, TypeAlias

from honour.plans.plan import Plan

Reason: TypeAlias = Literal["size", "share", "shorter term", "clock behind", "clock ahead"]

TIMES_USUAL: Final = 3
SHARE: Final = 0.02
"""A part of a table: 2 % of its rows."""
REMEMBERED: Final = 12
"""Past sweeps that make the usual size; fewer than `KNOWN_AFTER` make none."""
KNOWN_AFTER: Final = 3
FAR: Final = timedelta(days=31)
"""So long after the site was last at work its clock is doubted: a month without a sweep is unusual."""
SLACK: Final = timedelta(minutes=2)
"""The journal keeps minutes, and clocks of machines differ by seconds."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a sweep stops. `place` is a table where it is about one; `rows` would go, out of `of`."""

    reason: Reason
    place: str = ""
    rows: int = 0
    of: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a site's past, without any personal value.

    `sweeps` are the rows that each past sweep destroyed or changed, the latest last. `last_entry` is the
    time of the journal's last entry, `heartbeat` when the site was last seen at work with a clock that was
    not doubted; None before the first.
    """

    sweeps: tuple[int, ...]
    last_entry: datetime | None
    heartbeat: datetime | None


def size_of(plans: Sequence[Plan]) -> Mapping[str, int]:
    """The rows that plans destroy or change, by table."""
    sizes: dict[str, int] = {}
    for plan in plans:
        for step in plan.steps:
            place = str(step.selection.table)
            sizes[place] = sizes.get(place, 0) + step.count
    return sizes


def stops(
    sizes: Mapping[str, int], tables: Mapping[str, int], shorter: bool, seen: Seen, now: datetime
) -> tuple[Stop, ...]:
    """Every reason to stop a sweep of these sizes, with `tables` the rows of each table that it touches.

    `shorter` says that a term became shorter since the last run.
    """
    return (
        *by_clock(seen, now),
        *([Stop("shorter term")] if shorter else []),
        *_by_size(sum(sizes.values()), seen.sweeps[-REMEMBERED:]),
        *_by_share(sizes, tables),
    )


def by_clock(seen: Seen, now: datetime) -> tuple[Stop, ...]:
    """Why the time cannot be trusted: it is before something that has been, or far after the last of it."""
    if seen.last_entry is not None and now + SLACK < seen.last_entry:
        return (Stop("clock behind", since=seen.last_entry),)
    if seen.heartbeat is not None and now > seen.heartbeat + FAR:
        return (Stop("clock ahead", since=seen.heartbeat),)
    return ()


def _by_size(rows: int, sweeps: Sequence[int]) -> tuple[Stop, ...]:
    if len(sweeps) < KNOWN_AFTER:
        return ()
    usual = int(median(sweeps))
    return (Stop("size", rows=rows, of=usual),) if rows > TIMES_USUAL * usual else ()


def _by_share(sizes: Mapping[str, int], tables: Mapping[str, int]) -> tuple[Stop, ...]:
    return tuple(
        Stop("share", place, rows, tables[place])
        for place, rows in sizes.items()
        if place in tables and rows > SHARE * tables[place]
    )
