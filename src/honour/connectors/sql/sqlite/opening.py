"""Opening a SQLite file: set as erasure needs; the file's own settings stay.

`secure_delete` overwrites what is deleted; `foreign_keys` makes the database refuse what would orphan a
row; `synchronous` puts a commit on the disk before it is answered. None of them is kept in the file. The
journal mode, which is, stays as its owner chose.
"""

import os
import sqlite3
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import quote

from honour.carrying_out.stores import StoreUnreachable
from honour.connectors.sql import server
from honour.connectors.sql.sqlite import errors
from honour.connectors.sql.sqlite.server import SqliteServer
from honour.connectors.sql.sqlite.spelling import ISO_INSTANT
from honour.places.map import Store
from honour.places.selections import Written, instant_of

_EXTRA = 3
"""`synchronous=EXTRA`: the folder too is on the disk once the rollback journal is gone from it. With less, a
power cut can bring the journal back, and with it the erased rows (sqlite.org/pragma.html#pragma_synchronous).
"""

_CACHE = -16_000
"""Memory for the file's pages, in KB where negative. With SQLite's own 2,000 a batch of a large sweep fills
it many times over, and each time what was changed is written and synced before the transaction ends.
"""


def open_sqlite(store: Store, address: str) -> SqliteServer:
    """The file of an address, open. Raises StoreUnreachable."""
    path = path_of(store, address)
    if not path.is_file():  # opening never makes an empty one
        raise StoreUnreachable(
            f"{store.name}: there is no file {path}; correct the address or restore the file"
        )
    try:
        return SqliteServer(store.name, _connected(store, path), path)
    except errors.ERRORS as error:
        raise errors.told(store.name, error) from None


def path_of(store: Store, address: str) -> Path:
    """Where the file of an address is, or would be. Raises StoreUnreachable."""
    _, slashes, rest = address.partition(":///")
    name = rest.partition("?")[0]
    if not slashes or name in ("", ":memory:"):
        raise StoreUnreachable(f"{store.name}: its address names no file; write sqlite:////PATH/TO/FILE")
    return Path(name)


def _connected(store: Store, path: Path) -> sqlite3.Connection:
    mode = "rw" if os.access(path, os.W_OK) else "ro"
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(
        address,
        uri=True,
        timeout=server.LOCK_WAIT,
        isolation_level=None,  # transactions begin and end by the statements that say so
        check_same_thread=False,
    )
    connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    connection.create_function(ISO_INSTANT, 1, _iso_seconds, deterministic=True)
    for setting in (
        "secure_delete=ON",
        "foreign_keys=ON",
        f"synchronous={_EXTRA}",
        "temp_store=MEMORY",
        f"cache_size={_CACHE}",
    ):
        connection.execute(f"PRAGMA {setting}")
    _read_back(store, connection)
    return connection


def _read_back(store: Store, connection: sqlite3.Connection) -> None:
    """A setting that did not take would leave erased text in the file: say so instead of going on."""
    settings = {"secure_delete": 1, "foreign_keys": 1, "synchronous": _EXTRA}
    held = {name: connection.execute(f"PRAGMA {name}").fetchone() for name in settings}
    wrong = [name for name, value in held.items() if value is None or value[0] != settings[name]]
    if wrong:
        with suppress(sqlite3.Error):
            connection.close()
        raise StoreUnreachable(
            f"{store.name}: this SQLite does not honour PRAGMA {', '.join(wrong)}; install another"
        )


def _iso_seconds(value: str | int | float | bytes | None) -> float | None:
    instant = instant_of(value, Written("iso text"))
    return None if instant is None else instant.timestamp()
