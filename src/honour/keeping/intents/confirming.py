"""Saying yes to a sweep that the brake stopped, for a worker to carry out.

What could go wrong for ever: more is destroyed than somebody read. So what is kept is the digest of what was
on the page, the sweep destroys exactly that or nothing, and the yes is in the journal before.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from honour.carrying_out.ports import Act, Json, Records
from honour.keeping.intents.models import Confirmation, ConfirmationState

KEPT: Final = timedelta(days=30)
"""How long after its end a confirmation is kept: the journal keeps that it was given."""


def confirm(records: Records, given: Confirmation, now: datetime) -> None:
    """Put a confirmation into the queue, with its entry; one that waits already is not put twice."""
    facts: dict[str, Json] = {
        "digest": given.digest,
        "rows": given.rows,
        "role": given.role,
        "staff": given.by,
        "shorter": given.shorter,
        "clock": given.clock,
    }
    with transaction.atomic():
        same = Confirmation.objects.select_for_update().filter(state=ConfirmationState.WAITING)
        if same.filter(digest=given.digest).exists():
            return
        given.at = now
        given.save(force_insert=True)
        records.journal(Act("sweep confirmed", f"staff: {given.role}", facts), now)


def waiting() -> Sequence[Confirmation]:
    """Those that wait for a worker, the oldest first."""
    return list(Confirmation.objects.filter(state=ConfirmationState.WAITING).order_by("id"))


def latest(most: int) -> Sequence[Confirmation]:
    """The latest, whatever became of them."""
    return list(Confirmation.objects.order_by("-id")[:most])


def settle(number: int, state: ConfirmationState, now: datetime) -> None:
    """Note what became of one."""
    waits = Confirmation.objects.filter(pk=number, state=ConfirmationState.WAITING)
    waits.update(state=state, ended=now)


def forget_old(now: datetime) -> int:
    """Delete those that ended long ago; how many there were."""
    return Confirmation.objects.filter(ended__lt=now - KEPT).delete()[0]
