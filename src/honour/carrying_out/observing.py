"""Looks at the stores for the register: how many rows each place holds, the oldest and the newest of them.

It asks each store one count and one question for dates, however many places there are. It changes nothing,
and reads no value of anybody.
"""

from collections.abc import Iterator
from datetime import datetime

from honour.carrying_out.people import Ports
from honour.carrying_out.stores import NOBODY
from honour.places.map import Place
from honour.places.resolving import undeclared
from honour.places.selections import Selection
from honour.places.terms import local_day
from honour.places.written import WrittenMap
from honour.plans.ending import can_end, kinds_of, places_of
from honour.plans.plan import Span, span_of
from honour.proofs.register import Observed, PlaceSeen


def observed(ports: Ports, written: WrittenMap, now: datetime) -> Observed:
    """What the stores hold now, by place and kind of people."""
    counted: dict[int, int] = {}
    dated: dict[int, Span] = {}
    for name, store in ports.stores.items():
        here = [(at, each) for at, each in enumerate(ports.map.places) if each.table.store == name]
        wholes = [Selection(each.table, each.declared()) for _, each in here]
        rows = store.tally(wholes, NOBODY) if wholes else ()
        counted |= {at: count for (at, _), count in zip(here, rows, strict=True)}
        asked = [
            (at, span_of(ports.map.catalogue, each.collected, whole))
            for (at, each), whole in zip(here, wholes, strict=True)
            if each.collected is not None
        ]
        spans = store.spans([span for _, span in asked], NOBODY) if asked else ()
        dated |= {at: span for (at, _), span in zip(asked, spans, strict=True)}
    missing = tuple(finding.place for finding in undeclared(written, ports.map))
    seen = tuple(
        one
        for at, place in enumerate(ports.map.places)
        for one in _seen(ports, place, counted[at], dated.get(at, Span(None, None)), _of(place, missing))
    )
    return Observed(now, seen, missing, tuple(_endless(ports)))


def _of(place: Place, missing: tuple[str, ...]) -> frozenset[str]:
    """The columns of a place's table that nobody declared."""
    table = f"{place.table}."
    return frozenset(each.removeprefix(table) for each in missing if each.startswith(table))


def _seen(ports: Ports, place: Place, rows: int, span: Span, missing: frozenset[str]) -> Iterator[PlaceSeen]:
    zone = ports.policy.site.time_zone
    oldest = None if span.first is None else local_day(span.first, zone)
    newest = None if span.last is None else local_day(span.last, zone)
    columns = {name: column.field for name, column in place.columns.items()}
    stored = ports.map.catalogue.tables[place.table].columns
    others = tuple(name for name in stored if name not in columns and name not in missing)
    for person in place.owners:
        kinds = dict.fromkeys(
            kind
            for column in place.columns.values()
            for kind in kinds_of(ports.policy, place, column, person)
        )
        yield PlaceSeen(str(place.table), person, columns, others, tuple(kinds), rows, oldest, newest)


def _endless(ports: Ports) -> Iterator[str]:
    """The kinds of data that lie somewhere where nothing ends their term without somebody asking."""
    found: dict[str, None] = {}
    for keep in ports.policy.keep:
        for place, person in places_of(ports.policy, ports.map, keep):
            if not can_end(ports.policy, ports.map, keep, place, person):
                found |= dict.fromkeys(kind for kind in keep.data if person in ports.policy.data[kind].of)
    yield from found
