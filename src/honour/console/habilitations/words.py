"""What the page of habilitations says, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils import translation

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "habilitations": Wording("Roles of the staff", "Habilitations"),
        "habilitations lead": Wording(
            "Each role is reviewed within a year by an administrator, never by its holder; else it is"
            " suspended. Roles are given by “honour staff add” on the machine itself.",
            "Chaque habilitation est revue dans l’année par un administrateur, jamais par son titulaire ;"
            " à défaut elle est suspendue. Elles s’accordent par « honour staff add », sur la machine"
            " elle-même.",
        ),
        "habilitation granted": Wording("Given on", "Accordée le"),
        "habilitation by": Wording("by {who}", "par {who}"),
        "habilitation last": Wording("Reviewed on", "Revue le"),
        "habilitation never": Wording("Never reviewed", "Jamais revue"),
        "habilitation due": Wording("Review by", "À revoir avant le"),
        "habilitation suspended": Wording("suspended", "suspendue"),
        "habilitation asked": Wording("to be reviewed now", "à revoir maintenant"),
        "habilitation review": Wording(
            "“{role}” of {who} is still needed", "« {role} » reste nécessaire à {who}"
        ),
        "habilitation end": Wording("End “{role}” of {who} now", "Retirer « {role} » à {who} maintenant"),
        "habilitation reviewed": Wording("The review is noted.", "La revue est notée."),
        "habilitation ended": Wording(
            "The role is ended, with every session of that account.",
            "L’habilitation est retirée et toutes les sessions de ce compte sont fermées.",
        ),
        "act role reviewed": Wording("your role was reviewed", "votre habilitation a été revue"),
        "act role ended": Wording("your role was ended", "votre habilitation a été retirée"),
        "act clearance entered": Wording(
            "your clearance was written down", "votre habilitation au secret a été enregistrée"
        ),
        "act clearance withdrawn": Wording(
            "your clearance was ended", "votre habilitation au secret a été retirée"
        ),
        "act role suspended": Wording(
            "your role was suspended: nobody reviewed it",
            "votre habilitation a été suspendue, faute de revue",
        ),
    }
)


def said(key: str) -> str:
    """What stands under `key`, in the language of the request. Raises KeyError."""
    return WORDS[key].say("fr" if translation.get_language() == "fr" else "en")
