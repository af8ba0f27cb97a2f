"""What the pages of requests say, in both languages side by side. What is in braces is filled in."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

_REQUESTS: Final = {
    "my requests": Wording("My requests", "Mes demandes"),
    "no request yet": Wording(
        "You have not asked for anything yet. What you ask for below stands here, with the day by which you"
        " have our answer.",
        "Vous n’avez encore rien demandé. Ce que vous demandez ci-dessous figurera ici, avec la date limite"
        " de notre réponse.",
    ),
    "what you can ask": Wording("What you can ask for here", "Ce que vous pouvez demander ici"),
    "asked erase": Wording("Deletion of your data", "Suppression de vos données"),
    "asked restrict": Wording("Restriction of your data", "Limitation de vos données"),
    "asked object": Wording("Objection", "Opposition"),
    "asked port": Wording("Your data to take away", "Vos données à emporter"),
    "asked withdraw": Wording("Withdrawal of a consent", "Retrait d’un consentement"),
    "asked access": Wording("Access to your data", "Accès à vos données"),
    "asked other": Wording("Another request", "Autre demande"),
    "asked rectify": Wording("Correction of your data", "Rectification de vos données"),
    "about": Wording("About", "Concerne"),
    "about everything": Wording("all your data", "toutes vos données"),
    "asked on": Wording("Asked on", "Demandé le"),
    "answer by": Wording("Answer by", "Réponse au plus tard le"),
    "overdue": Wording("this day has passed", "cette date est dépassée"),
    "overdue help": Wording(
        "We should have answered. Write to {contact}; you can also complain to the authority ({authority}).",
        "Nous aurions dû répondre. Écrivez à {contact} ; vous pouvez aussi saisir l’autorité de contrôle"
        " ({authority}).",
    ),
    "answered on": Wording("Answered on", "Réponse donnée le"),
    "state": Wording("State", "État"),
    "state open": Wording("We have it, and will answer.", "Nous l’avons reçue et y répondrons."),
    "state at work": Wording(
        "Recorded: it is carried out as soon as possible, unless a law stands against it. You need not stay"
        " on this page: we write to you.",
        "Enregistrée : elle est exécutée dès que possible, à moins qu’une loi ne s’y oppose. Vous pouvez"
        " quitter cette page : nous vous écrirons.",
    ),
    "state changed": Wording(
        "Stopped, and nothing was deleted: your data changed after you had seen what goes and what stays."
        " Look at it again.",
        "Arrêtée, et rien n’a été supprimé : vos données ont changé après que vous avez vu ce qui disparaît"
        " et ce qui reste. Regardez à nouveau.",
    ),
    "state changed rectify": Wording(
        "Stopped, and nothing was corrected: what is held changed after you had seen it. Look at it again.",
        "Arrêtée, et rien n’a été rectifié : ce qui est détenu a changé après que vous l’avez vu. Regardez à"
        " nouveau.",
    ),
    "state answered": Wording("Answered.", "Réponse donnée."),
    "state answered restrict": Wording(
        "Restricted: nobody deletes these data, and they only lie here, until you lift it.",
        "Limitées : personne ne supprime ces données, qui sont seulement conservées, jusqu’à ce que vous"
        " leviez la limitation.",
    ),
    "state answered object": Wording(
        "Upheld: we no longer use your data for this.",
        "Acceptée : nous n’utilisons plus vos données pour cela.",
    ),
    "state answered port": Wording("Done: you have the file.", "Fait : vous avez le fichier."),
    "state refused": Wording(
        "Refused: our letter says why, and how you can complain.",
        "Refusée : notre message dit pourquoi, et quels sont vos recours.",
    ),
    "state ended": Wording("Ended by you.", "Vous y avez mis fin."),
    "lift": Wording("Lift the restriction", "Lever la limitation"),
    "take objection back": Wording("Take the objection back", "Retirer l’opposition"),
    "look again": Wording("Look at it again", "Regarder à nouveau"),
    "see receipt": Wording("See the receipt", "Voir le reçu"),
    "number": Wording("Number", "Numéro"),
}

_OTHERS: Final = {
    "restrict": Wording("Restrict my data", "Limiter l’usage de mes données"),
    "restrict explained": Wording(
        "While your data are restricted, nobody may delete them, and we only store them (GDPR Art. 18). You"
        " may want that because they are wrong, because they are used unlawfully, or because you need them"
        " for a claim. It begins at once and lasts until you lift it.",
        "Tant que l’usage de vos données est limité, personne ne peut les supprimer et nous ne faisons que"
        " les conserver (RGPD, art. 18). Vous pouvez le vouloir parce qu’elles sont fausses, utilisées de"
        " façon illicite, ou parce que vous en avez besoin pour faire valoir un droit. La limitation commence"
        " aussitôt et dure jusqu’à ce que vous la leviez.",
    ),
    "restrict what": Wording("What do you want to restrict?", "Que voulez-vous limiter ?"),
    "restrict what help": Wording(
        "If you tick nothing, it is everything.", "Si vous ne cochez rien, c’est tout."
    ),
    "why if you like": Wording("Why, if you want to say it", "Pourquoi, si vous voulez le dire"),
    "why sealed": Wording(
        "You need not say why. What you write is kept sealed; only who answers you reads it.",
        "Vous n’avez pas à dire pourquoi. Ce que vous écrivez est conservé scellé ; seule la personne qui"
        " vous répond le lit.",
    ),
    "restricted now": Wording(
        "Your data are restricted from now on.", "L’usage de vos données est désormais limité."
    ),
    "restriction lifted": Wording("It is ended.", "C’est terminé."),
    "object": Wording("Object to a use of my data", "M’opposer à un usage de mes données"),
    "object explained": Wording(
        "You can object to these uses. To direct marketing, your objection holds at once and for good. To any"
        " other, we answer within a month, and do not use your data for it meanwhile (GDPR Art. 21).",
        "Vous pouvez vous opposer à ces usages. Pour la prospection, votre opposition vaut aussitôt et pour"
        " toujours. Pour tout autre, nous répondons sous un mois et n’utilisons pas vos données à cette fin"
        " d’ici là (RGPD, art. 21).",
    ),
    "object which": Wording("Which use do you object to?", "À quel usage vous opposez-vous ?"),
    "object choose": Wording("Tick at least one use.", "Cochez au moins un usage."),
    "object at once": Wording("at once and for good", "aussitôt et pour toujours"),
    "object nothing": Wording(
        "There is no use here that you can object to, or you have objected to all of them already.",
        "Il n’y a ici aucun usage auquel vous puissiez vous opposer, ou vous l’avez déjà fait pour tous.",
    ),
    "object button": Wording("I object", "Je m’oppose"),
    "objection recorded": Wording("Your objection is recorded.", "Votre opposition est enregistrée."),
    "port": Wording("Take my data along", "Emporter mes données"),
    "port explained": Wording(
        "A file in JSON, which other services can read, with what you gave us by consent or for a contract"
        " (GDPR Art. 20). To see all that we hold, go to “My data”.",
        "Un fichier JSON, que d’autres services peuvent lire, avec ce que vous nous avez donné par"
        " consentement ou pour un contrat (RGPD, art. 20). Pour voir tout ce que nous détenons, allez à « Mes"
        " données ».",
    ),
    "port button": Wording("Download the file", "Télécharger le fichier"),
}

_ERASING: Final = {
    "delete my data": Wording("Delete my data", "Supprimer mes données"),
    "close account": Wording("Close my account", "Fermer mon compte"),
    "delete explained": Wording(
        "Here is what would go and what would stay. Nothing is deleted before you say yes at the end of this"
        " page.",
        "Voici ce qui disparaîtrait et ce qui resterait. Rien n’est supprimé avant que vous ne disiez oui au"
        " bas de cette page.",
    ),
    "close explained": Wording(
        "Closing your account deletes everything that it was kept for. Nothing happens before you say yes at"
        " the end of this page.",
        "La fermeture de votre compte supprime tout ce qui n’était conservé que pour lui. Rien n’est fait"
        " avant que vous ne disiez oui au bas de cette page.",
    ),
    "choose kinds": Wording("What do you want to delete?", "Que voulez-vous supprimer ?"),
    "choose kinds help": Wording(
        "Tick what should go; if you tick nothing, it is everything.",
        "Cochez ce qui doit disparaître ; si vous ne cochez rien, c’est tout.",
    ),
    "show plan": Wording("Show what that would do", "Montrer ce que cela ferait"),
    "goes": Wording("What goes", "Ce qui disparaît"),
    "stays": Wording("What stays, and why", "Ce qui reste, et pourquoi"),
    "nothing stays": Wording("Nothing stays.", "Rien ne reste."),
    "nothing goes": Wording("There is nothing to delete now.", "Il n’y a rien à supprimer pour le moment."),
    "went": Wording("What went", "Ce qui a disparu"),
    "nothing went": Wording("Nothing was there to delete.", "Il n’y avait rien à supprimer."),
    "held elsewhere": Wording(
        "What other parts of the site may hold under your address is not in this plan. Ask us to delete it:",
        "Ce que d’autres parties du site peuvent détenir sous votre adresse n’entre pas dans ce plan."
        " Demandez-nous de le supprimer :",
    ),
    "of others": Wording(
        "What you share with others stays theirs: you are parted from it, and none of them is deleted with"
        " you.",
        "Ce que vous partagez avec d’autres leur reste : vous en êtes détaché, et aucun d’eux n’est supprimé"
        " avec vous.",
    ),
    "for ever": Wording("This cannot be undone", "C’est définitif"),
    "for ever help": Wording(
        "Nobody can bring back what is deleted, not even we. If you want to keep something, take it with you"
        " first:",
        "Personne ne peut faire revenir ce qui est supprimé, nous non plus. Si vous voulez garder quelque"
        " chose, emportez-le d’abord :",
    ),
    "take my data": Wording("See and download my data", "Consulter et télécharger mes données"),
    "account ends": Wording(
        "Your account ends with it: you are signed out, and nobody can sign in to it any more.",
        "Votre compte prend fin avec elles : vous serez déconnecté et plus personne ne pourra s’y connecter.",
    ),
    "really delete": Wording("Yes, delete this", "Oui, supprimer cela"),
    "really close": Wording("Yes, close my account", "Oui, fermer mon compte"),
    "keep my data": Wording("No, keep everything", "Non, tout garder"),
    "erasure begun": Wording(
        "Your request is recorded. It is carried out as soon as possible; we write to you when it is done.",
        "Votre demande est enregistrée. Elle est exécutée dès que possible ; nous vous écrirons quand ce sera"
        " fait.",
    ),
    "another erasure waits": Wording(
        "You have asked for another deletion already, which is not done yet. Nothing was added: ask again"
        " when it is done.",
        "Vous avez déjà demandé une autre suppression, qui n’est pas encore faite. Rien n’a été ajouté :"
        " redemandez quand elle sera faite.",
    ),
    "plan changed": Wording(
        "Your data changed meanwhile, and nothing was deleted. Here is what would go and stay now.",
        "Vos données ont changé entre-temps et rien n’a été supprimé. Voici ce qui disparaîtrait et ce qui"
        " resterait à présent.",
    ),
    "erasure waits": Wording(
        "You have asked for a deletion already. It is under “My requests”.",
        "Vous avez déjà demandé une suppression. Elle figure dans « Mes demandes ».",
    ),
    "elsewhere form": Wording("To the contact form", "Vers le formulaire de contact"),
    "elsewhere": Wording("Ask us for the deletion", "Demandez-nous la suppression"),
    "elsewhere help": Wording(
        "On this site you ask for the deletion of your data {ways}. Our address: {contact}",
        "Sur ce site, vous demandez la suppression de vos données {ways}. Notre adresse : {contact}",
    ),
}

_ONE: Final = {
    "ask about one": Wording("Ask about this one", "Demander pour cet élément"),
    "one what": Wording("What it is", "De quoi il s’agit"),
    "one with": Wording(
        "What belongs to it goes along with it: an order’s lines, for instance.",
        "Ce qui en dépend suit le même sort : les lignes d’une commande, par exemple.",
    ),
    "one delete": Wording("Delete it", "Le supprimer"),
    "one restrict": Wording("Have it restricted", "En limiter l’usage"),
    "one object": Wording("Object to a use of it", "M’opposer à son usage"),
    "one port": Wording("Take it along", "L’emporter"),
    "one of": Wording("one item of {about}", "un élément de {about}"),
    "one item": Wording("one item", "un seul élément"),
    "other records": Wording("Other records under your address", "D’autres données sous votre adresse"),
    "other records explained": Wording(
        "Another part of the site knows you by the address of your account, which you have confirmed. Your"
        " yes below covers these data too; you get an answer and a receipt of their own for them.",
        "Une autre partie du site vous connaît par l’adresse de votre compte, que vous avez confirmée. Votre"
        " oui ci-dessous vaut aussi pour ces données ; une réponse et un reçu vous seront donnés à part.",
    ),
    "other records closing": Wording(
        "Another part of the site knows you by the address of your account. Without the account you could not"
        " ask here any more for what it holds: so your yes below covers these data too, with an answer and a"
        " receipt of their own.",
        "Une autre partie du site vous connaît par l’adresse de votre compte. Sans compte, vous ne pourriez"
        " plus rien demander ici pour ce qu’elle détient : votre oui ci-dessous vaut donc aussi pour ces"
        " données ; une réponse et un reçu vous seront donnés à part.",
    ),
    "close alone explained": Wording(
        "You can also keep these, and close nothing but the account:",
        "Vous pouvez aussi les garder et ne fermer que le compte :",
    ),
    "close alone": Wording("Close the account alone", "Ne fermer que le compte"),
    "close leaves others": Wording(
        "Another part of the site knows you by the address of your account, and keeps what it holds: you are"
        " closing the account alone. Later you can ask for it by the contact form.",
        "Une autre partie du site vous connaît par l’adresse de votre compte et garde ce qu’elle détient :"
        " vous ne fermez que le compte. Plus tard, vous pourrez vous adresser à nous par le formulaire de"
        " contact.",
    ),
    "close with others": Wording(
        "Close the account and delete these too", "Fermer le compte et supprimer aussi ces données"
    ),
}

_RECEIPT: Final = {
    "receipt": Wording("Receipt", "Reçu"),
    "download receipt": Wording("Download the receipt (JSON)", "Télécharger le reçu (JSON)"),
    "was corrected": Wording("What was corrected", "Ce qui a été rectifié"),
    "nothing corrected": Wording("It was so already.", "C’était déjà ainsi."),
    "tell recipients": Wording("Who had received it", "Qui l’avait reçue"),
    "tell recipients help": Wording(
        "We tell them of the correction, unless that is impossible or out of all proportion (GDPR Art. 19):",
        "Nous leur communiquons la rectification, sauf si c’est impossible ou disproportionné (RGPD,"
        " art. 19) :",
    ),
    "old value gone": Wording("How far the old value is gone", "Jusqu’où l’ancienne valeur est effacée"),
    "how far": Wording("How far it is gone", "Jusqu’où c’est effacé"),
    "proof": Wording("Proof", "Preuve"),
    "proof help": Wording(
        "This is the signed head of our journal. With the file of this receipt, anybody can check that it"
        " stands in the journal.",
        "Voici l’état signé de notre journal. Avec le fichier de ce reçu, chacun peut vérifier qu’il y"
        " figure.",
    ),
    "receipt lasts": Wording(
        "This page can be reached by its link for 30 days. Keep the file if you want to have it for longer.",
        "Cette page reste accessible par son lien pendant 30 jours. Conservez le fichier si vous voulez"
        " l’avoir plus longtemps.",
    ),
    "you can complain": Wording(
        "If you think that we have not done what we should, write to {contact}; you can also complain to the"
        " authority ({authority}).",
        "Si vous pensez que nous n’avons pas fait ce que nous devions, écrivez à {contact} ; vous pouvez"
        " aussi saisir l’autorité de contrôle ({authority}).",
    ),
}

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(_REQUESTS | _OTHERS | _ERASING | _ONE | _RECEIPT)
