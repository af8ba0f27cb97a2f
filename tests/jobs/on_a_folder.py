"""What a worker does, seen from inside: run on a site's folder that nobody serves.

`python -m tests.jobs.on_a_folder FOLDER WHAT` prints what it saw as JSON. WHAT is `atomic` or `clocks`.
"""

import json
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from honour.website.running import open_running

OFF: Final = timedelta(seconds=5)
"""How far a worker's clock is from the database's, as `honour.jobs.holding.SKEW`."""


def atomic(folder: Path) -> dict[str, Any]:
    """Begin durable work inside `atomic()`, and the same outside."""
    site = open_running(folder)
    from django.db import transaction

    from honour.jobs import engine
    from honour.jobs.database import InsideAtomic
    from honour.jobs.errands import Errand, Taken
    from honour.jobs.holding import holding

    done = threading.Event()
    errand = Errand(
        "test", lambda now, most: [], list, lambda key: "done", lambda key, outcome, now: done.set()
    )
    told: dict[str, Any] = {}
    with holding(folder / "data/worker.lock", None, threading.Event()) as held:
        assert held is not None
        engine.launch({"test": errand}, site.now, held)
        try:
            with transaction.atomic():
                engine.start("test", Taken("one", 0))
            told["inside"] = "begun"
        except InsideAtomic as error:
            told["inside"] = str(error)
        told["done inside"] = done.is_set()
        engine.start("test", Taken("one", 0))
        told["done outside"] = done.wait(60)
        engine.stop()
    return told


def clocks(folder: Path) -> dict[str, Any]:
    """Two workers whose clocks stand 5 s before and after the database's take, fail and settle."""
    open_running(folder)
    now = datetime(2030, 3, 1, 9, tzinfo=UTC)
    return {
        "letters": _letters(now),
        "schedules": _schedules(now),
        "fence": _fence(now),
        "start": _start(now),
    }


def _letters(now: datetime) -> dict[str, Any]:
    from django.db import transaction

    from honour.keeping.letters import actions

    for number in range(3):
        actions.write(
            None, f"person{number}@exemple.example", kind="test", language="fr", subject="Lettre",
            text="Texte", secret=False, now=now,
        )  # fmt: skip
    slow, fast = now - OFF, now + OFF
    told: dict[str, Any] = {"slow first": len(actions.take(slow, 20))}
    taken = actions.take(fast, 20)
    told |= {"fast": len(taken), "slow then": len(actions.take(now, 20))}
    with transaction.atomic():
        for letter in taken:
            actions.settle(letter.key, "later", fast, keep_text=False)
    wait = actions.DELAYS[0]
    told["fast again, early"] = len(actions.take(fast + wait - timedelta(seconds=1), 20))
    told["slow again, in time"] = len(actions.take(slow + wait + 2 * OFF, 20))
    told["nobody twice"] = len(actions.take(fast + timedelta(days=1), 20))
    return told


def _schedules(midnight: datetime) -> dict[str, Any]:
    """A slot begins, for the fast clock first; a slow worker starts just then and knows of nothing."""
    from honour.jobs.models import Schedule
    from honour.jobs.schedules import Regular, schedules

    acts: list[str] = []

    def act(at: datetime) -> str:
        acts.append(f"{at:%H:%M:%S}")
        return "done"

    regular = Regular("test", timedelta(hours=1), act)

    def worker(name: str) -> Callable[[datetime], int]:
        stands: list[datetime] = []
        errand = schedules((regular,), lambda: stands[-1], "UTC")

        def look(at: datetime) -> int:
            stands.append(at)
            found = errand.take(at, 20)
            for each in found:
                errand.settle(each.key, errand.do(each.key), at)
            return len(found)

        return look

    second = timedelta(seconds=1)
    began = worker("before")
    told: dict[str, Any] = {"the slot before": began(midnight - timedelta(minutes=30))}
    fast, slow = worker("fast"), worker("slow")
    told["fast"] = fast(midnight + OFF)
    told["slow, still before"] = slow(midnight - OFF)
    told["slow, in the slot"] = slow(midnight + second)
    told["fast, later"] = fast(midnight + 3 * OFF)
    told["next slot"] = slow(midnight + timedelta(hours=1))
    told["a clock that was a year ahead"] = worker("ahead")(midnight + timedelta(days=365))
    told["and was set right"] = worker("right")(midnight + timedelta(hours=2))
    told["acts"] = len(acts)
    Schedule.objects.filter(name="test").delete()
    return told


def _fence(now: datetime) -> dict[str, Any]:
    """The name is taken over by a worker whose clock is behind: its number counts, not its clock."""
    from honour.jobs.errands import once
    from honour.jobs.holding import Fenced, Held, _taken

    effects: list[str] = []
    older = Held("worker-60", _taken("worker-60"), lambda: None, lambda: iter(()))
    newer = replace(older, fence=_taken("worker-60"))
    told: dict[str, Any] = {}
    try:
        once("test:fenced:0", "settle", older, now + OFF, lambda: effects.append("older"))
    except Fenced:
        told["older"] = "fenced"
    told["newer"] = once("test:fenced:0", "settle", newer, now - OFF, lambda: effects.append("newer"))
    told["newer again"] = once("test:fenced:0", "settle", newer, now + OFF, lambda: effects.append("again"))
    return {**told, "effects": effects}


def _start(now: datetime) -> list[str]:
    """Which clocks a worker starts with, by how many seconds they are off the database's."""
    from honour.carrying_out.ports import StateRefused
    from honour.jobs.holding import refuse_clock

    told = []
    for off in (-6, -5, 0, 5, 6):
        try:
            refuse_clock(now, now + timedelta(seconds=off))
            told.append(f"{off}: starts")
        except StateRefused:
            told.append(f"{off}: refused")
    return told


if __name__ == "__main__":
    what = {"atomic": atomic, "clocks": clocks}[sys.argv[2]]
    sys.stdout.write(json.dumps(what(Path(sys.argv[1]))))
