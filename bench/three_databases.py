"""The same erasures and answers on PostgreSQL and MariaDB, where those servers answer."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, cast

import psycopg
import pymysql

from bench.erasing import Sides, count, erase, erasing, show, showing, site_of, without_looking
from bench.measures import Measure
from bench.servers import on_mariadb, on_postgres
from bench.site import TABLES, described
from honour.connectors.sql.store import SqlStore

SERVERS: Final = (("PostgreSQL", on_postgres), ("MariaDB", on_mariadb))


def on_servers(database: Path, people: Sequence[int]) -> list[Measure]:
    """Both acts on each server that answers, beside the same references, and their statements."""
    lines: list[Measure] = []
    for name, on_server in SERVERS:
        ours = described(database.parent.with_name(f"honour-{name}")) / "bench.db"
        theirs = described(database.parent.with_name(f"by-hand-{name}")) / "bench.db"
        try:
            with on_server(database) as (address, connect_to_ours), on_server(database) as (_, connect):
                sides = Sides(ours, theirs, f", {name}", address, connect, connect_to_ours)
                lines += _statements(sides, people[0])
                lines += showing(sides, people[1:])
                lines += erasing(sides, people[1:])
        except (psycopg.OperationalError, pymysql.err.OperationalError) as error:
            print(f"{name} does not answer, and is left out: {type(error).__name__}", file=sys.stderr)
    return lines


def _statements(sides: Sides, person: int) -> list[Measure]:
    sent: list[str] = []
    with site_of(sides.database, sides.address) as site:
        server: Any = cast(SqlStore, site.ports.stores["main"]).server
        execute = server.execute

        def counted(text: str, values: Sequence[Any] = ()) -> Any:
            sent.append(text)
            return execute(text, values)

        server.execute = counted
        show(site, f"customer:{person}")
        for_answer = len(sent)
        erase(site, without_looking(site.ports), f"customer:{person}")
    limit = 3 * len(TABLES) + 10
    return [
        count(f"statements to the store, one erasure{sides.label}", len(sent) - for_answer + 2, limit, ""),
        count(f"statements to the store, one answer{sides.label}", for_answer, limit, ""),
    ]
