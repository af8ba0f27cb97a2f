"""What staff read of notes, answers that are given often, merged tickets and times, in both languages."""

from typing import Final

from honour.promises.languages import Wording

_NOTES: Final = {
    "notes": Wording("Internal notes", "Notes internes"),
    "notes lead": Wording(
        "Only whoever handles this ticket reads them on the site, also where the ticket is public. They"
        " speak of its author, who has a right to a copy (GDPR Art. 15): they stand under “My data” and in"
        " what is downloaded there, without your name. Write what can be read, and of nobody else.",
        "Seule la personne qui traite cette demande les lit sur le site, même si la demande est publique."
        " Elles portent sur son auteur, qui a droit à une copie (art. 15 du RGPD) : elles figurent dans « Mes"
        " données » et dans ce qui s’y télécharge, sans votre nom. N’écrivez que ce qui peut être lu, et ne"
        " parlez de personne d’autre.",
    ),
    "notes none": Wording("There is no note.", "Il n’y a aucune note."),
    "ticket note": Wording("A new note", "Une nouvelle note"),
    "ticket note hint": Wording(
        "Facts that help: what was tried, what to do next.",
        "Des faits utiles : ce qui a été essayé, ce qui reste à faire.",
    ),
    "ticket give note": Wording("Write the note", "Écrivez la note"),
    "note keep": Wording("Keep the note", "Enregistrer la note"),
    "note by you": Wording("You", "Vous"),
    "note by colleague": Wording("A colleague", "Un collègue"),
    "ticket noted": Wording("The note is kept.", "La note est enregistrée."),
    "ticket further": Wording("What else can be done", "Autres actions"),
    "act ticket note": Wording("internal note written", "note interne rédigée"),
}

_CANNED: Final = {
    "staff answers": Wording("Canned answers", "Réponses types"),
    "staff answers lead": Wording(
        "What is often answered, in both languages. In a ticket it is inserted in the language of the ticket,"
        " and can be changed there before it is sent.",
        "Ce qui est souvent répondu, dans les deux langues. Dans une demande, la réponse s’insère dans la"
        " langue de la demande et peut y être modifiée avant l’envoi.",
    ),
    "staff answers none": Wording("There is none yet.", "Il n’y en a pas encore."),
    "canned new": Wording("A new canned answer", "Une nouvelle réponse type"),
    "canned change": Wording("Change a canned answer", "Modifier une réponse type"),
    "canned lead": Wording(
        "Write nothing confidential in it, and nobody’s name. What was sent already stays as it was.",
        "N’y écrivez rien de confidentiel, ni le nom de quiconque. Ce qui a déjà été envoyé reste inchangé.",
    ),
    "ticket title_fr": Wording("Title in French", "Titre en français"),
    "ticket title_en": Wording("Title in English", "Titre en anglais"),
    "ticket text_fr": Wording("Text in French", "Texte en français"),
    "ticket text_en": Wording("Text in English", "Texte en anglais"),
    "ticket give title_fr": Wording("Write the title in French", "Écrivez le titre en français"),
    "ticket give title_en": Wording("Write the title in English", "Écrivez le titre en anglais"),
    "ticket give text_fr": Wording("Write the text in French", "Écrivez le texte en français"),
    "ticket give text_en": Wording("Write the text in English", "Écrivez le texte en anglais"),
    "canned keep": Wording("Keep it", "Enregistrer"),
    "canned kept": Wording("The canned answer is kept.", "La réponse type est enregistrée."),
    "canned drop": Wording("Remove it", "La supprimer"),
    "canned dropped": Wording("The canned answer is removed.", "La réponse type est supprimée."),
    "canned choose": Wording("A canned answer", "Une réponse type"),
    "canned none chosen": Wording("None", "Aucune"),
    "canned insert": Wording("Insert it", "L’insérer"),
    "act canned answer kept": Wording("canned answer kept", "réponse type enregistrée"),
    "act canned answer dropped": Wording("canned answer removed", "réponse type supprimée"),
}

