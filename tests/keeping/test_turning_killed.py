"""SIGKILL anywhere in a turning: nothing is unreadable meanwhile, and the next turning ends it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from honour.connectors.key_place import folder
from honour.keeping.journal.models import Detail
from honour.keeping.keys.actions import cell_key, cells_of, destroy_cells, new_cells
from honour.keeping.keys.models import Cell, Epoch
from honour.keeping.keys.sealing import CellKey
from honour.website import state
from honour.website.opening import open_site
from honour.wiring.turning import look
from tests.keeping.cast import ADDRESS, NOW
from tests.killing import calls_of, drawn, injected, tracing

ROOT = Path(__file__).parents[2]
POINTS = int(os.environ.get("HONOUR_KILL_POINTS", "12"))
CELLS = 1_500  # two batches
OWNERS = [f"owner {number}" for number in range(CELLS)]
A_WEEK_ON = NOW + timedelta(days=7)
TURN = """
import sys
from datetime import datetime
from pathlib import Path
from honour.website import state
from honour.website.opening import open_site
now = datetime.fromisoformat(sys.argv[2])
records = open_site(Path(sys.argv[1]), address="https://shop.example", demo=False, now=now)
from honour.wiring.turning import turn
turn(records, "os:ana", now)
state.close_state()
"""


@dataclass(frozen=True, slots=True)
class Before:
    """A site whose keys are due to be turned, its cells, one that was destroyed, and where to kill."""

    site: Path
    cells: Sequence[CellKey]
    destroyed: CellKey
    points: Sequence[tuple[str, int]]
    syncs: int


def turn(site: Path, *tracer: str) -> int:
    return subprocess.run(
        [*tracer, sys.executable, "-c", TURN, str(site), A_WEEK_ON.isoformat()],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
    ).returncode


def copied(site: Path, folder_: Path) -> Path:
    for name in ("shop", "shop.keys"):
        shutil.copytree(site.parent / name, folder_ / name)
    return folder_ / "shop"


@pytest.fixture(scope="module")
def before(strace: str, born: Path, tmp_path_factory: pytest.TempPathFactory) -> Before:
    site = copied(born, tmp_path_factory.mktemp("before"))
    keys = open_site(site, address=ADDRESS, demo=False, now=NOW).journal_keys.keys
    destroyed, *cells = new_cells(keys, OWNERS, "document")
    destroy_cells([destroyed.cell])
    state.close_state()
    undisturbed, log = copied(site, tmp_path_factory.mktemp("undisturbed")), site.parent / "calls.txt"
    assert turn(undisturbed, *tracing(strace, log)) == 0
    calls = calls_of(log)
    assert {"rename", "unlink", "fsync", "fdatasync", "pwrite64"} <= {name for name, _ in calls}
    syncs = sum(name in ("fsync", "fdatasync") for name, _ in calls)
    return Before(site, cells, destroyed, drawn(POINTS, calls), syncs)


def everything_opens(site: Path, before: Before) -> None:
    keys = open_site(site, address=ADDRESS, demo=False, now=A_WEEK_ON).journal_keys.keys
    assert Cell.objects.count() == CELLS - 1
    assert cells_of(keys, OWNERS, "document") == dict(zip(OWNERS[1:], before.cells, strict=True))
    assert cell_key(keys, before.destroyed.cell) is None
    state.close_state()


@pytest.mark.parametrize("number", range(POINTS))
def test_a_turning_that_was_killed_loses_nothing_and_is_ended_by_the_next(
    strace: str, before: Before, tmp_path: Path, number: int
) -> None:
    site = copied(before.site, tmp_path)
    point = before.points[number]
    code = turn(site, *tracing(strace, Path(os.devnull), *injected(point)))
    assert code in (-9, 137), point
    everything_opens(site, before)
    assert turn(site) == 0
    everything_opens(site, before)

    records = open_site(site, address=ADDRESS, demo=False, now=A_WEEK_ON)
    names = sorted(path.name for path in folder.beside(site).iterdir())
    assert names == ["epoch-2.key", "hash.key", "journal.key", "origin"]
    assert list(Epoch.objects.values_list("number", "began")) == [(2, A_WEEK_ON)]
    acts = [json.loads(act) for act in Detail.objects.values_list("act", flat=True)]
    assert [act["act"] for act in acts] == ["keys turned"]
    assert not look(records).under_way
    state.close_state()


def test_a_turning_syncs_the_disk_as_often_as_it_has_steps_that_must_be_durable(before: Before) -> None:
    key_added = 2  # the file, the folder
    key_destroyed = 3  # moved away, overwritten, removed: the folder, the file, the folder
    transactions = 4  # the epoch begins, two batches, the epoch ends with its entry
    at_most_elsewhere = (
        4  # the log of SQLite: two to begin it, two to empty it when the last connection closes
    )
    least = key_added + key_destroyed + transactions
    assert least <= before.syncs <= least + at_most_elsewhere
