"""What GDPR Art. 13 and 14 oblige to tell: each item with its anchor, also where there is nothing to tell.

Art. 14 asks for the same as Art. 13 in another order, and for two things more: the categories of data
(14(1)(d)) and where they come from (14(2)(f)). One sentence answers both articles, and bears both anchors.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from honour.promises.grammar import sentence, typeset
from honour.promises.languages import Language, Wording
from honour.publishing.parts import Link, Paragraph, Section, anchors_of

# Anchors of Art. 13 and 14 that one answer bears, with what the item is about.
CONTROLLER: Final = ("art-13-1-a", "art-14-1-a")
OFFICER: Final = ("art-13-1-b", "art-14-1-b")
PURPOSES: Final = ("art-13-1-c", "art-14-1-c")
INTERESTS: Final = ("art-13-1-d", "art-14-2-b")
RECIPIENTS: Final = ("art-13-1-e", "art-14-1-e")
TRANSFERS: Final = ("art-13-1-f", "art-14-1-f")
TERMS: Final = ("art-13-2-a", "art-14-2-a")
RIGHTS: Final = ("art-13-2-b", "art-14-2-c")
WITHDRAWAL: Final = ("art-13-2-c", "art-14-2-d")
COMPLAINT: Final = ("art-13-2-d", "art-14-2-e")
OBLIGED: Final = ("art-13-2-e",)
MACHINES: Final = ("art-13-2-f", "art-14-2-g")
CATEGORIES: Final = ("art-14-1-d",)
SOURCES: Final = ("art-14-2-f",)

ITEMS: Final[Mapping[tuple[str, ...], Wording]] = {
    CONTROLLER: Wording("who answers for your data", "qui répond de vos données"),
    OFFICER: Wording("the data protection officer", "le délégué à la protection des données"),
    PURPOSES: Wording("purposes and legal grounds", "finalités et fondements"),
    INTERESTS: Wording("our legitimate interests", "nos intérêts légitimes"),
    CATEGORIES: Wording("categories of data", "catégories de données"),
    RECIPIENTS: Wording("who receives your data", "destinataires"),
    TRANSFERS: Wording("transfers outside Europe", "transferts hors d'Europe"),
    TERMS: Wording("how long data are kept", "durées de conservation"),
    RIGHTS: Wording("your rights", "vos droits"),
    WITHDRAWAL: Wording("withdrawing your consent", "retrait de votre consentement"),
    COMPLAINT: Wording("complaint", "réclamation"),
    OBLIGED: Wording("whether you must give your data", "caractère obligatoire ou non des données"),
    SOURCES: Wording("where the data come from", "origine des données"),
    MACHINES: Wording("decisions by machines alone", "décisions entièrement automatisées"),
}
_HEADING: Final = Wording(
    "Where to find what the law asks us to tell", "Où trouver ce que la loi nous demande de dire"
)


def answered(sections: Sequence[Section]) -> frozenset[str]:
    """The anchors of items that stand somewhere."""
    return frozenset(anchor for section in sections for anchor in anchors_of(section))


def each_once(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The same sections with every anchor of an item where it stands first, and nowhere else."""
    seen: set[str] = set()

    def first(anchors: Collection[str]) -> tuple[str, ...]:
        kept = tuple(anchor for anchor in anchors if anchor not in seen)
        seen.update(kept)
        return kept

    def firsts(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
        return tuple(replace(each, anchors=first(each.anchors)) for each in paragraphs)

    return tuple(
        replace(
            section,
            anchors=first(section.anchors),
            paragraphs=firsts(section.paragraphs),
            points=firsts(section.points),
        )
        for section in sections
    )


def index(sections: Sequence[Section], language: Language) -> Section:
    """Where each item stands, as a list of links. Raises ValueError if one stands nowhere."""
    standing = answered(sections)
    links = []
    for anchors, about in ITEMS.items():
        missing = [anchor for anchor in anchors if anchor not in standing]
        if missing:
            raise ValueError(f"the page does not answer {', '.join(missing)}")
        links.append(Link(_line(anchors, about, language), anchors[0]))
    return Section("gdpr", _HEADING.say(language), links=tuple(links))


def _line(anchors: Sequence[str], about: Wording, language: Language) -> str:
    cited = [anchor.split("-")[1:] for anchor in anchors]
    said = about.say(language)
    said = said[:1].upper() + said[1:]
    if language == "en":
        items = [f"Art. {article}({number})({letter})" for article, number, letter in cited]
        return f"{said} ({', '.join(items)})"
    items = [f"art. {article}, § {number}, {letter}" for article, number, letter in cited]
    return typeset(f"{said} ({' ; '.join(items)})")


def nothing(item: tuple[str, ...], language: Language) -> Paragraph:
    """The sentence that says that there is nothing to tell of an item: of those where that can be so."""
    return Paragraph(sentence(_NOTHING[item].say(language), language), item)


_NOTHING: Final[Mapping[tuple[str, ...], Wording]] = {
    OFFICER: Wording(
        "we have not designated a data protection officer (GDPR Art. 37)",
        "nous n'avons pas désigné de délégué à la protection des données (RGPD, art. 37)",
    ),
    INTERESTS: Wording(
        "nothing that we do with your data rests on a legitimate interest",
        "rien de ce que nous faisons de vos données ne repose sur un intérêt légitime",
    ),
    RECIPIENTS: Wording(
        "nobody outside our organisation receives your data; we hand them to an authority only where the law "
        "obliges us to",
        "personne en dehors de notre organisation ne reçoit vos données ; nous ne les remettons à une "
        "autorité que si la loi nous y oblige",
    ),
    TRANSFERS: Wording(
        "we transfer no data outside the European Economic Area",
        "nous ne transférons aucune donnée hors de l'Espace économique européen",
    ),
    WITHDRAWAL: Wording(
        "nothing that we do with your data rests on your consent, so there is none to withdraw",
        "rien de ce que nous faisons de vos données ne repose sur votre consentement : vous n'avez donc "
        "pas à le retirer",
    ),
    OBLIGED: Wording(
        "unless a law requires it, you need not give us your data; without those that a service needs, we "
        "cannot provide it",
        "sauf si la loi l'exige, rien ne vous oblige à nous fournir vos données ; sans celles dont un "
        "service a besoin, nous ne pouvons pas le fournir",
    ),
    SOURCES: Wording(
        "the data come from you, or from your use of our services",
        "les données viennent de vous, ou de votre usage de nos services",
    ),
}


def choices(alone: bool, language: Language) -> Paragraph:
    """How to take back what was agreed to for cookies and measuring; `alone`: nothing else rests on it."""
    said = Wording(
        "you can take back at any time, by the button “Modify my choices”, what you agreed to for cookies "
        "and for measuring how this site is used",
        "vous pouvez retirer à tout moment, par le bouton « Modifier mes choix », l'accord donné aux cookies "
        "et à la mesure de l'utilisation du site",
    ).say(language)
    rest = Wording(
        "; nothing else that we do with your data rests on your consent",
        " ; rien d'autre de ce que nous faisons de vos données ne repose sur votre consentement",
    ).say(language)
    return Paragraph(sentence(said + (rest if alone else ""), language), WITHDRAWAL)


def of_the_others(item: tuple[str, ...], language: Language) -> Paragraph:
    """The same for the data of which the statements before say nothing, where they speak of some."""
    return Paragraph(sentence(_OTHERS[item].say(language), language))


_OTHERS: Final[Mapping[tuple[str, ...], Wording]] = {
    OBLIGED: Wording(
        "unless this page says that they are required, or a law does, you need not give us your data; "
        "without those that a service needs, we cannot provide it",
        "sauf si cette page les dit obligatoires ou si la loi les exige, vous n'êtes pas tenu de nous "
        "fournir vos données ; sans celles dont un service a besoin, nous ne pouvons pas le fournir",
    ),
    SOURCES: Wording(
        "unless this page says otherwise, the data come from you, or from your use of our services",
        "sauf indication contraire sur cette page, les données viennent de vous, ou de votre usage de nos "
        "services",
    ),
}
