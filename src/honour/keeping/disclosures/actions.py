"""Each step of a demand, with its entry in the journal, all or nothing.

What could go wrong for ever: data leave that should not have; a secret order is told to whom it is about; a
record is forgotten while somebody still answers for it. So nothing leaves before two members of staff have
written down who demands what by which text; its entries name nobody while he may not know; and a record goes
five years after it was closed, never before the person was told where he is to be.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, cast

from django.db import transaction

from honour.carrying_out.ports import Act, Json, Records, Subject
from honour.carrying_out.sharing import REFUSED
from honour.keeping.disclosures.models import Concerned, Disclosure, State
from honour.keeping.keys.actions import cell_of, destroy_cells, owners_of
from honour.keeping.keys.sealing import EpochKeys, seal, unseal
from honour.places.personal import Personal
from honour.plans.disclose import Demand, Ground, Item
from honour.plans.share import Refused

KEPT: Final = timedelta(days=5 * 365 + 2)
"""How long a record stays after it was closed: five years, so that the site can answer for it. A choice of
the house.
"""

_KIND: Final = "disclosure"
_PLACE: Final = "disclosures.sealed"
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another
_DAYS: Final = ("dated", "first", "last", "until", "secret")


class NotSo(Exception):
    """A step that may not be taken. Its text is the key of the words that say why."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a demand is about: his exact name (`customer:3`) and his rows' keys, sealed with it. `born` is the
    keyed hash of when his row began, where the map says when that was.
    """

    name: str
    keys: Json
    subject: Subject
    born: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A record, opened: all of it personal. `refusal` is the key of why it was refused, `reason` the rest."""

    row: Disclosure
    demand: Demand
    whom: Whom
    refusal: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class By:
    """Who takes a step: how the journal calls him, and the keyed hash by which records know him."""

    called: str
    token: str


def prepare(
    records: Records, keys: EpochKeys, demand: Demand, whom: Whom, received: date, by: By, now: datetime
) -> str:
    """Keep a demand, however incomplete; its number."""
    number = _number()
    with transaction.atomic():
        row = Disclosure(
            id=number, ground=demand.ground, received=received, prepared=now, prepared_by=by.token
        )
        _keep(keys, Opened(row, demand, whom))
        tokens = dict.fromkeys([*whom.subject.tokens, *whom.subject.known_by])
        Concerned.objects.bulk_create(
            [Concerned(disclosure=row, token=token, person=whom.subject.person) for token in tokens]
        )
        _journal(records, "disclosure prepared", Opened(row, demand, whom), by, {}, now)
    return number


def amend(records: Records, keys: EpochKeys, number: str, demand: Demand, by: By, now: datetime) -> None:
    """Write a prepared demand anew. Only who prepared it may: else whoever approves could write it alone.

    Raises NotSo.
    """
    with transaction.atomic():
        one = _locked(keys, number, State.PREPARED)
        if one.row.prepared_by != by.token:
            raise NotSo("disclosure another prepares")
        written = replace(one, demand=demand)
        _keep(keys, written)
        _journal(records, "disclosure amended", written, by, {}, now)


def approve(records: Records, keys: EpochKeys, number: str, by: By, now: datetime, hold: str = "") -> None:
    """The second says yes, to a demand that lacks nothing (the caller has asked). `hold` preserves.

    Raises NotSo where the same prepared it, or it waits no more.
    """
    with transaction.atomic():
        one = _locked(keys, number, State.PREPARED)
        if one.row.prepared_by == by.token:
            raise NotSo("disclosure needs two")
        one.row.state = State.HELD if hold else State.APPROVED
        one.row.approved, one.row.approved_by, one.row.hold = now, by.token, hold
        one.row.save()
        _journal(records, "disclosure approved", one, by, _counted(one.demand), now)


def refuse(
    records: Records, keys: EpochKeys, number: str, refusal: str, reason: str, by: By, now: datetime
) -> None:
    """Say no: nothing leaves, and the letter says why. Raises NotSo where something left already."""
    with transaction.atomic():
        one = _locked(keys, number, State.PREPARED, State.APPROVED)
        one.row.state, one.row.closed = State.REFUSED, now
        _keep(keys, replace(one, refusal=refusal, reason=reason))
        _journal(records, "disclosure refused", one, by, {"because": refusal}, now)


def leave(
    records: Records, keys: EpochKeys, number: str, digest: str, rows: int, by: By, now: datetime
) -> None:
    """Write that an extract leaves, with its SHA-256, before it does. Raises NotSo where nobody approved."""
    with transaction.atomic():
        one = _locked(keys, number, State.APPROVED, State.LEFT)
        one.row.state, one.row.digest, one.row.rows = State.LEFT, digest, rows
        one.row.closed = one.row.closed or now
        one.row.save()
        facts: dict[str, Json] = {"digest": digest, "rows": rows, **_counted(one.demand)}
        _journal(records, "disclosed", one, by, facts, now)


def stopped(records: Records, one: Opened, refused: Refused, by: By, now: datetime) -> None:
    """Write that the outbound gate let nothing through, and why. The entry names nobody: nothing left."""
    facts: dict[str, Json] = {
        "disclosure": one.row.pk,
        "staff": by.token,
        "recipient": one.demand.recipient or one.demand.ground,
        "way": one.demand.means,
        "because": refused.reason,
        "rule": refused.source,
    }
    records.journal(Act(REFUSED, by.called, facts), now)


