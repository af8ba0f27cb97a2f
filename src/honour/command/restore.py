"""`honour restore FILE`: what putting a backup back would replace; with `--really`, puts it back.

What could go wrong for ever: what is there now is replaced and cannot be had back. So it is dry unless told,
the backup is read to its end before the first byte is replaced, and the replay ledger, which lies outside, is
never replaced: from it `honour restored` knows whom the backup brings back. And what is put back may open no
more: where its keys were destroyed since, nothing is replaced until a copy of them is named, or somebody says
that it may go.
"""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from honour.carrying_out.ports import StateRefused
from honour.command import telling
from honour.command.backup import print_members
from honour.command.exits import Exit, WrongUse
from honour.command.opening import site_of
from honour.website.database import address_of_state
from honour.website.folder import key_place_of, read_configuration, read_policy
from honour.website.mapped import mapped
from honour.wiring.alone import at_work_alone


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup")
    parser.add_argument(
        "--private-key", type=Path, required=True, metavar="FILE", help="the private half of its key"
    )
    parser.add_argument(
        "--keys-from",
        type=Path,
        metavar="DIR",
        help="a copy of the keys that still has what the backup was sealed with: they are taken back from it",
    )
    parser.add_argument(
        "--without-keys",
        action="store_true",
        help="go on although what is sealed in the backup opens no more, and is let go of",
    )
    parser.add_argument("--really", action="store_true", help="replace what is there now")


def run(arguments: argparse.Namespace) -> Exit:
    """Show what would be replaced, or replace it. Raises WrongUse, StateRefused, StoreUnreachable."""
    from honour.website.locks import alone_with
    from honour.website.state import locks_of
    from honour.wiring.backups import (
        Ledger,
        Site,
        beside,
        closed_epochs,
        others,
        put_back,
        read,
        read_key,
        refuse_other_site,
        unplaced,
    )

    site, key = site_of(arguments), read_key(arguments.private_key, "private")
    configuration = read_configuration(site)
    written = mapped(site, configuration, read_policy(site)[0]).written
    keys, url = key_place_of(site, configuration), address_of_state(site, configuration)
    if arguments.keys_from is not None and not arguments.keys_from.is_dir():
        raise WrongUse(f"{arguments.keys_from} is no folder: name the copy of the keys itself")
    with telling.progress() as tell:
        saved = Site(site, url, written.stores, os.environ, configuration.backup_folders, tell)
        tell(f"reading {arguments.file}")
        manifest = read(arguments.file, key)
        refuse_other_site(manifest, keys)
        if strange := unplaced(saved, manifest):
            raise WrongUse(
                f"this site has no place for {', '.join(strange)}: name it in map.yaml or honour.toml as it"
                " was when the backup was made"
            )
        copies = [] if arguments.keys_from is None else [arguments.keys_from]
        closed = closed_epochs(manifest, [keys, *copies])
        if not arguments.really:
            missing = sorted(set(others(saved)) - _stores(manifest))
            return _show(arguments, manifest, missing, _needs(closed))
        if not arguments.without_keys and (needs := _needs(closed)):
            raise StateRefused(f"{needs}; nothing was replaced")
        (site / "data").mkdir(mode=0o700, exist_ok=True)
        with at_work_alone(site), alone_with(locks_of(site, url)):
            ledger = Ledger(configuration.ledger or (beside(keys),))
            put_back(saved, arguments.file, key, keys, arguments.keys_from, ledger)
    return _tell(arguments, manifest)


def _needs(closed: tuple[int, ...] | None) -> str:
    """What a backup lacks to be opened, and the remedy; empty where every key is there."""
    ways = (
        "name a copy of the keys that still has it with --keys-from DIR (`honour backup --keys` makes it), or"
        " take a newer backup; with --without-keys it is put back all the same, and what was sealed is let go"
    )
    if closed is None:
        return f"this backup does not say under which keys it is sealed, and its own may be gone: {ways}"
    if not closed:
        return ""
    which = ", ".join(map(str, closed))
    return f"the backup is sealed under the key of epoch {which}, which is in no key place named here: {ways}"


def _stores(manifest: Mapping[str, Any]) -> set[str]:
    return {name.removeprefix("store ") for name in manifest["members"] if name.startswith("store ")}


def _show(arguments: argparse.Namespace, manifest: Mapping[str, Any], missing: list[str], needs: str) -> Exit:
    if arguments.json:
        telling.as_json(
            {
                "restored": False,
                "site": manifest["site"],
                "made": manifest["made"],
                "kept": missing,
                "needs": needs or None,
                **_what(manifest),
            }
        )
        return Exit.FINDINGS if needs else Exit.DONE
    telling.line(f"A backup of {manifest['site']}, made {manifest['made']}. It would replace all of this:")
    print_members(manifest)
    for name in missing:
        telling.line(f"  {name} is not in it, and stays as it is")
    if needs:
        telling.line(f"Nothing was changed, nor will be as it stands: {needs}.")
        return Exit.FINDINGS
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
                "needs": None,
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
