"""The stores of a site that runs, for pages that look: opened once, and lent to one request at a time."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, Full, LifoQueue
from typing import Final, TypeAlias

from honour.carrying_out.people import Beside, Opener, Ports, nothing_beside
from honour.carrying_out.ports import Records
from honour.places.selections import Table
from honour.places.written import WrittenMap
from honour.promises.policy import Policy
from honour.wiring.binding import bound

SPARE: Final = 4
"""How many stay open between requests: each is some connections, and what databases say of their tables."""

LASTS: Final = 300
"""Seconds after which a loan is opened anew: a connected database's tables may have changed meanwhile."""

Lend: TypeAlias = Callable[[], AbstractContextManager[Ports]]


@dataclass(frozen=True, slots=True)
class _Open:
    ports: Ports
    closing: ExitStack
    until: float


def lending(
    policy: Policy,
    written: WrittenMap,
    records: Records,
    opens: Mapping[Table, Opener],
    beside: Beside = nothing_beside,
) -> Lend:
    """What lends the site's stores to one reader at a time. Entering it raises StoreUnreachable, Unreadable.

    What went wrong under a reader is not lent again, nor what was opened before that.
    """
    spare: LifoQueue[_Open] = LifoQueue(SPARE)

    def opened() -> _Open:
        while True:
            try:
                found = spare.get_nowait()
            except Empty:
                closing = ExitStack()
                ports = closing.enter_context(
                    bound(policy, written, records, os.environ, lambda doing: None, opens, beside)
                )
                return _Open(ports, closing, time.monotonic() + LASTS)
            if time.monotonic() < found.until:
                return found
            found.closing.close()

    def forget_spare() -> None:
        """Close what is spare: it was opened before what went wrong, and may look at what is no more."""
        with suppress(Empty):
            while True:
                spare.get_nowait().closing.close()

    @contextmanager
    def lent() -> Iterator[Ports]:
        one = opened()
        try:
            yield one.ports
        except GeneratorExit:  # whoever read has gone: nothing is wrong with the stores
            one.closing.close()
            raise
        except BaseException:
            one.closing.close()
            forget_spare()
            raise
        try:
            spare.put_nowait(one)
        except Full:
            one.closing.close()

    return lent
