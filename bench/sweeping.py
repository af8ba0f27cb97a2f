"""A sweep of what is due in large tables, beside one DELETE for each of them with the same conditions."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final
from uuid import uuid4

from bench import by_hand
from bench.erasing import site_of, without_looking
from bench.measures import Measure, seconds
from bench.site import TABLES_AND_INDEXES, described
from honour.carrying_out.erase import carry_out
from honour.carrying_out.ports import Intent, Json
from honour.carrying_out.sweep import due, sweep

RATE: Final = 0.7  # of the reference's rows a second, DESIGN section 14
_DUE: Final = "2020-05-05 12:00:00"  # by three years, whenever this runs
_KEPT: Final = "date('now', '-30 days') || ' 12:00:00'"
_PEOPLE: Final = 2_000
_LEAVES_FIRST: Final = (
    "DELETE FROM messages WHERE sent_at < '2021-01-01'",
    """DELETE FROM tickets WHERE opened_at < '2021-01-01' AND NOT EXISTS
    (SELECT 1 FROM messages m WHERE m.ticket_id = tickets.id AND NOT m.sent_at < '2021-01-01')""",
)


def sweeping(folder: Path, rows: int) -> list[Measure]:
    """Tickets with a message each, `rows` together, a tenth of which is due: swept in batches, with evidence.

    The sweep is carried out from its confirmed plan to the receipt; the plan before it is told apart.
    """
    database = _site(folder / "honour", rows)
    other = shutil.copytree(database.parent, folder / "by-hand") / database.name
    with site_of(database) as site:
        ports = without_looking(site.ports)
        planning = seconds(lambda: due(ports, site.now))
        what = due(ports, site.now)

        def done(intent: Intent) -> dict[str, Json]:
            site.records.intend(intent, None, site.now)
            return dict(carry_out(ports, intent, site.now))

        ours = seconds(
            lambda: sweep(ports, what, lambda: uuid4().hex, site.by, None, site.now, site.now, done)
        )
    with by_hand.opened(other) as hand:
        theirs = seconds(lambda: _by_hand(hand))
    met = rows // 10
    if list(_left(database)) != list(_left(other)) or sum(_left(database)) != rows - met:
        raise RuntimeError("the sweep and its reference leave other rows")
    name = f"sweep {met:,} of {rows:,} rows, children included"
    rate = met / ours
    return [
        Measure(name, "rows/s", rate, rate, rate, met / theirs, ("at least", RATE)),
        Measure(
            f"apart: the plan of it, {rows:,} rows", "ms", *(1000 * planning,) * 3, note="counted, not done"
        ),
    ]


def _by_hand(site: by_hand.Site) -> None:
    site.rows.execute(site.begin)
    for statement in _LEAVES_FIRST:
        site.rows.execute(statement)
    site.rows.execute("COMMIT")


def _left(database: Path) -> Iterator[int]:
    with closing(sqlite3.connect(database)) as connection:
        for table in ("tickets", "messages"):
            yield connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def _site(folder: Path, rows: int) -> Path:
    """A site of two large tables: half of the rows are tickets, half are their messages."""
    database = described(folder) / "bench.db"
    each = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)"
    day = f"iif(n % 10 = 0, '{_DUE}', {_KEPT})"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.executescript(TABLES_AND_INDEXES)
        connection.execute("BEGIN")
        connection.execute(
            f"{each} INSERT INTO people SELECT n, 'Person ' || n, n || '@example.org', NULL FROM n",
            (_PEOPLE,),
        )
        connection.execute(
            f"{each} INSERT INTO tickets SELECT n, 1 + n % {_PEOPLE}, {day}, 'subject ' || n FROM n",
            (rows // 2,),
        )
        connection.execute(
            f"{each} INSERT INTO messages SELECT n, n, {day}, 'I wrote about ' || n || ' again' FROM n",
            (rows // 2,),
        )
        connection.execute("COMMIT")
    return database
