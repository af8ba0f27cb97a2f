"""`tell`: what people are told, how and when: changes of the policy, breaches, documents, helpful tools."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from honour.promises.findings import Findings, Position
from honour.promises.grammar import listed, period_in_words, sentence
from honour.promises.languages import LANGUAGES, Language, Wording
from honour.promises.passing_on import PLATFORMS, passing_on_said
from honour.promises.periods import Period
from honour.promises.reading import Entry, fields, mapping, one_of, shortened, text, texts
from honour.promises.reference import Construct
from honour.promises.scalars import (
    BOTH_LANGUAGES,
    PERIOD,
    YES_NO,
    closed,
    length,
    one_or_several,
    wording,
    yes,
)

CHANNELS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "e-mail": Wording("by e-mail", "par courrier électronique"),
        "letter": Wording("by letter", "par lettre"),
        "account": Wording("in your account", "dans votre espace personnel"),
        "site": Wording("on the site", "sur le site"),
    }
)
REASONS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "law": Wording("the law", "de la loi"),
        "services": Wording("our services", "de nos services"),
    }
)

# Sentences that a word alone calls for.
_SAID: Final[Mapping[str, Mapping[str, Wording]]] = MappingProxyType(
    {
        "service information": {
            "can be switched off": Wording(
                "we send you news of the service; you can switch this off at any time in your account",
                "nous vous envoyons des nouvelles du service ; vous pouvez en désactiver l'envoi à tout "
                "moment "
                "dans votre espace personnel",
            ),
            "only what is necessary": Wording(
                "we write to you only about what you asked of us or what your security requires",
                "nous ne vous écrivons qu'au sujet de ce que vous nous avez demandé ou de ce qu'exige votre "
                "sécurité",
            ),
        },
        # Directive 2002/58/EC, art. 13(2); CPCE, art. L. 34-5, fourth paragraph.
        "offers to customers": {
            "can be refused": Wording(
                "we may write to our customers about goods or services like those they bought from us; "
                "you can "
                "refuse this free of charge when you give your address, and in each message",
                "nous pouvons écrire à nos clients au sujet de produits ou de services semblables à ceux "
                "qu'ils "
                "nous ont achetés ; vous pouvez vous y opposer sans frais lorsque vous donnez votre adresse, "
                "puis dans chaque message",
            ),
        },
        "authority file": {
            "on request": Wording(
                "we keep a file that shows how we comply with the GDPR, and give it to the supervisory "
                "authority when it asks (GDPR Art. 5(2), 30 and 31)",
                "nous tenons un dossier qui montre comment nous respectons le RGPD et le remettons à "
                "l'autorité "
                "de contrôle à sa demande (RGPD, art. 5, § 2, art. 30 et 31)",
            ),
        },
    }
)
_DOCUMENTS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "legal notice": Wording(
            "please read first our legal notice, which defines the terms used here ({address})",
            "lisez d'abord nos mentions légales, qui définissent les termes employés ici ({address})",
        ),
        "terms of use": Wording(
            "we recommend that you read our general terms of use ({address})",
            "nous vous recommandons de lire nos conditions générales d'utilisation ({address})",
        ),
        "terms of sale": Wording(
            "your orders are subject to our general terms of sale ({address})",
            "vos commandes sont soumises à nos conditions générales de vente ({address})",
        ),
    }
)
_OTHERS: Final = (
    "policy change",
    "breach",
    "licence",
    "documents",
    "browser supported",
    "recommended tools",
    "cookie help",
    "share links",
)


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """How a change of the policy is told: by which channels, how long before it applies, for which reasons.

    `acknowledged` says that people are asked to confirm that they read the new text; that is no consent.
    """

    by: tuple[str, ...]
    ahead: Period
    reasons: tuple[str, ...] = ()
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Something to read elsewhere: its name, and a path of this site or an address (https)."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Tell:
    """What the section says.

    `words` holds the settings that are one word, by name. `breach` names channels. `licence` is that of the
    policy's text: the publisher's own words, or a licence with its address. `documents` are words of the
    language with their addresses.
    """

    change: PolicyChange | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    breach: tuple[str, ...] = ()
    licence: Wording | Link | None = None
    documents: tuple[Link, ...] = ()
    browsers: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    cookie_help: tuple[Link, ...] = ()
    share_links: tuple[str, ...] = ()
    at: Position = field(default=Position("", 0, 0), compare=False)


def read_tell(entry: Entry, findings: Findings) -> Tell:
    """The section `tell`; empty where a policy has none."""
    found = fields(entry, findings, "tell", (*_OTHERS, *_SAID))
    return Tell(
        change=_change(found["policy change"], findings) if "policy change" in found else None,
        words={
            name: word
            for name, said in _SAID.items()
            if name in found and (word := one_of(found[name], said, findings, f"tell: {name}"))
        },
        breach=_breach(found["breach"], findings) if "breach" in found else (),
        licence=_licence(found["licence"], findings) if "licence" in found else None,
        documents=_links(found, "documents", findings, _DOCUMENTS),
        browsers=_names(found, "browser supported", findings),
        tools=_names(found, "recommended tools", findings),
        cookie_help=_links(found, "cookie help", findings),
        share_links=_words(found, "share links", PLATFORMS, findings, "tell"),
        at=entry.at,
    )


def _change(entry: Entry, findings: Findings) -> PolicyChange | None:
    what = "policy change"
    names = ("by", "ahead", "reasons", "re-acknowledge")
    found = fields(entry, findings, what, names, ("by", "ahead"))
    by = _words(found, "by", CHANNELS, findings, what)
    ahead = length(found["ahead"], findings, f"{what}: ahead") if "ahead" in found else None
    reasons = _words(found, "reasons", REASONS, findings, what)
    again = "re-acknowledge" in found and yes(found["re-acknowledge"], findings, f"{what}: re-acknowledge")
    return PolicyChange(by, ahead, reasons, again) if by and ahead else None


def _breach(entry: Entry, findings: Findings) -> tuple[str, ...]:
    return _words(fields(entry, findings, "breach", ("by",), ("by",)), "by", CHANNELS, findings, "breach")


def _words(
    found: Mapping[str, Entry], name: str, known: Mapping[str, object], findings: Findings, what: str
) -> tuple[str, ...]:
    """One or several words of a closed list, each once, in the order of the file."""
    if name not in found:
        return ()
    items = texts(found[name], findings, f"{what}: {name}")
    written = (one_of(item, known, findings, f"{what}: {name}") for item in items)
    return tuple(dict.fromkeys(word for word in written if word))


def _names(found: Mapping[str, Entry], name: str, findings: Findings) -> tuple[str, ...]:
    items = texts(found[name], findings, f"tell: {name}") if name in found else ()
    return tuple(dict.fromkeys(item.text.strip() for item in items))


def _licence(entry: Entry, findings: Findings) -> Wording | Link | None:
    if any(key.text in LANGUAGES for key, _ in entry.pairs):
        return wording(entry, findings, "licence")
    found = fields(entry, findings, "licence", ("name", "address"), ("name", "address"))
    if len(found) < 2:
        return None
    return Link(
        text(found["name"], findings, "licence: name"), _address(found["address"], findings, "licence")
    )


def _links(
    found: Mapping[str, Entry], name: str, findings: Findings, known: Mapping[str, Wording] | None = None
) -> tuple[Link, ...]:
    """Names with their addresses; with `known`, the names are words of that list."""
    if name not in found:
        return ()
    if known is not None:
        pairs = [
            (Entry(value.at, "text", key), value)
            for key, value in fields(found[name], findings, name, known).items()
        ]
    else:
        pairs = list(mapping(found[name], findings, name))
    return tuple(Link(key.text, _address(value, findings, f"{name}: {key.text}")) for key, value in pairs)


def _address(entry: Entry, findings: Findings, what: str) -> str:
    address = text(entry, findings, what)
    if address and not address.startswith(("https://", "/")):
        findings.add(
            entry.at,
            f"{what}: “{shortened(address)}” is neither an address nor a path of this site",
            "write `https://…`, or a path as in `/terms`",
        )
    return address


def tell_sentences(tell: Tell, language: Language, site: str = "") -> tuple[str, ...]:
    """What people are told, each a sentence; `site` is the address to which a path of its documents is "
    "added."""
    said: list[str] = []
    if tell.change:
        said += _change_sentences(tell.change, language)
    said += [options[tell.words[name]].say(language) for name, options in _SAID.items() if name in tell.words]
    if tell.breach:
        said.append(_breach_said(tell.breach, language))
    said += [
        _DOCUMENTS[each.name].say(language).format(address=whole_address(each.address, site))
        for each in tell.documents
    ]
    if tell.browsers:
        said.append(_browsers_said(tell.browsers, language))
    if tell.cookie_help:
        said.append(_cookie_help_said(tell.cookie_help, language))
    if tell.tools:
        protecting = (
            "to protect your privacy, we recommend {}"
            if language == "en"
            else "pour protéger votre vie privée, nous vous recommandons {}"
        )
        said.append(protecting.format(listed(tell.tools, language)))
    if tell.share_links:
        said.append(passing_on_said(tell.share_links, language))
    if tell.licence:
        said.append(_licence_said(tell.licence, language))
    return tuple(sentence(each, language) for each in said)


