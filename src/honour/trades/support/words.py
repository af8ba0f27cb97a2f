"""What the pages of the support desk say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import translation

from honour.promises.languages import Wording
from honour.trades.support.words_of_cleared import OF_CLEARED
from honour.trades.support.words_of_staff import OF_STAFF
from honour.trades.support.words_of_staff_work import OF_STAFF_WORK

_LISTS: Final = {
    "tickets": Wording("Public tickets", "Demandes publiques"),
    "my tickets": Wording("My tickets", "Mes demandes d’assistance"),
    "tickets lead": Wording(
        "What others asked and made public themselves. Nobody is named here.",
        "Ce que d’autres ont demandé et rendu public eux-mêmes. Personne n’est nommé ici.",
    ),
    "tickets search": Wording("Search public tickets", "Rechercher dans les demandes publiques"),
    "tickets search button": Wording("Search", "Rechercher"),
    "tickets found": Wording("Tickets with “{words}”", "Demandes contenant « {words} »"),
    "tickets none": Wording("No ticket is public.", "Aucune demande n’est publique."),
    "tickets none found": Wording(
        "No public ticket holds all of these words.", "Aucune demande publique ne contient tous ces mots."
    ),
    "tickets all": Wording("All public tickets", "Toutes les demandes publiques"),
    "tickets older": Wording("Older tickets", "Demandes plus anciennes"),
    "tickets pages": Wording("More tickets", "Autres demandes"),
    "my tickets lead": Wording(
        "A ticket is private: only you and the agent who handles it can read it.",
        "Une demande est privée : seuls vous et l’agent qui la traite peuvent la lire.",
    ),
    "my tickets choose": Wording(
        "You alone can make one public, and private again, at any time.",
        "Vous seul pouvez la rendre publique, puis de nouveau privée, à tout moment.",
    ),
    "my tickets none": Wording(
        "You have not opened any ticket.", "Vous n’avez encore ouvert aucune demande."
    ),
    "ticket new": Wording("Open a ticket", "Ouvrir une demande"),
    "ticket access over": Wording(
        "Your access to the service has ended: you can open no new ticket. Ask us to renew it.",
        "Votre accès au service a pris fin : vous ne pouvez plus ouvrir de demande. Demandez-nous de le"
        " renouveler.",
    ),
    "ticket access until": Wording(
        "Your access to the service lasts until {day}. Your tickets end with it: take along before what you"
        " want to keep.",
        "Votre accès au service court jusqu’au {day}. Vos demandes prennent fin avec lui : emportez d’ici là"
        " ce que vous voulez garder.",
    ),
    "ticket download": Wording("Download everything", "Tout télécharger"),
}

_ONE: Final = {
    "ticket title": Wording("What it is about, in a few words", "L’objet, en quelques mots"),
    "ticket text": Wording("What you need help with", "Ce pour quoi vous demandez de l’aide"),
    "ticket text hint": Wording(
        "Never write a password here: no agent needs it.",
        "N’écrivez jamais un mot de passe ici : aucun agent n’en a besoin.",
    ),
    "ticket words": Wording("Your message", "Votre message"),
    "ticket shown": Wording(
        "Anybody may read these words of mine while this ticket is public",
        "Chacun peut lire ces mots de ma part tant que cette demande est publique",
    ),
    "ticket give title": Wording("Say what it is about", "Indiquez l’objet de la demande"),
    "ticket give text": Wording(
        "Say what you need help with", "Indiquez ce pour quoi vous demandez de l’aide"
    ),
    "ticket give words": Wording("Write your message", "Écrivez votre message"),
    "ticket too long": Wording("At most {most} characters", "{most} caractères au plus"),
    "ticket open it": Wording("Send, as a private ticket", "Envoyer, en demande privée"),
    "ticket opened private": Wording(
        "Your ticket is open, and private.", "Votre demande est ouverte, et privée."
    ),
    "ticket opened on": Wording("Opened on", "Ouverte le"),
    "ticket state open": Wording("waits for an answer", "en attente de réponse"),
    "ticket state answered": Wording("answered", "répondue"),
    "ticket state closed": Wording("closed", "close"),
    "ticket private": Wording("private", "privée"),
    "ticket public": Wording("public", "publique"),
    "ticket hidden": Wording("hidden by our staff", "masquée par notre équipe"),
    "ticket of author": Wording("The author of the ticket", "L’auteur de la demande"),
    "ticket of you": Wording("You", "Vous"),
    "ticket of staff": Wording("Our support team", "Notre équipe d’assistance"),
    "ticket of another": Wording("Somebody else", "Une autre personne"),
    "ticket masked": Wording(
        "These words are not shown: whoever wrote them did not let everybody read them.",
        "Ces mots ne sont pas affichés : la personne qui les a écrits n’a pas accepté que chacun les lise.",
    ),
    "ticket not to all": Wording(
        "Not shown to everybody: only whoever wrote it, the author of the ticket and the agent read it.",
        "Non montré à tous : seuls la personne qui l’a écrit, l’auteur de la demande et l’agent le lisent.",
    ),
    "ticket conversation": Wording("Conversation", "Échanges"),
    "ticket nothing yet": Wording("Nothing was added yet.", "Rien n’a encore été ajouté."),
    "ticket comments more": Wording("Go on reading", "Lire la suite"),
    "ticket comments first": Wording("Read from the beginning", "Lire depuis le début"),
    "ticket write": Wording("Write", "Écrire"),
    "ticket reopens": Wording(
        "This ticket is closed. It opens again when you write.",
        "Cette demande est close. Elle se rouvre si vous écrivez.",
    ),
    "ticket send": Wording("Send", "Envoyer"),
    "ticket sent": Wording("Your message was added.", "Votre message a été ajouté."),
    "ticket join in": Wording("Join in", "Participer"),
    "ticket join in hint": Wording(
        "The author of the ticket and the agent read what you write. Everybody else sees it only if you tick"
        " the box, and you can change that here as long as the ticket is public.",
        "L’auteur de la demande et l’agent lisent ce que vous écrivez. Les autres ne le voient que si vous"
        " cochez la case ; vous pouvez changer d’avis ici tant que la demande est publique.",
    ),
    "ticket sign in to join": Wording("Sign in to join in", "Identifiez-vous pour participer"),
    "ticket let read": Wording("Let everybody read this", "Laisser chacun lire ces mots"),
    "ticket mask mine": Wording("Show this to nobody else", "Ne plus montrer ces mots"),
    "ticket words now shown": Wording(
        "Everybody can read these words now.", "Chacun peut désormais lire ces mots."
    ),
    "ticket words now masked": Wording(
        "Nobody else reads these words any more, but for the ticket’s author and the agent.",
        "Plus personne ne lit ces mots, sauf l’auteur de la demande et l’agent.",
    ),
    "ticket close": Wording("Close the ticket", "Clore la demande"),
    "ticket now closed": Wording("The ticket is closed.", "La demande est close."),
}

_SWITCH: Final = {
    "ticket who sees": Wording("Who sees this ticket", "Qui voit cette demande"),
    "ticket is private": Wording(
        "This ticket is private: only you and the agent who handles it can read it.",
        "Cette demande est privée : seuls vous et l’agent qui la traite peuvent la lire.",
    ),
    "ticket is public": Wording(
        "This ticket is public: anybody can read it, without an account. Your name is not shown.",
        "Cette demande est publique : chacun peut la lire, sans compte. Votre nom n’y figure pas.",
    ),
    "ticket is hidden": Wording(
        "Our staff have hidden this ticket from the public since {day}. Their reason:",
        "Notre équipe a masqué cette demande au public depuis le {day}. Son motif :",
    ),
    "ticket before publishing": Wording(
        "Read it again before: it must hold nothing confidential, such as a postal address, a password or an"
        " access code, neither in your words nor in the answers.",
        "Relisez-la d’abord : elle ne doit rien contenir de confidentiel, comme une adresse postale, un mot"
        " de passe ou un code d’accès, ni dans vos mots ni dans les réponses.",
    ),
    "ticket make public": Wording("Make it public", "La rendre publique"),
    "ticket make private": Wording("Make it private again", "La rendre de nouveau privée"),
    "ticket now public": Wording(
        "The ticket is public: anybody can read it.", "La demande est publique : chacun peut la lire."
    ),
    "ticket now private": Wording(
        "The ticket is private again: its page, the list and the search show it to nobody else.",
        "La demande est de nouveau privée : sa page, la liste et la recherche ne la montrent plus à personne"
        " d’autre.",
    ),
    "ticket no such choice": Wording(
        "A ticket is either private or public. Nothing was changed.",
        "Une demande est soit privée, soit publique. Rien n’a été modifié.",
    ),
    "ticket confidential": Wording(
        "This would make something confidential public. Nothing was published.",
        "Cela rendrait publique une information confidentielle. Rien n’a été publié.",
    ),
    "ticket confidential help": Wording(
        "Take these passages out, or let us mask them:",
        "Retirez ces passages, ou laissez-nous les masquer :",
    ),
    "ticket go there": Wording("go there", "y aller"),
    "ticket in title": Wording("in the title", "dans l’objet"),
    "ticket in text": Wording("in the text", "dans le texte"),
    "ticket in comment": Wording("in a message", "dans un message"),
    "ticket mask and publish": Wording("Mask them and make it public", "Les masquer et rendre publique"),
    "ticket mask and send": Wording("Mask them and send", "Les masquer et envoyer"),
    "ticket mask lead": Wording(
        "What is masked is replaced by words such as “[password masked]”, for everybody and for ever.",
        "Ce qui est masqué est remplacé par des mots comme « [mot de passe masqué] », pour tous et"
        " définitivement.",
    ),
    "ticket change": Wording("Change the text", "Modifier le texte"),
    "ticket change send": Wording("Keep the changes", "Enregistrer"),
    "ticket now changed": Wording("The ticket was changed.", "La demande est modifiée."),
}

_JOURNAL: Final = {
    "act ticket opened": Wording("ticket opened", "demande ouverte"),
    "act ticket comment": Wording("message added to a ticket", "message ajouté à une demande"),
    "act ticket words shown": Wording("words shown to everybody", "mots montrés à chacun"),
    "act ticket words masked": Wording("words no longer shown", "mots qui ne sont plus montrés"),
    "act ticket made public": Wording("ticket made public", "demande rendue publique"),
    "act ticket made private": Wording("ticket made private", "demande rendue privée"),
    "act ticket switch refused": Wording(
        "somebody else tried to change who sees your ticket, and could not",
        "une autre personne a tenté de changer qui voit votre demande, sans effet",
    ),
    "act ticket changed": Wording("text of a ticket changed", "texte d’une demande modifié"),
    "act ticket masked": Wording("passages of a ticket masked", "passages d’une demande masqués"),
    "act ticket closed": Wording("ticket closed", "demande close"),
    "act ticket taken": Wording("ticket taken by an agent", "demande prise en charge par un agent"),
    "act ticket released": Wording("ticket given back to the queue", "demande remise dans la file"),
    "act ticket answered": Wording("ticket answered", "réponse à une demande"),
    "act ticket hidden": Wording("public ticket hidden", "demande publique masquée"),
    "act ticket hidden no longer": Wording("ticket no longer hidden", "demande qui n’est plus masquée"),
    "act access granted": Wording("access to the service written down", "accès au service enregistré"),
}

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    _LISTS | _ONE | _SWITCH | _JOURNAL | OF_STAFF | OF_STAFF_WORK | OF_CLEARED
)


def said(key: str) -> str:
    """What stands under `key`, in the language of the request. Raises KeyError."""
    return WORDS[key].say("fr" if translation.get_language() == "fr" else "en")
