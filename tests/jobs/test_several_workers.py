"""Several workers on PostgreSQL: one that dies is taken over by another, and a sleeper that wakes too late
writes nothing.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.conftest import AT_NIGHT
from tests.jobs.site_with_mail import mailing
from tests.jobs.test_kill_letters import LETTERS, WRITE, children
from tests.post_office import PostOffice, post_office
from tests.running import honour, settle

LOCKS = 0x486F6E02  # as in honour.jobs.holding
HERE = "database = (SELECT oid FROM pg_database WHERE datname = current_database())"
LATER = "UPDATE keeping_letters_letter SET not_before = now() + interval '1 day'"


def libpq(address: str) -> str:
    """An SQLAlchemy address as libpq takes it."""
    return make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; a loaded machine has two minutes."""
    for _ in range(600):
        if holds():
            return
        threading.Event().wait(0.2)
    raise AssertionError("it did not come to hold within two minutes")


@dataclass(frozen=True, slots=True)
class Desk:
    """A site on PostgreSQL with letters that wait, its post office, and the server itself."""

    folder: Path
    office: PostOffice
    asked: "psycopg.Connection[tuple[object, ...]]"
    environment: dict[str, str]

    def one(self, statement: str) -> object:
        """The only value that a statement gives."""
        row = self.asked.execute(statement).fetchone()
        return row[0] if row else None

    def names(self) -> dict[str, int]:
        """The number that each name of a worker stands at."""
        rows = self.asked.execute("SELECT name, fence FROM jobs_worker").fetchall()
        return {str(name): int(str(fence)) for name, fence in rows}

    @contextmanager
    def worker(self) -> Iterator[int]:
        """A worker in a tree of its own, until the context ends."""
        program = [
            sys.executable,
            "-m",
            "honour.command",
            "serve",
            "--worker-only",
            "--site",
            str(self.folder),
        ]
        process = subprocess.Popen(program, env=self.environment)
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture
def desk(tmp_path: Path, postgres_url: str) -> Iterator[Desk]:
    folder, url = tmp_path / "desk", libpq(postgres_url)
    honour("new", folder, "--like", "support-desk")
    with post_office(tmp_path / "office") as office, psycopg.connect(url, autocommit=True) as asked:
        mailing(folder, office)
        settle(folder)
        file = folder / "honour.toml"
        file.write_text(f'database = "{url}"\n' + file.read_text("utf-8"), "utf-8")
        environment = {**os.environ, **office.environment()}
        subprocess.run([sys.executable, "-c", WRITE, folder, str(LETTERS)], check=True, env=environment)
        asked.execute(LATER)  # until the workers are there
        yield Desk(folder, office, asked, environment)


def all_sent_once(desk: Desk) -> None:
    until(lambda: desk.one("SELECT COUNT(*) FROM keeping_letters_letter WHERE state = 'sent'") == LETTERS)
    assert len(desk.office.letters) == LETTERS
    assert desk.one("SELECT COUNT(*) FROM jobs_done WHERE workflow LIKE 'letter:%'") == LETTERS


def test_a_dead_workers_letters_are_sent_by_another(desk: Desk) -> None:
    dead = threading.Event()
    with desk.worker() as first, desk.worker():
        until(lambda: desk.names() == {"worker-1": 1, "worker-2": 1})

        def answer(to: str) -> str:
            if not dead.is_set():
                dead.set()
                for victim in [*children(first), first]:
                    os.kill(victim, signal.SIGKILL)
            return "250 taken"

        desk.office.answer = answer
        desk.asked.execute("UPDATE keeping_letters_letter SET not_before = written")
        all_sent_once(desk)
        until(lambda: sum(desk.names().values()) > 2)


@AT_NIGHT
def test_a_sleeper_that_wakes_after_its_name_was_taken_writes_nothing(desk: Desk) -> None:
    asleep: list[int] = []
    with desk.worker() as first:

        def answer(to: str) -> str:
            if not asleep:
                asleep.extend(children(first))
                for each in asleep:
                    os.kill(each, signal.SIGSTOP)
            return "250 taken"

        desk.office.answer = answer
        desk.asked.execute("UPDATE keeping_letters_letter SET not_before = written")
        until(lambda: bool(asleep))
        assert desk.one(f"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE classid = {LOCKS} AND {HERE}")
        with desk.worker():
            all_sent_once(desk)
            assert desk.names()["worker-1"] == 2
            for each in asleep:
                os.kill(each, signal.SIGCONT)
            until(lambda: not any(Path(f"/proc/{each}").exists() for each in asleep))
            assert desk.one("SELECT MAX(tries) FROM keeping_letters_letter") == 1
            all_sent_once(desk)
