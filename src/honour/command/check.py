"""`honour check`: the policy against itself and the law, against the map, and the map against the
databases.
"""

import argparse
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from honour.command import telling
from honour.command.exits import Exit
from honour.command.folder import (
    MAP,
    POLICY,
    key_place_of,
    policy_findings,
    read_configuration,
    read_policy,
    read_written_map,
)
from honour.command.opening import clock, site_of
from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import Policy
from honour.promises.stated_law import told_as_not_checked

_11 = "DESIGN, section 11"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("--policy-only", action="store_true", help="without map and databases")


def run(arguments: argparse.Namespace) -> Exit:
    """Print what must be mended; `Exit.FINDINGS` where there is something."""
    site = site_of(arguments)
    policy, _ = read_policy(site)
    found = [*policy_findings(policy)]
    remarks: list[str] = []
    if not arguments.policy_only and (site / MAP).exists():
        borne: dict[str, int | None] = {}
        found += _with_databases(site, policy, borne)
        found += _came_back(site, borne, remarks)
    if arguments.json:
        telling.as_json(
            {
                "findings": telling.findings_json(found),
                "not built": list(policy.not_built),
                "not checked": [told_as_not_checked(law) for law in policy.stated_laws],
                "remarks": remarks,
            }
        )
    else:
        telling.findings(found)
        for name in policy.not_built:
            telling.line(f"{POLICY}: `{name}` is read and not built yet: nothing is promised or kept by it")
        for law in policy.stated_laws:
            telling.line(f"not checked by Honour: {told_as_not_checked(law)}")
        if not arguments.policy_only and not (site / MAP).exists():
            telling.line(f"there is no {MAP}: no database was looked at")
        for remark in remarks:
            telling.line(remark)
        telling.line(telling.counted(len(found), "finding", "findings") + " in " + str(site.resolve()))
    return Exit.FINDINGS if found else Exit.DONE


def _with_databases(site: Path, policy: Policy, borne: dict[str, int | None]) -> Iterator[Finding]:
    """What does not fit; `borne` takes the number of the last act in each store, None where it bears none."""
    from honour.carrying_out.checking import findings_between
    from honour.carrying_out.counting import counted
    from honour.places.resolving import resolve
    from honour.wiring.stores import opened_stores, strays

    now = clock(read_configuration(site))
    written = read_written_map(site)
    with opened_stores(written, os.environ) as (stores, catalogue):
        borne.update({name: store.mark() for name, store in stores.items()})
        try:
            data_map = resolve(written, catalogue)
            yield from findings_between(policy, written, data_map)
            stray = list(strays(stores))
            yield from stray
            doubtful = {finding.place for finding in stray}  # what lies there cannot all be counted
            whole = {name: store for name, store in stores.items() if name not in doubtful}
            yield from counted(data_map, whole, now)
        except Unreadable as error:
            yield from error.findings


def _came_back(site: Path, borne: Mapping[str, int | None], remarks: list[str]) -> Iterator[Finding]:
    """Stores that a restore brought back, by what they bear, and a restore that was not replayed; what else
    is said of the ledger goes to `remarks`.
    """
    from honour.plans.replay import behind
    from honour.wiring.backups import Ledger, beside

    configuration = read_configuration(site)
    ledger = Ledger(configuration.ledger or (beside(key_place_of(site, configuration)),))
    mend = "run `honour restored`, which shows whom to erase again"
    for name in behind(ledger.acts(), {name: mark or 0 for name, mark in borne.items()}):
        yield Finding(name, "came back from a backup: acts that the replay ledger knows are lost", mend, _11)
    if max((mark or 0 for mark in borne.values()), default=0) > ledger.last:
        put_back = "put it back from its second place or a copy"
        yield Finding(str(ledger.places[0]), "is missing or older than the stores", put_back, _11)
    if (pending := ledger.restore()) is not None:
        done = pending.kind == "restore done"
        first = mend if done else f"run `honour restore {pending.facts['file']}` again, to its end"
        yield Finding(str(site.resolve()), "was restored and not yet replayed", first, _11)
    remarks += [f"{reason}: {how}" for reason, how in ledger.faults()]
    remarks += [
        f"{name} bears no mark of the replay ledger yet: the first act that destroys there puts it"
        for name, mark in borne.items()
        if mark is None
    ]
