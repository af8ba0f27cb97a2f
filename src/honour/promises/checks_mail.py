"""Letters that sell: on which ground they go, and that they end with the account."""

from typing import Final

from honour.promises.checks_law import groups
from honour.promises.collect import Collect
from honour.promises.findings import Findings
from honour.promises.law import RULES, sourced
from honour.promises.policy import Policy

SELLING: Final = frozenset({"newsletter", "direct marketing"})
_ELECTRONIC: Final = frozenset({"e-mail", "fax"})
_CREDENTIALS: Final = frozenset({"user name", "password hash"})
_RULE: Final = RULES["CPCE L34-5"]


def check_ground_of_mail(policy: Policy, findings: Findings) -> None:
    """Offers by e-mail or fax without consent (C12), where the rule of the publisher's country is known.

    A newsletter needs consent. An offer to one's own customers may rest on a legitimate interest.
    """
    if policy.site.publisher.country != _RULE.country or _RULE.read is None:
        return
    for statement in (each for each in policy.collect if each.purpose in SELLING):
        reached = [name for name in statement.data if _ELECTRONIC & set(policy.data[name].fields)]
        if reached and statement.basis.ground != "consent" and not _own_customers(policy, statement):
            reason = f"“{reached[0]}” serves {statement.purpose} without consent"
            mend = (
                "write `basis: consent`; own customers: `for: direct marketing, basis: legitimate interest`"
            )
            findings.add(statement.at, reason, mend, sourced(_RULE))


def _own_customers(policy: Policy, statement: Collect) -> bool:
    whose = {group for name in statement.data for group in policy.data[name].of}
    by_interest = statement.basis.ground == "legitimate interest"
    return statement.purpose == "direct marketing" and by_interest and whose == {"customer"}


def check_mail_ends_with_account(policy: Policy, findings: Findings) -> None:
    """Letters that outlive the account of whoever gets them (C37): closing it ends every mailing."""
    closing = any(ending.event == "account closed" for each in policy.keep for ending in each.endings)
    holders = {group for kind in policy.data.values() if _CREDENTIALS & set(kind.fields) for group in kind.of}
    offered = policy.offer.get("newsletter")
    if offered and "independent" in offered.words.get("account", ()):  # who closed it gets no more letters
        holders = set(policy.people)
    if not closing:
        return
    for statement in policy.keep:
        if any(ending.event in ("account closed", "asked") for ending in statement.endings):
            continue
        for name in statement.data:
            served = {each.purpose for each in policy.collect if name in each.data}
            purposes = {statement.purpose} if statement.purpose else served
            if purposes and purposes <= SELLING and holders & set(groups(statement, policy.data[name])):
                reason = f"“{name}” serves letters that go on when the account is closed"
                findings.add(
                    statement.at, reason, "add `account closed` to `until`", "GDPR Art. 5(1)(b) and (e)"
                )


def check_offers_by_others(policy: Policy, findings: Findings) -> None:
    """Data passed on for what nothing collects them for, offers first (C12): the page would leave that
    purpose out of its list, and tell no ground for it."""
    for statement in (each for each in policy.share if each.purpose):
        basis = "consent" if statement.purpose in SELLING else "…"
        for name in statement.data:
            if not any(name in each.data and each.purpose == statement.purpose for each in policy.collect):
                reason = f"“{name}” is passed on for {statement.purpose}, for which nothing collects it"
                mend = f"add `- {{data: {name}, for: {statement.purpose}, basis: {basis}}}` under `collect`"
                findings.add(statement.at, reason, mend, "GDPR Art. 5(1)(b), 13(1)(c)")
