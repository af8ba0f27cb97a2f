"""A policy put together as a page, with the same anchors, in the same order, in each language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from honour.promises.ask import asks_on_site
from honour.promises.collect import Collect
from honour.promises.data import meaning_sentence
from honour.promises.grammar import day_in_words, de, listed, sentence, typeset
from honour.promises.keep import Keep
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import located
from honour.promises.people import (
    group_sentence,
    minors_sentence,
    processed,
    processor_sentence,
    turn_to_sentence,
)
from honour.promises.policy import Policy
from honour.promises.recipients import (
    Recipient,
    called,
    presented,
    safeguard_sentences,
    seeing_sentence,
    storing_sentence,
)
from honour.promises.say import DEFINED, defined_sentence, said_by_list
from honour.promises.sentences import (
    is_procedure_over_everything,
    share_sentence,
    yours,
)
from honour.promises.site import officer_sentences, site_sentences
from honour.promises.tell import whole_address
from honour.promises.together import Together, collected_together, kept_together
from honour.promises.transfers import EEA, transfer_sentences
from honour.promises.worded import WORDED, worded
from honour.publishing import articles
from honour.publishing.at_a_glance import summary, table
from honour.publishing.of_its_own import of_its_own
from honour.publishing.parts import Link, Page, Paragraph, Section
from honour.publishing.people import Addressed, by_people, sections_by_people
from honour.publishing.rights import rights_paragraphs, using_paragraphs
from honour.publishing.typography import anchor_of, set_in_type

_HEADINGS: Final[Mapping[str, Wording]] = {
    "summary": Wording("In short", "En bref"),
    "who": Wording("Who we are", "Qui nous sommes"),
    "people": Wording("Whom this page speaks to", "À qui cette page s'adresse"),
    "uses": Wording("Your data at a glance", "Vos données en un tableau"),
    "collect": Wording("What we collect and why", "Ce que nous recueillons et pourquoi"),
    "recipients": Wording("Who receives your data", "Qui reçoit vos données"),
    "keep": Wording("How long we keep your data", "Combien de temps nous conservons vos données"),
    "account": Wording("Your account", "Votre compte"),
    "ask": Wording("Your choices and cookies", "Vos choix et les cookies"),
    "protect": Wording("How we protect your data", "Comment nous protégeons vos données"),
    "never": Wording("What we never do", "Ce que nous ne faisons jamais"),
    "offer": Wording("Our services", "Nos services"),
    "rights": Wording("Your rights", "Vos droits"),
    "decide": Wording("Decisions by machines alone", "Décisions entièrement automatisées"),
    "after death": Wording("After your death", "Après votre décès"),
    "tell": Wording("What we tell you, and when", "Ce que nous vous annonçons, et quand"),
    "say": Wording("Good to know", "Bon à savoir"),
    "not-written-yet": Wording("What is not written here yet", "Ce qui n'est pas encore écrit ici"),
}
_SAID: Final[Mapping[str, Wording]] = {
    "done": Wording("What we have done", "Ce que nous avons fait"),
    "definitions": Wording("What some words mean", "Le sens de quelques mots"),
    "defined": Wording(
        "Words that our legal notice defines", "Les mots que définissent nos mentions légales"
    ),
    "advice": Wording("Our advice", "Nos conseils"),
    "limits": Wording("What we cannot promise", "Ce que nous ne pouvons pas promettre"),
}
# Items of law that a whole section answers.
_ANSWERED: Final[Mapping[str, tuple[str, ...]]] = {"decide": articles.MACHINES}

# What the language's sections are about, for the person who reads that they are missing.
_ABOUT: Final[Mapping[str, Wording]] = {
    "allow": Wording("how we make your rights easier to use", "l'exercice facilité de vos droits"),
    "ask": Wording(
        "what we ask you to choose, such as cookies", "les choix que nous vous proposons, comme les cookies"
    ),
    "account": Wording("how you sign in", "la connexion à votre compte"),
    "protect": Wording("how your data are protected", "la protection de vos données"),
    "never": Wording("what we never do", "ce que nous ne faisons jamais"),
    "tell": Wording("how we tell you of changes", "l'annonce des changements"),
    "say": Wording("our advice to you", "nos conseils"),
    "offer": Wording("the services of this site", "les services de ce site"),
    "site": Wording("our contacts for data protection", "nos interlocuteurs pour la protection des données"),
    "data": Wording("special categories of data", "les catégories particulières de données"),
    "recipients": Wording("our contracts with recipients", "nos contrats avec les destinataires"),
    "collect": Wording("how we weighed our interests", "la mise en balance de nos intérêts"),
    "share": Wording("some details of sharing", "certaines modalités de communication"),
    "keep": Wording("some criteria of our terms", "certains critères de nos durées"),
    "publisher": Wording("our postal address", "notre adresse postale"),
}


def page(
    policy: Policy, language: Language, version: int | None = None, *, accounts_here: bool = False
) -> Page:
    """The policy in one language; without a version, it is a draft and says so. `accounts_here`: Honour runs
    the site, and keeps of its accounts what a policy need not name.
    """
    name = policy.site.name
    title = f"Privacy policy of {name}" if language == "en" else f"Politique de confidentialité {de(name)}"
    parts = (
        replace(_section("summary", language), points=summary(policy, language)),
        replace(
            _section("who", language), paragraphs=_who(policy, language), points=_facts(policy, language)
        ),
        *_introduced(policy, language),
        _uses(policy, language),
        *_collect(policy, language),
        *_recipients(policy, language),
        *_keep(policy, language),
        *(of_its_own(policy, language) if accounts_here else ()),
        *_worded(policy, language, ("account", "ask", "protect", "never", "offer")),
        _rights(policy, language),
        *_worded(policy, language, ("decide", "after death", "tell")),
        *_saying(policy, language),
        *_not_written(policy, language),
    )
    sections = articles.each_once(parts)
    whole = (*sections, articles.index(sections, language))
    notice = _notice(policy, language, version)
    put_together = Page(language, title, notice, whole, version, policy.site.effective, policy.digest)
    return set_in_type(put_together)


def _section(name: str, language: Language) -> Section:
    return Section(name.replace(" ", "-"), _HEADINGS[name].say(language))


def _notice(policy: Policy, language: Language, version: int | None) -> str:
    if version is None:
        if language == "en":
            return "Draft: this text has no number yet and does not apply."
        return typeset("Projet : ce texte n'a pas encore de numéro et ne s'applique pas.")
    effective = policy.site.effective
    day = day_in_words(date.fromisoformat(effective), language) if effective else ""
    if language == "en":
        return f"Version {version}, which applies from {day}." if day else f"Version {version}."
    return f"Version {version}, applicable à compter du {day}." if day else f"Version {version}."


def _who(policy: Policy, language: Language) -> tuple[Paragraph, ...]:
    site, publisher = policy.site, policy.site.publisher
    where = located(publisher.country, language)
    if language == "en":
        published = (
            f"the site {site.name} ({site.address}) is published by {publisher.name}, {where}, which answers "
            "for the use of your data, as their controller (GDPR Art. 4(7))"
        )
        contact = f"for any question about your data, write to {publisher.contact}"
    else:
        published = (
            f"le site {site.name} ({site.address}) est publié par {publisher.name}, {where}, qui répond de "
            "l'usage de vos données, en qualité de responsable du traitement (RGPD, art. 4, point 7)"
        )
        contact = f"pour toute question sur vos données, écrivez à {publisher.contact}"
    officer = _officer(policy, language)
    paragraphs = [
        Paragraph(sentence(published, language), articles.CONTROLLER),
        # Where the policy is silent about an officer, whoever answers questions is all that can be told.
        Paragraph(sentence(contact, language), () if officer else articles.OFFICER),
        *officer,
        *_processor(policy, language, processor_sentence),
        *(Paragraph(said) for said in site_sentences(site, language)),
    ]
    if len(site.languages) > 1:
        paragraphs.append(Paragraph(_authentic(site.authentic, language)))
    return tuple(paragraphs)


def _processor(
    policy: Policy, language: Language, said: Callable[[str, str, Language], str]
) -> tuple[Paragraph, ...]:
    """What is told of each group whose data are handled for another one."""
    names = policy.vocabulary.groups
    told = []
    for each in processed(policy.people):
        whose, controller = names[each.name], names[each.controller or each.name]
        one, other = (whose.en, controller.en) if language == "en" else (whose.fr, controller.fr)
        told.append(Paragraph(said(one, other, language)))
    return tuple(told)


def _introduced(policy: Policy, language: Language) -> tuple[Section, ...]:
    """Whom each group's name means, where the page speaks to several of them."""
    named = policy.vocabulary.groups
    said = [group_sentence(each, named[each.name], language) for each in policy.people.values()]
    if len(policy.people) < 2 or None in said:
        return ()
    points = tuple(Paragraph(each) for each in said if each)
    return (replace(_section("people", language), points=points),)


