"""Data that leave the European Economic Area: where to, and on which ground (GDPR Art. 44-49)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from honour.promises.findings import Findings, Position
from honour.promises.grammar import day_in_words, listed, sentence
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import located
from honour.promises.reading import Entry, fields, one_of, text, texts
from honour.promises.scalars import DAY, closed, day
from honour.promises.site import country

# The members of the Union, the three other states of the Agreement, and the territories in which the
# Regulation applies although ISO 3166-1 lists them apart (TFEU Art. 355(1), (4)).
EEA: Final = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK "
    "IS LI NO GP MQ GF RE YT MF AX".split()
)


@dataclass(frozen=True, slots=True)
class Footing:
    """A ground for a transfer. `written` says that it is a document, of which people can ask a copy."""

    said: Wording
    written: bool


FOOTINGS: Final[Mapping[str, Footing]] = MappingProxyType(
    {
        "adequacy": Footing(
            Wording(
                "the European Commission has decided that they are protected well enough there "
                "(GDPR Art. 45)",
                "la Commission européenne a constaté qu'elles y sont suffisamment protégées (RGPD, art. 45)",
            ),
            written=False,
        ),
        "standard clauses": Footing(
            Wording(
                "the standard clauses of the European Commission protect them there (GDPR Art. 46(2)(c))",
                "les clauses types de la Commission européenne les y protègent (RGPD, art. 46, paragraphe 2, "
                "point c)",
            ),
            written=True,
        ),
        "binding rules": Footing(
            Wording(
                "binding corporate rules protect them there (GDPR Art. 47)",
                "des règles d'entreprise contraignantes les y protègent (RGPD, art. 47)",
            ),
            written=True,
        ),
        "explicit consent": Footing(
            Wording(
                "this is done only with your explicit consent, after we have told you the risks "
                "(GDPR Art. 49(1)(a))",
                "cela n'a lieu qu'avec votre consentement explicite, une fois les risques exposés (RGPD, "
                "art. 49, paragraphe 1, point a)",
            ),
            written=False,
        ),
        "contract": Footing(
            Wording(
                "our contract with you cannot be performed otherwise (GDPR Art. 49(1)(b))",
                "notre contrat avec vous ne peut pas être exécuté autrement (RGPD, art. 49, paragraphe 1, "
                "point b)",
            ),
            written=False,
        ),
    }
)
SCHEMA: Final = closed(
    {
        "to": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        "by": {"enum": sorted(FOOTINGS)},
        "file": {"type": "string"},
        "until": DAY,
    },
    ("by",),
)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Where data go (`to`, codes of ISO 3166-1 alpha-2) and on which ground (`by`, a word of `FOOTINGS`)."""

    to: tuple[str, ...]
    by: str
    file: str | None = None
    until: date | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_transfer(entry: Entry, home: str, findings: Findings, what: str) -> Transfer | None:
    """A transfer; without `to` it goes to `home`, the recipient's own country. None with a finding."""
    found = fields(entry, findings, what, ("to", "by", "file", "until"), ("by",))
    by = one_of(found["by"], FOOTINGS, findings, f"{what}: by") if "by" in found else ""
    to: tuple[str, ...] = (home,) if home else ()
    if "to" in found:
        codes = (
            country(item, findings, f"{what}: to") for item in texts(found["to"], findings, f"{what}: to")
        )
        to = tuple(code for code in codes if code)
    if by and FOOTINGS[by].written and "file" not in found:
        reason = f"{what} rests on a document, and none is named"
        findings.add(entry.at, reason, "add `file: …`", "GDPR Art. 13(1)(f)")
    file = text(found["file"], findings, f"{what}: file") if "file" in found else ""
    until = day(found["until"], findings, f"{what}: until") if "until" in found else None
    return Transfer(to, by, file or None, until, entry.at) if by else None


def transfer_sentence(transfer: Transfer, who: str, language: Language) -> str:
    """Where data can go, why that is lawful, and how to get a copy of what protects them (Art. 13(1)(f))."""
    where = listed([located(code, language) for code in transfer.to], language)
    footing = FOOTINGS[transfer.by]
    until = day_in_words(transfer.until, language) if transfer.until else ""
    if language == "en":
        copy = "; you can ask us for a copy" if footing.written else ""
        runs = f", until {until}" if until else ""
        said = f"through {who}, your data can be handled {where}, outside the European Economic Area{runs}"
        return sentence(f"{said}: {footing.said.en}{copy}", language)
    copy = " ; vous pouvez nous en demander une copie" if footing.written else ""
    runs = f", jusqu'au {until}" if until else ""
    said = f"par {who}, vos données peuvent être traitées {where}, hors de l'Espace économique européen{runs}"
    return sentence(f"{said} : {footing.said.fr}{copy}", language)


def check_transfers(
    recipients: Mapping[str, tuple[str, Transfer | None, Position]], findings: Findings
) -> None:
    """A recipient outside the European Economic Area without a ground for sending data there.

    `recipients` gives, by key, the country, the transfer if one is named, and the place in the file.
    """
    for key, (where, transfer, at) in recipients.items():
        if where in EEA or (transfer and where in transfer.to):
            continue
        reason = f"{key} is in {where}, outside the European Economic Area, and no transfer is named"
        mend = f"add `transfer: {{to: {where}, by: standard clauses, file: …}}`, or another ground: "
        findings.add(at, reason, mend + ", ".join(FOOTINGS), "GDPR Art. 44-49, 13(1)(f)")
