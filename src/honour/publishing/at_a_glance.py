"""The policy at a glance: the sentences that fit one screen, and the table of every use of data."""

from collections.abc import Mapping, Sequence
from typing import Final

from honour.promises.audience import AUDIENCES
from honour.promises.collect import Collect
from honour.promises.grammar import de, listed, number_in_words, sentence, to, typeset
from honour.promises.grounds import Ground
from honour.promises.keep import term_in_words
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import GROUNDS
from honour.promises.people import processed
from honour.promises.policy import Policy
from honour.promises.recipients import called
from honour.promises.sentences import yours
from honour.promises.share import receivers
from honour.publishing.parts import Paragraph, Table
from honour.publishing.people import by_people, in_plural

_GROUNDS: Final[Mapping[Ground, Wording]] = {
    "consent": Wording("consent", "consentement"),
    "contract": Wording("contract", "contrat"),
    "legal obligation": Wording("legal obligation", "obligation légale"),
    "vital interest": Wording("vital interests", "intérêts vitaux"),
    "public task": Wording("task in the public interest", "mission d'intérêt public"),
    "legitimate interest": Wording("legitimate interest", "intérêt légitime"),
    "instructions": Wording("instructions of the controller", "instructions du responsable"),
}
_HEADINGS: Final = (
    Wording("Data", "Données"),
    Wording("What for", "Finalité"),
    Wording("On which ground", "Fondement"),
    Wording("How long", "Durée"),
    Wording("Who receives them", "Destinataires"),
)
_ELSE: Final = Wording("Who else receives them", "Autres destinataires")
_WHOSE: Final = Wording("Whose", "Personnes")
_CAPTION: Final = Wording(
    "Every use of data: what for, on which ground of the GDPR, how long, and who receives them",
    "Chaque usage des données : finalité, fondement au sens du RGPD, durée et destinataires",
)
_BUT_STORED: Final = Wording(", beside {}, which stores them all", ", outre {}, qui les héberge toutes")


def table(policy: Policy, language: Language) -> Table:
    """Data × purpose × basis × term × recipient; also whose data, where the policy speaks to several groups.

    Each statement of `collect` gives a row for each set of people whose kinds have the same term and the same
    recipients; statements that differ in their purpose only share one. The caption names who stores
    everything.
    """
    found: dict[tuple[tuple[str, ...], str, str, str, str], tuple[str, ...]] = {}
    for statement in policy.collect:
        for (people, term, received), kinds in _alike(policy, statement, language).items():
            what = yours(policy, kinds, language, whole=True).text
            key = (people, what, ground_of(statement, language), term, received)
            found[key] = (*found.get(key, ()), _purpose(policy, statement, language))
    headings = tuple(each.say(language) for each in _HEADINGS)
    rows = []
    for (_, what, ground, term, received), purposes in found.items():
        cells = (what, _apart(tuple(dict.fromkeys(purposes)), language), ground, term, received)
        rows.append(tuple(_cell(each, language) for each in cells))
    groups = [people for people, *_ in found]
    if len(set(groups)) > 1:
        headings = (_WHOSE.say(language), *headings)
        whose = [_cell(in_plural(policy, people, language), language) for people in groups]
        rows = [(who, *row) for who, row in zip(whose, rows, strict=True)]
    if any(each.stores for each in policy.recipients.values()):
        headings = (*headings[:-1], _ELSE.say(language))
    storing = [each.full_name or called(each, language) for each in policy.recipients.values() if each.stores]
    stored = _BUT_STORED.say(language).format(listed(storing, language)) if storing else ""
    return Table(_cell(_CAPTION.say(language) + stored, language), headings, tuple(rows))


def _alike(
    policy: Policy, statement: Collect, language: Language
) -> Mapping[tuple[tuple[str, ...], str, str], tuple[str, ...]]:
    """The kinds of a statement by people, term and recipients: people whose terms differ stand apart."""
    found: dict[tuple[tuple[str, ...], str, str], tuple[str, ...]] = {}
    for people, kinds in by_people(policy, statement.data).items():
        for kind in kinds:
            by_term: dict[str, tuple[str, ...]] = {}
            for group in people:
                term = term_of(policy, statement, kind, group, language)
                by_term[term] = (*by_term.get(term, ()), group)
            for term, whose in by_term.items():
                key = (whose, term, _received(policy, kind, language))
                found[key] = (*found.get(key, ()), kind)
    return found


def _cell(text: str, language: Language) -> str:
    whole = text[:1].upper() + text[1:]
    return whole if language == "en" else typeset(whole)


def _purpose(policy: Policy, statement: Collect, language: Language) -> str:
    purpose = policy.vocabulary.purposes[statement.purpose]
    return purpose.gerund if language == "en" else purpose.fr


def ground_of(statement: Collect, language: Language) -> str:
    """On which ground of GDPR Art. 6(1), with the law where one obliges."""
    basis = statement.basis
    said, article = _GROUNDS[basis.ground].say(language), GROUNDS[basis.ground].article(language)
    law = basis.cited
    if language == "en":
        cited = f"{law.article.en} of {law.name.en}; " if law else ""
        return f"{said} ({cited}{article})"
    cited = f"{law.article.fr} {de(law.name.fr)} ; " if law else ""
    return f"{said} ({cited}{article})"


