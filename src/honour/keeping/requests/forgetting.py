"""Who was erased is forgotten by the journal too: what tied its entries to him is destroyed, the tree stays.

What could go wrong for ever: afterwards nobody can find what the journal says about him, he neither. So it
waits until nothing more can come of his erasure: it is answered and nothing of it is looked for any more,
nothing of his is held, he has no other request and no hold, and the link to his receipt has ended. What he
asked, and the receipt, are found under keyed hashes as before. And the key of a row may be given again: only
what was written up to the end of his erasure is untied; his cell goes when nothing else hangs on it.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from honour.carrying_out.ports import Act, Subject
from honour.keeping.holds.models import Hold, PersonHold
from honour.keeping.intents.models import Intent
from honour.keeping.intents.models import State as IntentState
from honour.keeping.journal.about import entries_about
from honour.keeping.journal.actions import forget_subject, untie
from honour.keeping.journal.models import Entry
from honour.keeping.keys.actions import truncate_log
from honour.keeping.keys.models import Cell
from honour.keeping.keys.sealing import EpochKeys
from honour.keeping.requests.models import RECEIPT_LASTS, HashKind, Request, RequestHash, State, Task
from honour.keeping.requests.reading import subject_of

FORGOTTEN: Final = "journal untied"
"""What the journal calls it."""

_AT_ONCE: Final = 500


def forget_erased(keys: EpochKeys, journal: Callable[[Act], None], now: datetime) -> int:
    """Untie the journal from everybody of whose erasure nothing more can come; how many there were.

    `journal` writes an entry, in the same transaction, which names the request and how many were untied.
    """
    done = 0
    for request in list(_erased(now)[:_AT_ONCE]):
        subject = subject_of(request)
        if subject is not None and _is_over(request, subject):
            with transaction.atomic():
                done += _forget(keys, journal, request, subject)
    if done:
        truncate_log()
    return done


def _erased(now: datetime) -> QuerySet[Request]:
    """Answered erasures of people who still have a journal cell, of which nothing is open or held."""
    mine = RequestHash.objects.filter(
        request=OuterRef("pk"),
        kind=HashKind.TOKEN,
        hash__in=Cell.objects.filter(kind="journal").values("owner"),
    )
    unscrubbed = Intent.objects.filter(request=OuterRef("pk")).exclude(state=IntentState.SCRUBBED)
    held = Hold.objects.filter(request=OuterRef("pk"), released__isnull=True)
    shown = Task.objects.filter(request=OuterRef("pk")).exclude(receipt_until__lte=now)
    answered = Request.objects.filter(
        kind="erase", state=State.ANSWERED, answered__lte=now - RECEIPT_LASTS, receipt__isnull=False
    )
    over = answered.filter(Exists(mine)).exclude(Exists(unscrubbed)).exclude(Exists(held))
    return over.exclude(Exists(shown)).order_by("answered", "id")


def _is_over(request: Request, subject: Subject) -> bool:
    """Whether everything of somebody was erased, and nothing else of his is open or held."""
    receipt, scope = request.receipt or {}, request.scope or {}
    if any(about for name, about in scope.items() if name != "upheld"):
        return False  # a part: he is here still
    if len(subject.tokens) != 1:
        return False  # asked by an account for a row elsewhere: the account may live, and its journal with it
    if receipt.get("levels", {}).get("logical") != "gone":
        return False
    others = Request.objects.filter(hashes__hash__in=subject.tokens, hashes__kind=HashKind.TOKEN)
    if others.filter(state=State.OPEN).exists():
        return False
    waiting = Request.objects.filter(continues=request.id, state=State.OPEN).exists()
    held = any(
        set(hold.tokens) & set(subject.tokens) for hold in PersonHold.objects.filter(lifted__isnull=True)
    )
    return not (waiting or held)


def _forget(keys: EpochKeys, journal: Callable[[Act], None], request: Request, subject: Subject) -> int:
    """Untie what was written up to the end of the erasure; 0 where nothing is tied any more."""
    names = {request.id, *Request.objects.filter(continues=request.id).values_list("id", flat=True)}
    entries = list(entries_about(keys, subject))
    last = max((entry.number for entry in entries if _is_of(entry, names)), default=0)
    his = [entry for entry in entries if entry.number <= last]
    if not his:
        return 0
    if len(his) == len(entries):
        forget_subject(keys, subject)
    else:
        untie(keys, subject, his)
    journal(Act(FORGOTTEN, "honour", {"request": request.id, "entries": len(his)}))
    return 1


def _is_of(entry: Entry, requests: set[str]) -> bool:
    detail = getattr(entry, "detail", None)
    return detail is not None and json.loads(detail.act).get("facts", {}).get("request") in requests
