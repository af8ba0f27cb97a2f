"""What the frame of every page says, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "skip": Wording("Skip to the text", "Aller au texte"),
        "identification": Wording("Sign in", "Identification"),
        "sign up": Wording("Create an account", "Créer un compte"),
        "my account": Wording("My account", "Mon compte"),
        "sign out": Wording("Sign out", "Se déconnecter"),
        "privacy": Wording("Privacy policy", "Politique de confidentialité"),
        "language": Wording("Language", "Langue"),
        "home": Wording("Home", "Accueil"),
        "main menu": Wording("Main menu", "Menu principal"),
        "times of": Wording("Times are those of {zone}.", "Les heures sont celles du fuseau {zone}."),
        "share this page": Wording("Share this page:", "Partager cette page :"),
        "outbox": Wording("Outbox", "Courrier envoyé"),
        "outbox empty": Wording("No letter was written yet.", "Aucun message n’a encore été écrit."),
        "outbox demo": Wording(
            "This site is a demo: it sends no mail, and shows here what it would have sent.",
            "Ce site est une démonstration : il n’envoie aucun courrier et montre ici ce qu’il"
            " aurait envoyé.",
        ),
        "outbox dropped": Wording(
            "The text carried a link or a code, and was dropped: a demo keeps it for an hour, any other site"
            " not at all once it is sent.",
            "Le texte portait un lien ou un code et a été effacé : une démonstration le garde une heure,"
            " tout autre site l’efface dès l’envoi.",
        ),
        "user name": Wording("User name", "Identifiant"),
        "password": Wording("Password", "Mot de passe"),
        "e-mail address": Wording("E-mail address", "Adresse électronique"),
        "second factor": Wording("Second factor and passkeys", "Second facteur et clés d’accès"),
        "other platforms": Wording("Sign-in through other platforms", "Connexion par d’autres plateformes"),
        "published by": Wording("This site is published by", "Ce site est publié par"),
        "whole policy": Wording(
            "Read the whole privacy policy", "Lire toute la politique de confidentialité"
        ),
        "demo": Wording(
            "This is a demonstration: nobody is real, and letters go to one page instead of a mailbox:",
            "Ceci est une démonstration : personne n’est réel, et les messages vont sur une page au lieu"
            " d’une boîte aux lettres :",
        ),
        "not written": Wording("This text is not written yet", "Ce texte n’est pas encore écrit"),
        "not written help": Wording(
            "The publisher has announced it and will add it here.",
            "L’éditeur l’a annoncé et l’ajoutera ici.",
        ),
        "not found": Wording("This page does not exist", "Cette page n’existe pas"),
        "not found help": Wording(
            "If you typed the address, check it. If you followed a link, it may be an old one, or one that"
            " works only once.",
            "Si vous avez saisi l’adresse, vérifiez-la. Si vous avez suivi un lien, il est peut-être ancien,"
            " ou ne servait qu’une fois.",
        ),
        "forbidden": Wording("This page is not for you", "Cette page ne vous est pas ouverte"),
        "forbidden help": Wording(
            "Your account gives no access to it. Sign in with another one, or ask the site’s administrator.",
            "Votre compte n’y donne pas accès. Connectez-vous avec un autre compte, ou adressez-vous à"
            " l’administration du site.",
        ),
        "cookie refused": Wording(
            "Your browser sent no session cookie", "Votre navigateur n’a pas envoyé de cookie de session"
        ),
        "cookie refused help": Wording(
            "Nothing was done. Signing in and every form of this site need this one cookie: it recognises you"
            " from one page to the next, and nothing else. Let your browser keep the cookies of this site,"
            " then open the page again. Without it you can still read every public page.",
            "Rien n’a été fait. L’identification et chaque formulaire de ce site ont besoin de ce seul"
            " cookie : il vous reconnaît d’une page à l’autre, et rien d’autre. Autorisez votre navigateur à"
            " garder les cookies de ce site, puis ouvrez de nouveau la page. Sans lui, vous pouvez toujours"
            " lire toutes les pages publiques.",
        ),
        "stale form": Wording("This form is no longer valid", "Ce formulaire n’est plus valable"),
        "stale form help": Wording(
            "It was open for too long, or your browser refuses the session cookie. Nothing was done. Go back,"
            " reload the page and try again.",
            "Il est resté ouvert trop longtemps, ou votre navigateur refuse le cookie de session. Rien n’a"
            " été fait. Revenez en arrière, rechargez la page et recommencez.",
        ),
        "fault": Wording("Something failed on our side", "Une erreur s’est produite de notre côté"),
        "fault help": Wording(
            "What you asked was not done, or not whole. Try again in a moment; if it fails again, tell us"
            " what you were doing.",
            "Votre demande n’a pas abouti, ou pas entièrement. Réessayez dans un instant ; si l’erreur"
            " persiste, dites-nous ce que vous faisiez.",
        ),
    }
)
