"""Numbers: payment cards, telephones, and the national numbers that are all digits.

Each block of digits in the text is met once; what begins at one of its runs of digits is tried in turn, each
by a pattern of bounded length, so the work grows with the text and no more.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from honour.guard import checks
from honour.guard.folded import Folded
from honour.guard.patterns import compiled
from honour.guard.phones import phone
from honour.guard.span import Span
from honour.guard.surroundings import announced, counts_a_thing

_BLOCK: Final = re.compile(r"[+(]?\d(?:[ .()/\-]{0,3}\d){6,}+")
_OPENING: Final = ("+", "(")
_RUN: Final = re.compile(r"[+(]{0,2}\d++")

_CARD: Final = re.compile(r"\d(?:[ .\-]{0,2}\d){12,18}(?![ .\-]?\d)")
_FOUR_BY_FOUR: Final = re.compile(r"\d{4}([ .\-])\d{4}\1\d{4}\1\d{4}(?!\1?\d)")
_CARD_WORDS: Final = frozenset(
    "card cards carte cartes visa mastercard amex american cb debit credit maestro discover".split()
)
_OTHER_CARDS: Final = frozenset("gift cadeau fidélité fidelite loyalty sim sd graphique imei iccid".split())
_TEST_CARDS: Final = frozenset(
    "4242424242424242 4111111111111111 4000056655665556 5555555555554444 5105105105105100 378282246310005"
    " 371449635398431 6011111111111117 6011000990139424 3056930009020004 38520000023237 4012888888881881"
    " 2223003122003222 5200828282828210 3566002020360505 4000000000000002 4000002500003155"
    " 5454545454545454".split()
)
"""Numbers that payment services publish for tests; they belong to nobody."""
_CRYPTOGRAM: Final = (
    r"(?:cvv2?|cvc2?|cryptogramme|security code)(?: (?:visuel|is|est|code))?\s?[:=]?\s?(\d{3,4})(?!\d)"
)
_CRYPTOGRAM_WORDS: Final = frozenset(("cvv", "cvc", "cryptogramme", "security"))

_NIR: Final = re.compile(
    r"([12378])([ .\-]?)(\d\d)\2(0[1-9]|1[0-2]|[2-9]\d)\2(\d\d"
    r"|2[ABab])\2(\d{3})\2(\d{3})(?:[ .\-/]{0,3}(\d\d))?(?!\d)"
)
_NIR_LOOSE: Final = re.compile(r"[12378](?:[ .\-]?\d){12}(?:[ .\-/]{0,3}\d\d)?(?![ .\-]?\d)")
_NIR_WORDS: Final = frozenset("vitale nir nss ss social sociale insee ameli cpam".split())
_NIR_BEGINNINGS: Final = ("sécu", "secu", "assur")
_SSN: Final = re.compile(r"(\d{3})[\- ](\d\d)[\- ](\d{4})(?![\d\-])")
_SSN_WORDS: Final = frozenset(("ssn", "social"))
_NRN: Final = re.compile(r"(\d\d)[. ](\d\d)[. ](\d\d)[\- ](\d{3})[. \-](\d\d)(?!\d)")
_NRN_WORDS: Final = frozenset(("national", "registre", "niss", "rijksregister", "belge", "belgian"))
_AHV_WORDS: Final = frozenset(("avs", "ahv", "suisse", "swiss"))
_AHV: Final = re.compile(r"756[. ]\d{4}[. ]\d{4}[. ]\d\d(?!\d)")
_SEPARATORS: Final = re.compile(r"[ .\-/()+]+")


def figures(view: Folded) -> Iterable[Span]:
    """Cards, telephones and national numbers of digits, by where they stand in the view."""
    return _figures(view) if view.digits >= 7 else ()


def _figures(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    done = 0
    for first in view.runs:
        if first < done:
            continue
        block = _BLOCK.match(text, first - (text[first - 1 : first] in _OPENING))
        if block is None:
            continue
        start, end = block.span()
        done = end
        if _inside_a_word(text, start):
            continue
        done = start
        for run in _RUN.finditer(text, start, end):
            if run.start() >= done and (found := _at(text, low, run.start())) is not None:
                yield found
                done = found.end
        done = end
    if not view.words.isdisjoint(_CRYPTOGRAM_WORDS):
        for said in compiled(_CRYPTOGRAM).finditer(low):
            if not low[said.start() - 1 : said.start()].isalpha() and announced(
                low, said.start(), _CARD_WORDS
            ):
                yield Span(*said.span(1), "CARD", "said", (said.start(), said.start(1)))


def _inside_a_word(text: str, start: int) -> bool:
    """Whether letters or signs of identifiers, links and prices hold on to a block of digits."""
    if not start:
        return False
    last = text[start - 1]
    if last.isalpha() and text[start] in "+(":
        return False
    earlier = text[start - 2] if start > 1 else " "
    if last in "-/.:" and (earlier.isdigit() or (last != ":" and earlier.isalpha())):
        return True
    return last.isalnum() or last in "_$€£#%@\\~^+="


def _at(text: str, low: str, at: int) -> Span | None:
    """The number that begins here, if it is one of somebody's."""
    first = at
    while not text[first].isdigit():
        first += 1
    card = _CARD.match(text, first)
    if card is not None and (span := _card(card, low)) is not None:
        return span
    known = _national(text, low, first) or phone(text, low, at)
    return known if known is not None or first == at else phone(text, low, first)


