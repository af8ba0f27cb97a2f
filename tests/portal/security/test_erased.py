"""Whoever is erased leaves no key behind, and the journal knew him by the name that every command uses."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.portal.security.cast import add_app, join, rows
from tests.running import Running, honour, running, settle
from tests.website.test_own_tables import asked


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("erased") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    environment = {**os.environ, "HONOUR_NOW_FILE": str(folder.with_name("now"))}
    with running(folder, *settle(folder), environment=environment) as site:
        yield site


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; a loaded machine has two minutes."""
    waiting = threading.Event()
    for _ in range(600):
        if holds():
            return
        waiting.wait(0.2)
    raise AssertionError("it did not come to hold within two minutes")


def cells(folder: Path, kind: str) -> list[str]:
    return [owner for (owner,) in rows(folder, "SELECT owner FROM keeping_keys_cell WHERE kind = ?", kind)]


def test_the_key_of_a_second_factor_goes_with_its_person_and_no_other(desk: Running) -> None:
    ada, bo = (join(desk, name) for name in ("ada", "bo"))
    add_app(ada)
    add_app(bo)
    for browser in (ada, bo):
        left = {"wish": "keep", "trusted": "", "text": ""}
        assert browser.send("/me/choices/directives/", left).status == 302
    ids = dict(rows(desk.folder, "SELECT username, id FROM keeping_people_person"))
    one, other = (f"person {ids[name]}" for name in ("ada", "bo"))
    assert set(cells(desk.folder, "second factor")) == {one, other}
    plan = json.loads(asked("erase", "ada", "--json", "--site", desk.folder).stdout)
    erased = asked("erase", "ada", "--really", plan["digest"], "--json", "--site", desk.folder)
    assert erased.returncode == 0, erased.stdout + erased.stderr
    assert set(cells(desk.folder, "second factor")) == {one, other}, "the engine knows nothing of it"
    now = datetime.fromtimestamp((desk.folder / "data/honour.db-wal").stat().st_mtime, UTC)
    later = now + timedelta(hours=2)  # what is done every hour is due again
    desk.folder.with_name("now").write_text(later.isoformat())
    until(lambda: cells(desk.folder, "second factor") == [other])
    until(lambda: cells(desk.folder, "directives") == [other])
    letters = {
        key for (key,) in rows(desk.folder, "SELECT replace(key, '-', '') FROM keeping_letters_letter")
    }
    until(lambda: set(cells(desk.folder, "letter")) <= letters)


def test_pages_and_commands_journal_under_one_name(desk: Running) -> None:
    before = set(cells(desk.folder, "journal"))
    desk.folder.with_name("now").unlink(missing_ok=True)
    join(desk, "cy")
    [of_pages] = set(cells(desk.folder, "journal")) - before
    assert asked("person", "cy", "--site", desk.folder).returncode == 0
    assert set(cells(desk.folder, "journal")) - before == {of_pages}


FORGET = """
import sys
from datetime import datetime
from pathlib import Path
from honour.website.running import open_running
open_running(Path(sys.argv[1]))
from honour.keeping.at_work import the_site
the_site().records.forget_erased(datetime.fromisoformat(sys.argv[2]))
"""
TIED = "SELECT DISTINCT entry_id FROM keeping_journal_subjectlink"


def details(desk: Running) -> list[tuple[int, dict[str, Any]]]:
    found = rows(desk.folder, "SELECT entry_id, act FROM keeping_journal_detail")
    return [(entry, json.loads(act)) for entry, act in found]


def acts_of(desk: Running, sign_up: Callable[[], object]) -> set[int]:
    """The entries of the journal that are written about somebody meanwhile."""
    before = {entry for (entry,) in rows(desk.folder, TIED)}
    sign_up()
    return {entry for (entry,) in rows(desk.folder, TIED)} - before


def test_once_the_link_to_the_receipt_has_ended_the_journal_is_nobodys_and_still_verifies(
    desk: Running, tmp_path: Path
) -> None:
    desk.folder.with_name("now").unlink(missing_ok=True)
    gus, hal = (acts_of(desk, partial(join, desk, name)) for name in ("gus", "hal"))
    assert gus
    plan = json.loads(asked("erase", "gus", "--json", "--site", desk.folder).stdout)
    erased = asked("erase", "gus", "--really", plan["digest"], "--json", "--site", desk.folder)
    receipt = json.loads(erased.stdout)["receipt"]
    request = receipt["request"]
    gus |= {entry for entry, act in details(desk) if act["facts"].get("request") == request}

    def tied_after(days: int) -> set[int]:
        at = (datetime.fromisoformat(receipt["answered"]) + timedelta(days=days)).isoformat()
        subprocess.run([sys.executable, "-c", FORGET, str(desk.folder), at], check=True)
        return {entry for (entry,) in rows(desk.folder, TIED)}

    assert tied_after(29) >= gus | hal, "as long as the receipt may be opened"
    assert tied_after(31) & gus == set()
    assert tied_after(31) >= hal, "and nobody else is forgotten"
    told = [act["facts"] for _, act in details(desk) if act["act"] == "journal untied"]
    assert {"request": request, "entries": len(gus)} in told
    assert {entry for entry, _ in details(desk)} >= gus, "what was done stays"
    again = json.loads(asked("person", "gus", "--json", "--site", desk.folder).stdout)
    assert [case["request"] for case in again["cases"]] == [request], "his receipt is found as before"
    proved = asked("prove", "--json", "--pack", tmp_path / "pack.zip", "--site", desk.folder)
    verified = asked("verify", tmp_path / "pack.zip", "--key", json.loads(proved.stdout)["key"])
    assert verified.returncode == 0, verified.stdout + verified.stderr
