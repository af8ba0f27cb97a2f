"""Keeping what is about to be destroyed, before anything is, and what must be known by value to resume."""

import json
from collections.abc import Mapping

from honour.carrying_out import ports
from honour.keeping.intents.models import Intent, State
from honour.keeping.keys.actions import cell_key, destroy_cells, epoch_of, new_cell
from honour.keeping.keys.sealing import EpochKeys, seal, unseal
from honour.keeping.plain_sql import insert, stored_json, stored_moment, stored_uuids
from honour.places.personal import Personal

_SEALED = "intents.intent.sealed"  # the place that the values are sealed for


def keep(keys: EpochKeys, intent: ports.Intent) -> None:
    """Insert an intent, its values sealed in a cell of its own."""
    cell = new_cell(keys, intent.id, "intent")
    secret = {
        "sealed": intent.sealed.reveal(),
        "why": None if intent.why is None else intent.why.reveal(),
    }
    fields = ("id", "request", "act", "plan", "digest", "policy", "by", "opened", "state", "cell", "sealed")
    row = (
        intent.id,
        intent.request,
        intent.act,
        stored_json(intent.plan),
        intent.digest,
        intent.policy,
        intent.by,
        stored_moment(intent.opened),
        State.INTENDED.value,
        *stored_uuids([cell.cell]),
        seal(cell, _SEALED, intent.id, json.dumps(secret).encode()),
    )
    insert(Intent, fields, [row])


def opened(keys: EpochKeys, row: Intent) -> tuple[Personal[Mapping[str, ports.Json]], Personal[str] | None]:
    """The sealed values and the reason of an intent; empty once its cell is destroyed."""
    cell = cell_key(keys, row.cell) if row.cell else None
    if cell is None or row.sealed is None:
        return Personal({}), None
    secret = json.loads(unseal(cell, _SEALED, row.id, bytes(row.sealed)))
    return Personal(secret["sealed"]), None if secret["why"] is None else Personal(secret["why"])


def forget(row: Intent) -> None:
    """Destroy the sealed values and their cell; saves the outcome with it. Call `truncate_log` once that is
    committed.
    """
    if row.cell:
        row.epoch = epoch_of(row.cell)
        destroy_cells([row.cell])
    row.cell = row.sealed = None
    row.state = State.SCRUBBING
    row.save(update_fields=["cell", "sealed", "epoch", "state", "outcome"])
