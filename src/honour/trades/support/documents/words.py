"""What the pages of documents say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

_PAGE: Final = {
    "documents": Wording("Documents", "Documents"),
    "documents of ticket": Wording("Documents of this ticket", "Documents de cette demande"),
    "documents lead": Wording(
        "Files and serial keys that you give us for this ticket. Only you and the agent who handles it can"
        " open them, also where the ticket is public; nobody else sees that there are any. Each is encrypted"
        " under a key of its own, which is destroyed with it.",
        "Les fichiers et clés de série que vous nous confiez pour cette demande. Vous seul et l’agent qui la"
        " traite pouvez les ouvrir, même si la demande est publique ; personne d’autre ne voit qu’ils"
        " existent. Chacun est chiffré sous une clé qui lui est propre et qui est détruite avec lui.",
    ),
    "documents none": Wording("There is no document.", "Il n’y a aucun document."),
    "documents back": Wording("Back to the ticket", "Retour à la demande"),
    "documents over": Wording(
        "You can add no document here now.", "Vous ne pouvez pas ajouter de document ici pour le moment."
    ),
    "document add": Wording("Add a file", "Ajouter un fichier"),
    "document file": Wording("The file", "Le fichier"),
    "document file hint": Wording(
        "At most {most} MB. These kinds are taken, when their content is what their name says: {endings}. Web"
        " pages and SVG images are not taken, because they can hold programs; nor are programs and office"
        " files with macros.",
        "{most} Mo au plus. Sont acceptés, si leur contenu correspond à leur nom, ces types de fichiers :"
        " {endings}. Les pages web et images SVG sont refusées, car elles peuvent contenir des programmes ;"
        " les programmes et les fichiers bureautiques avec macros aussi.",
    ),
    "document send": Wording("Send the file", "Envoyer le fichier"),
    "document scans": Wording(
        "Each file is checked for viruses before it is kept.",
        "Chaque fichier est soumis à un antivirus avant d’être conservé.",
    ),
    "document scans not": Wording(
        "This site does not check files for viruses.", "Ce site ne soumet pas les fichiers à un antivirus."
    ),
    "document add serial": Wording("Add a serial key", "Ajouter une clé de série"),
    "document serial": Wording("Serial key", "Clé de série"),
    "document serial is": Wording("Serial key:", "Clé de série :"),
    "document serial hint": Wording(
        "The serial key of a program, as it stands on its invoice. It is shown masked.",
        "La clé de série d’un logiciel, telle qu’elle figure sur sa facture. Elle s’affiche masquée.",
    ),
    "document give serial": Wording("Write the serial key", "Indiquez la clé de série"),
    "document serial send": Wording("Keep the serial key", "Enregistrer la clé de série"),
    "document masked": Wording("masked", "masquée"),
    "document show": Wording("Show it", "Afficher"),
    "document given on": Wording("given on", "confié le"),
    "document destroy": Wording("Destroy", "Détruire"),
    "document destroy this": Wording("Destroy this document", "Détruire ce document"),
    "document destroy lead": Wording(
        "Its bytes, its key and its name are destroyed, and nobody can bring them back. From now on nobody"
        " can open it; it takes some seconds until it is gone, and you get a receipt by mail.",
        "Son contenu, sa clé et son nom sont détruits, et personne ne pourra les rétablir. Dès maintenant,"
        " personne ne peut plus l’ouvrir ; il disparaît en quelques secondes et vous recevez un reçu par"
        " courriel.",
    ),
    "document going": Wording(
        "A document is being destroyed; it was", "Un document est en cours de destruction ; il a été"
    ),
    "document going stuck": Wording(
        "It is still there: see why, and ask again", "Il est toujours là : voir pourquoi et redemander"
    ),
    "document destroy held": Wording(
        "It cannot be destroyed now, because it is held. You find why, and until when, under “My data”.",
        "Il ne peut pas être détruit pour le moment, car il fait l’objet d’une mesure de conservation. La"
        " raison et l’échéance figurent dans « Mes données ».",
    ),
    "document destroy yes": Wording("Yes, destroy it", "Oui, le détruire"),
    "document destroy no": Wording("No, keep it", "Non, le conserver"),
}

_TOLD: Final = {
    "document kept": Wording("The file is kept, encrypted.", "Le fichier est conservé, chiffré."),
    "document serial kept": Wording(
        "The serial key is kept, encrypted.", "La clé de série est conservée, chiffrée."
    ),
    "document is destroyed": Wording(
        "The document is being destroyed: nobody can open it any more.",
        "Le document est en cours de destruction : personne ne peut plus l’ouvrir.",
    ),
    "document no more": Wording(
        "You can add no document here now: your access to the service has ended, this ticket has as many as"
        " it can have, or yours take as much room as they may. Destroy those that are no longer needed.",
        "Vous ne pouvez pas ajouter de document ici : votre accès au service a pris fin, cette demande en"
        " compte le nombre maximal, ou les vôtres occupent toute la place prévue. Détruisez ceux qui ne"
        " servent plus.",
    ),
    "document too large": Wording(
        "This file is too large. Send a smaller one.", "Ce fichier est trop grand. Envoyez-en un plus petit."
    ),
    "document no room": Wording(
        "The site has no room for this file. Try again later.",
        "Le site n’a pas assez de place pour ce fichier. Réessayez plus tard.",
    ),
    "document none sent": Wording(
        "Choose a file that is not empty.", "Choisissez un fichier qui n’est pas vide."
    ),
    "document infected by scanner": Wording(
        "The antivirus found something harmful in this file. It was not kept.",
        "L’antivirus a trouvé un élément dangereux dans ce fichier. Il n’a pas été conservé.",
    ),
    "document too large by scanner": Wording(
        "This file is larger than the antivirus can check, and was not kept. Send a smaller one.",
        "Ce fichier est trop grand pour être vérifié par l’antivirus et n’a pas été conservé. Envoyez-en un"
        " plus petit.",
    ),
    "document unreachable by scanner": Wording(
        "This file cannot be checked for viruses now, and was not kept. Try again later.",
        "Ce fichier ne peut pas être soumis à l’antivirus pour le moment et n’a pas été conservé. Réessayez"
        " plus tard.",
    ),
    "document says where": Wording(
        "This file says where it was taken. The agent who handles your ticket can read that in it. If you do"
        " not want that, destroy it here and send it again without its place.",
        "Ce fichier indique où il a été pris. L’agent qui traite votre demande peut l’y lire. Si vous ne le"
        " voulez pas, détruisez-le ici et renvoyez-le sans cette indication.",
    ),
    "document refused kind": Wording(
        "Files of this kind are not taken. Send it as one of the kinds below.",
        "Ce type de fichier n’est pas accepté. Envoyez-le sous l’un des types indiqués ci-dessous.",
    ),
    "document refused disagrees": Wording(
        "The content of this file is not what its name says. Give it the right extension, or save it anew.",
        "Le contenu de ce fichier ne correspond pas à son nom. Donnez-lui la bonne extension ou"
        " enregistrez-le à nouveau.",
    ),
    "document refused two at once": Wording(
        "This file is of two kinds at once, or was cut. Save it anew as one of them.",
        "Ce fichier est de deux types à la fois, ou tronqué. Enregistrez-le à nouveau sous un seul type.",
    ),
    "document refused macros": Wording(
        "This file holds macros. Save it without them.",
        "Ce fichier contient des macros. Enregistrez-le sans elles.",
    ),
}

_STAFF: Final = {
    "documents handled lead": Wording(
        "What its author gave for this ticket. Each document that you open is noted in the journal, where its"
        " author can see it. Never send one to anybody.",
        "Ce que son auteur a confié pour cette demande. Chaque document que vous ouvrez est inscrit au"
        " journal, où son auteur peut le voir. N’en transmettez aucun à qui que ce soit.",
    ),
}

_JOURNAL: Final = {
    "act document received": Wording("document received", "document reçu"),
    "act document to be destroyed": Wording(
        "document to be destroyed, at your word", "document à détruire, sur votre demande"
    ),
}

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(_PAGE | _TOLD | _STAFF | _JOURNAL)
