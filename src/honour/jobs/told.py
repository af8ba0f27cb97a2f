"""What a worker writes to people, in both languages side by side. Loads no Django."""

from typing import Final

from honour.promises.languages import Wording

HEAD: Final = Wording(
    "The state of this site's journal, signed; who keeps it can prove later that nothing was changed before:",
    "État du journal de ce site, signé ; qui le garde pourra prouver que rien n’a été modifié avant :",
)
UNUSED_SUBJECT: Final = Wording(
    "Your account at {site} ends soon", "Votre compte chez {site} prend bientôt fin"
)
UNUSED: Final = Wording(
    "Nobody has signed in to your account since {used}.\n\n"
    "Our privacy policy says how long an unused account is kept: yours until {last}. Then it is erased, with"
    " what belongs to it.\n\n"
    "To keep it, sign in by that day: {address}/account/login/\n"
    "To take your data with you before: {address}/me/data/\n"
    "If you do not need it any more, there is nothing to do.",
    "Personne ne s’est connecté à votre compte depuis le {used}.\n\n"
    "Notre politique de confidentialité dit combien de temps un compte inutilisé est conservé : le vôtre"
    " jusqu’au {last}. Il sera ensuite effacé, avec ce qui en dépend.\n\n"
    "Pour le garder, connectez-vous au plus tard ce jour-là : {address}/account/login/\n"
    "Pour emporter vos données avant : {address}/me/data/\n"
    "Si vous n’en avez plus besoin, vous n’avez rien à faire.",
)

ERASED_SUBJECT: Final = Wording("Your data were deleted", "Vos données ont été supprimées")
ERASED: Final = Wording(
    "What you asked for on {site} is done.\n\n"
    "What went:\n{goes}\n\n{stays}How far it is gone:\n{levels}\n\n{receipt}"
    "If you think that something is wrong, write to {contact}.",
    "Ce que vous avez demandé sur {site} est fait.\n\n"
    "Ce qui a disparu :\n{goes}\n\n{stays}Jusqu’où c’est effacé :\n{levels}\n\n{receipt}"
    "Si vous pensez que quelque chose ne va pas, écrivez à {contact}.",
)
STAYS: Final = Wording("What stays:\n{stays}\n\n", "Ce qui reste :\n{stays}\n\n")
RECEIPT: Final = Wording(
    "Your receipt, to read and to keep; this link opens it for 30 days: {link}\n\n",
    "Votre reçu, à lire et à conserver ; ce lien l’ouvre pendant 30 jours : {link}\n\n",
)
REQUEST_CHANGED_SUBJECT: Final = Wording(
    "Nothing was deleted: look at it again", "Rien n’a été supprimé : regardez à nouveau"
)
REQUEST_CHANGED: Final = Wording(
    "Your data on {site} changed after you had seen what goes and what stays. So we stopped, and deleted"
    " nothing. Look at it again, then say yes once more: {page}",
    "Vos données sur {site} ont changé après que vous avez vu ce qui disparaît et ce qui reste. Nous nous"
    " sommes donc arrêtés et n’avons rien supprimé. Regardez à nouveau, puis redites oui : {page}",
)
REQUEST_CHANGED_CLOSED: Final = Wording(
    "You asked us to delete what another part of {site} holds under your address. It changed after you had"
    " seen what goes and what stays, so we stopped, and deleted nothing of it. Your account is closed: you"
    " need not do anything, our staff look at it and answer you by {due}.\n\n"
    "Number of the request: {request}. Questions: {contact}",
    "Vous avez demandé la suppression de ce qu’une autre partie de {site} détient sous votre adresse. Cela a"
    " changé après que vous avez vu ce qui disparaît et ce qui reste : nous nous sommes donc arrêtés et n’en"
    " avons rien supprimé. Votre compte est fermé : vous n’avez rien à faire, notre équipe s’en occupe et"
    " vous répondra au plus tard le {due}.\n\n"
    "Numéro de la demande : {request}. Une question : {contact}",
)
CORRECTED_SUBJECT: Final = Wording("Your data were corrected", "Vos données ont été rectifiées")
CORRECTED: Final = Wording(
    "What you asked us to correct on {site} is corrected.\n\n{receipt}"
    "If you think that something is wrong, write to {contact}.",
    "Ce que vous avez demandé de rectifier sur {site} est rectifié.\n\n{receipt}"
    "Si vous pensez que quelque chose ne va pas, écrivez à {contact}.",
)
CORRECTION_CHANGED_SUBJECT: Final = Wording(
    "Nothing was corrected: look at it again", "Rien n’a été rectifié : regardez à nouveau"
)
CORRECTION_CHANGED: Final = Wording(
    "What is held about you on {site} changed after you had asked for its correction. So we stopped, and"
    " corrected nothing. Look at it again: {page}",
    "Ce qui est détenu sur vous sur {site} a changé après que vous en avez demandé la rectification. Nous"
    " nous sommes donc arrêtés et n’avons rien rectifié. Regardez à nouveau : {page}",
)
POLICY_CHANGE_SUBJECT: Final = Wording(
    "The privacy policy of {site} changes", "La politique de confidentialité de {site} change"
)
POLICY_CHANGE: Final = Wording(
    "A new version of the privacy policy of {site} applies from {day}. Until then the text that you know"
    " stays in force.\n\nThis is what changes for you:\n\n{changes}\n\n"
    "Read it in full, before and after: {address}/privacy/history/compare/?old={old}&new={new}\n\n"
    "If you do not want what changes, you can see and take away your data, object, or close your account."
    " Questions: {contact}",
    "Une nouvelle version de la politique de confidentialité de {site} s’applique à compter du {day}."
    " Jusque-là, le texte que vous connaissez reste en vigueur.\n\n"
    "Voici ce qui change pour vous :\n\n{changes}\n\n"
    "Le texte complet, avant et après : {address}/privacy/history/compare/?old={old}&new={new}\n\n"
    "Si ces changements ne vous conviennent pas, vous pouvez consulter et emporter vos données, vous"
    " opposer ou fermer votre compte. Une question : {contact}",
)
POLICY_AGAIN: Final = Wording(
    "When you sign in next, we ask you to confirm that you have read it. That is no consent.",
    "À votre prochaine connexion, nous vous demanderons de confirmer que vous en avez pris connaissance. Ce"
    " n’est pas un consentement.",
)

