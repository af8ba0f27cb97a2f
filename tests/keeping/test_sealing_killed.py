"""SIGKILL anywhere in the writing of a sealed file leaves it whole or absent. How often a disk is awaited."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from honour.connectors.documents import folder
from honour.keeping.keys.actions import cells_of
from honour.keeping.keys.files import open_file, sealed_size
from honour.website import state
from honour.website.opening import open_site
from tests.keeping.cast import ADDRESS, NOW
from tests.killing import calls_of, drawn, injected, tracing

ROOT = Path(__file__).parents[2]
POINTS = max(1, int(os.environ.get("HONOUR_KILL_POINTS", "16")) // 2)
SIZE = 200_000  # bytes: four chunks
WRITE = """
import io, sys
from datetime import datetime
from pathlib import Path
from honour.website import state
from honour.website.opening import open_site
site, owner, size = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
now = datetime.fromisoformat(sys.argv[4])
records = open_site(site, address="https://shop.example", demo=False, now=now)
from honour.connectors.documents import folder
from honour.keeping.keys.actions import new_cell
from honour.keeping.keys.files import seal_file
for one in owner:
    cell = new_cell(records.journal_keys.keys, one, "document")
if size:
    parts = seal_file(cell, "documents", owner, io.BytesIO(b"x" * size))
    folder.write(site / "data" / folder.FOLDER, cell.cell.hex, parts)
state.close_state()
"""


def write(site: Path, owner: str, size: int, *tracer: str) -> int:
    return subprocess.run(
        [*tracer, sys.executable, "-c", WRITE, str(site), owner, str(size), NOW.isoformat()],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        check=False,
    ).returncode


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """Where to kill a run that writes a file; its syncs, and those of runs of one cell, and of three."""

    points: Sequence[tuple[str, int]]
    syncs_of_file: int
    syncs_of_cell: int
    syncs_of_three: int


def syncs(calls: Sequence[tuple[str, int]]) -> int:
    return sum(name in ("fsync", "fdatasync") for name, _ in calls)


@pytest.fixture(scope="module")
def undisturbed(strace: str, born: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    site, log = copied(born, tmp_path_factory.mktemp("undisturbed")), tmp_path_factory.mktemp("log") / "calls"
    calls = []
    for owner, size in (("f", SIZE), ("c", 0), ("abd", 0)):
        assert write(site, owner, size, *tracing(strace, log)) == 0
        calls.append(calls_of(log))
    assert {"write", "fsync", "unlink"} <= {name for name, _ in calls[0]}
    return Undisturbed(drawn(POINTS, calls[0]), *map(syncs, calls))


def copied(born: Path, to: Path) -> Path:
    for name in ("shop", "shop.keys"):
        shutil.copytree(born.parent / name, to / name)
    return to / "shop"


@pytest.mark.parametrize("number", range(POINTS))
def test_a_file_whose_writing_was_killed_is_whole_or_absent(
    strace: str, undisturbed: Undisturbed, born: Path, tmp_path: Path, number: int
) -> None:
    site = copied(born, tmp_path)
    documents = site / "data" / folder.FOLDER
    point = undisturbed.points[number]
    assert write(site, "a", SIZE, *tracing(strace, Path(os.devnull), *injected(point))) in (-9, 137), point
    assert write(site, "b", SIZE) == 0
    folder.remove_drafts(documents)

    keys = open_site(site, address=ADDRESS, demo=False, now=NOW).journal_keys.keys
    cells = cells_of(keys, ["a", "b"], "document")
    names = {path.name: path.stat().st_size for path in documents.iterdir()}
    assert set(names.values()) == {sealed_size(SIZE)}
    opened = {owner for owner, cell in cells.items() if cell.cell.hex in names}
    assert len(opened) == len(names)
    assert "b" in opened
    for owner in opened:
        with folder.opened(documents, cells[owner].cell.hex) as file:
            content = b"".join(open_file(cells[owner], "documents", owner, io.BytesIO(file.read())))
        assert content == b"x" * SIZE
    state.close_state()


def test_one_sealing_waits_for_the_disk_once_and_a_file_three_times_more(undisturbed: Undisturbed) -> None:
    file, its_name, the_folder = 1, 1, 1  # the folder of documents is new
    assert undisturbed.syncs_of_file - undisturbed.syncs_of_cell == file + its_name + the_folder
    assert undisturbed.syncs_of_three - undisturbed.syncs_of_cell == 2
