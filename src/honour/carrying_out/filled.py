"""Which fields of what a plan speaks of hold anything: what is empty is not told as if it went, or stayed.

Values are counted, and not read.
"""

from collections.abc import Iterator
from typing import Final

from honour.carrying_out.holding import told_of
from honour.carrying_out.items import bound_to
from honour.carrying_out.people import Match, Ports
from honour.places.selections import Condition, Equals, Missing, Selection, Table, all_of, negation
from honour.plans.plan import Change, Plan, Stay, Step

_AT_ONCE: Final = 50  # counts in one statement
_TEXT: Final = ("CHAR", "TEXT", "CLOB")


def filled(ports: Ports, match: Match, plan: Plan) -> tuple[frozenset[str], ...]:
    """Of each step of a plan, and then of each stay, the fields of which some row holds a value. Of files,
    each.
    """
    parts: tuple[Step | Stay, ...] = (*plan.steps, *plan.stays)
    fields = _fields(ports)
    asked = [
        (number, field, Selection(table, all_of([step.selection.condition, _holds(ports, table, column)])))
        for number, step in enumerate(parts)
        for table in [step.selection.table]
        if not _is_folder(ports, table)
        for column in _columns(step)
        for field in sorted(fields.get((table, column), frozenset()) & set(step.fields))
    ]
    found = [set(step.fields) if _is_folder(ports, step.selection.table) else set() for step in parts]
    keys = bound_to(ports, match, plan.scope, told_of(ports, match))
    for name, store in ports.stores.items():
        here = [one for one in asked if one[2].table.store == name]
        for start in range(0, len(here), _AT_ONCE):
            part = here[start : start + _AT_ONCE]
            counts = store.tally([selection for _, _, selection in part], keys)
            for (number, field, _), count in zip(part, counts, strict=True):
                if count:
                    found[number].add(field)
    return tuple(map(frozenset, found))


def _columns(part: Step | Stay) -> Iterator[str]:
    yield from (name for name, _ in part.becomes) if isinstance(part, Change) else part.columns


def _fields(ports: Ports) -> dict[tuple[Table, str], set[str]]:
    """What each column may hold: places over one table may say different things of it."""
    found: dict[tuple[Table, str], set[str]] = {}
    for place in ports.map.places:
        for column in place.columns.values():
            found.setdefault((place.table, column.name), set()).add(column.field)
    return found


def _holds(ports: Ports, table: Table, column: str) -> Condition:
    """That a column holds something: neither NULL, nor a text of no characters."""
    facts = ports.map.catalogue.tables[table].columns.get(column)
    is_text = facts is not None and any(word in facts.type.upper() for word in _TEXT)
    there = negation(Missing(column))
    return all_of([there, negation(Equals(column, ""))]) if is_text else there


def _is_folder(ports: Ports, table: Table) -> bool:
    return ports.map.stores[table.store].kind == "files"
