"""What the pages say of tickets for cleared staff, in both languages side by side."""

from typing import Final

from honour.promises.languages import Wording

OF_CLEARED: Final = {
    "ticket cleared": Wording(
        "Staff cleared for defence secrets", "Personnel habilité au secret de la défense nationale"
    ),
    "ticket cleared hint": Wording(
        "On request, and under conditions agreed with you. Only agents whose clearance is valid on that day"
        " then know of your ticket; it stays private. If you are not sure, ask us first.",
        "Sur demande, sous des conditions convenues avec vous. Seuls les agents dont l’habilitation est alors"
        " valable ont connaissance de votre demande, qui reste privée. En cas de doute, demandez-nous"
        " d’abord.",
    ),
    "ticket cleared no": Wording("Not needed", "Pas nécessaire"),
    "ticket cleared secret": Wording("Cleared for the level Secret", "Habilité au niveau Secret"),
    "ticket cleared tres-secret": Wording(
        "Cleared for the level Très Secret", "Habilité au niveau Très Secret"
    ),
    "ticket give cleared": Wording(
        "Choose one of the levels, or none", "Choisissez un des niveaux, ou aucun"
    ),
    "ticket level secret": Wording("Secret", "Secret"),
    "ticket level tres-secret": Wording("Très Secret", "Très Secret"),
    "ticket classified": Wording(
        "Send no classified information or material, neither here nor in a document (French Code of defence,"
        " art. R. 2311-1): this site is no information system approved for it (art. R. 2311-6-1), with"
        " whatever staff. To compromise a secret of national defence is an offence (French Criminal Code,"
        " art. 413-9 to 413-12).",
        "N’envoyez aucune information ni aucun support classifié, ni ici ni dans un document (code de la"
        " défense, art. R. 2311-1) : ce site n’est pas un système d’information homologué pour en contenir"
        " (art. R. 2311-6-1), quel que soit l’agent. Compromettre un secret de la défense nationale est une"
        " infraction (code pénal, art. 413-9 à 413-12).",
    ),
    "ticket classified seen": Wording(
        "No classified information may be here. If you find any, copy nothing, answer nothing of it, and call"
        " your security officer.",
        "Aucune information classifiée ne doit se trouver ici. Si vous en trouvez, n’en copiez rien, n’y"
        " répondez pas et prévenez votre officier de sécurité.",
    ),
    "ticket cleared only": Wording(
        "Only agents cleared for the level {level} know of this ticket.",
        "Seuls les agents habilités au niveau {level} ont connaissance de cette demande.",
    ),
    "ticket cleared private": Wording(
        "It cannot be made public meanwhile.", "Elle ne peut pas être rendue publique dans l’intervalle."
    ),
    "ticket cleared staff": Wording("cleared staff", "personnel habilité"),
    "ticket cleared lift": Wording("Let any agent handle it", "Accepter que tout agent la traite"),
    "ticket now for all staff": Wording(
        "Any agent can handle your ticket now.", "Tout agent peut désormais traiter votre demande."
    ),
    "ticket cleared not public": Wording(
        "You asked for cleared staff: the ticket stays private. Nothing was published.",
        "Vous avez demandé du personnel habilité : la demande reste privée. Rien n’a été publié.",
    ),
    "act ticket for all staff": Wording(
        "cleared staff no longer asked for", "personnel habilité : demande retirée"
    ),
}
