"""The loop of a worker: rows that wait are claimed and started, a second after they were written at most."""

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from django.db import DatabaseError, close_old_connections

from honour.jobs import engine
from honour.jobs.errands import Errand
from honour.jobs.holding import Held

POLL: Final = 1.0  # seconds between two looks at the tables
_MENDED_EVERY: Final = 60  # looks

logger = logging.getLogger(__name__)


def work(
    errands: Mapping[str, Errand],
    now: Callable[[], datetime],
    held: Held,
    stopping: threading.Event,
) -> None:
    """Work until `stopping` is set. Raises LockLost, with nothing begun any more."""
    engine.launch(errands, now, held)
    looks = 0
    while not stopping.wait(POLL):
        close_old_connections()
        try:
            held.alive()
            if looks % _MENDED_EVERY == 0:
                for worker in held.orphans():
                    engine.resume(worker)
                _mend(errands)
            _start(errands, now())
        except DatabaseError as error:  # busy or away: the next look is soon, and mends what this one did not
            logger.error("the tables of work could not be read", extra={"outcome": type(error).__name__})
        else:
            looks += 1
    engine.stop()


def _start(errands: Mapping[str, Errand], now: datetime) -> None:
    for errand in errands.values():
        for taken in errand.take(now, engine.free()):
            engine.start(errand.kind, taken)


def _mend(errands: Mapping[str, Errand]) -> None:
    """See to rows that are claimed and that nobody works on, as a crash leaves them."""
    for errand in errands.values():
        for taken in errand.taken():
            engine.mend(errand.kind, taken)