def _officer(policy: Policy, language: Language) -> Sequence[Paragraph]:
    """Whom to ask about data protection, or that there is no officer; empty where the policy is silent."""
    site = policy.site
    said = [Paragraph(text, articles.OFFICER) for text in officer_sentences(site, language)]
    if not site.no_officer:
        return said
    why = (
        [Paragraph(sentence(site.no_officer_because.say(language), language))]
        if site.no_officer_because
        else []
    )
    return [*(said or [articles.nothing(articles.OFFICER, language)]), *why]


def _facts(policy: Policy, language: Language) -> tuple[Paragraph, ...]:
    publisher = policy.site.publisher
    labelled = (
        (Wording("Share capital", "Capital social"), publisher.capital),
        (Wording("Register", "Immatriculation"), publisher.register),
        (Wording("Director of publication", "Direction de la publication"), publisher.director),
    )
    colon = ": " if language == "en" else " : "
    return tuple(
        Paragraph(sentence(label.say(language) + colon + value, language))
        for label, value in labelled
        if value
    )


def _authentic(authentic: Language, language: Language) -> str:
    if language == "en":
        named = {"fr": "French", "en": "English"}[authentic]
        return sentence(f"this policy exists in French and in English; the {named} text prevails", language)
    named = {"fr": "français", "en": "anglais"}[authentic]
    return sentence(f"cette politique existe en français et en anglais ; le texte {named} fait foi", language)


