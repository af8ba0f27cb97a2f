"""Opening a store: its address read, and the server that it names.

Each server's driver is loaded when an address names it. A file needs none but Python's own, so that a command
on SQLite starts in half the time.
"""

from collections.abc import Mapping

from honour.carrying_out.stores import StoreUnreachable
from honour.connectors.sql.server import Server
from honour.places.map import Store


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
    if address.partition(":")[0].partition("+")[0] == "sqlite":
        from honour.connectors.sql.sqlite.opening import open_sqlite

        return open_sqlite(store, address)
    return _open_by_network(store, address)


def _open_by_network(store: Store, address: str) -> Server:
    import sqlalchemy

    try:
        url = sqlalchemy.make_url(address)
    except sqlalchemy.exc.ArgumentError:
        raise StoreUnreachable(
            f"{store.name}: its address is no URL; write one such as sqlite:////srv/shop.db"
            " or postgresql://USER@HOST/DATABASE"
        ) from None
    match url.get_backend_name():
        case "postgresql":
            from honour.connectors.sql.postgres.opening import open_postgres

            return open_postgres(store, url)
        case "mariadb" | "mysql":  # never run against MySQL: MariaDB stands in
            from honour.connectors.sql.mariadb.opening import open_mariadb

            return open_mariadb(store, url)
        case backend:
            raise StoreUnreachable(
                f"{store.name}: {backend} is not built yet; this version opens sqlite://, postgresql://,"
                " mariadb:// and mysql:// addresses"
            )
