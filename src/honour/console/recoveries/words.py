"""What the pages of assisted recovery say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import translation

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "recoveries": Wording("Lost access", "Accès perdus"),
        "recoveries lead": Wording(
            "Who lost both user name and address says here who he is. Two of you compare; then a link goes"
            " to the address on file, which no page shows.",
            "Qui a perdu à la fois son identifiant et son adresse dit ici qui il est. Deux d’entre vous"
            " comparent ; un lien part ensuite à l’adresse enregistrée, qu’aucune page ne montre.",
        ),
        "recoveries none": Wording("Nobody waits.", "Personne n’attend."),
        "recoveries closed": Wording("Closed", "Clos"),
        "recovery received": Wording("Received on", "Reçu le"),
        "recovery state open": Wording("waits for a first comparison", "attend un premier rapprochement"),
        "recovery state proposed": Wording(
            "waits for a second of you", "attend un deuxième membre du personnel"
        ),
        "recovery state reconciled": Wording(
            "compared by two; the holder is told", "rapproché par deux personnes ; titulaire averti"
        ),
        "recovery state sent": Wording("link sent", "lien envoyé"),
        "recovery state refused": Wording("closed without a link", "clos sans envoi"),
        "recovery state stopped": Wording("stopped by the holder", "arrêté par le titulaire"),
        "recovery stated": Wording("What the applicant says", "Ce que dit le demandeur"),
        "recovery erased": Wording(
            "The case is closed: what the applicant said is erased.",
            "Le dossier est clos : ce que le demandeur avait dit est effacé.",
        ),
        "recovery first_name": Wording("First name", "Prénom"),
        "recovery last_name": Wording("Last name", "Nom"),
        "recovery other": Wording("What else he remembers", "Ce dont il se souvient"),
        "recovery compare": Wording("Comparison", "Rapprochement"),
        "recovery compare lead": Wording(
            "What an account holds is not shown: only which statements agree with it. At least {enough}"
            " must.",
            "Le contenu du compte n’est pas affiché : seulement ce qui concorde. Il faut au moins {enough}"
            " concordances.",
        ),
        "recovery agrees": Wording("agrees:", "concorde :"),
        "recovery agrees nothing": Wording("nothing agrees", "rien ne concorde"),
        "recovery found none": Wording(
            "No account, or too many, fit what is said: ask for the user name, an old address or the"
            " number of an order.",
            "Aucun compte, ou trop de comptes, ne correspond : demandez l’identifiant, une ancienne"
            " adresse ou un numéro de commande.",
        ),
        "recovery agree first name": Wording("first name", "prénom"),
        "recovery agree last name": Wording("last name", "nom"),
        "recovery agree user name": Wording("user name", "identifiant"),
        "recovery agree e-mail": Wording("e-mail address", "adresse électronique"),
        "recovery agree telephone": Wording("telephone", "téléphone"),
        "recovery agree postal address": Wording("postal address", "adresse postale"),
        "recovery whom": Wording(
            "Account (number, user name or address, whole)",
            "Compte (numéro, identifiant ou adresse, en entier)",
        ),
        "recovery propose button": Wording(
            "I compared: this account is the applicant’s", "J’ai comparé : ce compte est celui du demandeur"
        ),
        "recovery proposed as": Wording("One of you takes it for", "L’un de vous l’attribue à"),
        "recovery second": Wording(
            "A second one must compare too: it cannot be you.",
            "Une deuxième personne doit comparer à son tour : ce ne peut pas être vous.",
        ),
        "recovery confirm button": Wording("I compared too, and agree", "J’ai comparé aussi et je confirme"),
        "recovery act": Wording("The link", "Le lien"),
        "recovery act lead": Wording(
            "It goes to the address on file and nowhere else, works once, and opens nothing but the choice"
            " of a new password. You see neither the address nor the link nor the password.",
            "Il part à l’adresse enregistrée et à nulle autre, ne sert qu’une fois et ne permet que de"
            " choisir un nouveau mot de passe. Vous ne voyez ni l’adresse, ni le lien, ni le mot de passe.",
        ),
        "recovery waits": Wording("The holder may stop it until", "Le titulaire peut l’arrêter jusqu’au"),
        "recovery disabled": Wording(
            "It can be sent once two of you compared and the holder’s three days are over.",
            "L’envoi devient possible une fois le rapprochement fait par deux personnes et les trois jours du"
            " titulaire écoulés.",
        ),
        "recovery send button": Wording(
            "Send the link to the address on file", "Envoyer le lien à l’adresse enregistrée"
        ),
        "recovery refuse button": Wording("Close without a link", "Clore sans envoi"),
        "recovery proposed": Wording(
            "Noted. A second one of you compares.", "Noté. Un deuxième membre du personnel compare."
        ),
        "recovery confirmed": Wording(
            "The comparison is recorded. The holder is told at every known address, and has three days to"
            " stop it.",
            "Le rapprochement est enregistré. Le titulaire est averti à toutes ses adresses connues et a"
            " trois jours pour l’arrêter.",
        ),
        "recovery sent": Wording(
            "The link is on its way to the address on file. The case is closed, and what was said is erased.",
            "Le lien part à l’adresse enregistrée. Le dossier est clos et ce qui avait été dit est effacé.",
        ),
        "recovery refused": Wording(
            "The case is closed, and what was said is erased.",
            "Le dossier est clos et ce qui avait été dit est effacé.",
        ),
        "recovery nobody": Wording(
            "No account that is open goes by exactly this", "Aucun compte ouvert n’est connu exactement ainsi"
        ),
        "recovery of staff": Wording(
            "This is an account of the staff: `honour staff recover` is for those",
            "C’est le compte d’un membre du personnel : pour ceux-là, il y a « honour staff recover »",
        ),
        "recovery no address": Wording(
            "The account has no confirmed address, or one that is younger than 14 days: no link can go there",
            "Le compte n’a pas d’adresse confirmée, ou elle a moins de 14 jours : aucun lien ne peut y"
            " partir",
        ),
        "recovery too little": Wording(
            "Too little of what is said agrees with this account",
            "Trop peu de ce qui est dit concorde avec ce compte",
        ),
        "recovery needs two": Wording(
            "A second one of you must compare", "Une deuxième personne doit comparer"
        ),
        "recovery closed already": Wording(
            "The case moved on meanwhile: look at it again",
            "Le dossier a évolué entre-temps : regardez-le à nouveau",
        ),
        "recovery not yet": Wording(
            "The link cannot be sent yet: two of you compare first, and then the holder has three days",
            "Le lien ne peut pas encore partir : deux personnes comparent d’abord, puis le titulaire a"
            " trois jours",
        ),
        "recovery too many": Wording(
            "You have opened as many files as one member of staff may for now. The administrators are told.",
            "Vous avez ouvert autant de dossiers qu’un membre du personnel le peut pour l’instant. Les"
            " administrateurs en sont avertis.",
        ),
        "act recovery proposed": Wording(
            "a request for lost access was taken for yours by one of the staff",
            "demande d’accès perdu attribuée à votre compte par un membre du personnel",
        ),
        "act recovery reconciled": Wording(
            "what was said to get back into your account was compared with it",
            "rapprochement avec votre compte de ce qui était dit pour y revenir",
        ),
        "act recovery link sent": Wording(
            "a link to choose a new password was sent to you",
            "lien envoyé pour choisir un nouveau mot de passe",
        ),
        "act recovery refused": Wording(
            "a request for lost access was closed", "demande d’accès perdu close sans envoi"
        ),
        "act recovery stopped": Wording(
            "you stopped a request for lost access", "demande d’accès perdu arrêtée par vous"
        ),
    }
)


def said(key: str) -> str:
    """What stands under `key`, in the language of the request. Raises KeyError."""
    return WORDS[key].say("fr" if translation.get_language() == "fr" else "en")
