"""Opens a site for a command: files, clock, records and stores; closes them whatever happens."""

import argparse
import fcntl
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from honour.carrying_out.people import Ports
from honour.carrying_out.stores import StoreUnreachable
from honour.command.exits import NotReplayed, WrongUse
from honour.command.folder import Configuration, read_configuration, read_policy, read_written_map
from honour.command.telling import progress
from honour.places.written import WrittenMap

if TYPE_CHECKING:
    from honour.wiring.records import SiteRecords

MOVED_CLOCK = "HONOUR_NOW"


@dataclass(frozen=True, slots=True)
class Opened:
    """A site with its stores and records open. `by` is who asked, as the operating system knows him."""

    ports: Ports
    records: "SiteRecords"
    written_map: WrittenMap
    configuration: Configuration
    now: datetime
    by: str


def clock(configuration: Configuration) -> datetime:
    """Now, in UTC: the real clock, or on a demo what HONOUR_NOW says. Raises WrongUse."""
    moved = os.environ.get(MOVED_CLOCK)
    if not moved:
        return datetime.now(UTC)
    if not configuration.demo:
        raise WrongUse(
            f"{MOVED_CLOCK} is set, and this site is no demo: only a demo's clock may be moved; unset it"
        )
    return instant(moved, MOVED_CLOCK)


def instant(written: str, name: str) -> datetime:
    """An ISO 8601 time, UTC where it bears no offset. Raises WrongUse."""
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        raise WrongUse(f"{name} is no time: write for instance 2036-01-01T08:00+01:00") from None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


@contextmanager
def opened(arguments: argparse.Namespace, alone: bool = False, unreplayed: bool = False) -> Iterator[Opened]:
    """The site of `--site`, open until the context ends; `alone` keeps other commands from destroying
    meanwhile. Only who replays a restore opens a site that is `unreplayed`.

    Raises Unreadable, WrongUse, StoreUnreachable, StateRefused, NotReplayed.
    """
    site: Path = arguments.site
    configuration = read_configuration(site)
    now = clock(configuration)
    policy, text = read_policy(site)
    written_map = read_written_map(site)
    from honour.website.opening import open_site  # Django loads here, for the commands that need a database
    from honour.website.state import close_state
    from honour.wiring.binding import bound

    try:
        records = open_site(
            site,
            address=policy.site.address,
            demo=configuration.demo,
            now=now,
            key_place=configuration.key_place,
            ledger=configuration.ledger,
        )
        with (
            progress() as tell,
            bound(policy, written_map, records, os.environ, tell) as ports,
            at_work_alone(site, alone),
        ):
            if not unreplayed:
                refuse_unreplayed(records, ports)
                if alone:
                    records.settle_ledger()
                    _clear(site)
            records.remember_policy(policy.digest, text, now)
            by = f"os:{getpass.getuser()}"
            yield Opened(ports, records, written_map, configuration, now, by)
            if not unreplayed:
                records.ledger.keep_head(records.head())
    finally:
        close_state()


def _clear(site: Path) -> None:
    """Remove the copies in clear that a killed backup left. The caller alone is at work."""
    from honour.wiring.backups import clear_staging

    clear_staging(site)


def refuse_unreplayed(records: "SiteRecords", ports: Ports | None) -> None:
    """Nothing is done on a site that a restore brought back, its stores (if given) or its state.

    Raises NotReplayed.
    """
    from honour.carrying_out.replay import marks
    from honour.plans.replay import behind

    pending = records.ledger.restore()
    if pending is not None and pending.kind == "restore begun":
        raise NotReplayed(f"a restore was not finished: run `honour restore {pending.facts['file']}` again")
    borne = marks(ports) if ports is not None else {}
    if max(borne.values(), default=0) > records.ledger.last:
        records.ledger.read_again()  # another program may have told it of an act since
    if max(borne.values(), default=0) > records.ledger.last:
        raise NotReplayed(
            "the replay ledger is missing or older than the stores: put it back from its second place or a"
            " copy; if it is lost for good, run `honour restored`, which says what that means"
        )
    stores = behind(records.ledger.acts(), borne)
    names = [*stores, *(["the site's own state"] if records.came_back() else [])]
    if names or pending is not None:
        what = ", ".join(names) or "this site"
        raise NotReplayed(
            f"{what} came back from a backup, and people who were erased since may be in it:"
            " run `honour restored` before anything else"
        )


@contextmanager
def at_work_alone(site: Path, wanted: bool = True) -> Iterator[None]:
    """Hold the lock of those who destroy; the system gives it back when the process ends, however it ends."""
    if not wanted:
        yield
        return
    with (site / "data" / "carrying-out.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreUnreachable(
                "another command is at work on this site; wait until it ends, then run this again"
            ) from None
        yield


def site_of(arguments: argparse.Namespace) -> Path:
    """The folder that `--site` names."""
    return cast(Path, arguments.site)
