"""When a consent was withdrawn: each purpose has its own yes, so each has its own event.

What could go wrong for ever: somebody takes back one yes, and data that rest on another are destroyed. So a
statement ends by a withdrawal only once every consent that it covers was withdrawn, and a yes that was given
again keeps it open.
"""

from typing import Final

from honour.places.map import DataMap, Event
from honour.promises.keep import Ending, Keep
from honour.promises.policy import Policy

WITHDRAWN: Final = "consent withdrawn"


def withdrawal(purpose: str) -> str:
    """How a map calls the withdrawal of the consent for one purpose, where it knows each by itself."""
    return f"{WITHDRAWN}: {purpose}"


def events_of(
    policy: Policy, data_map: DataMap, keep: Keep, kind: str, ending: Ending, person: str
) -> tuple[Event, ...]:
    """The events by which an ending of a statement over a kind of data is reached: all must have happened.

    None where the map does not know them. A map that knows one withdrawal alone means all of them by it.
    """
    if ending.event == WITHDRAWN:
        names = [withdrawal(each) for each in _consented(policy, keep, kind)]
        each = [data_map.event(name, person) for name in names]
        known = tuple(event for event in each if event is not None)
        if known and len(known) == len(names):
            return known
    event = data_map.event(ending.event, person)
    return () if event is None else (event,)


def _consented(policy: Policy, keep: Keep, kind: str) -> tuple[str, ...]:
    """The purposes of a statement for which a kind is used on a consent."""
    lines = [c for c in policy.collect if kind in c.data and keep.purpose in (None, c.purpose)]
    return tuple(dict.fromkeys(c.purpose for c in lines if c.basis.ground == "consent"))
