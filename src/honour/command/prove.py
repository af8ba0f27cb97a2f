"""`honour prove`: the state of every promise; with `--pack`, a file for the authority."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import opened
from honour.proofs.evidence import Evidence


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument(
        "--pack", type=Path, metavar="FILE.zip", help="write the evidence as a file that verifies offline"
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Print the state of every promise; `Exit.FINDINGS` where one is not kept."""
    from honour.carrying_out.prove import evidence

    with opened(arguments) as site:
        found = evidence(site.ports, site.written_map, site.records.clocks(), site.now)
        document = {"promises": [_json(one) for one in found], "key": str(site.records.verifier_key())}
        if arguments.pack is not None:
            _write(arguments.pack, site.records.pack(document, site.now))
    if arguments.json:
        telling.as_json({**document, "pack": str(arguments.pack) if arguments.pack else None})
    else:
        telling.table(
            "Promises",
            ("promise", "where", "state", "rows", "oldest", "why"),
            [
                (one.promise, one.place, one.state, f"{one.rows:,}", str(one.oldest or ""), one.why)
                for one in found
            ],
        )
        telling.line(f"Verifier key: {document['key']}")
        if arguments.pack is not None:
            telling.line(f"Written to {arguments.pack}; anybody checks it with `honour verify`")
    return Exit.FINDINGS if any(one.state == "not kept" for one in found) else Exit.DONE


def _json(one: Evidence) -> dict[str, Any]:
    return {**asdict(one), "oldest": one.oldest and one.oldest.isoformat()}


def _write(path: Path, files: dict[str, bytes]) -> None:
    from honour.publishing.pack_file import zipped

    if path.exists():
        raise WrongUse(f"{path} exists: name a new file")
    try:
        path.write_bytes(zipped(files))
    except OSError as error:
        raise WrongUse(f"{path} cannot be written ({error.strerror}): name another file") from None
