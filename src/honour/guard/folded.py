"""A text as the rules read it, and the way back from there to the text as it was written.

What is invisible (zero-width characters, marks of writing direction, soft hyphens) is left out; what only
looks different (full-width and mathematical letters, letters of other alphabets that look Latin, spaces and
hyphens of typography) becomes what it looks like; HTML entities become their characters, and Markdown's
asterisks of emphasis go. So a value cannot hide behind any of them, and each span still names the characters
of the text that was given.
"""

import re
import unicodedata
from bisect import bisect_right
from typing import Final, NamedTuple

_PLAIN: Final = {
    char: plain
    for plain, chars in (
        (" ", "\u00a0\u202f\u2007\u2008\u2009\u200a\u2002\u2003\u2004\u2005\u2006\u3000"),
        ("-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"),
        ("'", "\u2018\u2019\u02bc\u00b4"),
        ('"', "\u201c\u201d\u201e\u2033"),
    )
    for char in chars
}
"""What becomes a plain character at its own place."""

_TYPOGRAPHY: Final = re.compile(f"[{''.join(_PLAIN)}]")
_ODD: Final = re.compile(
    "[\u00ad\u0300-\u036f\u0370-\u03ff\u0400-\u052f\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u115f\u1160"
    "\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2460-\u2468\u3164\ufe00-\ufe0f\ufeff\uff01-\uff5e\uffa0"
    "\U0001d400-\U0001d7ff\U000e0000-\U000e01ef]"
)
"""What needs the longer way: it is invisible, composed, or looks like another character."""

_ENTITY: Final = re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_ENTITIES: Final = {
    "nbsp": " ",
    "amp": "&",
    "lt": "<",
    "gt": ">",
    "quot": '"',
    "apos": "'",
    "commat": "@",
    "period": ".",
    "colon": ":",
    "equals": "=",
    "num": "#",
    "dash": "-",
    "hyphen": "-",
    "plus": "+",
    "excl": "!",
    "lowbar": "_",
    "sol": "/",
    "dollar": "$",
    "rsquo": "'",
    "lsquo": "'",
    "laquo": "«",
    "raquo": "»",
    "ndash": "-",
    "mdash": "-",
    "thinsp": " ",
    "ensp": " ",
    "emsp": " ",
    "ldquo": '"',
    "rdquo": '"',
    "shy": "",
    "zwnj": "",
    "zwj": "",
    "lrm": "",
    "rlm": "",
    "ZeroWidthSpace": "",
    "eacute": "é",
    "egrave": "è",
    "ecirc": "ê",
    "agrave": "à",
    "ccedil": "ç",
    "ocirc": "ô",
    "icirc": "î",
}
_EMPHASIS: Final = re.compile(r"(\*\*|__|\*)(?=[^\s*_])([^*\n_]{1,120})(?<=[^\s*_\\])\1(?![\w*])")

_LOOKALIKES: Final = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονκ",
    "ABEKMHOPCTYXSIJaeopcyxijsdhqwABEZHIKMNOPTYXovk",
)
"""Letters of other alphabets by the Latin ones that they look like."""


class Seams(NamedTuple):
    """Where pieces of a view were joined: `at` in the view, `start` and `end` in the text that was given.

    Characters of a piece that stands for itself (`same`) follow one another from `start` on; of any other
    piece, each comes from all of `start` to `end`.
    """

    at: list[int]
    start: list[int]
    end: list[int]
    same: list[bool]


