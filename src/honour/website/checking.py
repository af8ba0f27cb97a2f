"""What `honour check` finds in a site, for the command and for the page that shows it."""

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from honour.carrying_out.site import Checked
from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import Policy
from honour.promises.stated_law import told_as_not_checked
from honour.website.folder import key_place_of, policy_findings, read_configuration, read_policy
from honour.website.mapped import mapped

_11 = "DESIGN, section 11"


def checked(site: Path, now: datetime) -> Checked:
    """What is to be mended in a site that Honour runs, by its folder and its databases as they are now."""
    try:
        policy, _ = read_policy(site)
    except Unreadable as error:
        return Checked(error.findings, (), ())
    from honour.website.own_look import text_findings  # who checks a site from the command need not load it

    remarks: list[str] = []
    found = (*findings_of(site, policy, True, remarks, now), *text_findings(site, policy))
    return Checked(found, tuple(told_as_not_checked(law) for law in policy.stated_laws), tuple(remarks))


def findings_of(site: Path, policy: Policy, looked: bool, remarks: list[str], now: datetime) -> list[Finding]:
    """What must be mended in a site, in its databases too where they are `looked` at; what else is to be said
    goes to `remarks`.
    """
    found = [*policy_findings(policy)]
    if looked:
        borne: dict[str, int | None] = {}
        found += _with_databases(site, policy, borne, now)
        found += _came_back(site, borne, remarks)
    return found


def _with_databases(
    site: Path, policy: Policy, borne: dict[str, int | None], now: datetime
) -> Iterator[Finding]:
    """What does not fit; `borne` takes the number of the last act in each store, None where it bears none."""
    from honour.carrying_out.checking import findings_between
    from honour.carrying_out.counting import counted
    from honour.places.resolving import resolve
    from honour.plans.hanging import Hanging
    from honour.wiring.stores import opened_stores, strays

    configuration = read_configuration(site)
    as_mapped = mapped(site, configuration, policy)
    policy, written = as_mapped.policy, as_mapped.written
    with opened_stores(written, os.environ) as (stores, catalogue):
        borne.update({name: store.mark() for name, store in stores.items()})
        try:
            hanging = Hanging(resolve(written, catalogue))
            yield from findings_between(policy, written, hanging)
            stray = list(strays(stores))
            yield from stray
            doubtful = {finding.place for finding in stray}  # what lies there cannot all be counted
            whole = {name: store for name, store in stores.items() if name not in doubtful}
            yield from counted(hanging, whole, now)
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
