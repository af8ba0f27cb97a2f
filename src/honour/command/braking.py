"""The brake of `honour sweep`: what stops a sweep that nobody reads, and a clock that nobody answers for."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from honour.command import telling
from honour.command.exits import WrongUse
from honour.command.opening import Opened
from honour.plans.brake import Stop, size_of, stops

if TYPE_CHECKING:
    from honour.carrying_out.sweep import Due

_CLOCK: Final = ("clock behind", "clock ahead")


def braked(site: Opened, what: "Due", shorter: bool) -> tuple[Stop, ...]:
    """Every reason for which a sweep of what is due must ask a person. A demo's clock is moved on purpose."""
    from honour.carrying_out.sweep import plans_of, table_sizes

    seen = site.records.seen()
    if site.configuration.demo:
        seen = replace(seen, heartbeat=None)
    sizes = size_of(plans_of(what))
    return stops(sizes, table_sizes(site.ports, what), shorter, seen, site.now)


def note_clock(site: Opened, found: tuple[Stop, ...], answered_for: bool) -> None:
    """Note that the site is at work, unless its clock is in doubt and nobody answers for it."""
    if answered_for or not any(stop.reason in _CLOCK for stop in found):
        site.records.beat(site.now)


def refuse_clock(found: tuple[Stop, ...], answered_for: bool) -> None:
    """Nothing is destroyed by a clock that is in doubt. Raises WrongUse."""
    doubts = [in_words(stop) for stop in found if stop.reason in _CLOCK]
    if doubts and not answered_for:
        raise WrongUse(f"{doubts[0]}: set the clock right, or add --clock-is-right if it is")


def in_words(stop: Stop) -> str:
    """Why a sweep stops."""
    match stop.reason:
        case "size":
            return f"{stop.rows:,} rows would go, more than three times the usual {stop.of:,}"
        case "share":
            return f"{stop.rows:,} of the {stop.of:,} rows of {stop.place} would go or change, more than 2 %"
        case "shorter term":
            return "a term became shorter since the last sweep"
        case "clock behind":
            return f"the clock is before the journal's last entry, of {stop.since:%Y-%m-%d %H:%M} UTC"
        case "clock ahead":
            return f"the clock is more than a month after the site was last at work, {stop.since:%Y-%m-%d}"


def braked_json(found: tuple[Stop, ...]) -> list[dict[str, Any]]:
    """The reasons for a program."""
    return [
        {
            "reason": stop.reason,
            "place": stop.place or None,
            "rows": stop.rows,
            "of": stop.of,
            "since": stop.since and f"{stop.since:%Y-%m-%dT%H:%MZ}",
            "says": in_words(stop),
        }
        for stop in found
    ]


def print_braked(found: tuple[Stop, ...], scheduled: bool) -> None:
    """Say why nothing was done, or why a scheduled sweep would do nothing."""
    if found:
        telling.line("The brake stopped this sweep:" if scheduled else "A scheduled sweep would stop here:")
        for stop in found:
            telling.line(f"  {in_words(stop)}")