class Folded(NamedTuple):
    """The text that rules read (`text`, and `low` in lower case, of one length), and where it came from."""

    text: str
    low: str
    words: frozenset[str]
    """The words of `low`: whether a rule has anything to do is known by them."""
    digits: int
    """How many digits there are."""
    runs: tuple[int, ...]
    """Where each run of digits begins: most of what is looked for begins, or has its first digit, there."""
    seams: Seams | None = None
    """None where every place is its own."""

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text that was given."""
        if self.seams is None or start >= end:
            return start, end
        return self._origin(start)[0], self._origin(end - 1)[1]

    def _origin(self, at: int) -> tuple[int, int]:
        assert self.seams is not None
        piece = bisect_right(self.seams.at, at) - 1
        start, end = self.seams.start[piece], self.seams.end[piece]
        if not self.seams.same[piece]:
            return start, end
        start += at - self.seams.at[piece]
        return start, start + 1


def fold(text: str) -> Folded:
    """The view of a text that rules read; linear in its length."""
    try:
        coded = text.encode("latin-1")
    except UnicodeEncodeError:
        return _of_any_script(text)
    if b"\xa0" in coded or b"\xad" in coded or b"\xb4" in coded:
        return _of_any_script(text)
    pieces = _emphasis_and_entities(text)
    return _mapped(text, sorted(pieces)) if pieces else _folded(text, coded)


def _of_any_script(text: str) -> Folded:
    view = _TYPOGRAPHY.sub(lambda found: _PLAIN[found[0]], text)
    pieces = [(found.start(), found.end(), found[0]) for found in _ODD.finditer(view)]
    pieces += _emphasis_and_entities(view)
    return _mapped(view, sorted(pieces)) if pieces else _folded(view, view.encode("latin-1", "replace"))


def _folded(text: str, coded: bytes, seams: Seams | None = None) -> Folded:
    low = text.lower()
    if len(low) != len(text):
        low = "".join(one if len(one := char.lower()) == 1 else char for char in text)
    words = frozenset(coded.translate(_TO_WORDS).decode("latin-1").split())
    digits = len(coded.translate(None, _NO_DIGITS))
    runs = tuple([found.start() for found in _RUN.finditer(text)]) if digits else ()
    return Folded(text, low, words, digits, runs, seams)


_TO_WORDS: Final = bytes(
    ord(char.lower())
    if ((char := chr(code)).isalpha() and char.lower().isascii()) or (code >= 0xC0 and char.isalpha())
    else 32
    for code in range(256)
)
"""Each byte of ISO 8859-1 by its small letter, or by a space where it is none."""
_RUN: Final = re.compile("[0-9]++")
_NO_DIGITS: Final = bytes(code for code in range(256) if not 48 <= code <= 57)


def _emphasis_and_entities(view: str) -> list[tuple[int, int, str]]:
    """What Markdown and HTML put in the place of a character: from where to where, and what it is read as."""
    pieces: list[tuple[int, int, str]] = []
    if "*" in view or "__" in view:
        for found in _EMPHASIS.finditer(view):
            last = view[found.start() - 1 : found.start()]
            if not last.isalnum() and last not in ("_", "*", "\\"):
                pieces += [(found.start(), found.end(1), ""), (found.end(2), found.end(), "")]
    if "&" in view:
        pieces += [
            (found.start(), found.end(), _entity(found[1]))
            for found in _ENTITY.finditer(view)
            if _known(found[1])
        ]
    return pieces


def _mapped(view: str, pieces: list[tuple[int, int, str]]) -> Folded:
    """The view in which pieces are read as what they look like, with where its characters come from."""
    out: list[str] = []
    seams = Seams([], [], [], [])
    length = at = 0

    def join(said: str, start: int, end: int, same: bool) -> None:
        nonlocal length
        if said:
            out.append(said)
            seams.at.append(length)
            seams.start.append(start)
            seams.end.append(end)
            seams.same.append(same)
            length += len(said)

    for start, end, said in [*pieces, (len(view), len(view), "")]:
        if start < at:
            continue
        join(view[at:start], at, start, True)
        at = end
        if said and unicodedata.combining(said[0]):
            if out:
                begun = seams.start[-1] + (len(out[-1]) - 1 if seams.same[-1] else 0)
                last, length = out[-1][-1], length - 1
                out[-1] = out[-1][:-1]
                composed = unicodedata.normalize("NFC", last + said)
                join(composed if len(composed) == 1 else last, begun, end, False)
            continue
        join(said if said.isascii() else "".join(map(_plain, said)), start, end, False)
    folded = "".join(out)
    return _folded(folded, folded.encode("latin-1", "replace"), seams)


def _known(name: str) -> bool:
    return name.startswith("#") or name in _ENTITIES


def _entity(name: str) -> str:
    if not name.startswith("#"):
        return _ENTITIES[name]
    number = int(f"0{name[1:]}", 0) if name[1] in "xX" else int(name[1:])
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else ""


def _plain(char: str) -> str:
    """What a character looks like; nothing where it is not seen."""
    if (
        unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
        or char in "\u115f\u1160\u3164\uffa0"
    ):
        return ""
    if char.isspace():
        return "\n" if char in "\u2028\u2029\x85" else " "
    plain = unicodedata.normalize("NFKC", char) if _ODD.match(char) else char
    if plain.isdecimal() and not plain.isascii():
        return str(unicodedata.decimal(plain[0]))
    return _PLAIN.get(plain) or plain.translate(_LOOKALIKES)
