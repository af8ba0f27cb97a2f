"""What the pages of staff at the support desk say, in both languages side by side."""

from typing import Final

from honour.promises.languages import Wording

OF_STAFF: Final = {
    "staff tickets": Wording("Tickets", "Demandes d’assistance"),
    "staff tickets lead": Wording(
        "Whoever waits longest comes first. A ticket opens to whoever takes it, and to nobody else; its"
        " author can read when, and in which role, it was opened.",
        "Qui attend depuis le plus longtemps passe en premier. Une demande s’ouvre à l’agent qui la prend, et"
        " à lui seul ; son auteur peut lire quand, et à quel titre, elle a été ouverte.",
    ),
    "staff tickets waiting": Wording("Waiting for an answer", "En attente de réponse"),
    "staff tickets mine": Wording("Yours", "Les vôtres"),
    "staff tickets none": Wording("Nobody waits.", "Personne n’attend."),
    "staff tickets none mine": Wording("You have taken none.", "Vous n’en avez pris aucune."),
    "staff tickets more": Wording("Go on", "La suite"),
    "ticket number": Wording("Ticket", "Demande"),
    "ticket waits since": Wording("Waits since", "Attend depuis"),
    "ticket seen by": Wording("Seen by", "Visible"),
    "ticket handled by": Wording("Handled by", "Traitée par"),
    "ticket by you": Wording("you", "vous"),
    "ticket by colleague": Wording("a colleague", "un collègue"),
    "ticket by nobody": Wording("nobody yet", "personne encore"),
    "ticket yours no": Wording("your own: a colleague handles it", "la vôtre : un collègue la traite"),
    "ticket take": Wording("Take", "Prendre"),
    "ticket take which": Wording("Take ticket {reference}", "Prendre la demande {reference}"),
    "ticket take over": Wording("Take it over", "La reprendre"),
    "ticket take over lead": Wording(
        "A colleague handles this ticket. You can take it over if you say why; that is recorded.",
        "Un collègue traite cette demande. Vous pouvez la reprendre en indiquant pourquoi ; cela est"
        " consigné.",
    ),
    "ticket taken by colleague": Wording(
        "A colleague has this ticket: say why you take it over.",
        "Un collègue a cette demande : indiquez pourquoi vous la reprenez.",
    ),
    "ticket taken": Wording("The ticket is yours.", "La demande est à vous."),
    "ticket release": Wording("Give it back to the queue", "La remettre dans la file"),
    "ticket given back": Wording(
        "The ticket is in the queue again.", "La demande est de nouveau dans la file."
    ),
    "ticket author": Wording("Author", "Auteur"),
    "ticket author name": Wording("Name", "Nom"),
    "ticket author address": Wording("E-mail address", "Adresse électronique"),
    "ticket author unseen": Wording(
        "Your role does not see who the author is.", "Votre rôle ne permet pas de voir qui est l’auteur."
    ),
    "ticket read seen": Wording(
        "The author can read that you opened this ticket.",
        "L’auteur peut lire que vous avez ouvert cette demande.",
    ),
    "ticket answer": Wording("Your answer", "Votre réponse"),
    "ticket answer lead": Wording(
        "The author gets a letter that says there is an answer, without its words.",
        "L’auteur reçoit un message qui annonce une réponse, sans son contenu.",
    ),
    "ticket answer public": Wording(
        "This ticket is public: anybody reads your answer. Write nothing confidential.",
        "Cette demande est publique : chacun lit votre réponse. N’écrivez rien de confidentiel.",
    ),
    "ticket answer send": Wording("Answer", "Répondre"),
    "ticket answered": Wording("Your answer was added.", "Votre réponse a été ajoutée."),
    "ticket give answer": Wording("Write your answer", "Écrivez votre réponse"),
    "ticket hide": Wording("Hide it from the public", "La masquer au public"),
    "ticket hide lead": Wording(
        "For a secret that leaked, or what the law forbids. The author is told at once, with your reason."
        " Nobody of the staff can make a ticket public.",
        "Pour un secret divulgué, ou ce que la loi interdit. L’auteur en est averti aussitôt, avec votre"
        " motif. Personne dans l’équipe ne peut rendre une demande publique.",
    ),
    "ticket why": Wording("Why", "Pourquoi"),
    "ticket why hint": Wording(
        "In a few words; do not repeat what must not be read.",
        "En quelques mots ; ne répétez pas ce qui ne doit pas être lu.",
    ),
    "ticket give why": Wording("Say in a few words why", "Indiquez en quelques mots pourquoi"),
    "ticket now hidden": Wording(
        "The ticket is hidden, and its author was told.",
        "La demande est masquée et son auteur en est averti.",
    ),
    "ticket not public": Wording(
        "This ticket is not public: there is nothing to hide.",
        "Cette demande n’est pas publique : il n’y a rien à masquer.",
    ),
    "ticket lift": Wording("Hide it no longer", "Ne plus la masquer"),
    "ticket lift lead": Wording(
        "What the author chose counts again: this ticket is {visibility}.",
        "Le choix de l’auteur compte de nouveau : cette demande est {visibility}.",
    ),
    "ticket now lifted": Wording("The ticket is hidden no longer.", "La demande n’est plus masquée."),
    "ticket too many": Wording(
        "You have opened as many files as one member of staff may for now. The administrators are told.",
        "Vous avez ouvert autant de dossiers qu’un membre du personnel le peut pour l’instant. Les"
        " administrateurs en sont avertis.",
    ),
    "staff access": Wording("Access to the service", "Accès au service"),
    "staff access lead": Wording(
        "Until when somebody may use the service. Tickets and documents end with it, after the warnings that"
        " the policy promises.",
        "Jusqu’à quand une personne peut utiliser le service. Demandes et documents prennent fin avec lui,"
        " après les avertissements que promet la politique.",
    ),
    "ticket who": Wording("Whose access", "Accès de qui"),
    "ticket who hint": Wording("The whole address or user name", "L’adresse ou l’identifiant en entier"),
    "ticket last": Wording("Last day of access", "Dernier jour d’accès"),
    "ticket last hint": Wording(
        "Leave it empty if nobody knows yet when it ends.", "Laissez vide si le terme n’est pas encore connu."
    ),
    "ticket give who": Wording("Say whose access it is", "Indiquez de qui est l’accès"),
    "ticket give last": Wording("Give a day, such as 2027-01-31", "Donnez un jour, par exemple 2027-01-31"),
    "ticket last past": Wording(
        "The last day must lie ahead: what ends at once ends without a warning",
        "Le dernier jour doit être à venir : ce qui prend fin aussitôt prend fin sans avertissement",
    ),
    "ticket nobody": Wording(
        "Nobody goes by exactly this: compare it letter by letter",
        "Personne n’est connu exactement ainsi : comparez lettre par lettre",
    ),
    "ticket grant": Wording("Write it down", "Enregistrer"),
    "ticket granted": Wording("The access was written down.", "L’accès est enregistré."),
}
