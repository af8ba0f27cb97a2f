"""What the pages of a person's own data say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

_DATA: Final = {
    "my data": Wording("My data", "Mes données"),
    "data my data explained": Wording(
        "This is all that {site} holds about you, as of {day}: why, until when, and who receives it. That you"
        " looked is written down too.",
        "Voici tout ce que {site} détient sur vous au {day} : pourquoi, jusqu’à quand, et qui le reçoit."
        " Votre consultation est elle aussi consignée.",
    ),
    "data what you can do": Wording("What you can do", "Ce que vous pouvez faire"),
    "correct my data": Wording("Correct my data", "Rectifier mes données"),
    "download my data": Wording("Download my data", "Télécharger mes données"),
    "who looked": Wording("Who looked at my data", "Qui a consulté mes données"),
    "data my requests": Wording(
        "Restrict, object, move or erase: my requests",
        "Limiter, s’opposer, emporter ou effacer : mes demandes",
    ),
    "data made": Wording("Recorded on", "Enregistré le"),
    "data row until": Wording("Stays until", "Conservé jusqu’au"),
    "data row ask": Wording("Your request", "Votre demande"),
    "data row ask which": Wording(
        "Ask about this one: row {number}", "Demander pour cet élément : ligne {number}"
    ),
    "data see dates": Wording("When and where from", "Quand et d’où"),
    "data see sessions": Wording("See and end your sessions", "Voir vos sessions et y mettre fin"),
    "data see messages": Wording(
        "Read what you wrote, and our answers", "Lire ce que vous avez écrit et nos réponses"
    ),
    "data see choices": Wording("See and change your choices", "Voir vos choix et les modifier"),
    "data leave": Wording("Leave what you share with others", "Quitter ce que vous partagez avec d’autres"),
    "data leave explained": Wording(
        "Where you share something with other people, an account with several holders for instance, you can"
        " leave it here. The others keep it as it is; nothing of theirs is given to you, and nothing of yours"
        " to them. Your account on this site stays.",
        "Si vous partagez quelque chose avec d’autres, par exemple un compte à plusieurs titulaires,"
        " vous pouvez le quitter ici. Les autres le gardent tel quel ; rien de ce qui est à eux ne vous est"
        " remis, ni l’inverse. Votre compte sur ce site demeure.",
    ),
    "data shared": Wording("Shared with others", "Partagé avec d’autres"),
    "data shared unnamed": Wording("what others wrote", "ce que d’autres ont écrit"),
    "data nothing shared": Wording(
        "You share nothing with others here, as far as your address tells.",
        "Vous ne partagez rien avec d’autres ici, d’après votre adresse.",
    ),
    "data leave goes": Wording("What goes with you", "Ce qui disparaît avec vous"),
    "data leave all": Wording(
        "All that this part of the site holds of you alone goes with it:",
        "Tout ce que cette partie du site détient sur vous seul disparaît avec :",
    ),
    "data leave nothing goes": Wording(
        "Nothing goes; you are only parted from it.", "Rien ne disparaît ; vous en êtes seulement détaché."
    ),
    "data leave stays": Wording("What stays, and whose it is", "Ce qui reste, et à qui"),
    "data leave for ever": Wording(
        "What goes is gone for ever: take a copy of yours first if you want one.",
        "Ce qui disparaît l’est pour toujours : emportez d’abord une copie de vos données si vous le voulez.",
    ),
    "data leave button": Wording("Leave", "Quitter"),
    "data leave asked": Wording(
        "You are on your way out; we write to you with a receipt when it is done.",
        "C’est demandé ; nous vous écrirons avec un reçu quand ce sera fait.",
    ),
    "data leave waits": Wording(
        "You have asked to leave; it is being done.", "Vous avez demandé à le quitter ; c’est en cours."
    ),
    "data leave changed": Wording(
        "What leaving would do has changed meanwhile: look at it again.",
        "Ce que ferait votre départ a changé entre-temps : regardez-le de nouveau.",
    ),
    "data later": Wording("What other stores may hold", "Ce que d’autres stockages peuvent détenir"),
    "data later explained": Wording(
        "This site also has data of people without an account here. What stands there under your address is"
        " shown once the address has been your account’s for 14 days: a borrowed mailbox must not be enough."
        " If you need it sooner, write to {contact}; we first make sure that it is you.",
        "Ce site a aussi des données de personnes sans compte ici. Ce qui s’y trouve sous votre adresse est"
        " montré une fois que celle-ci est celle de votre compte depuis 14 jours : une messagerie empruntée"
        " ne doit pas suffire. S’il vous les faut plus tôt, écrivez à {contact} ; nous nous assurons d’abord"
        " que c’est bien vous.",
    ),
    "data why held": Wording("Why we hold this", "Pourquoi nous détenons cela"),
    "data until when": Wording("Until when", "Jusqu’à quand"),
    "data who receives": Wording("Who receives it", "Qui le reçoit"),
    "data nobody receives": Wording(
        "Nobody but us, and those who receive all of it (below).",
        "Personne d’autre que nous et ceux qui reçoivent l’ensemble (voir plus bas).",
    ),
    "data received by all": Wording("Who receives any of this", "Qui reçoit l’ensemble"),
    "data went": Wording("To whom your data went", "À qui vos données ont été communiquées"),
    "data went explained": Wording(
        "What we sent to others, by our journal. Who stores the site or sees some of it for us stands above.",
        "Ce que nous avons communiqué à d’autres, d’après notre journal. Ceux qui hébergent le site ou en"
        " voient une partie pour nous figurent plus haut.",
    ),
    "data went last": Wording("last on {day}", "la dernière fois le {day}"),
    "data went perhaps": Wording(
        "perhaps on {day}: the recipient did not confirm it",
        "peut-être le {day} : le destinataire ne l’a pas confirmé",
    ),
    "data disclosed": Wording(
        "What was handed over on demand, or preserved", "Ce qui a été communiqué sur demande, ou conservé"
    ),
    "data why until who": Wording(
        "Why, until when, who receives it", "Pourquoi, jusqu’à quand, qui le reçoit"
    ),
    "data no term": Wording(
        "No statement of the policy says until when: ask us to erase it.",
        "Aucun énoncé de la politique ne dit jusqu’à quand : demandez-nous de l’effacer.",
    ),
    "data withheld": Wording(
        "held, and not shown: whoever saw it could open your account, or act as you",
        "détenu, mais non affiché : qui le verrait pourrait ouvrir votre compte ou agir en votre nom",
    ),
    "data not held": Wording("What we do not hold of you", "Ce que nous ne détenons pas sur vous"),
    "data not held explained": Wording(
        "The privacy policy lets us hold this too; nothing of it is here now.",
        "La politique de confidentialité nous permet de le détenir aussi ; rien n’en est ici aujourd’hui.",
    ),
    "data nothing held": Wording("Nothing is held about you.", "Rien n’est détenu sur vous."),
    "store away": Wording(
        "One of the places where data lie does not answer",
        "L’un des lieux où se trouvent les données ne répond pas",
    ),
    "store away help": Wording(
        "So we cannot show all that is held about you, and show no part for the whole. Nothing was changed."
        " Try again in some minutes; if it still fails, write to us.",
        "Nous ne pouvons donc pas montrer tout ce qui est détenu sur vous, et n’en montrons pas une partie"
        " pour le tout. Rien n’a été modifié. Réessayez dans quelques minutes ; si cela persiste,"
        " écrivez-nous.",
    ),
}

_STAYING: Final = {
    "data kept apart": Wording("What is restricted or kept apart", "Ce qui est limité ou conservé à part"),
    "data hold restricted": Wording(
        "Restricted (GDPR Art. 18): we keep this, and use it for nothing but what you agree to or a claim"
        " needs. Nothing of it is erased meanwhile.",
        "Traitement limité (RGPD, art. 18) : nous conservons cela sans l’utiliser, sauf avec votre accord ou"
        " pour un droit en justice. Rien n’en est effacé pendant ce temps.",
    ),
    "data hold disputed": Wording(
        "Disputed (GDPR Art. 17(3)(e)): it is needed for a legal claim, and nothing of it is erased before"
        " that ends.",
        "En litige (RGPD, art. 17, § 3, e) : cela est nécessaire à un droit en justice, et rien n’en est"
        " effacé avant la fin du litige.",
    ),
    "data evidence": Wording(
        "Evidence of a theft of identity: a sealed copy of what was held then is kept apart until {day} (GDPR"
        " Art. 17(3)(e)). It is no part of your account; only the staff who handle the theft read it, each"
        " time with a reason in the journal.",
        "Preuve d’une usurpation d’identité : une copie scellée de ce qui était alors détenu est conservée à"
        " part jusqu’au {day} (RGPD, art. 17, § 3, e). Elle ne fait pas partie de votre compte ; seul le"
        " personnel chargé de l’affaire la lit, en inscrivant chaque fois le motif au journal.",
    ),
    "data hold about": Wording("What it is about:", "Données concernées :"),
    "data all your data": Wording("all your data", "toutes vos données"),
    "data hold why": Wording("Reason:", "Motif :"),
    "data hold since": Wording("Since", "Depuis le"),
    "data hold review": Wording("To be looked at again by", "À réexaminer avant le"),
    "data erasure asked on": Wording("Erasure asked for on {day}", "Effacement demandé le {day}"),
    "data answer by": Wording("It is answered by {day}.", "La réponse viendra avant le {day}."),
    "data answered on": Wording(
        "It was answered on {day}. What stays:", "Réponse donnée le {day}. Ce qui reste :"
    ),
    "data stays waits": Wording(
        "It stays until what it waits for has happened.",
        "Cela reste jusqu’à ce que se produise ce dont il dépend.",
    ),
    "data because": Wording("Because: {source}.", "Motif : {source}."),
}

_LOOKED: Final = {
    "data who looked explained": Wording(
        "Each act on your data stands in our journal: when, what, in which role and why. It tells you no"
        " name. The newest comes first.",
        "Chaque acte sur vos données figure dans notre journal : quand, quoi, à quel titre et pourquoi. Il ne"
        " vous donne aucun nom. Le plus récent vient en premier.",
    ),
    "data nobody looked": Wording(
        "The journal has no act on your data.", "Le journal ne contient aucun acte."
    ),
    "data when": Wording("When", "Quand"),
    "data what was done": Wording("What was done", "Ce qui a été fait"),
    "data by whom": Wording("In which role", "À quel titre"),
    "data for what": Wording("Why", "Pourquoi"),
    "data received by": Wording("received by {whom}", "reçu par {whom}"),
    "data by you": Wording("you", "vous-même"),
    "data by link": Wording("whoever opened the link of our letter", "qui a ouvert le lien de notre lettre"),
    "data by itself": Wording("the site by itself", "le site, automatiquement"),
    "data by staff": Wording("our staff", "notre personnel"),
    "data no reason": Wording("no reason was given", "aucun motif indiqué"),
    "data newer": Wording("Newer", "Plus récents"),
    "data older": Wording("Older", "Plus anciens"),
    "data pages": Wording("Pages", "Pages"),
    "data my sign-ins": Wording("Your sign-ins", "Vos connexions"),
    "data my sign-ins explained": Wording(
        "Where you are signed in now, and how to end a session:",
        "Où vous êtes connecté à présent, et comment mettre fin à une session :",
    ),
}

_ACTS: Final = {
    "read": Wording("looked at", "consultation"),
    "sharing intended": Wording("about to be passed on", "communication engagée"),
    "shared": Wording("passed on", "communication"),
    "perhaps shared": Wording(
        "passed on, and the recipient did not confirm", "communication non confirmée par le destinataire"
    ),
    "not shared": Wording("could not be passed on", "communication impossible"),
    "sharing refused": Wording("not passed on: the site refused", "communication refusée par le site"),
    "letter handed over": Wording("letter to you handed over", "message pour vous remis à la poste"),
    "exported": Wording("put into a file to take away", "mise en fichier à emporter"),
    "corrected": Wording("corrected", "rectification"),
    "rectification intended": Wording("correction begun", "rectification commencée"),
    "rectification abandoned": Wording("correction given up", "rectification abandonnée"),
    "rectified": Wording("corrected", "rectification"),
    "rectification asked": Wording("correction asked for", "rectification demandée"),
    "erasure asked": Wording("erasure asked for", "effacement demandé"),
    "erasure intended": Wording("erasure begun", "effacement commencé"),
    "erasure abandoned": Wording("erasure given up", "effacement abandonné"),
    "erased": Wording("erased", "effacement"),
    "swept": Wording("erased when its term ended", "effacement à l’échéance"),
    "scrubbed": Wording("looked for what an erasure left", "recherche des restes d’un effacement"),
    "released": Wording("no longer kept apart", "fin de conservation à part"),
    "hold placed": Wording("restricted or held", "limitation ou conservation"),
    "evidence kept": Wording("copied as evidence, kept apart", "copie conservée à part comme preuve"),
    "evidence ended": Wording("copy kept as evidence destroyed", "destruction d’une copie de preuve"),
    "hold lifted": Wording("no longer restricted or held", "fin de limitation ou de conservation"),
    "acknowledged": Wording("privacy policy read", "prise de connaissance de la politique"),
    "password changed": Wording("password changed", "changement de mot de passe"),
    "address changed": Wording("e-mail address changed", "changement d’adresse électronique"),
    "address confirmed": Wording("e-mail address confirmed", "confirmation d’adresse électronique"),
    "staff added": Wording("made one of the staff", "entrée dans notre équipe"),
    "staff recovered": Wording("second factor given anew", "second facteur rétabli"),
    "second factor added": Wording("second factor added", "ajout d’un second facteur"),
    "second factor removed": Wording("second factor removed", "retrait d’un second facteur"),
    "sign-in disowned": Wording("sign-in disowned", "connexion désavouée"),
    "session ended": Wording("session ended", "fin d’une session"),
    "sessions ended": Wording("sessions ended", "fin de sessions"),
    "other platform connected": Wording("other platform connected", "liaison d’une autre plateforme"),
    "other platform disconnected": Wording("other platform disconnected", "retrait d’une autre plateforme"),
    "restriction asked": Wording("restriction asked for", "limitation demandée"),
    "objection made": Wording("objection made", "opposition formée"),
    "portability asked": Wording("data asked for to move them", "portabilité demandée"),
    "consent given": Wording("consent given", "consentement donné"),
    "consent refused": Wording("consent refused", "consentement refusé"),
    "consent withdrawn": Wording("consent withdrawn", "consentement retiré"),
    "news switched off": Wording("news of the service switched off", "nouvelles du service arrêtées"),
    "news switched on": Wording("news of the service switched on", "nouvelles du service reprises"),
    "cookie choice taken over": Wording(
        "choice of cookies kept with the account", "choix de cookies rattaché au compte"
    ),
    "cookies chosen": Wording("cookies chosen", "choix de cookies"),
    "directives left": Wording("directives after death left", "directives après décès données"),
    "directives changed": Wording("directives after death changed", "directives après décès modifiées"),
    "directives withdrawn": Wording("directives after death withdrawn", "directives après décès retirées"),
    "directives carried out": Wording("directives after death followed", "directives après décès suivies"),
    "message received": Wording("message received", "message reçu"),
    "identity shown": Wording("identity shown", "identité établie"),
    "matching proposed": Wording("request matched to you, to be confirmed", "demande rapprochée de vous"),
    "request decided": Wording("request decided", "décision sur une demande"),
    "request ended with its message": Wording(
        "request ended: its message was deleted", "fin d’une demande dont le message a été supprimé"
    ),
    "request disowned": Wording("request stopped", "demande arrêtée"),
    "account frozen": Wording("account frozen", "gel du compte"),
    "account thawed": Wording("account open again", "fin du gel du compte"),
    "other": Wording("another act", "autre acte"),
    "": Wording("an act whose details were removed", "un acte dont le détail a été supprimé"),
}

_CORRECTING: Final = {
    "data correct explained": Wording(
        "What you write here takes the place of what stood there: the old value is kept nowhere, but in what"
        " was issued already, such as an invoice or a letter.",
        "Ce que vous écrivez ici remplace ce qui s’y trouvait : l’ancienne valeur n’est conservée nulle part,"
        " sauf dans ce qui a déjà été émis, comme une facture ou un courrier.",
    ),
    "data correct told": Wording(
        "Whoever receives these data is told of the correction, unless that is impossible or out of all"
        " proportion (GDPR Art. 19):",
        "Ceux qui reçoivent ces données sont informés de la rectification, sauf si c’est impossible ou"
        " disproportionné (RGPD, art. 19) :",
    ),
    "data correct button": Wording("Save", "Enregistrer"),
    "data corrected": Wording("Your data are corrected.", "Vos données sont rectifiées."),
    "data nothing corrected": Wording("Nothing was changed.", "Rien n’a été modifié."),
    "data required field": Wording(
        "This is needed for what you asked of us: correct it instead of emptying it",
        "Ceci est nécessaire à ce que vous nous avez demandé : rectifiez-le au lieu de le vider",
    ),
    "data telephone wrong": Wording(
        "Enter a telephone number like +33 1 23 45 67 89",
        "Saisissez un numéro de téléphone comme +33 1 23 45 67 89",
    ),
    "data too long": Wording(
        "Shorten this to {most} characters", "Raccourcissez ce texte à {most} caractères"
    ),
    "data language of letters": Wording("Language of our letters", "Langue de nos messages"),
    "data language as used": Wording(
        "the one in which I use the site", "celle dans laquelle j’utilise le site"
    ),
    "data on pages of their own": Wording("On pages of their own", "Sur des pages à part"),
    "data other fields explained": Wording(
        "These open your account, so that you are asked to show once more that it is you.",
        "Elles ouvrent votre compte : il vous sera demandé de confirmer que c’est bien vous.",
    ),
    "data change user name": Wording("Change the user name", "Changer l’identifiant"),
    "data new user name": Wording("New user name", "Nouvel identifiant"),
    "data current user name": Wording("Your user name is {name}.", "Votre identifiant est {name}."),
    "data user name same": Wording("This is your user name already", "C’est déjà votre identifiant"),
    "data elsewhere": Wording("It also stands elsewhere", "Cela figure aussi ailleurs"),
    "data elsewhere explained": Wording(
        "The old value also stands in what is listed here, which this page does not reach. Have it corrected"
        " by the link below if it is shown there, or else write to {contact}: we correct it there too, within"
        " one month.",
        "L’ancienne valeur figure aussi dans ce qui est indiqué ici, que cette page n’atteint pas. Faites-la"
        " rectifier par le lien ci-dessous si elle y figure, ou écrivez à {contact} : nous l’y rectifierons"
        " aussi, dans un délai d’un mois.",
    ),
    "data correct elsewhere": Wording(
        "Correct what other stores hold", "Rectifier ce que détiennent d’autres stockages"
    ),
    "data correct elsewhere explained": Wording(
        "This is what the site’s other stores hold about you. Change what is wrong: each change is a request"
        " of yours, which is carried out by itself, and you get a receipt. What stands on a document that was"
        " issued already, an address by which you are known, and what stands there several times with several"
        " values, is not shown here: write to {contact}.",
        "Voici ce que les autres stockages du site détiennent sur vous. Modifiez ce qui est faux : chaque"
        " modification est une demande de votre part, exécutée automatiquement, et vous recevez un reçu. Ce"
        " qui figure sur un document déjà émis, une adresse par laquelle vous êtes connu et ce qui y figure"
        " plusieurs fois avec des valeurs différentes ne sont pas montrés ici : écrivez à {contact}.",
    ),
    "data correct no way back": Wording(
        "The value that stands there now is kept nowhere afterwards.",
        "La valeur qui y figure maintenant ne sera conservée nulle part ensuite.",
    ),
    "data correct elsewhere button": Wording("Have it corrected", "Faire rectifier"),
    "data nothing elsewhere": Wording(
        "No other store holds anything about you that could be corrected here. If something is wrong"
        " nevertheless, write to {contact}.",
        "Aucun autre stockage ne détient sur vous quelque chose qui puisse être rectifié ici. Si quelque"
        " chose est faux malgré tout, écrivez à {contact}.",
    ),
    "data correction asked": Wording(
        "Your request is recorded. It is carried out as soon as possible; we write to you when it is done.",
        "Votre demande est enregistrée. Elle est exécutée dès que possible ; nous vous écrirons quand ce sera"
        " fait.",
    ),
    "data whole number": Wording("Enter a whole number", "Saisissez un nombre entier"),
    "data nothing to correct": Wording(
        "Your account holds nothing else that could be corrected here.",
        "Votre compte ne contient rien d’autre qui puisse être rectifié ici.",
    ),
}

_DOWNLOAD: Final = {
    "data download explained": Wording(
        "You get one ZIP archive with a page to read in each language of the site, the same as JSON for other"
        " programs, and your files if there are any. It is made as it leaves: no copy stays here.",
        "Vous recevez une archive ZIP : une page à lire dans chaque langue du site, le même contenu en JSON"
        " pour d’autres programmes, et vos fichiers s’il y en a. Elle est créée à l’envoi : aucune copie ne"
        " reste ici.",
    ),
    "data download careful": Wording(
        "It holds all that we know about you: keep it where nobody else looks.",
        "Elle contient tout ce que nous savons de vous : gardez-la là où nul autre ne regarde.",
    ),
    "data download button": Wording("Download the archive", "Télécharger l’archive"),
    "data download name": Wording("my-data", "mes-donnees"),
}

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    _DATA
    | _STAYING
    | _LOOKED
    | {f"act {name}": said for name, said in _ACTS.items()}
    | _CORRECTING
    | _DOWNLOAD
)
