"""The turning of epoch keys: when it is due, and the day from which no copy opens (DESIGN, section 8).

An epoch's key opens every copy of the database made while it was current. It is destroyed at the next
turning; a backup of the keys keeps one generation more, so that a backup of the database that is a week old
can still be opened, and lets go of it at the turning after.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from honour.proofs.evidence import Evidence, State

TURN_EVERY: Final = timedelta(days=7)
"""After so long, the cells that survive are wrapped under a new epoch key, and the old one is destroyed."""

GRACE: Final = timedelta(days=1)
"""Whoever turns the keys does so once a day: a turning may come so much later than it is due."""

GENERATIONS_IN_COPY: Final = 1
"""Generations of epoch keys before the current one that a backup of the keys keeps."""


@dataclass(frozen=True, slots=True)
class KeysLooked:
    """What was seen of the keys: the current epoch and when it began, the epochs whose keys the key place
    holds, the cells, and how many of them still wait to be wrapped again.

    `oldest_in_copy` is the oldest epoch in the copy of the keys that Honour makes, None where it made none.
    `same_disk` says whether key place and data lie on one file system.
    """

    epoch: int
    began: datetime
    held: tuple[int, ...]
    cells: int
    waiting: int
    oldest_in_copy: int | None
    same_disk: bool

    @property
    def next_turning(self) -> datetime:
        """When the keys are to be turned next."""
        return self.began + TURN_EVERY

    @property
    def under_way(self) -> bool:
        """Whether a turning was begun and not ended."""
        return self.waiting > 0 or self.held != (self.epoch,)

    def is_due(self, now: datetime) -> bool:
        """Whether the keys are to be turned, or a turning is to be ended.

        An epoch that has yet to begin was dated by a clock that was wrong: it would not be due for as long.
        """
        return self.under_way or not self.began - GRACE <= now < self.next_turning


def no_copy_opens_from(began: datetime, now: datetime) -> date:
    """The first day (UTC) on which no copy opens what was destroyed at `now`, in an epoch that `began` then.

    Two turnings must pass: one destroys the key here, the next one lets go of the generation in the backup of
    the keys. Each may come `GRACE` late; an overdue one comes within it. The day after is the first whole
    one.
    """
    turned = max(min(began, now) + TURN_EVERY, now) + GRACE
    let_go = turned + GENERATIONS_IN_COPY * (TURN_EVERY + GRACE)
    return let_go.date() + timedelta(days=1)


def oldest_kept(held: tuple[int, ...], oldest_in_copy: int | None) -> int:
    """The oldest epoch whose key may still exist somewhere: here, or in a backup of the keys.

    A backup that Honour did not make is taken to keep one generation, as docs/keys.md asks of it.
    """
    elsewhere = max(held) - GENERATIONS_IN_COPY if oldest_in_copy is None else oldest_in_copy
    return min(*held, elsewhere)


def of_keys(looked: KeysLooked, now: datetime) -> Evidence:
    """Whether the keys are turned in time; what sealing protects from is said with it."""
    age = max((now - looked.began).days, 0)
    began = (
        f"epoch {looked.epoch} began on {looked.began:%Y-%m-%d}, {age} {'day' if age == 1 else 'days'} ago"
    )
    state, told = _turning(looked, now)
    protects = (
        "sealing protects copies of the data and what was erased, not from the theft of this disk:"
        " the keys lie on it too"
        if looked.same_disk
        else "the keys lie on another file system; that it is another machine's, nothing here can see"
    )
    why = "; ".join((began, told, protects))
    late = int(state == "not kept")
    return Evidence("keys are turned every 7 days", "key place", state, why, looked.cells, late)


def _turning(looked: KeysLooked, now: datetime) -> tuple[State, str]:
    if looked.epoch not in looked.held:
        return "not kept", "its key is not in the key place: put back a key place and a honour.db of one week"
    if looked.under_way:
        cells = f"{looked.waiting:,} {'cell waits' if looked.waiting == 1 else 'cells wait'}"
        return "unknown", f"a turning is not ended, {cells} for the new key: run `honour keys --turn`"
    if looked.began - GRACE > now:
        return "not kept", "that is after now, by a clock that was wrong: run `honour keys --turn`"
    if now > looked.next_turning + GRACE:
        return "not kept", f"it was due to end on {looked.next_turning:%Y-%m-%d}: run `honour keys --turn`"
    return "kept", f"the next turning is due on {looked.next_turning:%Y-%m-%d}"
