"""`collect`: which data, for what, and on which ground."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from honour.promises.assured import SCHEMA as ASSURED
from honour.promises.assured import Assured, read_assured
from honour.promises.data import Data, read_kinds
from honour.promises.findings import Findings, Position
from honour.promises.grammar import Phrase, de, listed, repeated, sentence, typeset
from honour.promises.grounds import BY_LAW, Basis, Ground, read_basis
from honour.promises.languages import Language, Wording
from honour.promises.law_entry import Cited
from honour.promises.lexicon import GROUNDS, Purpose, Vocabulary
from honour.promises.reading import A_PURPOSE, Entry, fields, one_of, text, texts
from honour.promises.reference import Construct
from honour.promises.scalars import BOTH_LANGUAGES, YES_NO, closed, wording, yes

_REQUIRED: Final = ("data", "for", "basis")
_ALLOWED: Final = (
    *_REQUIRED,
    *("required", "without", "optional", "interest", "balancing", "impact assessment", "source", "assured"),
)
_TEXTS: Final = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}

# Where data come from that the person does not type in (GDPR Art. 14(2)(f)).
SOURCES: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "the person": Wording(
            "you give us these data yourself", "vous nous fournissez vous-même ces données"
        ),
        "automatic": Wording(
            "your device sends these data by itself when you use the site",
            "votre appareil envoie ces données de lui-même lorsque vous utilisez le site",
        ),
        "public sources": Wording(
            "these data come from sources open to the public",
            "ces données proviennent de sources accessibles au public",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Collect:
    """One statement of `collect`. `purpose` is a word used as a purpose; `data` names kinds.

    `interest` is told where the ground is a legitimate interest (GDPR Art. 13(1)(d)), and `balancing` names
    the file that weighs it against theirs. `impact` names the file of an impact assessment (Art. 35), or says
    why none is needed. `without` says what happens if required data are not given
    (13(2)(e)); `optional` are fields that need not be. `source` is a word of `SOURCES`, a key of
    `recipients`, or text, where the data do not come from the person (14(2)(f)).
    """

    data: tuple[str, ...]
    purpose: str
    basis: Basis
    required: bool = False
    interest: Wording | None = None
    balancing: str | None = None
    without: Wording | None = None
    optional: tuple[str, ...] = ()
    source: str | Wording | None = None
    assured: Assured | None = None
    impact: str | Wording | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_collect(
    entry: Entry,
    vocabulary: Vocabulary,
    data: Mapping[str, Data],
    recipients: Collection[str],
    findings: Findings,
) -> tuple[Collect, ...]:
    """The section `collect`, in the order of the file; a statement without basis or purpose is left out."""
    read = (
        _statement(item, vocabulary, data, recipients, findings)
        for item in statements(entry, findings, "collect")
    )
    return tuple(statement for statement in read if statement is not None)


def statements(entry: Entry, findings: Findings, section: str) -> tuple[Entry, ...]:
    """The entries of a section that is a list of statements."""
    if entry.kind != "list":
        findings.add(entry.at, f"{section} is not a list of statements", "begin each statement with `- `")
    return entry.items


def _statement(
    entry: Entry,
    vocabulary: Vocabulary,
    data: Mapping[str, Data],
    recipients: Collection[str],
    findings: Findings,
) -> Collect | None:
    found = fields(entry, findings, "collect", _ALLOWED, _REQUIRED)
    kinds = read_kinds(found["data"], data, findings, "collect: data") if "data" in found else ()
    purpose = (
        one_of(found["for"], vocabulary.purposes, findings, "collect: for", A_PURPOSE)
        if "for" in found
        else ""
    )
    basis = read_basis(found["basis"], findings, "collect: basis") if "basis" in found else None
    must = "required" in found and yes(found["required"], findings, "collect: required")
    collected = Collect(
        kinds,
        purpose,
        basis or Basis("contract"),
        must,
        wording(found["interest"], findings, "interest") if "interest" in found else None,
        text(found["balancing"], findings, "collect: balancing") if "balancing" in found else None,
        wording(found["without"], findings, "without") if "without" in found else None,
        _optional(found, kinds, data, findings),
        _source(found, recipients, findings),
        read_assured(found["assured"], recipients, None, "not to keep", findings, "collect: assured")
        if "assured" in found
        else None,
        _impact(found, findings),
        entry.at,
    )
    if basis is None or not purpose:
        return None
    _complain(entry, found, collected, findings)
    return collected


def _complain(entry: Entry, found: Mapping[str, Entry], collected: Collect, findings: Findings) -> None:
    if collected.basis.ground == "legitimate interest":
        if collected.interest is None:
            findings.add(
                entry.at,
                "the legitimate interest is not told",
                "add `interest: {en: …, fr: …}`, a noun in each language",
                "GDPR Art. 13(1)(d)",
            )
    else:
        for name in ("interest", "balancing"):
            if name in found:
                reason = f"`{name}` speaks of a legitimate interest, and the basis is another"
                mend = f"write `basis: legitimate interest`, or delete `{name}`"
                findings.add(found[name].at, reason, mend, "GDPR Art. 6(1)(f)")
    if "without" in found and not collected.required:
        reason = "`without` says what required data are needed for, and these are not required"
        findings.add(found["without"].at, reason, "add `required: yes`", "GDPR Art. 13(2)(e)")


def _impact(found: Mapping[str, Entry], findings: Findings) -> str | Wording | None:
    """A file, or `{not needed: {en: …, fr: …}}`."""
    entry = found.get("impact assessment")
    if entry is None:
        return None
    if entry.kind == "text":
        return text(entry, findings, "collect: impact assessment") or None
    inner = fields(entry, findings, "collect: impact assessment", ("not needed",), ("not needed",))
    return wording(inner["not needed"], findings, "collect: not needed") if "not needed" in inner else None


def _optional(
    found: Mapping[str, Entry], kinds: Collection[str], data: Mapping[str, Data], findings: Findings
) -> tuple[str, ...]:
    if "optional" not in found:
        return ()
    held = [name for kind in kinds if kind in data for name in data[kind].fields]
    items = texts(found["optional"], findings, "collect: optional")
    words = (one_of(item, held, findings, "collect: optional") for item in items)
    return tuple(dict.fromkeys(word for word in words if word))


def _source(
    found: Mapping[str, Entry], recipients: Collection[str], findings: Findings
) -> str | Wording | None:
    if "source" not in found:
        return None
    if found["source"].kind == "mapping":
        return wording(found["source"], findings, "collect: source")
    return one_of(found["source"], (*SOURCES, *recipients), findings, "collect: source") or None


def serving(purposes: Sequence[Purpose], language: Language) -> str:
    """`to keep the site secure`, « pour la sécurité du site », as a sentence begins with it."""
    if language == "fr":
        return "pour " + listed([purpose.fr for purpose in purposes], "fr")
    if all(purpose.infinitive for purpose in purposes):
        return listed([f"to {purpose.infinitive}" for purpose in purposes], "en")
    return "for " + listed([purpose.gerund for purpose in purposes], "en")


def collected_sentence(what: Phrase, purpose: Purpose, language: Language) -> str:
    """What is collected and why (GDPR Art. 13(1)(c))."""
    use = "we use" if language == "en" else "nous utilisons"
    return sentence(f"{serving([purpose], language)}, {use} {what.text}", language)


_FEMININE: Final = ("tion", "sion", "té", "ée", "ence", "ance", "ure", "ande", "esse", "ette", "aison", "ie")
"""How most French nouns end that are feminine."""

_TO_OTHERS: Final[Mapping[Language, Sequence[tuple[re.Pattern[str], str]]]] = {
    "en": ((re.compile(r"\byour\b"), "their"), (re.compile(r"\byou\b"), "them")),
    "fr": (
        (re.compile(r"\bvos\b"), "ses"),
        (re.compile(rf"\bvotre (?=[^aeiouyhéèêâîô]\w*(?:{'|'.join(_FEMININE)})\b)"), "sa "),
        (re.compile(r"\bvotre\b"), "son"),
    ),
}
"""How what is said to a person is said of him; before a vowel « sa » is « son »."""


def purpose_noun(purpose: Purpose, language: Language) -> str:
    """`running your account`, « la gestion de votre compte »."""
    return purpose.gerund if language == "en" else purpose.fr


def purpose_noun_to_others(purpose: Purpose, language: Language) -> str:
    """The same where another reads it: `running their account`, « la gestion de son compte »."""
    told = purpose_noun(purpose, language)
    for yours, theirs in _TO_OTHERS[language]:
        told = yours.sub(theirs, told)
    return told


def interest_sentence(interest: Wording, language: Language) -> str:
    """What the legitimate interest is, where it is told apart from the ground (GDPR Art. 13(1)(d))."""
    said = Wording(f"our interest is {interest.en}", f"notre intérêt est {interest.fr}")
    return sentence(said.say(language), language)


def opening(ground: Ground, law: Cited | None, language: Language) -> str:
    """What opens the list of all that is collected on one ground."""
    on = GROUNDS[ground]
    said = on.opening.say(language).format_map({"law": law.cited(language) if law else ""})
    said = said[:1].upper() + said[1:]
    if language == "en":
        article = f"{law.article.en}; " if law else ""
        return f"{said} ({article}GDPR {on.article('en')}), we use your data for:"
    article = f"{law.article.fr} ; " if law else ""
    return typeset(f"{said} ({article}RGPD, {on.article('fr')}), nous utilisons vos données pour :")


def ground_sentence(statement: Collect, law: Cited | None, language: Language) -> str:
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
        return sentence(f"{said} ({article}GDPR {ground.article('en')})", language)
    return sentence(f"{said} ({article}RGPD, {ground.article('fr')})", language)


def required_sentence(
    language: Language, without: Wording | None = None, optional: Phrase | None = None
) -> str:
    """That a person who does not give these data cannot have what they serve (GDPR Art. 13(2)(e)).

    `without` says what happens then, where it is another thing: « nous ne pouvons pas vous livrer ».
    `optional` are those among them that need not be given.
    """
    if optional:
        english = f", except {optional.text}: without the others"
        french = f", sauf {optional.text} : sans les autres,"
    else:
        english, french = ": without them", " : sans elles,"
    if without:
        said = Wording(
            f"these data are required{english} {without.en}",
            f"ces données sont obligatoires{french} {without.fr}",
        )
        return sentence(said.say(language), language)
    if language == "en":
        return sentence(f"these data are required{english} we cannot provide this service", language)
    return sentence(f"ces données sont obligatoires{french} nous ne pouvons pas fournir ce service", language)


def balancing_sentence(language: Language) -> str:
    """That the interest was weighed against the person's (GDPR Art. 6(1)(f))."""
    said = Wording(
        "we weighed this interest against yours, and you can ask us how",
        "nous avons mis cet intérêt en balance avec les vôtres, et vous pouvez nous demander comment",
    )
    return sentence(said.say(language), language)


