"""What a policy says of a law, held against the catalogue (LANGUAGE, meaning 7). Only laws of the declared
country apply, and only entries that somebody has read."""

from collections.abc import Mapping, Sequence
from typing import Final

from honour.promises.data import Data
from honour.promises.findings import Findings, Position
from honour.promises.grammar import period_in_words
from honour.promises.keep import Ending, Keep
from honour.promises.law import LIMITS, Law, sourced
from honour.promises.law_entry import Limit
from honour.promises.periods import Period, written
from honour.promises.policy import Policy

_LENGTHS: Final = {"days": 1.0, "weeks": 7.0, "months": 365.2425 / 12, "years": 365.2425}
_KEPT_APART: Final = "keep their data by a statement of its own: `of: …`, with another basis"
_COLLECTED_APART: Final = "declare their data as another kind under `data`, collected on another basis"


def check_laws(policy: Policy, laws: Mapping[str, Law], findings: Findings) -> None:
    """Each law that a statement names: of this country, over these fields and people, for this term.

    `collect` has no term, so its grounds are held against country, fields and people. What a statement of
    `keep` says of the same data under the same law is told there, and not twice.
    """
    told: set[tuple[str, str, str]] = set()
    for statement in policy.keep:
        if statement.basis and statement.basis.law:
            law = laws[statement.basis.law]
            whose = {name: groups(statement, policy.data[name]) for name in statement.data}
            told |= {(law.key, name, group) for name, people in whose.items() for group in people}
            by_law = any(each.basis.law == law.key and set(whose) & set(each.data) for each in policy.collect)
            apart = _COLLECTED_APART if by_law else _KEPT_APART
            if _check_scope(policy, law, whose, statement.at, findings, apart):
                _check_term(statement, law, findings)
    for collected in policy.collect:
        if collected.basis.law:
            law = laws[collected.basis.law]
            whose = {
                name: tuple(each for each in policy.data[name].of if (law.key, name, each) not in told)
                for name in collected.data
            }
            _check_scope(policy, law, whose, collected.at, findings, _COLLECTED_APART)


def _check_scope(
    policy: Policy,
    law: Law,
    whose: Mapping[str, Sequence[str]],
    at: Position,
    findings: Findings,
    apart: str,
) -> bool:
    """Whether the law was read, so that more can be said of it; `whose` are groups by kind of data, and
    `apart` is the mend for people of whom the law says nothing."""
    source = sourced(law)
    kinds = {policy.data[name]: people for name, people in whose.items() if people}
    if kinds and law.read is None:  # what was not read can neither allow nor forbid anything
        reason = f"nobody has checked the catalogue's entry {law.key} against the law's text"
        findings.add(at, reason, "read the article, and name the day in the catalogue", source)
    if not kinds or law.read is None:
        return False
    if policy.site.publisher.country != law.country:
        reason = f"{law.key} is a law of {law.country}; the publisher is in {policy.site.publisher.country}"
        findings.add(at, reason, "name the law that binds the publisher", source)
    for kind, people in kinds.items():
        beyond = [each for each in kind.fields if each not in law.fields]
        if beyond:
            reason = f"{_as_read(law)} does not oblige to keep {', '.join(beyond)} of “{kind.name}”"
            mend = "move these fields to another kind, with a term of its own"
            findings.add(at, reason, mend, source)
        strangers = [group for group in people if not _covers(law, group)]
        if strangers:
            reason = f"{_as_read(law)} says nothing of the data of a {' or a '.join(strangers)}"
            findings.add(at, reason, apart, source)
    return True


def _as_read(law: Law) -> str:
    """The law as a finding cites it for what it leaves out: the catalogue's reading may know only a part."""
    return f"{law.key}, as the catalogue reads it,"


def groups(statement: Keep, kind: Data) -> tuple[str, ...]:
    """The groups whose data of this kind the statement keeps."""
    return kind.of if statement.of is None else tuple(each for each in kind.of if each == statement.of)


def _covers(law: Law, group: str) -> bool:
    return group not in law.not_of and (not law.of or group in law.of)


