"""Opening a store: its address read, and the server that it names."""

from collections.abc import Callable, Mapping

import sqlalchemy
from sqlalchemy.engine import URL

from honour.carrying_out.stores import StoreUnreachable
from honour.connectors.sql.mariadb.opening import open_mariadb
from honour.connectors.sql.postgres.opening import open_postgres
from honour.connectors.sql.server import Server
from honour.connectors.sql.sqlite.opening import open_sqlite
from honour.places.map import Store

_OPENERS: Mapping[str, Callable[[Store, URL], Server]] = {
    "sqlite": open_sqlite,
    "postgresql": open_postgres,
    "mariadb": open_mariadb,
    "mysql": open_mariadb,  # never run against MySQL: MariaDB stands in
}


def address_of(store: Store, environment: Mapping[str, str]) -> str:
    """The store's URL, `${NAME}` read in the environment. Raises StoreUnreachable, which never quotes it."""
    written = store.address
    if not written.startswith("${"):
        return written
    name = written.removeprefix("${").removesuffix("}")
    if not environment.get(name):
        raise StoreUnreachable(f"{store.name}: the variable {name} is not set; set it to the database's URL")
    return environment[name]


def open_server(store: Store, address: str) -> Server:
    """The server of an address, connected and set as erasure needs. Raises StoreUnreachable."""
    try:
        url = sqlalchemy.make_url(address)
    except sqlalchemy.exc.ArgumentError:
        raise StoreUnreachable(
            f"{store.name}: its address is no URL; write one such as sqlite:////srv/shop.db"
            " or postgresql://USER@HOST/DATABASE"
        ) from None
    backend = url.get_backend_name()
    if backend not in _OPENERS:
        raise StoreUnreachable(
            f"{store.name}: {backend} is not built yet; this version opens sqlite://, postgresql://,"
            " mariadb:// and mysql:// addresses"
        )
    return _OPENERS[backend](store, url)
