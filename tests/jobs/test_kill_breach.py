"""SIGKILL anywhere while letters of a breach are written: each person gets one, and no address stays."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.killing import calls_of, drawn, injected, tracing, wanted
from tests.running import honour, settle

PEOPLE = 230
"""Three batches of a hundred: a kill between two of them leaves some written and some not."""

PREPARE = """
import sys
from datetime import timedelta
from pathlib import Path
from honour.website.running import open_running
site = open_running(Path(sys.argv[1]))
from honour.carrying_out.breach import Reached
from honour.keeping.breaches import actions
from honour.keeping.breaches.actions import By
from honour.places.personal import Personal
from honour.plans.breach import Facts, Said
now = site.now()
said = Said("Un fichier a été lu.", "Du courrier indésirable.", "L’accès est fermé.")
by = By("staff: administration", "0" * 32)
number = actions.record(now, Facts("C. Petit", "signalé", ("confidentiality",), said={"fr": said}), by, now)
reached = [
    Reached("subscriber", f"{at:032x}", Personal((at,)), Personal(f"person{at}@exemple.example"))
    for at in range(int(sys.argv[2]))
]
actions.count(number, {"main.subscriber": len(reached)}, reached, by, now)
actions.begin_telling(number, len(reached), by, now)
"""
WRITE = """
import sys
from pathlib import Path
from honour.website.running import open_running
site = open_running(Path(sys.argv[1]))
from honour.jobs.breaches import see_to_breaches
see_to_breaches(site.now())
"""


def ran(script: str, folder: Path, *more: str, tracer: Sequence[str] = ()) -> int:
    return subprocess.run([*tracer, sys.executable, "-c", script, str(folder), *more], check=False).returncode


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "data/honour.db", timeout=20)) as database:
        return database.execute(statement).fetchall()


def written_once(folder: Path) -> None:
    """Each has his letter, none has two, and no address is left with the breach."""
    assert rows(folder, "SELECT COUNT(*) FROM keeping_letters_letter WHERE kind LIKE 'breach %'") == [
        (PEOPLE,)
    ]
    states = "SELECT telling, (SELECT COUNT(*) FROM keeping_breaches_affected WHERE outcome = 'letter') FROM"
    assert rows(folder, f"{states} keeping_breaches_breach") == [("written", PEOPLE)]
    assert rows(folder, "SELECT COUNT(*) FROM keeping_breaches_affected WHERE sealed IS NOT NULL") == [(0,)]


def test_whoever_a_breach_reached_gets_one_letter_wherever_the_worker_is_killed(
    tmp_path: Path, strace: str
) -> None:
    whole = tmp_path / "desk"
    honour("new", whole, "--like", "support-desk", "--demo")
    settle(whole)
    assert ran(PREPARE, whole, str(PEOPLE)) == 0
    first = tmp_path / "first" / "desk"
    shutil.copytree(tmp_path, first.parent, ignore=lambda at, names: [n for n in names if n == "first"])
    log = tmp_path / "calls"
    assert ran(WRITE, first, tracer=tracing(strace, log)) == 0
    written_once(first)
    calls = calls_of(log)
    half = 0
    for number, point in enumerate(drawn(wanted(4), calls[len(calls) // 4 :])):
        folder = tmp_path / f"killed{number}" / "desk"
        folder.parent.mkdir()
        for name in ("desk", "desk.keys", "desk.ledger"):
            if (tmp_path / name).exists():
                shutil.copytree(tmp_path / name, folder.parent / name)
        assert ran(WRITE, folder, tracer=tracing(strace, tmp_path / "killed", *injected(point))) != 0
        [(so_far,)] = rows(folder, "SELECT COUNT(*) FROM keeping_letters_letter WHERE kind LIKE 'breach %'")
        [(open_ones,)] = rows(folder, "SELECT COUNT(*) FROM keeping_breaches_affected WHERE written IS NULL")
        assert int(str(so_far)) + int(str(open_ones)) == PEOPLE, "a letter and its row go together"
        half += 0 < int(str(so_far)) < PEOPLE
        assert ran(WRITE, folder) == 0
        written_once(folder)
    assert half, "the control: some were killed half-way"
