"""`honour publish`: the policy as a page, in either language. For now always as a draft."""

import argparse
from pathlib import Path

from honour.command import telling
from honour.command.exits import Exit
from honour.command.folder import read_policy
from honour.command.opening import site_of
from honour.publishing.markdown import markdown
from honour.publishing.page import page, page_as_data


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("--lang", choices=("fr", "en"), help="the language (default: the authentic one)")
    parser.add_argument("--format", choices=("md", "json"), default="md", help="the format (default: md)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to a file instead of printing")


def run(arguments: argparse.Namespace) -> Exit:
    """Print the page, or write it."""
    policy, _ = read_policy(site_of(arguments))
    shown = page(policy, arguments.lang or policy.site.authentic)
    if arguments.json or arguments.format == "json":
        import json

        text = json.dumps(page_as_data(shown), ensure_ascii=False, indent=2) + "\n"
    else:
        text = markdown(shown)
    if arguments.out is None:
        telling.line(text.removesuffix("\n"))
    else:
        arguments.out.write_text(text, "utf-8")
        telling.aside(f"written to {arguments.out}")
    return Exit.DONE
