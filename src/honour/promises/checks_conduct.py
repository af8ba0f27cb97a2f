"""What a publisher says of its own conduct (`protect`, `never`, `tell`, `say`, `offer`) against the rest."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from honour.promises.data import is_document
from honour.promises.findings import Findings, Position
from honour.promises.never import ACTS, Never
from honour.promises.policy import Policy

# Which ways to measure break which promise. A count that needs no consent uses no tracker, and still watches.
_MEASURED: Final = ("consent", "aggregate exempt")
_WATCHING: Final[Mapping[str, tuple[str, ...]]] = {
    "watch navigation": _MEASURED,
    "record behaviour": _MEASURED,
    "analyse behaviour": _MEASURED,
    "use trackers": ("consent",),
}
_PROMISE: Final = "LANGUAGE, meaning 6; GDPR Art. 5(1)(a)"


def check_never(policy: Policy, findings: Findings) -> None:
    """An act that is promised never, and that another line of the policy does or asks for (C23, C31)."""
    for promise in policy.never:
        for broken, at in _broken(policy, promise):
            where = f" on line {at.line}" if at.line else ""
            reason = f"“{promise.act}” is promised never, and {broken}{where}"
            findings.add(promise.at, reason, "delete one of the two", _PROMISE)


def _broken(policy: Policy, promise: Never) -> Iterator[tuple[str, Position]]:
    act = ACTS[promise.act]
    statements = [
        *((each.data, each.purpose, each.at) for each in policy.collect),
        *((each.data, each.purpose, each.at) for each in policy.share),
    ]
    for kinds, purpose, at in statements:
        meant = [kind for kind in kinds if not act.fields or act.fields & set(policy.data[kind].fields)]
        if purpose in act.purposes and meant:
            yield f"“{meant[0]}” serves {purpose}", at
    if promise.act == "prospect":
        if "newsletter" in policy.offer:
            yield "a newsletter is offered", policy.offer["newsletter"].at
        if "offers to customers" in policy.tell.words:
            yield "customers are sent offers", policy.tell.at
    if promise.act == "decide automatically" and policy.decide:
        yield "a machine decides alone", policy.decide[0].at
    if policy.ask and policy.ask.measuring in _WATCHING.get(promise.act, ()):
        yield f"the use of the site is measured ({policy.ask.measuring})", policy.ask.at


def check_limits_told(policy: Policy, findings: Findings) -> None:
    """A limit that leaves the person without what the publisher owes (C28), or that does not fit the data."""
    if "own archive" in policy.say.limits and policy.protect.backups is None:
        findings.add(
            policy.say.at,
            "people are told to keep their own copies, and not what is saved here and for how long",
            "add `backups: {kept: 30 days, country: FR}` under `protect`",
            "GDPR Art. 32(1)(b)-(c); C. conso. R212-1, 6°",
        )
    if "bank identity theft" not in policy.say.limits:
        return
    for kind in policy.data.values():
        if "bank account" in kind.fields:
            reason = f"the page says that no bank details are held, and “{kind.name}” holds them"
            findings.add(policy.say.at, reason, "delete `bank identity theft`, or `bank account`", _PROMISE)


def check_places_told(policy: Policy, findings: Findings) -> None:
    """A country named for the servers that a recipient which stores everything contradicts (C39)."""
    told = policy.protect.servers
    if told is None:
        return
    for recipient in policy.recipients.values():
        if recipient.stores and recipient.country != told:
            where = f"{recipient.key} stores them in {recipient.country}"
            reason = f"servers: the data are said to lie in {told}; {where}"
            findings.add(policy.protect.at, reason, f"write `servers: {recipient.country}`", _PROMISE)


def check_shown(policy: Policy, findings: Findings) -> None:
    """Data said to be visible to the person alone where tickets can be made public (C15, C25)."""
    support = policy.offer.get("support")
    alone = policy.protect.words.get("shown on the site to") == "the person alone"
    if alone and support and "public tickets" in support.words:
        public = f"tickets can be public on line {support.at.line}"
        reason = f"only the person is said to see data on the site, and {public}"
        findings.add(policy.protect.at, reason, "delete `shown on the site to`", _PROMISE)


def check_staff(policy: Policy, findings: Findings) -> None:
    """A field that only some staff are said to see, and only others as another kind of data (C15).

    What stands on a document is no finding: the sentence says who sees the document.
    """
    seen = policy.protect.staff_see
    for one, other in combinations(seen, 2):
        first, second = policy.data[one], policy.data[other]
        if is_document(first, policy.vocabulary) or is_document(second, policy.vocabulary):
            continue
        both = [name for name in first.fields if name in second.fields and set(first.of) & set(second.of)]
        if both and set(seen[one]) != set(seen[other]):
            reason = (
                f"{', '.join(both)} of “{one}” and of “{other}” are said to be seen by different staff alone"
            )
            mend = f"give both the same roles: `{one}: …`, `{other}: …`"
            findings.add(policy.protect.at, reason, mend, _PROMISE)
