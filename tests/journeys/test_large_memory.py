"""A large sweep takes no more memory the more rows are due: they are counted, frozen and met in the store."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.large import MAP, TABLES
from tests.journeys.shop import NOW, Shop
from tests.journeys.small import POLICY

MORE = 24
"""MB: SQLite's pages in memory, and what a batch lists; the keys alone of the larger sweep take as much."""


def lines_due(folder: Path, lines: int) -> Shop:
    """A site with so many lines of its log due, and nothing else."""
    (folder / "shop").mkdir(parents=True)
    (folder / "shop/policy.yaml").write_text(POLICY)
    (folder / "shop/map.yaml").write_text(MAP)
    (folder / "shop/honour.toml").write_text("demo = true\n")
    shop = Shop(folder)
    numbers = f"WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {lines})"
    with closing(sqlite3.connect(shop.database)) as own:
        own.executescript(TABLES)
        own.execute(f"{numbers} INSERT INTO log SELECT 'host ' || n, n, 1, '10.0.0.1', '2020-11-01' FROM n")
        own.commit()
    return shop


def most_memory_of(shop: Shop, *words: str) -> float:
    """The most memory that the command took, in MB."""
    command = [sys.executable, "-m", "honour.command", *words]
    with open(os.devnull, "wb") as nowhere:
        started = subprocess.Popen(
            command, cwd=shop.site, env=shop.environment(NOW), stdout=nowhere, stderr=nowhere
        )
        _, code, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(code)
    assert started.returncode == 0
    return used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell what a process took")
def test_a_sweep_of_ten_times_as_many_rows_takes_as_much_memory(tmp_path: Path) -> None:
    took = []
    for lines in (11_000, 110_000):
        shop = lines_due(tmp_path / str(lines), lines)
        took.append(most_memory_of(shop, "sweep", "--really", shop.digest("sweep")))
        assert shop.sql("SELECT count(*) FROM log") == [(0,)]
    assert took[1] - took[0] < MORE, took
