"""Finding requests again: by a subject's hashes, by what a crash left, by what has ended."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Final, Literal, cast

from django.db.models import Q

from honour.carrying_out.ports import Case, Intent, Subject
from honour.keeping.holds.actions import held
from honour.keeping.holds.models import Hold
from honour.keeping.intents.actions import opened
from honour.keeping.intents.models import Intent as IntentRow
from honour.keeping.intents.models import State as IntentState
from honour.keeping.keys.sealing import EpochKeys
from honour.keeping.plain_sql import ask, sql
from honour.keeping.requests.models import HashKind, Request, RequestHash, State
from honour.plans.asking import EVERYTHING_ASKED, scope_of
from honour.proofs.evidence import ClockLooked


def subject_of(request: Request) -> Subject | None:
    """Whom a request is about; None for a sweep."""
    return subject_known_as(request.person, request.id)


def subject_known_as(person: str, request: str) -> Subject | None:
    """Whom a request is about, by its id; None where `person`, the kind of people that it names, is empty."""
    if not person:
        return None
    found = ask(
        sql(RequestHash, "SELECT {kind}, {hash} FROM {table} WHERE {request} = %s ORDER BY {id}"), [request]
    )
    return Subject(
        person=person,
        tokens=tuple(one for kind, one in found if kind == HashKind.TOKEN),
        known_by=tuple(one for kind, one in found if kind == HashKind.KNOWN_BY),
    )


def cases(keys: EpochKeys, hashes: Sequence[str]) -> tuple[Case, ...]:
    """Requests for erasure found by any of these hashes, oldest first, with what is still held."""
    rows = (
        Request.objects.filter(kind="erase", hashes__hash__in=list(hashes))
        .exclude(state=State.ABANDONED)
        .distinct()
        .order_by("asked", "id")
    )
    return tuple(_case(keys, row, Hold.objects.filter(request=row.id, released__isnull=True)) for row in rows)


def asked_by(subject: Subject) -> list[Request]:
    """All that a subject asked for, the newest first; found by his rows, not by an identifier that may have
    been somebody else's. What was given up is no part of it.
    """
    mine = Request.objects.filter(hashes__hash__in=subject.tokens, hashes__kind=HashKind.TOKEN)
    return list(mine.exclude(state=State.ABANDONED).exclude(kind="rest").distinct().order_by("-asked", "-id"))


def waiting_for(request: str, kind: str) -> tuple[Subject, datetime] | None:
    """Whose a request of this kind is and when it was asked, as long as it waits for its answer."""
    row = Request.objects.filter(id=request, kind=kind, state=State.OPEN).first()
    subject = subject_of(row) if row else None
    return (subject, row.asked) if row and subject else None


REFUSED: Final = "refused"
"""What the receipt of an objection says under `ended` where staff refused it."""


def objected_to(subject: Subject) -> frozenset[str]:
    """The purposes for which a subject's data are not used: an objection was made, and not refused. One to
    the use of a single item is not to the purpose as a whole.
    """
    made = [each for each in asked_by(subject) if each.kind == "object" and each.scope]
    stand = [scope_of(each.scope or {}) for each in made if not (each.receipt or {}).get("ended")]
    return frozenset(purpose for scope in stand if scope.item is None for purpose in scope.upheld)


def objections(subject: Subject) -> tuple[tuple[str, ...], ...]:
    """The purposes of each objection by a subject that was not refused, found by any of his hashes; empty
    where nobody wrote down to what it is. One to the use of a single item counts as to all of it: see
    `ports.Records`.
    """
    mine = Request.objects.filter(kind="object", hashes__hash__in=[*subject.tokens, *subject.known_by])
    made = mine.exclude(state=State.ABANDONED).distinct().order_by("asked", "id")
    stand = [each for each in made if not (each.receipt or {}).get("ended")]
    return tuple(tuple(scope_of(each.scope).upheld) if each.scope else () for each in stand)


def ended_holds(keys: EpochKeys, today: date) -> tuple[Case, ...]:
    """Cases with something held whose last day is before `today`, or that waits, oldest first; `held` names
    only that.
    """
    ended: dict[str, list[Hold]] = {}
    for hold in Hold.objects.filter(Q(last_ends__lt=today) | ~Q(waits_for=""), released__isnull=True):
        ended.setdefault(hold.request, []).append(hold)
    rows = Request.objects.filter(id__in=list(ended)).exclude(person="").order_by("asked", "id")
    return tuple(_case(keys, row, ended[row.id]) for row in rows)


def _case(keys: EpochKeys, row: Request, holds: Iterable[Hold]) -> Case:
    subject = subject_of(row)
    if subject is None or row.answer_due is None:
        raise AssertionError(
            f"request {row.id} is a person's, and has a subject and a day on which it is due"
        )
    return Case(
        request=row.id,
        subject=subject,
        asked=row.asked,
        answer_due=row.answer_due,
        answered=row.answered,
        held=held(keys, holds),
        receipt=row.receipt,
        scope=scope_of(row.scope) if row.scope else EVERYTHING_ASKED,
    )


def clocks(zone: tzinfo, now: datetime) -> tuple[ClockLooked, ...]:
    """The clock of each request that has one, oldest first, in the local days of a time zone."""
    ticking = Q(answer_due__isnull=False) | Q(doubted__isnull=False)
    rows = Request.objects.exclude(state=State.ABANDONED).filter(ticking).order_by("asked", "id")
    return tuple(_clock(row, zone, now) for row in rows)


def _clock(row: Request, zone: tzinfo, now: datetime) -> ClockLooked:
    doubted = row.doubted and row.doubted.astimezone(zone).date()
    still = now.astimezone(zone).date() - doubted if doubted else timedelta()
    return ClockLooked(
        row.id,
        row.answer_due or (row.then_due and row.then_due + still),
        row.answered and row.answered.astimezone(zone).date(),
        row.asked.astimezone(zone).date(),
        row.kind,
        (row.stood or 0) + still.days,
        row.doubted is not None,
    )


def past_sweeps() -> tuple[int, ...]:
    """How many rows each sweep that was carried out met, the oldest first."""
    outcomes = (
        IntentRow.objects.filter(act="sweep", outcome__isnull=False)
        .order_by("opened", "id")
        .values_list("outcome", flat=True)
    )
    return tuple(sum(one["done"].values()) for one in outcomes if one and "done" in one)


def unfinished(keys: EpochKeys) -> tuple[Intent, ...]:
    """Intents without an outcome, oldest first."""
    return _intents(keys, IntentState.INTENDED)


def known_intents() -> frozenset[str]:
    """The ids of all intents."""
    return frozenset(IntentRow.objects.values_list("id", flat=True))


def outcome_of(intent: str) -> Literal["unknown", "intended", "concluded", "abandoned"]:
    """What became of an intent, for who only knows its name."""
    row = IntentRow.objects.filter(id=intent).values("state", "outcome").first()
    if row is None:
        return "unknown"
    if row["state"] == IntentState.INTENDED:
        return "intended"
    return "abandoned" if "abandoned" in (row["outcome"] or {}) else "concluded"


def unscrubbed(keys: EpochKeys) -> tuple[Intent, ...]:
    """Intents with an outcome whose sealed values still exist, oldest first."""
    return _intents(keys, IntentState.CONCLUDED)


def _intents(keys: EpochKeys, state: IntentState) -> tuple[Intent, ...]:
    rows = IntentRow.objects.filter(state=state).order_by("opened", "id")
    return tuple(_intent(keys, row, Request.objects.get(id=row.request)) for row in rows)


def _intent(keys: EpochKeys, row: IntentRow, request: Request) -> Intent:
    sealed, why = opened(keys, row)
    return Intent(
        id=row.id,
        request=row.request,
        act=cast(Literal["erase", "sweep", "rectify"], row.act),
        subject=subject_of(request),
        plan=row.plan,
        digest=row.digest,
        policy=row.policy,
        sealed=sealed,
        opened=row.opened,
        by=row.by,
        why=why,
        continues=request.continues,
    )
