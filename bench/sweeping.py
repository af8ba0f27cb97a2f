"""A sweep of what is due in large tables, beside one DELETE for each of them with the same conditions."""

import sys
import time
from pathlib import Path
from typing import Any, Final, cast
from uuid import uuid4

import psycopg
import pymysql

from bench import by_hand
from bench.erasing import site_of, without_looking
from bench.large_tables import Large, in_files, in_mariadb, in_postgres
from bench.measures import Measure, measured, more_memory, seconds
from honour.carrying_out.erase import carry_out
from honour.carrying_out.ports import Intent, Json
from honour.carrying_out.sweep import Due, due, sweep
from honour.command.opening import Opened
from honour.connectors.sql.store import SqlStore

RATE: Final = 0.7  # of the reference's rows a second, DESIGN section 14
LONGEST_LOCK: Final = 100.0  # ms, on PostgreSQL, DESIGN section 14
_LEAVES_FIRST: Final = (
    "DELETE FROM messages WHERE sent_at < '2021-01-01'",
    """DELETE FROM tickets WHERE opened_at < '2021-01-01' AND NOT EXISTS
    (SELECT 1 FROM messages m WHERE m.ticket_id = tickets.id AND NOT m.sent_at < '2021-01-01')""",
)


def sweeping(folder: Path, rows: int) -> list[Measure]:
    """Tickets with a message each, `rows` together, a tenth of which is due: swept in batches, with evidence.

    On each server that answers. The sweep is carried out from its confirmed plan to the receipt; the plan
    before it is told apart.
    """
    lines: list[Measure] = []
    for name, made in (("SQLite", in_files), ("PostgreSQL", in_postgres), ("MariaDB", in_mariadb)):
        try:
            with made(folder / name, rows) as (ours, theirs):
                lines += _measured(name, ours, theirs, rows)
        except (psycopg.OperationalError, pymysql.err.OperationalError) as error:
            print(f"{name} does not answer, and is left out: {type(error).__name__}", file=sys.stderr)
    return lines


def _measured(name: str, ours: Large, theirs: Large, rows: int) -> list[Measure]:
    with site_of(ours.database, ours.address) as site:
        ports = without_looking(site.ports)
        planning = seconds(lambda: due(ports, site.now))
        what, held = due(ports, site.now), _batches(site)
        spent: list[float] = []
        more = more_memory(lambda: spent.append(seconds(lambda: _swept(site, what))))
    with by_hand.opened(theirs.database, theirs.connect) as hand:
        by_one = seconds(lambda: _by_hand(hand))
    met, left = rows // 10, ours.left()
    if left != theirs.left() or sum(left) != rows - met:
        raise RuntimeError("the sweep and its reference leave other rows")
    rate = met / spent[0]
    goal: Any = ("at most", LONGEST_LOCK) if name == "PostgreSQL" else None
    return [
        Measure(
            f"sweep {met:,} of {rows:,} rows, children included, {name}",
            "rows/s",
            *(rate,) * 3,
            reference=met / by_one,
            goal=("at least", RATE),
        ),
        measured(f"sweep: a batch from BEGIN to COMMIT, {name}", held, note=f"{len(held)} batches"),
        Measure(f"sweep: the longest of them, {name}", "ms", *(1000 * max(held),) * 3, goal=goal),
        Measure(f"sweep: memory beyond what was taken before, {name}", "MB", *(more,) * 3),
        Measure(f"apart: the plan of it, {name}", "ms", *(1000 * planning,) * 3, note="counted, not done"),
    ]


def _swept(site: Opened, what: Due) -> None:
    ports = without_looking(site.ports)

    def done(intent: Intent) -> dict[str, Json]:
        site.records.intend(intent, None, site.now)
        return dict(carry_out(ports, intent, site.now))

    sweep(ports, what, lambda: uuid4().hex, site.by, None, site.now, site.now, done)


def _batches(site: Opened) -> list[float]:
    """The seconds of each batch from here on, from before its BEGIN until its COMMIT is answered: no row is
    locked for longer.
    """
    server: Any = cast(SqlStore, site.ports.stores["main"]).server
    begin, commit = server.begin, server.commit
    begun: list[tuple[str, float]] = []
    held: list[float] = []

    def beginning(purpose: str = "whole") -> None:
        begun.append((purpose, time.perf_counter()))
        begin(purpose)

    def committing() -> None:
        commit()
        purpose, at = begun.pop()
        if purpose == "batch":
            held.append(time.perf_counter() - at)

    server.begin, server.commit = beginning, committing
    return held


def _by_hand(site: by_hand.Site) -> None:
    site.rows.execute(site.begin)
    for statement in _LEAVES_FIRST:
        site.rows.execute(statement)
    site.rows.execute("COMMIT")
