"""Killed at a statement, with the shop on PostgreSQL and on MariaDB: the end is the same as without.

An undisturbed run goes through a proxy, which lists its statements. Then, at one of them, either before the
server has it or after the server did it and before its answer is heard: the connection is cut, the server is
killed and started again, or the command is killed; or the command is killed as its own state becomes durable.
The points are drawn with a fixed seed, around the COMMIT always; docs/durability.md tells how to try all.
"""

import itertools
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest

from tests.cutting import Proxy, proxied
from tests.journeys.shop import NOW, STRAY, Told
from tests.journeys.tea_shop import ELODIE, GONE, TeaShop, tea_again, tea_shop
from tests.journeys.test_kill import DRAWN, intents, receipts
from tests.killing import calls_of, drawn, injected, shares, tracing, wanted
from tests.own_servers import OwnServer

SERVERS: Final = {"PostgreSQL": "own_postgresql", "MariaDB": "own_mariadb_server"}
ERASURES, SWEEPS, SYNCS = wanted(5), wanted(2), wanted(2)
CUT, SERVER, COMMAND = "the connection is cut", "the server is killed", "the command is killed"
FAREWELLS: Final = (b"X\x00\x00\x00\x04", b"\x01\x00\x00\x00\x01")  # the server does not answer them
DATABASES: Final = itertools.count()
Point: TypeAlias = tuple[str, int]
"""What happens, and on which side of a statement, as `WHAT, SIDE`; the number of the statement."""


@dataclass(frozen=True, slots=True)
class Act:
    """A command that destroys, and what it leaves undisturbed; `points` are where it may be disturbed."""

    shop: TeaShop
    words: Sequence[str]
    outcome: str
    rows: Mapping[str, list[str]]
    receipts: list[dict[str, Any]]
    points: Sequence[Point]
    syncs: Sequence[tuple[str, int]]


def rows(shop: TeaShop) -> dict[str, list[str]]:
    return {
        table: sorted(DRAWN.sub("erased-*@", repr(row)) for row in held)
        for table, held in shop.rows().items()
    }


def receipts_of(shop: TeaShop, act: str) -> list[dict[str, Any]]:
    """The receipts as of any database of the server: MariaDB's name the database of what was written anew."""
    read: list[dict[str, Any]] = json.loads(json.dumps(receipts(shop, act)).replace(shop.name, "shop"))
    return read


@pytest.fixture(scope="module", params=SERVERS)
def founded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TeaShop:
    """A shop in which nothing is done."""
    server: OwnServer = request.getfixturevalue(SERVERS[request.param])
    return tea_shop(server, tmp_path_factory.mktemp("tea"))


def again(shop: TeaShop, folder: Path, proxy: Proxy | None = None) -> TeaShop:
    """The shop with a database of a new name, made anew."""
    folder.mkdir(exist_ok=True)
    return tea_again(shop, folder, f"shop_{next(DATABASES)}", proxy.port if proxy else None)


def undisturbed(strace: str, shop: TeaShop, folder: Path, many: int, *words: str) -> Act:
    words = (*words, "--really", shop.digest(*words), "--physical")
    with proxied(shop.server.port) as proxy:
        twin = again(shop, folder / "twin", proxy)
        before = str(twin.rows())
        assert all(value in before for value in GONE)
        log = folder / "calls.txt"
        told = twin.run(*words, before=tracing(strace, log))
    assert told.code == 0, told
    assert intents(twin) == {("scrubbed", 0)}
    [guard] = twin.guards()
    assert guard[1] == "main"
    syncs = [call for call in calls_of(log) if call[0] in ("fsync", "fdatasync")]
    assert len(syncs) > 3
    turns = [number for number, said in enumerate(proxy.turns, 1) if said not in FAREWELLS]
    [commit] = [number for number in turns if proxy.turns[number - 1].endswith((b"COMMIT", b"COMMIT\x00"))]
    assert commit > 20
    outcome = {"erase": "erased", "sweep": "swept"}[words[0]]
    points = _points(turns, commit, many)
    return Act(shop, words, outcome, rows(twin), receipts_of(twin, words[0]), points, drawn(SYNCS, syncs))


def _points(turns: Sequence[int], commit: int, many: int) -> list[Point]:
    """Around the COMMIT always, where it was done and nobody heard of it first; the rest drawn."""
    every = [
        (f"{what}, {side}", turn)
        for turn in turns
        for what in (CUT, SERVER, COMMAND)
        for side in ("before", "after")
    ]
    always = [
        (f"{CUT}, after", commit),
        (f"{SERVER}, after", commit),
        (f"{COMMAND}, after", commit),
        (f"{SERVER}, before", commit + 1),
        (f"{CUT}, before", commit),
        (f"{SERVER}, before", commit),
    ]
    return [*always, *drawn(len(every), [one for one in every if one not in always], shuffled=True)][:many]


@pytest.fixture(scope="module")
def erasure(strace: str, founded: TeaShop, tmp_path_factory: pytest.TempPathFactory) -> Act:
    return undisturbed(strace, founded, tmp_path_factory.mktemp("erase"), ERASURES, "erase", ELODIE)


@pytest.fixture(scope="module")
def sweeping(strace: str, founded: TeaShop, tmp_path_factory: pytest.TempPathFactory) -> Act:
    return undisturbed(strace, founded, tmp_path_factory.mktemp("sweep"), SWEEPS, "sweep")


