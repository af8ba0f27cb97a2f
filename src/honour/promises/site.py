"""`site`: who publishes, where, in which languages and time zone."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["fr", "en"]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for the data (GDPR Art. 13(1)(a)). `country` is an ISO 3166-1 alpha-2 code."""

    name: str
    country: str
    contact: str
    capital: str | None = None
    register: str | None = None
    director: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """The site itself.

    `time_zone` is an IANA name, in which terms are counted. `financial_year_ends` is (month, day).
    `effective` is an ISO date.
    """

    name: str
    address: str
    publisher: Publisher
    languages: tuple[Language, ...]
    authentic: Language
    time_zone: str
    authority: str | None = None
    financial_year_ends: tuple[int, int] = (12, 31)
    effective: str | None = None
