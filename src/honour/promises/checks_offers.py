"""What the services of a site promise, held against the rest of its policy."""

from typing import Final

from honour.promises.checks_law import longer
from honour.promises.findings import Findings
from honour.promises.law import RULES, sourced
from honour.promises.periods import Period, written
from honour.promises.policy import Policy

_CUSTOMERS: Final = "offers to customers"


def check_newsletter(policy: Policy, findings: Findings) -> None:
    """A newsletter that is offered, and for which nothing is collected (meaning 6)."""
    offered = policy.offer.get("newsletter")
    if offered and not any(each.purpose == "newsletter" for each in policy.collect):
        reason = "a newsletter is offered, and nothing is collected for it"
        mend = "add `- {data: …, for: newsletter, basis: consent}` under `collect`"
        findings.add(offered.at, reason, mend, "LANGUAGE, meaning 6; GDPR Art. 13(1)(c)")


def check_stored_payment(policy: Policy, findings: Findings) -> None:
    """A means of payment kept as a token, which no kind of data holds or nobody consented to (C07)."""
    for name, offered in policy.offer.items():
        if "token" not in offered.words.get("stored method", ()):
            continue
        kinds = {kind.name for kind in policy.data.values() if "payment reference" in kind.fields}
        if not kinds:
            reason = f"{name} keeps a means of payment, and no kind of data holds `payment reference`"
            mend = "add a kind that holds `payment reference`, or write `stored method: none`"
            findings.add(offered.at, reason, mend, "LANGUAGE, meaning 6")
        elif not any(each.basis.ground == "consent" and kinds & set(each.data) for each in policy.collect):
            reason = f"{name} keeps a means of payment for later, and no consent is the basis for it"
            mend = f"add `- {{data: {min(kinds)}, for: payment, basis: consent}}` under `collect`"
            findings.add(offered.at, reason, mend, "GDPR Art. 6(1)(a)")


def check_terms_repeated(policy: Policy, findings: Findings) -> None:
    """A length of time that an offer says again, and `keep` says otherwise (C21)."""
    for name, offered in policy.offer.items():
        for setting in offered.offer.settings:
            told = offered.periods.get(setting.name)
            if told is None or not setting.repeats:
                continue
            kinds = {kind.name for kind in policy.data.values() if setting.repeats in kind.fields}
            for statement in policy.keep:
                about = kinds & set(statement.data)
                if not about or any(_alike(ending.after, told) for ending in statement.endings):
                    continue
                same = written(told)
                reason = f"{name} says {setting.name}: {same}, and `keep` says another term of “{min(about)}”"
                mend = f"write `for: {same}` here, or the same term as here in `{setting.name}`"
                findings.add(statement.at, reason, mend, "LANGUAGE, meaning 1; GDPR Art. 13(2)(a)")


def _alike(one: Period | None, other: Period) -> bool:
    return one is not None and not longer(one, other) and not longer(other, one)


def check_offers_to_customers(policy: Policy, findings: Findings) -> None:
    """Offers to own customers, which they can refuse at once and in each letter (C12)."""
    rule = RULES["CPCE L34-5"]
    sent = [
        each
        for each in policy.collect
        if each.purpose == "direct marketing" and each.basis.ground == "legitimate interest"
    ]
    told = _CUSTOMERS in policy.tell.words
    if told and not any(each.purpose == "direct marketing" for each in policy.collect):
        reason = "offers to customers are announced, and nothing is collected for them"
        mend = "add `- {data: …, for: direct marketing, basis: legitimate interest, …}` under `collect`"
        findings.add(policy.tell.at, reason, mend, "LANGUAGE, meaning 6")
    if sent and not told and policy.site.publisher.country == rule.country and rule.read:
        reason = "customers get offers, and nothing says that they can refuse them"
        mend = f"add `{_CUSTOMERS}: can be refused` under `tell`"
        findings.add(sent[0].at, reason, mend, sourced(rule))
