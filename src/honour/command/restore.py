"""`honour restore FILE`: what putting a backup back would replace; with `--really`, puts it back.

What could go wrong for ever: what is there now is replaced and cannot be had back. So it is dry unless told,
the backup is read to its end before the first byte is replaced, and the replay ledger, which lies outside, is
never replaced: from it `honour restored` knows whom the backup brings back.
"""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from honour.command import telling
from honour.command.backup import print_members
from honour.command.exits import Exit, WrongUse
from honour.command.folder import key_place_of, read_configuration, read_written_map
from honour.command.opening import at_work_alone, site_of


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument(
        "--private-key", type=Path, required=True, metavar="FILE", help="the private half of its key"
    )
    parser.add_argument("--really", action="store_true", help="replace what is there now")


def run(arguments: argparse.Namespace) -> Exit:
    """Show what would be replaced, or replace it. Raises WrongUse, StateRefused, StoreUnreachable."""
    from honour.wiring.backups import (
        Ledger,
        Site,
        beside,
        put_back,
        read,
        read_key,
        refuse_other_site,
        unplaced,
    )

    site, key = site_of(arguments), read_key(arguments.private_key, "private")
    configuration, written = read_configuration(site), read_written_map(site)
    keys = key_place_of(site, configuration)
    with telling.progress() as tell:
        saved = Site(site, written.stores, os.environ, configuration.backup_folders, tell)
        tell(f"reading {arguments.file}")
        manifest = read(arguments.file, key)
        refuse_other_site(manifest, keys)
        if strange := unplaced(saved, manifest):
            raise WrongUse(
                f"this site has no place for {', '.join(strange)}: name it in map.yaml or honour.toml as it"
                " was when the backup was made"
            )
        if not arguments.really:
            return _show(arguments, manifest, sorted(set(saved.stores) - _stores(manifest)))
        (site / "data").mkdir(mode=0o700, exist_ok=True)
        with at_work_alone(site):
            put_back(saved, arguments.file, key, keys, Ledger(configuration.ledger or (beside(keys),)))
    return _tell(arguments, manifest)


def _stores(manifest: Mapping[str, Any]) -> set[str]:
    return {name.removeprefix("store ") for name in manifest["members"] if name.startswith("store ")}


def _show(arguments: argparse.Namespace, manifest: Mapping[str, Any], missing: list[str]) -> Exit:
    if arguments.json:
        telling.as_json(
            {
                "restored": False,
                "site": manifest["site"],
                "made": manifest["made"],
                "kept": missing,
                **_what(manifest),
            }
        )
        return Exit.DONE
    telling.line(f"A backup of {manifest['site']}, made {manifest['made']}. It would replace all of this:")
    print_members(manifest)
    for name in missing:
        telling.line(f"  {name} is not in it, and stays as it is")
    telling.line("Nothing was changed. To replace it: the same with --really, then `honour restored`.")
    return Exit.DONE


def _tell(arguments: argparse.Namespace, manifest: Mapping[str, Any]) -> Exit:
    if arguments.json:
        telling.as_json(
            {
                "restored": True,
                "site": manifest["site"],
                "made": manifest["made"],
                "kept": [],
                **_what(manifest),
            }
        )
    else:
        telling.line(
            f"Put back as it was at {manifest['made']}, and not yet replayed: run `honour restored`."
        )
    return Exit.DONE


def _what(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"replaced": list(manifest["members"])}
