"""Data that nobody may destroy now: restricted by the person, disputed, or preserved for an authority.

A hold stops every destruction in its scope (DESIGN, section 7; GDPR Art. 18). The plan of one person knows
whether he is held; a sweep, which is about nobody in particular, leaves out the rows of those who are, by
groups of keys that are bound when it is carried out: so a plan never names who is held.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from honour.plans.asking import Item

HoldState: TypeAlias = Literal["restricted", "disputed", "secret"]

SOURCES: Final[Mapping[HoldState, str]] = {
    "restricted": "restricted at the person's request, GDPR Art. 18",
    "disputed": "disputed, GDPR Art. 17(3)(e)",
}
"""What a stay names; a secret hold is named nowhere."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds of the same scope stop: `kinds` of data of a kind of people, everything if empty, or `item`.

    `group` is the name under which the held people's keys are bound in a sweep; or, in any act, the key of
    the item.
    """

    person: str
    kinds: tuple[str, ...]
    group: str
    state: HoldState = "disputed"
    item: Item | None = None

    def covers(self, person: str, kinds: Collection[str]) -> bool:
        """Whether data of these kinds of this kind of people are held."""
        return person == self.person and (not self.kinds or not set(self.kinds).isdisjoint(kinds))
