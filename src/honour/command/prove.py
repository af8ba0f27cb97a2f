"""`honour prove`: the state of every promise; with `--pack`, a file for the authority."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

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
    from honour.proofs.verify import verify

    with opened(arguments) as site:
        from honour.wiring.turning import look  # its models load only once Django is told of them

        zone = site.ports.policy.site.time_zone
        clocks = site.records.clocks(ZoneInfo(zone))
        whole = None if site.records.head() is None else verify(site.records.pack({}, site.now))
        keys = look(site.records)
        found = evidence(site.ports, site.written_map, clocks, whole, keys, site.now)
        document = {"promises": [_json(one) for one in found], "key": str(site.records.verifier_key())}
        if arguments.pack is not None:
            _write(arguments.pack, site.records.pack(document, site.now))
    if arguments.json:
        telling.as_json({**document, "pack": str(arguments.pack) if arguments.pack else None})
    else:
        for one in found:
            _print(one)
        telling.line(f"Verifier key: {document['key']}")
        if arguments.pack is not None:
            telling.line(f"Written to {arguments.pack}; anybody checks it with `honour verify`")
    return Exit.FINDINGS if any(one.state == "not kept" for one in found) else Exit.DONE


def _print(one: Evidence) -> None:
    telling.line(f"{one.state}: {one.promise} ({one.place})")
    if one.says:
        telling.line(f"    “{one.says}”")
    looked = [
        telling.counted(one.rows, "row", "rows") + " looked at" if one.rows else "",
        f"the oldest is of {one.oldest}" if one.oldest else "",
    ]
    telling.line("    " + "; ".join(part for part in (one.why, *looked) if part))


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
