"""What the pages of contact say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "contact": Wording("Contact", "Contact"),
        "contact us": Wording("Write to us", "Nous écrire"),
        "contact lead": Wording(
            "A question, or a right over your data: anybody may write here, with an account or without.",
            "Une question, ou un droit sur vos données : chacun peut écrire ici, avec ou sans compte.",
        ),
        "contact from policy": Wording(
            "A question about this policy, or a request about your data?",
            "Une question sur cette politique, ou une demande concernant vos données ?",
        ),
        "contact signed in": Wording(
            "You are signed in, so we know that it is you and need no other proof. We answer to",
            "Vous êtes connecté : nous savons que c’est vous et ne demandons pas d’autre preuve. Nous"
            " répondons à",
        ),
        "contact account first": Wording(
            "If you have an account, sign in first: we then know that it is you, and need no other proof.",
            "Si vous avez un compte, connectez-vous d’abord : nous saurons que c’est vous et ne demanderons"
            " pas d’autre preuve.",
        ),
        "choose": Wording("Choose", "Choisissez"),
        "contact subject": Wording("What is it about?", "De quoi s’agit-il ?"),
        "contact on_behalf": Wording("Whose data is it?", "De qui sont les données ?"),
        "contact email": Wording("Your e-mail address", "Votre adresse électronique"),
        "contact email hint": Wording(
            "We answer there, and use it for nothing else.",
            "Nous y répondons et n’en faisons aucun autre usage.",
        ),
        "contact name": Wording("Your name (optional)", "Votre nom (facultatif)"),
        "contact known_as": Wording(
            "Under what name does the site know the person? (optional)",
            "Sous quel nom le site connaît-il la personne ? (facultatif)",
        ),
        "contact known_as hint": Wording(
            "A user name, an address or a customer number, if it is not yours above.",
            "Un identifiant, une adresse ou un numéro de client, si ce n’est pas le vôtre ci-dessus.",
        ),
        "contact text": Wording("Your message", "Votre message"),
        "contact text hint": Wording(
            "Send no identity document: we ask for one only where there is a real doubt.",
            "N’envoyez pas de pièce d’identité : nous n’en demandons qu’en cas de doute réel.",
        ),
        "give contact subject": Wording("Choose what it is about", "Choisissez de quoi il s’agit"),
        "give contact on_behalf": Wording("Say whose data it is", "Indiquez de qui sont les données"),
        "give contact email": Wording(
            "Enter an address at which we can answer", "Saisissez une adresse à laquelle vous répondre"
        ),
        "give contact name": Wording("Enter your name", "Saisissez votre nom"),
        "give contact known_as": Wording("Enter a name", "Saisissez un nom"),
        "give contact text": Wording("Write your message", "Écrivez votre message"),
        "contact e-mail wrong": Wording(
            "Enter an address such as name@example.com", "Saisissez une adresse comme nom@exemple.fr"
        ),
        "contact text long": Wording(
            "Shorten your message to {most} characters", "Limitez votre message à {most} caractères"
        ),
        "subject question": Wording("A question", "Une question"),
        "subject access": Wording("See my data", "Voir mes données"),
        "subject rectify": Wording("Correct my data", "Rectifier mes données"),
        "subject erase": Wording(
            "Close my account, or erase my data", "Fermer mon compte ou effacer mes données"
        ),
        "subject object": Wording("Object to a use of my data", "M’opposer à un usage de mes données"),
        "subject restrict": Wording("Restrict the use of my data", "Limiter l’usage de mes données"),
        "subject theft": Wording("Somebody uses my identity", "Quelqu’un utilise mon identité"),
        "subject death": Wording("Somebody has died", "Une personne est décédée"),
        "subject other": Wording("Another right over data", "Un autre droit sur des données"),
        "behalf myself": Wording("Mine", "De moi"),
        "behalf mandate": Wording("Somebody’s who gave me a mandate", "D’une personne qui m’a donné mandat"),
        "behalf child": Wording("My child’s, who is a minor", "De mon enfant mineur"),
        "behalf heir": Wording(
            "Somebody’s who has died; I am an heir", "D’une personne décédée ; je suis héritier"
        ),
        "contact send": Wording("Send", "Envoyer"),
        "contact sent": Wording("We have your message", "Nous avons votre message"),
        "contact reference": Wording("Its reference is", "Sa référence est"),
        "contact sent letter": Wording(
            "We have sent it to your address too. If no letter comes, look into your unwanted mail.",
            "Nous l’avons aussi envoyée à votre adresse. Si aucun message n’arrive, regardez dans vos"
            " indésirables.",
        ),
        "contact answer by": Wording("We answer by", "Nous répondons au plus tard le"),
        "contact who asks": Wording(
            "We must first know whose request it is. The letter says what to do, if there is anything.",
            "Nous devons d’abord savoir de qui est la demande. Notre message vous dit s’il y a quelque chose"
            " à faire.",
        ),
        "contact mine": Wording("What you wrote to us", "Ce que vous nous avez écrit"),
        "contact received on": Wording("received on", "reçu le"),
        "contact answered on": Wording("answered on", "répondu le"),
        "contact our answer": Wording("Our answer", "Notre réponse"),
        "contact until": Wording(
            "We keep each message for one year, to answer it and to show that we did.",
            "Nous gardons chaque message un an, pour y répondre et pouvoir montrer que nous l’avons fait.",
        ),
        "contact asked": Wording(
            "A request about your data came in your name. If it is not yours, stop it.",
            "Une demande concernant vos données est arrivée en votre nom. Si elle n’est pas de vous,"
            " arrêtez-la.",
        ),
        "contact look": Wording("See it", "La voir"),
        "contact waits": Wording(
            "This request came without your signing in. Nothing is done before",
            "Cette demande est arrivée sans que vous soyez connecté. Rien ne sera fait avant le",
        ),
        "contact stop": Wording("I did not ask this: stop it", "Je n’ai rien demandé : arrêter"),
        "contact stopped": Wording("The request is stopped", "La demande est arrêtée"),
        "contact stopped help": Wording(
            "It is nobody’s any more, and nothing is done. Somebody may read your mail: choose a new password"
            " for it and for your account here.",
            "Elle n’est plus à personne et rien ne sera fait. Quelqu’un lit peut-être votre courrier :"
            " choisissez un nouveau mot de passe pour celui-ci et pour votre compte ici.",
        ),
        "contact too late": Wording("It cannot be stopped any more", "Elle ne peut plus être arrêtée"),
        "contact too late help": Wording(
            "It was stopped before, or answered. Write to us if that was not you.",
            "Elle a déjà été arrêtée, ou nous y avons répondu. Écrivez-nous si ce n’était pas vous.",
        ),
        "contact is it yours": Wording("Is this request yours?", "Cette demande est-elle de vous ?"),
        "contact it is about": Wording("It is about:", "Elle concerne :"),
        "contact yes mine": Wording("Yes, I asked this", "Oui, je l’ai demandé"),
        "contact mine help": Wording(
            "We then write to every address that we know of the account, and wait 72 hours, so that nobody"
            " can ask in your place with your mailbox alone.",
            "Nous écrivons ensuite à toutes les adresses connues du compte et attendons 72 heures, pour que"
            " personne ne puisse demander à votre place avec votre seule boîte aux lettres.",
        ),
        "contact wait begins": Wording("Thank you. We wait 72 hours", "Merci. Nous attendons 72 heures"),
        "contact wait help": Wording(
            "We have told every address and browser of the account. The delay for our answer runs on.",
            "Nous avons prévenu toutes les adresses et tous les navigateurs du compte. Le délai de réponse"
            " continue de courir.",
        ),
        "contact over": Wording("This link opens nothing any more", "Ce lien n’ouvre plus rien"),
        "contact over help": Wording(
            "It was used, or its time is over. You can write to us again.",
            "Il a servi, ou son délai est passé. Vous pouvez nous écrire de nouveau.",
        ),
        "contact archive": Wording("All that we hold about you", "Tout ce que nous détenons sur vous"),
        "contact archive of": Wording(
            "You asked to see it. The reference of your request is",
            "Vous avez demandé à le voir. La référence de votre demande est",
        ),
        "contact archive help": Wording(
            "You get one ZIP archive with a page to read in each language of the site, the same for other"
            " programs, and your files if there are any. It is made as it leaves: no copy stays here. Keep it"
            " where nobody else looks.",
            "Vous recevez une archive ZIP : une page à lire dans chaque langue du site, le même contenu pour"
            " d’autres programmes, et vos fichiers s’il y en a. Elle est créée à l’envoi : aucune copie ne"
            " reste ici. Gardez-la là où nul autre ne regarde.",
        ),
        "contact archive until": Wording("This page works until", "Cette page fonctionne jusqu’au"),
        "contact archive button": Wording("Download the archive", "Télécharger l’archive"),
        "contact archive name": Wording("my-data", "mes-donnees"),
        "ask back": Wording("I lost access to my account", "J’ai perdu l’accès à mon compte"),
        "ask back lead": Wording(
            "If you know neither your user name nor the address of your account any more, but still read"
            " its mailbox, tell us who you are. Two members of our staff compare it with the account. Then"
            " its holder is told, and after three days a link to choose a new password goes to the address"
            " on file, and to no other. Nobody here learns or chooses your password.",
            "Si vous ne connaissez plus ni l’identifiant ni l’adresse de votre compte, mais relevez"
            " toujours cette messagerie, dites-nous qui vous êtes. Deux membres de notre personnel le"
            " rapprochent du compte. Son titulaire est ensuite averti et, après trois jours, un lien pour"
            " choisir un nouveau mot de passe part à l’adresse enregistrée, et à nulle autre. Personne ici"
            " n’apprend ni ne choisit votre mot de passe.",
        ),
        "ask back first_name": Wording("First name", "Prénom"),
        "ask back last_name": Wording("Last name", "Nom"),
        "ask back other": Wording("What else you remember", "Ce dont vous vous souvenez encore"),
        "ask back other hint": Wording(
            "At least one thing that only you and we know: an old address, a user name, a telephone"
            " number, the number of an order",
            "Au moins une chose que vous et nous sommes seuls à connaître : une ancienne adresse, un"
            " identifiant, un numéro de téléphone ou de commande",
        ),
        "ask back give first_name": Wording("Give your first name", "Indiquez votre prénom"),
        "ask back give last_name": Wording("Give your last name", "Indiquez votre nom"),
        "ask back give other": Wording(
            "Say something else by which we know your account",
            "Indiquez autre chose qui permette de reconnaître votre compte",
        ),
        "ask back button": Wording("Ask for help", "Demander de l’aide"),
        "ask back until": Wording(
            "What you write here is sealed, and erased when the case is closed, after thirty days at the"
            " latest.",
            "Ce que vous écrivez ici est chiffré, puis effacé à la clôture du dossier, au plus tard après"
            " trente jours.",
        ),
        "ask back taken": Wording("We have what you wrote", "Nous avons bien reçu votre demande"),
        "ask back taken help": Wording(
            "If we recognise an account, letters go to its known addresses. You get no other answer here:"
            " else anybody could find out who has an account.",
            "Si nous reconnaissons un compte, des messages partent à ses adresses connues. Aucune autre"
            " réponse n’est donnée ici : n’importe qui pourrait sinon apprendre qui a un compte.",
        ),
        "stop recovery": Wording(
            "Did you lose access to your account?", "Avez-vous perdu l’accès à votre compte ?"
        ),
        "stop recovery help": Wording(
            "Somebody says so in your name. If it was not you, stop it: no link is sent then.",
            "Quelqu’un l’affirme en votre nom. Si ce n’est pas vous, arrêtez-le : aucun lien ne sera envoyé.",
        ),
        "stop recovery button": Wording("It was not I: stop it", "Ce n’est pas moi : arrêter"),
    }
)