def optional_sentence(what: Phrase, language: Language) -> str:
    """Which of these data need not be given (GDPR Art. 13(2)(e)); `what` lists them with "or"."""
    if language == "en":
        return sentence(f"you need not give us {what.text}", language)
    return sentence(f"vous n'êtes pas tenu de nous indiquer {what.text}", language)


def source_sentence(source: str | Wording, recipient: str | None, language: Language) -> str:
    """Where the data come from (GDPR Art. 14(2)(f)). `recipient` presents the one that `source` names."""
    if isinstance(source, Wording):
        said = Wording(f"these data come from {source.en}", f"origine de ces données : {source.fr}")
    elif recipient:
        said = Wording(
            f"we receive these data from {recipient}", f"ces données nous sont transmises par {recipient}"
        )
    else:
        said = SOURCES[source]
    return sentence(said.say(language), language)


def source_of_sentence(source: str | Wording, recipient: str | None, what: str, language: Language) -> str:
    """The same of data that the sentence names."""
    if isinstance(source, Wording):
        said = Wording(f"{what}: from {source.en}", f"origine {repeated(what, 'de')} : {source.fr}")
    elif recipient:
        said = Wording(f"we receive {what} from {recipient}", f"nous recevons {what} {de(recipient)}")
    else:
        said = {
            "the person": Wording(f"you give us {what} yourself", f"vous nous fournissez vous-même {what}"),
            "automatic": Wording(
                f"your device sends {what} by itself when you use the site",
                f"votre appareil envoie de lui-même {what} lorsque vous utilisez le site",
            ),
            "public sources": Wording(
                f"we find {what} in sources open to the public",
                f"nous trouvons {what} dans des sources accessibles au public",
            ),
        }[source]
    return sentence(said.say(language), language)


