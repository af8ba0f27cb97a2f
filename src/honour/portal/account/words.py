"""What the pages of an account say, in both languages side by side. What is in braces is filled in."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

_PAGES: Final = {
    "problem": Wording("There is a problem", "Il y a un problème"),
    "title of a refusal": Wording("Error: ", "Erreur : "),
    "sign in": Wording("Sign in", "Se connecter"),
    "passkey sign-in": Wording("Sign in with a passkey", "Se connecter avec une clé d’accès"),
    "no account yet": Wording("Have you no account yet?", "Vous n’avez pas encore de compte ?"),
    "has account": Wording("Have you an account already?", "Vous avez déjà un compte ?"),
    "forgot password": Wording("Forgot your password?", "Mot de passe oublié ?"),
    "forgot name": Wording(
        "If you have forgotten your user name, sign in with your e-mail address: “My account” shows it. If "
        "you "
        "have forgotten the address, sign in with the user name.",
        "Si vous avez oublié votre identifiant, connectez-vous avec votre adresse électronique : « Mon "
        "compte » vous le rappelle. Si vous avez oublié l’adresse, connectez-vous avec l’identifiant.",
    ),
    "sign up heading": Wording("Create an account", "Créer un compte"),
    "sign up button": Wording("Create the account", "Créer le compte"),
    "read before": Wording("Read them first:", "À lire d’abord :"),
    "legal notice": Wording("legal notice", "mentions légales"),
    "the policy": Wording("privacy policy", "politique de confidentialité"),
    "advice": Wording("Our advice", "Nos conseils"),
    "why asked": Wording("What we need it for", "À quoi cela sert"),
    "look at mail": Wording("Look at your e-mail", "Consultez votre messagerie"),
    "confirmation sent": Wording(
        "We have sent a letter to the address that you gave. Follow its link within three days to confirm "
        "the "
        "address. Until then nobody can sign in with it.",
        "Nous avons envoyé un message à l’adresse que vous avez indiquée. Suivez son lien dans les trois "
        "jours "
        "pour confirmer l’adresse. D’ici là, personne ne peut se connecter avec elle.",
    ),
    "not arrived": Wording(
        "If nothing arrives, look among the unwanted mail, then try again in some minutes.",
        "Si rien n’arrive, regardez parmi les messages indésirables, puis réessayez dans quelques minutes.",
    ),
    "confirm heading": Wording("Confirm your address", "Confirmer votre adresse"),
    "confirm text": Wording(
        "Do you confirm that {address} is your address?",
        "Confirmez-vous que {address} est votre adresse ?",
    ),
    "confirm button": Wording("Yes, confirm it", "Oui, confirmer"),
    "link over": Wording("This link works no more", "Ce lien ne fonctionne plus"),
    "link over text": Wording(
        "A link works once, and for a limited time. Ask for a new one:",
        "Un lien ne fonctionne qu’une fois, et pendant un temps limité. Demandez-en un nouveau :",
    ),
    "address of another": Wording(
        "Another account has confirmed this address meanwhile.",
        "Un autre compte a confirmé cette adresse entre-temps.",
    ),
    "reset heading": Wording("Choose a new password", "Choisir un nouveau mot de passe"),
    "reset text": Wording(
        "Give your user name or your e-mail address. We send a link to the confirmed address of the account; "
        "with it you choose a new password. Nobody here knows your password, or can tell it to you.",
        "Indiquez votre identifiant ou votre adresse électronique. Nous envoyons un lien à l’adresse "
        "confirmée "
        "du compte ; il vous permet de choisir un nouveau mot de passe. Personne ici ne connaît le vôtre ni "
        "ne "
        "peut vous le dire.",
    ),
    "reset text e-mail": Wording(
        "Give your e-mail address. We send a link to the confirmed address of the account; with it you "
        "choose "
        "a new password. Nobody here knows your password, or can tell it to you.",
        "Indiquez votre adresse électronique. Nous envoyons un lien à l’adresse confirmée du compte ; il "
        "vous "
        "permet de choisir un nouveau mot de passe. Personne ici ne connaît le vôtre ni ne peut vous le "
        "dire.",
    ),
    "send link": Wording("Send the link", "Envoyer le lien"),
    "reset sent": Wording(
        "If an account bears what you typed, a letter is on its way to its confirmed address. Its link works "
        "once, for one hour.",
        "Si un compte correspond à votre saisie, un message part vers son adresse confirmée. Son lien "
        "fonctionne une fois, pendant une heure.",
    ),
    "reset sent known": Wording(
        "A letter is on its way to the confirmed address of this account. Its link works once, for one hour.",
        "Un message part vers l’adresse confirmée de ce compte. Son lien fonctionne une fois, pendant une "
        "heure.",
    ),
    "no mailbox": Wording(
        "If you no longer reach that mailbox, sign in by a passkey or with your password and change the "
        "address in “My account”. Without any of them you would have to open a new account.",
        "Si vous n’avez plus accès à cette messagerie, connectez-vous par une clé d’accès ou avec votre mot "
        "de "
        "passe, puis changez l’adresse dans « Mon compte ». Sans l’un d’eux, il vous faudrait créer un "
        "nouveau "
        "compte.",
    ),
    "no mailbox assisted": Wording(
        "If you no longer know under which name or address you are registered, tell us who you are. We never "
        "choose a password for you, and send the link to the address on file alone.",
        "Si vous ne savez plus sous quel nom ni avec quelle adresse vous êtes inscrit, dites-nous qui vous "
        "êtes. "
        "Nous ne choisissons jamais de mot de passe à votre place et n’envoyons le lien qu’à l’adresse "
        "enregistrée.",
    ),
    "save password": Wording("Save the password", "Enregistrer le mot de passe"),
    "change password": Wording("Change the password", "Changer le mot de passe"),
    "set password": Wording("Choose a password", "Choisir un mot de passe"),
    "password saved": Wording(
        "Your new password is saved. Everybody who was signed in to your account elsewhere no longer is.",
        "Votre nouveau mot de passe est enregistré. Quiconque était connecté ailleurs à votre compte ne "
        "l’est "
        "plus.",
    ),
    "reauthenticate heading": Wording("Is it you?", "Est-ce bien vous ?"),
    "reauthenticate text": Wording(
        "Before this change, type your password once more.",
        "Avant ce changement, saisissez à nouveau votre mot de passe.",
    ),
    "other ways": Wording("Other ways", "Autres moyens"),
    "go on": Wording("Continue", "Continuer"),
    "change address": Wording("Change the e-mail address", "Changer l’adresse électronique"),
    "current address": Wording("Your address is {address}.", "Votre adresse est {address}."),
    "waiting address": Wording(
        "{address} waits to be confirmed: follow the link that we sent there.",
        "{address} attend d’être confirmée : suivez le lien que nous y avons envoyé.",
    ),
    "change sent": Wording(
        "We have sent a letter to the new address. Follow its link within a day: until then the old address "
        "stays. We then tell the old address of the change.",
        "Nous avons envoyé un message à la nouvelle adresse. Suivez son lien avant demain : d’ici là, "
        "l’ancienne adresse reste valable. Nous avertirons alors l’ancienne du changement.",
    ),
    "address confirmed": Wording("The address is confirmed.", "L’adresse est confirmée."),
    "cancel change": Wording("Keep the old address", "Garder l’ancienne adresse"),
    "sign out heading": Wording("Sign out?", "Se déconnecter ?"),
    "signed in": Wording("You are signed in.", "Vous êtes connecté."),
    "signed out": Wording("You are signed out.", "Vous êtes déconnecté."),
    "inactive": Wording("This account is closed", "Ce compte est fermé"),
    "inactive text": Wording("Nobody can sign in to it any more.", "Plus personne ne peut s’y connecter."),
    "too often": Wording("Too many tries", "Trop d’essais"),
    "too often text": Wording(
        "Wait some minutes, then try again. Nothing was changed.",
        "Attendez quelques minutes, puis réessayez. Rien n’a été modifié.",
    ),
}

_FIELDS: Final = {
    "user name or e-mail": Wording("User name or e-mail address", "Identifiant ou adresse électronique"),
    "password again": Wording("The password again", "Le mot de passe, à nouveau"),
    "new password": Wording("New password", "Nouveau mot de passe"),
    "current password": Wording("Current password", "Mot de passe actuel"),
    "new address": Wording("New e-mail address", "Nouvelle adresse électronique"),
    "user name hint": Wording(
        "Letters, digits and . _ - +; only you and the staff see it.",
        "Lettres, chiffres et . _ - + ; vous seul et notre personnel le voyez.",
    ),
    "e-mail hint": Wording(
        "We send a link there to confirm it.", "Nous y envoyons un lien pour la confirmer."
    ),
}

_REFUSALS: Final = {
    "give login": Wording(
        "Enter your user name or e-mail address", "Saisissez votre identifiant ou votre adresse électronique"
    ),
    "give e-mail": Wording("Enter your e-mail address", "Saisissez votre adresse électronique"),
    "give user name": Wording("Enter a user name", "Saisissez un identifiant"),
    "give password": Wording("Enter a password", "Saisissez un mot de passe"),
    "give password again": Wording("Enter the password again", "Saisissez à nouveau le mot de passe"),
    "give current password": Wording("Enter your current password", "Saisissez votre mot de passe actuel"),
    "tick read": Wording(
        "Tick the box once you have read the privacy policy",
        "Cochez la case après avoir lu la politique de confidentialité",
    ),
    "e-mail wrong": Wording(
        "Enter an e-mail address like name@example.org",
        "Saisissez une adresse électronique comme nom@exemple.org",
    ),
    "passwords differ": Wording(
        "The two passwords differ: type the same one twice",
        "Les deux mots de passe diffèrent : saisissez deux fois le même",
    ),
    "current wrong": Wording("This is not your current password", "Ce n’est pas votre mot de passe actuel"),
    "sign in wrong": Wording(
        "What you typed opens no account: check the name or address and the password",
        "Votre saisie n’ouvre aucun compte : vérifiez l’identifiant ou l’adresse et le mot de passe",
    ),
    "unknown": Wording("No account bears what you typed", "Aucun compte ne correspond à votre saisie"),
    "too many tries": Wording(
        "Too many tries: wait five minutes, use a passkey, or ask for a new password",
        "Trop d’essais : attendez cinq minutes, utilisez une clé d’accès ou demandez un nouveau mot de passe",
    ),
    "user name taken": Wording(
        "Somebody else has this user name: choose another",
        "Cet identifiant est déjà pris : choisissez-en un autre",
    ),
    "user name wrong": Wording(
        "A user name has letters, digits and . _ - + only, and no @",
        "Un identifiant n’a que des lettres, des chiffres et . _ - +, et pas de @",
    ),
    "address taken": Wording("An account has this address already", "Un compte a déjà cette adresse"),
    "address same": Wording("This is your address already", "C’est déjà votre adresse"),
}

_PASSWORDS: Final = {
    "rule entropy": Wording(
        "Hard to guess: at least {least} characters of all sorts, or a sentence of your own. Not one of the "
        "best-known passwords, nor your name or address.",
        "Difficile à deviner : au moins {least} caractères de toutes sortes, ou une phrase de votre "
        "invention. "
        "Ni l’un des mots de passe les plus répandus, ni votre identifiant ou votre adresse.",
    ),
    "rule composition": Wording(
        "At least {least} characters, among them capital and small letters, digits and special characters. "
        "Not one of the best-known passwords.",
        "Au moins {least} caractères, dont des majuscules, des minuscules, des chiffres et des caractères "
        "spéciaux. Pas l’un des mots de passe les plus répandus.",
    ),
    "rule length": Wording(
        "At least {least} characters, of any sort. Not one of the best-known passwords.",
        "Au moins {least} caractères, de toute sorte. Pas l’un des mots de passe les plus répandus.",
    ),
    "password short": Wording(
        "This password has {has} characters: it needs at least {least}",
        "Ce mot de passe compte {has} caractères : il en faut au moins {least}",
    ),
    "password long": Wording(
        "This password is too long: shorten it to {most} characters",
        "Ce mot de passe est trop long : raccourcissez-le à {most} caractères",
    ),
    "password capital": Wording("This password lacks a capital letter", "Il manque une majuscule"),
    "password small": Wording("This password lacks a small letter", "Il manque une minuscule"),
    "password digit": Wording("This password lacks a digit", "Il manque un chiffre"),
    "password special": Wording(
        "This password lacks a special character, such as ! or -",
        "Il manque un caractère spécial, comme ! ou -",
    ),
    "password common": Wording(
        "This password is one of the best known: choose another",
        "Ce mot de passe est l’un des plus répandus : choisissez-en un autre",
    ),
    "password known": Wording(
        "This password holds your name or address: choose one that has nothing to do with you",
        "Ce mot de passe contient votre identifiant ou votre adresse : choisissez-en un sans rapport avec "
        "vous",
    ),
    "password of place": Wording(
        "This password holds the name of this site: choose one that has nothing to do with it",
        "Ce mot de passe contient le nom de ce site : choisissez-en un sans rapport avec lui",
    ),
    "password easy": Wording(
        "This password is too easy to guess: make it longer, or mix more sorts of characters",
        "Ce mot de passe est trop facile à deviner : allongez-le, ou mêlez davantage de sortes de caractères",
    ),
    "meter": Wording("How hard to guess", "Difficulté à deviner"),
    "meter weak": Wording("still too easy to guess", "encore trop facile à deviner"),
    "meter strong": Wording("hard to guess", "difficile à deviner"),
}

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(_PAGES | _FIELDS | _REFUSALS | _PASSWORDS)
