"""One change from a version of a policy to the next, and what it asks for (LANGUAGE, meaning 10)."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from honour.promises.grammar import sentence
from honour.promises.languages import Wording

Effect: TypeAlias = Literal["told", "asked again", "reason needed", "destroys"]

TOLD: Final[Effect] = "told"
ASKED_AGAIN: Final[Effect] = "asked again"
REASON: Final[Effect] = "reason needed"
DESTROYS: Final[Effect] = "destroys"


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `place` is where in the policy (`keep: connection`); `said` what it means for people.

    `before` and `after` are the policy's own sentences, where it had and has some. `effects` is empty where
    people need not be told apart from the page. `kinds` names the kinds of data whose older rows would go.
    """

    place: str
    said: Wording
    before: tuple[Wording, ...] = ()
    after: tuple[Wording, ...] = ()
    effects: tuple[Effect, ...] = ()
    kinds: tuple[str, ...] = ()


def worded_in_both(english: str, french: str) -> Wording:
    """The same said in each language, as sentences."""
    return Wording(sentence(english, "en"), sentence(french, "fr"))
