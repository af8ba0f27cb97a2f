"""`honour new`: a site's folder, with a policy to begin with."""

import argparse
import shutil
from pathlib import Path
from typing import Final

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.website.configuration import CONFIGURATION
from honour.website.folder import POLICY, TEXTS, read_policy

LIKES: Final = ("support-desk", "hosting", "shop", "links", "store")
_LIKES: Final = Path(__file__).parents[1] / "website" / "likes"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to make")
    parser.add_argument("--like", choices=LIKES, required=True, help="the kind of site to begin from")
    parser.add_argument("--demo", action="store_true", help="a site to try things on, for ever")


def run(arguments: argparse.Namespace) -> Exit:
    """Make the folder. Raises WrongUse where something lies there already."""
    folder: Path = arguments.folder
    if folder.exists() and any(folder.iterdir()):
        raise WrongUse(f"{folder} is not empty: name a folder that does not exist yet")
    folder.mkdir(parents=True, exist_ok=True)
    like = _LIKES / arguments.like
    shutil.copyfile(like / POLICY, folder / POLICY)
    written = (like / CONFIGURATION).read_text("utf-8")
    demo = "demo = true  # for ever: read when the log begins\n\n" if arguments.demo else ""
    (folder / CONFIGURATION).write_text(f"{demo}{written}\n[serve]\n", "utf-8")
    _texts(folder)
    if arguments.json:
        telling.as_json({"folder": str(folder), "like": arguments.like, "demo": arguments.demo})
    else:
        telling.aside(f"made {folder}; next: honour serve --site {folder}")
    return Exit.DONE


def _texts(folder: Path) -> None:
    """Begin the texts that the policy names, for the publisher to complete."""
    from honour.publishing import texts

    policy, _ = read_policy(folder)
    (folder / TEXTS).mkdir()
    for text, address in texts.addresses(policy).items():
        begun = texts.legal_notice if text == "legal notice" else texts.terms
        for language in policy.site.languages:
            name = f"{address.removeprefix('/')}.{language}.md"
            (folder / TEXTS / name).write_text(begun(policy, language), "utf-8")
