"""What is due again and again: each with its slot of time, tried until it is done, never twice for one slot.

A schedule is a row; its slot is computed from the site's clock. The machine may have been off: then the last
slot alone is done, not each that was missed, because every act here looks at all that is due.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import F

from honour.jobs.errands import FAILED, Errand, Taken
from honour.jobs.holding import SKEW
from honour.jobs.models import Schedule

DONE: Final = "done"
ASK: Final = "a person must look"
"""An act that stopped to ask a person: it is not tried again before its next slot."""

WAITING: Final = "waiting"
TAKEN: Final = "taken"
ENDED: Final = "ended"

DELAYS: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
"""How long a slot waits after each try that failed, and after more the last of them, until the next slot."""


_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Regular:
    """An act that is due every so often. `act` is told *now* and gives its outcome in a word.

    `every` divides a day, or is a day; slots of a day begin at `at` o'clock of the site's time zone.
    """

    name: str
    every: timedelta
    act: Callable[[datetime], str]
    at: int = 0


def slot_of(regular: Regular, now: datetime, zone: str) -> str:
    """The name of the slot that `now` lies in: the day it began on, and for shorter ones its number."""
    if regular.every >= _DAY:
        local = now.astimezone(ZoneInfo(zone)) - timedelta(hours=regular.at)
        return f"{local:%Y-%m-%d}"
    seconds = int(now.timestamp()) // int(regular.every.total_seconds())
    return f"{now:%Y-%m-%d}/{seconds}"


def schedules(regulars: tuple[Regular, ...], now: Callable[[], datetime], zone: str) -> Errand:
    """The errand of everything that is due again and again."""
    by_name: Mapping[str, Regular] = {each.name: each for each in regulars}
    last_begun: dict[str, str] = {}  # spares a look at the table each second

    def begin(at: datetime) -> None:
        for regular in regulars:
            slot = slot_of(regular, at, zone)
            if last_begun.get(regular.name) == slot:
                continue
            begins = ENDED if regular.every >= _DAY else WAITING  # a site is not swept on its first day
            row, made = Schedule.objects.get_or_create(
                name=regular.name, defaults={"slot": slot, "state": begins, "not_before": at}
            )
            ahead = slot_of(regular, at + 2 * SKEW, zone)
            if row.slot == ahead != slot:  # another worker's clock is before ours, and it may be done already
                continue
            if not made and row.slot != slot:
                Schedule.objects.filter(name=row.name, slot=row.slot).exclude(state=TAKEN).update(
                    slot=slot, state=WAITING, tries=0, not_before=at
                )
                row.refresh_from_db()
            if row.slot == slot:
                last_begun[regular.name] = slot

    def take(at: datetime, most: int) -> list[Taken]:
        begin(at)
        waiting = Schedule.objects.filter(state=WAITING, not_before__lte=at, name__in=by_name)[:most]
        mine = Schedule.objects.filter(state=WAITING)
        return [_taken(row) for row in waiting if mine.filter(name=row.name).update(state=TAKEN)]

    def do(key: str) -> str:
        return by_name[key.partition("@")[0]].act(now())

    def settle(key: str, outcome: str, at: datetime) -> None:
        name, _, slot = key.partition("@")
        row = Schedule.objects.filter(name=name, slot=slot, state=TAKEN).first()
        if row is None:
            return
        row.outcome, row.ended, row.tries = outcome, at, F("tries") + 1
        if outcome == FAILED:
            row.state, row.not_before = WAITING, at + DELAYS[min(row_tries(name), len(DELAYS) - 1)]
        else:
            row.state = ENDED
        row.save()

    def taken() -> list[Taken]:
        return [_taken(row) for row in Schedule.objects.filter(state=TAKEN, name__in=by_name)]

    return Errand("schedule", take, taken, do, settle)


def row_tries(name: str) -> int:
    """How often the current slot of a schedule was tried before."""
    return int(Schedule.objects.values_list("tries", flat=True).get(name=name))


def _taken(row: Schedule) -> Taken:
    return Taken(f"{row.name}@{row.slot}", row.tries)
