"""`honour publish`: the policy as a page; with `--really`, the version that applies from its day."""

import argparse
import sys
from datetime import date
from pathlib import Path

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.promises.tell import REASONS
from honour.publishing.page import page
from honour.publishing.parts import Page, page_as_data
from honour.website.enacted import is_run, number_and_hash
from honour.website.folder import read_policy

_FORMATS = ("md", "html", "pdf", "json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("--lang", choices=("fr", "en"), help="the language (default: the authentic one)")
    parser.add_argument("--format", choices=_FORMATS, help="the format (default: md)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to a file instead of printing")
    parser.add_argument(
        "--really", action="store_true", help="enact this version: number it, keep it, journal it"
    )
    parser.add_argument(
        "--new-yes",
        action="store_true",
        help="with --really: people are asked anew where a term on their consent becomes longer",
    )
    parser.add_argument(
        "--reason",
        action="append",
        choices=tuple(REASONS),
        help="with --really: why this version comes; once for each reason",
    )
    parser.add_argument("--why", metavar="TEXT", help="why; kept with the journal's entry (with --really)")


def run(arguments: argparse.Namespace) -> Exit:
    """Print the page, write it, or enact the version. Raises Unreadable, WrongUse, StateRefused."""
    if arguments.really:
        from honour.command.enacting import enact  # Django loads there

        return enact(arguments)
    site: Path = arguments.site
    policy, _ = read_policy(site)
    shown = as_published(site, policy, arguments.lang or policy.site.authentic)
    form = arguments.format or ("json" if arguments.json else "md")
    if arguments.out is not None:
        _write(arguments.out, _made(form, policy, shown))
        if arguments.json:
            telling.as_json({"file": str(arguments.out)})
        else:
            telling.aside(f"written to {arguments.out}")
    elif arguments.json or form == "json":
        telling.as_json(page_as_data(shown))
    elif form == "pdf" and sys.stdout.isatty():
        raise WrongUse("a PDF is no text for a terminal: add --out FILE.pdf")
    else:
        telling.raw(_made(form, policy, shown))
    return Exit.DONE


def as_published(site: Path, policy: Policy, language: Language) -> Page:
    """The page with its number, if exactly this page was enacted; else as a draft."""
    here = is_run(site)
    enacted = number_and_hash(site, policy.digest, language)
    if enacted is not None:
        number, published = enacted
        shown = page(policy, language, number, accounts_here=here)
        if shown.hash == published:
            return shown
        telling.aside(
            f"this Honour words version {number} otherwise than it was published: shown here as a draft"
        )
    return page(policy, language, accounts_here=here)


def _made(form: str, policy: Policy, shown: Page) -> bytes:
    """The page in a format; each is loaded only when it is asked for."""
    match form:
        case "html":
            from honour.publishing.html import html

            return html(shown).encode()
        case "pdf":
            from honour.publishing.pdf import pdf

            return pdf(shown, policy.site.publisher.name, _day_of(policy))
        case "json":
            return telling.json_text(page_as_data(shown)).encode()
        case _:
            from honour.publishing.markdown import markdown

            return markdown(shown).encode()


def _day_of(policy: Policy) -> date:
    """The day that the paper bears: that from which the policy applies; without one, a day long past."""
    return date.fromisoformat(policy.site.effective) if policy.site.effective else date(2000, 1, 1)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise WrongUse(f"{path} cannot be written ({error.strerror}): name another file") from None
