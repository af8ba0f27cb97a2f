"""The queue of what requests want done without a click: a row that waits is its entry.

What could go wrong for ever: who is meant, and where the answer goes, would lie readable after everything
else of that person went. So it is sealed from the first moment, and its key goes in the transaction that
writes the answer.
"""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from honour.keeping.at_work import the_keys
from honour.keeping.keys.actions import cell_key, destroy_cells, new_cell
from honour.keeping.keys.sealing import seal, unseal
from honour.keeping.people.sessions import hashed
from honour.keeping.requests.models import RECEIPT_LASTS as RECEIPT_LASTS
from honour.keeping.requests.models import Task, TaskState
from honour.places.personal import Personal

_PLACE: Final = "requests.task.sealed"


def put(
    request: str, meaning: str, secret: Personal[Mapping[str, str]], now: datetime, closes: bool = False
) -> None:
    """Have a request carried out as soon as a worker comes by. Wants the caller's transaction.

    `secret` has `who` (KIND:KEY), `to` (an address) and `language`.
    """
    cell = new_cell(the_keys(), request, "task")
    sealed = seal(cell, _PLACE, request, json.dumps(dict(secret.reveal())).encode())
    Task.objects.create(
        request=request, meaning=meaning, closes=closes, not_before=now, cell=cell.cell, sealed=sealed
    )


def is_known(request: str) -> bool:
    """Whether a request was ever put into the queue: one that somebody asked by a message was not."""
    return Task.objects.filter(request=request).exists()


def withdraw(request: str) -> bool:
    """Take a task out of the queue because nobody asked for it; False where a worker has it, or had it."""
    task = Task.objects.filter(request=request).first()
    if task is None:
        return True
    may = Task.objects.filter(pk=task.pk, state__in=(TaskState.WAITING, TaskState.CHANGED))
    if not may.delete()[0]:
        return False
    destroy_cells([task.cell] if task.cell else [])
    return True


def again(request: str, meaning: str, now: datetime) -> None:
    """Try a task anew that had stopped, by what the person was shown now. Wants the caller's transaction."""
    stopped = Task.objects.filter(request=request, state=TaskState.CHANGED)
    stopped.update(state=TaskState.WAITING, meaning=meaning, not_before=now, failed=0)


def put_anew(request: str, meaning: str, secret: Personal[Mapping[str, str]], now: datetime) -> bool:
    """Have a request that no worker has yet, or that had stopped, carried out with other values; False where
    a worker has it, or had it. Its tries go on being counted: each is known by its number. Wants the caller's
    transaction.
    """
    may = Task.objects.filter(request=request, state__in=(TaskState.WAITING, TaskState.CHANGED))
    task = may.select_for_update().first()
    if task is None:
        return False
    destroy_cells([task.cell] if task.cell else [])
    cell = new_cell(the_keys(), request, "task")
    sealed = seal(cell, _PLACE, request, json.dumps(dict(secret.reveal())).encode())
    values = {"meaning": meaning, "not_before": now, "failed": 0, "cell": cell.cell, "sealed": sealed}
    return bool(may.update(state=TaskState.WAITING, **values))


def take(now: datetime, most: int) -> list[Task]:
    """Take so many tasks that wait and may be tried, oldest first; nobody else takes them then."""
    waiting = Task.objects.filter(state=TaskState.WAITING, not_before__lte=now).order_by("not_before")[:most]
    mine = Task.objects.filter(state=TaskState.WAITING)
    return [task for task in waiting if mine.filter(pk=task.pk).update(state=TaskState.TAKEN)]


def secret_of(task: Task) -> Personal[Mapping[str, str]]:
    """Who is meant and where the answer goes; empty once that is destroyed."""
    cell = cell_key(the_keys(), task.cell) if task.cell else None
    if cell is None or task.sealed is None:
        return Personal({})
    return Personal(json.loads(unseal(cell, _PLACE, task.request, bytes(task.sealed))))


def end(task: Task, now: datetime) -> str:
    """Note that a task is done, and destroy what it had sealed; the token that opens its receipt. Wants the
    caller's transaction.
    """
    token = secrets.token_urlsafe(32)
    destroy_cells([task.cell] if task.cell else [])
    task.cell = task.sealed = None
    task.state, task.ended = TaskState.ENDED, now
    task.receipt_key, task.receipt_until = hashed(token), now + RECEIPT_LASTS
    task.save()
    return token


def request_of(token: str, now: datetime) -> str | None:
    """The request whose receipt a token opens; None for any other, and from its end on."""
    found = Task.objects.filter(receipt_key=hashed(token), receipt_until__gt=now).first()
    return found.request if found else None


def forget_old(now: datetime) -> int:
    """Delete the tasks whose receipt no link opens any more; gives how many."""
    return Task.objects.filter(state=TaskState.ENDED, receipt_until__lte=now).delete()[0]
