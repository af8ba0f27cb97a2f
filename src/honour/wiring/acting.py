"""What the schedules start, bound: acts that destroy run as the command of that name does, in a process of
its own.

So there is one way by which a sweep is done, with one brake and one lock; its memory is given back when it
ends, and one that crashes takes no page with it. What could go wrong for ever is said where the acts are.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from honour.carrying_out.site import Site
from honour.jobs.breaches import see_to_breaches
from honour.jobs.confirmed import carry_out_confirmed
from honour.jobs.disclosed import tell_disclosed
from honour.jobs.due import tell_due
from honour.jobs.errands import FAILED
from honour.jobs.policy_change import tell_policy_change
from honour.jobs.schedules import ASK, DONE, Regular
from honour.jobs.tidying import tidy
from honour.jobs.unused import warn_unused
from honour.keeping.journal.actions import sequence_all
from honour.keeping.letters.habilitations import watch
from honour.keeping.letters.to_staff import tell_administrators
from honour.keeping.remedies import remedies
from honour.plans.brake import by_clock
from honour.wiring.alone import at_work_alone
from honour.wiring.documents import called, put_away
from honour.wiring.offers import brought
from honour.wiring.records import SiteRecords
from honour.wiring.turning import turn

Command: TypeAlias = Callable[..., tuple[int, dict[str, Any]]]

_PATIENCE: Final = 6 * 3600  # seconds that a sweep may take before it is ended, to be finished by the next
_MOVED_CLOCK: Final = "HONOUR_NOW"  # as in `command.opening`

logger = logging.getLogger(__name__)


def regulars(folder: Path, site: Site, records: SiteRecords) -> tuple[Regular, ...]:
    """Everything that is done again and again for a site."""
    command = commanding(folder, site.demo)
    hour, day, minute = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
    return (
        Regular("heartbeat", hour, lambda now: _beat(records, site.demo, now)),
        Regular("journal", minute, lambda now: _sequence(records, now)),
        Regular("policy change", minute, _tell_policy_change),
        Regular("disclosures", minute, _tell_disclosed),
        Regular("breaches", minute, _see_to_breaches),
        Regular("tidying", hour, tidy),
        Regular("documents", hour, lambda now: _put_away(folder)),
        Regular("warnings", day, _warn, at=6),
        Regular("habilitations", day, _watch_roles, at=6),
        Regular("requests due", day, _tell_due, at=7),
        Regular("finishing", hour, lambda now: _finish(records, now, command)),
        Regular("sweep", day, lambda now: _sweep(now, command), at=3),
        Regular("check", day, lambda now: _check(now, command), at=5),
        Regular("confirmed sweeps", minute, lambda now: carry_out_confirmed(now, command)),
        Regular("keys", day, lambda now: _turn(folder, records, now), at=4),
        *_of_trades(site),
    )


def _of_trades(site: Site) -> Iterator[Regular]:
    """What the trades that the policy offers do each day."""
    for trade in brought():
        if trade.offer in site.policy.offer:
            for name, where in trade.daily.items():
                yield Regular(name, timedelta(days=1), partial(_daily, where), at=6)


def _put_away(folder: Path) -> str:
    put_away(folder)
    return DONE


def _daily(where: str, now: datetime) -> str:
    called(where)(now)
    return DONE


def commanding(folder: Path, demo: bool) -> Command:
    """What runs a command on a site: given *now* and its words, the exit code and the document it gives.
    `typed` is what it reads from standard input: what no list of processes may show.
    """

    def command(now: datetime, *words: str, typed: str = "") -> tuple[int, dict[str, Any]]:
        return _run(folder, demo, now, words, typed)

    return command


def _beat(records: SiteRecords, demo: bool, now: datetime) -> str:
    """Note that the site is at work, unless its clock is in doubt: the brake asks a person then."""
    if by_clock(records.seen(), now) and not demo:
        return ASK
    records.beat(now)
    return DONE


def _sequence(records: SiteRecords, now: datetime) -> str:
    with remedies(records.database):
        sequence_all(records.journal_keys, now)
    return DONE


def _warn(now: datetime) -> str:
    warn_unused(now)
    return DONE


def _watch_roles(now: datetime) -> str:
    watch(now)
    return DONE


def _tell_due(now: datetime) -> str:
    tell_due(now)
    return DONE


def _tell_policy_change(now: datetime) -> str:
    tell_policy_change(now)
    return DONE


def _tell_disclosed(now: datetime) -> str:
    tell_disclosed(now)
    return DONE


def _see_to_breaches(now: datetime) -> str:
    see_to_breaches(now)
    return DONE


def _finish(records: SiteRecords, now: datetime, command: Command) -> str:
    """Finish what a crash left, and scrubs that a reader held up: a sweep that only looks does both."""
    if not records.unfinished() and not records.unscrubbed():
        return DONE
    code, _ = command(now, "sweep")
    return DONE if code in (0, 1) else FAILED


def _turn(folder: Path, records: SiteRecords, now: datetime) -> str:
    """Turn the keys where that is due, while nobody else destroys."""
    with at_work_alone(folder):
        turn(records, "schedule", now)
    return DONE


def _sweep(now: datetime, command: Command) -> str:
    """Destroy what is due, unless the brake stops it: then administrators are asked."""
    code, told = command(now, "sweep", "--scheduled", "--why", "the site's schedule")
    if code == 0:
        return DONE
    if code == 1 and told.get("brake"):
        why = "\n".join(f"- {stop['says']}" for stop in told["brake"])
        tell_administrators("staff/sweep stopped", now, why=why)
        return ASK
    return DONE if code == 1 and "error" not in told else FAILED


def _check(now: datetime, command: Command) -> str:
    """Compare policy, law, map and databases, and write into the journal what was found."""
    code, _ = command(now, "check", "--record")
    return DONE if code in (0, 1) else FAILED


def _run(
    folder: Path, demo: bool, now: datetime, words: tuple[str, ...], typed: str
) -> tuple[int, dict[str, Any]]:
    """Run a command on the site; its exit code and the document that it gives."""
    environment = {name: value for name, value in os.environ.items() if name != _MOVED_CLOCK}
    if demo:
        environment[_MOVED_CLOCK] = now.isoformat()
    program = [sys.executable, "-m", "honour.command", *words, "--json", "--site", str(folder)]
    ran = subprocess.run(  # noqa: S603 - words of ours
        program,
        env=environment,
        input=typed.encode(),
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )
    try:
        told = json.loads(ran.stdout)
    except ValueError:
        told = {"error": "no answer"}
    if told.get("error") == "busy":  # another command has the lock: this one is tried again
        logger.info("a scheduled command waits for another", extra={"job": words[0]})
    elif "error" in told:
        logger.error("a scheduled command failed", extra={"job": words[0], "outcome": told["error"]})
    return ran.returncode, told
