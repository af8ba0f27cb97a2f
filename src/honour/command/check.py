"""`honour check`: the policy against itself and the law, against the map, and the map against the
databases.
"""

import argparse
import os
from collections.abc import Iterator

from honour.command import telling
from honour.command.exits import Exit
from honour.command.folder import (
    MAP,
    POLICY,
    policy_findings,
    read_configuration,
    read_policy,
    read_written_map,
)
from honour.command.opening import clock, site_of
from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import Policy
from honour.promises.stated_law import told_as_not_checked


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("--policy-only", action="store_true", help="without map and databases")


def run(arguments: argparse.Namespace) -> Exit:
    """Print what must be mended; `Exit.FINDINGS` where there is something."""
    site = site_of(arguments)
    policy, _ = read_policy(site)
    found = [*policy_findings(policy)]
    if not arguments.policy_only and (site / MAP).exists():
        found += _with_databases(arguments, policy)
    if arguments.json:
        telling.as_json(
            {
                "findings": telling.findings_json(found),
                "not built": list(policy.not_built),
                "not checked": [told_as_not_checked(law) for law in policy.stated_laws],
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
        telling.line(telling.counted(len(found), "finding", "findings") + " in " + str(site.resolve()))
    return Exit.FINDINGS if found else Exit.DONE


def _with_databases(arguments: argparse.Namespace, policy: Policy) -> Iterator[Finding]:
    from honour.carrying_out.checking import findings_between
    from honour.carrying_out.counting import counted
    from honour.wiring.binding import catalogued

    site = site_of(arguments)
    now = clock(read_configuration(site))
    written = read_written_map(site)
    try:
        with catalogued(written, os.environ) as (data_map, stores):
            yield from findings_between(policy, written, data_map)
            yield from counted(data_map, stores, now)
    except Unreadable as error:
        yield from error.findings
