"""`honour prove`: the state of every promise; with `--pack`, a file for the authority."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from honour.command import telling
from honour.command.exits import Exit, WrongUse
from honour.command.opening import Opened, opened
from honour.proofs.evidence import Evidence

if TYPE_CHECKING:
    from honour.proofs.verify import Report


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument(
        "--pack", type=Path, metavar="FILE.zip", help="write the evidence as a file that verifies offline"
    )


def run(arguments: argparse.Namespace) -> Exit:
    """Print the state of every promise; `Exit.FINDINGS` where one is not kept."""
    from honour.carrying_out.prove import evidence
    from honour.places.terms import local_day
    from honour.proofs.located import of_located
    from honour.proofs.verify import verify
    from honour.website.located import located_of

    with opened(arguments) as site:
        from honour.wiring.turning import look  # its models load only once Django is told of them

        zone = site.ports.policy.site.time_zone
        clocks = site.records.clocks(ZoneInfo(zone), site.now)
        whole = None if site.records.head() is None else verify(site.records.pack({}, site.now))
        keys = look(site.records)
        today = local_day(site.now, zone)
        lie = of_located(located_of(site.folder, site.configuration, site.ports.policy, today))
        found = (*evidence(site.ports, site.written_map, clocks, whole, keys, site.now), *lie)
        document = {"promises": [_json(one) for one in found], "key": str(site.records.verifier_key())}
        if arguments.pack is not None:
            _write(arguments.pack, site.records.pack(document, site.now, _beside(site, whole)))
    if arguments.json:
        telling.as_json({**document, "pack": str(arguments.pack) if arguments.pack else None})
    else:
        for one in found:
            _print(one)
        telling.line(f"Verifier key: {document['key']}")
        if arguments.pack is not None:
            telling.line(f"Written to {arguments.pack}; anybody checks it with `honour verify`")
    return Exit.FINDINGS if any(one.state == "not kept" for one in found) else Exit.DONE


def _beside(site: Opened, whole: "Report | None") -> dict[str, bytes]:
    """The files of the pack beside the log: the register in three forms, and what was done."""
    from honour.command.register import made, told_of
    from honour.promises.own_kinds import account_kind
    from honour.wiring.evidence import beside_the_log

    policy = site.ports.policy
    told = told_of(site, None)
    register = {f"register.{form}": made(told, form) for form in ("json", "html", "ods")}
    zone = policy.site.time_zone
    return {**register, **beside_the_log(site.records, account_kind(policy), zone, whole, site.now)}


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
