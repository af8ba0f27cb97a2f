"""`honour backup`: every store and the site's own state in one encrypted file, without the keys.

Also makes the pair of keys that backups are sealed to, copies the key place to a second place, and reads a
backup back to its end.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from honour.carrying_out.ports import Act, StateRefused
from honour.command import telling
from honour.command.exits import Exit, StoppedHalfWay, WrongUse
from honour.command.opening import Opened, opened, site_of
from honour.website.database import address_of_state
from honour.website.folder import Configuration, key_place_of, read_configuration

if TYPE_CHECKING:
    from honour.wiring.backups import Site


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("--to", type=Path, metavar="DIR", help="the folder for it (honour.toml: backup_to)")
    parser.add_argument(
        "--public-key", type=Path, metavar="FILE", help="the key to seal it to (honour.toml: backup_key)"
    )
    other = parser.add_mutually_exclusive_group()
    other.add_argument(
        "--new-key",
        type=Path,
        metavar="FILE",
        help="only make a pair of keys: the private half, and FILE.pub",
    )
    other.add_argument(
        "--keys", action="store_true", help="only copy the key place to --to, over its older copy there"
    )
    other.add_argument("--verify", type=Path, metavar="FILE", help="only read this backup back to its end")
    parser.add_argument("--private-key", type=Path, metavar="FILE", help="what opens it, with --verify")


def run(arguments: argparse.Namespace) -> Exit:
    """Make a backup, or what else was asked. Raises WrongUse, StateRefused, StoreUnreachable."""
    if arguments.new_key is not None:
        return _new_key(arguments)
    if arguments.verify is not None:
        return _verify(arguments)
    site, configuration = site_of(arguments), read_configuration(site_of(arguments))
    to = folder_for(arguments.to or configuration.backup_to, site, configuration)
    if arguments.keys:
        return _keys(arguments, to, key_place_of(site, configuration))
    sealed_to = public_key_for(arguments.public_key or configuration.backup_key, to, site, configuration)
    with opened(arguments, alone=True) as opened_site:
        return _make(arguments, opened_site, to, sealed_to)


def public_key_for(public: Path | None, to: Path, site: Path, configuration: Configuration) -> bytes:
    """The key that a backup in the folder `to` is sealed to. Raises WrongUse."""
    if public is None:
        raise WrongUse(
            "no key to seal the backup to: `honour backup --new-key FILE` makes a pair; then name its public"
            ' half with --public-key, or in honour.toml: `backup_key = "FILE.pub"`'
        )
    from honour.wiring.backups import ENDING, read_key

    sealed_to = read_key(public, "public")
    if (to / key_place_of(site, configuration).name).exists():
        raise WrongUse(
            f"{to} holds a copy of the keys: name another folder, or who has it has both ({ENDING})"
        )
    return sealed_to


def saving(site: Path, opened_site: Opened) -> "Site":
    """What of a site is saved, and put back."""
    import os

    from honour.wiring.backups import Site

    return Site(
        site,
        address_of_state(site, opened_site.configuration),
        opened_site.written_map.stores,
        os.environ,
        opened_site.configuration.backup_folders,
        opened_site.ports.progress,
    )


def _make(arguments: argparse.Namespace, site: Opened, to: Path, public: bytes) -> Exit:
    from honour.wiring.backups import make

    if site.records.unfinished():
        raise StoppedHalfWay("an act was begun and not finished: run `honour sweep` first, which finishes it")
    marks = {name: store.mark() for name, store in site.ports.stores.items()}
    site.records.journal(Act("backed up", site.by, {"stores": list(marks)}), site.now)
    about = {
        "site": site.records.origin,
        "policy": site.ports.policy.digest,
        "head": site.records.head(),
        "ledger": site.records.ledger.last,
        "epochs": site.records.used_epochs(),
    }
    saved = saving(site_of(arguments), site)
    path, manifest = make(saved, to, public, marks, about, site.records.sign, site.now)
    faults = list(site.records.ledger.faults())
    if arguments.json:
        telling.as_json(
            {
                "file": str(path),
                **_manifest_json(manifest),
                "remarks": [f"{reason}: {mend}" for reason, mend in faults],
            }
        )
        return Exit.DONE
    telling.line(f"Saved to {path}")
    _print_members(manifest)
    for name, mark in marks.items():
        if mark is None:
            telling.line(f"  {name} bears no mark yet: the first act that destroys there puts it")
    telling.line(
        f"  Check it where its private key is: honour backup --verify {path.name} --private-key FILE"
    )
    for reason, mend in faults:
        telling.aside(f"{reason}\n    {mend}")
    return Exit.DONE


def _new_key(arguments: argparse.Namespace) -> Exit:
    from honour.wiring.backups import new_pair

    public = new_pair(arguments.new_key)
    if arguments.json:
        telling.as_json({"public": str(public), "private": str(arguments.new_key)})
        return Exit.DONE
    telling.line(f"Public key: {public}. Put its path into honour.toml as `backup_key`.")
    telling.line(
        f"Private key: {arguments.new_key}. Move it off this machine now, to where no backup lies, and keep a"
        " second copy on paper or in a safe: without it no backup opens, and with it every backup does."
    )
    return Exit.DONE


def _keys(arguments: argparse.Namespace, to: Path, place: Path) -> Exit:
    from honour.wiring.backups import ENDING, copy_keys

    if any(to.glob(f"*{ENDING}")):
        raise WrongUse(f"{to} holds backups: keys never lie with them; name another folder")
    copy, epochs = copy_keys(place, to)
    if arguments.json:
        telling.as_json({"keys": str(copy), "epochs": list(epochs)})
    else:
        telling.line(
            f"{copy} holds the keys of epoch {', '.join(map(str, epochs))}; older ones were destroyed."
        )
    return Exit.DONE


def _verify(arguments: argparse.Namespace) -> Exit:
    from honour.wiring.backups import read, read_key

    if arguments.private_key is None:
        raise WrongUse("a backup is read back with its private key: name it with --private-key")
    key = read_key(arguments.private_key, "private")
    try:
        with telling.progress() as tell:
            tell(f"reading {arguments.verify}")
            manifest = read(arguments.verify, key)
    except StateRefused as refused:
        if arguments.json:
            telling.as_json({"holds": False, "why": str(refused)})
        else:
            telling.line(f"does not hold: {refused}")
        return Exit.FINDINGS
    if arguments.json:
        telling.as_json({"holds": True, **_manifest_json(manifest)})
        return Exit.DONE
    telling.line(f"Whole: a backup of {manifest['site']}, made {manifest['made']}")
    _print_members(manifest)
    return Exit.DONE


def print_members(manifest: Mapping[str, Any]) -> None:
    """Print what a backup holds."""
    _print_members(manifest)


def _print_members(manifest: Mapping[str, Any]) -> None:
    rows = [
        (name, one["kind"], f"{one['bytes']:,}", "" if one.get("mark") is None else str(one["mark"]))
        for name, one in manifest["members"].items()
    ]
    telling.table("What it holds", ("what", "kind", "bytes", "mark"), rows)


def _manifest_json(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    members = [
        {
            "name": name,
            "kind": one["kind"],
            "bytes": one["bytes"],
            "sha256": one["sha256"],
            "mark": one.get("mark"),
        }
        for name, one in manifest["members"].items()
    ]
    return {
        "site": manifest["site"],
        "made": manifest["made"],
        "ledger": manifest["ledger"],
        "head": manifest["head"],
        "members": members,
    }


def folder_for(to: Path | None, site: Path, configuration: Configuration) -> Path:
    """The folder to write into, refused where what it protects from would take it along."""
    if to is None:
        raise WrongUse('no folder for it: name one with --to, or in honour.toml: `backup_to = "/PATH"`')
    if not to.is_dir():
        raise WrongUse(f"{to} is no folder: make it on another disk, for this user alone, or name another")
    keys = key_place_of(site, configuration).resolve()
    folder = to.resolve()
    for apart, why in (
        (site.resolve(), "lies in the site's own folder"),
        (keys, "is the key place"),
    ):
        if folder.is_relative_to(apart):
            raise WrongUse(f"{to} {why}: a backup lies apart from it; name another folder")
    if folder == keys.parent:
        raise WrongUse(f"{to} is where the keys lie: a backup lies apart from them; name another folder")
    return folder
