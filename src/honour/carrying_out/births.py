"""When somebody's rows began, by the dates that the map declares: it tells him from who has his key later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from honour.carrying_out.people import Match, Ports
from honour.carrying_out.stores import AskedOften, Keys
from honour.places.personal import Personal
from honour.plans.plan import DateSpan
from honour.plans.replay import Birth, births


@dataclass(frozen=True, slots=True)
class _Asked:
    """The dates that tell when rows began, by store; `own` says that they are those rows' own."""

    own: bool
    dates: Mapping[str, AskedOften[DateSpan]]


def births_of(ports: Ports, match: Match, now: datetime) -> tuple[Birth | None, ...]:
    """The birth of each of somebody's rows, in the order of his keys; None where no date tells it."""
    kind = match.person.kind
    asked = ports.worked_out("births", kind, now, lambda: _asked(ports, kind))
    return tuple([_birth(ports, asked, Personal((key,))) for key in match.keys.reveal()])


def _asked(ports: Ports, kind: str) -> _Asked:
    asked = births(ports.map, kind)
    dates = {
        name: AskedOften(span for _, span in asked if span.selection.table.store == name)
        for name in ports.stores
    }
    return _Asked(bool(asked) and asked[0][0], dates)


def _birth(ports: Ports, asked: _Asked, key: Keys) -> Birth | None:
    first = [
        found.first
        for name, dates in asked.dates.items()
        for found in ports.stores[name].spans(dates, key)
        if found.first is not None
    ]
    return Birth(min(first), asked.own) if first else None
