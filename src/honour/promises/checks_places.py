"""Where data go and whose word that is: countries without a ground, assurances that have ended."""

from collections.abc import Iterator
from datetime import date

from honour.promises.findings import Findings, Position
from honour.promises.policy import Policy
from honour.promises.share import receivers
from honour.promises.transfers import EEA, check_transfers


def check_places(policy: Policy, findings: Findings) -> None:
    """Data that lie outside the European Economic Area without a ground (C39)."""
    going = {each.key: (each.country, each.transfers, each.at) for each in policy.recipients.values()}
    check_transfers(going, findings)
    allowed = {code for each in policy.recipients.values() for ground in each.transfers for code in ground.to}
    protect = policy.protect
    for what, country in (
        ("servers", protect.servers),
        ("backups", protect.backups.country if protect.backups else None),
    ):
        if country and country not in EEA | allowed:
            reason = f"{what} lie in {country}, outside the European Economic Area, and no transfer is named"
            mend = "add `transfer: {by: standard clauses, file: …}` to the recipient that keeps them"
            findings.add(protect.at, reason, mend, "GDPR Art. 44-49, 13(1)(f)")


def check_assured(policy: Policy, findings: Findings) -> None:
    """What somebody else undertook, and no longer binds when the policy takes effect (C29; meaning 12)."""
    if policy.site.effective is None:
        return
    begins = date.fromisoformat(policy.site.effective)
    for what, until, at in _dated(policy):
        if until < begins:
            reason = f"{what} ended on {until.isoformat()}, before this policy takes effect"
            findings.add(at, reason, "renew it and write its new last day", "LANGUAGE, meaning 12")


def _dated(policy: Policy) -> Iterator[tuple[str, date, Position]]:
    for each in policy.recipients.values():
        if each.assured:
            yield f"the undertaking of {each.key}", each.assured.until, each.assured.at
        for ground in each.transfers:
            if ground.until:
                yield f"the ground for sending data to {each.key}", ground.until, ground.at
        if each.until:
            yield f"the contract with {each.key}", each.until, each.at
    for shared in policy.share:
        if shared.assured:
            yield f"the undertaking of {shared.assured.by}", shared.assured.until, shared.assured.at


def check_received(policy: Policy, findings: Findings) -> None:
    """A recipient that is declared and receives nothing: either a line is missing, or it is no recipient."""
    reached = {
        receiver.key
        for each in policy.share
        for receiver in receivers(each, policy.vocabulary, policy.recipients)
    }
    methods = policy.account.providers() if policy.account else ()
    for each in policy.recipients.values():
        if each.stores or each.sees or each.key in reached or each.key in methods:
            continue
        reason = f"no statement says which data {each.key} receives"
        mend = f"add `- {{data: …, with: {each.key}}}` under `share`, or delete the recipient"
        findings.add(each.at, reason, mend, "LANGUAGE, meaning 6; GDPR Art. 13(1)(e)")


def check_archived(policy: Policy, findings: Findings) -> None:
    """What is archived by law is seen by named roles only (meaning 8), where the policy names roles."""
    if not policy.protect.staff_see:
        return
    for statement in policy.keep:
        for name in statement.data if statement.basis and statement.basis.by_law else ():
            if name not in policy.protect.staff_see:
                reason = f"“{name}” is archived as a law asks, and `staff see` does not say who can see it"
                mend = f"add `{name}: accounts`, or another role, to `staff see`"
                findings.add(statement.at, reason, mend, "LANGUAGE, meaning 8; GDPR Art. 32(4)")
