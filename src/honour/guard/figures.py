"""Numbers: payment cards, telephones, and the national numbers that are all digits.

Each block of digits in the text is met once; what begins at one of its runs of digits is tried in turn, each
by a pattern of bounded length, so the work grows with the text and no more.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from honour.guard import checks
from honour.guard.folded import Folded
from honour.guard.span import Kind, Span
from honour.guard.surroundings import OTHER, before, line_before

_BLOCK: Final = re.compile(r"[+(]?\d(?:[ .()/\-]{0,3}\d)*+")
_RUN: Final = re.compile(r"[+(]{0,2}\d++")

_CARD: Final = re.compile(r"\d(?:[ .\-]{0,2}\d){12,18}(?![ .\-]?\d)")
_FOUR_BY_FOUR: Final = re.compile(r"\d{4}([ .\-])\d{4}\1\d{4}\1\d{4}(?!\1?\d)")
_CARD_CUE: Final = re.compile(
    r"\b(?:cards?|cartes?|visa|mastercard|master ?card|amex|american express|cb|debit|credit|maestro"
    r"|discover)\b"
)
_CARD_NOT: Final = re.compile(r"\b(?:gift|cadeau|fid[eé]lit[eé]|loyalty|sim|sd|graphi|imei|iccid)")
_TEST_CARDS: Final = frozenset(
    "4242424242424242 4111111111111111 4000056655665556 5555555555554444 5105105105105100 378282246310005"
    " 371449635398431 6011111111111117 6011000990139424 3056930009020004 38520000023237 4012888888881881"
    " 2223003122003222 5200828282828210 3566002020360505 4000000000000002 4000002500003155"
    " 5454545454545454".split()
)
"""Numbers that payment services publish for tests; they belong to nobody."""
_CRYPTOGRAM: Final = re.compile(
    r"(?<![a-z])(?:cvv2?|cvc2?|cryptogramme|card security code)(?: (?:visuel|is|est"
    r"|code))?\s?[:=]?\s?(\d{3,4})(?!\d)"
)

_CRYPTOGRAM_WORDS: Final = frozenset(("cvv", "cvc", "cryptogramme", "security"))

_FULL: Final = re.compile(r"(?:\+|00)\s?[1-9](?:[ .()/\-]{0,3}\d){7,14}(?!\d)")
_FRENCH: Final = re.compile(r"\(?0\)?[ .]?[1-9](?:[ .\-/]{0,2}\d\d){4}(?![ .\-]?\d)")
_NATIONAL: Final = re.compile(r"\(?0\d{1,4}\)?(?:[ .\-/]{1,3}\d{2,5}){1,5}(?![.\-]?\d)|07\d{9}(?!\d)")
_AMERICAN: Final = re.compile(
    r"(?:1[ .\-])?(?:\([2-9]\d\d\)[ .\-]?|[2-9]\d\d[ .\-])[2-9]\d\d[ .\-]\d{4}(?![\d]|[.\-]\d)"
)
_LOOSE: Final = re.compile(r"\(?\d\)?(?:[ .()\-/]{0,2}\d){6,14}(?![ .\-]?\d)")
_LOCAL: Final = re.compile(r"\d{3}[ .\-]\d{4}(?![\d.\-])")
_PHONE_CUE: Final = re.compile(
    r"(?<![a-zà-ÿ])(?:t[eé]l|t[eé]l[eé]phon\w{0,4}|phone|phones|telephone|mobile|portable|port|gsm"
    r"|fixe|cell|cellphone"
    r"|call|calls|call me|ring|text|texting|sms|whatsapp|signal|appel\w{0,4}|rappel\w{0,4}|joindre"
    r"|joign\w{0,5}"
    r"|contact\w{0,4}|fax|landline|desk|number is|num[eé]ro|reach\w{0,3}|dial|bip\w{0,4}|voicemail"
    r"|hotline|line"
    r"|direct|extension|home|work|office|bureau|maison|domicile|perso|handy|num|06|voici mon)"
    r"(?![a-zà-ÿ])"
)
_STRONG_CUE: Final = re.compile(
    r"(?<![a-zà-ÿ])(?:t[eé]l|t[eé]l[eé]phon\w{0,4}|phone|telephone|mobile|portable|gsm|cell|cellphone"
    r"|call|ring"
    r"|text me|sms|whatsapp|appel\w{0,4}|rappel\w{0,4}|joindre|joign\w{0,5}|fax|landline|dial|reach\w{0,3})"
    r"(?![a-zà-ÿ])[^\d\n]{0,40}$"
)
_FREE: Final = re.compile(
    r"(?:(?:00)?33)?0?8\d{8}|(?:(?:00)?44)?0?(?:800|808|84[345]|87[0123]|30[03]|33[03])\d{6,7}"
    r"|1?(?:8(?:00|33|44|55|66|77|88)|900)\d{7}|0800\d{5}"
)
"""Numbers of companies, not of people: freephone and shared cost (Arcep, Ofcom, NANPA)."""
_DATE: Final = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[ ./\-](?:0?[1-9]|1[0-2])[ ./\-](?:19|20)\d\d(?!\d)|(?:19"
    r"|20)\d\d[ ./\-](?:0[1-9]|1[0-2])[ ./\-]"
)
_UNIT: Final = re.compile(
    r"\s?(?:[€$£%°]|eur\b|euros?\b|usd|octets|bytes|ms\b|px\b|[kmg]o\b|[kmg]b\b|hz)|[,:]\d"
)

_NIR: Final = re.compile(
    r"([12378])([ .\-]?)(\d\d)\2(0[1-9]|1[0-2]|[2-9]\d)\2(\d\d"
    r"|2[ABab])\2(\d{3})\2(\d{3})(?:[ .\-/]{0,3}(\d\d))?(?!\d)"
)
_NIR_CUE: Final = re.compile(
    r"s[eé]cu|s[eé]curit[eé] sociale|vitale|\bnir\b|\bnss\b|social security|insee|ameli|assur[eé]|cpam"
)
_SSN: Final = re.compile(r"(\d{3})[\- ](\d\d)[\- ](\d{4})(?![\d\-])")
_SSN_CUE: Final = re.compile(r"\bssn\b|social security|\bsocial\b")
_NRN: Final = re.compile(r"(\d\d)[. ](\d\d)[. ](\d\d)[\- ](\d{3})[. \-](\d\d)(?!\d)")
_AHV: Final = re.compile(r"756[. ]\d{4}[. ]\d{4}[. ]\d\d(?!\d)")


def figures(view: Folded) -> Iterable[Span]:
    """Cards, telephones and national numbers of digits, by where they stand in the view."""
    return (
        _figures(view)
        if view.digits >= 7 or (view.digits >= 3 and not view.words.isdisjoint(_CRYPTOGRAM_WORDS))
        else ()
    )


def _figures(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    if not view.words.isdisjoint(_CRYPTOGRAM_WORDS):
        for found in _CRYPTOGRAM.finditer(low):
            yield Span(*found.span(1), "CARD", "said", (found.start(), found.start(1)))
    if view.digits < 7:
        return
    for block in _BLOCK.finditer(text):
        start, end = block.span()
        if end - start < 7 or _inside_a_word(text, start, end):
            continue
        done = start
        for run in _RUN.finditer(text, start, end):
            if run.start() < done:
                continue
            found_here = _at(text, low, run.start())
            if found_here is not None:
                yield found_here
                done = found_here.end


def _inside_a_word(text: str, start: int, end: int) -> bool:
    """Whether letters or signs of identifiers, links and prices hold on to a block of digits."""
    last = text[start - 1] if start else " "
    if last.isalpha() and text[start] in "+(":
        return False
    if (
        last in "-/.:"
        and start > 1
        and (text[start - 2].isdigit() or (last != ":" and text[start - 2].isalpha()))
    ):
        return True
    return last.isalnum() or last in "_$€£#%@\\~^+"


def _at(text: str, low: str, at: int) -> Span | None:
    """The number that begins here, if it is one of somebody's."""
    first = at
    while not text[first].isdigit():
        first += 1
    known = _national(text, low, first) or _card(text, low, first) or _phone(text, low, at)
    return known if known is not None or first == at else _phone(text, low, first)


