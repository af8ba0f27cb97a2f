"""Carries out the sweeps that somebody read and confirmed on a page, each as the command does it.

What could go wrong for ever: more goes than was read. The command is given the digest of what was read, and
refuses where what is due now has another.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, TypeAlias

from honour.jobs.errands import FAILED
from honour.jobs.schedules import DONE
from honour.keeping.intents.confirming import settle, waiting
from honour.keeping.intents.models import Confirmation, ConfirmationState

Command: TypeAlias = Callable[..., tuple[int, dict[str, Any]]]

_REFUSED: Final = ("wrong use", "changed", "unreadable")
"""What no second try mends: somebody must read anew what is due."""


def carry_out_confirmed(now: datetime, command: Command) -> str:
    """Do each that waits; the outcome in a word."""
    outcome = DONE
    for each in waiting():
        code, told = command(now, *_words(each))
        if told.get("error") in _REFUSED:
            settle(each.pk, ConfirmationState.REFUSED, now)
        elif code in (0, 1) and "error" not in told:
            settle(each.pk, ConfirmationState.DONE, now)
        else:
            outcome = FAILED  # another command is at work, or a store is away: tried again
    return outcome


def _words(confirmed: Confirmation) -> list[str]:
    by = f"staff {confirmed.by}"
    more = ["--confirm-shorter", by] if confirmed.shorter else []
    more += ["--clock-is-right"] if confirmed.clock else []
    return ["sweep", "--really", confirmed.digest, "--why", f"confirmed by {by}", *more]
