"""The letters of a recovery, in both languages side by side. What the applicant wrote goes into none."""

from datetime import datetime
from typing import Final

from django.urls import reverse

from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters import actions
from honour.keeping.people.models import Person
from honour.keeping.recoveries.models import Recovery
from honour.places.terms import local_day
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language, Wording

_WAITING_SUBJECT: Final = Wording(
    "Do you want back into your account?", "Voulez-vous retrouver votre compte ?"
)
_WAITING: Final = Wording(
    "Somebody wrote to {site} that he lost access to your account, and told us things about you. Two"
    " members of our staff compared them with your account.\n\nIf it is you, you need do nothing: from"
    " {until} on a link to choose a new password can be sent to this account's confirmed address, and to"
    " no other.\n\nIf it is not you, stop it here with one click: {link}",
    "Quelqu’un a écrit à {site} qu’il avait perdu l’accès à votre compte et nous a donné des indications"
    " sur vous. Deux membres de notre personnel les ont rapprochées de votre compte.\n\nSi c’est vous,"
    " vous n’avez rien à faire : à partir du {until}, un lien pour choisir un nouveau mot de passe pourra"
    " être envoyé à l’adresse confirmée de ce compte, et à nulle autre.\n\nSi ce n’est pas vous, arrêtez"
    " tout ici en un clic : {link}",
)
_LINK_SUBJECT: Final = Wording("Choose a new password", "Choisissez un nouveau mot de passe")
_LINK: Final = Wording(
    "You told {site} that you lost access to your account. Follow this link within an hour; it works once,"
    " and does nothing but let you choose a new password:\n\n{link}\n{name}\nNobody of our staff has seen"
    " this link or knows your password. All other sessions of the account end with the new one; a second"
    " factor, if you have one, stays on.\n\nIf it was not you, do nothing: your password stays as it is.",
    "Vous avez indiqué à {site} avoir perdu l’accès à votre compte. Suivez ce lien dans l’heure ; il ne"
    " fonctionne qu’une fois et ne sert qu’à choisir un nouveau mot de passe :\n\n{link}\n{name}\nPersonne"
    " dans notre équipe n’a vu ce lien ni ne connaît votre mot de passe. Le nouveau mot de passe mettra"
    " fin à toutes les autres sessions du compte ; un second facteur, si vous en avez un, reste en"
    " place.\n\nSi ce n’est pas vous, ne faites rien : votre mot de passe reste inchangé.",
)
_NAME: Final = Wording("\nYour user name: {name}\n", "\nVotre identifiant : {name}\n")


def waiting(case: Recovery, person: Person, to: str, token: str, now: datetime) -> None:
    """Tell an address of an account what is asked in its holder's name, with the link that stops it."""
    language, zone = _language(person, case), the_site().policy.site.time_zone
    assert case.waits_until is not None  # the wait has begun
    told = {
        "until": day_in_words(local_day(case.waits_until, zone), language),
        "link": f"{the_address()}{reverse('recovery_stop', args=[token])}",
    }
    _write(person, to, "recovery/waiting", _WAITING_SUBJECT, _WAITING, told, language, now)


def way_back(case: Recovery, person: Person, to: str, token: str, now: datetime) -> None:
    """Send the link that lets a new password be chosen."""
    language = _language(person, case)
    name = person.username or ""
    told = {
        "link": f"{the_address()}{reverse('account_reset_password_from_key', args=[token])}",
        "name": _NAME.say(language).format(name=name) if name else "",
    }
    _write(person, to, "recovery/link", _LINK_SUBJECT, _LINK, told, language, now)


def _write(
    person: Person,
    to: str,
    kind: str,
    subject: Wording,
    text: Wording,
    told: dict[str, str],
    language: Language,
    now: datetime,
) -> None:
    site = the_site().policy.site.name
    actions.write(
        person,
        to,
        kind=kind,
        language=language,
        subject=f"{site} – {subject.say(language)}",
        text=text.say(language).format(site=site, **told),
        secret=True,
        now=now,
    )


def _language(person: Person, case: Recovery) -> Language:
    return "fr" if (person.language or case.language) == "fr" else "en"
