"""What the pages and letters about an account's protection say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

_FACTORS: Final = {
    "factor why": Wording(
        "With a second factor, whoever learns your password still cannot sign in.",
        "Avec un second facteur, celui qui apprendrait votre mot de passe ne pourrait pas se connecter.",
    ),
    "factor advised": Wording(
        "We advise you to add a second factor to your account; you can also go on without one.",
        "Nous vous conseillons d’ajouter un second facteur à votre compte ; vous pouvez continuer sans.",
    ),
    "factor demanded": Wording(
        "This page asks for a second factor. Add one here, then go on.",
        "Cette page demande un second facteur. Ajoutez-en un ici, puis continuez.",
    ),
    "authenticator app": Wording("Authenticator app", "Application d’authentification"),
    "app explained": Wording(
        "An app on your telephone shows a new code every 30 seconds.",
        "Une application de votre téléphone affiche un nouveau code toutes les 30 secondes.",
    ),
    "app active": Wording(
        "Your app’s code is asked for when you sign in.",
        "Le code de votre application vous est demandé à la connexion.",
    ),
    "add app": Wording("Add an authenticator app", "Ajouter une application d’authentification"),
    "remove app": Wording("Remove the authenticator app", "Retirer l’application d’authentification"),
    "remove app explained": Wording(
        "Its codes will no longer open your account. If it is your last second factor, your recovery codes"
        " end with it.",
        "Ses codes n’ouvriront plus votre compte. Si c’est votre dernier second facteur, vos codes de"
        " secours disparaissent avec lui.",
    ),
    "scan this": Wording(
        "Scan this picture with your authenticator app.",
        "Lisez cette image avec votre application d’authentification.",
    ),
    "picture of the key": Wording(
        "Picture of the key that stands below", "Image de la clé indiquée ci-dessous"
    ),
    "or type this key": Wording("Or type this key into it:", "Ou saisissez-y cette clé :"),
    "then type the code": Wording(
        "Then type the code that it shows.", "Saisissez ensuite le code qu’elle affiche."
    ),
    "code of the app": Wording("Code of the app", "Code de l’application"),
    "code of the app or recovery code": Wording(
        "Code of your app, or a recovery code", "Code de votre application, ou code de secours"
    ),
    "recovery codes": Wording("Recovery codes", "Codes de secours"),
    "codes explained": Wording(
        "Each of these codes opens your account once, if you lose your telephone or your passkey. Print them,"
        " or keep them where nobody else looks.",
        "Chacun de ces codes ouvre votre compte une fois, si vous perdez votre téléphone ou votre clé"
        " d’accès. Imprimez-les, ou gardez-les là où nul autre ne regarde.",
    ),
    "codes left": Wording("Codes that still work:", "Codes encore utilisables :"),
    "show codes": Wording("Show the recovery codes", "Afficher les codes de secours"),
    "download codes": Wording("Download the codes", "Télécharger les codes"),
    "new codes": Wording("Make new recovery codes", "Créer de nouveaux codes de secours"),
    "new codes explained": Wording(
        "The codes that you have now will no longer work.", "Vos codes actuels ne fonctionneront plus."
    ),
    "codes are kept": Wording("I keep them safe: go on", "Je les garde en lieu sûr : continuer"),
    "second step": Wording("Second step of signing in", "Seconde étape de la connexion"),
    "second step explained": Wording(
        "Your account has a second factor. Type the code of your authenticator app, or use a passkey.",
        "Votre compte a un second facteur. Saisissez le code de votre application ou utilisez une clé"
        " d’accès.",
    ),
    "or a passkey": Wording("Or with a passkey", "Ou avec une clé d’accès"),
    "give up sign-in": Wording("Do not sign in", "Ne pas se connecter"),
    "save": Wording("Save", "Enregistrer"),
}

_PASSKEYS: Final = {
    "passkeys": Wording("Passkeys", "Clés d’accès"),
    "my passkey": Wording("My passkey", "Ma clé d’accès"),
    "passkey explained": Wording(
        "A passkey lies in your telephone, your computer or a security key, and signs you in with a finger, a"
        " look or a short code. It cannot be given away by mistake.",
        "Une clé d’accès se trouve dans votre téléphone, votre ordinateur ou une clé de sécurité, et vous"
        " connecte d’un doigt, d’un regard ou par un code court. Elle ne peut pas être communiquée par"
        " erreur.",
    ),
    "passkey wants script": Wording(
        "A passkey needs JavaScript, which your browser has switched off.",
        "Une clé d’accès demande JavaScript, que votre navigateur a désactivé.",
    ),
    "add passkey": Wording("Add a passkey", "Ajouter une clé d’accès"),
    "name of passkey": Wording("Name of this passkey", "Nom de cette clé d’accès"),
    "passkey signs in alone": Wording(
        "It signs me in without a password", "Elle me connecte sans mot de passe"
    ),
    "look after passkeys": Wording("Rename or remove passkeys", "Renommer ou retirer des clés d’accès"),
    "no passkey": Wording("You have no passkey yet.", "Vous n’avez pas encore de clé d’accès."),
    "added on": Wording("added on", "ajoutée le"),
    "last used on": Wording("last used on", "utilisée pour la dernière fois le"),
    "rename": Wording("Rename", "Renommer"),
    "remove": Wording("Remove", "Retirer"),
    "rename passkey": Wording("Rename a passkey", "Renommer une clé d’accès"),
    "remove passkey": Wording("Remove a passkey", "Retirer une clé d’accès"),
    "remove passkey explained": Wording(
        "This passkey will no longer open your account:", "Cette clé d’accès n’ouvrira plus votre compte :"
    ),
    "use passkey": Wording("Use a passkey", "Utiliser une clé d’accès"),
    "sign in by passkey": Wording("Sign in with a passkey", "Se connecter avec une clé d’accès"),
    "confirm it is you": Wording("Confirm that it is you", "Confirmez que c’est vous"),
    "confirm explained": Wording(
        "What you are about to do changes how your account is protected.",
        "Ce que vous allez faire change la protection de votre compte.",
    ),
    "another way": Wording("Another way", "Une autre façon"),
    "by password": Wording("By password", "Par mot de passe"),
}

_LETTERS: Final = {
    "told recovery_codes_generated": Wording(
        "New recovery codes were made for your account.",
        "De nouveaux codes de secours ont été créés pour votre compte.",
    ),
    "told totp_activated": Wording(
        "An authenticator app was added to your account.",
        "Une application d’authentification a été ajoutée à votre compte.",
    ),
    "told totp_deactivated": Wording(
        "The authenticator app was removed from your account.",
        "L’application d’authentification a été retirée de votre compte.",
    ),
    "told webauthn_added": Wording(
        "A passkey was added to your account.", "Une clé d’accès a été ajoutée à votre compte."
    ),
    "told webauthn_removed": Wording(
        "A passkey was removed from your account.", "Une clé d’accès a été retirée de votre compte."
    ),
    "told account changed": Wording(
        "We write to you because this changed in your account:",
        "Nous vous écrivons parce que ceci a changé dans votre compte :",
    ),
    "told if not you": Wording(
        "If it was not you, change your password at once, and end all other sessions in My account.",
        "Si ce n’était pas vous, changez tout de suite votre mot de passe et mettez fin à toutes les autres"
        " sessions dans Mon compte.",
    ),
}

_SESSIONS: Final = {
    "sessions": Wording("Where you are signed in", "Où vous êtes connecté"),
    "this one": Wording("This browser", "Ce navigateur"),
    "began": Wording("Since", "Depuis le"),
    "last seen": Wording("Last seen", "Dernière visite le"),
    "end this": Wording("End this session", "Mettre fin à cette session"),
    "end all others": Wording("End all other sessions", "Mettre fin à toutes les autres sessions"),
    "session ended": Wording("The session was ended.", "La session est terminée."),
    "others ended": Wording("All other sessions were ended.", "Toutes les autres sessions sont terminées."),
    "sign-ins": Wording("Your last sign-ins", "Vos dernières connexions"),
    "nothing of sign-ins is kept": Wording(
        "This site keeps no log of sign-ins.", "Ce site ne garde aucun historique de vos connexions."
    ),
    "no sign-in yet": Wording("There is none yet.", "Il n’y en a pas encore."),
    "date": Wording("Date", "Date"),
    "address": Wording("IP address", "Adresse IP"),
    "place": Wording("Place", "Lieu"),
    "country": Wording("Country", "Pays"),
    "browser": Wording("Browser", "Navigateur"),
    "device": Wording("Device", "Appareil"),
    "phone": Wording("telephone", "téléphone"),
    "tablet": Wording("tablet", "tablette"),
    "computer": Wording("computer", "ordinateur"),
    "place unknown": Wording("unknown", "inconnu"),
    "places by": Wording(
        "Places as far as they are known: IP geolocation by",
        "Lieux, pour autant qu’ils soient connus : géolocalisation d’adresses IP par",
    ),
    "why and how long": Wording(
        "Why we keep this, and how long", "Pourquoi et combien de temps nous gardons cela"
    ),
    "new country": Wording(
        "It came from a country where you have not signed in before.",
        "Elle vient d’un pays depuis lequel vous ne vous étiez pas encore connecté.",
    ),
    "new device": Wording(
        "It came from a device that we have not seen before.",
        "Elle vient d’un appareil que nous n’avions pas encore vu.",
    ),
    "alert subject": Wording(
        "An unusual sign-in to your account", "Une connexion inhabituelle à votre compte"
    ),
    "alert text": Wording(
        "Somebody has just signed in to your account.", "Quelqu’un vient de se connecter à votre compte."
    ),
    "alert was you": Wording(
        "If it was you, there is nothing to do.", "Si c’était vous, il n’y a rien à faire."
    ),
    "alert was not you": Wording(
        "If it was not you, open this link: it ends that session and all others, and your password opens"
        " nothing any more.",
        "Si ce n’était pas vous, ouvrez ce lien : il met fin à cette session et à toutes les autres, et votre"
        " mot de passe n’ouvre plus rien.",
    ),
    "not me": Wording("This was not me", "Ce n’était pas moi"),
    "not me explained": Wording(
        "The button ends every session of your account, this browser’s too. Your password will then open"
        " nothing; you choose a new one by a letter to your address.",
        "Le bouton met fin à toutes les sessions de votre compte, y compris dans ce navigateur. Votre mot de"
        " passe n’ouvrira plus rien ; vous en choisirez un nouveau par un message envoyé à votre adresse.",
    ),
    "not me button": Wording("This was not me: end everything", "Ce n’était pas moi : mettre fin à tout"),
    "not me done": Wording(
        "Every session was ended, and the password no longer opens anything. Choose a new one, and look"
        " through your second factors and passkeys.",
        "Toutes les sessions sont terminées et le mot de passe n’ouvre plus rien. Choisissez-en un nouveau,"
        " et vérifiez vos seconds facteurs et vos clés d’accès.",
    ),
    "choose new password": Wording("Choose a new password", "Choisir un nouveau mot de passe"),
    "link used": Wording(
        "This link was used already, or its time is over.", "Ce lien a déjà servi, ou son délai est écoulé."
    ),
}

_STAFF: Final = {
    "join staff": Wording("Join the staff of this site", "Rejoindre le personnel de ce site"),
    "join staff explained": Wording(
        "Choose a password. After your first sign-in you add a second factor: your work cannot be reached"
        " without.",
        "Choisissez un mot de passe. Après votre première connexion, vous ajoutez un second facteur : votre"
        " travail n’est pas accessible sans lui.",
    ),
    "new password again": Wording("The same again", "Le même encore une fois"),
    "password chosen": Wording(
        "Your password is chosen. Sign in with it.", "Votre mot de passe est choisi. Connectez-vous avec lui."
    ),
    "staff added": Wording("Somebody was made a member of staff", "Une personne a rejoint le personnel"),
    "staff recovered": Wording(
        "A member of staff was given a new way in", "Un membre du personnel a reçu un nouvel accès"
    ),
    "account": Wording("Account:", "Compte :"),
    "role": Wording("Role:", "Rôle :"),
    "staff ask": Wording(
        "It was done on the machine of the site. If you do not know why, ask who runs it.",
        "Cela a été fait sur la machine du site. Si vous n’en connaissez pas la raison, demandez à qui"
        " l’administre.",
    ),
    "not for staff": Wording(
        "Staff do not sign in through other platforms",
        "Le personnel ne se connecte pas par d’autres plateformes",
    ),
    "not for staff explained": Wording(
        "No other platform may open the account of a member of staff. Sign in with your password or a"
        " passkey.",
        "Aucune autre plateforme ne peut ouvrir le compte d’un membre du personnel. Connectez-vous avec"
        " votre mot de passe ou une clé d’accès.",
    ),
}

_PLATFORMS: Final = {
    "sign in through": Wording("Sign in through", "Se connecter par"),
    "connect": Wording("Connect", "Relier"),
    "disconnect": Wording("Disconnect", "Délier"),
    "connected on": Wording("connected on", "relié le"),
    "no platform": Wording(
        "Your account is connected to no other platform.",
        "Votre compte n’est relié à aucune autre plateforme.",
    ),
    "platforms learn": Wording(
        "If you sign in through another platform, it learns that you use this site. Before you press its"
        " button it learns nothing.",
        "Si vous vous connectez par une autre plateforme, elle apprend que vous utilisez ce site. Avant que"
        " vous n’appuyiez sur son bouton, elle n’apprend rien.",
    ),
    "policy of platform": Wording(
        "Read first the privacy policy of {platform}",
        "Lisez d’abord la politique de confidentialité de {platform}",
    ),
    "password before disconnecting": Wording(
        "Choose a password first: else nothing opens your account any more.",
        "Choisissez d’abord un mot de passe : sinon plus rien n’ouvrirait votre compte.",
    ),
    "sign up through": Wording(
        "One more page, and you have an account, which you open through",
        "Encore une page, et vous aurez un compte, que vous ouvrirez par",
    ),
    "platform cancelled": Wording(
        "You did not agree at the other platform, and are not signed in.",
        "Vous n’avez pas donné votre accord sur l’autre plateforme, et n’êtes pas connecté.",
    ),
    "platform failed": Wording(
        "The other platform’s answer did not fit the button that was pressed here. Try again.",
        "La réponse de l’autre plateforme ne correspond pas au bouton actionné ici. Réessayez.",
    ),
    "back to sign-in": Wording("Back to signing in", "Retour à la connexion"),
    "told platform connected": Wording(
        "Another platform was connected to your account.", "Une autre plateforme a été reliée à votre compte."
    ),
    "told platform disconnected": Wording(
        "Another platform was disconnected from your account: what it knew you by here is erased.",
        "Une autre plateforme a été déliée de votre compte : l’identifiant qu’elle vous donnait est effacé.",
    ),
    "send code": Wording("Send me a code", "M’envoyer un code"),
    "send another code": Wording("Send another code", "Envoyer un autre code"),
    "code of the letter": Wording("Code of the letter", "Code reçu par message"),
    "code wrong": Wording(
        "This is not the code of the last letter.", "Ce n’est pas le code du dernier message."
    ),
    "code too often": Wording(
        "Too many codes were sent. Try again in an hour.",
        "Trop de codes ont été envoyés. Réessayez dans une heure.",
    ),
    "code subject": Wording("Your code", "Votre code"),
    "code text": Wording(
        "This code confirms that it is you. It works for ten minutes. If you did not ask for it, end your"
        " other sessions in My account.",
        "Ce code confirme que c’est vous. Il fonctionne pendant dix minutes. Si vous ne l’avez pas demandé,"
        " mettez fin à vos autres sessions dans Mon compte.",
    ),
}

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {**_FACTORS, **_PASSKEYS, **_SESSIONS, **_STAFF, **_PLATFORMS, **_LETTERS}
)
