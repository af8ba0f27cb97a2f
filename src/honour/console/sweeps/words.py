"""What the pages of sweeps and holds say, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import translation

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "sweeps": Wording("What is due to go", "Ce qui arrive à échéance"),
        "sweeps help": Wording(
            "What the policy’s terms let go now, counted in the databases. A worker destroys it each night,"
            " unless the brake stops it.",
            "Ce que les durées de la politique laissent partir aujourd’hui, compté dans les bases. C’est"
            " supprimé chaque nuit, sauf si le frein l’arrête.",
        ),
        "sweeps none": Wording("Nothing is due.", "Rien n’arrive à échéance."),
        "sweep where": Wording("Where", "Emplacement"),
        "sweep what": Wording("What", "Données"),
        "sweep rows": Wording("Rows", "Lignes"),
        "sweep before": Wording("Counted from up to", "Point de départ jusqu’au"),
        "sweep why": Wording("Because", "Parce que"),
        "sweep goes": Wording("the rows go", "les lignes partent"),
        "sweep changes": Wording("the rows stay, without these data", "les lignes restent, sans ces données"),
        "sweep until asked": Wording("an event of the person", "un événement de la personne"),
        "sweep brake": Wording("The brake stops this sweep", "Le frein arrête cet effacement"),
        "sweep no brake": Wording(
            "The brake does not stop it: it goes in the coming night. You may also say yes now.",
            "Le frein ne l’arrête pas : cela part la nuit prochaine. Vous pouvez aussi l’accepter dès"
            " maintenant.",
        ),
        "sweep held back": Wording(
            "A term became shorter: these rows would go as well once somebody says so",
            "Une durée a été raccourcie : ces lignes partiraient aussi, une fois que quelqu’un l’accepte",
        ),
        "sweep confirm": Wording(
            "I have read it: delete these {rows} rows", "J’ai lu : supprimer ces {rows} lignes"
        ),
        "sweep confirm shorter": Wording(
            "I have read it: let the shorter term take older rows too, {rows} rows in all",
            "J’ai lu : appliquer aussi la durée plus courte aux lignes anciennes, {rows} lignes en tout",
        ),
        "sweep clock right": Wording(
            "The clock is right: I have checked it", "L’horloge est juste : je l’ai vérifiée"
        ),
        "sweep clock": Wording(
            "Nothing was done: the clock is in doubt. Check it, then tick the box, or set it right.",
            "Rien n’a été fait : l’heure est douteuse. Vérifiez l’horloge puis cochez la case, ou réglez-la.",
        ),
        "sweep changed": Wording(
            "Nothing was done: what is due is not what you read any more. Read it again.",
            "Rien n’a été fait : ce qui arrive à échéance a changé depuis votre lecture. Relisez.",
        ),
        "sweep put": Wording(
            "It is done within a few minutes. The result stands below.",
            "Ce sera fait d’ici quelques minutes. Le résultat figurera plus bas.",
        ),
        "sweep gone on": Wording("What was done", "Ce qui a été fait"),
        "sweep done none": Wording("No sweep was needed yet.", "Aucun effacement n’a encore été nécessaire."),
        "sweep begun": Wording("Begun on", "Commencé le"),
        "sweep physical": Wording("In the files", "Dans les fichiers"),
        "sweep confirmations": Wording("Who said yes", "Qui a accepté"),
        "sweep when": Wording("When", "Quand"),
        "sweep role": Wording("Role", "Rôle"),
        "sweep became": Wording("What became of it", "Suite"),
        "confirmation waiting": Wording("waits for a worker", "en attente d’exécution"),
        "confirmation done": Wording("done", "fait"),
        "confirmation refused": Wording(
            "not done: what was due had changed; read it again",
            "pas fait : le contenu avait changé ; relisez",
        ),
        "act sweep confirmed": Wording("sweep confirmed", "effacement accepté"),
        "holds": Wording("Legal holds", "Gels juridiques"),
        "holds help": Wording(
            "A hold stops every deletion of what it names, and of nothing else, until it is released. It has"
            " a reason, and a day by which somebody looks at it again. The person can read that it is there"
            " and why.",
            "Un gel empêche toute suppression de ce qu’il désigne, et de rien d’autre, jusqu’à sa levée. Il"
            " a un motif, et une date à laquelle quelqu’un le réexamine. La personne peut lire qu’il existe"
            " et pourquoi.",
        ),
        "holds none": Wording("Nobody’s data are held.", "Aucune donnée n’est gelée."),
        "hold placed on": Wording("Placed on", "Posé le"),
        "hold state told": Wording("State", "État"),
        "hold told restricted": Wording(
            "restricted at the person’s request", "limitation demandée par la personne"
        ),
        "hold told disputed": Wording("legal hold", "gel juridique"),
        "hold of": Wording("Data", "Données"),
        "hold everything": Wording("everything", "toutes les données"),
        "hold review": Wording("To be looked at again by", "À réexaminer avant le"),
        "hold overdue": Wording(
            "that day has passed: look at it now", "cette date est passée : réexaminez-le"
        ),
        "hold because": Wording("Why", "Motif"),
        "hold new": Wording("Place a hold", "Poser un gel"),
        "hold form whom": Wording("Whose data", "De qui sont les données"),
        "hold form whom help": Wording(
            "An address, a user name, or KIND:KEY such as customer:3.",
            "Une adresse, un identifiant, ou TYPE:CLÉ comme customer:3.",
        ),
        "hold form kinds": Wording("Which data", "Quelles données"),
        "hold form kinds help": Wording(
            "None ticked: everything.", "Aucune case cochée : toutes les données."
        ),
        "hold form why": Wording("Reason", "Motif"),
        "hold form review": Wording("Look at it again by", "À réexaminer avant le"),
        "hold review past": Wording("Choose a day to come.", "Choisissez une date à venir."),
        "hold nobody": Wording("Nobody is known by this.", "Personne n’est connu ainsi."),
        "hold several": Wording(
            "Several go by this: say which one is meant: {names}",
            "Plusieurs personnes répondent à ce nom : précisez laquelle : {names}",
        ),
        "hold place": Wording("Place the hold", "Poser le gel"),
        "hold release": Wording("Release this hold", "Lever ce gel"),
        "hold needs a reason": Wording(
            "Nothing was released: say why.", "Rien n’a été levé : indiquez le motif."
        ),
        "hold was placed": Wording(
            "The hold is there: none of these data is deleted.",
            "Le gel est posé : rien de cela ne sera supprimé.",
        ),
        "hold was released": Wording(
            "The hold is released: what the policy lets go is due again.",
            "Le gel est levé : ce que la politique laisse partir redevient supprimable.",
        ),
    }
)


def said(key: str) -> str:
    """What stands under `key` in the language of the request."""
    worded = WORDS[key]
    return worded.fr if translation.get_language() == "fr" else worded.en
