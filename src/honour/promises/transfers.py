"""Data that leave the European Economic Area: where to, and on which ground (GDPR Art. 44-49)."""

from collections.abc import Mapping, Sequence
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
                "les clauses types de la Commission européenne les y protègent (RGPD, art. 46, § 2, c)",
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
                "art. 49, § 1, a)",
            ),
            written=False,
        ),
        "contract": Footing(
            Wording(
                "our contract with you cannot be performed otherwise (GDPR Art. 49(1)(b))",
                "notre contrat avec vous ne peut pas être exécuté autrement (RGPD, art. 49, § 1, b)",
            ),
            written=False,
        ),
    }
)
_ONE: Final = closed(
    {
        "to": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        "by": {"enum": sorted(FOOTINGS)},
        "file": {"type": "string"},
        "until": DAY,
    },
    ("by",),
)
SCHEMA: Final[Mapping[str, object]] = {"anyOf": [_ONE, {"type": "array", "items": _ONE, "minItems": 1}]}


@dataclass(frozen=True, slots=True)
class Transfer:
    """Where data go (`to`, codes of ISO 3166-1 alpha-2) and on which ground (`by`, a word of `FOOTINGS`)."""

    to: tuple[str, ...]
    by: str
    file: str | None = None
    until: date | None = None
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_transfers(entry: Entry, home: str, findings: Findings, what: str) -> tuple[Transfer, ...]:
    """One transfer or a list of them: data can go to one country on several grounds."""
    if entry.kind == "list" and not entry.items:
        findings.add(entry.at, f"{what} is an empty list", "write `by: …`, or delete the line")
    items = entry.items if entry.kind == "list" else (entry,)
    read = (_transfer(item, home, findings, what) for item in items)
    return tuple(dict.fromkeys(each for each in read if each is not None))


def _transfer(entry: Entry, home: str, findings: Findings, what: str) -> Transfer | None:
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


def transfer_sentences(transfers: Sequence[Transfer], who: str, language: Language) -> tuple[str, ...]:
    """A sentence for each set of countries: on all the grounds on which data go there."""
    alike: dict[tuple[str, ...], list[Transfer]] = {}
    for each in transfers:
        alike.setdefault(each.to, []).append(each)
    return tuple(_sentence(each, who, language) for each in alike.values())


def _sentence(transfers: Sequence[Transfer], who: str, language: Language) -> str:
    """Where data can go, why that is lawful, and how to get a copy of what protects them (Art. 13(1)(f))."""
    where = listed([located(code, language) for code in transfers[0].to], language)
    ends = dict.fromkeys(_until(each, language) for each in transfers)
    runs = next(iter(ends)) if len(ends) == 1 else ""
    grounds = [
        FOOTINGS[each.by].said.say(language) + ("" if len(ends) == 1 else _until(each, language))
        for each in transfers
    ]
    written = any(FOOTINGS[each.by].written for each in transfers)
    if language == "en":
        copy = "; you can ask us for a copy" if written else ""
        said = f"through {who}, your data can be handled {where}, outside the European Economic Area{runs}"
        return sentence(f"{said}: {', and '.join(grounds)}{copy}", language)
    copy = " ; vous pouvez nous en demander une copie" if written else ""
    said = f"par {who}, vos données peuvent être traitées {where}, hors de l'Espace économique européen{runs}"
    return sentence(f"{said} : {', et '.join(grounds)}{copy}", language)


def _until(transfer: Transfer, language: Language) -> str:
    if transfer.until is None:
        return ""
    day = day_in_words(transfer.until, language)
    return f", until {day}" if language == "en" else f", jusqu'au {day}"


def check_transfers(
    recipients: Mapping[str, tuple[str, Sequence[Transfer], Position]], findings: Findings
) -> None:
    """A recipient outside the European Economic Area without a ground for sending data there.

    `recipients` gives, by key, the country, the transfers that are named, and the place in the file.
    """
    for key, (where, transfers, at) in recipients.items():
        if where in EEA or any(where in each.to for each in transfers):
            continue
        reason = f"{key} is in {where}, outside the European Economic Area, and no transfer is named"
        mend = f"add `transfer: {{to: {where}, by: standard clauses, file: …}}`, or another ground: "
        findings.add(at, reason, mend + ", ".join(FOOTINGS), "GDPR Art. 44-49, 13(1)(f)")
