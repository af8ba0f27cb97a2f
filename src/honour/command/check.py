"""`honour check`: the policy against itself and the law, against the map, and the map against the
databases.
"""

import argparse
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from honour.command import telling
from honour.command.exits import Exit
from honour.command.opening import clock, opened, site_of
from honour.promises.findings import Finding
from honour.promises.policy import Policy
from honour.promises.stated_law import told_as_not_checked
from honour.website.checking import findings_of
from honour.website.configuration import CONFIGURATION
from honour.website.database import DATABASE
from honour.website.folder import (
    MAP,
    POLICY,
    Configuration,
    read_configuration,
    read_policy,
)
from honour.website.providers import lacking


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be added to the command."""
    parser.add_argument("--policy-only", action="store_true", help="without map and databases")
    parser.add_argument(
        "--links", action="store_true", help="also ask each page that the policy leads to whether it is there"
    )
    parser.add_argument(
        "--record", action="store_true", help="write into the journal when it was checked, and what was found"
    )
    local = "with --links: an address of your own network that may be asked"
    parser.add_argument("--local", action="append", default=[], metavar="IP:PORT", help=local)


def run(arguments: argparse.Namespace) -> Exit:
    """Print what must be mended; `Exit.FINDINGS` where there is something."""
    with _nothing_collected():
        return _run(arguments)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """What is read stays to the end: to look for garbage meanwhile is to walk over all of it, many times."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _run(arguments: argparse.Namespace) -> Exit:
    site = site_of(arguments)
    policy, _ = read_policy(site)
    remarks: list[str] = []
    remarks += _without_keys(site, policy)
    configuration = read_configuration(site)
    looked = not arguments.policy_only and _is_there(site, configuration)
    found = findings_of(site, policy, looked, remarks, clock(configuration))
    found += _texts(site, policy, configuration)
    found += _located(site, policy, configuration)
    found += _links(policy, arguments.local) if arguments.links else []
    if arguments.record:
        _record(arguments, policy, len(found))
    if arguments.json:
        telling.as_json(
            {
                "findings": telling.findings_json(found),
                "not built": list(policy.not_built),
                "not checked": [told_as_not_checked(law) for law in policy.stated_laws],
                "remarks": remarks,
                "kept by Honour": _kept_by_honour(configuration),
            }
        )
    else:
        telling.findings(found)
        for name in policy.not_built:
            telling.line(f"{POLICY}: `{name}` is read and not built yet: nothing is promised or kept by it")
        for law in policy.stated_laws:
            telling.line(f"not checked by Honour: {told_as_not_checked(law)}")
        if not arguments.policy_only and not looked:
            served = "the site was never served: its database is made then, and none was looked at"
            telling.line(served if configuration.serving else f"there is no {MAP}: no database was looked at")
        if kept := sum(len(one["tables"]) for one in _kept_by_honour(configuration)):
            telling.line(f"Honour's own records: {kept} tables; --json says what each is, and until when")
        for remark in remarks:
            telling.line(remark)
        telling.line(telling.counted(len(found), "finding", "findings") + " in " + str(site.resolve()))
    return Exit.FINDINGS if found else Exit.DONE


def _record(arguments: argparse.Namespace, policy: Policy, findings: int) -> None:
    """Write the result into the journal. Raises StateRefused, StoreUnreachable."""
    with opened(arguments) as opened_site:
        from honour.carrying_out.ports import Act
        from honour.keeping.journal.checked import CHECKED

        act = Act(CHECKED, opened_site.by, {"findings": findings, "policy": policy.digest})
        opened_site.records.journal(act, opened_site.now)


def _texts(site: Path, policy: Policy, configuration: Configuration) -> list[Finding]:
    """The publisher's texts that a site which Honour runs lacks, or that lack what the policy leads to."""
    if configuration.serving is None:
        return []
    from honour.website.own_look import text_findings

    return [*text_findings(site, policy)]


def _located(site: Path, policy: Policy, configuration: Configuration) -> list[Finding]:
    """Places that are declared elsewhere than the policy promises."""
    from honour.places.terms import local_day
    from honour.proofs.located import findings
    from honour.website.located import located_of

    today = local_day(clock(configuration), policy.site.time_zone)
    return [*findings(located_of(site, configuration, policy, today))]


def _links(policy: Policy, local: Sequence[str]) -> list[Finding]:
    from honour.wiring.links import dead_links

    return [*dead_links(policy, POLICY, local)]


def _is_there(site: Path, configuration: Configuration) -> bool:
    """Whether there is a database to look at: that of a site that Honour runs is made when first used."""
    if configuration.serving is None:
        return (site / MAP).exists()
    return configuration.database is not None or (site / DATABASE).exists()


def _kept_by_honour(configuration: Configuration) -> list[dict[str, Any]]:
    """Honour's own records in the database of a site that it runs: what they are, and until when."""
    if configuration.serving is None:
        return []
    from honour.wiring.offers import brought
    from honour.wiring.own_records import KEPT, WORKED

    tables: dict[str, list[str]] = {}
    of_trades = [named for trade in brought() for named in trade.impersonal.items()]
    for table, what in (*KEPT.items(), *WORKED.items(), *of_trades):
        tables.setdefault(what.en, []).append(table)
    return [{"what": what, "tables": named} for what, named in tables.items()]


def _without_keys(site: Path, policy: Policy) -> list[str]:
    """Platforms that the policy lets people sign in through, and that have no button for want of keys."""
    configuration = read_configuration(site)
    if configuration.serving is None or policy.account is None:
        return []
    return [
        f"{name}: [sign_in.{name}] in {CONFIGURATION} gives no id and secret that the environment has, so"
        f' that there is no button: write `id = "${{{name.upper()}_ID}}"` and'
        f' `secret = "${{{name.upper()}_SECRET}}"` there and set both variables, or take {name} out of'
        " `account: sign in with`"
        for name in lacking(policy.account, configuration.sign_in)
    ]
