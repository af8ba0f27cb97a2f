"""`site`: who publishes, where, in which languages and time zone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from honour.promises.findings import Findings
from honour.promises.grammar import EN_MONTHS
from honour.promises.languages import LANGUAGES, Language
from honour.promises.reading import Entry, fields, one_of, text, texts

_REQUIRED: Final = ("name", "address", "publisher", "languages", "authentic", "time zone")
_OPTIONAL: Final = ("authority", "financial year ends", "effective")
_LATER: Final = ("data protection officer", "privacy contact", "representative")
_ZONE: Final = re.compile(r"UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR_END: Final = re.compile(r"(\d{1,2}) ([A-Z][a-z]+)", re.ASCII)


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


def read_site(entry: Entry, findings: Findings) -> Site:
    """The section `site`. What is missing or wrong is in `findings`, and stands empty in the value.

    Whether the time zone exists is for `checks.check`, which is handed the known ones.
    """
    found = fields(entry, findings, "site", (*_REQUIRED, *_OPTIONAL), _REQUIRED, _LATER)
    languages = _languages(found, findings)
    authentic = languages[0]
    if "authentic" in found and one_of(found["authentic"], languages, findings, "site: authentic") == "en":
        authentic = "en"
    elif "authentic" in found and "fr" in languages:
        authentic = "fr"
    return Site(
        name=_text(found, "name", findings),
        address=_address(found, findings),
        publisher=_publisher(found["publisher"], findings) if "publisher" in found else Publisher("", "", ""),
        languages=languages,
        authentic=authentic,
        time_zone=_zone(found, findings),
        authority=_text(found, "authority", findings) or None,
        financial_year_ends=_year_end(found, findings),
        effective=_effective(found, findings),
    )


def country(entry: Entry, findings: Findings, what: str) -> str:
    """A country's code as ISO 3166-1 alpha-2 writes it; empty with a finding."""
    code = text(entry, findings, what)
    if code and not _COUNTRY.fullmatch(code):
        findings.add(
            entry.at, f"{what} is “{code}”", "write the two capital letters of ISO 3166-1, as in `FR`"
        )
        return ""
    return code


def _text(found: Mapping[str, Entry], name: str, findings: Findings) -> str:
    return text(found[name], findings, f"site: {name}") if name in found else ""


def _languages(found: Mapping[str, Entry], findings: Findings) -> tuple[Language, ...]:
    if "languages" not in found:
        return LANGUAGES
    written = {
        one_of(item, LANGUAGES, findings, "site: languages")
        for item in texts(found["languages"], findings, "site: languages")
    }
    return tuple(language for language in LANGUAGES if language in written) or LANGUAGES


def _address(found: Mapping[str, Entry], findings: Findings) -> str:
    address = _text(found, "address", findings)
    if address and not address.startswith("https://"):
        reason = "site: address is not protected on its way (https)"
        findings.add(found["address"].at, reason, "write `address: https://…`", "GDPR Art. 32(1)(a)")
    return address


def _publisher(entry: Entry, findings: Findings) -> Publisher:
    required = ("name", "country", "contact")
    found = fields(
        entry, findings, "publisher", (*required, "capital", "register", "director"), required, ("address",)
    )

    def said(name: str) -> str:
        return text(found[name], findings, f"publisher: {name}") if name in found else ""

    return Publisher(
        name=said("name"),
        country=country(found["country"], findings, "publisher: country") if "country" in found else "",
        contact=said("contact"),
        capital=said("capital") or None,
        register=said("register") or None,
        director=said("director") or None,
    )


def _zone(found: Mapping[str, Entry], findings: Findings) -> str:
    zone = _text(found, "time zone", findings)
    if zone and not _ZONE.fullmatch(zone):
        reason = f"“{zone[:60]}” is not how a time zone is named"
        findings.add(found["time zone"].at, reason, "write a name of the IANA list, as in `Europe/Paris`")
        return ""
    return zone


def _year_end(found: Mapping[str, Entry], findings: Findings) -> tuple[int, int]:
    written = _text(found, "financial year ends", findings)
    if not written:
        return (12, 31)
    parts = _YEAR_END.fullmatch(written)
    if parts and parts[2] in EN_MONTHS:
        month, day = EN_MONTHS.index(parts[2]) + 1, int(parts[1])
        # 2001 has no 29 February: a year that ends on the last day of February is written with the 28th.
        if _exists(2001, month, day):
            return (month, day)
    reason = f"“{written[:60]}” is no day of every year"
    findings.add(found["financial year ends"].at, reason, "write day and month, as in `31 December`")
    return (12, 31)


def _effective(found: Mapping[str, Entry], findings: Findings) -> str | None:
    written = _text(found, "effective", findings)
    if not written:
        return None
    if _ISO_DAY.fullmatch(written) and _exists(*(int(part) for part in written.split("-"))):
        return written
    reason = f"“{written[:60]}” is not a day of the calendar"
    findings.add(found["effective"].at, reason, "write year, month and day, as in `2026-12-01`")
    return None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
