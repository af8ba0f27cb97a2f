"""How the two languages put words together: numbers, lengths of time, days, lists, agreement, typography.

English and French are each written as their own: nothing here translates one into the other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from honour.promises.languages import Language
from honour.promises.periods import Period, Unit

Gender: TypeAlias = Literal["masculine", "feminine"]

NO_BREAK: Final = "\u00a0"

# Up to twenty in letters, beyond in digits, as both languages print them in running text.
# fmt: off
_EN_NUMBERS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
_FR_NUMBERS: Final = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
)
EN_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
FR_MONTHS: Final = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)
# fmt: on
_EN_UNITS: Final[dict[Unit, str]] = {"days": "day", "weeks": "week", "months": "month", "years": "year"}
_FR_UNITS: Final[dict[Unit, tuple[str, str]]] = {
    "days": ("jour", "jours"),
    "weeks": ("semaine", "semaines"),
    "months": ("mois", "mois"),
    "years": ("an", "ans"),
}

# Where French keeps two words on one line: before double punctuation, inside guillemets, between a number and
# what it counts, after abbreviations of sources.
_BOUND: Final = re.compile(
    r" (?=[;:?!»])|(?<=«) |(?<=\d) (?=(?:(?:jours?|semaines?|mois|ans?|"
    + "|".join(FR_MONTHS)
    + r")\b|[\d€]))"
    r"|(?<=\bart\.) |(?<=\bL\.) |(?<=\bn°) |(?<=§) |(?<=§ \d,) (?=[a-g]\b)"
)


_VOWELS: Final = frozenset("aàâeéèêëhiîïoôöuùûü")
# Before these nothing is lost, although the ear hears a vowel: « de huit jours », « le onze ».
_ASPIRATE: Final = frozenset(
    "halle halles hameau handicap hangar harcèlement hasard hausse haut haute hauteur havre héros hiérarchie "
    "hockey hollande hongrie hors huit huitième hutte onze onzième oui".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a person has, as a sentence names it: « votre nom et vos factures ».

    `document` says that all of it is documents, which are destroyed; other data are deleted.
    """

    text: str
    plural: bool
    gender: Gender
    document: bool = False


def number_in_words(number: int, language: Language) -> str:
    """`twelve`, « douze », `64`."""
    if number > 20:
        return str(number)
    return _EN_NUMBERS[number] if language == "en" else _FR_NUMBERS[number]


def period_in_words(period: Period, language: Language) -> str:
    """`six months`, `un an`, `30 days`."""
    amount = period.amount
    number = number_in_words(amount, language)
    if language == "en":
        return f"{number} {_EN_UNITS[period.unit]}{'' if amount == 1 else 's'}"
    if amount == 1 and period.unit == "weeks":
        number = "une"
    one, many = _FR_UNITS[period.unit]
    return f"{number} {one if amount == 1 else many}"


def day_in_words(day: date, language: Language) -> str:
    """`31 December 2036`, `1er décembre 2026`."""
    if language == "en":
        return f"{day.day} {EN_MONTHS[day.month - 1]} {day.year}"
    return f"{'1er' if day.day == 1 else day.day} {FR_MONTHS[day.month - 1]} {day.year}"


def month_in_words(year: int, month: int, language: Language) -> str:
    """`October 2026`, « octobre 2026 »."""
    return f"{(EN_MONTHS if language == 'en' else FR_MONTHS)[month - 1]} {year}"


def listed(items: Sequence[str], language: Language) -> str:
    """`a, b and c`, `a, b et c`; neither language puts a comma before the last."""
    if len(items) <= 1:
        return "".join(items)
    last = " and " if language == "en" else " et "
    return ", ".join(items[:-1]) + last + items[-1]


def either(items: Sequence[str], language: Language) -> str:
    """`a, b or c`, `a, b ou c`."""
    if len(items) <= 1:
        return "".join(items)
    last = " or " if language == "en" else " ou "
    return ", ".join(items[:-1]) + last + items[-1]


def de(noun: str) -> str:
    """« de » before a noun with its determiner, or a name: du retrait, des Amis du canal, d'un an."""
    return _contracted(noun, "du ", "des ", "d'" if before_vowel(noun) else "de ")


def before_vowel(noun: str) -> bool:
    """Whether « le » and « de » lose their vowel before a word: before one, or a mute h.

    Most French words that begin with h are so; the others are learnt one by one.
    """
    first = re.split(r"[ '-]", noun.casefold(), maxsplit=1)[0]
    return first[:1] in _VOWELS and first not in _ASPIRATE


def to(noun: str) -> str:
    """« à » before a noun with its determiner: au retrait, aux commandes, à la fermeture."""
    return _contracted(noun, "au ", "aux ", "à ")


def repeated(nouns: str, preposition: str) -> str:
    """French says a short preposition again before each noun of a list: « de vos messages et de vos … »."""
    again = re.sub(r"(, | et )(?=(?:votre|vos|le|la|les|l')\b)", rf"\1{preposition} ", nouns)
    return f"{preposition} {again}"


def _contracted(noun: str, le: str, les: str, otherwise: str) -> str:
    if noun.startswith(("le ", "Le ")):
        return le + noun[3:]
    if noun.startswith(("les ", "Les ")):
        return les + noun[4:]
    return otherwise + noun


def agreed(participle: str, phrase: Phrase) -> str:
    """A French participle with its ending: supprimé, supprimée, supprimés, supprimées."""
    return participle + ("e" if phrase.gender == "feminine" else "") + ("s" if phrase.plural else "")


def filled(pattern: str, phrase: Phrase) -> str:
    """A pattern of the lexicon with the words that stand for the phrase, in either language.

    English: {they} {are} {them} {s}. French: {leur} {sa} {ils} {les} {ent}; {sa} is {leur} before a feminine
    noun that begins with a consonant.
    """
    ils = "elle" if phrase.gender == "feminine" else "il"
    le = "la" if phrase.gender == "feminine" else "le"
    if phrase.plural:
        said = {"they": "they", "are": "are", "them": "them", "s": ""}
        said |= {"leur": "leur", "sa": "leur", "ils": ils + "s", "les": "les", "ent": "ent"}
    else:
        said = {"they": "it", "are": "is", "them": "it", "s": "s"}
        said |= {"leur": "son", "sa": "sa", "ils": ils, "les": le, "ent": "e"}
    return pattern.format_map(said)


def sentence(text: str, language: Language) -> str:
    """The text as a sentence: capital first, one full stop last, and the typography of its language."""
    whole = text[:1].upper() + text[1:]
    whole = whole if whole.endswith(".") else whole + "."
    return whole if language == "en" else typeset(whole)


def typeset(text: str) -> str:
    """French text with its no-break spaces."""
    return _BOUND.sub(NO_BREAK, text)
