"""What a job is made of: rows of ours that wait are the queue, and an errand says how one of them is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from honour.jobs.holding import Held
from honour.jobs.models import Done

FAILED = "failed"
"""The outcome of an errand that raised: its row says what follows."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that was claimed. `attempt` counts its tries, so that each has a workflow of its own."""

    key: str
    attempt: int


@dataclass(frozen=True, slots=True)
class Errand:
    """One kind of work.

    `take` claims rows that wait, by a conditional update, so many at most. `taken` tells those that are
    claimed: a crash may have left them so. `do` is the effect outside our tables, which may happen twice
    under one key, and gives its outcome in a word. `settle` writes down what follows; it runs once for each
    attempt, in the transaction of its guard row.
    """

    kind: str
    take: Callable[[datetime, int], list[Taken]]
    taken: Callable[[], list[Taken]]
    do: Callable[[str], str]
    settle: Callable[[str, str, datetime], None]


def workflow_of(kind: str, taken: Taken) -> str:
    """The id of the workflow that does a row: made of the row's, so that a second claim starts nothing."""
    return f"{kind}:{taken.key}:{taken.attempt}"


def once(workflow: str, step: str, held: Held, now: datetime, effect: Callable[[], None]) -> bool:
    """Have an effect on our own tables together with its guard row; False where it was had before.

    Raises Fenced where another works under this worker's name since.
    """
    try:
        with transaction.atomic():
            if Done.objects.filter(workflow=workflow, step=step).exists():
                return False
            held.refuse_older()
            Done.objects.create(workflow=workflow, step=step, fence=held.fence, at=now)
            effect()
    except IntegrityError:
        if Done.objects.filter(workflow=workflow, step=step).exists():  # another was faster
            return False
        raise
    return True
