"""A site is killed while staff uphold an objection, and while a correction is carried out: all of it is done,
or nothing yet; nothing is done twice.
"""

import os
import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.console.cast import staff
from tests.jobs.test_kill_requests import killed
from tests.portal.my_data.test_other_stores import NOTE, correct_elsewhere, made
from tests.portal.my_rights.cast import rows, until
from tests.portal.visiting import sign_in, sign_up
from tests.running import Running, running, settle

STUCK = f"""
CREATE TRIGGER stuck BEFORE INSERT ON keeping_requests_task
BEGIN SELECT COUNT(*) FROM {", ".join(f"sqlite_master AS t{number}" for number in range(8))}; END
"""  # it would end in some hundred years
OBJECTION = "SELECT id, state FROM keeping_requests_request WHERE kind = 'object'"
LIFTED = "SELECT lifted IS NULL FROM keeping_holds_personhold"
WHAT_CAME_OF_IT = (
    "SELECT (SELECT COUNT(*) FROM keeping_messages_decision), (SELECT COUNT(*) FROM keeping_requests_task),"
    " (SELECT COUNT(*) FROM keeping_requests_request WHERE kind = 'erase')"
)
ADDRESSES = (
    "SELECT COUNT(NULLIF(address, '')) FROM keeping_people_signin"
    " JOIN keeping_people_person AS p ON p.id = person_id WHERE p.username = 'ada'"
)
BEGUN = "SELECT COUNT(*) FROM keeping_intents_intent WHERE act = 'rectify'"


@contextmanager
def served(folder: Path, ports: tuple[int, int], clock: Path) -> Iterator[Running]:
    with running(folder, *ports, {**os.environ, "HONOUR_NOW_FILE": str(clock)}) as site:
        yield site


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "data/honour.db", timeout=20)) as database, database:
        database.execute(statement)


def is_held(folder: Path) -> bool:
    """Whether somebody writes into the site's database, and goes on for longer than any sound write."""
    with closing(sqlite3.connect(folder / "data/honour.db", timeout=0, isolation_level=None)) as database:
        for _ in range(40):
            with suppress(sqlite3.OperationalError):
                database.execute("BEGIN IMMEDIATE")
                database.execute("ROLLBACK")
                return False
            threading.Event().wait(0.05)
    return True


def note_of(folder: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(folder.parent / "crm.db")) as database:
        return database.execute("SELECT note FROM contacts WHERE mail = 'ada@exemple.example'").fetchall()


def test_what_was_decided_or_corrected_is_done_once_wherever_it_was_killed(tmp_path: Path) -> None:
    """One test, for each step needs the one before."""
    folder, clock = made(tmp_path, by_law=False), tmp_path / "now"
    clock.write_text("2026-11-01T10:00:00+00:00", "utf-8")
    ports = settle(folder)
    with served(folder, ports, clock) as site:
        sign_up(site, "ada")
        clock.unlink()  # from here on it is today: her address speaks for her
        ada, boss = sign_in(site, "ada", **{"Accept-Language": "en"}), staff(site, "boss")
        assert ada.send("/me/object/", {"purpose": "security", "why": "watched"}).status == 302
        [(number, _)] = rows(folder, OBJECTION)
        page = f"/requests/{number}/"
        ends = re.search(r'name="ends" value="([0-9a-f]{64})"', boss.get(page).text)
        assert ends
        yes = {"decision": "done", "article": "", "text": "You are right.", "ends": ends[1]}
        change(folder, STUCK)

        def uphold() -> None:
            with suppress(OSError, ValueError):  # nobody answers
                boss.send(page, yes, to=f"{page}decide/")

        clicking = threading.Thread(target=uphold)
        clicking.start()
        until(lambda: is_held(folder))
        killed(site)
        clicking.join()
    change(folder, "DROP TRIGGER stuck")
    assert rows(folder, OBJECTION) == [(number, "open")], "nothing was decided"
    assert rows(folder, LIFTED) == [(1,)], "it is restricted still"
    assert rows(folder, WHAT_CAME_OF_IT) == [(0, 0, 0)]
    with served(folder, ports, clock) as site:
        assert rows(folder, ADDRESSES)[0][0] > 0, "the positive control"
        assert boss.send(page, yes, to=f"{page}decide/").status == 302
        until(lambda: rows(folder, ADDRESSES) == [(0,)])
        assert rows(folder, OBJECTION) == [(number, "answered")]
        assert rows(folder, LIFTED) == [(0,)]
        until(lambda: rows(folder, "SELECT DISTINCT state FROM keeping_requests_task") == [("ended",)])

        assert correct_elsewhere(ada, {NOTE: "Canari-44"}).status == 302
        until(lambda: rows(folder, BEGUN) != [(0,)])
        killed(site)
    with served(folder, ports, clock):
        until(lambda: note_of(folder) == [("Canari-44",)])
        until(lambda: rows(folder, "SELECT DISTINCT state FROM keeping_requests_task") == [("ended",)])
        assert rows(folder, BEGUN) == [(1,)], "it was begun once"
        written = "SELECT COUNT(*) FROM keeping_letters_letter WHERE kind = 'rights/corrected'"
        assert rows(folder, written) == [(1,)]
