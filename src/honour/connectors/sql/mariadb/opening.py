"""Opening a MariaDB database: set as erasure needs, and the settings read back."""

from datetime import datetime
from typing import Any, Final

import pymysql
from pymysql.constants import CLIENT, FIELD_TYPE
from pymysql.converters import conversions
from sqlalchemy.engine import URL

from honour.carrying_out.stores import StoreUnreachable
from honour.connectors.sql import server
from honour.connectors.sql.mariadb import errors
from honour.connectors.sql.mariadb.server import MariadbServer
from honour.connectors.sql.mariadb.spelling import NOPAD
from honour.connectors.sql.numbers import number
from honour.places.machines import is_this_machine
from honour.places.map import Store
from honour.places.selections import Scalar

PATIENCE: Final = 10  # seconds that a server has to answer
LONGEST: Final = 900  # seconds of one statement

_SETTINGS: Final = {
    # Strict, so that nothing is cut short in silence; zero dates are read and compared as what they are.
    "sql_mode": "STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION",
    "time_zone": "+00:00",  # instants are read and compared in it
    "foreign_key_checks": 1,
    "unique_checks": 1,
    "check_constraint_checks": 1,
    "autocommit": 1,
    "sql_safe_updates": 0,
    "sql_auto_is_null": 0,
    "max_statement_time": LONGEST,
}
_OF_MARIADB: Final = ("check_constraint_checks", "max_statement_time")  # MySQL has others or none
_TLS: Final = ("ssl_ca", "ssl_cert", "ssl_key")


def open_mariadb(store: Store, url: URL) -> MariadbServer:
    """The database of a URL, connected. Raises StoreUnreachable, which never quotes the password."""
    if not url.database:
        raise StoreUnreachable(
            f"{store.name}: its address names no database; write mariadb://USER@HOST/DATABASE"
        )
    in_clear = is_this_machine(url.host) or url.query.get("ssl") == "no"
    if not in_clear and not url.query.get("ssl_ca"):
        raise StoreUnreachable(
            f"{store.name}: the server is another machine: add ?ssl_ca=FILE, the authority that signed its"
            " certificate, to the address; or ?ssl=no where the line between them is safe by other means"
        )
    try:
        driver = pymysql.connect(**_asked_of(url))
    except errors.ERRORS as error:
        raise errors.told(store.name, error) from None
    try:
        if not in_clear:
            _refuse_clear(store, driver)
        is_mariadb = "mariadb" in driver.get_server_info().lower()
        _set(store, driver, is_mariadb)
        bytewise = NOPAD if is_mariadb else "utf8mb4_0900_bin"
        opened = MariadbServer(store.name, driver, url.database, bytewise)
        opened.undurable = _undurable(driver)
        return opened
    except BaseException as error:
        driver.close()
        if isinstance(error, errors.ERRORS):
            raise errors.told(store.name, error) from None
        raise


def _refuse_clear(store: Store, driver: Any) -> None:
    """The driver goes on in clear where a server offers no TLS; it is read back. Raises StoreUnreachable."""
    with driver.cursor() as cursor:
        cursor.execute("SHOW SESSION STATUS LIKE 'Ssl_cipher'")
        found = cursor.fetchone()
    if not found or not found[1]:
        raise StoreUnreachable(f"{store.name}: the server speaks no TLS: give it a certificate")


def _asked_of(url: URL) -> dict[str, Any]:
    given = {
        "host": url.host,
        "port": url.port,
        "user": url.username,
        "password": url.password,
        "unix_socket": url.query.get("unix_socket"),
        **{name: url.query.get(name) for name in _TLS},
    }
    known = {name: value for name, value in given.items() if value is not None}
    return {
        **known,
        "database": url.database,
        "charset": "utf8mb4",
        "autocommit": True,
        "connect_timeout": PATIENCE,
        "client_flag": CLIENT.FOUND_ROWS,  # an UPDATE tells how many rows it met, changed or not
        "conv": _READING,
    }


def _set(store: Store, driver: Any, is_mariadb: bool) -> None:
    """Set the session and read it back. Raises StoreUnreachable."""
    wait = max(1, int(server.LOCK_WAIT))
    wanted = {**_SETTINGS, "innodb_lock_wait_timeout": wait, "lock_wait_timeout": wait}
    names = [name for name in wanted if is_mariadb or name not in _OF_MARIADB]
    with driver.cursor() as cursor:
        cursor.execute(
            "SET " + ", ".join(f"SESSION {name} = %s" for name in names), [wanted[name] for name in names]
        )
        read = ", ".join(f"@@SESSION.{name}" for name in (*names, "character_set_client"))
        cursor.execute(f"SELECT {read}")
        held = cursor.fetchone()
    expected = [*(wanted[name] for name in names), "utf8mb4"]
    wrong = [
        name
        for name, value, want in zip((*names, "character_set_client"), held, expected, strict=True)
        if not _is(value, want)
    ]
    if wrong:
        raise StoreUnreachable(
            f"{store.name}: this connection does not keep the settings {', '.join(wrong)}; let the address"
            " lead to the server itself, without a proxy that shares sessions"
        )


def _undurable(driver: Any) -> str:
    """At 0 and 2 the log reaches the disk once a second; the setting is the server's own."""
    with driver.cursor() as cursor:
        cursor.execute("SELECT @@GLOBAL.innodb_flush_log_at_trx_commit")
        (flushed,) = cursor.fetchone()
    return f"innodb_flush_log_at_trx_commit={flushed}" if flushed in (0, 2) else ""


def _is(held: object, wanted: object) -> bool:
    if isinstance(wanted, str):
        return set(str(held).split(",")) == set(wanted.split(","))
    return isinstance(held, int | float) and held == wanted


def _instant(text: str) -> Scalar:
    """A TIMESTAMP, shown by a session whose clock is UTC; a zero date stays a text."""
    try:
        return datetime.fromisoformat(f"{text}+00:00")
    except ValueError:
        return text


_READING: Final = {
    **conversions,
    **dict.fromkeys((FIELD_TYPE.DATE, FIELD_TYPE.NEWDATE, FIELD_TYPE.DATETIME, FIELD_TYPE.TIME), str),
    FIELD_TYPE.TIMESTAMP: _instant,
    FIELD_TYPE.DECIMAL: number,
    FIELD_TYPE.NEWDECIMAL: number,
}
"""Numbers as such, instants aware, all else as the server's text, as `typed.Family` says."""
