"""What the pages of the policy say, in both languages side by side. What is in braces is filled in."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

_HISTORY: Final[Mapping[str, Wording]] = {
    "policy history": Wording(
        "Versions of the privacy policy", "Versions de la politique de confidentialité"
    ),
    "no version yet": Wording(
        "The policy is still a draft: no version applies yet.",
        "La politique est encore un projet : aucune version ne s’applique.",
    ),
    "history is": Wording(
        "Every version is kept here as it was published, the newest first.",
        "Chaque version est conservée ici telle qu’elle a été publiée, la plus récente en premier.",
    ),
    "version number": Wording("Version {number}", "Version {number}"),
    "version of": Wording("{number}, from {day}", "{number}, à compter du {day}"),
    "version since": Wording("version {number}, since {day}", "version {number}, depuis le {day}"),
    "version days": Wording(
        "Version {number} was enacted on {enacted}. It applies from {effective}.",
        "La version {number} a été adoptée le {enacted}. Elle s’applique à compter du {effective}.",
    ),
    "applies from": Wording("Applies from", "Applicable à compter du"),
    "enacted on": Wording("Enacted on", "Adoptée le"),
    "why it came": Wording("Why", "Motif"),
    "kept as published": Wording("A version as it was published", "Une version telle qu’elle a été publiée"),
    "newer version": Wording("Version {number} came later.", "La version {number} lui a succédé."),
    "what changed since": Wording(
        "What changed since version {number}", "Ce qui a changé depuis la version {number}"
    ),
    "what changed until": Wording(
        "What changed until version {number}", "Ce qui a changé jusqu’à la version {number}"
    ),
    "what changed": Wording(
        "What changed from version {old} to version {new}",
        "Ce qui a changé entre la version {old} et la version {new}",
    ),
    "compare two": Wording("Compare two versions", "Comparer deux versions"),
    "this version": Wording("From version", "De la version"),
    "that version": Wording("To version", "À la version"),
    "show changes": Wording("Show what changed", "Afficher les changements"),
    "read version": Wording("Read version {number}", "Lire la version {number}"),
    "nothing changes": Wording("Nothing changes for people.", "Rien ne change pour les personnes."),
    "not comparable": Wording(
        "These two versions cannot be put beside each other in words any more; both can still be read.",
        "Ces deux versions ne peuvent plus être comparées en mots ; toutes deux restent lisibles.",
    ),
    "text before": Wording("Before", "Avant"),
    "text after": Wording("After", "Après"),
    "asked again": Wording(
        "Whoever consented is asked again.", "Le consentement est redemandé à qui l’avait donné."
    ),
    "older goes": Wording(
        "What is older than the new term is deleted.",
        "Ce qui dépasse la nouvelle durée est supprimé.",
    ),
    "coming version": Wording(
        "Our privacy policy changes on {day}.",
        "Notre politique de confidentialité change le {day}.",
    ),
    "read what changes": Wording("Read what changes", "Lire ce qui change"),
}
_AGAIN: Final[Mapping[str, Wording]] = {
    "policy changed": Wording(
        "Our privacy policy has changed", "Notre politique de confidentialité a changé"
    ),
    "policy changed help": Wording(
        "Version {number} applies from {day}. This is what changes for you:",
        "La version {number} s’applique à compter du {day}. Voici ce qui change pour vous :",
    ),
    "read box empty": Wording(
        "Tick the box once you have read the policy, or go on without it.",
        "Cochez la case une fois la politique lue, ou continuez sans le faire.",
    ),
    "acknowledge button": Wording("Confirm", "Confirmer"),
    "acknowledged": Wording("Thank you. We have noted that you read it.", "Merci. Votre lecture est notée."),
    "no gate": Wording(
        "This is not consent, and nothing is closed to you without it: you can see and take away your data,"
        " object and close your account.",
        "Ce n’est pas un consentement et rien ne vous est fermé sans cela : vous pouvez consulter et emporter"
        " vos données, vous opposer et fermer votre compte.",
    ),
    "go on without": Wording("Go on without confirming", "Continuer sans confirmer"),
    "to acknowledge": Wording(
        "Our privacy policy has changed, and you have not confirmed yet that you read it.",
        "Notre politique de confidentialité a changé et vous n’avez pas encore confirmé l’avoir lue.",
    ),
}
_TEXTS: Final[Mapping[str, Wording]] = {
    "beside the policy": Wording("What belongs to this policy", "Ce qui accompagne cette politique"),
    "take the text": Wording("Take this text away:", "Emporter ce texte :"),
    "licence of text": Wording("Licence of this text:", "Licence de ce texte :"),
    "text version": Wording("Version {number}, since {day}.", "Version {number}, depuis le {day}."),
    "text versions": Wording("All versions of this text", "Toutes les versions de ce texte"),
    "text versions short": Wording("all versions", "toutes les versions"),
    "text today": Wording("The text of today", "Le texte en vigueur"),
    "older text": Wording("This is an older version", "Ceci est une version antérieure"),
    "shown since": Wording("since {day}", "depuis le {day}"),
    "colon": Wording(":", " :"),
}
_BESIDE: Final[Mapping[str, Wording]] = {
    "security advice": Wording("Security advice", "Conseils de sécurité"),
    "security why": Wording(
        "We protect our side. These habits protect yours:",
        "Nous protégeons notre côté ; ces habitudes protègent le vôtre :",
    ),
    "how we protect": Wording("How we protect your data", "Comment nous protégeons vos données"),
    "recipients": Wording("Recipients of your data", "Les destinataires de vos données"),
    "recipients caption": Wording(
        "Each recipient, where it is, what it receives, what for, for how long, and what binds it",
        "Chaque destinataire, son pays, ce qu’il reçoit, pourquoi, combien de temps, et ce qui l’engage",
    ),
    "recipient purpose": Wording("What for", "Pourquoi"),
    "recipient term": Wording("For how long", "Combien de temps"),
    "recipient bound": Wording("What binds it", "Ce qui l’engage"),
    "recipient stores": Wording(
        "storing this site, on our behalf", "l’hébergement de ce site, pour notre compte"
    ),
    "recipient sees": Wording("working for us", "les services qu’il nous rend"),
    "recipient as long": Wording(
        "What it stores ends there when it ends here.",
        "Ce qu’il héberge disparaît chez lui en même temps que chez nous.",
    ),
    "recipient bound by contract": Wording(
        "A contract, signed on {signed}; it binds until {until}.",
        "Un contrat, signé le {signed} ; il engage jusqu’au {until}.",
    ),
    "recipient bound by agreement": Wording(
        "An agreement, signed on {signed}; it binds until {until}.",
        "Un accord, signé le {signed} ; il engage jusqu’au {until}.",
    ),
    "recipient bound by undertaking": Wording(
        "An undertaking to keep it confidential, signed on {signed}; it binds until {until}.",
        "Un engagement de confidentialité, signé le {signed} ; il lie jusqu’au {until}.",
    ),
    "recipient lapsed": Wording(
        "What bound it has ended: we send it nothing.",
        "Son engagement a pris fin : nous ne lui envoyons rien.",
    ),
    "recipient bound by the policy": Wording(
        "A contract that runs until {until}; when it was signed was not recorded.",
        "Un contrat qui court jusqu’au {until} ; sa date de signature n’a pas été enregistrée.",
    ),
    "recipient not recorded": Wording(
        "No signature was recorded: we send it nothing of our own accord.",
        "Aucune signature n’a été enregistrée : nous ne lui envoyons rien de nous-mêmes.",
    ),
    "recipient": Wording("Recipient", "Destinataire"),
    "recipient country": Wording("Where", "Où"),
    "recipient data": Wording("Data", "Données"),
    "their policy": Wording("their privacy policy", "sa politique de confidentialité"),
    "cookies": Wording("Cookies", "Cookies"),
    "what is a cookie": Wording("What a cookie is", "Ce qu’est un cookie"),
    "cookies here": Wording("The cookies of this site", "Les cookies de ce site"),
    "cookies by name": Wording(
        "In your browser the name of each begins with __Host-: only this site, over an encrypted connection,"
        " can set it or read it.",
        "Dans votre navigateur, le nom de chacun commence par __Host- : seul ce site, par une connexion"
        " chiffrée, peut le déposer et le lire.",
    ),
    "cookies in browser": Wording("In your browser", "Dans votre navigateur"),
    "browser help": Wording(
        "You choose in your browser which cookies it keeps. Its help says how:",
        "Vous choisissez dans votre navigateur les cookies qu’il conserve. Son aide explique comment :",
    ),
    "privacy tools": Wording("Tools for your privacy", "Des outils pour votre vie privée"),
    "privacy tools help": Wording(
        "This site works whole with them. We recommend:",
        "Ce site fonctionne entièrement avec eux. Nous vous recommandons :",
    ),
}
WORDS: Final[Mapping[str, Wording]] = MappingProxyType({**_HISTORY, **_AGAIN, **_TEXTS, **_BESIDE})
