"""Keeping what stays after an erasure, and letting it go."""

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from honour.carrying_out.ports import Held, Json
from honour.keeping.holds.models import Hold
from honour.keeping.keys.actions import cell_key, destroy_cells, new_cells
from honour.keeping.keys.sealing import EpochKeys, seal, unseal
from honour.keeping.plain_sql import insert, stored_day, stored_json, stored_uuids
from honour.places.personal import Personal

_KEYS = "holds.hold.keys"  # the place that row keys are sealed for
_FIELDS = tuple(
    "id number request place fields count statement source first_ends last_ends waits_for cell sealed".split()
)


def hold(keys: EpochKeys, request: str, held: Iterable[Held]) -> None:
    """Insert the holds of a request, each with a cell of its own, because each ends on its own day."""
    named = [(uuid4(), one) for one in held]
    cells = new_cells(keys, [name.hex for name, _ in named], "hold")
    rows = [
        (
            *stored_uuids([name]),
            number,
            request,
            one.place,
            stored_json(list(one.fields)),
            one.count,
            one.statement,
            one.source,
            stored_day(one.first_ends),
            stored_day(one.last_ends),
            one.waits_for,
            *stored_uuids([cell.cell]),
            seal(cell, _KEYS, name.hex, json.dumps(one.keys.reveal()).encode()),
        )
        for number, ((name, one), cell) in enumerate(zip(named, cells, strict=True))
    ]
    insert(Hold, _FIELDS, rows)


def held(keys: EpochKeys, rows: Iterable[Hold]) -> tuple[Held, ...]:
    """These holds as values, in the order in which they were kept."""
    return tuple(_held(keys, row) for row in sorted(rows, key=lambda row: row.number))


def _held(keys: EpochKeys, row: Hold) -> Held:
    cell = cell_key(keys, row.cell) if row.cell else None
    opened: Json = None
    if cell is not None and row.sealed is not None:
        opened = json.loads(unseal(cell, _KEYS, row.id.hex, bytes(row.sealed)))
    return Held(
        place=row.place,
        fields=tuple(row.fields),
        count=row.count,
        statement=row.statement,
        source=row.source,
        first_ends=row.first_ends,
        last_ends=row.last_ends,
        keys=Personal(opened),
        waits_for=row.waits_for,
    )


def let_go(rows: Iterable[Hold], now: datetime) -> None:
    """Close these holds and destroy their keys. Call `truncate_log` once that is committed."""
    chosen = list(rows)
    destroy_cells(row.cell for row in chosen if row.cell)
    Hold.objects.filter(id__in=[row.id for row in chosen]).update(cell=None, sealed=None, released=now)
