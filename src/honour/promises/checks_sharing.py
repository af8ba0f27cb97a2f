"""What goes to whom: closed lists that must not contradict each other (LANGUAGE, meaning 6), and what people
show one another on the site (C25, C26)."""

import re
from typing import Final

from honour.promises.audience import AUDIENCES, EVERYBODY
from honour.promises.data import is_document, told_fields
from honour.promises.findings import Findings, Position
from honour.promises.policy import Policy
from honour.promises.share import NOBODY, Share

_HASH: Final = "password hash"
_SALE: Final = re.compile(
    r"\b(?:sale|sell|selling|sold|resale|resell\w*|rent|renting|rental|trading in|broker\w*|moneti[sz]\w*"
    r"|vente|vendre|revente|revendre|location|louer|courtage|cession|céder|monétis\w*)\b",
    re.IGNORECASE,
)
_OF_DATA: Final = re.compile(r"\b(?:data|address list|donnée|fichier)", re.IGNORECASE)


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


def check_sale(policy: Policy, findings: Findings) -> None:
    """No purpose and no occasion is a sale: of data that are passed on, nor of data at all.

    Data that somebody pays for cannot be bound to the purpose for which they were given (GDPR Art. 5(1)(b)).
    """
    known = policy.vocabulary
    for shared in policy.share:
        words = [shared.purpose or "", shared.when or ""]
        if shared.purpose:
            words += [known.purposes[shared.purpose].gerund, known.purposes[shared.purpose].fr]
        if shared.when:
            words += [known.occasions[shared.when].en, known.occasions[shared.when].fr]
        if any(_SALE.search(each) for each in words):
            _refuse_sale(shared.at, findings)
    for line in policy.collect:
        purpose = known.purposes.get(line.purpose)
        for said in (line.purpose, purpose.gerund, purpose.fr) if purpose else ():
            if _SALE.search(said) and _OF_DATA.search(said):
                _refuse_sale(line.at, findings)
                break


def _refuse_sale(at: Position, findings: Findings) -> None:
    reason = "data are neither sold nor rented: no purpose can be a sale of them"
    mend = "delete this line, or say in other words what the recipient does for the people"
    findings.add(at, reason, mend, "GDPR Art. 5(1)(b); S1-21")


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


# Conditions of GDPR Art. 9(2) under which special categories can be shown to others.
_SHOWABLE: Final = frozenset({"explicit consent", "made public"})
_OWN_CHOICE: Final = "add `hidden by: the person`, or delete one of the two lines"


def check_audience(policy: Policy, findings: Findings) -> None:
    """What others see on the site: who can hide it (C26), and what must not be shown at all."""
    for shown in (each for each in policy.share if each.recipient in AUDIENCES):
        publication = shown.publication
        if publication is None or not (publication.hidden or publication.staff):
            reason = (
                f"{AUDIENCES[shown.recipient].en} see these data, and nobody is said to be able to hide them"
            )
            mend = "add `hidden by: [the person, staff]`"
            findings.add(shown.at, reason, mend, "C26; GDPR Art. 25(2)")
        for name in shown.data:
            special = policy.data[name].special
            if special and special.categories and special.because not in _SHOWABLE:
                reason = f"“{name}” tells of {', '.join(special.categories)}, and others see it"
                mend = "share another kind, or write `because: explicit consent`"
                findings.add(shown.at, reason, mend, "GDPR Art. 9(1)")


def check_alone(policy: Policy, findings: Findings) -> None:
    """Data that others see, where the policy says that only the person does, or that nobody else ever will
    (C25)."""
    promises = {each.act: each.at for each in policy.never}
    support = policy.offer.get("support")
    for shown in (each for each in policy.share if each.recipient in AUDIENCES):
        whom, line = AUDIENCES[shown.recipient].en, shown.at.line
        chosen = shown.publication is not None and shown.publication.hidden
        if policy.protect.words.get("shown on the site to") == "the person alone":
            reason = f"only the person is said to see data on the site, and {whom} see some by line {line}"
            mend = "delete `shown on the site to`"
            findings.add(policy.protect.at, reason, mend, "C25; LANGUAGE, meaning 6")
        broken = ["share with other users"] if not chosen else []
        broken += ["pass data on"] if shown.recipient == EVERYBODY else []
        for act in (each for each in broken if each in promises):
            reason = f"“{act}” is promised never, and {whom} see data by line {line}"
            findings.add(promises[act], reason, _OWN_CHOICE, "C25; LANGUAGE, meaning 6")
        tickets = [name for name in shown.data if "ticket text" in policy.data[name].fields]
        if tickets and support and "the author alone" in support.words.get("visibility", ()):
            reason = f"“{tickets[0]}” is seen by {whom} on line {line}, and `visibility` is the author alone"
            findings.add(support.at, reason, "delete one of the two", "C25; LANGUAGE, meaning 6")
