"""How well the guard does: precision and recall by text and by span, and the characters left uncovered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.guard.marked import Place, Text


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1. A span is right where one of the same type overlaps it."""

    precision: float
    """Of the texts that raise an alarm, those that hold something."""
    recall: float
    """Of the texts that hold something, those that raise an alarm."""
    f1: float
    """Of spans with their types."""
    uncovered: float
    """Of confidential characters."""
    alarms: tuple[str, ...]
    """The texts that raise a false alarm."""
    missed: tuple[str, ...]


def score(texts: Iterable[Text], look: Callable[[str], Sequence[Place]]) -> Score:
    """Score what `look` gives for each text."""
    held = alarmed = both = right = wrong = found = lost = uncovered = total = 0
    alarms, missed = [], []
    for text in texts:
        seen = look(text.text)
        held += bool(text.places)
        alarmed += bool(seen)
        both += bool(text.places and seen)
        if seen and not text.places:
            alarms.append(text.name)
        if text.places and not seen:
            missed.append(text.name)
        good = sum(any(_meet(one, other) for other in text.places) for one in seen)
        right, wrong = right + good, wrong + len(seen) - good
        met = sum(any(_meet(one, other) for other in seen) for one in text.places)
        found, lost = found + met, lost + len(text.places) - met
        covered = {at for start, end, _ in seen for at in range(start, end)}
        for start, end, _ in text.places:
            total += end - start
            uncovered += len(set(range(start, end)) - covered)
    precision, recall = right / max(1, right + wrong), found / max(1, found + lost)
    return Score(
        both / max(1, alarmed),
        both / max(1, held),
        2 * precision * recall / max(1e-9, precision + recall),
        uncovered / max(1, total),
        tuple(alarms),
        tuple(missed),
    )


def _meet(one: Place, other: Place) -> bool:
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]