_MERGING: Final = {
    "ticket merge": Wording("Merge another ticket into this one", "Réunir une autre demande à celle-ci"),
    "ticket merge lead": Wording(
        "Two tickets about the same matter become one. Both must be of the same author, and both yours.",
        "Deux demandes sur le même sujet n’en font plus qu’une. Elles doivent être du même auteur, et"
        " traitées toutes deux par vous.",
    ),
    "ticket merge which": Wording(
        "The other ticket, which moves into this one", "L’autre demande, qui rejoint celle-ci"
    ),
    "ticket merge none": Wording(
        "You handle no other ticket of this author. Take it from the queue first.",
        "Vous ne traitez aucune autre demande de cet auteur. Prenez-la d’abord dans la file.",
    ),
    "ticket merge look": Wording("See what would happen", "Voir ce qui se passerait"),
    "ticket merge held": Wording(
        "These tickets cannot be merged now. Ask an administrator.",
        "Ces demandes ne peuvent pas être réunies pour le moment. Adressez-vous à un administrateur.",
    ),
    "ticket merge ask": Wording(
        "Ticket {other} moves into ticket {into}. This will happen:",
        "La demande {other} rejoint la demande {into}. Voici ce qui se passera :",
    ),
    "ticket merge moves": Wording(
        "its words, documents and notes move into this ticket, each with its date;",
        "ses messages, documents et notes rejoignent cette demande, chacun avec sa date ;",
    ),
    "ticket merge leads": Wording(
        "its old page leads its author and you here; everybody else is told that it is not there;",
        "son ancienne page conduit ici son auteur et vous-même ; pour tous les autres, elle n’existe plus ;",
    ),
    "ticket merge public": Wording(
        "both are public: this ticket stays public if nothing confidential is found in it then; otherwise it"
        " becomes private;",
        "les deux sont publiques : cette demande le reste si rien de confidentiel n’y est alors trouvé ;"
        " sinon elle devient privée ;",
    ),
    "ticket merge private": Wording(
        "this ticket is private then: only its author can make it public;",
        "cette demande sera privée : son auteur seul pourra la rendre publique ;",
    ),
    "ticket merge others": Wording(
        "what other people wrote in the ticket that moves is no longer shown to everybody;",
        "ce que d’autres personnes ont écrit dans la demande déplacée n’est plus montré à tous ;",
    ),
    "ticket merge told": Wording(
        "the author gets a letter that says so, without any of the words;",
        "l’auteur en est averti par un message, qui ne reprend aucun mot de la demande ;",
    ),
    "ticket merge ever": Wording("this cannot be undone.", "cela ne peut pas être annulé."),
    "ticket merge yes": Wording("Yes, merge them", "Oui, les réunir"),
    "ticket merge no": Wording("No, leave them as they are", "Non, les laisser telles quelles"),
    "ticket merge changed": Wording(
        "Who sees these tickets has changed meanwhile. Nothing was done: read again what would happen.",
        "La visibilité de ces demandes a changé entre-temps. Rien n’a été fait : relisez ce qui suivrait.",
    ),
    "ticket merged public": Wording(
        "The tickets are one now, and public.", "Les demandes sont réunies, et publiques."
    ),
    "ticket merged private": Wording(
        "The tickets are one now, and private.", "Les demandes sont réunies, et privées."
    ),
    "act ticket merged": Wording("two tickets merged", "deux demandes réunies"),
}

_QUEUE: Final = {
    "staff tickets show": Wording("Which tickets are shown", "Demandes affichées"),
    "staff tickets show all": Wording("All that wait", "Toutes celles qui attendent"),
    "staff tickets show untaken": Wording("Those that nobody has taken", "Celles que personne n’a prises"),
}

_TIMES: Final = {
    "ticket first answer": Wording("First answer", "Première réponse"),
    "ticket first answer was": Wording("First answer: {time}.", "Première réponse : {time}."),
    "ticket first none": Wording("none yet", "pas encore"),
    "answer times": Wording("Time to first answer", "Délai de première réponse"),
    "answer times lead": Wording(
        "From when a ticket was opened to the first answer of staff, for the tickets of the last twelve"
        " months that are still there. Nobody is named; what was erased is not counted.",
        "De l’ouverture d’une demande à la première réponse de l’équipe, pour les demandes des douze derniers"
        " mois qui existent encore. Personne n’est nommé ; ce qui a été effacé n’est pas compté.",
    ),
    "answer times month": Wording("Opened in", "Ouvertes en"),
    "answer times opened": Wording("Tickets", "Demandes"),
    "answer times answered": Wording("Answered", "Répondues"),
    "answer times half": Wording("Half of these within", "La moitié d’entre elles en"),
    "answer times nine": Wording("Nine of ten within", "Neuf sur dix en"),
    "answer times none": Wording(
        "No ticket was opened in the last twelve months.",
        "Aucune demande n’a été ouverte ces douze derniers mois.",
    ),
}

OF_STAFF_WORK: Final = _NOTES | _CANNED | _MERGING | _QUEUE | _TIMES
