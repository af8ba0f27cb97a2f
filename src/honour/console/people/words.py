"""What the pages of people's files say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import translation

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "people": Wording("A person's file", "Le dossier d’une personne"),
        "people lead": Wording(
            "There is no list of people here. Give what the person gave you, whole. What you open, when,"
            " in which role and why, the person can read under “Who looked at my data”.",
            "Il n’y a pas ici de liste de personnes. Donnez en entier ce que la personne vous a indiqué."
            " Ce que vous ouvrez, quand, à quel titre et pourquoi, la personne peut le lire sous « Qui a"
            " consulté mes données ».",
        ),
        "people limits": Wording(
            "You can open {hour} files in an hour and {day} in a day. Beyond that, reading stops and the"
            " administrators are told.",
            "Vous pouvez ouvrir {hour} dossiers par heure et {day} par jour. Au-delà, la consultation"
            " s’arrête et les administrateurs en sont avertis.",
        ),
        "people nothing": Wording(
            "Your roles open no data of people's files: the policy gives them none.",
            "Vos rôles n’ouvrent aucune donnée des dossiers : la politique ne leur en attribue aucune.",
        ),
        "people who": Wording("Who it is about", "De qui il s’agit"),
        "people who hint": Wording(
            "The whole address, user name or number (customer:3)",
            "L’adresse, l’identifiant ou le numéro en entier (customer:3)",
        ),
        "people task": Wording("What you need it for", "Pour quelle tâche"),
        "people task hint": Wording(
            "Only what the policy collects for that is shown, and only what your role may see of it.",
            "Seul ce que la politique recueille pour cela est affiché, dans la limite de votre rôle.",
        ),
        "people choose": Wording("Choose", "Choisissez"),
        "people why": Wording("Why you open it now", "Pourquoi vous l’ouvrez maintenant"),
        "people why hint": Wording(
            "In a few words, such as the number of the case. The person can read it.",
            "En quelques mots, par exemple le numéro du dossier traité. La personne peut le lire.",
        ),
        "people give who": Wording("Say who it is about", "Indiquez de qui il s’agit"),
        "people give task": Wording("Say what you need it for", "Indiquez pour quelle tâche"),
        "people give why": Wording(
            "Say in a few words why you open it now", "Indiquez en quelques mots pourquoi vous l’ouvrez"
        ),
        "people open": Wording("Open the file", "Ouvrir le dossier"),
        "people nobody": Wording(
            "Nobody goes by exactly this: compare it letter by letter",
            "Personne n’est connu exactement ainsi : comparez lettre par lettre",
        ),
        "people several": Wording(
            "Several go by this: name one of {names}", "Plusieurs sont connus ainsi : nommez l’un de {names}"
        ),
        "people own": Wording(
            "This is you. What is held about you stands under “My data”, as for everybody; a colleague"
            " handles your requests.",
            "C’est vous. Ce qui est détenu sur vous figure sous « Mes données », comme pour tout le monde"
            " ; un collègue traite vos demandes.",
        ),
        "people too many": Wording(
            "You have opened as many files as one member of staff may for now. The administrators are"
            " told. Go on later, or have a colleague look.",
            "Vous avez ouvert autant de dossiers qu’un membre du personnel le peut pour l’instant. Les"
            " administrateurs en sont avertis. Reprenez plus tard, ou adressez-vous à un collègue.",
        ),
        "people away": Wording(
            "A store does not answer, so that nothing whole can be shown: try again later.",
            "Une base ne répond pas ; rien de complet ne peut être affiché : réessayez plus tard.",
        ),
        "people shown for": Wording(
            "Shown for: {purpose}. Role: {role}.", "Finalité : {purpose}. Rôle : {role}."
        ),
        "people seen": Wording(
            "The person can read that you looked, and why.",
            "La personne peut lire que vous avez consulté son dossier, et pourquoi.",
        ),
        "people held none": Wording(
            "Nothing that your role may see is held for this purpose.",
            "Rien de ce que votre rôle peut voir n’est détenu pour cette finalité.",
        ),
        "people others": Wording(
            "The rest of the file opens to your role for other purposes; state one of them where your task"
            " is one:",
            "Le reste du dossier s’ouvre à votre rôle pour d’autres finalités ; indiquez-en une si elle"
            " correspond à votre tâche :",
        ),
        "people again": Wording("Open another file", "Ouvrir un autre dossier"),
        "acts asked": Wording("Who read a person’s file", "Qui a lu le dossier d’une personne"),
        "acts lead": Wording(
            "Every act on the data of one person, by the journal: when, what, in which role, why. The person"
            " can read that you asked, and why.",
            "Chaque acte sur les données d’une personne, d’après le journal : quand, quoi, à quel titre,"
            " pourquoi. La personne peut lire que vous avez posé la question, et pourquoi.",
        ),
        "acts named": Wording(
            "As privacy officer you also see who of the staff it was.",
            "En tant que responsable de la protection des données, vous voyez aussi de qui il s’agissait.",
        ),
        "acts why": Wording("Why you ask", "Pourquoi vous posez la question"),
        "acts show": Wording("Show the acts", "Afficher les actes"),
        "acts again": Wording("Ask about another person", "Poser la question pour une autre personne"),
        "acts of": Wording("Acts on the data of {name}", "Actes sur les données de {name}"),
        "acts count": Wording(
            "Acts that the journal tells: {all}. Shown are the newest, {most} at most.",
            "Actes relatés par le journal : {all}. Les plus récents sont affichés, {most} au plus.",
        ),
        "acts when": Wording("When", "Quand"),
        "acts what": Wording("What", "Quoi"),
        "acts role": Wording("In which role", "À quel titre"),
        "acts who": Wording("Who", "Qui"),
        "acts for": Wording("For what, and why", "Finalité et motif"),
        "acts none": Wording("The journal tells of no act.", "Le journal ne relate aucun acte."),
        "acts gone": Wording("somebody who is staff no more", "une personne qui n’est plus du personnel"),
        "acts by person": Wording("the person", "la personne"),
        "acts by honour": Wording("the site by itself", "le site, de lui-même"),
        "acts by link": Wording("whoever had the link of a letter", "qui avait le lien d’un courrier"),
        "acts by command": Wording("the command, on the machine", "la commande, sur la machine"),
        "act traced": Wording(
            "asked who had looked at these data", "a demandé qui avait consulté ces données"
        ),
        "act reading stopped": Wording(
            "you opened too many files; reading was stopped",
            "trop de dossiers ouverts par vous ; consultation arrêtée",
        ),
    }
)


def said(key: str) -> str:
    """What stands under `key`, in the language of the request. Raises KeyError."""
    return WORDS[key].say("fr" if translation.get_language() == "fr" else "en")
