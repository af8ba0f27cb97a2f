"""Looks at the running system for each promise, and hands what it saw to `proofs`. Changes nothing."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from honour.carrying_out.erase import answers
from honour.carrying_out.people import Ports
from honour.carrying_out.stores import NOBODY
from honour.places.map import DataMap, Place
from honour.places.map_reading import WrittenMap
from honour.places.resolving import undeclared
from honour.places.selections import Condition, Never, Selection, all_of, negation
from honour.places.terms import local_day
from honour.plans import sweep as sweeping
from honour.plans.ending import kinds_of, never_began, recorded_before
from honour.plans.plan import span_of
from honour.promises.keep import ROW_EVENTS, Keep
from honour.proofs.evidence import ClockLooked, Evidence, KeepLooked, of_clocks, of_keep, of_map, of_the_rest

CLOCK_SLACK = timedelta(days=1)
"""A row dated up to this long after now is taken for a clock that differs, not for a date in the future."""


def evidence(
    ports: Ports, written: WrittenMap, clocks: Sequence[ClockLooked], now: datetime
) -> tuple[Evidence, ...]:
    """The state of every promise of the policy, in its order."""
    draft = sweeping.questions(ports.policy, ports.map, now)
    counted = answers(ports, draft, NOBODY)
    due: dict[tuple[str, str], int] = {}
    for step, count in zip(draft.steps, counted.steps, strict=True):
        for statement in step.because:
            key = (statement, str(step.selection.table))
            due[key] = due.get(key, 0) + count
    kept = [
        of_keep(
            ports.policy,
            keep,
            [_looked(ports, keep, place, person, due, now) for place, person in _covered(ports, keep)],
        )
        for keep in ports.policy.keep
    ]
    today = local_day(now, ports.policy.site.time_zone)
    tables = len(ports.map.catalogue.tables)
    return (
        *kept,
        of_clocks(clocks, today),
        of_map(undeclared(written, ports.map), tables),
        *of_the_rest(ports.policy),
    )


def _covered(ports: Ports, keep: Keep) -> Iterator[tuple[Place, str]]:
    """The places that hold data of a statement, with whose they are."""
    for place in ports.map.places:
        for person in place.owners:
            kinds = {
                kind
                for column in place.columns.values()
                for kind in kinds_of(ports.policy, place, column, person)
            }
            if keep.of in (None, person) and (kinds & set(keep.data) or "everything" in keep.data):
                yield place, person


def _looked(
    ports: Ports, keep: Keep, place: Place, person: str, due: dict[tuple[str, str], int], now: datetime
) -> KeepLooked:
    store = ports.stores[place.table.store]
    everything = Selection(place.table, place.declared())
    by_row = any(ending.event in ROW_EVENTS for ending in keep.endings)
    dated = recorded_before(place, now + CLOCK_SLACK)
    undated = negation(dated) if by_row and dated is not None else Never()
    rows, without_date, endless = store.tally(
        [
            everything,
            Selection(place.table, all_of([place.declared(), undated])),
            Selection(place.table, all_of([place.declared(), _endless(ports.map, keep, place, person)])),
        ],
        NOBODY,
    )
    spans = store.spans([span_of(place.collected, everything)], NOBODY) if place.collected else ()
    oldest = spans[0].first if spans else None
    return KeepLooked(
        str(place.table),
        rows,
        due.get((str(keep.at), str(place.table)), 0),
        without_date,
        endless,
        _ends(ports.map, keep, place, person),
        None if oldest is None else local_day(oldest, ports.policy.site.time_zone),
    )


def _ends(data_map: DataMap, keep: Keep, place: Place, person: str) -> bool:
    return any(
        place.collected is not None
        if ending.event in ROW_EVENTS
        else data_map.event(ending.event, person) is not None
        for ending in keep.endings
    )


def _endless(data_map: DataMap, keep: Keep, place: Place, person: str) -> Condition:
    """The rows for whose person no event of the statement ever began, and no row's date ends it."""
    if any(ending.event in ROW_EVENTS and place.collected is not None for ending in keep.endings):
        return Never()
    events = [event for ending in keep.endings if (event := data_map.event(ending.event, person)) is not None]
    if not events:
        return Never()
    return all_of(never_began(event, place, person) for event in events)