def _uses(policy: Policy, language: Language) -> Section:
    """The table of every use, after what the names mean that stand for several data."""
    section = replace(_section("uses", language), table=table(policy, language), anchors=articles.CATEGORIES)
    named = [each for each in policy.data.values() if each.called and each.fields != (each.called,)]
    if not named:
        return section
    said = Wording(
        "On this page, one name stands for several data:",
        "Sur cette page, un seul nom désigne plusieurs données :",
    ).say(language)
    meanings = tuple(meaning_sentence(each, policy.vocabulary, language) for each in named)
    return replace(section, paragraphs=(Paragraph(said, points=meanings),))


def _collect(policy: Policy, language: Language) -> tuple[Section, ...]:
    asked: dict[tuple[str, ...], list[Collect]] = {}
    for statement in policy.collect:
        for people, kinds in by_people(policy, statement.data).items():
            asked.setdefault(people, []).append(replace(statement, data=kinds))
    addressed = [
        (people, Paragraph(told.text, _items(told), told.points))
        for people, statements in asked.items()
        for told in collected_together(policy, statements, language)
    ]
    heading = _HEADINGS["collect"].say(language)
    first, *parts = sections_by_people("collect", heading, policy, addressed, language)
    ends = [*_absent((articles.INTERESTS, articles.OBLIGED, articles.SOURCES), (first, *parts), language)]
    for item, told in (
        (articles.OBLIGED, [each.required for each in policy.collect]),
        (articles.SOURCES, [each.source is not None for each in policy.collect]),
    ):
        if any(told) and not all(told):
            ends.append(articles.of_the_others(item, language))
    if policy.excludes_minors:
        ends.append(Paragraph(minors_sentence(language)))
    return _with(first, ends, parts, articles.PURPOSES)


