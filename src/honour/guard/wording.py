"""What is said of a finding, in French and in English: where, what, why, and the offer to mask it."""

from dataclasses import dataclass
from typing import Final

from honour.guard.span import Kind, Span, Why
from honour.promises.languages import Language, Wording


@dataclass(frozen=True, slots=True)
class Kindly:
    """How a kind is named, and what stands in the place of a masked value."""

    name: Wording
    mask: Wording


KIND_WORDS: Final[dict[Kind, Kindly]] = {
    "ADDRESS": Kindly(
        Wording("a postal address", "une adresse postale"),
        Wording("[address masked]", "[adresse masquée]"),
    ),
    "PASSWORD": Kindly(
        Wording("a password", "un mot de passe"),
        Wording("[password masked]", "[mot de passe masqué]"),
    ),
    "ACCESS_CODE": Kindly(
        Wording(
            "the code of a door, a phone or a safe", "le code d'une porte, d'un téléphone ou d'un coffre"
        ),
        Wording("[code masked]", "[code masqué]"),
    ),
    "PHONE": Kindly(
        Wording("a telephone number", "un numéro de téléphone"),
        Wording("[telephone number masked]", "[numéro de téléphone masqué]"),
    ),
    "EMAIL": Kindly(
        Wording("an e-mail address", "une adresse électronique"),
        Wording("[e-mail address masked]", "[adresse électronique masquée]"),
    ),
    "CARD": Kindly(
        Wording("the number of a payment card", "un numéro de carte bancaire"),
        Wording("[card number masked]", "[numéro de carte masqué]"),
    ),
    "IBAN": Kindly(
        Wording("the number of a bank account (IBAN)", "un numéro de compte bancaire (IBAN)"),
        Wording("[account number masked]", "[numéro de compte masqué]"),
    ),
    "NATIONAL_ID": Kindly(
        Wording(
            "a number by which a state knows somebody",
            "un numéro par lequel un État connaît quelqu'un (sécurité sociale, carte d'identité…)",
        ),
        Wording("[personal number masked]", "[numéro personnel masqué]"),
    ),
    "LICENSE_KEY": Kindly(
        Wording("the key of a licence", "une clé de licence"),
        Wording("[licence key masked]", "[clé de licence masquée]"),
    ),
    "API_KEY": Kindly(
        Wording("a key that opens a service to programs", "une clé qui ouvre un service à des programmes"),
        Wording("[key masked]", "[clé masquée]"),
    ),
    "IP": Kindly(
        Wording("the IP address of a line or a server", "l'adresse IP d'une ligne ou d'un serveur"),
        Wording("[IP address masked]", "[adresse IP masquée]"),
    ),
}

WHY_WORDS: Final[dict[Why, Wording]] = {
    "said": Wording("the words “{cue}” announce it", "les mots « {cue} » l'annoncent"),
    "shape": Wording("it is written as one", "c'en est la forme"),
    "sum": Wording("its check digits agree", "sa clé de contrôle est juste"),
    "vendor": Wording(
        "it begins as the keys of a known service do", "elle commence comme les clés d'un service connu"
    ),
    "pair": Wording("it stands beside the name of an account", "il suit le nom d'un compte"),
    "link": Wording("a link carries a password there", "un lien porte un mot de passe à cet endroit"),
    "option": Wording(
        "a command takes a password there", "une commande attend un mot de passe à cet endroit"
    ),
}

_LONGEST_CUE: Final = 60
"""Characters of the announcing words that are repeated."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What is said of one finding; the value itself is in none of it."""

    where: str
    what: str
    why: str
    offer: str


def reason(span: Span, text: str, language: Language) -> Reason:
    """Where a finding stands, what it looks like, why, and what could be written instead.

    The words that announced it are repeated from the text; its value never is.
    """
    words = KIND_WORDS[span.type]
    line = text.count("\n", 0, span.start) + 1
    column = span.start - text.rfind("\n", 0, span.start)
    name, masked = words.name.say(language), words.mask.say(language)
    cue = " ".join(text[slice(*span.cue)].split())[:_LONGEST_CUE] if span.cue[1] <= span.start else ""
    why = WHY_WORDS["shape" if span.why == "said" and not cue else span.why].say(language).format(cue=cue)
    if language == "en":
        where = f"line {line}, character {column}"
        return Reason(where, f"This looks like {name}.", f"Why: {why}.", f"Mask it: {masked}")
    where = f"ligne {line}, caractère {column}"
    return Reason(where, f"Ceci semble être {name}.", f"Pourquoi : {why}.", f"Masquer : {masked}")


def mask(text: str, spans: tuple[Span, ...], language: Language) -> str:
    """The text with words in the place of each span: `mot de passe : [mot de passe masqué]`.

    Spans are those that `look` gave for this very text. Raises ValueError where they are of another.
    """
    parts: list[str] = []
    at = 0
    for span in sorted(spans):
        if not at <= span.start < span.end <= len(text):
            raise ValueError("these spans are not of this text: look at it again, then mask")
        parts += [text[at : span.start], KIND_WORDS[span.type].mask.say(language)]
        at = span.end
    return "".join([*parts, text[at:]])
