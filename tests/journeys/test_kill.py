"""SIGKILL at whatever makes something durable: the next run leaves the same rows, one outcome, its receipt.

An undisturbed run is traced and its system calls are listed; then runs are killed as they enter one of them,
drawn from all with a fixed seed. docs/durability.md tells how to try all.
"""

import json
import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.shop import TREMBLAY, Shop, copied
from tests.killing import calls_of, drawn, injected, shares, tracing, wanted

POINTS, SWEPT_POINTS = wanted(12), wanted(4)
IN_2036 = "2036-01-01T08:00+01:00"
DRAWN = re.compile(r"erased-[0-9a-f]{32}@")  # what the e-mail address becomes is drawn anew by each attempt


@dataclass(frozen=True, slots=True)
class Act:
    """A command that destroys, on a shop where nothing of it is done; what an undisturbed run leaves.

    `points` are system calls of that run: each its name, and which of that name it is.
    """

    shop: Shop
    words: Sequence[str]
    again: Sequence[str]
    now: str
    outcome: str
    rows: list[str]
    receipts: list[dict[str, Any]]
    points: Sequence[tuple[str, int]]


def rows(shop: Shop) -> list[str]:
    return [DRAWN.sub("erased-*@", line) for line in shop.dump()]


def receipts(shop: Shop, act: str) -> list[dict[str, Any]]:
    """The receipts of answered requests, but for what each attempt draws: id, and place in the journal."""
    with closing(sqlite3.connect(shop.site / "data/honour.db")) as connection:
        found = connection.execute(
            "SELECT json(receipt) FROM keeping_requests_request WHERE kind = ? AND state = 'answered'"
            " ORDER BY asked, id",
            (act,),
        ).fetchall()
    read = [json.loads(text) for (text,) in found]
    return [
        {name: value for name, value in one.items() if name not in ("request", "journal")} for one in read
    ]


def intents(shop: Shop) -> set[tuple[str, bool]]:
    """Where each intent stands, and whether its sealed values still exist."""
    with closing(sqlite3.connect(shop.site / "data/honour.db")) as connection:
        return set(
            connection.execute(
                "SELECT state, sealed IS NOT NULL OR cell IS NOT NULL FROM keeping_intents_intent"
            ).fetchall()
        )


def undisturbed(
    strace: str, before: Shop, folder: Path, words: Sequence[str], again: Sequence[str], now: str, points: int
) -> Act:
    shop, log = copied(before, folder), folder / "calls.txt"
    told = shop.run(*words, now=now, before=tracing(strace, log))
    assert told.code == 0, told
    calls = calls_of(log)
    assert len(calls) > 100
    assert {"fdatasync", "pwrite64", "unlink"} <= {name for name, _ in calls}
    act, outcome = words[0], {"erase": "erased", "sweep": "swept"}[words[0]]
    assert len(receipts(shop, act)) == 1
    return Act(before, words, again, now, outcome, rows(shop), receipts(shop, act), drawn(points, calls))


@pytest.fixture(scope="module")
def erasure(strace: str, first_shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Act:
    digest = copied(first_shop, tmp_path_factory.mktemp("dry")).digest("erase", TREMBLAY)
    words = ("erase", TREMBLAY, "--really", digest)
    folder = tmp_path_factory.mktemp("undisturbed")
    return undisturbed(strace, first_shop, folder, words, words[:2], "2026-12-01T09:30+00:00", POINTS)


@pytest.fixture(scope="module")
def sweeping(strace: str, first_shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Act:
    """The day on which the invoices of an erased person end: rows go, and his case is closed."""
    before = copied(first_shop, tmp_path_factory.mktemp("erased"))
    assert before.really("erase", TREMBLAY).code == 0
    words = ("sweep", "--really", before.digest("sweep", now=IN_2036))
    folder = tmp_path_factory.mktemp("undisturbed")
    return undisturbed(strace, before, folder, words, words[:1], IN_2036, SWEPT_POINTS)


def killed(strace: str, act: Act, shop: Shop, point: tuple[str, int]) -> None:
    told = shop.run(*act.words, now=act.now, before=tracing(strace, Path(os.devnull), *injected(point)))
    assert told.code in (-9, 137), told


def test_the_points_are_spread_over_the_whole_run(erasure: Act) -> None:
    assert len(erasure.points) >= min(POINTS, 24)
    assert len(set(erasure.points)) == len(erasure.points)
    assert len({name for name, _ in erasure.points}) >= min(3, POINTS // 8)
    three = [("write", 1), ("fsync", 1), ("write", 2)]
    assert drawn(3, three) == three


@pytest.mark.parametrize("share", range(shares(POINTS, 24)))
def test_an_erasure_that_was_killed_is_finished_by_the_next_run(
    strace: str, erasure: Act, tmp_path: Path, share: int
) -> None:
    for number, point in enumerate(erasure.points[share :: shares(POINTS, 24)]):
        shop = copied(erasure.shop, tmp_path / str(number))
        killed(strace, erasure, shop, point)
        is_finished_by_the_next_run(erasure, shop, point)
        third = shop.run(*erasure.again, now=erasure.now)
        assert third.code == 0, point
        assert "Already erased on 2026-12-01; looked again, nothing found." in third.out, point
        assert [name for name, held in shop.bytes_of().items() if TREMBLAY.encode() in held] == [], point


@pytest.mark.parametrize("share", range(shares(SWEPT_POINTS, 6)))
def test_a_sweep_that_was_killed_is_finished_by_the_next_run(
    strace: str, sweeping: Act, tmp_path: Path, share: int
) -> None:
    for number, point in enumerate(sweeping.points[share :: shares(SWEPT_POINTS, 6)]):
        shop = copied(sweeping.shop, tmp_path / str(number))
        killed(strace, sweeping, shop, point)
        is_finished_by_the_next_run(sweeping, shop, point)
        third = shop.run(*sweeping.again, now=sweeping.now)
        assert (third.code, third.out) == (0, "Nothing is due.\n"), point
        case = shop.run("person", TREMBLAY, "--json", now=sweeping.now).document()
        assert [one["stays"] for one in case["cases"]] == [[]], point
        assert [name for name, held in shop.bytes_of().items() if b"Tremblay" in held] == [], point


def is_finished_by_the_next_run(act: Act, shop: Shop, point: tuple[str, int]) -> None:
    told = shop.run(*act.words, now=act.now)
    assert told.code == 0, (point, told)
    assert rows(shop) == act.rows, point
    assert [one["act"] for one in shop.journal()].count(act.outcome) == 1, point
    assert receipts(shop, act.words[0]) == act.receipts, point
    assert intents(shop) == {("scrubbed", 0)}, point