def _items(told: Together) -> tuple[str, ...]:
    """The items of law that a paragraph answers about the statements that it tells."""
    items: tuple[str, ...] = ()
    if any(each.required for each in told.about):
        items += articles.OBLIGED
    if any(each.basis.ground == "legitimate interest" for each in told.about):
        items += articles.INTERESTS
    if any(each.source for each in told.about):
        items += articles.SOURCES
    return items


def _recipients(policy: Policy, language: Language) -> tuple[Section, ...]:
    addressed = _receiving(policy, language)
    for statement in policy.share:
        if is_procedure_over_everything(policy, statement):
            told = share_sentence(policy, statement, language)
            addressed.append((tuple(policy.people), Paragraph(told)))
            continue
        for people, kinds in by_people(policy, statement.data).items():
            said = share_sentence(policy, replace(statement, data=kinds), language)
            addressed.append((people, Paragraph(said)))
    heading = _HEADINGS["recipients"].say(language)
    first, *parts = sections_by_people("recipients", heading, policy, addressed, language)
    ends = [
        Paragraph(text, articles.TRANSFERS if text in _transfers(each, language) else ())
        for each in policy.recipients.values()
        for text in safeguard_sentences(each, language)
    ]
    abroad = [each for each in policy.recipients.values() if each.country not in EEA]
    ends += [_abroad(each, language) for each in abroad if not each.transfers]
    if not abroad and not any(each.transfers for each in policy.recipients.values()):
        ends.append(articles.nothing(articles.TRANSFERS, language))
    if not addressed:
        ends.insert(0, replace(articles.nothing(articles.RECIPIENTS, language), anchors=()))
    return _with(first, ends, parts, articles.RECIPIENTS)


def _transfers(recipient: Recipient, language: Language) -> Sequence[str]:
    return transfer_sentences(recipient.transfers, called(recipient, language), language)


def _abroad(recipient: Recipient, language: Language) -> Paragraph:
    """Where a recipient is, told even while the policy lacks the ground on which data go there."""
    who = presented(recipient, language)
    if language == "en":
        said = f"data that we pass on to {who}, leave the European Economic Area"
    else:
        said = f"les données communiquées à {who}, quittent l'Espace économique européen"
    return Paragraph(sentence(said, language), articles.TRANSFERS)


def _receiving(policy: Policy, language: Language) -> list[Addressed]:
    """Who stores everything, and who sees some of it while working for the site."""
    told: list[Addressed] = []
    for each in policy.recipients.values():
        if each.stores:
            told.append((tuple(policy.people), Paragraph(storing_sentence(each, language))))
        for people, kinds in by_people(policy, each.sees).items():
            seen = seeing_sentence(each, yours(policy, kinds, language), language)
            told.append((people, Paragraph(seen)))
    return told


def _keep(policy: Policy, language: Language) -> tuple[Section, ...]:
    kept: dict[tuple[str, ...], list[Keep]] = {}
    for statement in policy.keep:
        for people, kinds in by_people(policy, statement.data, statement.of).items():
            kept.setdefault(people, []).append(replace(statement, data=kinds))
    addressed = [
        (people, Paragraph(text))
        for people, statements in kept.items()
        for text in kept_together(policy, statements, language)
    ]
    heading = _HEADINGS["keep"].say(language)
    first, *parts = sections_by_people("keep", heading, policy, addressed, language)
    return _with(first, (), parts, articles.TERMS)


