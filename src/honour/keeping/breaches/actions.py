"""Each step of a breach, with its entry in the journal, all or nothing.

What could go wrong for ever: the list of whom it reached is lost, or lies readable after it served. So it is
sealed with the breach, each address goes with the letter that it was for, and the rest with the record.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from honour.carrying_out.breach import Reached
from honour.carrying_out.ports import Act, Json
from honour.keeping.at_work import the_keys, the_site
from honour.keeping.breaches.models import Affected, Breach
from honour.keeping.keys.actions import cell_of, destroy_cells, owners_of
from honour.keeping.keys.sealing import seal, unseal
from honour.plans.breach import Facts, Said, Scope, Stage

KEPT: Final = timedelta(days=5 * 365 + 2)
"""How long a record stays after it was closed: five years, so that the authority can check it. The law gives
no term (GDPR Art. 33(5)); this is a choice of the house.
"""

_KIND: Final = "breach"
_PLACE: Final = "breaches.sealed"
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another
_AT_ONCE: Final = 500


class NotSo(Exception):
    """A step that may not be taken. Its text is the key of the words that say why."""


@dataclass(frozen=True, slots=True)
class By:
    """Who takes a step: how the journal calls him, and the keyed hash by which records know him."""

    called: str
    token: str


def record(aware: datetime, facts: Facts, by: By, now: datetime) -> str:
    """Begin a record: its clock runs from `aware`. Gives its number."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(10))
    row = Breach(id=f"b-{drawn[:5]}-{drawn[5:]}", aware=aware, recorded=now, recorded_by=by.token)
    with transaction.atomic():
        _keep(row, facts)
        _journal("breach recorded", row, by, {"aware": aware.strftime("%Y-%m-%dT%H:%MZ")}, now)
    return row.id


def write(number: str, facts: Facts, by: By, now: datetime) -> None:
    """Write the facts anew. Raises NotSo where it is closed."""
    with transaction.atomic():
        row = _locked(number)
        _keep(row, facts)
        _journal("breach described", row, by, {"risk": facts.risk}, now)


def count(number: str, rows: Mapping[str, int], reached: Iterable[Reached], by: By, now: datetime) -> None:
    """Keep whom it reached, instead of any list before. Raises NotSo once letters are being written."""
    with transaction.atomic():
        row = _locked(number)
        if row.telling:
            raise NotSo("breach letters begun")
        Affected.objects.filter(breach=row).delete()
        people: dict[str, int] = {}
        waiting: list[Affected] = []
        cell = cell_of(the_keys(), row.id, _KIND)
        for one in reached:
            people[one.person] = people.get(one.person, 0) + 1
            held = {"person": one.person, "key": list(one.key.reveal()), "to": one.address.reveal()}
            text = json.dumps(held, default=str).encode()
            sealed = seal(cell, _PLACE, f"{row.id} {one.token}", text)
            waiting.append(Affected(breach=row, token=one.token, sealed=sealed))
            if len(waiting) == _AT_ONCE:
                Affected.objects.bulk_create(waiting)
                waiting = []
        Affected.objects.bulk_create(waiting)
        row.people, row.rows, row.counted = people, dict(rows), now
        row.save()
        _journal("breach counted", row, by, {"people": dict(people), "rows": dict(rows)}, now)


def notified(number: str, stage: Stage, by: By, now: datetime) -> None:
    """Note that the authority was told. Raises NotSo where it was already, or the first lacks."""
    with transaction.atomic():
        row = _locked(number)
        if (stage == "initial") == bool(row.notified) or (stage == "complementary" and row.complemented):
            raise NotSo("breach told already" if row.notified else "breach first lacks")
        if stage == "initial":
            row.notified = now
        else:
            row.complemented = now
        row.save()
        facts = facts_of(row)
        _journal(f"breach notified, {stage}", row, by, {"late": bool(facts.late)}, now)