def names_legal_notice(tell: Tell) -> bool:
    """Whether the policy wants the legal notice read first."""
    return any(each.name == "legal notice" for each in tell.documents)


def whole_address(address: str, site: str) -> str:
    """A page is printed and sent too, where a path alone leads nowhere."""
    return site.rstrip("/") + address if address.startswith("/") else address


def _channels(by: Sequence[str], language: Language) -> str:
    return listed([CHANNELS[each].say(language) for each in by], language)


def _change_sentences(change: PolicyChange, language: Language) -> list[str]:
    how, ahead = _channels(change.by, language), period_in_words(change.ahead, language)
    said = []
    if change.reasons:
        why = listed([REASONS[each].say(language) for each in change.reasons], language)
        keeping_up = (
            "we may change this policy to keep up with {}"
            if language == "en"
            else "nous pouvons modifier cette politique pour suivre l'évolution {}"
        )
        said.append(keeping_up.format(why))
    if language == "en":
        said.append(
            f"we tell you of each change {how}, {ahead} before it applies; until then the text that you "
            f"know stays in force"
        )
    else:
        said.append(
            f"nous vous annonçons chaque modification {how}, {ahead} avant qu'elle ne s'applique ; "
            f"jusque-là, le "
            "texte que vous connaissez reste en vigueur"
        )
    if change.acknowledged and language == "en":
        said.append(
            "we then ask you to confirm that you have read the new text; to confirm is not to consent, "
            "and a use "
            "that needs your consent begins only once you have given it"
        )
    elif change.acknowledged:
        said.append(
            "nous vous demandons alors de confirmer que vous en avez pris connaissance ; cette "
            "confirmation n'est "
            "pas un consentement, et un usage qui exige le vôtre ne commence qu'une fois que vous l'avez "
            "donné"
        )
    return said


