"""Telephone numbers, as people of several countries write them."""

import re
from typing import Final

from honour.guard.span import Span
from honour.guard.surroundings import BEFORE, announced, counts_a_thing

_FULL: Final = re.compile(r"(?:\+|00)\s?[1-9](?:[ .()/\-]{0,3}\d){7,14}(?!\d)")
_FRENCH: Final = re.compile(r"\(?0\)?[ .]?[1-9](?:[ .\-/]{0,2}\d\d){4}(?![ .\-]?\d)")
_NATIONAL: Final = re.compile(r"\(?0\d{1,4}\)?(?:[ .\-/]{1,3}\d{2,5}){1,5}(?![.\-]?\d)|07\d{9}(?!\d)")
_AMERICAN: Final = re.compile(
    r"(?:1[ .\-])?(?:\([2-9]\d\d\)[ .\-]?|[2-9]\d\d[ .\-])[2-9]\d\d[ .\-]\d{4}(?![\d]|[.\-]\d)"
)
_LOOSE: Final = re.compile(r"\(?\d\)?(?:[ .()\-/]{0,2}\d){6,14}(?![ .\-]?\d)")
_LOCAL: Final = re.compile(r"\d{3}[ .\-]\d{4}(?![\d.\-])")
_ABROAD: Final = re.compile(r"00\s?(?:33|44|32|41|353|352|49|34|39|31|351|1|212|213|216)(?!\d{14})[ .\-(]")
_PATTERNS: Final = ((_FULL, "+0"), (_FRENCH, "0("), (_AMERICAN, "123456789("), (_NATIONAL, "0("))
"""Each way of writing, and the characters with which it begins."""

_STRONG: Final = frozenset(
    "tel tél phone phones mobile portable gsm cell cellphone call ring text sms whatsapp joindre fax"
    " landline dial reach"
    " telephone téléphone".split()
)
_STRONG_BEGINNINGS: Final = ("téléphon", "telephon", "appel", "rappel", "joign", "reach")
_WEAK: Final = _STRONG | frozenset(
    "port fixe calls texting signal desk numéro numero number voicemail hotline line direct"
    " extension home work office"
    " bureau maison domicile perso num".split()
)
_WEAK_BEGINNINGS: Final = (*_STRONG_BEGINNINGS, "contact", "bip")
_NAMED_AFTER: Final = re.compile(
    r"\s?(?:\(|is|=|:)?\s?(?:my|the|our|her|his)?\s?(?:cell|mobile|phone|number|work|home|desk|office)"
)
_TWO_DIGITS: Final = re.compile(r"(?<!\d)\d\d ")
"""Before groups of two digits: they are bytes, not a telephone's."""
_FREE: Final = re.compile(
    r"(?:(?:00)?33)?0?8\d{8}|(?:(?:00)?44)?0?(?:800|808|84[345]|87[0123]|30[03]|33[03])\d{6,7}"
    r"|1?(?:8(?:00|33|44|55|66|77|88)|900)\d{7}|0800\d{5}"
)
"""Numbers of companies, not of people: freephone and shared cost (Arcep, Ofcom, NANPA)."""
_DATE: Final = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[ ./\-](?:0?[1-9]|1[0-2])[ ./\-](?:19|20)\d\d(?!\d)"
    r"|(?:19|20)\d\d[ ./\-](?:0[1-9]|1[0-2])[ ./\-]"
)
_UNIT: Final = re.compile(
    r"\s?(?:[€$£%°]|eur\b|euros?\b|usd|octets|bytes|ms\b|px\b|[kmg]o\b|[kmg]b\b|hz)|[,:]\d"
)
_SEPARATORS: Final = re.compile(r"[ .\-/()+]+")


def phone(text: str, low: str, at: int) -> Span | None:
    """The telephone number that begins here, if one does."""
    first = text[at]
    if at > 1 and text[at - 1] in "-." and text[at - 2].isdigit() and first not in "+(":
        return None
    if at > 2 and _TWO_DIGITS.match(text, at - 3) is not None and first not in "+(":
        return None
    for pattern, beginnings in _PATTERNS:
        found = pattern.match(text, at) if first in beginnings else None
        if found is not None and _could_be(found, low):
            strong = _strong(low, at)
            cue = strong or announced(low, at, _WEAK, _WEAK_BEGINNINGS, BEFORE)
            if cue is None and pattern is _AMERICAN and _NAMED_AFTER.match(low, found.end()):
                cue = (0, 0)
            if _is(found, pattern, cue is not None) and (strong or not counts_a_thing(low, at)):
                return Span(*found.span(), "PHONE", "said" if cue else "shape", cue or (0, 0))
    found = _LOOSE.match(text, at) or _LOCAL.match(text, at)
    if found is None or _DATE.match(text, at) or not _could_be(found, low):
        return None
    strong = _strong(low, at)
    if strong is None or counts_a_thing(low, at):
        return None
    return Span(*found.span(), "PHONE", "said", strong)


def _strong(low: str, at: int) -> tuple[int, int] | None:
    """A word for telephones before a number, with no other number between them."""
    cue = announced(low, at, _STRONG, _STRONG_BEGINNINGS, BEFORE)
    return (
        cue
        if cue is not None and not any(char.isdigit() or char == "\n" for char in low[cue[1] : at])
        else None
    )


def _could_be(found: re.Match[str], low: str) -> bool:
    """Whether digits are no price, no part of a word, and no number of a company."""
    written, end = found[0], found.end()
    if written.count("(") != written.count(")") or _UNIT.match(low, end):
        return False
    if end < len(low) and (low[end].isalpha() or low[end] == "_"):
        return False
    return _FREE.fullmatch(_SEPARATORS.sub("", written)) is None


def _is(found: re.Match[str], pattern: re.Pattern[str], announced_by_a_word: bool) -> bool:
    written = found[0]
    digits = _SEPARATORS.sub("", written)
    if pattern is _FULL:
        if not written.startswith("+"):
            return announced_by_a_word or _ABROAD.match(written) is not None
        return 8 <= len(digits) <= 15
    if pattern is _FRENCH:
        return announced_by_a_word or digits[1] in "67" or not written.isdigit()
    if pattern is _AMERICAN:
        return announced_by_a_word or not written.replace(" ", "").isdigit()
    if _DATE.match(written) or len(set(digits)) < 3:
        return False
    if written.isdigit():
        return True
    groups = len(_SEPARATORS.findall(written.strip("()")))
    return (
        9 <= len(digits) <= 11
        and digits[1] != "0"
        and (announced_by_a_word or groups >= 2 or len(digits) == 11)
    )
