"""What goes to whom: closed lists that must not contradict each other (LANGUAGE, meaning 6)."""

from typing import Final

from honour.promises.data import is_document, told_fields
from honour.promises.findings import Findings
from honour.promises.policy import Policy
from honour.promises.share import NOBODY, Share

_HASH: Final = "password hash"


def check_nobody(policy: Policy, findings: Findings) -> None:
    """What goes to nobody cannot go to somebody (C06); what a court takes by law is said in either case."""
    for closed in (each for each in policy.share if each.recipient == NOBODY):
        for other in (
            each for each in policy.share if each.recipient != NOBODY and each.procedure != "judicial"
        ):
            for kind in (name for name in closed.data if name in other.data):
                whom = other.recipient or other.procedure
                reason = f"“{kind}” goes to nobody here, and to {whom} on line {other.at.line}"
                findings.add(closed.at, reason, "delete one of the two", "LANGUAGE, meaning 6")
            _check_nobody_by_field(policy, closed, other, findings)


def check_credentials(policy: Policy, findings: Findings) -> None:
    """The hash of a password that goes to somebody else: nobody outside can need it to do what it is for.

    What a procedure before a court takes (of everything, as a rule) is not passed on for a use.
    """
    for shared in policy.share:
        if shared.recipient == NOBODY or shared.procedure:
            continue
        for name in (each for each in shared.data if _HASH in policy.data[each].fields):
            reason = f"“{name}” holds {_HASH}, and goes to {shared.recipient}"
            mend = f"hold `{_HASH}` in a kind of its own, which no statement of `share` passes on"
            findings.add(shared.at, reason, mend, "GDPR Art. 5(1)(c) and (f), 32(1)")


def _check_nobody_by_field(policy: Policy, closed: Share, other: Share, findings: Findings) -> None:
    """A field of a kind that goes to nobody, and of another kind that goes to somebody.

    What stands on a document is no finding: the sentence says that it goes with the document.
    """
    for one in (policy.data[name] for name in closed.data if name not in other.data):
        for two in (policy.data[name] for name in other.data):
            both = [each for each in told_fields(one, policy.vocabulary) if each in two.fields]
            if not both or not set(one.of) & set(two.of) or is_document(two, policy.vocabulary):
                continue
            whom = other.recipient or other.procedure
            reason = f"{', '.join(both)} of “{one.name}” go to nobody here; as “{two.name}” to {whom}"
            mend = "move the shared fields to a kind of their own, or delete one of the two lines"
            findings.add(closed.at, reason, mend, "LANGUAGE, meaning 6")
