"""What the page of letters says, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import translation

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "parked letters": Wording("Letters that could not be sent", "Messages qui n’ont pas pu être envoyés"),
        "parked help": Wording(
            "Nothing here is sent unless you say so. If many were refused, check the section [mail] of"
            " honour.toml with “honour mail test” first. A link in an old letter may work no more: then it is"
            " better to have the person ask again.",
            "Rien de ceci ne part sans votre accord. Si beaucoup ont été refusés, vérifiez d’abord la section"
            " [mail] de honour.toml avec « honour mail test ». Le lien d’un ancien message peut ne plus"
            " fonctionner : mieux vaut alors que la personne refasse sa demande.",
        ),
        "parked none": Wording("Every letter was sent, or is on its way.", "Tout est parti ou va partir."),
        "parked number": Wording("Letter {number}", "Message {number}"),
        "parked to": Wording("To:", "À :"),
        "parked kind": Wording("Kind:", "Type :"),
        "parked since": Wording("Since", "Depuis le"),
        "parked refused": Wording(
            "The mail server refused it for good.", "Le serveur de courrier l’a refusé définitivement."
        ),
        "parked tries": Wording(
            "It could not be handed over in so many tries: {tries}.",
            "Il n’a pas pu être remis, nombre d’essais : {tries}.",
        ),
        "parked restored": Wording(
            "It was waiting when the site was restored from a backup, and may have been sent before.",
            "Il attendait quand le site a été restauré depuis une sauvegarde ; il est peut-être déjà parti.",
        ),
        "release letter": Wording("Send letter {number} once more", "Renvoyer le message {number}"),
        "letter released": Wording(
            "The letter is tried once more. If that fails, it comes back here.",
            "Le message est de nouveau essayé. En cas d’échec, il reviendra ici.",
        ),
        "letter not parked": Wording(
            "That letter does not wait here any more: somebody has let it go, or it is gone.",
            "Ce message n’attend plus ici : quelqu’un l’a renvoyé ou il n’existe plus.",
        ),
        "act letter released": Wording("letter to you sent again", "message pour vous renvoyé"),
    }
)


def said(key: str) -> str:
    """What stands under `key` in the language of the request."""
    worded = WORDS[key]
    return worded.fr if translation.get_language() == "fr" else worded.en
