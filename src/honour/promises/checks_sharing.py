"""What goes to whom: closed lists that must not contradict each other (LANGUAGE, meaning 6)."""

from honour.promises.data import is_document, told_fields
from honour.promises.findings import Findings
from honour.promises.policy import Policy
from honour.promises.share import NOBODY, Share


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