def _national(text: str, low: str, at: int) -> Span | None:
    if (found := _NIR.match(text, at)) is not None and (span := _nir(found, low)) is not None:
        return span
    if (found := _NIR_LOOSE.match(text, at)) is not None and (span := _loose_nir(found, low)) is not None:
        return span
    if (found := _SSN.match(text, at)) is not None and (span := _ssn(found, low)) is not None:
        return span
    if (found := _NRN.match(text, at)) is not None and (
        checks.nrn("".join(found.groups())) or announced(low, at, _NRN_WORDS)
    ):
        return Span(*found.span(), "NATIONAL_ID", "sum")
    if (found := _AHV.match(text, at)) is not None and (
        checks.ahv(_SEPARATORS.sub("", found[0])) or announced(low, at, _AHV_WORDS)
    ):
        return Span(*found.span(), "NATIONAL_ID", "sum")
    return None


def _nir(found: re.Match[str], low: str) -> Span | None:
    compact = _SEPARATORS.sub("", found[0]).upper()
    cue = announced(low, found.start(), _NIR_WORDS, _NIR_BEGINNINGS)
    with_key = len(compact) == 15
    if with_key and checks.nir(compact):
        return Span(*found.span(), "NATIONAL_ID", "sum", cue or (0, 0))
    if cue is not None:
        return Span(*found.span(), "NATIONAL_ID", "said", cue)
    if found[2] and with_key and not counts_a_thing(low, found.start()):
        return Span(*found.span(), "NATIONAL_ID")
    return None


def _loose_nir(found: re.Match[str], low: str) -> Span | None:
    """Digits in other groups than usual, after a word for social security."""
    cue = announced(low, found.start(), _NIR_WORDS, _NIR_BEGINNINGS)
    return None if cue is None else Span(*found.span(), "NATIONAL_ID", "said", cue)


def _ssn(found: re.Match[str], low: str) -> Span | None:
    cue = announced(low, found.start(), _SSN_WORDS)
    if cue is not None:
        return Span(*found.span(), "NATIONAL_ID", "said", cue)
    if " " in found[0] or not checks.ssn("".join(found.groups())) or counts_a_thing(low, found.start()):
        return None
    return Span(*found.span(), "NATIONAL_ID")


def _card(found: re.Match[str], low: str) -> Span | None:
    digits = _SEPARATORS.sub("", found[0])
    if digits[0] not in "234569" or digits in _TEST_CARDS or len(set(digits)) < 3:
        return None
    at = found.start()
    right = checks.card(digits)
    cue = announced(low, at, _CARD_WORDS)
    if announced(low, at, _OTHER_CARDS, width=30) is not None:
        return None
    if right and (cue is not None or not counts_a_thing(low, at)):
        return Span(*found.span(), "CARD", "sum", cue or (0, 0))
    if cue is not None and _FOUR_BY_FOUR.fullmatch(found[0]) and digits[0] in "3456":
        return Span(*found.span(), "CARD", "said", cue)
    return None
