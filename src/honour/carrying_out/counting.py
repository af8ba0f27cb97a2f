"""Asks the stores what only rows can tell of a map: see `plans.doubts`."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from honour.carrying_out.stores import NOBODY, Store
from honour.plans.doubts import questions
from honour.plans.hanging import Hanging
from honour.plans.json_doubts import MOST_NAMES, objects_declared
from honour.promises.findings import Finding

AT_ONCE = 50
"""Questions in one statement: servers bound how long it may be."""


def counted(hanging: Hanging, stores: Mapping[str, Store], now: datetime) -> Iterator[Finding]:
    """A finding for each question of which a store has rows. Raises StoreUnreachable."""
    doubts = questions(hanging, now)
    for name, store in stores.items():
        asked = [doubt for doubt in doubts if doubt.selection.table.store == name]
        for first in range(0, len(asked), AT_ONCE):
            part = asked[first : first + AT_ONCE]
            counts = store.tally([doubt.selection for doubt in part], NOBODY)
            yield from (doubt.finding(rows) for doubt, rows in zip(part, counts, strict=True) if rows)
        for inside in objects_declared(hanging.map):
            if inside.selection.table.store == name:
                names = store.names_in(inside.selection, inside.path, MOST_NAMES + 1)
                yield from inside.findings(names, store.no_objects(inside.selection, inside.path))
