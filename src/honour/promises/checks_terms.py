"""Terms: each use of each kind ends, for everybody, by something that can happen (LANGUAGE, meaning 1)."""

from collections.abc import Mapping
from typing import Final

from honour.promises.checks_law import groups
from honour.promises.data import Data
from honour.promises.findings import Findings
from honour.promises.keep import Ending, Keep, collected_under
from honour.promises.lexicon import GROUPS
from honour.promises.policy import Policy

_SOURCE: Final = "LANGUAGE, meaning 1; GDPR Art. 5(1)(e)"
_CREDENTIALS: Final = frozenset({"user name", "password hash"})

# Events that cannot happen to a group of the lexicon, by what its word means. A declared group can mean
# anything.
_NO_ACCOUNT: Final = frozenset({"visitor"})
_NO_ORDER: Final = frozenset({"visitor", "registrant", "applicant"})
_NEVER: Final[Mapping[str, frozenset[str]]] = {
    "account closed": _NO_ACCOUNT,
    "account created": _NO_ACCOUNT,
    "last sign-in": _NO_ACCOUNT,
    "access expires": _NO_ACCOUNT,
    "services ended": _NO_ACCOUNT,
    "last order": _NO_ORDER,
    "employment ended": frozenset(GROUPS) - {"employee"},
}


def check_kept(policy: Policy, findings: Findings) -> None:
    """Data to which no statement applies, and purposes that no statement ends."""
    for kind in policy.data.values():
        for group in kind.of:
            kept = [each for each in policy.keep if kind.name in each.data and each.of in (None, group)]
            if not kept:
                reason = f"no statement of `keep` says until when “{kind.name}” of {group} is kept"
                mend = f"add `- {{data: {kind.name}, until: …}}` under `keep`"
                findings.add(kind.at, reason, mend, _SOURCE)
                continue
            served = dict.fromkeys(each.purpose for each in policy.collect if kind.name in each.data)
            ended = {each.purpose for each in kept}
            if not ended <= set(served):
                continue  # one is for every purpose, or for one that the data do not have
            for purpose in (each for each in served if each not in ended):
                reason = f"no statement of `keep` ends the use of “{kind.name}” of {group} for {purpose}"
                mend = f"add `- {{data: {kind.name}, purpose: {purpose}, until: …}}` under `keep`"
                findings.add(kind.at, reason, mend, _SOURCE)


def check_collected(policy: Policy, findings: Findings) -> None:
    """Data that no statement collects do not exist (meaning 6)."""
    for kind in policy.data.values():
        if not any(kind.name in each.data for each in policy.collect):
            reason = f"no statement of `collect` says why “{kind.name}” is held"
            mend = f"add `- {{data: {kind.name}, for: …, basis: …}}` under `collect`, or delete the kind"
            findings.add(kind.at, reason, mend, "LANGUAGE, meaning 6; GDPR Art. 13(1)(c)")


def check_ends(policy: Policy, findings: Findings) -> None:
    """A term that no event can end, and one that only the person's own act ends, for each group."""
    for statement in policy.keep:
        for kind in (policy.data[name] for name in statement.data):
            for group in groups(statement, kind):
                _check_end(policy, statement, kind, group, findings)


def check_consent_ends(policy: Policy, findings: Findings) -> None:
    """A term of what rests on consent alone, and that goes on when the consent is withdrawn."""
    for statement in policy.keep:
        if any(ending.event == "consent withdrawn" for ending in statement.endings):
            continue
        for name in statement.data:
            basis = statement.basis or collected_under((name,), statement.purpose, policy.collect)
            if basis and basis.ground == "consent" and basis.exception is None:
                reason = f"“{name}” rests on consent, and to withdraw it does not end this term"
                mend = "write `until: consent withdrawn`, and the length of time as `or: … since …`"
                findings.add(statement.at, reason, mend, "GDPR Art. 7(3) and 17(1)(b)")


def _check_end(policy: Policy, statement: Keep, kind: Data, group: str, findings: Findings) -> None:
    possible = [each for each in statement.endings if can_happen(policy, kind, group, each)]
    if not possible:
        events = ", ".join(ending.event for ending in statement.endings)
        reason = f"nothing can end this term for “{kind.name}” of a {group} ({events})"
        findings.add(statement.at, reason, "add `or: 1 year since recorded`, or another event", _SOURCE)
        return
    if any(_comes_by_itself(ending) for ending in possible):
        return
    closing = any(ending.event == "account closed" for ending in possible)
    if closing and _account_closes_by_itself(policy, group):
        return
    reason = f"only the person's own act ends this term ({', '.join(ending.event for ending in possible)})"
    mend = "add `or: 2 years without sign-in`, or another event"
    if closing:
        mend += "; one such line on the credentials serves every term that `account closed` ends"
    findings.add(statement.at, reason, mend, _SOURCE)


