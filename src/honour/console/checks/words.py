"""What the page of findings says, in both languages side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.languages import Wording

WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "staff check": Wording("Is everything as it should be?", "Tout est-il en ordre ?"),
        "check lead": Wording(
            "The policy against itself, the law, the map and the databases, as “honour check” finds them now."
            " Findings are in English, as the command says them.",
            "La politique confrontée à elle-même, à la loi, à la carte et aux bases, telle que « honour"
            " check » la trouve maintenant. Les constats sont en anglais, comme la commande les donne.",
        ),
        "check at": Wording("Looked at", "Constaté le"),
        "check none": Wording("Nothing is to be mended.", "Rien à corriger."),
        "check findings": Wording("To be mended: {count}", "À corriger : {count}"),
        "check mend": Wording("Remedy:", "Remède :"),
        "check source": Wording("Source:", "Source :"),
        "check remarks": Wording("Also to know", "À savoir aussi"),
        "check unread": Wording("Not checked by Honour", "Non vérifié par Honour"),
    }
)
