"""The worker, or the whole tree, is killed while letters are sent: nothing is lost, and nothing of ours is
done twice. A letter whose answer was lost with the sender goes out again under its own Message-ID.
"""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.jobs.site_with_mail import HOST, mailing
from tests.killing import drawn, wanted
from tests.post_office import PostOffice, post_office
from tests.running import Running, honour, running, settle

LETTERS = 30
EACH = 10
"""Letters written before each kill: a fast site would have sent all of them before the last one."""

WRITE = """
import sys
from pathlib import Path
from honour.website.running import open_running
site = open_running(Path(sys.argv[1]))
from honour.keeping.letters.actions import write
first = int(sys.argv[3]) if len(sys.argv) > 3 else 0
for number in range(first, first + int(sys.argv[2])):
    write(None, f"person{number}@exemple.example", kind="test", language="fr", subject=f"Lettre {number}",
          text=f"Texte {number}", secret=number % 2 == 0, now=site.now())
"""


def children(process: int) -> list[int]:
    """The processes that this one began, and theirs."""
    found = []
    for thread in Path(f"/proc/{process}/task").iterdir():
        found += [int(child) for child in (thread / "children").read_text().split()]
    return [each for child in found for each in (child, *children(child))]


@contextmanager
def killed(site: Running, office: PostOffice, after: int, everything: bool) -> Iterator[None]:
    """Kill as the letter of this number is handed over: the post office has it; nobody hears its answer."""
    seen: list[str] = []

    def answer(to: str) -> str:
        seen.append(to)
        if len(seen) == after:
            victims = children(site.process.pid)
            if everything:
                os.kill(site.process.pid, signal.SIGKILL)
            for victim in victims:
                os.kill(victim, signal.SIGKILL)
        return "250 taken"

    office.answer = answer
    yield
    office.answer = lambda to: "250 taken"


def handed_over(many: int) -> Callable[[PostOffice], bool]:
    """Whether so many letters were handed over, doubles counted."""
    return lambda office: sum(office.handed.values()) >= many


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(
        sqlite3.connect(f"file:{folder}/data/honour.db?mode=ro", uri=True, timeout=20)
    ) as connection:
        return connection.execute(statement).fetchall()


@pytest.mark.parametrize("workers", [1, 2])
def test_no_letter_is_lost_and_none_is_settled_twice(tmp_path: Path, workers: int) -> None:
    folder = tmp_path / "desk"
    points = drawn(wanted(2), [("letter", number) for number in range(1, EACH)])
    written = EACH * len(points)
    with post_office(tmp_path / "office") as office:
        environment = {**os.environ, **office.environment()}
        honour("new", folder, "--like", "support-desk")
        mailing(folder, office)
        ports = settle(folder, workers=workers)
        kills = 0
        for number, (_, after) in enumerate(points):
            words = [sys.executable, "-c", WRITE, str(folder), str(EACH), str(EACH * number)]
            subprocess.run(words, check=True, env=environment)
            handed = sum(office.handed.values())
            with (
                running(folder, *ports, environment=environment, host=HOST) as site,
                killed(site, office, after, everything=number % 2 == 0),
            ):
                office.wait(handed_over(handed + after))
                kills += 1
                if number % 2:  # only the worker died: it is started again, and goes on
                    office.wait(handed_over(handed + after + 1))
        with running(folder, *ports, environment=environment, host=HOST):
            office.wait(lambda so_far: len(so_far.letters) == written)
            with office.arrived:
                for _ in range(300):
                    states = rows(folder, "SELECT state, COUNT(*) FROM keeping_letters_letter GROUP BY state")
                    if states == [("sent", written)]:
                        break
                    office.arrived.wait(0.1)
    assert rows(folder, "SELECT state, COUNT(*) FROM keeping_letters_letter GROUP BY state") == [
        ("sent", written)
    ]
    assert rows(folder, "SELECT DISTINCT tries FROM keeping_letters_letter") == [(1,)]
    assert rows(folder, "SELECT COUNT(*) FROM jobs_done WHERE workflow LIKE 'letter:%'") == [(written,)]
    assert rows(folder, "SELECT COUNT(*) FROM keeping_letters_letter WHERE sealed IS NOT NULL") == [(0,)]
    again = sum(office.handed.values()) - written
    assert kills <= again <= 3 * kills, (
        f"{again} letters twice after {kills} kills: those in hand, and no other"
    )
