"""What is due again and again is done at its time, once: a demo's clock is moved, and its pages are read."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.running import Running, honour, running, settle

PASSWORD = "un cheval traverse la nuit 7"


SWEPT = ([("ended", "done")], [("ended", "a person must look")])  # the only row of a table is over 2 % of it


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that moves the demo's clock; there is none yet."""
    return tmp_path_factory.mktemp("clock") / "now"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: Path) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("site") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    ports = settle(folder)
    with running(folder, *ports, environment={**os.environ, "HONOUR_NOW_FILE": str(clock)}) as site:
        yield site


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; a loaded machine has two minutes."""
    for _ in range(600):
        if holds():
            return
        threading.Event().wait(0.2)
    raise AssertionError("it did not come to hold within two minutes")


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(
        sqlite3.connect(f"file:{folder}/data/honour.db?mode=ro", uri=True, timeout=20)
    ) as connection:
        return connection.execute(statement).fetchall()


def warnings(desk: Running) -> int:
    return desk.letters().count("prend bientôt fin")


def test_clockwork(desk: Running, clock: Path) -> None:
    """One test, for each step needs the one before: clocks of a site only go on."""
    began = datetime(2030, 3, 1, 9, tzinfo=UTC)
    clock.write_text(began.isoformat(), "utf-8")
    ada = desk.browser(**{"Accept-Language": "fr"})
    fields = {"email": "ada@exemple.example", "username": "ada", "password1": PASSWORD, "read": "on"}
    assert ada.send("/account/signup/", fields).status == 302
    until(lambda: len(rows(desk.folder, "SELECT name FROM jobs_schedule WHERE state = 'ended'")) >= 6)
    [(epoch,)] = rows(desk.folder, "SELECT MAX(number) FROM keeping_keys_epoch")
    assert warnings(desk) == 0

    clock.write_text((began + timedelta(days=2 * 365 - 25)).isoformat(), "utf-8")
    until(lambda: warnings(desk) == 1)
    assert "/me/data/" in desk.letters().partition("prend bientôt fin")[2], "what to take along before"
    until(lambda: rows(desk.folder, "SELECT state, outcome FROM jobs_schedule WHERE name = 'sweep'") in SWEPT)
    until(lambda: rows(desk.folder, "SELECT MAX(number) FROM keeping_keys_epoch") > [(epoch,)])
    clock.write_text((began + timedelta(days=2 * 365 - 24)).isoformat(), "utf-8")
    day = f"{began + timedelta(days=2 * 365 - 24):%Y-%m-%d}"
    done = f"SELECT slot FROM jobs_schedule WHERE name = 'warnings' AND state = 'ended' AND slot >= '{day}'"
    until(lambda: rows(desk.folder, done) != [])
    assert warnings(desk) == 1, "who was told is not told again"

    clock.write_text((began + timedelta(days=2 * 365 - 4)).isoformat(), "utf-8")
    until(lambda: warnings(desk) == 2)
    until(lambda: "was dropped: a demo keeps it for an hour" in desk.letters())