def _check_term(statement: Keep, law: Law, findings: Findings) -> None:
    asked, source = period_in_words(law.period, "en"), sourced(law)
    mend = f"write `for: {written(law.period)}, since: {law.since[0]}`"
    for ending in statement.endings:
        if ending.after is None or ending.event not in law.since:
            reason = f"“{ending.event}” could end the term before the {asked} of {law.key} are over"
            findings.add(statement.at, reason, mend, source)
        elif longer(law.period, ending.after):
            findings.add(statement.at, f"{law.key} asks for {asked}; this term is shorter", mend, source)
        elif longer(ending.after, law.period):
            reason = f"{law.key} asks for {asked}; it is no basis for keeping longer"
            findings.add(statement.at, reason, mend + ", and give the rest another basis", source)


def longer(one: Period, other: Period) -> bool:
    """Whether a period is clearly longer; the same length in other units (10 years, 120 months) is not."""
    return one.amount * _LENGTHS[one.unit] > other.amount * _LENGTHS[other.unit] + 1.5


def check_floors(policy: Policy, laws: Mapping[str, Law], findings: Findings) -> None:
    """Total deletion against a duty to keep (C05): what a publisher who is shown to be bound must keep."""
    for law in laws.values():
        if law.read is None or not _shown_bound(policy, law):
            continue
        for kind in policy.data.values():
            if law.floor_for & set(kind.fields) and not _kept_so_long(policy, kind, law):
                asked = period_in_words(law.period, "en")
                reason = f"{law.key} obliges {law.bound.en} to keep “{kind.name}” for {asked}; nothing does"
                mend = (
                    f"add `- {{data: {kind.name}, for: {written(law.period)}, "
                    f"since: {law.since[0]}, basis: {{law: {law.key}}}}}` under `keep`"
                )
                findings.add(kind.at, reason, mend, sourced(law))


def _shown_bound(policy: Policy, law: Law) -> bool:
    """Whether the publisher is in the law's country and has an entry that only those bound have."""
    publisher = policy.site.publisher
    entry = (publisher.register or "").replace(".", "").strip()
    return publisher.country == law.country and any(entry.startswith(each) for each in law.shown_by)


def _kept_so_long(policy: Policy, kind: Data, law: Law) -> bool:
    return any(
        kind.name in each.data
        and each.of in (None, *kind.of)
        and all(_as_long(ending, law) for ending in each.endings)
        for each in policy.keep
    )


def _as_long(ending: Ending, law: Law) -> bool:
    return ending.after is not None and ending.event in law.since and not longer(law.period, ending.after)


def check_limits(policy: Policy, findings: Findings, limits: Mapping[str, Limit] = LIMITS) -> None:
    """Terms longer than an authority's longest (C22): for the data that it speaks of, in its country."""
    for limit in limits.values():
        if limit.read is None or limit.country != policy.site.publisher.country:
            continue
        for statement in policy.keep:
            kinds = [name for name in statement.data if _limited(policy, statement, name, limit)]
            longest = limit.explained if statement.criteria and limit.explained else limit.period
            over = [ending for ending in statement.endings if _over(ending, limit, longest)]
            if kinds and over and len(over) == len(statement.endings):
                most = period_in_words(longest, "en")
                reason = f"“{kinds[0]}” is kept for longer than the {most} that {limit.key} recommends"
                mend = f"write `for: {written(limit.period)}, since: {limit.since[0]}`"
                findings.add(statement.at, reason, mend, sourced(limit))


def _limited(policy: Policy, statement: Keep, name: str, limit: Limit) -> bool:
    served = {each.purpose for each in policy.collect if name in each.data}
    purposes = {statement.purpose} if statement.purpose else served
    held = set(policy.data[name].fields)
    return bool(purposes) and purposes <= limit.purposes and (not limit.fields or bool(held & limit.fields))


def _over(ending: Ending, limit: Limit, longest: Period) -> bool:
    return ending.after is not None and ending.event in limit.since and longer(ending.after, longest)
