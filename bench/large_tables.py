"""A site of two large tables, twice: tickets with a message each, a tenth of both due. Rows are made by the
server itself, from their numbers.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from bench.servers import MARIADB_TYPES, POSTGRES_TYPES, Driver, on_mariadb, on_postgres, statements
from bench.site import TABLES_AND_INDEXES, described

_DUE: Final = "2020-05-05 12:00:00"  # by three years, whenever this runs
_PEOPLE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Large:
    """One copy: the folder's own database; of one on a server, the address of its rows and a connection."""

    database: Path
    address: str | None = None
    connect: Callable[[], Driver] | None = None

    def left(self) -> tuple[int, ...]:
        """How many tickets and how many messages there are."""
        with closing(self.connect() if self.connect else sqlite3.connect(self.database)) as rows:
            return tuple(
                int(rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
                for table in ("tickets", "messages")
            )


Pair: TypeAlias = tuple[Large, Large]


@contextmanager
def in_files(folder: Path, rows: int) -> Iterator[Pair]:
    """Two SQLite files; `rows` are those of both tables together."""
    database = described(folder / "honour") / "bench.db"
    numbers = (
        "(WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {}) SELECT n FROM n)"
    )
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.executescript(TABLES_AND_INDEXES)
        connection.execute("BEGIN")
        for statement in _filling(rows, numbers, "date('now', '-30 days') || ' 12:00:00'"):
            connection.execute(statement)
        connection.execute("COMMIT")
    yield Large(database), Large(shutil.copytree(database.parent, folder / "by-hand") / database.name)


@contextmanager
def in_postgres(folder: Path, rows: int) -> Iterator[Pair]:
    """Two databases of the PostgreSQL server."""
    ours, theirs = described(folder / "honour") / "bench.db", described(folder / "by-hand") / "bench.db"
    recent = "localtimestamp(0) - interval '30 days'"
    made = [
        *statements(POSTGRES_TYPES),
        *_filling(rows, "generate_series(1, {}) AS n", recent, "timestamp "),
        "VACUUM ANALYZE",
    ]
    with on_postgres(None) as (address, connect), on_postgres(None) as (_, connect_to_theirs):
        for one in (connect, connect_to_theirs):
            _each(one, made)
        yield Large(ours, address, connect), Large(theirs, None, connect_to_theirs)


@contextmanager
def in_mariadb(folder: Path, rows: int) -> Iterator[Pair]:
    """Two databases of the MariaDB server."""
    ours, theirs = described(folder / "honour") / "bench.db", described(folder / "by-hand") / "bench.db"
    numbers = "(SELECT seq AS n FROM seq_1_to_{}) AS numbered"
    made = [
        *statements(MARIADB_TYPES),
        *_filling(rows, numbers, "now() - interval 30 day", joined=_concat),
        "ANALYZE TABLE tickets, messages",
    ]
    with on_mariadb(None) as (address, connect), on_mariadb(None) as (_, connect_to_theirs):
        for one in (connect, connect_to_theirs):
            _each(one, made)
        yield Large(ours, address, connect), Large(theirs, None, connect_to_theirs)


def _piped(*texts: str) -> str:
    return " || ".join(texts)


def _concat(*texts: str) -> str:
    return f"concat({', '.join(texts)})"


def _filling(
    rows: int, numbers: str, recent: str, typed: str = "", joined: Callable[..., str] = _piped
) -> Sequence[str]:
    """The statements that fill the three tables; `numbers` gives `n` from 1 to what stands in its braces."""
    day = f"CASE WHEN n % 10 = 0 THEN {typed}'{_DUE}' ELSE {recent} END"
    half = numbers.format(rows // 2)
    person, address = joined("'Person '", "n"), joined("n", "'@example.org'")
    subject, words = joined("'subject '", "n"), joined("'I wrote about '", "n", "' again'")
    return (
        f"INSERT INTO people SELECT n, {person}, {address}, NULL FROM {numbers.format(_PEOPLE)}",
        f"INSERT INTO tickets SELECT n, 1 + n % {_PEOPLE}, {day}, {subject} FROM {half}",
        f"INSERT INTO messages SELECT n, n, {day}, {words} FROM {half}",
    )


def _each(connect: Callable[[], Driver], made: Sequence[str]) -> None:
    with closing(connect()) as driver:
        for statement in made:
            driver.execute(statement.replace("%", "%%"))
