"""What kinds of letters there are, in words: a letter that waits is shown by what it is about, not by a code.

The codes are those that letters are written with; what follows them (a name, a number) is shown as it is.
"""

from typing import Final

from honour.promises.languages import Language, Wording

_KINDS: Final[tuple[tuple[str, Wording], ...]] = (
    ("confirm address", Wording("link that confirms an address", "lien de confirmation d’une adresse")),
    ("change address", Wording("link to a new address", "lien vers une nouvelle adresse")),
    ("account exists", Wording("an account exists already", "un compte existe déjà")),
    ("choose password", Wording("link to a new password", "lien pour un nouveau mot de passe")),
    ("password changed", Wording("alert: password changed", "alerte : mot de passe changé")),
    ("user name changed", Wording("alert: user name changed", "alerte : identifiant changé")),
    ("address changed", Wording("alert: address changed", "alerte : adresse changée")),
    ("confirmation code", Wording("code that confirms an act", "code de confirmation")),
    ("sign-in alert", Wording("alert: sign-in from elsewhere", "alerte : connexion inhabituelle")),
    ("account/ends in ", Wording("warning: account about to end", "avertissement : fin prochaine du compte")),
    ("account/", Wording("letter of the account", "message du compte")),
    ("mfa/", Wording("alert: second factor changed", "alerte : second facteur modifié")),
    ("socialaccount/", Wording("alert: other platform", "alerte : autre plateforme")),
    ("contact/received", Wording("message received", "message reçu")),
    ("contact/waiting", Wording("request in somebody’s name", "demande au nom d’une personne")),
    ("contact/", Wording("answer to a message", "réponse à un message")),
    ("rights/erasure asked", Wording("erasure asked for", "effacement demandé")),
    ("rights/erased", Wording("result of an erasure", "résultat d’un effacement")),
    ("rights/farewell", Wording("last letter after an erasure", "dernier message après un effacement")),
    ("rights/correction asked", Wording("correction asked for", "rectification demandée")),
    ("rights/corrected", Wording("result of a correction", "résultat d’une rectification")),
    ("rights/changed", Wording("request to be looked at again", "demande à revoir")),
    ("policy/version ", Wording("change of the privacy policy, version", "nouvelle politique, version")),
    ("evolutions/", Wording("news of the service:", "nouvelles du service :")),
    (
        "support/ends in ",
        Wording("warning: tickets about to end", "avertissement : fin prochaine des demandes"),
    ),
    ("support/", Wording("news of a ticket", "nouvelles d’une demande d’assistance")),
    ("breach ", Wording("breach of personal data", "violation de données personnelles")),
    ("staff/due ", Wording("to staff: request due,", "à l’équipe : demande à échéance,")),
    ("staff/overdue ", Wording("to staff: request overdue,", "à l’équipe : demande en retard,")),
    ("staff/breach ", Wording("to staff: breach of personal data", "à l’équipe : violation de données")),
    ("staff/request stuck", Wording("to staff: request stuck", "à l’équipe : demande bloquée")),
    ("staff/letter parked", Wording("to staff: letter parked", "à l’équipe : message en attente")),
    ("staff/sweep stopped", Wording("to staff: sweep stopped", "à l’équipe : nettoyage arrêté")),
    ("staff", Wording("to staff", "à l’équipe")),
)
_FOLLOWED: Final = ("policy/version ", "evolutions/", "staff/due ", "staff/overdue ")
_OTHER: Final = Wording("another letter", "un autre message")


def in_words(kind: str, language: Language) -> str:
    """What a letter of this kind is about."""
    for code, worded in _KINDS:
        if kind.startswith(code):
            rest = kind.removeprefix(code) if code in _FOLLOWED else ""
            return f"{worded.say(language)} {rest}".strip()
    return _OTHER.say(language)
