"""Single values that several sections read: yes or no, a day, a length of time, a text in each language."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from honour.promises.findings import Findings
from honour.promises.languages import LANGUAGES, Wording
from honour.promises.periods import SPELLING, Period, period
from honour.promises.reading import Entry, fields, one_of, shortened, text

_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

# Their fragments of the JSON Schema.
YES_NO: Final[Mapping[str, object]] = MappingProxyType({"enum": ["yes", "no"]})
DAY: Final[Mapping[str, object]] = MappingProxyType(
    {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
)
PERIOD: Final[Mapping[str, object]] = MappingProxyType(
    {"type": "string", "pattern": "^[1-9][0-9]{0,4} (day|days|week|weeks|month|months|year|years)$"}
)
BOTH_LANGUAGES: Final[Mapping[str, object]] = MappingProxyType(
    {
        "type": "object",
        "properties": {"en": {"type": "string"}, "fr": {"type": "string"}},
        "required": ["en", "fr"],
        "additionalProperties": False,
    }
)


def yes(entry: Entry, findings: Findings, what: str) -> bool:
    """`yes` or `no`; with a finding, False."""
    return one_of(entry, ("yes", "no"), findings, what) == "yes"


def day(entry: Entry, findings: Findings, what: str) -> date | None:
    """A day of the calendar as ISO 8601 writes it; None with a finding."""
    written = text(entry, findings, what)
    if _ISO_DAY.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    if written:
        reason = f"{what}: “{shortened(written)}” is not a day of the calendar"
        findings.add(entry.at, reason, "write year, month and day, as in `2028-12-31`")
    return None


def length(entry: Entry, findings: Findings, what: str) -> Period | None:
    """A length of time; None with a finding."""
    written = text(entry, findings, what)
    read = period(written)
    if read is None and written:
        findings.add(entry.at, f"{what}: “{shortened(written)}” is no period", SPELLING)
    return read


def wording(entry: Entry, findings: Findings, what: str) -> Wording:
    """`{en: …, fr: …}`: free text stands only where the file gives it in each language."""
    found = fields(entry, findings, what, LANGUAGES, LANGUAGES)
    en, fr = (
        text(found[language], findings, f"{what}: {language}") if language in found else ""
        for language in ("en", "fr")
    )
    return Wording(en, fr)


def closed(properties: Mapping[str, object], required: Collection[str] = ()) -> Mapping[str, object]:
    """The schema of a mapping that has these names and no others."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": sorted(required),
        "additionalProperties": False,
    }


def one_of_or_own(words: Collection[str]) -> Mapping[str, object]:
    """The schema of one of these words, or of one that the section `words` declares."""
    return {"anyOf": [{"enum": sorted(words)}, {"type": "string"}]}


def one_several_or_own(words: Collection[str]) -> Mapping[str, object]:
    """The schema of one or several of these words, or of declared ones."""
    one = one_of_or_own(words)
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def one_or_several(words: Collection[str]) -> Mapping[str, object]:
    """The schema of one of these words, or a list of them."""
    one = {"enum": sorted(words)}
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
