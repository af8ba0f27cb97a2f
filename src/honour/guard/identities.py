"""International bank account numbers, and the numbers by which states know people."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from honour.guard import checks
from honour.guard.folded import Folded
from honour.guard.patterns import compiled
from honour.guard.span import Span
from honour.guard.surroundings import mentions

_IBAN: Final = re.compile(r"[A-Za-z]{2}\d{2}(?:[ .\-]{0,2}[A-Za-z0-9]){11,32}")
_CHECKED: Final = re.compile(r"\d\d(?<=[A-Za-z]{2}\d\d)(?=[ .\-]{0,2}[A-Za-z0-9]{4})")
"""The check digits of what may be an IBAN, which come after two letters."""
_INSURED: Final = re.compile(
    r"\d\d(?:(?<=[A-Za-z]{2}\d\d)|(?<=[A-Za-z]{2}[ \-]\d\d))(?=[ \-]?\d\d[ \-]?\d\d[ \-]?[A-Da-d])"
)
_LAST_LETTERS: Final = frozenset("abcd")
"""The letter that ends a National Insurance number stands alone among its digits."""
_BORN: Final = re.compile(r"\d\d(?=[A-Za-z]\d\d[A-Za-z]\d{3}[A-Za-z])")
_MONEY: Final = re.compile(
    r"iban|\brib\b|virement|wire|transfer|account|compte|rembours|refund|bank|banque|pay"
)
_NINO: Final = r"[A-Za-z]{2}[ \-]?\d\d[ \-]?\d\d[ \-]?\d\d[ \-]?[A-Da-d](?![\w])"
_NINO_CUE: Final = re.compile(r"national insurance|\bni\b|\bnino\b|\bnin\b|\bn\.i\.|insurance n")
_CODICE: Final = r"(?i)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![\w])"


def _compact(text: str) -> str:
    return re.sub(r"[ .\-/]", "", text).upper()


def _any(compact: str) -> bool:
    return True


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ELSEWHERE: Final = (
    r"pesel|personnummer|\bcpf\b|curp|aadhaa?r|\bhetu\b|\bcnp\b|\begn\b|\boib\b|\btfn\b|medicare|allocataire"
    r"|\bitin\b|\bnif\b|num[ée]ro [ée]tranger"
)
_IDENTITY_WORDS: Final = (
    r"(?:carte|pi[èe]ce) (?:nationale )?d'identit[ée]|\bcni\b|id card|identity card|national id"
    r"|titre de s[ée]jour|residence permit"
)
_SAID: Final[tuple[tuple[frozenset[str], str, str, Callable[[str], bool]], ...]] = (
    (
        _set("ssn social"),
        r"\bssn\b|social security|\bsocial\b",
        r"\d{9}|\d{3}[ \-]\d{2}[ \-]\d{4}",
        lambda n: len(n) == 9,
    ),
    (_set("nhs"), r"\bnhs\b", r"\d{3}[ \-]?\d{3}[ \-]?\d{4}", _any),
    (_set("pps ppsn"), r"\bppsn?\b", r"\d{7}[ ]?[A-Wa-w][A-IWa-iw]?", _any),
    (
        _set("sin insurance nas assurance"),
        r"\bsin\b|social insurance|\bnas\b|assurance sociale",
        r"\d{3}[ \-]?\d{3}[ \-]?\d{3}",
        checks.luhn,
    ),
    (
        _set("dni nie nif español espagnol espagnole spanish"),
        r"\bdni\b|\bnie\b|\bnif\b|espagnole?|spanish|español",
        r"[XYZxyz]?[ \-]?\d{7,8}[ \-]?[A-Za-z]",
        lambda n: len(n) == 9 and checks.dni(n),
    ),
    (_set("bsn burgerservicenummer"), r"\bbsn\b|burgerservice", r"\d{9}|\d{4}[ .]\d{2}[ .]\d{3}", checks.bsn),
    (
        _set("steuer steueridentifikationsnummer steuernummer steuerid tax tin idnr german allemand"),
        r"steuer|tax id|\btin\b|idnr|german|allemand",
        r"\d{2} ?\d{3} ?\d{3} ?\d{3}",
        checks.steuer_id,
    ),
    (
        _set("national nationale registre rijksregister niss"),
        r"national|registre|rijksregister|niss",
        r"\d{2}\.?\d{2}\.?\d{2}[ \-]?\d{3}[ .\-]?\d{2}",
        lambda n: len(n) == 11 and checks.nrn(n),
    ),
    (_set("avs ahv"), r"\bavs\b|\bahv\b", r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}", checks.ahv),
    (
        _set("fiscal fiscale impôt impot impôts impots spi"),
        r"num[ée]ro fiscal|n° fiscal|\bspi\b|identifiant fiscal|r[ée]f[ée]rence fiscale|imp[ôo]ts",
        r"[0-3]\d(?: ?\d\d)(?: ?\d{3}){3}",
        lambda n: len(n) == 13,
    ),
    (
        _set("passport passports passeport passeports"),
        r"passports?|passeports?",
        r"\d{2}[A-Za-z]{2}\d{5}|[A-Za-z]{1,2}\d{6,8}|\d{9}",
        _any,
    ),
    (
        _set("identité identite cni id identity séjour sejour residence"),
        _IDENTITY_WORDS,
        r"\d{9,12}|[A-Za-z][A-Za-z0-9]\d?[A-Za-z0-9]{6,7}|\d{2}[A-Za-z]{2}\d{5}|\d{3}-\d{7}-\d{2}",
        lambda n: sum(c.isdigit() for c in n) >= 4,
    ),
    (
        _set("driving driver driver's drivers permis licence license"),
        r"driv\w{1,5} (?:licen[cs]e|permit)|permis(?: de conduire)?|driver'?s licen[cs]e",
        r"[A-Za-z9]{5} ?\d{6} ?[A-Za-z0-9]{2} ?[A-Za-z0-9]{3}|\d{2}[A-Za-z]{2}\d{5}|\d{12}|[A-Za-z]\d{7,12}",
        _any,
    ),
    (
        _set("insurance ni nino"),
        r"national insurance|\bni\b|\bnino\b|insurance n",
        r"[A-Za-z]{2}[ \-]?\d\d[ \-]?\d\d[ \-]?\d\d[ \-]?[A-Da-d]",
        lambda n: len(n) == 9 and n[:2].isalpha() and n[2:8].isdigit(),
    ),
    (
        _set(
            "pesel personnummer cpf curp aadhaar aadhar hetu cnp egn oib tfn medicare allocataire itin nif"
            " matricule étranger"
        ),
        _ELSEWHERE,
        r"[A-Za-z]{0,4}\d[\d .\-]{5,14}\d[A-Za-z]{0,2}",
        lambda n: sum(c.isdigit() for c in n) >= 7,
    ),
)
"""Per number: words of which one must be in the text, the words, the form, and whether its check holds."""

_SAID_WORDS: Final = frozenset().union(*(letters for letters, *_ in _SAID))
_FILLER: Final = r"(?:[^\s.;!?\d]{0,24}\.?[ \n:=(#n°]{1,3}){0,9}?(?:[\"'«]\s?)?"


def identities(view: Folded) -> Iterable[Span]:
    """IBANs and national numbers with letters or words, by where they stand in the view."""
    return _identities(view) if view.digits >= 5 else ()


def _identities(view: Folded) -> Iterator[Span]:
    text, low = view.text, view.low
    if view.digits >= 10:
        for at in view.runs:
            found = _IBAN.match(text, at - 2) if _CHECKED.match(text, at) else None
            if found is not None and (span := _iban(found, text, low)) is not None:
                yield span
    for at in view.runs if not view.words.isdisjoint(_LAST_LETTERS) else ():
        if _INSURED.match(text, at) is None:
            continue
        start = at - 2 - (not text[at - 1].isalpha())
        found = compiled(_NINO).match(text, start)
        if found is None or (start and (text[start - 1].isalnum() or text[start - 1] in "-_#/")):
            continue
        if checks.nino(_compact(found[0])) and found[0][:2].isupper():
            cue = _NINO_CUE.search(low, max(0, start - 60), start)
            if cue is not None or " " in found[0].strip():
                yield Span(
                    start,
                    found.end(),
                    "NATIONAL_ID",
                    "said" if cue else "shape",
                    cue.span() if cue else (0, 0),
                )
    for at in view.runs:
        found = compiled(_CODICE).match(text, max(0, at - 6)) if _BORN.match(text, at) else None
        if (
            found is not None
            and not text[found.start() - 1 : found.start()].isalnum()
            and checks.codice_fiscale(_compact(found[0]))
        ):
            yield Span(found.start(), found.end(), "NATIONAL_ID", "sum")
    if view.words.isdisjoint(_SAID_WORDS):
        return
    for letters, words, form, holds in _SAID:
        if not view.words.isdisjoint(letters):
            yield from _said(view, letters, words, form, holds)


def _said(
    view: Folded, letters: frozenset[str], words: str, form: str, holds: Callable[[str], bool]
) -> Iterator[Span]:
    pattern = compiled(rf"(?P<cue>{words}){_FILLER}(?<!\w)(?P<value>{form})(?!\w|[.\-]\d)")
    for at in mentions(view, letters):
        found = pattern.search(view.low, max(0, at - 30), at + 160)
        if found is not None and holds(_compact(view.text[slice(*found.span("value"))])):
            yield Span(*found.span("value"), "NATIONAL_ID", "said", found.span("cue"))


def _iban(found: re.Match[str], text: str, low: str) -> Span | None:
    start = found.start()
    if start and (text[start - 1].isalnum() or text[start - 1] in "_-/=.+"):
        return None
    length = checks.IBAN_LENGTHS.get(found[0][:2].upper())
    if length is None:
        return None
    places = [place for place, char in enumerate(found[0]) if char.isalnum()]
    if len(places) < length:
        return None
    end = start + places[length - 1] + 1
    compact = _compact(text[start:end])
    if "-" in text[start:end] and any(len(group) != 4 for group in text[start:end].split("-")[:-1]):
        return None
    follows = text[end : end + 1]
    if checks.iban(compact) and not (follows.isalnum() and " " not in text[start:end]):
        return Span(start, end, "IBAN", "sum")
    cue = _MONEY.search(low, max(0, start - 60), start)
    digits = sum(char.isdigit() for char in compact)
    whole = end == len(text) or not text[end].isalnum()
    if cue is not None and whole and digits >= 0.6 * length and found[0][:2].isupper():
        return Span(start, end, "IBAN", "said", cue.span())
    return None
