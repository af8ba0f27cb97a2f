"""`site`: who publishes, where, in which languages and time zone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from honour.promises.findings import Findings, Position
from honour.promises.grammar import EN_MONTHS, day_in_words, listed, sentence, to
from honour.promises.languages import LANGUAGES, Language, Wording
from honour.promises.lexicon import located
from honour.promises.reading import Entry, fields, one_of, text, texts
from honour.promises.reference import Construct
from honour.promises.scalars import BOTH_LANGUAGES, DAY, YES_NO, closed, day, one_or_several, wording, yes

_REQUIRED: Final = ("name", "address", "publisher", "languages", "authentic", "time zone")
_OFFICER: Final = "data protection officer"
_OPTIONAL: Final = (
    *("authority", "financial year ends", "effective"),
    *(_OFFICER, "privacy contact", "representative", "laws", "open to consumers"),
)
_OF_PUBLISHER: Final = ("name", "country", "contact")
_NONE: Final = "none"
_ZONE: Final = re.compile(r"UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR_END: Final = re.compile(r"(\d{1,2}) ([A-Z][a-z]+)", re.ASCII)


# The laws that a policy can name as those it follows.
STATUTES: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "GDPR": Wording(
            "Regulation (EU) 2016/679 of 27 April 2016 (GDPR, applicable since 25 May 2018)",
            "le règlement (UE) 2016/679 du 27 avril 2016 (RGPD, applicable depuis le 25 mai 2018)",
        ),
        "Act 78-17": Wording(
            "the French Act no. 78-17 of 6 January 1978, as amended",
            "la loi n° 78-17 du 6 janvier 1978 modifiée",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Officer:
    """A data protection officer (GDPR Art. 37-39): a title with duties. `name` can be an office's or a
    company's; `designated` and `reference` are what the authority was told (Art. 37(7))."""

    name: str
    contact: str
    designated: date | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Representative:
    """Who can be turned to in the Union where the publisher is outside it (GDPR Art. 27)."""

    name: str
    country: str
    contact: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for the data (GDPR Art. 13(1)(a)). `country` is an ISO 3166-1 alpha-2 code."""

    name: str
    country: str
    contact: str
    capital: str | None = None
    register: str | None = None
    director: str | None = None
    postal_address: str | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """The site itself.

    `time_zone` is an IANA name, in which terms are counted. `financial_year_ends` is (month, day).
    `effective` is an ISO date. `privacy_contact` is somebody without the duties of an officer. `laws` are
    words of `STATUTES`. `no_officer` says that the policy tells that there is none (`no_officer_because`:
    and why none is needed), and `officer` None alone that it names none. `consumers` says that the site is
    open to them: what is void towards them is then refused. `at` is where the officer is spoken of.
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
    officer: Officer | None = None
    no_officer: bool = False
    no_officer_because: Wording | None = None
    privacy_contact: str | None = None
    representative: Representative | None = None
    laws: tuple[str, ...] = ()
    consumers: bool = True
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_site(entry: Entry, findings: Findings) -> Site:
    """The section `site`. What is missing or wrong is in `findings`, and stands empty in the value.

    Whether the time zone exists is for `checks.check`, which is handed the known ones.
    """
    found = fields(entry, findings, "site", (*_REQUIRED, *_OPTIONAL), _REQUIRED)
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
        officer=_officer(found[_OFFICER], findings) if _OFFICER in found else None,
        no_officer=_OFFICER in found and (found[_OFFICER].text == _NONE or _explains(found[_OFFICER])),
        no_officer_because=_no_officer_because(found, findings),
        privacy_contact=_text(found, "privacy contact", findings) or None,
        representative=_representative(found, findings),
        laws=_laws(found, findings),
        consumers="open to consumers" not in found
        or yes(found["open to consumers"], findings, "site: open to consumers"),
        at=found[_OFFICER].at if _OFFICER in found else entry.at,
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
    more = ("capital", "register", "director", "postal address")
    found = fields(entry, findings, "publisher", (*_OF_PUBLISHER, *more), _OF_PUBLISHER)

    def said(name: str) -> str:
        return text(found[name], findings, f"publisher: {name}") if name in found else ""

    return Publisher(
        name=said("name"),
        country=country(found["country"], findings, "publisher: country") if "country" in found else "",
        contact=said("contact"),
        capital=said("capital") or None,
        register=said("register") or None,
        director=said("director") or None,
        postal_address=said("postal address") or None,
    )


