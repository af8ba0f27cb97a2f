"""Opens a site for a command: files, clock, records and stores; closes them whatever happens."""

import argparse
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from honour.carrying_out.people import Ports, nothing_beside
from honour.command.exits import WrongUse
from honour.command.telling import progress
from honour.places.written import WrittenMap
from honour.promises.own_kinds import account_kind
from honour.website.database import address_of_state
from honour.website.folder import Configuration, read_configuration
from honour.website.in_force import policy_in_force
from honour.website.replayed import refuse_unreplayed
from honour.wiring.alone import at_work_alone

if TYPE_CHECKING:
    from honour.wiring.records import SiteRecords

MOVED_CLOCK = "HONOUR_NOW"
_YEARS = range(1900, 9000)  # terms are added to an instant, and no calendar here goes beyond 9999


@dataclass(frozen=True, slots=True)
class Opened:
    """A site with its stores and records open. `by` is who asked, as the operating system knows him."""

    ports: Ports
    records: "SiteRecords"
    written_map: WrittenMap
    configuration: Configuration
    now: datetime
    by: str
    folder: Path


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
    if read.year not in _YEARS:
        raise WrongUse(f"{name} is in no year that can be counted with: write one from 1900 to 8999")
    return read if read.tzinfo else read.replace(tzinfo=UTC)


@contextmanager
def opened(
    arguments: argparse.Namespace, alone: bool = False, unreplayed: bool = False, archive: bool = False
) -> Iterator[Opened]:
    """The site of `--site`, open until the context ends; `alone` keeps other commands from destroying
    meanwhile. Only who replays a restore opens a site that is `unreplayed`. With `archive`, what belongs into
    somebody's archive besides is opened too.

    Raises Unreadable, WrongUse, StoreUnreachable, StateRefused, NotReplayed.
    """
    site: Path = arguments.site
    configuration = read_configuration(site)
    now = clock(configuration)
    policy, text = policy_in_force(site, configuration, now)
    from honour.website.mapped import mapped

    as_mapped = mapped(site, configuration, policy)
    written_map = as_mapped.written
    account = account_kind(policy) if archive and configuration.serving is not None else ""
    if account:
        from honour.website.running import tell_of_people

        tell_of_people(site, configuration, policy)
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
            url=address_of_state(site, configuration),
            served=configuration.serving is not None,
        )
        from honour.wiring.opening_values import beside, openers  # models, once Django is told of them

        keys = records.journal_keys.keys
        opens, besides = openers(keys), beside(account, keys, site) if archive else nothing_beside
        with (
            progress() as tell,
            bound(as_mapped.policy, written_map, records, os.environ, tell, opens, besides) as ports,
            at_work_alone(site, alone),
        ):
            if not unreplayed:
                refuse_unreplayed(records, ports)
                if alone:
                    records.settle_ledger()
                    _clear(site)
            records.remember_policy(policy.digest, text, now)
            by = f"os:{getpass.getuser()}"
            yield Opened(ports, records, written_map, configuration, now, by, site)
            if alone and configuration.serving is not None:
                _put_away(site)
            if not unreplayed:
                records.ledger.keep_head(records.head())
    finally:
        close_state()


def _put_away(site: Path) -> None:
    """Destroy the documents whose rows went. Where this is killed, the site's schedule does it."""
    from honour.wiring.documents import put_away

    put_away(site)


def _clear(site: Path) -> None:
    """Remove the copies in clear that a killed backup left. The caller alone is at work."""
    from honour.wiring.backups import clear_staging

    clear_staging(site)


def site_of(arguments: argparse.Namespace) -> Path:
    """The folder that `--site` names."""
    return cast(Path, arguments.site)