def end_hold(records: Records, keys: EpochKeys, number: str, by: By, now: datetime) -> None:
    """Note that a preservation holds no more, once the caller lifted its hold. Raises NotSo."""
    with transaction.atomic():
        one = _locked(keys, number, State.HELD)
        one.row.state, one.row.closed = State.ENDED, now
        one.row.save()
        _journal(records, "preservation ended", one, by, {}, now)


def tell(records: Records, one: Opened, how: str, now: datetime) -> None:
    """Note that the person is told, in an entry that is his from now on; in the caller's transaction."""
    Disclosure.objects.filter(pk=one.row.pk, told=None).update(told=now)
    facts: dict[str, Json] = {"disclosure": one.row.pk, "ground": one.row.ground, "told": how}
    records.journal(Act("disclosure told", "honour", facts, (one.whom.subject,)), now)


def looked_at(records: Records, one: Opened, by: By, now: datetime) -> None:
    """Write that staff look at a demand, before they do."""
    _journal(records, "read", one, by, {"purpose": _KIND}, now)


def opened(keys: EpochKeys, row: Disclosure) -> Opened:
    """A record, opened. Raises StateRefused with other keys."""
    held = json.loads(unseal(cell_of(keys, row.id, _KIND), _PLACE, row.id, bytes(row.sealed)))
    subject = Subject(held["person"], tuple(held["tokens"]), tuple(held["known_by"]))
    demand = _demand(cast(Ground, row.ground), held["demand"])
    whom = Whom(held["whom"], held["keys"], subject, held["born"])
    return Opened(row, demand, whom, held["refusal"], held["reason"])


def is_secret(row: Disclosure, today: date) -> bool:
    """Whether the person may not be told on this local day."""
    return row.secret_until is not None and today <= row.secret_until


def forget_old(now: datetime) -> int:
    """Delete the records that were closed `KEPT` ago and of which nobody is still to be told, with their
    keys; gives how many.
    """
    with transaction.atomic():
        old = Disclosure.objects.filter(closed__lt=now - KEPT).exclude(
            secret_until__gte=now.date(), told=None
        )
        numbers = list(old.values_list("id", flat=True))
        cells = owners_of(_KIND) if numbers else {}
        destroy_cells(cells[number] for number in numbers if number in cells)
        return len(numbers) if Disclosure.objects.filter(id__in=numbers).delete()[0] else 0


def _number() -> str:
    drawn = [secrets.choice(_LETTERS) for _ in range(10)]
    return f"d-{''.join(drawn[:5])}-{''.join(drawn[5:])}"


def _locked(keys: EpochKeys, number: str, *states: State) -> Opened:
    row = Disclosure.objects.select_for_update().filter(pk=number, state__in=states).first()
    if row is None:
        raise NotSo("disclosure moved on")
    return opened(keys, row)


def _keep(keys: EpochKeys, one: Opened) -> None:
    row, whom = one.row, one.whom
    held = {
        "demand": {
            field.name: _written(getattr(one.demand, field.name))
            for field in fields(Demand)
            if field.name != "ground"
        },
        "whom": whom.name,
        "keys": whom.keys,
        "person": whom.subject.person,
        "tokens": list(whom.subject.tokens),
        "known_by": list(whom.subject.known_by),
        "born": whom.born,
        "refusal": one.refusal,
        "reason": one.reason,
    }
    row.secret_until, row.reviewed = one.demand.secret, one.demand.until
    row.sealed = seal(cell_of(keys, row.id, _KIND), _PLACE, row.id, json.dumps(held).encode())
    row.save()


def _written(value: Any) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [[item.kind, item.field, item.dated] for item in value]
    return cast(Json, value)


def _demand(ground: Ground, held: Mapping[str, Any]) -> Demand:
    known: dict[str, Any] = {
        name: date.fromisoformat(value) if name in _DAYS and value else value for name, value in held.items()
    }
    items = tuple(Item(kind, field, dated) for kind, field, dated in held["items"])
    known["items"] = items
    return Demand(ground, **known)


def _counted(demand: Demand) -> dict[str, Json]:
    """What of a demand an entry may tell: kinds of data, days and means, no name; a recipient by its key."""
    to: dict[str, Json] = {"recipient": demand.recipient} if demand.recipient else {}
    return {
        **to,
        "way": demand.means or None,
        "fields": [str(item) for item in demand.items],
        "from": demand.first.isoformat() if demand.first else None,
        "to": demand.last.isoformat() if demand.last else None,
    }


def _journal(
    records: Records, name: str, one: Opened, by: By, facts: Mapping[str, Json], now: datetime
) -> None:
    """An entry. It is the person's to read once something left that he may know of; before, and of what is
    secret, it names nobody and tells no scope.
    """
    told: dict[str, Json] = {"disclosure": one.row.pk, "staff": by.token}
    if name != "disclosed" or one.demand.secret is not None:
        if "digest" in facts:
            told["digest"] = facts["digest"]
        records.journal(Act(name, by.called, told), now)
        return
    told |= {"ground": one.demand.ground, **facts}
    records.journal(Act(name, by.called, told, (one.whom.subject,), Personal(one.demand.name)), now)
