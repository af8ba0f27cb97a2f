"""What the editor of the policy says, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import translation

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "edit policy": Wording("Edit the policy", "Modifier la politique"),
        "policy lead": Wording(
            "What is wrong is shown while you write, and once you keep the draft: then also the page that it"
            " becomes, and what would change for people. Nothing of it is in force before it is published,"
            " and its day has come.",
            "Ce qui ne va pas s’affiche pendant la saisie, puis à l’enregistrement du brouillon, avec la"
            " page qu’il devient et ce qui changerait pour les personnes. Rien n’en est en vigueur avant sa"
            " publication et la date qu’il porte.",
        ),
        "policy is draft": Wording("This is a draft.", "Ceci est un brouillon."),
        "policy is file": Wording("This is the file as it lies on the site.", "Ceci est le fichier du site."),
        "policy text": Wording("The policy’s file", "Le fichier de la politique"),
        "policy keep": Wording("Keep the draft and show it", "Enregistrer et afficher"),
        "policy discard": Wording("Throw the draft away", "Jeter le brouillon"),
        "policy findings": Wording("To be mended: {count}", "À corriger : {count}"),
        "policy beside": Wording("What the text becomes", "Ce que devient le texte"),
        "policy clean": Wording("Nothing stands against it.", "Rien ne s’y oppose."),
        "policy page": Wording("The page that it becomes", "La page qu’il devient"),
        "policy changes": Wording("What would change for people", "Ce qui changerait pour les personnes"),
        "policy no changes": Wording("Nothing changes for people.", "Rien ne change pour les personnes."),
        "policy before": Wording("Before", "Avant"),
        "policy after": Wording("After", "Après"),
        "policy asked again": Wording("People are asked anew.", "Les personnes sont de nouveau interrogées."),
        "policy destroys": Wording(
            "Older rows go, once somebody confirmed how many.",
            "Des données plus anciennes disparaissent, une fois leur nombre confirmé.",
        ),
        "policy publish": Wording("Publish", "Publier"),
        "policy publish lead": Wording(
            "As “honour publish --really” does: with a number, in the journal, with notice to people. It"
            " cannot be undone, only followed by another version.",
            "Comme « honour publish --really » : avec un numéro, au journal, et annonce aux personnes. Cela"
            " ne se défait pas ; seule une autre version peut suivre.",
        ),
        "policy why": Wording(
            "Why (needed where a term becomes longer)", "Motif (exigé si une durée s’allonge)"
        ),
        "policy reasons": Wording("What it keeps up with", "Ce qu’elle suit"),
        "policy reason law": Wording("the law", "l’évolution de la loi"),
        "policy reason services": Wording("our services", "l’évolution de nos services"),
        "policy new yes": Wording(
            "Ask people anew where a term on their consent becomes longer",
            "Redemander leur accord aux personnes si une durée fondée sur leur consentement s’allonge",
        ),
        "policy publish button": Wording("Publish exactly this draft", "Publier exactement ce brouillon"),
        "policy long": Wording(
            "A policy has at most 256 KB: nothing was kept",
            "Une politique a 256 Ko au plus : rien n’est enregistré",
        ),
        "policy draft moved": Wording(
            "The draft is not the one that you saw: look at it again",
            "Le brouillon n’est plus celui que vous avez vu : regardez-le à nouveau",
        ),
        "policy refused": Wording("It was not published:", "Rien n’a été publié :"),
        "policy published": Wording(
            "Published as version {number}; it applies from {day}.",
            "Publiée comme version {number} ; elle s’applique à compter du {day}.",
        ),
    }
)


def said(key: str) -> str:
    """What stands under `key`, in the language of the request. Raises KeyError."""
    return WORDS[key].say("fr" if translation.get_language() == "fr" else "en")
