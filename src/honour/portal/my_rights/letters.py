"""The letter that says that something was asked: whoever did not ask can still stop it."""

from typing import Final

from honour.carrying_out.ports import Asked
from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters import actions
from honour.keeping.people.models import Person
from honour.portal.account.letters import reader
from honour.promises.languages import Wording
from honour.promises.refused import recorded
from honour.publishing.erasing import Erasing, as_lines

_SUBJECT: Final = {
    False: Wording("You asked us to delete your data", "Vous avez demandé la suppression de vos données"),
    True: Wording("You asked us to close your account", "Vous avez demandé la fermeture de votre compte"),
}
_TEXT: Final = Wording(
    "You asked this on {site}, in your own space. {recorded}\n\n"
    "What goes:\n{goes}\n\n{stays}"
    "We write to you once more when it is done, with a receipt.\n\n"
    "If it was not you, somebody has signed in to your account: write to us at once: {contact}",
    "Vous l’avez demandé sur {site}, dans votre espace personnel. {recorded}\n\n"
    "Ce qui disparaît :\n{goes}\n\n{stays}"
    "Nous vous écrirons encore une fois quand ce sera fait, avec un reçu.\n\n"
    "Si ce n’est pas vous, quelqu’un s’est connecté à votre compte : écrivez-nous tout de suite : {contact}",
)
_STAYS: Final = Wording("What stays:\n{stays}\n\n", "Ce qui reste :\n{stays}\n\n")
_REQUEST: Final = Wording("Number of the request: {request}", "Numéro de la demande : {request}")

_CORRECTION_SUBJECT: Final = Wording(
    "You asked us to correct your data", "Vous avez demandé la rectification de vos données"
)
_CORRECTION: Final = Wording(
    "You asked this on {site}, in your own space. We correct it as soon as possible, and write to you once"
    " more when it is done.\n\n"
    "If it was not you, somebody has signed in to your account: write to us at once: {contact}\n\n{page}",
    "Vous l’avez demandé sur {site}, dans votre espace personnel. Nous rectifions dès que possible et vous"
    " écrirons encore une fois quand ce sera fait.\n\n"
    "Si ce n’est pas vous, quelqu’un s’est connecté à votre compte : écrivez-nous tout de suite : {contact}"
    "\n\n{page}",
)


def write_correction_asked(person: Person, to: str) -> None:
    """Write that corrections were asked. Wants the caller's transaction."""
    site, language = the_site(), reader(person)
    actions.write(
        person,
        to,
        kind="rights/correction asked",
        language=language,
        subject=f"{site.policy.site.name} – {_CORRECTION_SUBJECT.say(language)}",
        text=_CORRECTION.say(language).format(
            site=site.policy.site.name,
            contact=site.policy.site.publisher.contact,
            page=f"{the_address()}/me/requests/",
        ),
        secret=False,
        now=site.now(),
    )


def write_asked(person: Person, to: str, asked: Asked, told: Erasing, closing: bool) -> None:
    """Write that an erasure was asked, with what goes and what stays. Wants the caller's transaction."""
    if not to:
        return
    site, language = the_site(), reader(person)
    goes, stays = as_lines(told)
    text = _TEXT.say(language).format(
        site=site.policy.site.name,
        recorded=recorded(asked.answer_due, language),
        goes="\n".join(goes),
        stays=_STAYS.say(language).format(stays="\n".join(stays)) if stays else "",
        contact=site.policy.site.publisher.contact,
    )
    number = _REQUEST.say(language).format(request=asked.request)
    actions.write(
        person,
        to,
        kind="rights/erasure asked",
        language=language,
        subject=f"{site.policy.site.name} – {_SUBJECT[closing].say(language)}",
        text=f"{text}\n\n{number}\n{the_address()}/me/requests/",
        secret=False,
        now=site.now(),
    )