CONSTRUCTS: Final = (
    Construct(
        "collect",
        "Which data are collected, for which purpose and on which ground of GDPR Art. 6(1). Several lines "
        "may speak of one kind, a purpose each. `required` and `without` say what happens if data are not "
        "given; `interest` is a noun in each language, as it stands after “our legitimate interest, which "
        "is”; `source` says where the data come from if not from the person. `balancing` and `impact "
        "assessment` name files for the register (GDPR Art. 6(1)(f), 35); of the second you may also write "
        "`{not needed: {en: …, fr: …}}` with the reason. A law that the list below lacks can "
        "be stated: the page words it as your own statement, and `honour check` lists it as not checked.",
        "collect:\n"
        "  - {data: contact, for: account, basis: contract, required: yes,\n"
        "     without: {en: we cannot open an account, fr: nous ne pouvons pas ouvrir de compte}}\n"
        "  - {data: contact, for: security, basis: legitimate interest, balancing: contracts/balance.pdf,\n"
        "     interest: {en: keeping the site safe, fr: la sécurité du site}, source: automatic}\n"
        "  - {data: invoice, for: bookkeeping, basis: {law: C. com. L123-22}}\n"
        "  - {data: ticket, for: claims, basis: {law: {name: {en: the Health Code, fr: le code de la "
        "santé},\n"
        "     article: art. R. 1112-7, source: 'https://law.example/r1112-7', read: 2026-11-02, by: A. "
        "Morel}}}\n",
        {
            "type": "array",
            "items": closed(
                {
                    "data": _TEXTS,
                    "for": {"type": "string"},
                    "basis": {"anyOf": [{"enum": sorted(GROUNDS)}, BY_LAW]},
                    "required": YES_NO,
                    "interest": BOTH_LANGUAGES,
                    "balancing": {"type": "string"},
                    "impact assessment": {
                        "anyOf": [{"type": "string"}, closed({"not needed": BOTH_LANGUAGES}, ("not needed",))]
                    },
                    "without": BOTH_LANGUAGES,
                    "optional": _TEXTS,
                    "source": {"anyOf": [{"type": "string"}, BOTH_LANGUAGES]},
                    "assured": ASSURED,
                },
                _REQUIRED,
            ),
        },
    ),
)
