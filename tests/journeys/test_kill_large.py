"""A large sweep is killed between its batches, and the next run goes on after the last: nothing else, nothing
twice.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.conftest import AT_NIGHT
from tests.cutting import Proxy, proxied
from tests.journeys.large import ANSWERS, all_rows, due_of, large
from tests.journeys.servers import ServerShop
from tests.journeys.shop import NOW, Shop
from tests.killing import calls_of, injected, tracing

MEMBERS, LINES = 2400, 12_000
PORTS = {"PostgreSQL": 5432, "MariaDB": 3306}


@contextmanager
def behind(server: str, shop: Shop) -> Iterator[tuple[Shop, Proxy]]:
    """The same shop, its database behind a proxy."""
    assert isinstance(shop, ServerShop)
    with proxied(PORTS[server]) as proxy:
        address = make_url(shop.address).set(port=proxy.port).render_as_string(hide_password=False)
        yield replace(shop, address=address), proxy


def is_finished_by_the_next_run(
    shop: Shop, words: list[str], before: dict[str, list[tuple[object, ...]]]
) -> None:
    marks = dict(shop.sql("SELECT step, at FROM honour_done"))
    assert any(mark.startswith("main: 1.") for mark in marks), "it was killed in the midst of its batches"
    assert "main" not in marks
    told = shop.run(*words)
    assert told.code == 0, told
    due = {"users": (0, 1), "sign_ins": (1, 1), "posts": (1, 1), "settings": (0, 1), "log": (1, 1)}
    left = {
        table: [row for row in rows if int(str(row[due[table][0]])) % 2 != due[table][1]]
        for table, rows in before.items()
    }
    assert all_rows(shop) == left
    met = [
        int(at.rpartition(" ")[2]) for mark, at in shop.sql("SELECT step, at FROM honour_done") if "." in mark
    ]
    assert sum(met) == sum(due_of(MEMBERS, LINES).values())
    assert [one["act"] for one in shop.journal()].count("swept") == 1


def is_finished_but_for_what_changed(shop: Shop, words: list[str]) -> None:
    """A line of the log is not due any more when the sweep comes to it: it stays, and that is said."""
    assert "main: 4.6000" not in dict(shop.sql("SELECT step, at FROM honour_done"))
    [(n,)] = shop.sql("SELECT max(n) FROM log WHERE host = 'h999'")
    shop.sql(f"UPDATE log SET at = '2026-11-30' WHERE n = {n} AND host = 'h999'")
    told = shop.run(*words)
    assert told.code == 1, told
    changed = "main.log: 1 of 6,000 rows were changed by somebody else meanwhile, and stay"
    assert f"not all of it: {changed}. Ask for the plan again" in told.out
    assert "went: 5,999 rows of main.log" in told.out
    assert "logical: gone" in told.out
    assert shop.sql(f"SELECT count(*) FROM log WHERE n = {n} AND host = 'h999'") == [(1,)]
    assert "Nothing is due." in shop.run("sweep").out


@pytest.mark.parametrize(
    ("server", "changes"),
    [
        ("PostgreSQL", False),
        pytest.param("PostgreSQL", True, marks=AT_NIGHT),
        pytest.param("MariaDB", False, marks=AT_NIGHT),
    ],
)
def test_a_large_sweep_on_a_server_that_was_killed_goes_on(
    server: str, changes: bool, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    request.getfixturevalue(ANSWERS[server])
    with large(server, tmp_path / "twin", MEMBERS, LINES) as twin, behind(server, twin) as (seen, proxy):
        words = ["sweep", "--really", seen.digest("sweep")]
        first = len(proxy.turns)
        assert seen.run(*words).code == 0
        ends = (b"COMMIT", b"COMMIT\x00")
        commits = [turn for turn, said in enumerate(proxy.turns[first:], 1) if said.endswith(ends)]
        assert len(commits) > 6
    with large(server, tmp_path / "shop", MEMBERS, LINES) as shop, behind(server, shop) as (through, proxy):
        before, words = all_rows(shop), ["sweep", "--really", shop.digest("sweep")]
        proxy.point, proxy.side = commits[5], "after"
        started: list[subprocess.Popen[bytes]] = []
        proxy.act = lambda: started[0].kill()
        command = [sys.executable, "-m", "honour.command", *words]
        started.append(subprocess.Popen(command, cwd=shop.site, env=through.environment(NOW)))
        assert started[0].wait() == -9
        assert proxy.reached
        if changes:
            is_finished_but_for_what_changed(shop, words)
        else:
            is_finished_by_the_next_run(shop, words, before)


def test_a_large_sweep_of_a_file_that_was_killed_goes_on(strace: str, tmp_path: Path) -> None:
    with large("SQLite", tmp_path / "twin", MEMBERS, LINES) as twin:
        log, words = tmp_path / "calls.txt", ["sweep", "--really", twin.digest("sweep")]
        assert twin.run(*words, before=tracing(strace, log)).code == 0
        calls = [call for call in calls_of(log) if call[0] == "unlink"]
        assert len(calls) > 10, "SQLite deletes its journal as a transaction ends"
    with large("SQLite", tmp_path / "shop", MEMBERS, LINES) as shop:
        before, words = all_rows(shop), ["sweep", "--really", shop.digest("sweep")]
        point = calls[len(calls) // 2]
        told = shop.run(*words, before=tracing(strace, Path(os.devnull), *injected(point)))
        assert told.code in (-9, 137), told
        is_finished_by_the_next_run(shop, words, before)
