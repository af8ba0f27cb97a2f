"""The catalogue of laws that oblige a site to keep data (LANGUAGE, meaning 7).

An entry says who is bound, which fields, how long, and the day on which the law's text was read. An entry
that nobody has read against its source has no day, is never applied in silence, and is told as not checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Language, Wording
from honour.promises.periods import Period


@dataclass(frozen=True, slots=True)
class Law:
    """A duty to keep. `country` is an ISO 3166-1 alpha-2 code; `period` runs from one of the events `since`.

    `fields` are those of the vocabulary that the duty can cover; `name` and `article` are as each language
    cites them. `read` is the day of reading, None if not checked; `source` says what was read.
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

    def cited(self, language: Language) -> str:
        """`the French Commercial Code`, « le code de commerce »."""
        return self.name.say(language)


# Art. L123-22, second paragraph: accounting documents and the vouchers that support them are kept for ten
# years. The article names no first day: the end of the financial year is what LANGUAGE (meaning 8) takes. Who
# is bound stands in art. L123-12; the fields are our reading of what vouchers of a shop carry about a person.
_L123_22: Final = Law(
    key="C. com. L123-22",
    country="FR",
    bound=Wording(
        "merchants, people or companies, who must keep accounts",
        "les commerçants, personnes physiques ou morales, tenus d'avoir une comptabilité",
    ),
    fields=frozenset(
        {
            "invoice",
            "order",
            "payment reference",
            "name",
            "title",
            "company",
            "postal address",
            "delivery address",
            "country",
            "vat number",
            "customer number",
        }
    ),
    period=Period(10, "years"),
    since=("end of the financial year",),
    name=Wording("the French Commercial Code", "le code de commerce"),
    article=Wording("art. L123-22", "art. L. 123-22"),
    read=date(2026, 11, 22),
    source="the version in force since 4 January 2003, in a public copy of Légifrance",
)

LAWS: Final[Mapping[str, Law]] = MappingProxyType({law.key: law for law in (_L123_22,)})
