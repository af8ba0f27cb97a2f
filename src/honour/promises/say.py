"""`say`: what is only worded: advice, limits, definitions, what was done.

Its proof is that the published page says it. A limit takes no right away, and the page says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from honour.promises.findings import Findings, Position
from honour.promises.grammar import listed, sentence
from honour.promises.languages import Language, Wording
from honour.promises.reading import Entry, fields, one_of, texts
from honour.promises.reference import Construct
from honour.promises.refusals import Refusal, refused
from honour.promises.scalars import closed, one_or_several

ADVICE: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "strong password": Wording(
            "choose a password that nobody can guess: a long one, or one that mixes small and capital "
            "letters, "
            "digits and other signs",
            "choisissez un mot de passe que personne ne peut deviner : long, ou mêlant minuscules, "
            "majuscules, "
            "chiffres et caractères spéciaux",
        ),
        "distinct passwords": Wording(
            "use a different password for each service",
            "utilisez un mot de passe différent pour chaque service",
        ),
        "keep credentials safe": Wording(
            "keep your user name and password in a safe place, and tell them to nobody",
            "conservez votre identifiant et votre mot de passe en lieu sûr et ne les communiquez à personne",
        ),
        "second factor": Wording(
            "we strongly recommend that you turn on the second authentication factor",
            "nous vous recommandons vivement d'activer le second facteur d'authentification",
        ),
        "log out of shared computers": Wording(
            "sign out when you leave a computer that others use too",
            "déconnectez-vous lorsque vous quittez un ordinateur que d'autres utilisent aussi",
        ),
        "antivirus": Wording(
            "use antivirus software and keep it up to date",
            "utilisez un logiciel antivirus et tenez-le à jour",
        ),
        "own copies": Wording(
            "keep your own copies of what you send us", "gardez une copie de ce que vous nous envoyez"
        ),
        "policies of other platforms": Wording(
            "before you use another platform to sign in or to share, read its privacy policy: it may "
            "recognise "
            "you",
            "avant d'utiliser une autre plateforme pour vous connecter ou partager un contenu, lisez sa "
            "politique de confidentialité : elle peut vous reconnaître",
        ),
        "terms of use": Wording(
            "read our general terms of use", "lisez nos conditions générales d'utilisation"
        ),
        "browser settings": Wording(
            "set in your browser which cookies it keeps",
            "réglez dans votre navigateur les cookies qu'il conserve",
        ),
        "keep necessary cookies": Wording(
            "we advise against refusing every cookie: without those that recognise you, you would have "
            "to sign "
            "in on each page",
            "nous vous déconseillons de refuser tous les cookies : sans ceux qui vous reconnaissent, vous "
            "devriez vous connecter à chaque page",
        ),
        "privacy tools": Wording(
            "protect your privacy with an extension of your browser that blocks trackers",
            "protégez votre vie privée par une extension de votre navigateur qui bloque les traceurs",
        ),
    }
)
BETWEEN_BUSINESSES: Final = "liability between businesses"  # void on a site that is open to consumers
# A duty of the person or a limit of the publisher is told with what it leaves untouched (C28; GDPR Art. 82).
LIMITS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "bank identity theft": Wording(
            "we hold no bank details, and cannot answer for the theft of what we do not hold; this takes "
            "away "
            "none of the rights that the law gives you",
            "nous ne détenons aucune coordonnée bancaire et ne pouvons répondre du vol de ce que nous ne "
            "détenons pas ; cela ne vous prive d'aucun droit que la loi vous donne",
        ),
        "own archive": Wording(
            "this site is no archive: keeping copies of your data for the long term is up to you; our "
            "duty to "
            "protect them stays whole (GDPR Art. 32)",
            "ce site n'est pas un service d'archivage : il vous appartient de conserver durablement une "
            "copie de "
            "vos données ; notre obligation de les protéger reste entière (RGPD, art. 32)",
        ),
        BETWEEN_BUSINESSES: Wording(
            "between businesses, we answer for a loss of data only as far as the law or our contract "
            "provides; what "
            "the GDPR makes us pay stays due (Art. 82)",
            "entre professionnels, nous ne répondons d'une perte de données que dans la mesure prévue "
            "par la loi ou "
            "par notre contrat ; la réparation due au titre du RGPD le reste (art. 82)",
        ),
    }
)
_NEVER_LIABLE: Final = Refusal(
    "a clause by which we never answer for a loss is void towards consumers, and nobody can exclude what "
    "the GDPR "
    "makes him pay",
    "write `limits: [own archive]`, and under `protect` what is saved and for how long: "
    "`backups: {kept: 30 days, country: FR}`",
    "C. conso. R212-1, 6°; GDPR Art. 82",
)
_REFUSED: Final[Mapping[str, Refusal]] = MappingProxyType(
    dict.fromkeys(
        ("never liable", "no liability", "not liable", "no responsibility", "never responsible"),
        _NEVER_LIABLE,
    )
)
DEFINITIONS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "cookie": Wording(
            "a cookie is a small file that a site asks your browser to keep; it is no program and cannot "
            "be run, "
            "and only the site that set it can read it",
            "un cookie est un petit fichier qu'un site demande à votre navigateur de conserver ; ce "
            "n'est pas un "
            "programme, il ne peut pas être exécuté, et seul le site qui l'a déposé peut le lire",
        ),
        "personal data": Wording(
            "personal data are all information about a person who can be identified, even indirectly "
            "(GDPR Art. "
            "4(1))",
            "une donnée à caractère personnel est toute information sur une personne que l'on peut "
            "identifier, "
            "même indirectement (RGPD, art. 4, point 1)",
        ),
        "policy": Wording(
            "this policy says how we use and protect all the data of the people who use this site",
            "cette politique dit comment nous utilisons et protégeons toutes les données des personnes qui "
            "utilisent ce site",
        ),
    }
)
DEFINED: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "user": Wording("User", "Utilisateur"),
        "site": Wording("Site", "Site"),
        "host": Wording("Host", "Hébergeur"),
        "publisher": Wording("Publisher", "Éditeur"),
    }
)
"""Words that a legal notice defines, as its headings write them."""

SECURITY: Final = (
    *("strong password", "distinct passwords", "keep credentials safe", "second factor"),
    *("log out of shared computers", "antivirus", "own copies"),
)
"""The advice that is about security."""

DONE: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "processing mapped": Wording(
            "we have drawn up an inventory of our data and of what we do with them",
            "nous avons dressé l'inventaire de nos données et de ce que nous en faisons",
        ),
        "rules reviewed": Wording(
            "we have reviewed our processes and rules of security and confidentiality",
            "nous avons revu nos procédures et nos règles de sécurité et de confidentialité",
        ),
        "site updated": Wording(
            "we have brought this site and its data up to date with them",
            "nous avons mis ce site et ses données en conformité avec elles",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Say:
    """The words of each list, in the order of the file."""

    advice: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    defined: tuple[str, ...] = ()
    at: Position = field(default=Position("", 0, 0), compare=False)


_LISTS: Final[Mapping[str, Mapping[str, Wording]]] = MappingProxyType(
    {"advice": ADVICE, "limits": LIMITS, "definitions": DEFINITIONS, "done": DONE}
)


_DEFINED: Final = "defined in the legal notice"
_LAWS: Final = "laws"  # where authors look for `site: laws`


def read_say(entry: Entry, consumers: bool, findings: Findings) -> Say:
    """The section `say`; empty where a policy has none. `consumers` says that the site is open to them."""
    found = fields(entry, findings, "say", (*_LISTS, _DEFINED, _LAWS))
    if _LAWS in found:
        reason = "the laws that the policy follows stand under `site`"
        findings.add(found[_LAWS].at, reason, "move the line there: `laws: [GDPR, Act 78-17]`")
    return Say(
        **{name: _words(found[name], name, consumers, findings) for name in found if name in _LISTS},
        defined=_defined(found[_DEFINED], findings) if _DEFINED in found else (),
        at=entry.at,
    )


def _defined(entry: Entry, findings: Findings) -> tuple[str, ...]:
    what = f"say: {_DEFINED}"
    words = (one_of(item, DEFINED, findings, what) for item in texts(entry, findings, what))
    return tuple(dict.fromkeys(word for word in words if word))


def _words(entry: Entry, name: str, consumers: bool, findings: Findings) -> tuple[str, ...]:
    void = _REFUSED if not consumers else {**_REFUSED, BETWEEN_BUSINESSES: _NEVER_LIABLE}
    what = f"say: {name}"
    written = [
        one_of(item, _LISTS[name], findings, what)
        for item in texts(entry, findings, what)
        if not refused(item, void, findings)
    ]
    return tuple(dict.fromkeys(word for word in written if word))


def say_sentences(say: Say, language: Language) -> tuple[str, ...]:
    """What is only worded, each a sentence: what was done, definitions, advice, limits, defined words."""
    told = tuple(said for sentences in said_by_list(say, language).values() for said in sentences)
    defined = defined_sentence(say, language)
    return (*told, defined) if defined else told


def defined_sentence(say: Say, language: Language) -> str:
    """Which words mean what the legal notice says; empty where there are none."""
    if not say.defined:
        return ""
    words, one = (
        listed([DEFINED[each].say(language) for each in say.defined], language),
        len(say.defined) == 1,
    )
    if language == "en":
        said = f"the {'word' if one else 'words'} {words} mean{'s' * one} what our legal notice says"
    elif one:
        said = f"le mot {words} a le sens que lui donnent nos mentions légales"
    else:
        said = f"les mots {words} ont le sens que leur donnent nos mentions légales"
    return sentence(said, language)


def said_by_list(say: Say, language: Language) -> Mapping[str, tuple[str, ...]]:
    """The sentences of each list that says something, in the order of the page."""
    chosen = {"done": say.done, "definitions": say.definitions, "advice": say.advice, "limits": say.limits}
    return {
        name: tuple(sentence(_LISTS[name][word].say(language), language) for word in words)
        for name, words in chosen.items()
        if words
    }


CONSTRUCTS: Final = (
    Construct(
        "say",
        "What the page only says: advice to the people who use the site, limits of what the site does "
        "for them, "
        "definitions, what was done to apply the law; and which words mean what the legal notice says, each "
        "under a heading of that name there. The laws themselves stand under `site`.",
        """\
say:
  done: [processing mapped, rules reviewed]
  definitions: [cookie]
  defined in the legal notice: [user, publisher]
  advice: [strong password, second factor, log out of shared computers]
  limits: [bank identity theft]
""",
        closed({name: one_or_several(words) for name, words in {**_LISTS, _DEFINED: DEFINED}.items()}),
    ),
)
