"""What the author of a ticket is written: that there is an answer, that staff hid it. Never its words: a
mailbox is read by others, and the words are where he signs in.
"""

from datetime import datetime

from django.urls import reverse

from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters import actions
from honour.promises.languages import Language, Wording
from honour.trades.support.handling import purpose
from honour.trades.support.models import Ticket

_ANSWERED_SUBJECT = Wording("{site}: an answer to your ticket", "{site} : une réponse à votre demande")
_ANSWERED = Wording(
    "Our support team has answered your ticket. Read it here, once you have signed in:\n{page}",
    "Notre équipe d’assistance a répondu à votre demande. Lisez la réponse ici, après vous être identifié :"
    "\n{page}",
)
_HIDDEN_SUBJECT = Wording(
    "{site}: your public ticket was hidden", "{site} : votre demande publique a été masquée"
)
_HIDDEN = Wording(
    "Our staff have hidden a ticket that you had made public. Nobody but you and the agent who handles it"
    " sees it now. The reason that they gave:\n\n{why}\n\nWhat you chose was not changed: the ticket is"
    " still yours to make private. If you do not agree, answer in the ticket:\n{page}",
    "Notre équipe a masqué une demande que vous aviez rendue publique. Seuls vous et l’agent qui la traite la"
    " voient désormais. Le motif indiqué :\n\n{why}\n\nVotre choix n’a pas été modifié : vous pouvez"
    " toujours rendre cette demande privée. Si vous n’êtes pas d’accord, répondez dans la demande :\n{page}",
)
_LIFTED_SUBJECT = Wording(
    "{site}: your ticket is no longer hidden", "{site} : votre demande n’est plus masquée"
)
_LIFTED = Wording(
    "Our staff no longer hide your ticket: who sees it is what you chose. You can change that at any time:"
    "\n{page}",
    "Notre équipe ne masque plus votre demande : elle est visible selon votre choix. Vous pouvez le modifier"
    " à tout moment :\n{page}",
)

_MERGED_SUBJECT = Wording("{site}: two of your tickets are one now", "{site} : deux de vos demandes réunies")
_MERGED = Wording(
    "Our support team has joined two of your tickets into one: what was written and your documents are all"
    " there, and the page of the other leads to it:\n{page}\n\n",
    "Notre équipe d’assistance a réuni deux de vos demandes en une seule : tous les messages et vos documents"
    " s’y trouvent, et la page de l’autre y conduit :\n{page}\n\n",
)
_MERGED_PUBLIC = Wording(
    "Both were public, and so is this one. You alone can change that, at any time.",
    "Toutes deux étaient publiques, et celle-ci l’est aussi. Vous seul pouvez le modifier, à tout moment.",
)
_MERGED_PRIVATE = Wording(
    "It is private: only you and the agent who handles it can read it. You alone can change that, at any"
    " time.",
    "Elle est privée : seuls vous et l’agent qui la traite pouvez la lire. Vous seul pouvez le modifier, à"
    " tout moment.",
)


def answered(ticket: Ticket, now: datetime) -> None:
    """There is an answer."""
    _write(ticket, "support/answered", _ANSWERED_SUBJECT, _ANSWERED, now)


def hidden(ticket: Ticket, now: datetime) -> None:
    """Staff hid the ticket, and why."""
    _write(ticket, "support/hidden", _HIDDEN_SUBJECT, _HIDDEN, now)


def lifted(ticket: Ticket, now: datetime) -> None:
    """Staff hide it no longer."""
    _write(ticket, "support/no longer hidden", _LIFTED_SUBJECT, _LIFTED, now)


def merged(ticket: Ticket, now: datetime) -> None:
    """Another ticket of the same author was joined to this one, and who sees it now."""
    seen = _MERGED_PUBLIC if ticket.is_shown else _MERGED_PRIVATE
    text = Wording(_MERGED.en + seen.en, _MERGED.fr + seen.fr)
    _write(ticket, "support/merged", _MERGED_SUBJECT, text, now)


def page_of(ticket: Ticket) -> str:
    """The address of a ticket's page, whole."""
    return the_address() + reverse("ticket", args=[ticket.reference])


def _write(ticket: Ticket, kind: str, subject: Wording, text: Wording, now: datetime) -> None:
    person, policy = ticket.person, the_site().policy
    if not person.email:
        return
    language: Language = "fr" if (person.language or policy.site.authentic) == "fr" else "en"
    actions.write(
        person,
        person.email,
        kind=kind,
        language=language,
        subject=subject.say(language).format(site=policy.site.name),
        text=text.say(language).format(page=page_of(ticket), why=ticket.hidden_because),
        secret=False,
        now=now,
        purpose=purpose(policy),
    )
