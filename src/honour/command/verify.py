"""`honour verify FILE.zip`: checks an evidence pack, offline."""

import argparse
from dataclasses import asdict
from pathlib import Path

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.proofs.checkpoint import NotACheckpoint
from honour.proofs.verify import verify
from honour.publishing.pack_file import NotAPack, unzipped


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("file", type=Path, metavar="FILE.zip", help="the pack")
    parser.add_argument(
        "--key", metavar="K", help="the site's verifier key, as you had it before, or a file with it"
    )
    parser.add_argument("--head", metavar="H", help="a file with a signed head that you had before")


def run(arguments: argparse.Namespace) -> Exit:
    """Print what the pack shows; `Exit.FINDINGS` where something does not agree."""
    try:
        files = unzipped(_read(arguments.file))
    except NotAPack as error:
        raise WrongUse(f"{arguments.file}: {error}") from None
    key = arguments.key
    if key is not None and Path(key).is_file():
        key = Path(key).read_text("utf-8").strip()
    head = None if arguments.head is None else _read(Path(arguments.head)).decode("utf-8", "replace")
    try:
        report = verify(files, key, head)
    except NotACheckpoint as error:
        raise WrongUse(f"--key: {error}") from None
    if arguments.json:
        telling.as_json({**asdict(report), "holds": report.holds})
        return Exit.DONE if report.holds else Exit.FINDINGS
    for fault in report.faults:
        telling.line(f"does not hold: {fault}")
    telling.line(
        f"{report.origin or 'unknown origin'}: {telling.counted(report.leaves, 'entry', 'entries')},"
        f" {report.details} with their words"
    )
    if report.missing:
        telling.line(f"  without words, and no entry says why: {', '.join(map(str, report.missing[:20]))}")
    telling.line(f"  shows: {report.shows}")
    return Exit.DONE if report.holds else Exit.FINDINGS


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WrongUse(f"{path} cannot be read ({error.strerror}): name another file") from None
