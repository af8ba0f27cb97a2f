"""Binds a site's policy, map, records and stores into the one value that carrying out works with."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from honour.carrying_out.people import Beside, Opener, Ports, nothing_beside
from honour.carrying_out.ports import Records
from honour.places.resolving import resolve
from honour.places.selections import Table
from honour.places.written import WrittenMap
from honour.promises.policy import Policy
from honour.wiring.stores import opened_stores


@contextmanager
def bound(
    policy: Policy,
    written: WrittenMap,
    records: Records,
    environment: Mapping[str, str],
    progress: Callable[[str], None],
    opens: Mapping[Table, Opener],
    beside: Beside = nothing_beside,
) -> Iterator[Ports]:
    """The site with its stores open until the context ends. Raises StoreUnreachable, Unreadable."""
    with opened_stores(written, environment) as (stores, catalogue):
        yield Ports(policy, resolve(written, catalogue), stores, records, progress, opens, beside)
