"""Staff of a served site, and a demo whose clock a test moves."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from tests.portal.security.cast import add_app, code
from tests.portal.visiting import PASSWORD, sign_in, sign_up
from tests.running import Browser, Running, honour, running, settle
from tests.website.test_own_tables import asked


@dataclass(frozen=True, slots=True)
class Clocked:
    """A site, and how far after now its clock stands."""

    site: Running
    clock: Path

    def stands(self, after: timedelta) -> None:
        """Set the site's clock so long after the real one."""
        self._set(now_of(self.site) + after)

    def moves_on(self, after: timedelta) -> None:
        """Set the site's clock so long after the furthest that it ever stood, and a day: what is done by the
        hour or the day is due again then, whatever other tests did before.
        """
        now = now_of(self.site)
        furthest = self._furthest.read_text() if self._furthest.exists() else now.isoformat()
        self._set(max(now, datetime.fromisoformat(furthest)) + after + timedelta(days=1))

    def later(self, holds: Callable[[], bool]) -> bool:
        """Whether something holds; if not, a minute passes: what waits for another command is tried again,
        and a letter leaves by the minute.
        """
        if holds():
            return True
        self._set(datetime.fromisoformat(self.clock.read_text()) + timedelta(minutes=1))
        return False

    def _set(self, then: datetime) -> None:
        ever = self._furthest.read_text() if self._furthest.exists() else ""
        self._furthest.write_text(max(ever, then.isoformat()))
        self.clock.write_text(then.isoformat())

    @property
    def _furthest(self) -> Path:
        return self.clock.with_name("furthest")


def now_of(site: Running) -> datetime:
    """The real time, as the server says it."""
    return parsedate_to_datetime(site.browser().get("/contact/").headers["date"])


@contextmanager
def clocked(parent: Path, like: str, *changes: tuple[str, str]) -> Iterator[Clocked]:
    """A demo whose clock a test moves, with `changes` to its policy."""
    folder, clock = parent / like, parent / "now"
    honour("new", folder, "--like", like, "--demo")
    policy = folder / "policy.yaml"
    for old, new in changes:
        assert old in policy.read_text("utf-8")
        policy.write_text(policy.read_text("utf-8").replace(old, new), "utf-8")
    file = folder / "honour.toml"  # staff of a test open in a minute what others open in a week
    wide = "[staff]\nfiles_per_hour = 500\nfiles_per_day = 500\n\n[serve]"
    file.write_text(file.read_text("utf-8").replace("[serve]", wide), "utf-8")
    environment = {**os.environ, "HONOUR_NOW_FILE": str(clock)}
    with running(folder, *settle(folder), environment=environment) as site:
        yield Clocked(site, clock)


def staff(site: Running, name: str, role: str = "administration", at: str = "127.0.0.1") -> Browser:
    """A member of staff with a second factor, signed in; the account was opened `at` a place."""
    sign_up(site, name, at=at)
    added = asked("staff", "add", name, "--role", role, "--site", site.folder)
    assert added.returncode == 0, added.stderr
    browser = sign_in(site, name)
    prove(site, browser, add_app(browser, PASSWORD))
    return browser


def prove(site: Running, browser: Browser, secret: str, then: str = "/account/") -> None:
    """Show the second factor of an app, as at a sign-in with it."""
    forget_codes(site)
    form = f"/account/2fa/reauthenticate/?next={then}"
    assert browser.send(form, {"code": code(secret, browser.get(form))}).status == 302


def forget_codes(site: Running) -> None:
    """Let a code of this half minute be good once more: nobody waits for the next one. Counters, which are
    lists, stay.
    """
    with closing(sqlite3.connect(site.folder / "data" / "honour.db", timeout=20)) as database, database:
        database.execute("DELETE FROM keeping_people_remembered WHERE value NOT LIKE '[%'")