def _absent(
    items: Sequence[tuple[str, ...]], sections: Sequence[Section], language: Language
) -> tuple[Paragraph, ...]:
    """What says that there is nothing to tell, for each item that no paragraph answers."""
    standing = articles.answered(sections)
    return tuple(articles.nothing(item, language) for item in items if not standing & set(item))


def _with(
    first: Section, ends: Sequence[Paragraph], parts: Sequence[Section], items: tuple[str, ...]
) -> tuple[Section, ...]:
    """What concerns everybody ends the first section, before the parts that speak to some."""
    return (replace(first, paragraphs=(*first.paragraphs, *ends), anchors=items), *parts)


def _rights(policy: Policy, language: Language) -> Section:
    section = replace(
        _section("rights", language), paragraphs=rights_paragraphs(policy, language), anchors=articles.RIGHTS
    )
    ends = (
        *_withdrawing(policy, (section,), language),
        *using_paragraphs(policy, language),
        *_processor(policy, language, turn_to_sentence),
    )
    return replace(section, paragraphs=(*section.paragraphs, *ends))


def _withdrawing(policy: Policy, sections: Sequence[Section], language: Language) -> tuple[Paragraph, ...]:
    """That no use rests on consent, unless one does; what cookies and measuring ask is told apart."""
    if policy.ask is None or not asks_on_site(policy.ask):
        return _absent((articles.WITHDRAWAL,), sections, language)
    return (articles.choices(bool(_absent((articles.WITHDRAWAL,), sections, language)), language),)


def _worded(policy: Policy, language: Language, names: Sequence[str]) -> tuple[Section, ...]:
    """The sections of these names that say something."""
    said = {name: worded(policy, name, language) for name, _ in WORDED if name in names}
    return tuple(
        replace(
            _section(name, language),
            paragraphs=tuple(Paragraph(text) for text in said[name]),
            anchors=_ANSWERED.get(name, ()),
        )
        for name in names
        if said.get(name)
    )


def _saying(policy: Policy, language: Language) -> tuple[Section, ...]:
    """What is only worded: what was done, definitions, advice, limits, each under its own heading."""
    parts = tuple(
        Section(
            f"say-{name}",
            _SAID[name].say(language),
            tuple(Paragraph(text) for text in texts),
            level=3,
        )
        for name, texts in said_by_list(policy.say, language).items()
    )
    parts = (*parts, *_defined(policy, language))
    return (_section("say", language), *parts) if parts else ()


def _defined(policy: Policy, language: Language) -> tuple[Section, ...]:
    """The words that the legal notice defines, each with the way there."""
    said = defined_sentence(policy.say, language)
    if not said:
        return ()
    notices = [each.address for each in policy.tell.documents if each.name == "legal notice"]
    address = whole_address(notices[0] if notices else "/legal", policy.site.address)
    names = [DEFINED[each].say(language) for each in policy.say.defined]
    links = tuple(Link(each, address=f"{address}#{anchor_of(each)}") for each in names)
    return (Section("say-defined", _SAID["defined"].say(language), (Paragraph(said),), 3, links=links),)


def _not_written(policy: Policy, language: Language) -> tuple[Section, ...]:
    roots = dict.fromkeys(name.split(":")[0] for name in policy.not_built)
    missing = [_ABOUT[root].say(language) for root in roots if root in _ABOUT]
    if not missing:
        return ()
    if language == "en":
        said = f"our policy also speaks of what this page cannot put into words yet: {listed(missing, 'en')}"
    else:
        said = (
            "notre politique traite aussi de ce que cette page ne sait pas encore mettre en mots : "
            + listed(missing, "fr")
        )
    whole = (Paragraph(sentence(said, language)),)
    return (replace(_section("not-written-yet", language), paragraphs=whole),)