def spare(number: str, because: str, by: By, now: datetime) -> None:
    """Note that the authority need not be told, and why (GDPR Art. 33(1), 33(5)). Raises NotSo."""
    with transaction.atomic():
        row = _locked(number)
        if row.notified or not because:
            raise NotSo("breach told already" if row.notified else "breach say why")
        row.spared, row.risk = now, "unlikely"
        _keep(row, replace(facts_of(row), because=because, risk="unlikely"))
        _journal("breach not notified", row, by, {}, now)


def begin_telling(number: str, reached: int, by: By, now: datetime) -> None:
    """Have the letters written. `reached` is how many the page showed; NotSo where that has changed."""
    with transaction.atomic():
        row = _locked(number)
        if row.telling:
            raise NotSo("breach letters begun")
        if Affected.objects.filter(breach=row).count() != reached or not reached:
            raise NotSo("breach count changed")
        row.telling, row.untold = "writing", ""
        row.save()
        _journal("breach persons told", row, by, {"people": reached}, now)


def leave_untold(number: str, why: str, by: By, now: datetime) -> None:
    """Note why the persons are not written to. Raises NotSo once letters are being written."""
    with transaction.atomic():
        row = _locked(number)
        if row.telling:
            raise NotSo("breach letters begun")
        row.untold = why
        row.save()
        _journal("breach persons not told", row, by, {"because": why}, now)


def close(number: str, by: By, now: datetime) -> None:
    """Close a record: what the authority and the persons are owed is decided. Raises NotSo."""
    with transaction.atomic():
        row = _locked(number)
        if not (row.complemented or row.spared) or not (row.telling == "written" or row.untold):
            raise NotSo("breach not decided")
        row.closed = now
        row.save()
        _journal("breach closed", row, by, {}, now)


def facts_of(row: Breach) -> Facts:
    """The facts, opened. Raises StateRefused with other keys."""
    held = json.loads(unseal(cell_of(the_keys(), row.id, _KIND), _PLACE, row.id, bytes(row.sealed)))
    scope = held["scope"]
    first, last = (date.fromisoformat(scope[name]) if scope[name] else None for name in ("first", "last"))
    people, kinds, places = (tuple(scope[name]) for name in ("people", "kinds", "places"))
    said = {language: Said(**one) for language, one in held["said"].items()}
    days = {name: date.fromisoformat(held[name]) if held.get(name) else None for name in ("began", "ended")}
    return Facts(
        **{
            **held,
            **days,
            "nature": tuple(held["nature"]),
            "scope": Scope(people, kinds, places, first, last),
            "said": said,
        }
    )


def address_of(one: Affected) -> dict[str, Any]:
    """Where somebody is reached: kind of people, key, address. Empty once his letter was written."""
    if one.sealed is None:
        return {}
    cell = cell_of(the_keys(), one.breach_id, _KIND)
    held: dict[str, Any] = json.loads(unseal(cell, _PLACE, f"{one.breach_id} {one.token}", bytes(one.sealed)))
    return held


def forget_old(now: datetime) -> int:
    """Delete the records that were closed `KEPT` ago, with their keys; gives how many."""
    with transaction.atomic():
        numbers = list(Breach.objects.filter(closed__lt=now - KEPT).values_list("id", flat=True))
        cells = owners_of(_KIND) if numbers else {}
        destroy_cells(cells[number] for number in numbers if number in cells)
        Breach.objects.filter(id__in=numbers).delete()
        return len(numbers)


def _locked(number: str) -> Breach:
    row = Breach.objects.select_for_update().filter(pk=number, closed=None).first()
    if row is None:
        raise NotSo("breach closed already")
    return row


def _keep(row: Breach, facts: Facts) -> None:
    text = json.dumps(asdict(facts), default=str).encode()
    row.risk = facts.risk
    row.sealed = seal(cell_of(the_keys(), row.id, _KIND), _PLACE, row.id, text)
    row.save()


def _journal(name: str, row: Breach, by: By, facts: Mapping[str, Json], now: datetime) -> None:
    told: dict[str, Json] = {"breach": row.pk, "staff": by.token, **facts}
    the_site().records.journal(Act(name, by.called, told), now)
