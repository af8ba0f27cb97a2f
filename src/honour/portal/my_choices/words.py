"""What the pages of choices say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "modify my choices": Wording("Modify my choices", "Modifier mes choix"),
        "cookies question": Wording("Do you agree to this?", "Acceptez-vous ce qui suit ?"),
        "cookies intro": Wording(
            "The site works the same if you refuse. You can change your mind at any time by “Modify my"
            " choices”, at the foot of each page.",
            "Le site fonctionne de la même façon si vous refusez. Vous pouvez changer d’avis à tout moment"
            " par « Modifier mes choix », en bas de chaque page.",
        ),
        "refuse all": Wording("Refuse all", "Tout refuser"),
        "accept all": Wording("Accept all", "Tout accepter"),
        "choose one by one": Wording("Choose one by one", "Choisir au cas par cas"),
        "keep this choice": Wording("Keep this choice", "Enregistrer ce choix"),
        "your cookie choices": Wording("Your choices about cookies", "Vos choix sur les cookies"),
        "no choice needed": Wording(
            "This site sets only cookies that the service you ask for needs. There is nothing to choose.",
            "Ce site ne dépose que des cookies nécessaires au service que vous demandez. Il n’y a rien à"
            " choisir.",
        ),
        "which cookies": Wording(
            "Which ones, and for how long: the privacy policy says it.",
            "Lesquels, et pour combien de temps : la politique de confidentialité le dit.",
        ),
        "gpc refuses": Wording(
            "Your browser sends the Global Privacy Control signal: it counts as a refusal of all of this,"
            " and nothing of it is set. To choose here, switch the signal off in your browser for this site.",
            "Votre navigateur envoie le signal Global Privacy Control : il vaut refus de tout ce qui suit, et"
            " rien n’en est déposé. Pour choisir ici, désactivez ce signal dans votre navigateur pour ce"
            " site.",
        ),
        "not chosen yet": Wording(
            "You have not chosen yet: nothing of this is set.",
            "Vous n’avez pas encore choisi : rien de tout cela n’est déposé.",
        ),
        "chosen until": Wording(
            "Your choice is kept. We ask you again after {day}.",
            "Votre choix est enregistré. Nous vous redemanderons après le {day}.",
        ),
        "choice of measuring": Wording(
            "measuring how this site is used", "la mesure de l’utilisation du site"
        ),
        "choice agreed": Wording("Accepted", "Accepté"),
        "choice refused": Wording("Refused", "Refusé"),
        "proof of choices": Wording("What was kept of your choices", "Ce qui a été gardé de vos choix"),
        "choice proof help": Wording(
            "Each change is a line of its own, so that it can be shown later what you were asked and what you"
            " answered.",
            "Chaque changement est une ligne à part : on peut ainsi montrer plus tard ce qui vous a été"
            " demandé et ce que vous avez répondu.",
        ),
        "chosen when": Wording("When", "Quand"),
        "chosen what": Wording("What", "Quoi"),
        "chosen answer": Wording("Answer", "Réponse"),
        "chosen where": Wording("Where", "Où"),
        "chosen policy": Wording("Policy", "Politique"),
        "chosen words": Wording("Words that were shown", "Texte affiché"),
        "way banner": Wording("banner", "bandeau"),
        "way cookie page": Wording("page about cookies", "page des cookies"),
        "way my choices": Wording("my choices", "mes choix"),
        "policy version": Wording("version {number}", "version {number}"),
        "policy draft": Wording("not numbered yet", "pas encore numérotée"),
        "choice not from here": Wording(
            "This choice did not come from a page of this site", "Ce choix ne vient pas d’une page de ce site"
        ),
        "choice not from here help": Wording(
            "Nothing was kept. Open “Modify my choices” and choose there.",
            "Rien n’a été enregistré. Ouvrez « Modifier mes choix » et choisissez là.",
        ),
        "my choices": Wording("My choices", "Mes choix"),
        "my consents": Wording("Consents", "Consentements"),
        "no consents": Wording(
            "Nothing that we do with your data rests on a consent that you give in your account.",
            "Rien de ce que nous faisons de vos données ne repose sur un consentement donné depuis votre"
            " compte.",
        ),
        "consent question": Wording("Do you agree to this?", "Acceptez-vous ce qui suit ?"),
        "consent free": Wording(
            "Saying no costs you nothing else, and you can take a yes back here with one click.",
            "Un refus ne vous prive de rien d’autre, et un accord se retire ici en un clic.",
        ),
        "consent given": Wording("You have agreed.", "Vous avez accepté."),
        "consent to other words": Wording(
            "You agreed to other words, which are kept below. What is asked has changed since: say again"
            " whether you agree.",
            "Vous avez accepté un autre texte, gardé plus bas. La question a changé depuis : dites de nouveau"
            " si vous acceptez.",
        ),
        "consent not given": Wording("You have not agreed.", "Vous n’avez pas accepté."),
        "I agree": Wording("I agree", "J’accepte"),
        "I refuse": Wording("I refuse", "Je refuse"),
        "withdraw consent": Wording("Withdraw my consent", "Retirer mon accord"),
        "consent kept": Wording("Your choice is kept.", "Votre choix est enregistré."),
        "information letters": Wording("News of the service", "Nouvelles du service"),
        "information letters help": Wording(
            "We write to you by e-mail when the services change. Letters that your account needs (a new"
            " password, a sign-in from elsewhere) come in any case.",
            "Nous vous écrivons par courrier électronique quand les services évoluent. Les messages"
            " nécessaires à votre compte (nouveau mot de passe, connexion depuis un autre lieu) vous"
            " parviennent dans tous les cas.",
        ),
        "letters on": Wording("You receive them.", "Vous les recevez."),
        "letters off": Wording("You do not receive them.", "Vous ne les recevez pas."),
        "switch letters off": Wording("Switch them off", "Ne plus les recevoir"),
        "switch letters on": Wording("Switch them on", "Les recevoir"),
        "stop letters": Wording("No more news of the service", "Ne plus recevoir les nouvelles du service"),
        "stop letters question": Wording(
            "Do you want no more news of the service at the address where you got this link? Letters that"
            " your account needs come in any case.",
            "Souhaitez-vous ne plus recevoir les nouvelles du service à l’adresse où vous avez reçu ce lien ?"
            " Les messages nécessaires à votre compte vous parviennent dans tous les cas.",
        ),
        "stop letters ended": Wording(
            "You receive no more news of the service. To receive it again, sign in and open “My choices”.",
            "Vous ne recevez plus les nouvelles du service. Pour les recevoir de nouveau, connectez-vous et"
            " ouvrez « Mes choix ».",
        ),
        "stop letters gone": Wording(
            "This link is nobody’s any more: the account is gone, and gets no letters; or the link is cut"
            " off: copy all of it from the letter.",
            "Ce lien n’est plus celui de personne : le compte n’existe plus et ne reçoit rien ; ou bien le"
            " lien est coupé : recopiez-le en entier depuis le message.",
        ),
        "way browser signal": Wording("signal of the browser", "signal du navigateur"),
        "way before": Wording(
            "this browser, before signing in, at {then}; kept with the account because you said so",
            "ce navigateur, avant la connexion, le {then} ; rattaché au compte parce que vous l’avez demandé",
        ),
        "choice of this browser": Wording(
            "Before you signed in, somebody chose in this browser, on",
            "Avant votre connexion, un choix a été fait dans ce navigateur, le",
        ),
        "choice of this browser help": Wording(
            "Was it you? If you like, it is kept with your account, as its proof. If you do nothing, it stays"
            " nobody’s, and the site works the same.",
            "Est-ce vous ? Si vous le souhaitez, il est rattaché à votre compte, qui en garde la preuve."
            " Sinon il ne reste rattaché à personne, et le site fonctionne de la même façon.",
        ),
        "choice is mine": Wording(
            "It was me: keep it with my account", "C’était moi : le garder avec mon compte"
        ),
        "way letter": Wording("link in a letter", "lien d’un message"),
        "way one click": Wording("button of the mail program", "bouton de la messagerie"),
        "directives": Wording("After my death", "Après ma mort"),
        "directives help": Wording(
            "You can say what is to become of your data after your death, and name somebody who is to see to"
            " it. You can change or withdraw this at any time.",
            "Vous pouvez dire ce que doivent devenir vos données après votre mort et désigner la personne"
            " chargée d’y veiller. Vous pouvez modifier ou retirer ces directives à tout moment.",
        ),
        "directives source": Wording(
            "French Act 78-17, art. 85.", "Loi n° 78-17 du 6 janvier 1978 modifiée, art. 85."
        ),
        "wish": Wording("My data", "Mes données"),
        "wish keep": Wording(
            "are kept as long as this policy says", "sont gardées le temps prévu par cette politique"
        ),
        "wish erase": Wording("are erased", "sont effacées"),
        "wish hand over": Wording(
            "are handed to the person whom I name", "sont remises à la personne que je désigne"
        ),
        "trusted person": Wording(
            "Who carries this out, and how to reach them", "Qui exécute ces directives, et comment la joindre"
        ),
        "trusted person help": Wording(
            "A name and an address. Ask this person first.",
            "Un nom et une adresse. Demandez d’abord l’accord de cette personne.",
        ),
        "directive text": Wording(
            "In your own words, if you like", "Dans vos propres mots, si vous le souhaitez"
        ),
        "leave directives": Wording("Keep these directives", "Enregistrer ces directives"),
        "change directives": Wording("Leave or change directives", "Laisser ou modifier des directives"),
        "withdraw directives": Wording("Withdraw my directives", "Retirer mes directives"),
        "no directives": Wording("You have left no directives.", "Vous n’avez pas laissé de directives."),
        "directives since": Wording("Left on {day}:", "Laissées le {day} :"),
        "directives lost": Wording(
            "You left directives on {day}. They cannot be read any more, because the site was put back from a"
            " backup without their key: leave them again.",
            "Vous avez laissé des directives le {day}. Elles ne peuvent plus être lues, car le site a été"
            " rétabli depuis une sauvegarde sans leur clé : laissez-les de nouveau.",
        ),
        "directives kept": Wording("Your directives are kept.", "Vos directives sont enregistrées."),
        "directives gone": Wording("Your directives are withdrawn.", "Vos directives sont retirées."),
        "say a wish": Wording(
            "Choose what becomes of your data.", "Choisissez ce que deviennent vos données."
        ),
        "name somebody": Wording(
            "Say who is to receive your data, and how to reach them.",
            "Indiquez qui doit recevoir vos données, et comment joindre cette personne.",
        ),
    }
)