def term_of(policy: Policy, statement: Collect, kind: str, group: str, language: Language) -> str:
    """Until when a kind is kept of this group, for this purpose."""
    what = yours(policy, [kind], language)
    terms = dict.fromkeys(
        term_in_words(each, what, language)
        for each in policy.keep
        if kind in each.data and each.of in (None, group) and each.purpose in (None, statement.purpose)
    )
    if terms:
        return ("; " if language == "en" else " ; ").join(terms)
    return "not said" if language == "en" else "non indiquée"


def _received(policy: Policy, kind: str, language: Language) -> str:
    names = recipients_of(policy, kind, language, stored=False)
    if names:
        return listed(names, language)
    return "nobody else" if language == "en" else "personne d'autre"


def recipients_of(policy: Policy, kind: str, language: Language, stored: bool = True) -> tuple[str, ...]:
    """Those who store (unless `stored` is false), see or are sent a kind of data, each once: by name, or by
    category; and who sees it on the site."""
    having = [
        each
        for each in policy.recipients.values()
        if (stored and each.stores) or (kind in each.sees and not each.stores)
    ]
    sent = [
        receiver
        for each in policy.share
        if kind in each.data
        for receiver in receivers(each, policy.vocabulary, policy.recipients)
    ]
    seen = [each.recipient for each in policy.share if kind in each.data and each.recipient in AUDIENCES]
    names = (each.full_name or called(each, language) for each in (*having, *sent))
    return tuple(dict.fromkeys((*names, *(AUDIENCES[each].say(language) for each in seen))))


def summary(policy: Policy, language: Language) -> tuple[Paragraph, ...]:
    """The page in a few sentences, for one screen: who, what for, who receives, how long, rights."""
    said = (
        _summary_who(policy, language),
        _summary_purposes(policy, language),
        _summary_recipients(policy, language),
        _summary_terms(policy, language),
        _summary_rights(policy, language),
    )
    return tuple(Paragraph(sentence(each, language)) for each in said)


def _summary_who(policy: Policy, language: Language) -> str:
    publisher = policy.site.publisher
    if language == "en":
        rest = ", except for those that it handles for others" if processed(policy.people) else ""
        return f"{publisher.name} answers for your data and for this policy{rest}"
    rest = ", sauf de celles qui sont traitées pour le compte d'autrui" if processed(policy.people) else ""
    return f"{publisher.name} répond de vos données et de la présente politique{rest}"


def _summary_purposes(policy: Policy, language: Language) -> str:
    names = dict.fromkeys(each.purpose for each in policy.collect)
    purposes = [policy.vocabulary.purposes[name] for name in names]
    if language == "en":
        said = _apart([each.gerund for each in purposes], "en")
        return f"we use your data for {_counted(len(purposes), 'en')}: {said}"
    said = _apart([each.fr for each in purposes], "fr")
    return f"nous utilisons vos données pour {_counted(len(purposes), 'fr')} : {said}"


def _apart(items: Sequence[str], language: Language) -> str:
    """A list; its items part by semicolons where one of them holds an “and” of its own."""
    if any(word in item for item in items for word in (" and ", " et ", ", ")):
        return ("; " if language == "en" else " ; ").join(items)
    return listed(items, language)


def _counted(number: int, language: Language) -> str:
    if language == "en":
        return "one purpose" if number == 1 else f"{number_in_words(number, 'en')} purposes"
    return "une seule finalité" if number == 1 else f"{number_in_words(number, 'fr')} finalités"


def _summary_recipients(policy: Policy, language: Language) -> str:
    names = dict.fromkeys(name for kind in policy.data for name in recipients_of(policy, kind, language))
    if any(each.procedure == "own rights" for each in policy.share):
        names[Wording("a court or our counsel", "une juridiction ou à nos conseils").say(language)] = None
    if language == "en":
        if not names:
            return "we pass them on to nobody, except to an authority where the law obliges us to"
        who = listed(tuple(names), "en")
        return (
            f"outside our organisation, they go only to {who}, and to authorities where the law obliges us to"
        )
    if not names:
        return "nous ne les communiquons à personne, sauf à une autorité lorsque la loi nous y oblige"
    who = listed([to(name) for name in names], "fr")
    return (
        f"en dehors de notre organisation, elles ne sont transmises qu'{who} ainsi que, si la loi l'exige, "
        "aux autorités"
    )


def _summary_terms(policy: Policy, language: Language) -> str:
    law = any(each.basis is not None and each.basis.by_law for each in policy.keep)
    if language == "en":
        said = "each kind of data has a term, at whose end we delete it"
        return said + ("; what a law obliges us to archive stays for the time that it sets" if law else "")
    said = "chaque catégorie de données a une durée, au terme de laquelle nous la supprimons"
    return said + (" ; ce qu'une loi nous oblige à archiver reste le temps qu'elle fixe" if law else "")


def _summary_rights(policy: Policy, language: Language) -> str:
    authority = policy.site.authority
    if language == "en":
        whom = "the CNIL" if authority == "CNIL" else "your country's authority"
        whom = f"the authority {authority}" if authority and authority != "CNIL" else whom
        return f"you can see your data, correct them, have them erased, and complain to {whom}"
    if authority == "CNIL":
        whom = "de la CNIL"
    else:
        whom = f"de l'autorité {authority}" if authority else "de l'autorité de votre pays"
    return (
        "vous pouvez consulter vos données, les rectifier, les faire effacer et porter réclamation auprès "
        + whom
    )