def _said(low: str, at: int, cue: re.Pattern[str]) -> re.Match[str] | None:
    return cue.search(low, max(0, at - 60), at)


def _national(text: str, low: str, at: int) -> Span | None:
    for pattern, made in ((_NIR, _nir), (_SSN, _ssn), (_NRN, _nrn), (_AHV, _ahv)):
        found = pattern.match(text, at)
        if found is not None and (span := made(found, low)) is not None:
            return span
    return None


def _nir(found: re.Match[str], low: str) -> Span | None:
    compact = re.sub(r"[ .\-/]", "", found[0]).upper()
    cue = _said(low, found.start(), _NIR_CUE)
    with_key = len(compact) == 15
    if with_key and checks.nir(compact):
        return _span(found, "NATIONAL_ID", "sum", cue)
    spaced = bool(found[2]) and (with_key or cue is not None)
    if cue is not None or (spaced and not OTHER.search(before(low, found.start()))):
        return _span(found, "NATIONAL_ID", "said" if cue else "shape", cue)
    return None


def _ssn(found: re.Match[str], low: str) -> Span | None:
    if not checks.ssn("".join(found.groups())):
        return None
    cue = _said(low, found.start(), _SSN_CUE)
    if cue is None and (" " in found[0] or OTHER.search(before(low, found.start()))):
        return None
    return _span(found, "NATIONAL_ID", "said" if cue else "shape", cue)


