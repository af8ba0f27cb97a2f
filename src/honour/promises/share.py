"""`share`: to whom data go, when and why; or `with: nobody`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from honour.promises.collect import serving, statements
from honour.promises.data import Data, read_kinds
from honour.promises.findings import Findings, Position
from honour.promises.grammar import Phrase, agreed, filled, listed, sentence
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import Purpose, Vocabulary
from honour.promises.reading import Entry, fields, one_of, text, unknown
from honour.promises.recipients import Recipient, called, presented, role_clause

NOBODY: Final = "nobody"
_LATER: Final = ("publish", "hidden by", "per", "where", "procedure", "assured")


@dataclass(frozen=True, slots=True)
class Share:
    """One statement of `share`. `recipient` names one of the section `recipients`, or is `nobody`.

    `when` and `purpose` are words of the lexicon or of the section `words`.
    """

    data: tuple[str, ...]
    recipient: str
    when: str | None = None
    purpose: str | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_share(
    entry: Entry,
    vocabulary: Vocabulary,
    data: Mapping[str, Data],
    recipients: Mapping[str, Recipient],
    findings: Findings,
) -> tuple[Share, ...]:
    """The section `share`, in the order of the file."""
    return tuple(
        _statement(item, vocabulary, data, recipients, findings)
        for item in statements(entry, findings, "share")
    )


def _statement(
    entry: Entry,
    vocabulary: Vocabulary,
    data: Mapping[str, Data],
    recipients: Mapping[str, Recipient],
    findings: Findings,
) -> Share:
    found = fields(entry, findings, "share", ("data", "with", "when", "for"), ("data", "with"), _LATER)
    kinds = read_kinds(found["data"], data, findings, "share: data") if "data" in found else ()
    recipient = text(found["with"], findings, "share: with") if "with" in found else ""
    if recipient and recipient not in (NOBODY, *recipients):
        unknown(found["with"], (NOBODY, *recipients), findings, "`recipients` does not declare")
    when = one_of(found["when"], vocabulary.occasions, findings, "share: when") if "when" in found else ""
    purpose = one_of(found["for"], vocabulary.purposes, findings, "share: for") if "for" in found else ""
    if recipient == NOBODY and (when or purpose):
        findings.add(
            entry.at, "with nobody, there is neither an occasion nor a purpose", "delete `when` and `for`"
        )
    return Share(kinds, recipient, when or None, purpose or None, entry.at)


def shared_sentence(
    what: Phrase, recipient: Recipient, when: Wording | None, purpose: Purpose | None, language: Language
) -> str:
    """To whom these data go, where it is, and what it may do with them."""
    opening = f"{serving([purpose], language)}, " if purpose else ""
    occasion = f" {when.say(language)}" if when else ""
    role = filled(role_clause(recipient).say(language), what)
    name = presented(recipient, language)
    comma = "," if when else ""
    if language == "en":
        return sentence(f"{opening}we pass {what.text} on to {name}{comma}{occasion}; {role}", language)
    return sentence(f"{opening}nous communiquons {what.text} à {name}{comma}{occasion} ; {role}", language)


def nobody_sentences(
    what: Phrase, storing: Sequence[Recipient], seeing: Sequence[Recipient], sealed: bool, language: Language
) -> str:
    """That these data go to nobody, with what is true all the same: who stores or sees them, and duties of
    law (LANGUAGE, meaning 6). `sealed` says that they are encrypted where they are stored.
    """
    if language == "en":
        first = sentence(f"we do not pass {what.text} on to other users or third parties", language)
        duty = filled("we hand {them} to an authority only where the law obliges us to", what)
        processors = _processors_in_english(what, storing, seeing, sealed)
        return f"{first} {sentence(f'{processors}; {duty}' if processors else duty, language)}"
    first = sentence(f"nous ne communiquons {what.text} ni à d'autres utilisateurs ni à des tiers", language)
    duty = filled("nous ne {les} remettons à une autorité que si la loi nous y oblige", what)
    processors = _processors_in_french(what, storing, seeing, sealed)
    return f"{first} {sentence(f'{processors} ; {duty}' if processors else duty, language)}"


def passed_on_sentence(what: Phrase, document: Phrase, recipient: str, language: Language) -> str:
    """That data which go to nobody by themselves stand on a document that goes to somebody."""
    if language == "en":
        stand = filled("also stand{s} on", what)
        return sentence(f"{what.text} {stand} {document.text}, which we pass on to {recipient}", language)
    stand = "figurent" if what.plural else "figure"
    said = f"{what.text} {stand} aussi sur {document.text}, que nous communiquons à {recipient}"
    return sentence(said, language)


def _processors_in_english(
    what: Phrase, storing: Sequence[Recipient], seeing: Sequence[Recipient], sealed: bool
) -> str:
    clauses = []
    if storing:
        verb = "stores" if len(storing) == 1 else "store"
        how = ", encrypted," if sealed else ""
        who = listed([called(each, "en") for each in storing], "en")
        clauses.append(f"{who} {verb} {filled('{them}', what)}{how} on our behalf")
    if seeing:
        verb = "sees" if len(seeing) == 1 else "see"
        who = listed([called(each, "en") for each in seeing], "en")
        clauses.append(f"{who} {verb} {filled('{them}', what)} on our behalf")
    return listed(clauses, "en")


def _processors_in_french(
    what: Phrase, storing: Sequence[Recipient], seeing: Sequence[Recipient], sealed: bool
) -> str:
    clauses = []
    if storing:
        verb = "stocke" if len(storing) == 1 else "stockent"
        how = f" {agreed('chiffré', what)}" if sealed else ""
        who = listed([called(each, "fr") for each in storing], "fr")
        clauses.append(f"{who} {filled('{les}', what)} {verb}{how} pour notre compte")
    if seeing:
        verb = "consulte" if len(seeing) == 1 else "consultent"
        who = listed([called(each, "fr") for each in seeing], "fr")
        clauses.append(f"{who} {filled('{les}', what)} {verb} pour notre compte")
    return listed(clauses, "fr")
