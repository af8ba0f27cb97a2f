"""Turning the keys: those cells that survive are wrapped under a new epoch key, the old one is destroyed.

What could go wrong for ever: the old key is destroyed while something is still sealed under it. So the order
is fixed, each step is durable before the next, and each may be done again:

1. the new key lies in the key place;  2. its epoch begins in the database: new cells take it;
3. cells are wrapped again, in batches;  4. the old epoch ends, with an entry, only if no cell is under it;
5. the old key is destroyed;  6. receipts that waited for it say so.

Killed anywhere, the next turning finds from key place and database where it was. A database that is older
than the keys (a copy that was put back) stops it before anything is changed.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from honour.carrying_out.ports import Act, StateRefused
from honour.connectors.key_place import copying, epochs
from honour.connectors.key_place import folder as key_folder
from honour.keeping.journal.actions import record
from honour.keeping.keys import turning
from honour.keeping.remedies import remedies
from honour.keeping.requests.actions import say_gone
from honour.proofs.keys import KeysLooked, oldest_kept
from honour.wiring.records import SiteRecords

_TRIES = 5  # at ending an epoch under which others may still be adding cells


@dataclass(frozen=True, slots=True)
class Turned:
    """A turning that ended: the epoch that is current since, and how many cells were wrapped again now."""

    epoch: int
    cells: int


def look(records: SiteRecords) -> KeysLooked:
    """The state of the keys now."""
    place, data = records.key_place, records.database.parent
    with remedies(records.database):
        known = turning.known_epochs()
        epoch = max(known)
        cells, waiting = turning.cells_under(epoch)
        return KeysLooked(
            epoch=epoch,
            began=known[epoch],
            held=tuple(key_folder.epoch_numbers(place)),
            cells=cells,
            waiting=waiting,
            oldest_in_copy=copying.oldest_in_copy(place),
            same_disk=place.stat().st_dev == data.stat().st_dev,
        )


def turn(records: SiteRecords, by: str, now: datetime, early: bool = False) -> Turned | None:
    """Turn the keys if it is due (or `early`), or end a turning that was begun; None where neither is.

    A site that missed weeks catches up in one turning. Raises `StateRefused`, with nothing changed.
    """
    with remedies(records.database), epochs.changing(records.key_place):
        turned = None
        if look(records).under_way:
            turned = _turn_to(records, _newest(records), by, now)
        if look(records).is_due(now) or (early and turned is None):
            turned = _turn_to(records, _added(records), by, now)
        held = tuple(key_folder.epoch_numbers(records.key_place))
        say_gone(oldest_kept(held, copying.oldest_in_copy(records.key_place)))
        return turned


def _newest(records: SiteRecords) -> int:
    """The epoch that a turning had begun to turn to, or a new one where that one's key is gone."""
    held, known = key_folder.epoch_numbers(records.key_place), turning.known_epochs()
    return max(held) if max(held) >= max(known) else _added(records)


def _added(records: SiteRecords) -> int:
    """A new epoch's number, its key in place. One that the database knows is never given to a new key."""
    _refuse_older_database(records)
    epoch = max(*key_folder.epoch_numbers(records.key_place), *turning.known_epochs()) + 1
    epochs.add(records.key_place, epoch)
    return epoch


def _refuse_older_database(records: SiteRecords) -> None:
    held = key_folder.epoch_numbers(records.key_place)
    missing = turning.used_epochs() - set(held)
    if missing:
        raise StateRefused(
            f"honour.db holds cells of epoch {max(missing)}, and the key place has keys of"
            f" {', '.join(map(str, held))}: put back a honour.db and a key place of one and the same week;"
            " nothing was turned"
        )


def _turn_to(records: SiteRecords, epoch: int, by: str, now: datetime) -> Turned:
    _refuse_older_database(records)
    turning.begin(epoch, now)
    cells = 0
    for tries_left in reversed(range(_TRIES)):
        cells += turning.wrap_again(records.journal_keys.keys, epoch)
        try:
            with transaction.atomic():
                if turning.end_before(epoch):
                    facts = {"epoch": epoch, "cells": turning.cells_under(epoch)[0]}
                    record(records.journal_keys, Act("keys turned", by, facts), now)
            break
        except IntegrityError:  # a cell was added under the old epoch meanwhile
            if not tries_left:
                raise
    leaving = [one for one in key_folder.epoch_numbers(records.key_place) if one < epoch]
    epochs.destroy(records.key_place, leaving)
    return Turned(epoch, cells)
