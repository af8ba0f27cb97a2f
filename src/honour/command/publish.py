"""`honour publish`: the policy as a page, in either language. For now always as a draft."""

import argparse
from pathlib import Path

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.folder import read_policy
from honour.command.opening import site_of
from honour.publishing.markdown import markdown
from honour.publishing.page import page
from honour.publishing.parts import page_as_data


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("--lang", choices=("fr", "en"), help="the language (default: the authentic one)")
    parser.add_argument("--format", choices=("md", "json"), default="md", help="the format (default: md)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to a file instead of printing")


def run(arguments: argparse.Namespace) -> Exit:
    """Print the page, or write it. Raises WrongUse where the file cannot be written."""
    policy, _ = read_policy(site_of(arguments))
    shown = page(policy, arguments.lang or policy.site.authentic)
    as_json = arguments.json or arguments.format == "json"
    if arguments.out is not None:
        _write(arguments.out, telling.json_text(page_as_data(shown)) if as_json else markdown(shown))
        if arguments.json:
            telling.as_json({"file": str(arguments.out)})
        else:
            telling.aside(f"written to {arguments.out}")
    elif as_json:
        telling.as_json(page_as_data(shown))
    else:
        telling.line(markdown(shown).removesuffix("\n"))
    return Exit.DONE


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise WrongUse(f"{path} cannot be written ({error.strerror}): name another file") from None
