"""Holding somebody's data, and lifting it: each with its entry in the journal, all or nothing.

What could go wrong for ever: `lift` lets go what the hold stopped. It leaves an entry.
"""

import json
from datetime import datetime
from typing import cast

from django.db import transaction

from honour.carrying_out.ports import Act, Json, PersonHold, Subject
from honour.keeping.holds.models import PersonHold as Row
from honour.keeping.holds.models import Preserved
from honour.keeping.journal.actions import Journal, record
from honour.keeping.keys.actions import cell_key, destroy_cells, new_cell, truncate_log
from honour.keeping.keys.sealing import CellKey, EpochKeys, seal, unseal
from honour.keeping.plain_sql import ask, sql
from honour.places.personal import Personal
from honour.plans.asking import Item
from honour.plans.holding import HoldState

_SEALED = "holds.person.sealed"  # the place that keys and reason are sealed for
_PRESERVED = "holds.preserved.sealed"  # and that for what a correction replaced


def place(journal: Journal, hold: PersonHold, by: str, now: datetime) -> None:
    """Insert a hold and its entry. A secret one's entry names nobody, and its reason is the site's own."""
    with transaction.atomic():
        cell = new_cell(journal.keys, hold.id, "person hold")
        secret = {"keys": hold.keys.reveal(), "why": None if hold.why is None else hold.why.reveal()}
        Row.objects.create(
            id=hold.id,
            state=hold.state,
            person=hold.subject.person,
            tokens=list(hold.subject.tokens),
            known_by=list(hold.subject.known_by),
            kinds=list(hold.kinds),
            item=None if hold.item is None else {"place": hold.item.place, "token": hold.item.token},
            review=hold.review,
            placed=hold.placed,
            cell=cell.cell,
            sealed=seal(cell, _SEALED, hold.id, json.dumps(secret).encode()),
        )
        record(journal, _act("hold placed", hold, by, hold.why), now)


def held_now(keys: EpochKeys) -> tuple[PersonHold, ...]:
    """Everybody who is held, the oldest hold first. Asked before every act: mostly it is nobody."""
    if not ask(sql(Row, "SELECT {id} FROM {table} WHERE {lifted} IS NULL LIMIT 1"), []):
        return ()
    return tuple(_hold(keys, row) for row in Row.objects.filter(lifted__isnull=True).order_by("placed", "id"))


def lift(journal: Journal, hold: str, by: str, why: Personal[str] | None, now: datetime) -> None:
    """End a hold, destroy its keys, and write so; in the caller's transaction if any, after which the log is
    emptied. Raises ValueError where it is none that holds.
    """
    with transaction.atomic():
        row = Row.objects.select_for_update().filter(id=hold, lifted__isnull=True).first()
        if row is None:
            raise ValueError(f"{hold} is no hold that holds now")
        lifted = _hold(journal.keys, row)
        row.preserved.all().delete()
        destroy_cells([row.cell] if row.cell else [])
        row.cell = row.sealed = None
        row.lifted = now
        row.save(update_fields=["cell", "sealed", "lifted"])
        record(journal, _act("hold lifted", lifted, by, why), now)
        transaction.on_commit(lambda: truncate_log())


def preserve(journal: Journal, hold: str, act: str, number: int, held: Personal[Json], now: datetime) -> None:
    """Keep what a correction is about to replace, sealed with a hold, once; an entry that names nobody."""
    with transaction.atomic():
        row = Row.objects.select_for_update().filter(id=hold, lifted__isnull=True).first()
        if row is None or Preserved.objects.filter(hold=hold, act=act, number=number).exists():
            return
        text = json.dumps(held.reveal()).encode()
        sealed = seal(_cell(journal.keys, row), _PRESERVED, f"{hold} {act} {number}", text)
        Preserved.objects.create(hold=row, act=act, number=number, at=now, sealed=sealed)
        record(journal, Act("preserved", "honour", {"hold": hold}), now)


def preserved(keys: EpochKeys, hold: str) -> tuple[tuple[datetime, Personal[Json]], ...]:
    """What was kept under a hold that still holds, with when, the oldest first."""
    row = Row.objects.filter(id=hold, lifted__isnull=True).first()
    if row is None:
        return ()
    cell = _cell(keys, row)
    return tuple(
        (each.at, Personal(json.loads(unseal(cell, _PRESERVED, _name(each), bytes(each.sealed)))))
        for each in row.preserved.order_by("at", "pk")
    )


def preserved_for(act: str) -> frozenset[str]:
    """The holds under which something was kept before this correction."""
    return frozenset(Preserved.objects.filter(act=act).values_list("hold_id", flat=True))


def _name(kept: Preserved) -> str:
    return f"{kept.hold_id} {kept.act} {kept.number}"


def _cell(keys: EpochKeys, row: Row) -> CellKey:
    cell = cell_key(keys, row.cell) if row.cell else None
    if cell is None:
        raise AssertionError(f"hold {row.id} holds, and its cell is destroyed")
    return cell


def _act(name: str, hold: PersonHold, by: str, why: Personal[str] | None) -> Act:
    if hold.state == "secret":
        return Act(name, by, {"hold": hold.id}, (), why)
    facts: dict[str, Json] = {"hold": hold.id, "state": hold.state, "kinds": list(hold.kinds)}
    if hold.item is not None:
        facts["item"] = hold.item.place
    facts["review"] = hold.review.isoformat() if hold.review else None
    return Act(name, by, facts, (hold.subject,), why)


def _subject(row: Row) -> Subject:
    return Subject(row.person, tuple(row.tokens), tuple(row.known_by))


def _hold(keys: EpochKeys, row: Row) -> PersonHold:
    cell = _cell(keys, row)
    if row.sealed is None:
        raise AssertionError(f"hold {row.id} holds, and nothing is sealed with it")
    secret = json.loads(unseal(cell, _SEALED, row.id, bytes(row.sealed)))
    return PersonHold(
        row.id,
        cast(HoldState, row.state),
        _subject(row),
        tuple(row.kinds),
        row.review,
        row.placed,
        Personal(secret["keys"]),
        None if secret["why"] is None else Personal(secret["why"]),
        None if row.item is None else Item(row.item["place"], row.item["token"]),
    )
