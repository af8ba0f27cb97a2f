"""Where a site's own database is: a file in its folder, or a PostgreSQL server's that `honour.toml` names."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from honour.carrying_out.ports import StateRefused
from honour.places.machines import is_this_machine
from honour.website.configuration import secret
from honour.website.folder import Configuration

DATABASE: Final = "data/honour.db"
_SERVERS: Final = ("postgresql", "postgres")
_PATIENCE: Final = 10  # seconds that a server has to answer
_MEND: Final = 'write `database = "postgresql://USER@HOST/NAME"`, or `"${NAME}"` for a variable that holds it'


def address_of_state(
    site: Path, configuration: Configuration, environment: Mapping[str, str] = os.environ
) -> str:
    """The URL of the database, `sqlite:////PATH` unless `honour.toml` names a server's.

    Raises StateRefused, which never quotes it.
    """
    written = configuration.database
    if written is None:
        return f"sqlite:///{(site / DATABASE).resolve()}"
    if written.startswith("${"):
        found = secret(written, environment)
        if not found:
            raise StateRefused(f"the variable {written[2:-1]} is not set: set it to the URL of the database")
        written = found
    if urlsplit(written).scheme not in _SERVERS or not urlsplit(written).path.strip("/"):
        raise StateRefused(f"`database` in honour.toml is no URL of a PostgreSQL database: {_MEND}")
    return written


def server_of(url: str) -> dict[str, Any] | None:
    """What psycopg connects by; None where the database is a file. Another machine is spoken to under TLS
    unless the URL says otherwise.

    The parts of the URL as libpq takes them (postgresql.org/docs/current/libpq-connect.html).
    """
    read = urlsplit(url)
    if read.scheme not in _SERVERS:
        return None
    given = {
        "host": read.hostname,
        "port": read.port,
        "user": read.username and unquote(read.username),
        "password": read.password and unquote(read.password),
        "dbname": unquote(read.path.strip("/")),
    }
    usual = {"application_name": "honour", "connect_timeout": _PATIENCE}
    under_tls = {} if is_this_machine(read.hostname) else {"sslmode": "require"}
    return {
        **usual,
        **under_tls,
        **dict(parse_qsl(read.query)),
        **{name: value for name, value in given.items() if value},
    }
