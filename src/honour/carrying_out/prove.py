"""Looks at the running system for each promise, and hands what it saw to `proofs`. Changes nothing."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from honour.carrying_out.erase import answers
from honour.carrying_out.people import Ports
from honour.carrying_out.stores import NOBODY
from honour.carrying_out.waiting import waiting
from honour.places.map import DataMap, Place
from honour.places.resolving import undeclared
from honour.places.selections import Condition, Never, Selection, all_of, negation
from honour.places.terms import local_day
from honour.places.written import WrittenMap
from honour.plans import sweep as sweeping
from honour.plans.doubts import CLOCK_SLACK
from honour.plans.ending import can_end, never_began, places_of, recorded_before
from honour.plans.plan import span_of
from honour.promises.keep import Keep
from honour.proofs.evidence import (
    ClockLooked,
    Evidence,
    KeepLooked,
    WaitLooked,
    of_clocks,
    of_erasures,
    of_journal,
    of_keep,
    of_map,
    of_promised,
    of_the_rest,
)
from honour.proofs.keys import KeysLooked, of_keys
from honour.proofs.verify import Report


def evidence(
    ports: Ports,
    written: WrittenMap,
    clocks: Sequence[ClockLooked],
    journal: Report | None,
    keys: KeysLooked,
    now: datetime,
) -> tuple[Evidence, ...]:
    """The state of every promise of the policy, in its order. `journal` is what checking its pack found."""
    today = local_day(now, ports.policy.site.time_zone)
    records = ports.records
    return (
        *_terms(ports, now),
        of_clocks(clocks, today),
        *of_promised(ports.policy, clocks, _waits(ports, today, now), today),
        of_erasures(len(records.unfinished()), len(records.unscrubbed())),
        of_map(undeclared(written, ports.map)),
        of_journal(journal),
        of_keys(keys, now),
        *of_the_rest(ports.policy),
    )


def _waits(ports: Ports, today: date, now: datetime) -> list[WaitLooked]:
    """The requests of which a part waits, each with the last day to erase it, once that is known."""
    cases = ((case, waiting(ports, case, now)) for case in ports.records.ended_holds(today))
    return [WaitLooked(case.request, one.due) for case, one in cases if one is not None]


def _terms(ports: Ports, now: datetime) -> Iterator[Evidence]:
    """The state of each `keep` statement: what is due by it, and what no date can say."""
    draft = sweeping.questions(ports.policy, ports.map, now)
    due: dict[tuple[str, str], int] = {}
    for step, count in zip(draft.steps, answers(ports, draft, NOBODY).steps, strict=True):
        for statement in step.because:
            key = (statement, str(step.selection.table))
            due[key] = due.get(key, 0) + count
    for keep in ports.policy.keep:
        places = places_of(ports.policy, ports.map, keep)
        yield of_keep(ports.policy, keep, [_looked(ports, keep, *place, due, now) for place in places])


def _looked(
    ports: Ports, keep: Keep, place: Place, person: str, due: dict[tuple[str, str], int], now: datetime
) -> KeepLooked:
    store = ports.stores[place.table.store]
    everything = Selection(place.table, place.declared())
    by_row = any(ending.of_row for ending in keep.endings)
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
    dates = [span_of(ports.map.catalogue, place.collected, everything)] if place.collected else []
    spans = store.spans(dates, NOBODY)
    oldest = spans[0].first if spans else None
    return KeepLooked(
        str(place.table),
        rows,
        due.get((str(keep.at), str(place.table)), 0),
        without_date,
        endless,
        can_end(ports.policy, ports.map, keep, place, person),
        None if oldest is None else local_day(oldest, ports.policy.site.time_zone),
    )


def _endless(data_map: DataMap, keep: Keep, place: Place, person: str) -> Condition:
    """The rows for whose person no event of the statement ever began, and no row's date ends it."""
    if any(ending.of_row and place.collected is not None for ending in keep.endings):
        return Never()
    events = [event for ending in keep.endings if (event := data_map.event(ending.event, person)) is not None]
    if not events:
        return Never()
    return all_of(never_began(event, place, person) for event in events)
