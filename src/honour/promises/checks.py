"""What can be read in a policy and should not stand so: one statement against another, against a law, against
the calendar's zones. Each is a finding with its place, its source and the line that mends it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from honour.promises.data import is_document, told_fields
from honour.promises.findings import Finding, Findings
from honour.promises.grammar import period_in_words
from honour.promises.keep import Ending, Keep
from honour.promises.law import LAWS, Law
from honour.promises.lexicon import EVENTS
from honour.promises.periods import Period
from honour.promises.policy import Policy
from honour.promises.reading import nearest
from honour.promises.share import NOBODY, Share

_CREDENTIALS: Final = frozenset({"user name", "password hash"})
_LENGTHS: Final = {"days": 1.0, "weeks": 7.0, "months": 365.2425 / 12, "years": 365.2425}


def check(policy: Policy, zones: Collection[str], laws: Mapping[str, Law] = LAWS) -> tuple[Finding, ...]:
    """Everything to mend in a policy that can be read, in the order of the file; empty if it is sound.

    `zones` are the time zones that the machine knows, handed over because finding them reads the disk.
    """
    findings = Findings()
    unsorted = (*_zone(policy, zones), *_kept_by_something(policy), *_collected_by_something(policy))
    for statement in policy.keep:
        _check_ends(policy, statement, findings)
        _check_of_and_purpose(policy, statement, findings)
        if statement.basis and statement.basis.law:
            _check_law(policy, statement, laws[statement.basis.law], findings)
    _check_nobody(policy, findings)
    return (*unsorted, *findings.sorted())


def _zone(policy: Policy, zones: Collection[str]) -> Iterator[Finding]:
    zone = policy.site.time_zone
    if zone not in zones:
        close = nearest(zone, zones)
        mend = f"write `time zone: {close or 'Europe/Paris'}`, a name of the IANA list"
        yield Finding("site: time zone", f"this machine knows no time zone “{zone}”", mend)


def _kept_by_something(policy: Policy) -> Iterator[Finding]:
    for kind in policy.data.values():
        for group in kind.of:
            if any(kind.name in each.data and each.of in (None, group) for each in policy.keep):
                continue
            reason = f"no statement of `keep` says until when “{kind.name}” of {group} is kept"
            mend = f"add `- {{data: {kind.name}, until: …}}` under `keep`"
            yield Finding(str(kind.at), reason, mend, "LANGUAGE, meaning 1; GDPR Art. 5(1)(e)")


def _collected_by_something(policy: Policy) -> Iterator[Finding]:
    for kind in policy.data.values():
        if not any(kind.name in each.data for each in policy.collect):
            reason = f"no statement of `collect` says why “{kind.name}” is held"
            mend = f"add `- {{data: {kind.name}, for: …, basis: …}}` under `collect`, or delete the kind"
            yield Finding(str(kind.at), reason, mend, "LANGUAGE, meaning 6; GDPR Art. 13(1)(c)")


def _check_ends(policy: Policy, statement: Keep, findings: Findings) -> None:
    """Somebody who never acts must not be kept for ever (LANGUAGE, meaning 1)."""
    if any(_comes_by_itself(ending) for ending in statement.endings):
        return
    closing = any(ending.event == "account closed" for ending in statement.endings)
    if closing and _accounts_close_by_themselves(policy):
        return
    acts = ", ".join(ending.event for ending in statement.endings)
    reason = f"only the person's own act ends this term ({acts})"
    mend = "add `or: 2 years without sign-in`, or another event"
    if closing:
        mend += "; one such line on the credentials serves every term that `account closed` ends"
    findings.add(statement.at, reason, mend, "LANGUAGE, meaning 1; GDPR Art. 5(1)(e)")


def _comes_by_itself(ending: Ending) -> bool:
    event = EVENTS[ending.event]
    return not event.own_act


def _accounts_close_by_themselves(policy: Policy) -> bool:
    """Whether a term of the credentials ends without the person's act: that end is `account closed`."""
    return any(
        _CREDENTIALS & {name for kind in each.data for name in policy.data[kind].fields}
        and any(_comes_by_itself(ending) for ending in each.endings)
        for each in policy.keep
    )


