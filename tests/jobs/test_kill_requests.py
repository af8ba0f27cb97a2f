"""Worker and site, or the worker alone, are killed while what people asked for is carried out: nothing is
lost, nothing is done twice; later the link of the receipt and the last letter go in their time.
"""

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.jobs.test_kill_letters import children
from tests.portal.my_rights.cast import files_that_hold, rows, say_yes, until
from tests.portal.security.cast import join
from tests.running import Running, honour, running, settle

TAKEN = "SELECT COUNT(*) FROM keeping_requests_task WHERE state = 'taken'"
BEGUN = "SELECT COUNT(*) FROM keeping_intents_intent WHERE act = 'erase'"
TOGETHER = ("amelie", "basile")
ALONE = ("clelie", "damien")  # whose worker is killed, and the site left running
PEOPLE = (*TOGETHER, *ALONE)


@dataclass(frozen=True, slots=True)
class Desk:
    """A demo that is begun again and again, and the file that moves its clock."""

    folder: Path
    clock: Path
    ports: tuple[int, int]

    @contextmanager
    def served(self) -> Iterator[Running]:
        """The site, until the context ends."""
        environment = {**os.environ, "HONOUR_NOW_FILE": str(self.clock)}
        with running(self.folder, *self.ports, environment=environment) as site:
            yield site

    def moved(self, later: timedelta) -> None:
        """Let so much time pass, since the clock was moved last or else since the database was written."""
        written = datetime.fromtimestamp((self.folder / "data/honour.db-wal").stat().st_mtime, UTC)
        now = datetime.fromisoformat(self.clock.read_text("utf-8")) if self.clock.exists() else written
        self.clock.write_text((now + later).isoformat(), "utf-8")

    def in_time(self, statement: str, count: int) -> bool:
        """Whether a count is reached; if not, some minutes pass: what failed once is tried again then."""
        if rows(self.folder, statement) == [(count,)]:
            return True
        self.moved(timedelta(minutes=5))
        return False


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("killed") / "desk"
    honour("new", folder, "--like", "support-desk", "--demo")
    return Desk(folder, tmp_path_factory.mktemp("clock") / "now", settle(folder))


def counts(desk: Desk, statement: str, most: int) -> None:
    """Look again and again, without a pause, until a count is more than this."""
    for _ in range(1_000_000):
        if rows(desk.folder, statement)[0][0] > most:
            return
    raise AssertionError("it did not come to that")


def killed(site: Running) -> None:
    """Kill everything that the site began, and itself."""
    victims = [*children(site.process.pid), site.process.pid]
    for victim in victims:
        os.kill(victim, signal.SIGKILL)
    site.process.wait(20)


def worker_of(site: Running) -> list[int]:
    """The process of the worker, if one runs, before those that it began: a worker that sees its command die
    takes that for a failure, which is tried again only a minute later.
    """
    for each in children(site.process.pid):
        with suppress(OSError):
            if b"honour.website.working" in Path(f"/proc/{each}/cmdline").read_bytes():
                return [each, *children(each)]
    return []


def asks_and_loses_its_worker(desk: Desk, site: Running, name: str, moment: str) -> None:
    """Somebody asks, and the worker is killed alone: the site answers, and another worker goes on."""
    browser = join(site, name)
    until(lambda: rows(desk.folder, TAKEN) == [(0,)])  # what was cut before is done: counts only rise
    [(before,)] = rows(desk.folder, moment)
    assert say_yes(browser, "/me/erase/").status == 302
    counts(desk, moment, before)
    killed_ones = worker_of(site)
    assert killed_ones, "a worker runs"
    for victim in killed_ones:
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
    assert site.browser().get("/").status == 200, "the site is left running"
    gone = "SELECT COUNT(*) FROM keeping_people_person WHERE username = ?"
    until(lambda: rows(desk.folder, gone, name) == [(0,)])
    assert site.process.poll() is None
    until(lambda: worker_of(site)[:1] not in ([], killed_ones[:1]))  # it may have been the last thing to do


def test_what_was_asked_is_done_once_wherever_it_was_killed(desk: Desk) -> None:
    """One test, for each step needs the one before: clocks only go on."""
    for name, moment in zip(TOGETHER, (TAKEN, BEGUN), strict=True):
        with desk.served() as site:
            browser = join(site, name)
            [(before,)] = rows(desk.folder, moment)
            assert say_yes(browser, "/me/erase/").status == 302
            counts(desk, moment, before)
            killed(site)
    desk = replace(desk, ports=settle(desk.folder, workers=2))  # the worker has a process of its own then
    with desk.served() as site:
        for name, moment in zip(ALONE, (TAKEN, BEGUN), strict=True):
            asks_and_loses_its_worker(desk, site, name, moment)
        asked = "SELECT COUNT(*) FROM keeping_requests_request WHERE kind = 'erase' AND state = 'answered'"
        until(lambda: rows(desk.folder, asked) == [(len(PEOPLE),)])
        until(lambda: site.letters().count("Your data were deleted") == len(PEOPLE))
        assert rows(desk.folder, "SELECT id FROM keeping_people_person") == []
        done = "SELECT COUNT(*), COUNT(DISTINCT request) FROM keeping_intents_intent WHERE act = 'erase'"
        assert rows(desk.folder, done) == [(len(PEOPLE), len(PEOPLE))], "each was carried out once"
        last = "SELECT COUNT(*) FROM keeping_letters_letter WHERE kind = 'rights/farewell'"
        assert rows(desk.folder, last) == [(len(PEOPLE),)]
        links = re.findall(r"/me/receipt/\S+?/", site.letters())
        assert [site.browser().get(link).status for link in links] == [200] * len(PEOPLE)

        desk.moved(timedelta(hours=2))  # a demo shows the last letter for an hour
        until(lambda: desk.in_time(last, 0))
        until(lambda: not any(files_that_hold(desk.folder, f"{name}@exemple.example") for name in PEOPLE))
        assert site.browser().get(links[0]).status == 200
        desk.moved(timedelta(days=31))
        assert site.browser().get(links[0]).status == 404
        until(lambda: desk.in_time("SELECT COUNT(*) FROM keeping_requests_task", 0))
