"""Binds a site's policy, map, records and stores into the one value that carrying out works with."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from honour.carrying_out.people import Ports
from honour.carrying_out.ports import Records
from honour.connectors.sql.opening import address_of
from honour.connectors.sql.store import SqlStore, open_store
from honour.places.catalogue import Catalogue, TableFacts
from honour.places.map import DataMap, Store
from honour.places.resolving import resolve
from honour.places.selections import Table
from honour.places.written import WrittenMap
from honour.promises.policy import Policy


@contextmanager
def bound(
    policy: Policy,
    written: WrittenMap,
    records: Records,
    environment: Mapping[str, str],
    progress: Callable[[str], None],
) -> Iterator[Ports]:
    """The site with its stores open until the context ends. Raises StoreUnreachable, Unreadable."""
    with _stores(written, environment) as stores:
        yield Ports(policy, resolve(written, _catalogue(stores)), stores, records, progress)


@contextmanager
def catalogued(
    written: WrittenMap, environment: Mapping[str, str]
) -> Iterator[tuple[DataMap, Mapping[str, SqlStore]]]:
    """The map joined to its databases, and these, without the site's records. Raises StoreUnreachable,
    Unreadable.
    """
    with _stores(written, environment) as stores:
        yield resolve(written, _catalogue(stores)), stores


def catalogue_of(store: Store, environment: Mapping[str, str]) -> Catalogue:
    """What one database says of its tables, before there is a map. Raises StoreUnreachable."""
    with open_store(store, address_of(store, environment)) as opened:
        return _catalogue({store.name: opened})


def marks(written: WrittenMap, environment: Mapping[str, str]) -> Mapping[str, int | None]:
    """The number of the last act in each store, by the replay ledger; None where it bears none."""
    with _stores(written, environment) as stores:
        return {name: store.mark() for name, store in stores.items()}


@contextmanager
def _stores(written: WrittenMap, environment: Mapping[str, str]) -> Iterator[Mapping[str, SqlStore]]:
    with ExitStack() as opened:
        yield {
            name: opened.enter_context(open_store(store, address_of(store, environment)))
            for name, store in written.stores.items()
        }


def _catalogue(stores: Mapping[str, SqlStore]) -> Catalogue:
    tables: dict[Table, TableFacts] = {}
    for store in stores.values():
        tables.update(store.tables())
    return Catalogue(tables)
