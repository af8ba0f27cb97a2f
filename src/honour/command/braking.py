"""The brake of `honour sweep`: what stops a sweep that nobody reads, and a clock that nobody answers for."""

from typing import Any, Final

from honour.command import telling
from honour.command.exits import WrongUse
from honour.command.opening import Opened
from honour.plans.brake import Stop
from honour.publishing.sweeping import stop_told

_CLOCK: Final = ("clock behind", "clock ahead")


def note_clock(site: Opened, found: tuple[Stop, ...], answered_for: bool) -> None:
    """Note that the site is at work, unless its clock is in doubt and nobody answers for it."""
    if answered_for or not any(stop.reason in _CLOCK for stop in found):
        site.records.beat(site.now)


def refuse_clock(found: tuple[Stop, ...], answered_for: bool) -> None:
    """Nothing is destroyed by a clock that is in doubt. Raises WrongUse."""
    doubts = [stop_told(stop, "en") for stop in found if stop.reason in _CLOCK]
    if doubts and not answered_for:
        raise WrongUse(f"{doubts[0]}: set the clock right, or add --clock-is-right if it is")


def braked_json(found: tuple[Stop, ...]) -> list[dict[str, Any]]:
    """The reasons for a program."""
    return [
        {
            "reason": stop.reason,
            "place": stop.place or None,
            "rows": stop.rows,
            "of": stop.of,
            "since": stop.since and f"{stop.since:%Y-%m-%dT%H:%MZ}",
            "says": stop_told(stop, "en"),
        }
        for stop in found
    ]


def print_braked(found: tuple[Stop, ...], scheduled: bool) -> None:
    """Say why nothing was done, or why a scheduled sweep would do nothing."""
    if found:
        telling.line("The brake stopped this sweep:" if scheduled else "A scheduled sweep would stop here:")
        for stop in found:
            telling.line(f"  {stop_told(stop, 'en')}")
