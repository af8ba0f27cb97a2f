"""Opening a PostgreSQL database: set as erasure needs, and the settings read back."""

from typing import Any, Final

import psycopg
from sqlalchemy.engine import URL

from honour.carrying_out.stores import StoreUnreachable
from honour.connectors.sql import server
from honour.connectors.sql.postgres import errors
from honour.connectors.sql.postgres.reading import READING
from honour.connectors.sql.postgres.server import PostgresServer
from honour.places.machines import is_this_machine
from honour.places.map import Store

PATIENCE: Final = 10  # seconds that a server has to answer
LONGEST: Final = "15min"  # of one statement, and of a transaction that waits

_SETTINGS: Final = {
    "TimeZone": "UTC",  # instants are read and compared in it
    "DateStyle": "ISO, MDY",
    "IntervalStyle": "iso_8601",
    "extra_float_digits": "1",  # the shortest text that reads back as the same number
    "standard_conforming_strings": "on",
    "row_security": "off",  # a policy that would hide rows is an error, not fewer rows
    "statement_timeout": LONGEST,
    "idle_in_transaction_session_timeout": LONGEST,
}
_DURABLE: Final = ("fsync", "full_page_writes")  # the server's own: a session cannot set them
_READ_BACK: Final = ("client_encoding", "synchronous_commit", "session_replication_role", *_SETTINGS)


def open_postgres(store: Store, url: URL) -> PostgresServer:
    """The database of a URL, connected. Raises StoreUnreachable, which never quotes the password."""
    where = f"{url.host or 'the local socket'}"
    try:
        driver: psycopg.Connection[tuple[Any, ...]] = psycopg.Connection.connect(
            "", context=READING, cursor_factory=psycopg.RawCursor, **_asked_of(url)
        )
    except psycopg.Error as error:
        # The driver's text names host and user, in the server's language; it may quote what was mistyped.
        reason = "its address is not one that PostgreSQL understands"
        if isinstance(error, psycopg.OperationalError):
            reason = f"PostgreSQL on {where} does not let this user into this database, or does not answer"
            reason += "" if is_this_machine(url.host) else " under TLS"
        raise StoreUnreachable(
            f"{store.name}: {reason}; see that it runs, and that user, password and database in the address"
            " are right"
        ) from None
    try:
        opened = PostgresServer(store.name, driver, _set(store, driver))
        opened.undurable = _undurable(driver)
        return opened
    except BaseException as error:
        driver.close()
        if isinstance(error, errors.ERRORS):
            raise errors.told(store.name, error) from None
        raise


def _asked_of(url: URL) -> dict[str, Any]:
    given = {
        "host": url.host,
        "port": url.port,
        "user": url.username,
        "password": url.password,
        "dbname": url.database,
    }
    usual: dict[str, Any] = {"application_name": "honour", "connect_timeout": PATIENCE}
    if not is_this_machine(url.host):
        usual["sslmode"] = "require"  # libpq's own `prefer` falls back to speaking in clear
    own = {name: value for name, value in url.query.items() if isinstance(value, str)}
    known = {name: value for name, value in given.items() if value is not None}
    return {**usual, **own, **known, "client_encoding": "UTF8", "autocommit": True}


def _set(store: Store, driver: psycopg.Connection[tuple[Any, ...]]) -> str:
    """Set the session and read it back; the schema where names without one lie. Raises StoreUnreachable."""
    wait = f"{int(server.LOCK_WAIT * 1000)}ms"
    wanted = {**_SETTINGS, "lock_timeout": wait}
    for name, value in wanted.items():
        driver.execute("SELECT set_config($1, $2, false)", (name, value))
    driver.execute(
        "SELECT set_config('synchronous_commit', 'on', false)"
        " WHERE current_setting('synchronous_commit') = 'off'"
    )
    asked = [*_READ_BACK, "lock_timeout", "server_encoding"]
    held = dict(
        driver.execute("SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY($1)", (asked,))
    )
    expected = {**wanted, "client_encoding": "UTF8", "session_replication_role": "origin"}
    wrong = [name for name, value in expected.items() if name in held and not _is(held[name], value)]
    wrong += ["synchronous_commit"] if held.get("synchronous_commit") == "off" else []
    if wrong:
        raise StoreUnreachable(
            f"{store.name}: this connection does not keep the settings {', '.join(wrong)}; let the address"
            " lead to the server itself, without a pooler that shares sessions"
        )
    if held.get("server_encoding") == "SQL_ASCII":
        raise StoreUnreachable(
            f"{store.name}: the database's encoding is SQL_ASCII, so that nobody knows what its texts say;"
            " make one with the encoding UTF8 and load it there"
        )
    [(schema,)] = driver.execute("SELECT current_schema()").fetchall()
    return str(schema or "public")


def _undurable(driver: psycopg.Connection[tuple[Any, ...]]) -> str:
    asked = "SELECT name FROM pg_settings WHERE name = ANY($1) AND setting = 'off' ORDER BY name"
    off = driver.execute(asked, ([*_DURABLE],)).fetchall()
    return f"{off[0][0]}=off" if off else ""


def _is(held: str, wanted: str) -> bool:
    """A time comes back in the largest unit that writes it whole."""
    return held == wanted or (wanted.endswith("ms") and held == f"{int(wanted.removesuffix('ms')) // 1000}s")
