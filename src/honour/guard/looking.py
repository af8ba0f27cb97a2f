"""Looks at a text with every rule, and settles what two rules say of the same characters."""

from collections.abc import Callable, Iterable
from typing import Final

from honour.guard.codes import codes
from honour.guard.figures import figures
from honour.guard.folded import Folded, fold
from honour.guard.identities import identities
from honour.guard.keys import keys, licences
from honour.guard.links import links
from honour.guard.networks import addresses_of_machines, emails
from honour.guard.passwords import pairs, passwords
from honour.guard.span import Span
from honour.guard.streets import streets
from honour.guard.vendors import vendors

_RULES: Final[tuple[Callable[[Folded], Iterable[Span]], ...]] = (
    vendors,
    links,
    emails,
    identities,
    figures,
    addresses_of_machines,
    codes,
    passwords,
    licences,
    keys,
    pairs,
    streets,
)
"""The rules, the surest first: what an earlier one found, a later one does not name otherwise."""


_WITHOUT_DIGITS: Final = (links, emails, passwords, pairs)


def look(text: str) -> tuple[Span, ...]:
    """What should not be public in a text: spans in its characters, in order, none over another.

    Both languages are looked for in every text: people mix them. The time grows with the text's length.
    """
    view = fold(text)
    kept: list[Span] = []
    taken = bytearray(len(view.text))
    for rule in _RULES if view.digits else _WITHOUT_DIGITS:
        for span in rule(view):
            if span.start < span.end and taken.find(1, span.start, span.end) < 0:
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
                kept.append(span)
    if view.seams is not None:
        kept = [Span(*view.back(one.start, one.end), one.type, one.why, view.back(*one.cue)) for one in kept]
    return tuple(sorted(kept))
