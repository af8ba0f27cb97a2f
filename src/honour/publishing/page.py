"""A policy as a page: a value that every format shows, with the same anchors, in order, in each language."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from honour.promises.grammar import day_in_words, listed, sentence, typeset
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import located
from honour.promises.policy import Policy
from honour.promises.recipients import storing_sentence
from honour.promises.sentences import collect_sentences, keep_sentences, share_sentence
from honour.publishing.rights import rights_paragraphs

_HEADINGS: Final[Mapping[str, Wording]] = {
    "who": Wording("Who we are", "Qui nous sommes"),
    "collect": Wording("What we collect and why", "Ce que nous recueillons et pourquoi"),
    "recipients": Wording("Who receives your data", "Qui reçoit vos données"),
    "keep": Wording("How long we keep your data", "Combien de temps nous conservons vos données"),
    "rights": Wording("Your rights", "Vos droits"),
    "not-written-yet": Wording("What is not written here yet", "Ce qui n'est pas encore écrit ici"),
}

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


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page. `level` is 2, or 3 for the people within a part.

    `anchor` is the same in each language.
    """

    anchor: str
    heading: str
    paragraphs: tuple[str, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class Page:
    """A policy in one language. `version` is None for a draft, which `notice` says it is."""

    language: Language
    title: str
    notice: str
    sections: tuple[Section, ...]
    version: int | None
    effective: str | None
    digest: str


def page(policy: Policy, language: Language, version: int | None = None) -> Page:
    """The policy in one language; without a version, it is a draft and says so."""
    name = policy.site.name
    title = f"Privacy policy of {name}" if language == "en" else f"Politique de confidentialité de {name}"
    who = Section("who", _HEADINGS["who"].say(language), _who(policy, language))
    rights = Section("rights", _HEADINGS["rights"].say(language), rights_paragraphs(policy, language))
    sections = (
        who,
        *_by_people("collect", policy, _collected(policy, language), language),
        *_by_people("recipients", policy, _received(policy, language), language),
        *_by_people("keep", policy, _kept(policy, language), language),
        rights,
        *_not_written(policy, language),
    )
    notice = _notice(policy, language, version)
    return Page(language, title, notice, sections, version, policy.site.effective, policy.digest)


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


def _who(policy: Policy, language: Language) -> tuple[str, ...]:
    site, publisher = policy.site, policy.site.publisher
    where = located(publisher.country, language)
    facts = _facts(policy, language)
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
    paragraphs = [sentence(published, language), sentence(contact, language), *facts]
    if len(site.languages) > 1:
        paragraphs.append(_authentic(site.authentic, language))
    return tuple(paragraphs)


def _facts(policy: Policy, language: Language) -> list[str]:
    publisher = policy.site.publisher
    labelled = (
        (Wording("Share capital", "Capital social"), publisher.capital),
        (Wording("Register", "Immatriculation"), publisher.register),
        (Wording("Director of publication", "Direction de la publication"), publisher.director),
    )
    colon = ": " if language == "en" else " : "
    return [sentence(label.say(language) + colon + value, language) for label, value in labelled if value]


def _authentic(authentic: Language, language: Language) -> str:
    if language == "en":
        named = {"fr": "French", "en": "English"}[authentic]
        return sentence(f"this policy exists in French and in English; the {named} text prevails", language)
    named = {"fr": "français", "en": "anglais"}[authentic]
    return sentence(f"cette politique existe en français et en anglais ; le texte {named} fait foi", language)


# A paragraph and the groups of people it speaks to.
_Paragraphs = Sequence[tuple[tuple[str, ...], str]]


def _collected(policy: Policy, language: Language) -> _Paragraphs:
    return [
        (people, " ".join(collect_sentences(policy, replace(statement, data=kinds), language)))
        for statement in policy.collect
        for people, kinds in _split(policy, statement.data, None).items()
    ]


def _received(policy: Policy, language: Language) -> _Paragraphs:
    everybody = tuple(policy.people)
    storing = [
        (everybody, storing_sentence(each, language)) for each in policy.recipients.values() if each.stores
    ]
    shared = [
        (people, share_sentence(policy, replace(statement, data=kinds), language))
        for statement in policy.share
        for people, kinds in _split(policy, statement.data, None).items()
    ]
    return [*storing, *shared]


def _kept(policy: Policy, language: Language) -> _Paragraphs:
    return [
        (people, " ".join(keep_sentences(policy, replace(statement, data=kinds), language)))
        for statement in policy.keep
        for people, kinds in _split(policy, statement.data, statement.of).items()
    ]


def _split(
    policy: Policy, kinds: Collection[str], of: str | None
) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The kinds of a statement by the people whose data they are: « your » speaks to one set of people."""
    split: dict[tuple[str, ...], tuple[str, ...]] = {}
    for kind in kinds:
        people = (of,) if of else policy.data[kind].of
        split[people] = (*split.get(people, ()), kind)
    return split


def _by_people(
    anchor: str, policy: Policy, paragraphs: _Paragraphs, language: Language
) -> tuple[Section, ...]:
    """One section, with a part for each set of people where a policy speaks to several of them."""
    heading = _HEADINGS[anchor].say(language)
    everybody = tuple(policy.people)
    groups = tuple(dict.fromkeys(people for people, _ in paragraphs))
    if len(policy.people) < 2 or len(groups) < 2:
        return (Section(anchor, heading, tuple(dict.fromkeys(said for _, said in paragraphs))),)
    general = tuple(dict.fromkeys(said for people, said in paragraphs if people == everybody))
    parts = [
        Section(
            f"{anchor}-{'-'.join(_slug(name) for name in people)}",
            _to_whom(policy, people, language),
            tuple(dict.fromkeys(said for whose, said in paragraphs if whose == people)),
            level=3,
        )
        for people in groups
        if people != everybody
    ]
    return (Section(anchor, heading, general), *parts)


def _slug(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name)


def _to_whom(policy: Policy, people: Sequence[str], language: Language) -> str:
    groups = [policy.vocabulary.groups[name] for name in people]
    if language == "en":
        return "Our " + listed([group.en for group in groups], "en")
    return "Nos " + listed(
        [group.fr if number == 0 else f"nos {group.fr}" for number, group in enumerate(groups)], "fr"
    )


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
    return (
        Section("not-written-yet", _HEADINGS["not-written-yet"].say(language), (sentence(said, language),)),
    )


def page_as_data(shown: Page) -> Mapping[str, object]:
    """The page as JSON can hold it."""
    return {
        "language": shown.language,
        "title": shown.title,
        "draft": shown.version is None,
        "version": shown.version,
        "effective": shown.effective,
        "digest": shown.digest,
        "notice": shown.notice,
        "sections": [
            {
                "anchor": section.anchor,
                "level": section.level,
                "heading": section.heading,
                "paragraphs": list(section.paragraphs),
            }
            for section in shown.sections
        ],
    }
