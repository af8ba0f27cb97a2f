"""A draft spelled as `map.yaml`, with a note at each line that is a guess or waits for a decision."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from honour.places import paths
from honour.places.drafting.draft import Decision, Draft, DraftColumn, DraftEvent, DraftPerson, DraftPlace
from honour.places.map import NOTHING_PERSONAL
from honour.places.selections import Table

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_READ_AS_SOMETHING_ELSE = frozenset(("null", "true", "false"))

_HEAD = """\
# A draft, made from the names, types and keys of the database: no row was read. It promises nothing and
# destroys nothing. Read each line: « guess » marks what a name suggests, « decide » what only you can say;
# a column that waits for you is left out, so that `honour check` names it until it is decided.

honour map: 1
"""


def written(draft: Draft, address: str, zone: str) -> str:
    """The file's text. `address` is the store's as the map should write it: a variable, never a password."""
    waiting: dict[str, list[Decision]] = {}
    for decision in draft.decisions:
        waiting.setdefault(decision.place, []).append(decision)
    stores = dict.fromkeys(place.table.store for place in draft.places) or {"main": None}
    lines = [_HEAD, "stores:"]
    lines += [
        f"  {quoted(store)}: {{sql: {json.dumps(address)}, time: {{zone: {zone}}}}}" for store in stores
    ]
    lines += ["", "persons:" if draft.persons else "persons: {}"]
    lines += _asked(waiting.get("persons", ()), "  ")
    for person in draft.persons:
        lines += _asked(waiting.get(str(person.table), ()) if not person.known_by else (), "  ")
        lines.append(f"  {_person(person)}")
    lines += [
        "",
        "places:"
        if any(place.person or str(place.table) not in waiting for place in draft.places)
        else "places: []",
    ]
    for place in draft.places:
        lines += ["", *_place(place, waiting)] if place.person else _place(place, waiting)
    if draft.events:
        lines += ["", "events:"]
        lines += [f"  {_event(event)}  # guess" for event in _each_once(draft.events)]
    return "\n".join(lines) + "\n"


def quoted(name: str) -> str:
    """A name as the map writes it, fit to stand in YAML."""
    return _scalar(paths.quoted(name))


def _scalar(text: str) -> str:
    """A text as YAML writes it: plain where nothing in it means something else."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _READ_AS_SOMETHING_ELSE
    return text if plain else json.dumps(text, ensure_ascii=False)


def _table(table: Table) -> str:
    names = [name for name in (table.store, table.schema, table.name) if name is not None]
    return _dotted(names)


def _dotted(names: Iterable[str]) -> str:
    return _scalar(".".join(map(paths.quoted, names)))


def _asked(decisions: Iterable[Decision], indent: str) -> list[str]:
    return [f"{indent}# decide: {decision.question}" for decision in decisions]


def _person(person: DraftPerson) -> str:
    known = ", ".join(f"{quoted(column)}: {known}" for column, known in person.known_by.items())
    key = quoted(person.key)
    return f"{quoted(person.kind)}: {{table: {_table(person.table)}, key: {key}, known by: {{{known}}}}}"


def _place(place: DraftPlace, waiting: Mapping[str, Sequence[Decision]]) -> Iterator[str]:
    asked = _asked(waiting.get(str(place.table), ()), "  ")
    if place.view_of is not None:
        when = ", refreshed: each night" if place.refreshed else ""
        yield f"  - {{table: {_table(place.table)}, view of: {_table(place.view_of)}{when}}}  # guess"
        return
    if place.person is None or place.path is None:
        line = f"- {{table: {_table(place.table)}, holds: {NOTHING_PERSONAL}}}"
        if asked:
            yield from asked
            yield f"  # {line}"
        else:
            yield f"  {line}  # guess"
        return
    yield from asked
    yield f"  - table: {_table(place.table)}"
    paths_of = {place.person: place.path, **place.others}
    whose = ", ".join(f"{quoted(kind)}: {_path(path)}" for kind, path in paths_of.items())
    yield f"    belongs to: {{{whose}}}" + _mark(place.path_is_sure)
    if place.mentions:
        pairs = ", ".join(f"{quoted(kind)}: {quoted(column)}" for kind, column in place.mentions.items())
        yield f"    mentions: {{{pairs}}}  # guess"
    if place.nobody:
        yield f"    nobody: {{{', '.join(f'{quoted(column)}: 0' for column in place.nobody)}}}  # guess"
    if place.collected:
        path, form = place.collected
        date = _path(path) if form is None else f"{{column: {_path(path)}, as: {form}}}"
        yield f"    collected: {date}  # guess"
    declared = [column for column in place.columns if column.field is not None]
    yield "    holds:" if declared else "    holds: {}"
    for column in place.columns:
        if column.field is None:
            yield f"      # decide: {quoted(column.name)}: …  ({column.kind})"
        else:
            yield f"      {_column(column)}" + _mark(column.sure)


def _path(path: Sequence[str]) -> str:
    if not any("->" in step for step in path):
        return _scalar(".".join(path))
    steps = [_scalar(step) for step in path]
    return steps[0] if len(steps) == 1 else f"[{', '.join(steps)}]"


def _column(column: DraftColumn) -> str:
    if column.becomes is None:
        return f"{quoted(column.name)}: {column.field}"
    return f"{quoted(column.name)}: {{field: {column.field}, becomes: {column.becomes}}}"


def _event(event: DraftEvent) -> str:
    where = _table(event.table)
    column = (
        f"{where}.{event.column}" if where == str(event.table) else quoted(f"{event.table}.{event.column}")
    )
    null = f", null means: {event.null_means}" if event.null_means else ""
    path = f"{{{quoted(event.person)}: {_path(event.path)}}}"
    return f"{event.name}: {{column: {column}, belongs to: {path}, take: last{null}}}"


def _each_once(events: Iterable[DraftEvent]) -> list[DraftEvent]:
    """The first of each name: a section's keys stand once; others are for a person to add."""
    return list({event.name: event for event in reversed(list(events))}.values())


def _mark(sure: bool) -> str:
    return "" if sure else "  # guess"
