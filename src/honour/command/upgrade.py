"""`honour upgrade`: backup, migrate, check.

What could go wrong for ever: tables are changed, and what they held cannot be had back. So a backup is made
first, always, and the change is all or nothing; who is killed runs it again.
"""

import argparse
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from honour.carrying_out.ports import Act
from honour.command import check, telling
from honour.command.backup import folder_for, public_key_for
from honour.command.exits import Exit
from honour.command.opening import clock, opened, site_of
from honour.website.checking import findings_of
from honour.website.database import address_of_state
from honour.website.folder import Configuration, key_place_of, read_configuration, read_policy
from honour.website.mapped import mapped
from honour.wiring.alone import at_work_alone


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument(
        "--to", type=Path, metavar="DIR", help="the folder of the backup (honour.toml: backup_to)"
    )
    parser.add_argument(
        "--public-key", type=Path, metavar="FILE", help="the key to seal it to (honour.toml: backup_key)"
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Bring the site's database up to date. Raises WrongUse where no backup can be made; StateRefused."""
    site, configuration = site_of(arguments), read_configuration(site_of(arguments))
    served = configuration.serving is not None
    url = address_of_state(site, configuration)
    now = clock(configuration)
    from honour.website import state
    from honour.website.locks import alone_with

    saved: Path | None = None
    try:
        missing = state.missing(site, url, served)
        if missing:
            to = folder_for(arguments.to or configuration.backup_to, site, configuration)
            public = public_key_for(arguments.public_key or configuration.backup_key, to, site, configuration)
            locks = state.locks_of(site, url)
            with at_work_alone(site), alone_with(locks):
                saved = _saved(site, configuration, url, to, public, now)
                state.migrate_alone(site, url, locks, served)
    finally:
        state.close_state()
    if missing:
        with opened(arguments) as upgraded:
            facts = {"migrations": missing.split(", ")}
            upgraded.records.journal(Act("upgraded", upgraded.by, facts), now)
    return _tell(arguments, missing, saved)


def _saved(
    site: Path, configuration: Configuration, url: str, to: Path, public: bytes, now: datetime
) -> Path:
    """A backup of a state that this program may not understand yet; its file. Raises StateRefused."""
    from honour.wiring.backups import Site
    from honour.wiring.upgrading import save

    written = mapped(site, configuration, read_policy(site)[0]).written
    with telling.progress() as tell:
        saving = Site(site, url, written.stores, os.environ, configuration.backup_folders, tell)
        return save(saving, written, to, public, key_place_of(site, configuration), configuration.ledger, now)


def _tell(arguments: argparse.Namespace, missing: str, saved: Path | None) -> Exit:
    done = [name for name in missing.split(", ") if name]
    if arguments.json:
        site = site_of(arguments)
        found = findings_of(site, read_policy(site)[0], True, [], clock(read_configuration(site)))
        document: Mapping[str, Any] = {
            "migrations": done,
            "backup": str(saved) if saved else None,
            "findings": telling.findings_json(found),
        }
        telling.as_json(document)
        return Exit.FINDINGS if found else Exit.DONE
    if saved:
        telling.line(f"Saved to {saved}; upgraded: {missing}")
    else:
        telling.line("The site's database is up to date: nothing was changed, and no backup made.")
    return check.run(_as_for_check(arguments))


def _as_for_check(arguments: argparse.Namespace) -> argparse.Namespace:
    """What `honour check` is told where nothing is added to it."""
    taken = argparse.ArgumentParser()
    check.arguments(taken)
    return taken.parse_args([], argparse.Namespace(**vars(arguments)))
