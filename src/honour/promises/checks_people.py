"""Whom the policy speaks of: each group is introduced, in each language, where there are several."""

from honour.promises.findings import Findings
from honour.promises.people import BELONGS, belongs
from honour.promises.policy import Policy
from honour.promises.reading import nearest, shortened


def check_introduced(policy: Policy, findings: Findings) -> None:
    """A group that the page cannot introduce: the file says in one language alone who belongs to it."""
    if len(policy.people) < 2:
        return
    for group in policy.people.values():
        if belongs(group) is None and isinstance(group.who, str):
            reason = f"who a {group.name} is stands in one language alone: “{shortened(group.who)}”"
            close = nearest(group.who, BELONGS)
            mend = "write `who: {en: …, fr: …}`, as it follows “whoever” and « toute personne qui »"
            mend += f"; or `who: {close}`" if close else ""
            findings.add(group.at, reason, mend, "GDPR Art. 12(1)")
