"""Opens the stores of a map, databases and folders, each knowing the others where there are several."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager

from honour.carrying_out.across import Across
from honour.carrying_out.stores import Store
from honour.connectors.files.store import Described, FolderStore, open_folder
from honour.connectors.sql.opening import address_of
from honour.connectors.sql.store import SqlStore, open_store
from honour.places.catalogue import Catalogue, TableFacts
from honour.places.folders import patterns_of
from honour.places.map import Store as Place
from honour.places.selections import Table
from honour.places.written import WrittenMap
from honour.promises.findings import Finding


@contextmanager
def opened_stores(
    written: WrittenMap, environment: Mapping[str, str]
) -> Iterator[tuple[Mapping[str, Store], Catalogue]]:
    """The map's stores and what they say of their tables, open until the context ends. Raises
    StoreUnreachable.
    """
    with ExitStack() as opened:
        databases = {
            name: opened.enter_context(open_store(store, address_of(store, environment)))
            for name, store in written.stores.items()
            if store.kind == "sql"
        }
        tables = _tables(databases.values())
        folders: dict[str, FolderStore] = {}
        for name, store in written.stores.items():
            if store.kind == "files":
                patterns = dict(_described(written, name, tables))  # a slot is of its column's type
                folders[name] = opened.enter_context(
                    open_folder(store, address_of(store, environment), patterns)
                )
        undurable = {name: each.server.undurable for name, each in databases.items() if each.server.undurable}
        catalogue = Catalogue({**tables, **_tables(folders.values())}, undurable)
        yield _joined(databases, folders), catalogue


def catalogue_of(store: Place, environment: Mapping[str, str]) -> Catalogue:
    """What one database says of its tables, before there is a map. Raises StoreUnreachable."""
    with open_store(store, address_of(store, environment)) as opened:
        return Catalogue(_tables([opened]))


def strays(stores: Mapping[str, Store]) -> Iterator[Finding]:
    """What lies in the map's folders and no pattern describes, or cannot be destroyed as it is."""
    for name, store in stores.items():
        here = store.here if isinstance(store, Across) else store
        if isinstance(here, FolderStore):
            yield from _strays(name, *here.undescribed())


def _joined(databases: Mapping[str, SqlStore], folders: Mapping[str, FolderStore]) -> Mapping[str, Store]:
    """The stores as the plan's words reach them; a single one is never asked about another."""
    alone: dict[str, Store] = {}
    alone.update(databases)
    alone.update(folders)
    if len(alone) == 1:
        return alone
    among: dict[str, Store] = {}
    among.update({name: Across(store, among) for name, store in alone.items()})
    return among


def _tables(stores: Iterable[SqlStore | FolderStore]) -> Mapping[Table, TableFacts]:
    return {table: facts for store in stores for table, facts in store.tables().items()}


def _described(
    written: WrittenMap, store: str, tables: Mapping[Table, TableFacts]
) -> Iterator[tuple[Table, Described]]:
    for place, pattern, steps in patterns_of(written.places, store):
        to = steps[0].to if steps else None
        facts = tables.get(to[0]) if to else None
        column = facts.columns.get(to[1][0]) if facts and to else None
        yield place, Described(pattern, column is not None and "INT" in column.type.upper())


def _strays(name: str, files: int, odd: tuple[str, ...]) -> Iterator[Finding]:
    source = "DESIGN: the data map"
    if files:
        reason = f"{'1 file is' if files == 1 else f'{files:,} files are'} described by no line of the map"
        mend = f'add `- {{files: "{name}/…", holds: FIELD}}`, or `holds: nothing personal`'
        yield Finding(name, reason, mend, source)
    for each in odd:
        reason = f"{each} lies in the folder, and nothing is read or destroyed through it"
        yield Finding(name, reason, "put the file itself there, or move it out of the folder", source)