def _explains(entry: Entry) -> bool:
    """Whether the line says `{none: {en: …, fr: …}}`: that there is no officer, and why none is needed."""
    return any(key.text == _NONE for key, _ in entry.pairs)


def _no_officer_because(found: Mapping[str, Entry], findings: Findings) -> Wording | None:
    if _OFFICER not in found or not _explains(found[_OFFICER]):
        return None
    what = f"site: {_OFFICER}"
    said = fields(found[_OFFICER], findings, what, (_NONE,), (_NONE,))
    return wording(said[_NONE], findings, f"{what}: {_NONE}")


def _officer(entry: Entry, findings: Findings) -> Officer | None:
    what = f"site: {_OFFICER}"
    if _explains(entry):
        return None
    if entry.kind == "text":
        if one_of(entry, (_NONE,), findings, what) == "" and entry.text.strip():
            mend = (
                f"write `{_OFFICER}: {{name: …, contact: …}}`; who has not the title is `privacy contact: …`"
            )
            findings.add(entry.at, "an officer needs a name and a contact", mend, "GDPR Art. 13(1)(b)")
        return None
    found = fields(entry, findings, what, ("name", "contact", "designated", "reference"), ("name", "contact"))
    if "name" not in found or "contact" not in found:
        return None
    return Officer(
        text(found["name"], findings, f"{what}: name"),
        text(found["contact"], findings, f"{what}: contact"),
        day(found["designated"], findings, f"{what}: designated") if "designated" in found else None,
        (text(found["reference"], findings, f"{what}: reference") if "reference" in found else "") or None,
    )


def _representative(found: Mapping[str, Entry], findings: Findings) -> Representative | None:
    if "representative" not in found:
        return None
    what = "site: representative"
    said = fields(found["representative"], findings, what, _OF_PUBLISHER, _OF_PUBLISHER)
    if len(said) < len(_OF_PUBLISHER):
        return None
    return Representative(
        text(said["name"], findings, f"{what}: name"),
        country(said["country"], findings, f"{what}: country"),
        text(said["contact"], findings, f"{what}: contact"),
    )


def _laws(found: Mapping[str, Entry], findings: Findings) -> tuple[str, ...]:
    items = texts(found["laws"], findings, "site: laws") if "laws" in found else ()
    words = (one_of(item, STATUTES, findings, "site: laws") for item in items)
    return tuple(dict.fromkeys(word for word in words if word))


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


def officer_sentences(site: Site, language: Language) -> tuple[str, ...]:
    """Who can be asked about data protection: the officer (GDPR Art. 13(1)(b)), or a contact without the
    title; empty where the policy names neither."""
    said = []
    if site.officer:
        name, contact = site.officer.name, site.officer.contact
        since = _since(site.officer, language)
        said.append(
            Wording(
                f"our data protection officer is {name}{since}; write to {contact}",
                f"{name} est notre délégué à la protection des données{since} ; écrivez à {contact}",
            )
        )
    if site.privacy_contact and "@" in site.privacy_contact and not site.officer:
        none = Wording("", "")
        if site.no_officer:
            none = Wording(
                "; we have not designated a data protection officer (GDPR Art. 37)",
                " ; nous n'avons pas désigné de délégué à la protection des données (RGPD, art. 37)",
            )
        said.append(
            Wording(
                f"for the protection of your data, write to {site.privacy_contact}{none.en}",
                f"pour la protection de vos données, écrivez à {site.privacy_contact}{none.fr}",
            )
        )
    elif site.privacy_contact:
        said.append(
            Wording(
                f"within our organisation, {site.privacy_contact} looks after the protection of your data, "
                "without the title of data protection officer (GDPR Art. 37)",
                f"au sein de notre organisation, {site.privacy_contact} veille à la protection de vos "
                "données, sans avoir le titre de délégué à la protection des données (RGPD, art. 37)",
            )
        )
    return tuple(sentence(each.say(language), language) for each in said)


