"""`collect`: which data, for what, and on which ground."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from honour.promises.data import Data, read_kinds
from honour.promises.findings import Findings, Position
from honour.promises.grammar import Phrase, listed, sentence
from honour.promises.grounds import Basis, read_basis
from honour.promises.languages import LANGUAGES, Language, Wording
from honour.promises.law import Law
from honour.promises.lexicon import GROUNDS, Purpose, Vocabulary
from honour.promises.reading import Entry, fields, one_of, text


@dataclass(frozen=True, slots=True)
class Collect:
    """One statement of `collect`. `purpose` is a word used as a purpose; `data` names kinds.

    `interest` is told where the ground is a legitimate interest (GDPR Art. 13(1)(d)).
    """

    data: tuple[str, ...]
    purpose: str
    basis: Basis
    required: bool = False
    interest: Wording | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_collect(
    entry: Entry, vocabulary: Vocabulary, data: Mapping[str, Data], findings: Findings
) -> tuple[Collect, ...]:
    """The section `collect`, in the order of the file; a statement without basis or purpose is left out."""
    read = (_statement(item, vocabulary, data, findings) for item in statements(entry, findings, "collect"))
    return tuple(statement for statement in read if statement is not None)


def statements(entry: Entry, findings: Findings, section: str) -> tuple[Entry, ...]:
    """The entries of a section that is a list of statements."""
    if entry.kind != "list":
        findings.add(entry.at, f"{section} is not a list of statements", "begin each statement with `- `")
    return entry.items


def _statement(
    entry: Entry, vocabulary: Vocabulary, data: Mapping[str, Data], findings: Findings
) -> Collect | None:
    required = ("data", "for", "basis")
    found = fields(entry, findings, "collect", (*required, "required", "interest"), required, ("balancing",))
    kinds = read_kinds(found["data"], data, findings, "collect: data") if "data" in found else ()
    purpose = one_of(found["for"], vocabulary.purposes, findings, "collect: for") if "for" in found else ""
    basis = read_basis(found["basis"], findings, "collect: basis") if "basis" in found else None
    must = "required" in found and one_of(found["required"], ("yes", "no"), findings, "collect: required")
    interest = _interest(found["interest"], findings) if "interest" in found else None
    if basis is None or not purpose:
        return None
    if basis.ground == "legitimate interest" and "interest" not in found:
        findings.add(
            entry.at,
            "the legitimate interest is not told",
            "add `interest: {en: …, fr: …}`, a noun in each language",
            "GDPR Art. 13(1)(d)",
        )
    return Collect(kinds, purpose, basis, must == "yes", interest, entry.at)


def _interest(entry: Entry, findings: Findings) -> Wording:
    found = fields(entry, findings, "interest", LANGUAGES, LANGUAGES)
    en, fr = (
        text(found[language], findings, f"interest: {language}") if language in found else ""
        for language in ("en", "fr")
    )
    return Wording(en, fr)


def serving(purposes: Sequence[Purpose], language: Language) -> str:
    """`to keep the site secure`, « pour la sécurité du site », as a sentence begins with it."""
    if language == "fr":
        return "pour " + listed([purpose.fr for purpose in purposes], "fr")
    if all(purpose.infinitive for purpose in purposes):
        return listed([f"to {purpose.infinitive}" for purpose in purposes], "en")
    return "for " + listed([purpose.gerund for purpose in purposes], "en")


def collected_sentence(what: Phrase, purpose: Purpose, language: Language) -> str:
    """What is collected and why (GDPR Art. 13(1)(c))."""
    collect = "we collect" if language == "en" else "nous recueillons"
    return sentence(f"{serving([purpose], language)}, {collect} {what.text}", language)


def ground_sentence(statement: Collect, law: Law | None, language: Language) -> str:
    """On which ground (GDPR Art. 13(1)(c)-(d)). `law` is the catalogue's entry that the basis names."""
    ground = GROUNDS[statement.basis.ground]
    said = ground.because.say(language).format_map(
        {
            "law": law.cited(language) if law else "",
            "interest": statement.interest.say(language) if statement.interest else "",
        }
    )
    article = f"{law.article.say(language)}; " if law and language == "en" else ""
    article = f"{law.article.say(language)} ; " if law and language == "fr" else article
    if language == "en":
        return sentence(f"{said} ({article}GDPR Art. 6(1)({ground.letter}))", language)
    return sentence(f"{said} ({article}RGPD, art. 6, paragraphe 1, point {ground.letter})", language)


def required_sentence(language: Language) -> str:
    """That a person who does not give these data cannot have what they serve (GDPR Art. 13(2)(e))."""
    if language == "en":
        return sentence("these data are required: without them we cannot provide this service", language)
    return sentence(
        "ces données sont obligatoires : sans elles, nous ne pouvons pas fournir ce service", language
    )
