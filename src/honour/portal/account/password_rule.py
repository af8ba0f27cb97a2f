"""Whether a password is what the policy asks of one, and if not, why.

Nothing here knows the password's person but by what is handed in, and nothing keeps a password.
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from django.contrib.auth.password_validation import CommonPasswordValidator

from honour.promises.account import Password

BITS: Final = 79  # CNIL, deliberation 2022-100: a password alone has some 80 bits, as 12 of 99 characters do
MOST: Final = 1000  # characters; NIST SP 800-63B asks for at least 64
_KNOWN: Final = 4  # a shorter name is in many words by chance
_LITTLE: Final = 6  # characters: a year and two signs
_SPECIAL: Final = 37  # how many special characters the CNIL counts
_ROWS: Final = (
    *("abcdefghijklmnopqrstuvwxyz", "01234567890"),
    *("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop"),
)
_REPEATED: Final = re.compile(r"(.+?)\1+", re.DOTALL)
_LETTERS: Final = re.compile(r"[^\W\d_]{4,}")


class Refusal(NamedTuple):
    """Why a password is refused: a key of the words, and what fills it in."""

    key: str
    named: dict[str, int]


def refusals(
    password: str, rule: Password, known: Sequence[str], of_place: Sequence[str] = ()
) -> tuple[Refusal, ...]:
    """Everything that is wrong with a password. `known` is what the site knows of its person, `of_place` what
    everybody knows of the site: its name, its publisher's, its address.
    """
    found: list[Refusal] = []
    if len(password) > MOST:
        return (Refusal("password long", {"most": MOST}),)
    if rule.rule in ("composition", "length") and len(password) < rule.least:
        found.append(Refusal("password short", {"has": len(password), "least": rule.least}))
    if rule.rule == "composition":
        lacks = {
            "password capital": not any(each.isupper() for each in password),
            "password small": not any(each.islower() for each in password),
            "password digit": not any(each.isdigit() for each in password),
            "password special": all(each.isalnum() for each in password),
        }
        found += [Refusal(key, {}) for key, lacking in lacks.items() if lacking]
    if password.lower().strip() in _common():
        found.append(Refusal("password common", {}))
    elif rule.rule == "entropy":
        names = names_in(password, (*known, *of_place))
        if bits(password, names) < BITS:
            found.append(Refusal(_why(names, known), {}))
    elif (names := names_in(password, (*known, *of_place))) and _hardly_more(password, names):
        found.append(Refusal(_why(names, known), {}))
    return tuple(found)


def _why(names: Sequence[str], known: Sequence[str]) -> str:
    """Which words say it: his own names, those of the site, or that it is easy to guess."""
    mine = any(name in each.lower() for name in names for each in known)
    return "password known" if mine else "password of place" if names else "password easy"


def _hardly_more(password: str, names: Sequence[str]) -> bool:
    """Whether little besides such words is left: under rules that count no bits, a name with a year after it
    would do.
    """
    left = password.lower()
    for name in names:
        left = left.replace(name, "")
    return len(left) <= _LITTLE


def names_in(password: str, known: Sequence[str]) -> tuple[str, ...]:
    """What is known of somebody and stands in the password, the longest first."""
    parts = {part for each in known for part in (each.lower(), *re.split(r"[^\w]+", each.lower()))}
    inside = {part for part in parts if len(part) >= _KNOWN and part in password.lower()}
    return tuple(sorted(inside, key=len, reverse=True))


def bits(password: str, names: Sequence[str]) -> float:
    """How many bits somebody must guess, counted as the CNIL does, once all that is easy to guess (names,
    known words, repeats, neighbours on the keyboard) counts for one character.
    """
    left = password.lower()
    for name in names:
        left = left.replace(name, "\0")
    left = _without_neighbours(_without_repeats(left))
    return len(left) * math.log2(_alphabet(password) or 1)


def _without_repeats(text: str) -> str:
    """Known words count for one character, and what is said again for nothing."""
    while True:
        words = _LETTERS.sub(lambda word: "\0" if word[0] in _common() else word[0], text)
        once = _REPEATED.sub(r"\1", words)
        if once == text:
            return once
        text = once


def _alphabet(password: str) -> int:
    sorts = (
        (26, any(each.islower() for each in password)),
        (26, any(each.isupper() for each in password)),
        (10, any(each.isdigit() for each in password)),
        (_SPECIAL, any(not each.isalnum() for each in password)),
    )
    return sum(size for size, there in sorts if there)


def _without_neighbours(text: str) -> str:
    """Runs of three and more neighbours (abc, 321, azerty) count for their first."""
    pairs = {
        row[at : at + 2] for row in (*_ROWS, *(row[::-1] for row in _ROWS)) for at in range(len(row) - 1)
    }
    kept, run = "", 0
    for at, each in enumerate(text):
        run = run + 1 if at and text[at - 1] + each in pairs else 0
        kept += "" if run >= 2 else each
    return kept


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Twenty thousand passwords that everybody tries first: Django's list, by Royce Williams."""
    return frozenset(CommonPasswordValidator().passwords)