def _since(officer: Officer, language: Language) -> str:
    """`, designated on 3 March 2026 (DPO-1)`, as the authority was told."""
    if not officer.designated:
        return f" ({officer.reference})" if officer.reference else ""
    told = day_in_words(officer.designated, language)
    reference = f" ({officer.reference})" if officer.reference else ""
    return f", designated on {told}{reference}" if language == "en" else f", depuis le {told}{reference}"


def site_sentences(site: Site, language: Language) -> tuple[str, ...]:
    """What else the site says of itself: representative (GDPR Art. 13(1)(a)), address, laws, consumers."""
    said = []
    if site.publisher.postal_address:
        said.append(
            Wording(
                f"you can write to {site.publisher.name} at {site.publisher.postal_address}",
                f"vous pouvez écrire {to(site.publisher.name)}, {site.publisher.postal_address}",
            )
        )
    if site.representative:
        name, contact = site.representative.name, site.representative.contact
        where = located(site.representative.country, language)
        said.append(
            Wording(
                f"in the European Union, {name}, {where}, represents us (GDPR Art. 27); write to {contact}",
                f"dans l'Union européenne, {name}, {where}, nous représente (RGPD, art. 27) ; écrivez à "
                f"{contact}",
            )
        )
    if site.laws:
        named = listed([STATUTES[each].say(language) for each in site.laws], language)
        said.append(Wording(f"this policy follows {named}", f"cette politique applique {named}"))
    if not site.consumers:
        said.append(Wording("this site is for professionals only", "ce site est réservé aux professionnels"))
    return tuple(sentence(each.say(language), language) for each in said)


_TEXT: Final = {"type": "string"}
_EXAMPLE: Final = """\
site:
  name: Secours PC
  address: https://secours.example
  publisher: {name: Secours PC SARL, country: FR, contact: privacy@secours.example,
              postal address: "1 rue de la Paix, 69001 Lyon"}
  data protection officer: {name: A. Morel, contact: dpo@secours.example, designated: 2026-03-03}
  authority: CNIL
  languages: [fr, en]
  authentic: fr
  time zone: Europe/Paris
  laws: [GDPR, Act 78-17]
  open to consumers: yes
"""
CONSTRUCTS: Final = (
    Construct(
        "site",
        "Who publishes the site and answers for the data (GDPR Art. 13(1)(a)), whom to ask, under which "
        "authority, in which languages and in which time zone terms are counted. A data protection officer "
        "is a title with duties (Art. 37-39); somebody without it, or an address, is a `privacy "
        "contact`. Where Art. "
        "37(1) could ask for an officer and there is none, `{none: {en: …, fr: …}}` says why none is needed.",
        _EXAMPLE,
        closed(
            {
                "name": _TEXT,
                "address": {"type": "string", "pattern": "^https://"},
                "publisher": closed(
                    dict.fromkeys(
                        (*_OF_PUBLISHER, "capital", "register", "director", "postal address"), _TEXT
                    ),
                    _OF_PUBLISHER,
                ),
                "languages": one_or_several(LANGUAGES),
                "authentic": {"enum": list(LANGUAGES)},
                "time zone": _TEXT,
                "authority": _TEXT,
                "financial year ends": _TEXT,
                "effective": DAY,
                _OFFICER: {
                    "anyOf": [
                        {"enum": [_NONE]},
                        closed(
                            {"name": _TEXT, "contact": _TEXT, "designated": DAY, "reference": _TEXT},
                            ("name", "contact"),
                        ),
                        closed({_NONE: BOTH_LANGUAGES}, (_NONE,)),
                    ]
                },
                "privacy contact": _TEXT,
                "representative": closed(dict.fromkeys(_OF_PUBLISHER, _TEXT), _OF_PUBLISHER),
                "laws": one_or_several(STATUTES),
                "open to consumers": YES_NO,
            },
            _REQUIRED,
        ),
    ),
)