def _check_of_and_purpose(policy: Policy, statement: Keep, findings: Findings) -> None:
    for name in statement.data:
        kind = policy.data[name]
        if statement.of and statement.of not in kind.of:
            reason = f"“{name}” is not data of {statement.of}"
            findings.add(statement.at, reason, f"write `of: {' or '.join(kind.of)}`, or delete `of`")
        served = {each.purpose for each in policy.collect if name in each.data}
        if statement.purpose and statement.purpose not in served:
            reason = f"“{name}” is not collected for {statement.purpose}"
            mend = f"name one of: {', '.join(sorted(served))}" if served else "add a statement to `collect`"
            findings.add(statement.at, reason, mend, "GDPR Art. 5(1)(b)")


def _check_law(policy: Policy, statement: Keep, law: Law, findings: Findings) -> None:
    source = f"{law.key} ({law.source})"
    if law.read is None:
        reason = f"nobody has checked the catalogue's entry {law.key} against the law's text"
        findings.add(statement.at, reason, "read the article, and name the day in the catalogue", source)
    if policy.site.publisher.country != law.country:
        reason = f"{law.key} is a law of {law.country}; the publisher is in {policy.site.publisher.country}"
        findings.add(statement.at, reason, "name the law that binds the publisher", source)
    for name in statement.data:
        beyond = [each for each in policy.data[name].fields if each not in law.fields]
        if beyond:
            reason = f"{law.key} does not oblige to keep {', '.join(beyond)} of “{name}”"
            findings.add(
                statement.at, reason, "move these fields to another kind, with a term of its own", source
            )
    _check_term_of_law(statement, law, findings, source)


def _check_term_of_law(statement: Keep, law: Law, findings: Findings, source: str) -> None:
    asked = period_in_words(law.period, "en")
    mend = f"write `for: {law.period.amount} {law.period.unit}, since: {law.since[0]}`"
    for ending in statement.endings:
        if ending.after is None or ending.event not in law.since:
            reason = f"“{ending.event}” could end the term before the {asked} of {law.key} are over"
            findings.add(statement.at, reason, mend, source)
        elif _longer(law.period, ending.after):
            findings.add(statement.at, f"{law.key} asks for {asked}; this term is shorter", mend, source)
        elif _longer(ending.after, law.period):
            reason = f"{law.key} asks for {asked}; it is no basis for keeping longer"
            findings.add(statement.at, reason, mend + ", and give the rest another basis", source)


def _longer(one: Period, other: Period) -> bool:
    """Whether a period is clearly longer; the same length in other units (10 years, 120 months) is not."""
    return one.amount * _LENGTHS[one.unit] > other.amount * _LENGTHS[other.unit] + 1.5


def _check_nobody(policy: Policy, findings: Findings) -> None:
    """What goes to nobody cannot go to somebody (LANGUAGE, meaning 6)."""
    for closed in (each for each in policy.share if each.recipient == NOBODY):
        for other in (each for each in policy.share if each.recipient != NOBODY):
            for kind in (name for name in closed.data if name in other.data):
                reason = f"“{kind}” goes to nobody here, and to {other.recipient} on line {other.at.line}"
                findings.add(closed.at, reason, "delete one of the two", "LANGUAGE, meaning 6")
            _check_nobody_by_field(policy, closed, other, findings)


def _check_nobody_by_field(policy: Policy, closed: Share, other: Share, findings: Findings) -> None:
    """A field of a kind that goes to nobody, and of another kind that goes to somebody.

    What stands on a document is no finding: the sentence says that it goes with the document.
    """
    for one in (policy.data[name] for name in closed.data if name not in other.data):
        for two in (policy.data[name] for name in other.data):
            both = [each for each in told_fields(one) if each in two.fields]
            if not both or not set(one.of) & set(two.of) or is_document(two, policy.vocabulary):
                continue
            reason = (
                f"{', '.join(both)} of “{one.name}” go to nobody here; as “{two.name}” to {other.recipient}"
            )
            mend = "move the shared fields to a kind of their own, or delete one of the two lines"
            findings.add(closed.at, reason, mend, "LANGUAGE, meaning 6")
