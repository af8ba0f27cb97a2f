"""`honour register`: the register of processing (GDPR Art. 30), and what was seen beside what is promised."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import Opened, opened

if TYPE_CHECKING:
    from honour.publishing.register import Register

_FORMATS: Final = ("html", "ods", "json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("--lang", choices=("fr", "en"), help="the language (default: the authentic one)")
    parser.add_argument("--format", choices=_FORMATS, help="a page, a spreadsheet in the CNIL's order, JSON")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write to a file instead of printing")


def run(arguments: argparse.Namespace) -> Exit:
    """Print or write the register; `Exit.FINDINGS` where a document is missing or a column not declared.

    Raises WrongUse, StateRefused, StoreUnreachable.
    """
    from honour.publishing.register_json import as_document

    if arguments.format == "ods" and arguments.out is None:
        raise WrongUse("a spreadsheet is no text for a terminal: add --out FILE.ods")
    with opened(arguments) as site:
        told = told_of(site, arguments.lang)
    form = arguments.format or ("json" if arguments.json else None)
    if arguments.out is not None:
        _write(arguments.out, made(told, form or "html"))
        telling.aside(f"written to {arguments.out}")
    if arguments.json or (arguments.out is None and form == "json"):
        telling.as_json(as_document(told))
    elif arguments.out is None and form == "html":
        telling.raw(made(told, "html"))
    elif arguments.out is None:
        _print(told)
    wanting = any(slot.wanting for slot in told.slots) or told.observed.undeclared
    return Exit.FINDINGS if wanting else Exit.DONE


def told_of(site: Opened, language: str | None) -> "Register":
    """The register of an opened site, in a language of its policy or the authentic one."""
    from honour.carrying_out.observing import observed
    from honour.keeping.journal.checked import last_checked
    from honour.keeping.journal.used import used
    from honour.keeping.versions.actions import enacted_by
    from honour.keeping.versions.reading import versions
    from honour.places.terms import local_day
    from honour.publishing.register import register
    from honour.website.folder import read_kept
    from honour.website.located import located_of
    from honour.website.papers import present

    policy = site.ports.policy
    now: datetime = site.now
    today = local_day(now, policy.site.time_zone)
    number = enacted_by(policy.digest)
    return register(
        policy,
        "fr" if (language or policy.site.authentic) == "fr" else "en",
        observed(site.ports, site.written_map, now),
        versions(read_kept),
        used(),
        present(site.folder, policy),
        today,
        number.number if number else None,
        located_of(site.folder, site.configuration, policy, today),
        last_checked(),
    )


def made(told: "Register", form: str) -> bytes:
    """The register as a file: `html`, `ods` or `json`."""
    from honour.publishing.register_html import whole
    from honour.publishing.register_json import as_document
    from honour.publishing.register_sheets import sheets
    from honour.publishing.sheets import as_ods

    if form == "ods":
        return as_ods(sheets(told), told.language)
    if form == "json":
        return telling.json_text(as_document(told)).encode()
    return whole(told).encode()


def _print(told: "Register") -> None:
    from honour.publishing.register_sheets import sheets

    for sheet in sheets(told):
        for each in sheet.said:
            telling.line(each)
        telling.table(sheet.heading, sheet.columns, ([cell.text for cell in row] for row in sheet.rows))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise WrongUse(f"{path} cannot be written ({error.strerror}): name another file") from None
