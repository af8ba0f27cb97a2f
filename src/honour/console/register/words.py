"""What the page of the register says around it, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "register": Wording("Register of processing", "Registre des traitements"),
        "register made": Wording(
            "What the policy promises, and beside it what the databases hold now. It names nobody.",
            "Ce que promet la politique et, en regard, ce que contiennent les bases à l’instant. Personne n’y"
            " est nommé.",
        ),
        "register wanting": Wording(
            "Documents that are missing or have ended: {wanting}.",
            "Documents manquants ou expirés : {wanting}.",
        ),
        "register whole": Wording("No document is missing.", "Aucun document ne manque."),
        "register take": Wording("Take it away:", "Télécharger :"),
        "register ods": Wording(
            "spreadsheet in the CNIL’s order (ODS)", "tableur, dans l’ordre du modèle de la CNIL (ODS)"
        ),
        "register html": Wording("page (HTML)", "page (HTML)"),
        "register json": Wording("for a program (JSON)", "pour un programme (JSON)"),
        "register contents": Wording("Asked first in a control", "Demandé d’abord lors d’un contrôle"),
        "register parts": Wording(
            "Each part opens by a click. In brackets: what is missing in it.",
            "Chaque partie s’ouvre d’un clic. Entre parenthèses : ce qui y manque.",
        ),
    }
)