def _breach_said(by: Sequence[str], language: Language) -> str:
    """GDPR Art. 34(1)."""
    how = _channels(by, language)
    if language == "en":
        return (
            "if a breach of your data is likely to put you at high risk, we tell you without undue delay, "
            f"{how} (GDPR Art. 34)"
        )
    return (
        "si une violation de vos données est susceptible d'engendrer un risque élevé pour vous, nous vous en "
        f"informons dans les meilleurs délais, {how} (RGPD, art. 34)"
    )


def _browsers_said(browsers: Sequence[str], language: Language) -> str:
    names = listed(browsers, language)
    if language == "en":
        return f"this site supports {names}"
    return f"ce site est conçu pour {names}"


def _cookie_help_said(links: Sequence[Link], language: Language) -> str:
    pages = listed([f"{each.name} ({each.address})" for each in links], language)
    if language == "en":
        return f"you choose in your browser which cookies it keeps; its help says how: {pages}"
    return (
        "vous choisissez dans votre navigateur les cookies qu'il conserve ; son aide explique comment : "
        + pages
    )


def _licence_said(licence: Wording | Link, language: Language) -> str:
    if isinstance(licence, Wording):
        return (
            f"licence of this text: {licence.en}"
            if language == "en"
            else f"licence de ce texte : {licence.fr}"
        )
    if language == "en":
        return (
            f"you may copy and change the text of this page on the terms of the licence {licence.name} "
            f"({licence.address}), provided that this mention stays in plain sight"
        )
    return (
        f"vous pouvez copier et modifier le texte de cette page aux conditions de la licence {licence.name} "
        f"({licence.address}), à condition que cette mention reste bien visible"
    )


_ADDRESS: Final[Mapping[str, object]] = {"type": "string", "pattern": "^(https://|/)"}
_SEVERAL: Final[Mapping[str, object]] = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]
}
CONSTRUCTS: Final = (
    Construct(
        "tell",
        "What people are told, by which channel and how long ahead: changes of this policy, breaches, "
        "and what "
        "they can switch off; and where to find other documents and help.",
        """\
tell:
  policy change: {by: [e-mail, site], ahead: 30 days, reasons: [law, services], re-acknowledge: yes}
  service information: can be switched off
  authority file: on request
  breach: {by: e-mail}
  documents: {legal notice: /legal, terms of use: /terms}
  browser supported: Firefox
  cookie help: {Firefox: "https://support.mozilla.org/kb/cookies"}
  share links: [Facebook, e-mail]
  licence: {name: Creative Commons BY-SA 4.0, address: "https://creativecommons.org/licenses/by-sa/4.0/"}
""",
        closed(
            {
                "policy change": closed(
                    {
                        "by": one_or_several(CHANNELS),
                        "ahead": PERIOD,
                        "reasons": one_or_several(REASONS),
                        "re-acknowledge": YES_NO,
                    },
                    ("by", "ahead"),
                ),
                **{name: {"enum": sorted(said)} for name, said in _SAID.items()},
                "breach": closed({"by": one_or_several(CHANNELS)}, ("by",)),
                "documents": closed(dict.fromkeys(_DOCUMENTS, _ADDRESS)),
                "browser supported": _SEVERAL,
                "recommended tools": _SEVERAL,
                "cookie help": {"type": "object", "additionalProperties": _ADDRESS},
                "share links": one_or_several(PLATFORMS),
                "licence": {
                    "anyOf": [
                        BOTH_LANGUAGES,
                        closed({"name": {"type": "string"}, "address": _ADDRESS}, ("name", "address")),
                    ]
                },
            }
        ),
    ),
)
