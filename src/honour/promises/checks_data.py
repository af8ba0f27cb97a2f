"""Data that nobody should hold, whatever the policy says of them: card numbers, readable passwords, names for
statistics. The lexicon has no word for the first two, so they can only come from the section `words`."""

import re
from typing import Final

from honour.promises.findings import Findings
from honour.promises.policy import Policy
from honour.promises.words import Word

# The digits of a payment card and the code on its back, as either language names them. The last four digits
# and a token at the provider are neither.
_CARD: Final = re.compile(
    r"\b(?:(?:credit |debit |payment |bank )?card numbers?|(?:credit|debit) cards?|cvv|cvc|cryptograms?"
    r"|numéros? de (?:la |votre )?carte|cartes? (?:bancaires?|bleues?|de crédit)|cryptogrammes?)\b",
    re.IGNORECASE,
)
_NOT_THE_NUMBER: Final = re.compile(
    r"\b(?:last (?:four|4)|quatre derniers|4 derniers|tokens?|jetons?)\b", re.IGNORECASE
)
_PASSWORD: Final = re.compile(
    r"(?:(?:temporary|provisional|encrypted) )?passwords?"
    r"|mots? de passe(?: (?:temporaires?|provisoires?|chiffrés?|cryptés?))?",
    re.IGNORECASE,
)
_STATISTICS: Final = re.compile(r"statisti", re.IGNORECASE)


def check_fields(policy: Policy, findings: Findings) -> None:
    """Kinds that hold a card number (C07), or a password that can be read (C08, C17)."""
    for kind in policy.data.values():
        for name in (field for field in kind.fields if field in policy.words):
            said = _said(policy.words[name])
            if any(_CARD.search(text) and not _NOT_THE_NUMBER.search(text) for text in said):
                reason = f"“{kind.name}” holds {name}: the number of a card is never kept"
                mend = "hold `payment reference`, and let the payment provider keep the card"
                findings.add(kind.at, reason, mend, "PCI DSS; GDPR Art. 5(1)(c)")
            if any(_PASSWORD.fullmatch(text) for text in said):
                reason = f"“{kind.name}” holds {name}: nobody keeps a password, only its hash"
                mend = "hold `password hash`; whoever forgot a password gets a link that works once"
                findings.add(kind.at, reason, mend, "GDPR Art. 32(1)(a)")


def _said(word: Word) -> tuple[str, ...]:
    return (word.name, *word.en, *word.fr)


def check_statistics(policy: Policy, findings: Findings) -> None:
    """Identity kept for statistics alone (C40): they run on rows that name nobody."""
    for statement in policy.keep:
        for name in statement.data:
            served = {each.purpose for each in policy.collect if name in each.data}
            purposes = {statement.purpose} if statement.purpose else served
            if purposes and all(_is_statistics(policy, purpose) for purpose in purposes):
                reason = f"“{name}” is kept for statistics, which need nobody's name"
                mend = "end this term with the purpose before it, and count on anonymised rows"
                findings.add(statement.at, reason, mend, "GDPR Art. 5(1)(e) and 89(1)")


def _is_statistics(policy: Policy, purpose: str) -> bool:
    word = policy.vocabulary.purposes[purpose]
    return any(_STATISTICS.search(text) for text in (word.name, word.gerund, word.fr))
