"""`assured`: what somebody else undertook in writing; we cannot verify it and say so (meaning 12)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from honour.promises.findings import Findings, Position
from honour.promises.grammar import Phrase, agreed, day_in_words, sentence
from honour.promises.languages import Language, Wording
from honour.promises.reading import Entry, fields, one_of, text, unknown
from honour.promises.scalars import DAY, closed, day

# What can be undertaken; {what} are the data, as « vos documents ».
UNDERTAKINGS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "not to open": Wording("not to open {what}", "à ne pas ouvrir {what}"),
        "not to keep": Wording("not to keep {what}", "à ne pas conserver {what}"),
        "not to pass on": Wording("not to pass {what} on", "à ne pas communiquer {what} à d'autres"),
        "to keep confidential": Wording("to keep {what} confidential", "à garder le secret sur {what}"),
        "to delete in time": Wording(
            "to delete {what} by the end of the term", "à supprimer {what} au plus tard au terme prévu"
        ),
        "to stay in the union": Wording(
            "to keep {what} within the European Union", "à conserver {what} dans l'Union européenne"
        ),
        "to follow european law": Wording(
            "to handle {what} as the GDPR requires", "à traiter {what} comme l'exige le RGPD"
        ),
    }
)
_REQUIRED: Final = ("file", "until")
_SOURCE: Final = "LANGUAGE, meaning 12; C29"

SCHEMA: Final = closed(
    {
        "by": {"type": "string"},
        "that": {"enum": sorted(UNDERTAKINGS)},
        "file": {"type": "string"},
        "given": DAY,
        "until": DAY,
    },
    _REQUIRED,
)


@dataclass(frozen=True, slots=True)
class Assured:
    """An undertaking in writing: `by` is a recipient's key, `that` a word of `UNDERTAKINGS`.

    `file` is the evidence, `given` its day if known, `until` the last day on which it binds.
    """

    by: str
    that: str
    file: str
    until: date
    given: date | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_assured(
    entry: Entry, recipients: Collection[str], by: str | None, that: str, findings: Findings, what: str
) -> Assured | None:
    """An undertaking; `by` and `that` stand for what the entry does not name. None with a finding."""
    found = fields(entry, findings, what, ("by", "that", "given", *_REQUIRED), _REQUIRED)
    if "by" in found:
        by = text(found["by"], findings, f"{what}: by")
        if by and by not in recipients:
            unknown(found["by"], recipients, findings, "`recipients` does not declare")
    elif by is None and entry.kind == "mapping":
        findings.add(entry.at, f"{what} lacks `by`", "add `by: …`, a key of `recipients`", _SOURCE)
    if "that" in found:
        that = one_of(found["that"], UNDERTAKINGS, findings, f"{what}: that")
    file = text(found["file"], findings, f"{what}: file") if "file" in found else ""
    until = day(found["until"], findings, f"{what}: until") if "until" in found else None
    given = day(found["given"], findings, f"{what}: given") if "given" in found else None
    if given and until and until < given:
        findings.add(found["until"].at, f"{what} ends before it begins", "write a later day", _SOURCE)
    if not by or not that or not file or until is None:
        return None
    return Assured(by, that, file, until, given, entry.at)


def assured_sentences(assured: Assured, who: Phrase, what: Phrase, language: Language) -> tuple[str, str]:
    """What was undertaken and until when. `who` is as a sentence calls the recipient: our host."""
    undertaken = UNDERTAKINGS[assured.that].say(language).format(what=what.text)
    until = day_in_words(assured.until, language)
    if language == "en":
        on = f" on {day_in_words(assured.given, 'en')}" if assured.given else ""
        return (
            sentence(f"{who.text} undertook in writing{on} {undertaken}", language),
            sentence(f"the undertaking runs until {until}; we cannot verify it ourselves", language),
        )
    reflexive = "se sont" if who.plural else "s'est"
    on = f", le {day_in_words(assured.given, 'fr')}," if assured.given else ""
    return (
        sentence(f"{who.text} {reflexive} {agreed('engagé', who)} par écrit{on} {undertaken}", language),
        sentence(
            f"cet engagement court jusqu'au {until} ; nous ne pouvons pas le vérifier nous-mêmes", language
        ),
    )
