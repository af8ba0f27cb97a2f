"""What would show that a sentence was assembled by a program: the same rules for every section's tests."""

import re
from typing import Final

from honour.promises.languages import Language

_ASSEMBLED: Final = re.compile(r"[{}]|None|  | ,|,,|\.\.|\( | \)|;;|: ;")
_DOUBLED: Final = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)
# Contractions that were not made (« de les publier » needs none), elisions forgotten, and double signs that a
# line could begin with.
_BAD_FRENCH: Final = re.compile(
    r"\b(?:de|à) les? (?!\w+(?:er|ir|re)\b)|\bjusqu'[^aà]|[^\u00a0][;:?!»](?: |$)"
    r"|\b(?:de|que|ne|se|je) [aeiouyéèê]\w",
    re.IGNORECASE,
)
_TWICE_IS_GOOD: Final = ("vous", "nous")  # « nous nous engageons »


def faults(said: str, language: Language) -> list[str]:
    """The faults of one or several sentences, each with its place; empty if there is none."""
    found = [] if said[:1].isupper() else [f"no capital: {said}"]
    if not said.endswith(".") or said.endswith(".."):
        found.append(f"no full stop: {said}")
    found += [f"{match.group()!r} in: {said}" for match in _ASSEMBLED.finditer(said)]
    found += [
        f"doubled {match[1]!r} in: {said}"
        for match in _DOUBLED.finditer(said)
        if match[1].lower() not in _TWICE_IS_GOOD
    ]
    if language == "fr":
        found += [f"{match.group()!r} in: {said}" for match in _BAD_FRENCH.finditer(said)]
    return found
