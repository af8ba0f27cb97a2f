"""What people are asked and how they sign in, held against what is collected and shared (LANGUAGE, meanings 6
and 11)."""

from typing import Final

from honour.promises.account import check_account
from honour.promises.ask import check_ask
from honour.promises.findings import Findings
from honour.promises.policy import Policy
from honour.promises.share import receivers

_HASH: Final = "password hash"
_SIGNING_IN: Final = "the person signs in with it"


def check_asked(policy: Policy, findings: Findings) -> None:
    """Consent that is a basis and is asked nowhere (C14), and what `ask` says against itself (C23, C32)."""
    if policy.ask is None:
        return
    check_ask(policy.ask, policy.collect, findings)
    for statement in policy.collect:
        if statement.basis.ground != "consent" or statement.purpose in policy.ask.consent:
            continue
        if statement.purpose == "newsletter" and "newsletter" in policy.offer:
            continue  # its own boxes ask
        reason = f"consent is the basis for {statement.purpose}, and nothing asks for it"
        mend = f"add `consent: {{{statement.purpose}: profile}}` under `ask`"
        findings.add(statement.at, reason, mend, "GDPR Art. 6(1)(a) and 7(1); LANGUAGE, meaning 11")
    for cookie in policy.ask.cookies or ():
        if cookie.name == "audience" and cookie.need == "exempt" and policy.ask.measuring == "consent":
            reason = "the cookie “audience” is exempt, and `measuring` asks for consent"
            mend = "write `audience: consent`, or `measuring: aggregate exempt`"
            findings.add(cookie.at, reason, mend, "French Act 78-17, art. 82")


def check_bundled(policy: Policy, findings: Findings) -> None:
    """Data that serve one purpose on consent and on another ground at once: who withdraws, withdraws nothing.

    One kind may serve several purposes, each on its own ground.
    """
    for asked in (each for each in policy.collect if each.basis.ground == "consent"):
        for other in (each for each in policy.collect if each.basis.ground != "consent"):
            for kind in asked.data if other.purpose == asked.purpose else ():
                if kind in other.data:
                    reason = (
                        f"“{kind}” serves {asked.purpose} on consent here, and on {other.basis.ground} "
                        f"on line {other.at.line}"
                    )
                    mend = "delete one of the two lines, or give them different purposes"
                    findings.add(asked.at, reason, mend, "GDPR Art. 7(4) and 6(1); EDPB Guidelines 05/2020")


def check_measured(policy: Policy, findings: Findings) -> None:
    """Measuring with consent that nothing is collected on: what it records is nowhere (meaning 6)."""
    if policy.ask is None or policy.ask.measuring != "consent":
        return
    if not any(each.basis.ground == "consent" for each in policy.collect):
        reason = "the use of the site is measured with consent, and nothing is collected on consent"
        mend = (
            "add `- {data: …, for: …, basis: consent}` under `collect` for what is measured, or write "
            "`measuring: aggregate exempt` or `measuring: none`"
        )
        findings.add(policy.ask.at, reason, mend, "LANGUAGE, meaning 6; GDPR Art. 6(1)(a) and 13(1)(c)")


def check_acknowledged_again(policy: Policy, findings: Findings) -> None:
    """A policy that is to be acknowledged again and was never acknowledged before (C34)."""
    change = policy.tell.change
    if change and change.acknowledged and policy.ask and not policy.ask.acknowledge:
        reason = "a changed policy is acknowledged again, and nothing asks to acknowledge it first"
        mend = "add `policy: {acknowledge at: sign-up}` under `ask`, or delete `re-acknowledge`"
        findings.add(policy.tell.at, reason, mend, "LANGUAGE, meaning 11")


def check_signing_in(policy: Policy, findings: Findings) -> None:
    """Ways to sign in for which nothing is held, or through which somebody learns what no line shares (C16,
    C33)."""
    if policy.account is None:
        return
    check_account(policy.account, policy.recipients, findings)
    cookies = policy.ask.cookies if policy.ask else None
    if policy.ask and cookies is not None and not any(each.name == "session" for each in cookies):
        reason = "people sign in, and the cookie that recognises them is not declared"
        mend = "add `session: exempt` under `cookies`"
        findings.add(policy.ask.at, reason, mend, "French Act 78-17, art. 82; LANGUAGE, meaning 6")
    if "password" in policy.account.methods and not _holds(policy, _HASH):
        reason = "people sign in with a password, and no kind of data holds its hash"
        mend = f"add `credentials: {{holds: [user name, {_HASH}], of: …}}` under `data`"
        findings.add(policy.account.at, reason, mend, "LANGUAGE, meaning 6")
    for key in policy.account.providers():
        if not any(shared.recipient == key for shared in policy.share):
            reason = f"people sign in with {key}, and no statement of `share` says what it learns"
            mend = f"add `- {{data: …, with: {key}, when: the person signs in with it}}` under `share`"
            findings.add(policy.account.at, reason, mend, "LANGUAGE, meaning 6; GDPR Art. 13(1)(e)")


def check_signed_in(policy: Policy, findings: Findings) -> None:
    """Data that go to somebody when a person signs in with it, where nobody can (meaning 6)."""
    methods = policy.account.methods if policy.account else ()
    for shared in (each for each in policy.share if each.when == _SIGNING_IN):
        whom = [each.key for each in receivers(shared, policy.vocabulary, policy.recipients)]
        for key in (each for each in whom if each not in methods):
            reason = f"data go to {key} when a person signs in with it, and nobody can sign in with it"
            mend = f"add `{key}` to `sign in with` under `account`, or delete the line"
            findings.add(shared.at, reason, mend, "LANGUAGE, meaning 6")


def _holds(policy: Policy, field: str) -> bool:
    return any(field in kind.fields for kind in policy.data.values())


def check_withdrawal(policy: Policy, findings: Findings) -> None:
    """A way to withdraw consent where nothing rests on it (meaning 2)."""
    line = policy.allow.get("withdraw")
    if line and not any(each.basis.ground == "consent" for each in policy.collect):
        reason = "nothing rests on consent, so there is none to withdraw"
        findings.add(line.at, reason, "delete the line", "LANGUAGE, meaning 2; GDPR Art. 7(3)")