DISCLOSED_SUBJECT: Final = Wording(
    "{site}: data of yours were handed over, or preserved",
    "{site} : communication ou conservation de vos données",
)
DISCLOSED: Final = Wording(
    "The law obliged us to this, or we defended our rights, and we tell you as soon as we may:\n\n{what}\n\n"
    "It also stands under “My data”: {address}/me/data/\n\n"
    "If you think that this was not lawful, write to {contact}, or complain to the data protection"
    " authority.",
    "La loi nous y obligeait, ou nous avons défendu nos droits ; nous vous en informons dès que nous le"
    " pouvons :\n\n{what}\n\n"
    "Cela figure aussi dans « Mes données » : {address}/me/data/\n\n"
    "Si vous estimez que ce n’était pas licite, écrivez à {contact} ou saisissez l’autorité de protection des"
    " données.",
)
BREACH_SUBJECT: Final = Wording(
    "{site}: a breach of your personal data", "{site} : violation de vos données personnelles"
)
BREACH: Final = Wording(
    "On {day} we became aware of a breach that concerns your personal data at {site}. The law wants us to"
    " tell you (GDPR Art. 34).\n\nWhat happened:\n{what}\n\nWhat may follow from it:\n{consequences}\n\n"
    "What we do about it:\n{measures}{advice}\n\nWhom to ask: {contact}",
    "Le {day}, nous avons eu connaissance d’une violation qui concerne vos données personnelles chez {site}."
    " La loi veut que nous vous en informions (RGPD, art. 34).\n\nCe qui s’est passé :\n{what}\n\n"
    "Ce qui peut en résulter :\n{consequences}\n\nCe que nous faisons :\n{measures}{advice}\n\n"
    "À qui vous adresser : {contact}",
)