def disturbed(act: Act, shop: TeaShop, proxy: Proxy, point: Point) -> Told:
    """What the command said when this happened to it; the server is up again."""
    what, _, side = point[0].partition(", ")
    proxy.side, proxy.point = "before" if side == "before" else "after", point[1]
    started: list[subprocess.Popen[bytes]] = []
    happens: Mapping[str, Callable[[], None]] = {
        CUT: lambda: None,
        SERVER: shop.server.kill,
        COMMAND: lambda: started[0].kill(),
    }
    proxy.act = happens[what]
    started.append(
        subprocess.Popen(
            [sys.executable, "-m", "honour.command", *act.words],
            cwd=shop.site,
            env=shop.environment(NOW),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    )
    out, err = started[0].communicate()
    assert proxy.reached, point
    if what == SERVER:
        shop.server.start()
    return Told(started[0].returncode, out.decode(), err.decode())


def says_what_to_do(told: Told, point: Point) -> None:
    """Stopped with its remedy; or connected once more, as PostgreSQL's library does at the start."""
    assert not STRAY.search(told.out + told.err), (point, told)
    if point[0].startswith(COMMAND):
        assert told.code == -9, (point, told)
    elif told.code == 0 and point[1] > 2:
        assert "their traces in the file wait for the next run" in told.err, (point, told)
    elif told.code != 0:
        assert told.code in (3, 4), (point, told)
        assert any(remedy in told.err for remedy in ("run this again", "see that it runs")), (point, told)
        assert "nothing was changed" not in told.err, (point, "nobody knows that", told)


def is_finished_by_the_next_run(act: Act, shop: TeaShop, point: Point) -> None:
    told = shop.run(*act.words)
    assert told.code == 0, (point, told)
    assert rows(shop) == act.rows, point
    [guard] = shop.guards()
    assert guard[1] == "main", point
    acts = [one["act"] for one in shop.journal()]
    assert acts.count(act.outcome) == 1, (point, acts)
    assert len([one for one in acts if one.endswith(" intended")]) == 1, (point, acts)
    assert receipts_of(shop, act.words[0]) == act.receipts, point
    assert intents(shop) == {("scrubbed", 0)}, point
    with closing(sqlite3.connect(shop.site / "data/honour.db")) as state:
        assert state.execute("SELECT id FROM keeping_intents_intent").fetchall() == [(guard[0],)], point


def nothing_of_her_is_left(shop: TeaShop) -> None:
    held = str(shop.rows())
    assert [value for value in GONE if value in held] == ["+33 1 99 00 12 34"], "her house mate's, too"
    for value in GONE:
        assert [name for name, content in shop.bytes_of().items() if value.encode() in content] == []


@pytest.mark.parametrize("share", range(shares(ERASURES, 9)))
def test_an_erasure_that_was_disturbed_is_finished_by_the_next_run(
    erasure: Act, tmp_path: Path, share: int
) -> None:
    for number, point in enumerate(erasure.points[share :: shares(ERASURES, 9)]):
        with proxied(erasure.shop.server.port) as proxy:
            shop = again(erasure.shop, tmp_path / str(number), proxy)
            says_what_to_do(disturbed(erasure, shop, proxy, point), point)
            is_finished_by_the_next_run(erasure, shop, point)
        nothing_of_her_is_left(shop)


@pytest.mark.parametrize("share", range(shares(SWEEPS, 4)))
def test_a_sweep_that_was_disturbed_is_finished_by_the_next_run(
    sweeping: Act, tmp_path: Path, share: int
) -> None:
    for number, point in enumerate(sweeping.points[share :: shares(SWEEPS, 4)]):
        with proxied(sweeping.shop.server.port) as proxy:
            shop = again(sweeping.shop, tmp_path / str(number), proxy)
            says_what_to_do(disturbed(sweeping, shop, proxy, point), point)
            is_finished_by_the_next_run(sweeping, shop, point)


@pytest.mark.parametrize("share", range(shares(SYNCS, 2)))
def test_an_erasure_killed_as_its_own_state_becomes_durable_is_finished_by_the_next_run(
    strace: str, erasure: Act, tmp_path: Path, share: int
) -> None:
    for number, point in enumerate(erasure.syncs[share :: shares(SYNCS, 2)]):
        shop = again(erasure.shop, tmp_path / str(number))
        told = shop.run(*erasure.words, before=tracing(strace, Path(os.devnull), *injected(point)))
        assert told.code in (-9, 137), (point, told)
        is_finished_by_the_next_run(erasure, shop, point)
        nothing_of_her_is_left(shop)


def test_after_a_disturbed_erasure_a_second_is_told_that_it_was_done_and_the_proof_verifies(
    erasure: Act, tmp_path: Path
) -> None:
    point = next(one for one in erasure.points if one[0] == f"{CUT}, after")
    with proxied(erasure.shop.server.port) as proxy:
        shop = again(erasure.shop, tmp_path / "shop", proxy)
        told = disturbed(erasure, shop, proxy, point)
        assert told.code == 4, told
        shown = shop.run("erase", ELODIE)
        assert shown.code == 0, shown
        assert "was not finished: finishing it now" in shown.err
        assert "Already erased on 2026-12-01; looked again, nothing found." in shown.out
        pack = tmp_path / "pack.zip"
        assert shop.run("prove", "--pack", str(pack)).code in (0, 1)
        assert shop.run("verify", str(pack)).code == 0