def can_happen(policy: Policy, kind: Data, group: str, ending: Ending) -> bool:
    """Whether an event can happen to these data of this group at all."""
    if ending.event == "consent withdrawn":
        return any(each.basis.ground == "consent" for each in policy.collect if kind.name in each.data)
    if ending.event == "invoice issued":
        return "invoice" in kind.fields
    return group not in _NEVER.get(ending.event, ())


def _comes_by_itself(ending: Ending) -> bool:
    return not ending.told.own_act


def _account_closes_by_itself(policy: Policy, group: str) -> bool:
    """Whether a term of the credentials ends without the person's act: that end is `account closed`."""
    return any(
        _CREDENTIALS & {name for kind in each.data for name in policy.data[kind].fields}
        and any(group in groups(each, policy.data[kind]) for kind in each.data)
        and any(_comes_by_itself(ending) for ending in each.endings)
        for each in policy.keep
    )


def check_waiting(policy: Policy, findings: Findings) -> None:
    """An erasure that waits for what can happen to nobody here: the request would wait for ever (C03)."""
    line = policy.allow.get("erase")
    waited = line.waits_for if line else None
    if line and waited and set(policy.people) <= _NEVER.get(waited.name, frozenset()):
        reason = f"erasure waits for “{waited.name}”, which happens to nobody here"
        mend = "delete `waits for`, or name an event that ends what people have with the site"
        findings.add(line.at, reason, mend, "C03; LANGUAGE, meaning 4; GDPR Art. 12(3) and 17(1)")


def check_of_and_purpose(policy: Policy, findings: Findings) -> None:
    """A statement that names a group or a purpose which its data do not have."""
    for statement in policy.keep:
        for kind in (policy.data[name] for name in statement.data):
            if statement.of and statement.of not in kind.of:
                reason = f"“{kind.name}” is not data of {statement.of}"
                mend = f"write `of: {' or '.join(kind.of)}`, or delete `of`"
                findings.add(statement.at, reason, mend)
            served = {each.purpose for each in policy.collect if kind.name in each.data}
            if statement.purpose and statement.purpose not in served:
                reason = f"“{kind.name}” is not collected for {statement.purpose}"
                mend = f"name one of: {', '.join(sorted(served))}" if served else "add it to `collect`"
                findings.add(statement.at, reason, mend, "GDPR Art. 5(1)(b)")


def check_exceptions(policy: Policy, findings: Findings) -> None:
    """An exception to erasure that the statement's own basis cannot carry (meaning 2)."""
    for statement in policy.keep:
        basis = statement.basis
        if basis is None or basis.exception is None:
            continue
        if basis.exception == "b" and basis.ground not in ("legal obligation", "public task"):
            reason = f"exception b is for a duty of law or a public task; the basis here is {basis.ground}"
            mend = "write `basis: {law: …}`, or `exception: e` for legal claims"
            findings.add(statement.at, reason, mend, "GDPR Art. 17(3)(b)")
        elif basis.ground == "consent":
            reason = "what rests on consent ends when it is withdrawn; no exception keeps it under that basis"
            mend = "give what stays a basis of its own, as in `basis: legitimate interest`"
            findings.add(statement.at, reason, mend, "GDPR Art. 7(3) and 17(1)(b)")


def check_warnings(policy: Policy, findings: Findings) -> None:
    """Documents that end with the service, before which nobody is told to take them away (C27)."""
    for statement in policy.keep:
        if statement.warn or not any(
            each.event in ("access expires", "services ended") for each in statement.endings
        ):
            continue
        for kind in (policy.data[name] for name in statement.data):
            if any(policy.vocabulary.fields[name].document for name in kind.fields):
                reason = f"“{kind.name}” goes when the service ends, and nobody is told before"
                findings.add(
                    statement.at, reason, "add `warn: [30 days, 7 days]`", "LANGUAGE; GDPR Art. 5(1)(a)"
                )
