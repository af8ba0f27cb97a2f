"""What stood where a correction writes anew, kept for an authority that ordered it preserved.

What could go wrong for ever, and what prevents it: *what was to be preserved is lost*, because the person
corrects it: so the old value is kept before the new one is written, sealed with the hold, and goes with it.
*The order shows*: so the correction is done as for anybody else, and is told in the same words; what was kept
lies in no place of the map, and only who answers the authority's demand sees it.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from honour.carrying_out.holding import holdings, holds_of
from honour.carrying_out.people import Match, Ports
from honour.carrying_out.ports import Intent, Json, PersonHold, Subject
from honour.carrying_out.stores import Keys
from honour.places.map import NOTHING_PERSONAL
from honour.places.personal import Personal
from honour.places.selections import Scalar, Selection, all_of
from honour.plans.disclose import Demand
from honour.plans.ending import kinds_of
from honour.plans.plan import Change, Plan


@dataclass(frozen=True, slots=True)
class Replaced:
    """Values that stood in a column of a place until a correction, by whose kinds and field they were."""

    place: str
    column: str
    field: str
    kinds: tuple[str, ...]
    at: datetime
    values: Personal[tuple[Json, ...]]


def keep_corrected(ports: Ports, intent: Intent, plan: Plan, keys: Keys, now: datetime) -> None:
    """Keep what a correction is about to replace, where a secret order covers it; once for each intent."""
    if intent.subject is not None:
        changes = [
            (step.selection, tuple(name for name, _ in step.becomes))
            for step in plan.steps
            if isinstance(step, Change)
        ]
        _keep(ports, intent.subject, changes, keys, intent.id, now)


def keep_own(ports: Ports, match: Match, table: str, columns: Sequence[str], act: str, now: datetime) -> None:
    """The same for columns of one of his own rows that a page writes. `act` names this one correction."""
    kind = match.person.kind
    changes = [
        (Selection(place.table, all_of([place.declared(), place.belongs(kind)])), tuple(columns))
        for place in ports.map.places_of(kind)
        if str(place.table) == table
    ]
    _keep(ports, match.subject, changes, match.keys, act, now)


def replaced_of(ports: Ports, subject: Subject, demand: Demand) -> tuple[Replaced, ...]:
    """What was replaced while somebody's data were preserved, of the fields that a demand asks for as they
    stand.
    """
    asked = {(item.kind, item.field) for item in demand.items if not item.dated}
    return tuple(
        one
        for hold in _secret(ports, subject)
        for at, held in ports.records.preserved(hold.id)
        for one in _opened(at, held)
        if any((kind, one.field) in asked for kind in one.kinds)
    )


def _secret(ports: Ports, subject: Subject) -> tuple[PersonHold, ...]:
    return tuple(hold for hold in holds_of(ports, subject) if hold.state == "secret")


def _keep(
    ports: Ports,
    subject: Subject,
    changes: Sequence[tuple[Selection, tuple[str, ...]]],
    keys: Keys,
    act: str,
    now: datetime,
) -> None:
    for hold in _secret(ports, subject):
        for number, (selection, names) in enumerate(changes, 1):
            covered = _covered(ports, hold, selection, names)
            if covered:
                store = ports.stores[selection.table.store]
                rows = store.rows(selection, list(covered), keys).reveal()
                if rows:
                    held: dict[str, Json] = {
                        "place": str(selection.table),
                        "columns": list(covered),
                        "fields": [field for field, _ in covered.values()],
                        "kinds": [list(kinds) for _, kinds in covered.values()],
                        "rows": [[_plain(value) for value in row] for row in rows],
                    }
                    ports.records.preserve(hold.id, act, number, Personal(held), now)


def _covered(
    ports: Ports, hold: PersonHold, selection: Selection, names: Sequence[str]
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The columns among these that a hold covers, each with its field and its kinds."""
    (holding,), person = holdings(ports, [hold]), hold.subject.person
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for place in ports.map.places:
        if place.table == selection.table and person in place.owners:
            for name in names:
                column = place.columns.get(name)
                if column is not None and column.field != NOTHING_PERSONAL:
                    kinds = tuple(kinds_of(ports.policy, place, column, person))
                    if holding.covers(person, kinds):
                        found[name] = (column.field, kinds)
    return found


def _opened(at: datetime, held: Personal[Json]) -> Iterator[Replaced]:
    kept = held.reveal()
    assert isinstance(kept, dict)
    for number, (column, field, kinds) in enumerate(
        zip(kept["columns"], kept["fields"], kept["kinds"], strict=True)
    ):
        values = tuple(row[number] for row in kept["rows"])
        yield Replaced(kept["place"], column, field, tuple(kinds), at, Personal(values))


def _plain(value: Scalar) -> Json:
    match value:
        case None | bool() | int() | str():
            return value
        case bytes():
            return {"base64": base64.b64encode(value).decode()}
        case datetime():
            return value.isoformat()
        case _:
            return str(value)
