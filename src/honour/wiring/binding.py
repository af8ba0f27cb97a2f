"""Binds a site's policy, map, records and stores into the one value that carrying out works with."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from honour.carrying_out.people import Ports
from honour.carrying_out.ports import Records
from honour.carrying_out.stores import Store
from honour.places.map import DataMap
from honour.places.resolving import resolve
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
) -> Iterator[Ports]:
    """The site with its stores open until the context ends. Raises StoreUnreachable, Unreadable."""
    with opened_stores(written, environment) as (stores, catalogue):
        yield Ports(policy, resolve(written, catalogue), stores, records, progress)


@contextmanager
def catalogued(
    written: WrittenMap, environment: Mapping[str, str]
) -> Iterator[tuple[DataMap, Mapping[str, Store]]]:
    """The map joined to its databases, and these, without the site's records. Raises StoreUnreachable,
    Unreadable.
    """
    with opened_stores(written, environment) as (stores, catalogue):
        yield resolve(written, catalogue), stores


def marks(written: WrittenMap, environment: Mapping[str, str]) -> Mapping[str, int | None]:
    """The number of the last act in each store, by the replay ledger; None where it bears none."""
    with opened_stores(written, environment) as (stores, _):
        return {name: store.mark() for name, store in stores.items()}
