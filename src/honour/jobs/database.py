"""The engine that DBOS writes with: its tables lie in the site's own database, opened as Django opens it.

The only module of this room that knows SQLAlchemy.
"""

from typing import Any

import sqlalchemy
from django.db import connection
from sqlalchemy import event
from sqlalchemy.engine import URL, Engine

_CONNECTIONS = 2  # DBOS's own threads; each costs SQLite's cache


class InsideAtomic(RuntimeError):
    """Durable work was written inside Django's `atomic()`: on SQLite each would wait for the other."""


def engine_of_django() -> Engine:
    """An engine on Django's database, with its settings, that refuses to write inside `atomic()`."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        made = sqlalchemy.create_engine(
            URL.create("sqlite", database=str(settings["NAME"])), pool_size=_CONNECTIONS
        )
        event.listen(made, "connect", _as_django(str(settings["OPTIONS"]["init_command"])))
    else:
        made = sqlalchemy.create_engine(_address(settings), pool_size=_CONNECTIONS, pool_pre_ping=True)
    event.listen(made, "begin", _refuse_inside_atomic)
    return made


def _address(settings: dict[str, Any]) -> URL:
    port = settings.get("PORT")
    return URL.create(
        "postgresql+psycopg",
        settings.get("USER") or None,
        settings.get("PASSWORD") or None,
        settings.get("HOST") or None,
        int(port) if port else None,
        settings["NAME"],
    )


def _as_django(pragmas: str) -> Any:
    """Sets a new connection as Django's are: DBOS itself sets neither the log nor what makes it durable."""

    def connected(raw: Any, _record: object) -> None:
        raw.isolation_level = "IMMEDIATE"
        raw.execute("PRAGMA busy_timeout=20000")
        for pragma in filter(None, map(str.strip, pragmas.split(";"))):
            raw.execute(pragma)

    return connected


def _refuse_inside_atomic(_connection: object) -> None:
    if connection.in_atomic_block:
        raise InsideAtomic("durable work is enqueued before or after a transaction, never in it")
