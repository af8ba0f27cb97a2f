"""The letters about an account, in both languages side by side.

What somebody typed goes to nobody but himself: a letter to an address that is not confirmed holds no user
name, and no letter holds a password.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from django.utils import translation

from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters import actions
from honour.keeping.people.models import Person
from honour.promises.languages import Language, Wording


class Text(NamedTuple):
    """Subject and text of a letter. What is in braces is filled in."""

    subject: Wording
    text: Wording


_NOT_YOU: Final = Wording(
    "If this was not you, choose a new password at once: {reset}\nThen write to us: {contact}",
    "Si ce n’est pas vous, choisissez tout de suite un nouveau mot de passe : {reset}\nÉcrivez-nous ensuite "
    ": "
    "{contact}",
)


def _told(en: str, fr: str) -> Wording:
    return Wording(f"{en}\n\n{_NOT_YOU.en}", f"{fr}\n\n{_NOT_YOU.fr}")


TEXTS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "confirm address": Text(
            Wording("Confirm your address", "Confirmez votre adresse"),
            Wording(
                "Somebody gave this address to open an account on {site}. If it was you, follow this link "
                "within "
                "three days:\n\n{link}\n\nIf it was not you, do nothing: without the link nobody can use the "
                "account.",
                "Quelqu’un a indiqué cette adresse pour ouvrir un compte sur {site}. Si c’est vous, suivez "
                "ce "
                "lien dans les trois jours :\n\n{link}\n\nSi ce n’est pas vous, ne faites rien : sans le "
                "lien, "
                "personne ne peut utiliser ce compte.",
            ),
        ),
        "change address": Text(
            Wording("Confirm your new address", "Confirmez votre nouvelle adresse"),
            Wording(
                "Somebody who has an account on {site} wants to be reached at this address. If it was you, "
                "follow "
                "this link within a day:\n\n{link}\n\nIf it was not you, do nothing.",
                "Quelqu’un qui a un compte sur {site} veut être joint à cette adresse. Si c’est vous, "
                "suivez ce "
                "lien avant demain :\n\n{link}\n\nSi ce n’est pas vous, ne faites rien.",
            ),
        ),
        "account exists": Text(
            Wording("You have an account already", "Vous avez déjà un compte"),
            Wording(
                "Somebody gave this address on {site} for an account. You have one with it already, so "
                "nothing "
                "was changed.\n\nIf it was you and you have forgotten your password, choose a new one: "
                "{reset}\n\nIf it was not you, do nothing.",
                "Quelqu’un a indiqué cette adresse sur {site} pour un compte. Vous en avez déjà un avec "
                "elle : "
                "rien n’a été modifié.\n\nSi c’est vous et que vous avez oublié votre mot de passe, "
                "choisissez-en un nouveau : {reset}\n\nSi ce n’est pas vous, ne faites rien.",
            ),
        ),
        "choose password": Text(
            Wording("Choose a new password", "Choisissez un nouveau mot de passe"),
            Wording(
                "Somebody asked for a new password of your account on {site}. If it was you, follow this "
                "link "
                "within an hour; it works once:\n\n{link}\n{name}\nIf it was not you, do nothing: your "
                "password "
                "stays as it is.",
                "Quelqu’un a demandé un nouveau mot de passe pour votre compte sur {site}. Si c’est vous, "
                "suivez "
                "ce lien dans l’heure ; il ne fonctionne qu’une fois :\n\n{link}\n{name}\nSi ce n’est pas "
                "vous, "
                "ne faites rien : votre mot de passe reste inchangé.",
            ),
        ),
        "password changed": Text(
            Wording("Your password was changed", "Votre mot de passe a été changé"),
            _told(
                "The password of your account on {site} was changed.",
                "Le mot de passe de votre compte sur {site} a été changé.",
            ),
        ),
        "user name changed": Text(
            Wording("Your user name was changed", "Votre identifiant a été changé"),
            _told(
                "The user name of your account on {site} was changed.",
                "L’identifiant de votre compte sur {site} a été changé.",
            ),
        ),
        "address changed": Text(
            Wording("The address of your account was changed", "L’adresse de votre compte a été changée"),
            Wording(
                "Your account on {site} has another e-mail address now: letters go there from now on, and "
                "this one "
                "no longer opens the account.\n\nIf this was not you, write to us at once: {contact}",
                "Votre compte sur {site} a désormais une autre adresse électronique : nos messages y "
                "partent, et "
                "celle-ci n’ouvre plus le compte.\n\nSi ce n’est pas vous, écrivez-nous tout de suite : "
                "{contact}",
            ),
        ),
    }
)

_YOUR_NAME: Final = Wording(
    "\nYour user name, should you have forgotten it: {name}\n",
    "\nVotre identifiant, si vous l’avez oublié : {name}\n",
)


def write(person: Person | None, to: str, kind: str, *, link: str = "", named: bool = False) -> None:
    """Write a letter in the language of its reader. `link` opens something; `named` says his user name."""
    site, language = the_site(), reader(person)
    text, name = TEXTS[kind], person.username if person and named else None
    told = {
        "site": site.policy.site.name,
        "contact": site.policy.site.publisher.contact,
        "reset": f"{the_address()}/account/password/reset/",
        "link": f"{the_address()}{link}",
        "name": _YOUR_NAME.say(language).format(name=name) if name else "",
    }
    actions.write(
        person,
        to,
        kind=kind,
        language=language,
        subject=f"{site.policy.site.name} – {text.subject.say(language)}",
        text=text.text.say(language).format(**told),
        secret=bool(link),
        now=site.now(),
    )


def reader(person: Person | None) -> Language:
    """The language that a letter is written in: the person's own, else that of the page."""
    chosen = (person.language if person else "") or translation.get_language()
    return "fr" if chosen == "fr" else "en"
