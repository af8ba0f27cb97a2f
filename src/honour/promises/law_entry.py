"""What an entry of the catalogue of laws says (LANGUAGE, meaning 7). The entries stand in a file per country.

Three kinds: a duty to keep, a longest term, and a rule that sets no term. Each says who is bound, in which
country, where it stands, what was read and on which day. What nobody has read against its source has no day,
is told as not checked, and is never applied in silence.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from honour.promises.languages import Language, Wording
from honour.promises.periods import Period


@dataclass(frozen=True, slots=True)
class Law:
    """A duty to keep. `country` is an ISO 3166-1 alpha-2 code; `period` runs from one of the events `since`.

    `fields` are those of the vocabulary that the duty can cover; `name` and `article` are as each language
    cites them. `read` is the day of reading, None if not checked; `source` says what was read, and what was
    not. `of` names the groups that the duty can cover, any if empty, and `not_of` those that it cannot.

    `floor_for` are fields whose kind must be kept so long by a publisher who is shown to be bound: one whose
    entry in a register begins with one of `shown_by`. Both are empty where a policy cannot show who is bound.
    """

    key: str
    country: str
    bound: Wording
    fields: frozenset[str]
    period: Period
    since: tuple[str, ...]
    name: Wording
    article: Wording
    read: date | None
    source: str
    of: frozenset[str] = frozenset()
    not_of: frozenset[str] = frozenset()
    floor_for: frozenset[str] = frozenset()
    shown_by: tuple[str, ...] = ()

    def cited(self, language: Language) -> str:
        """`the French Commercial Code`, « le code de commerce »."""
        return self.name.say(language)


@dataclass(frozen=True, slots=True)
class StatedLaw:
    """A law outside the catalogue, as the publisher states it: nobody has checked it here.

    `name` and `article` are as each language cites them; `source` is the address where it was read, `read`
    the day, and `by` who read it for the publisher, None for himself.
    """

    name: Wording
    article: Wording
    source: str
    read: date
    by: str | None = None

    def cited(self, language: Language) -> str:
        """`the Public Health Code, in our reading,`, « le code de la santé publique, selon notre "
        "lecture, »."""
        said = Wording(f"{self.name.en}, in our reading,", f"{self.name.fr}, selon notre lecture,")
        return said.say(language)


Cited: TypeAlias = Law | StatedLaw
"""A law that obliges to keep, of the catalogue or stated by the publisher."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A longest term, set or recommended by an authority. It gives nobody a reason to keep.

    `purposes` are those of the data that it speaks of, `fields` those that a kind must hold, any if empty;
    `period` is the longest, from one of the events `since`; `explained` is the longest where the policy says
    why (`criteria`), None if that changes nothing. The rest is as in `Law`.
    """

    key: str
    country: str
    bound: Wording
    purposes: frozenset[str]
    fields: frozenset[str]
    period: Period
    since: tuple[str, ...]
    read: date | None
    source: str
    explained: Period | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that sets no term: a right, a prohibition, a condition. `says` is what it asks, in our words."""

    key: str
    country: str
    bound: Wording
    says: str
    read: date | None
    source: str
