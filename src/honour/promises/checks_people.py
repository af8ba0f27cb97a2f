"""Whom the policy speaks of, each group introduced in each language; and whether an officer looks after them
(GDPR Art. 37(1))."""

from honour.promises.findings import Findings
from honour.promises.grounds import INSTRUCTIONS
from honour.promises.people import BELONGS, belongs, processed
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


def check_officer(policy: Policy, findings: Findings) -> None:
    """No data protection officer, where what the policy says can make one a duty.

    Most uses of a public authority are tasks in the public interest (a), decisions by machines alone watch
    people (b), and special categories are asked for (c). Scale is for the publisher to judge: the reason why
    none is needed settles it.
    """
    site = policy.site
    if not site.no_officer or site.no_officer_because:
        return
    for letter, why in (
        ("a", _serves_the_public(policy)),
        ("b", "machines decide about people" if policy.decide else ""),
        ("c", _special(policy)),
    ):
        if why:
            reason = f"there is no data protection officer, and {why}"
            mend = "name one, or write why none is needed: `data protection officer: {none: {en: …, fr: …}}`"
            findings.add(site.at, reason, mend, f"GDPR Art. 37(1)({letter}); recitals 91 and 97")


def _serves_the_public(policy: Policy) -> str:
    tasks = [each for each in policy.collect if each.basis.ground == "public task"]
    most = len(tasks) * 2 > len(policy.collect)
    return "most uses of data are tasks in the public interest" if most else ""


def _special(policy: Policy) -> str:
    told = [kind for kind in policy.data.values() if kind.special and kind.special.categories]
    return f"“{told[0].name}” holds special categories of data" if told else ""


def check_processed(policy: Policy, findings: Findings) -> None:
    """Data that are handled for somebody else rest on his instructions, and only they do (GDPR Art. "
    "28(3)(a))."""
    others = {each.name for each in processed(policy.people)}
    source = "GDPR Art. 28(3)(a) and 4(7)-(8)"
    for kind in policy.data.values():
        own = [group for group in kind.of if group not in others]
        if own and len(own) < len(kind.of):
            reason = (
                f"we answer for “{kind.name}” of {own[0]}, and not of {next(iter(others & set(kind.of)))}"
            )
            findings.add(kind.at, reason, "declare two kinds, one for each", source)
    for statement in policy.collect:
        for kind in (policy.data[name] for name in statement.data):
            handled = set(kind.of) <= others
            if handled and statement.basis.ground != INSTRUCTIONS:
                reason = (
                    f"“{kind.name}” is handled for somebody else, and its basis is {statement.basis.ground}"
                )
                findings.add(statement.at, reason, f"write `basis: {INSTRUCTIONS}`", source)
            elif not handled and statement.basis.ground == INSTRUCTIONS:
                reason = f"“{kind.name}” rests on instructions, and nobody else answers for it"
                mend = "add `controller: …` to its group under `people`, or write another basis"
                findings.add(statement.at, reason, mend, source)
