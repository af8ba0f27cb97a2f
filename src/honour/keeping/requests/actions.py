"""From an intent to a receipt: each function is one durable transaction: a crash leaves all of it or nothing.

Entries are written and sequenced in the same transaction as what they are about. What
could go wrong for ever: `scrubbed` destroys the sealed values of an intent, `release` the keys of a hold.
Both leave an entry.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from honour.carrying_out.ports import Act, Held, Intent, Json, Outcome, Scrubbed, Subject
from honour.keeping.holds.actions import hold, let_go
from honour.keeping.holds.models import Hold
from honour.keeping.intents import actions as intents
from honour.keeping.intents.models import Intent as IntentRow
from honour.keeping.intents.models import State as IntentState
from honour.keeping.journal import reading as journal_reading
from honour.keeping.journal.actions import Journal, Recorded, record
from honour.keeping.keys.actions import truncate_log
from honour.keeping.keys.turning import known_epochs
from honour.keeping.plain_sql import ask, insert, sql, stored_day, stored_json, stored_moment, update
from honour.keeping.requests.models import HashKind, Request, RequestHash, State
from honour.keeping.requests.reading import subject_known_as, subject_of
from honour.proofs import receipt as receipts
from honour.proofs.keys import no_copy_opens_from

_PAST = {
    "erase": ("erasure intended", "erased"),
    "sweep": ("sweep intended", "swept"),
    "rectify": ("rectification intended", "rectified"),
}


def intend(journal: Journal, intent: Intent, answer_due: date | None, now: datetime) -> None:
    """Keep a request, its intent with the sealed values, and the entry that says so."""
    with transaction.atomic():
        _ask(intent, answer_due, lodged=False)
        intents.keep(journal.keys, intent)
        facts: dict[str, Json] = {
            "request": intent.request,
            "intent": intent.id,
            "digest": intent.digest,
            "policy": intent.policy,
            "expected": _counts(intent.plan),
        }
        subjects = (intent.subject,) if intent.subject else ()
        record(journal, Act(_PAST[intent.act][0], intent.by, facts, subjects, intent.why), now)


def take(journal: Journal, intent: Intent, answer_due: date, now: datetime) -> None:
    """Keep a request that is not carried out yet, and the entry that it came."""
    with transaction.atomic():
        _ask(intent, answer_due, lodged=True)
        facts: dict[str, Json] = {"request": intent.request, "answer due": answer_due.isoformat()}
        subjects = (intent.subject,) if intent.subject else ()
        record(journal, Act("erasure asked", intent.by, facts, subjects, intent.why), now)


def _ask(intent: Intent, answer_due: date | None, lodged: bool) -> None:
    """Insert the request, unless it was asked before and is carried out now."""
    taken = "SELECT {id} FROM {table} WHERE {id} = %s AND {state} = %s"
    subject = intent.subject
    if ask(sql(Request, taken), [intent.request, State.OPEN.value]):
        _known_now(intent.request, subject)
        return
    request = (
        intent.request,
        "rest" if intent.continues else intent.act,
        subject.person if subject else "",
        State.OPEN.value,
        stored_moment(intent.opened),
        stored_day(answer_due),
        stored_json(intent.plan.get("scope")),
        intent.continues,
        lodged,
    )
    fields = ("id", "kind", "person", "state", "asked", "answer_due", "scope", "continues", "lodged")
    insert(Request, fields, [request])
    if subject:
        hashes = [(intent.request, HashKind.TOKEN.value, one) for one in subject.tokens]
        hashes += [(intent.request, HashKind.KNOWN_BY.value, one) for one in subject.known_by]
        insert(RequestHash, ("request", "kind", "hash"), hashes)


def _known_now(request: str, subject: Subject | None) -> None:
    """Let a request know its subject by today's identifiers: by these he is told from others when a crash is
    made good, and he may have changed them since he asked.
    """
    his = RequestHash.objects.filter(request=request, kind=HashKind.KNOWN_BY)
    now = () if subject is None else subject.known_by
    if list(his.order_by("id").values_list("hash", flat=True)) != list(now):
        his.delete()
        insert(
            RequestHash, ("request", "kind", "hash"), [(request, HashKind.KNOWN_BY.value, one) for one in now]
        )


def _counts(plan: Mapping[str, Any]) -> Json:
    return {step["id"]: step["count"] for step in plan["steps"]}


def conclude(journal: Journal, intent: str, outcome: Outcome, now: datetime) -> Mapping[str, Json]:
    """Keep outcome, holds, entry, answer and receipt; for an intent with an outcome only give its receipt."""
    with transaction.atomic():
        begun = _begun(intent)
        if begun.state != IntentState.INTENDED:
            return _kept(Request.objects.get(id=begun.request))
        done = {"done": dict(outcome.done), "looked again": outcome.looked_again}
        concluded = IntentState.CONCLUDED.value
        update(IntentRow, "id", intent, outcome=stored_json(done), state=concluded)
        hold(journal.keys, begun.request, [one for one in outcome.held if not one.shared])
        receipt = receipts.compose(
            request=begun.request,
            act=begun.act,
            answered=now,
            plan=_as_done(begun.plan, outcome),
            stays=[_stays(one) for one in outcome.held],
            looked_again=outcome.looked_again,
            refusal=outcome.refusal,
            changed=outcome.changed,
            shown=_shown(record(journal, _concluded(intent, begun, outcome), now)),
        )
        answer = {"answered": stored_moment(now), "receipt": stored_json(receipt)}
        update(Request, "id", begun.request, state=State.ANSWERED.value, **answer)
        return receipt


def _as_done(plan: Mapping[str, Any], outcome: Outcome) -> Mapping[str, Any]:
    """The plan with the rows that were met instead of those that were counted."""
    return {
        **plan,
        "steps": [{**step, "count": outcome.done.get(step["id"], step["count"])} for step in plan["steps"]],
    }


@dataclass(frozen=True, slots=True)
class _Begun:
    """What concluding must know of an intent and of its request."""

    state: str
    request: str
    act: str
    by: str
    plan: Mapping[str, Any]
    subject: Subject | None


def _begun(intent: str) -> _Begun:
    """An intent, its row locked where the database locks rows. Raises `Intent.DoesNotExist`."""
    asked = "SELECT {state}, {request}, {act}, {by}, {plan} FROM {table} WHERE {id} = %s"
    if connection.features.has_select_for_update:
        asked += " FOR UPDATE"
    found = ask(sql(IntentRow, asked), [intent])
    if not found:
        raise IntentRow.DoesNotExist(f"there is no intent {intent}")
    [(state, request, act, by, plan)] = found
    [(person,)] = ask(sql(Request, "SELECT {person} FROM {table} WHERE {id} = %s"), [request])
    return _Begun(state, request, act, by, json.loads(plan), subject_known_as(person, request))


def _concluded(intent: str, begun: _Begun, outcome: Outcome) -> Act:
    facts: dict[str, Json] = {
        "request": begun.request,
        "intent": intent,
        "done": dict(outcome.done),
        "looked again": outcome.looked_again,
        **({"changed": outcome.changed} if outcome.changed else {}),
        "stays": [
            {
                "place": one.place,
                "count": one.count,
                "last ends": str(one.last_ends) if one.last_ends else None,
                **({"waits for": one.waits_for} if one.waits_for else {}),
            }
            for one in outcome.held
        ],
    }
    return Act(_PAST[begun.act][1], begun.by, facts, (begun.subject,) if begun.subject else ())


def _stays(one: Held) -> receipts.Stays:
    return receipts.Stays(
        one.place,
        one.fields,
        one.count,
        one.statement,
        one.source,
        one.first_ends,
        one.last_ends,
        one.waits_for,
        one.shared,
    )


def _shown(entry: Recorded) -> receipts.Shown:
    """The proof of an entry under the head that its batch signed, mostly from what the batch knows."""
    batch = entry.batch
    path = journal_reading.inclusion(entry.position, batch.size, batch.nodes)
    return receipts.Shown(entry.position, entry.leaf, path, batch.note)


def abandon(journal: Journal, intent: str, because: str, now: datetime) -> None:
    """Close an intent of which nothing was done, and its request unless that was lodged before; destroy its
    sealed values, and say why in an entry.
    """
    with transaction.atomic():
        row = IntentRow.objects.select_for_update().get(id=intent)
        if row.state != IntentState.INTENDED:
            raise ValueError(f"intent {intent} has an outcome: it cannot be abandoned")
        row.outcome = {"abandoned": because}
        intents.forget(row)
        request = Request.objects.get(id=row.request)
        request.state = State.OPEN if request.lodged else State.ABANDONED  # what was asked is still owed
        request.save(update_fields=["state"])
        subject = subject_of(request)
        facts: dict[str, Json] = {"request": row.request, "intent": row.id, "because": because}
        name = _PAST[row.act][0].replace("intended", "abandoned")
        record(journal, Act(name, row.by, facts, (subject,) if subject else ()), now)
    finish_scrubs(now)


def _kept(request: Request) -> Mapping[str, Json]:
    if request.receipt is None:
        raise ValueError(f"request {request.id} was abandoned: it has no receipt")
    kept: Mapping[str, Json] = request.receipt
    return kept


def scrubbed(journal: Journal, intent: str, result: Scrubbed, now: datetime) -> Mapping[str, Json]:
    """Write the physical level into the receipt; unless `not yet`, destroy the sealed values."""
    with transaction.atomic():
        row = IntentRow.objects.select_for_update().get(id=intent)
        request = Request.objects.get(id=row.request)
        if row.state == IntentState.INTENDED:
            raise ValueError(f"intent {intent} has no outcome yet: conclude it first")
        if row.state == IntentState.CONCLUDED:
            request.receipt = {
                **receipts.with_level(_kept(request), physical=result.level),
                "scrub": result.facts,
            }
            if result.level != "not yet":
                _close(journal, row, request, result, now)
            request.save(update_fields=["receipt"])
    finish_scrubs(now)
    request.refresh_from_db(fields=["receipt"])
    return _kept(request)


def _close(journal: Journal, row: IntentRow, request: Request, result: Scrubbed, now: datetime) -> None:
    intents.forget(row)
    nothing = result.level == receipts.NOTHING
    backups = receipts.NOTHING if nothing else receipts.backups_level(result.no_backup_from)
    request.receipt = receipts.with_level(_kept(request), keys="not yet", backups=backups)
    subject = subject_of(request)
    facts: dict[str, Json] = {"request": row.request, "intent": row.id, "level": result.level}
    facts["found"] = result.facts
    record(journal, Act("scrubbed", row.by, facts, (subject,) if subject else ()), now)


def finish_scrubs(now: datetime) -> None:
    """Remove destroyed keys from the database's log too; later while it is read.

    From then on only an older copy of the database holds them, wrapped under the key of their epoch: receipts
    name the day from which none opens them.
    """
    rows = list(IntentRow.objects.filter(state=IntentState.SCRUBBING))
    if not rows or not truncate_log():
        return
    began = known_epochs()
    with transaction.atomic():
        for row in rows:
            day = no_copy_opens_from(began.get(row.epoch or 0, now), now)
            _say_of_keys(row, f"by {day}")
            row.state = IntentState.SCRUBBED
            row.save(update_fields=["state"])


def say_gone(oldest_kept: int) -> None:
    """Say in the receipts that their keys are gone, where no place holds a key that opens a copy of them."""
    gone = IntentRow.objects.filter(state=IntentState.SCRUBBED, epoch__lt=oldest_kept)
    with transaction.atomic():
        for row in gone:
            _say_of_keys(row, "gone")
            row.epoch = None
            row.save(update_fields=["epoch"])


def _say_of_keys(row: IntentRow, level: str) -> None:
    request = Request.objects.get(id=row.request)
    if request.receipt is not None:  # an abandoned one has none
        request.receipt = receipts.with_level(request.receipt, keys=level)
        request.save(update_fields=["receipt"])


def release(journal: Journal, request: str, over: Sequence[Held], today: date, now: datetime) -> None:
    """Close these holds of a request whose day is before `today`, or that waited; an entry."""
    chosen = {(one.place, one.statement, one.waits_for) for one in over}
    with transaction.atomic():
        rows = [
            row
            for row in Hold.objects.filter(request=request, released__isnull=True)
            if (row.place, row.statement, row.waits_for) in chosen
            and (row.waits_for or (row.last_ends is not None and row.last_ends < today))
        ]
        if not rows:
            return
        let_go(rows, now)
        places: list[Json] = [row.place for row in sorted(rows, key=lambda row: row.number)]
        subject = subject_of(Request.objects.get(id=request))
        facts: dict[str, Json] = {"request": request, "places": places}
        record(journal, Act("released", "honour", facts, (subject,) if subject else ()), now)
    truncate_log()