def _nrn(found: re.Match[str], low: str) -> Span | None:
    return _span(found, "NATIONAL_ID", "sum") if checks.nrn("".join(found.groups())) else None


def _ahv(found: re.Match[str], low: str) -> Span | None:
    return _span(found, "NATIONAL_ID", "sum") if checks.ahv(re.sub(r"[. ]", "", found[0])) else None


def _card(text: str, low: str, at: int) -> Span | None:
    found = _CARD.match(text, at)
    if found is None:
        return None
    digits = re.sub(r"\D", "", found[0])
    cue = _said(low, at, _CARD_CUE)
    if digits in _TEST_CARDS or _CARD_NOT.search(before(low, at)):
        return None
    if checks.card(digits) and (cue or not OTHER.search(before(low, at))):
        return _span(found, "CARD", "sum", cue)
    if cue is not None and _FOUR_BY_FOUR.match(text, at) and digits[0] in "3456" and len(set(digits)) > 2:
        return _span(found, "CARD", "said", cue)
    return None


def _phone(text: str, low: str, at: int) -> Span | None:
    if at and text[at - 1] in "-." and text[at] not in "+(" and at > 1 and text[at - 2].isdigit():
        return None
    said = before(low, at)
    strong = _STRONG_CUE.search(said)
    cue = strong or _PHONE_CUE.search(line_before(low, at))
    other = OTHER.search(said)
    for pattern in (_FULL, _FRENCH, _AMERICAN, _NATIONAL):
        found = pattern.match(text, at)
        if found is not None and _is_phone(
            found, pattern, low, cue is not None, strong is None and other is not None
        ):
            return _phone_span(found, low, at, said, cue)
    if strong is None:
        return None
    found = _LOOSE.match(text, at) or _LOCAL.match(text, at)
    if found is None or _DATE.match(text, at) or _UNIT.match(low, found.end()) or other:
        return None
    digits = re.sub(r"\D", "", found[0])
    return None if _FREE.fullmatch(digits) else _phone_span(found, low, at, said, cue)


def _is_phone(found: re.Match[str], pattern: re.Pattern[str], low: str, cue: bool, other: bool) -> bool:
    text, start, end = found[0], found.start(), found.end()
    digits = re.sub(r"\D", "", text)
    if (
        other
        or _UNIT.match(low, end)
        or _FREE.fullmatch(digits)
        or (end < len(low) and (low[end].isalpha() or low[end] == "_"))
    ):
        return False
    if text.count("(") != text.count(")"):
        return False
    if pattern is _FULL:
        if not text.startswith("+"):
            return (
                cue
                or re.match(
                    r"00\s?(?:33|44|32|41|353|352|49|34|39|31|351|1|212|213|216)(?!\d{14})[ .\-(]", text
                )
                is not None
            )
        return 8 <= len(digits) <= 15
    if pattern is _FRENCH:
        return text.count("(") == text.count(")") and (cue or digits[1] in "67" or not text.isdigit())
    if pattern is _AMERICAN:
        return True
    if _DATE.match(low, start) or len(set(digits)) < 3:
        return False
    if text.isdigit():
        return True
    return (
        9 <= len(digits) <= 11
        and digits[1] != "0"
        and (cue or len(re.findall(r"[ .\-/]+", text)) >= 2 or len(digits) == 11)
    )


def _phone_span(found: re.Match[str], low: str, at: int, said: str, cue: re.Match[str] | None) -> Span:
    return _span(found, "PHONE", "said" if cue else "shape")


def _span(found: re.Match[str], kind: Kind, why: "str", cue: re.Match[str] | None = None) -> Span:
    place = cue.span() if cue is not None else (0, 0)
    return Span(found.start(), found.end(), kind, why, place)  # type: ignore[arg-type]
