"""Who of the staff can see data, as a sentence names them. `words` adds roles of a site's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from honour.promises.grammar import Gender


@dataclass(frozen=True, slots=True)
class Role:
    """Some of the staff, with a determiner: `our accounts staff`, « notre service comptable »."""

    en: str
    fr: str
    gender: Gender
    plural: bool = False


ROLES: Final[Mapping[str, Role]] = MappingProxyType(
    {
        "support": Role("our support staff", "notre équipe d'assistance", "feminine"),
        "administration": Role("our administrators", "nos administrateurs", "masculine", plural=True),
        "accounts": Role("our accounts staff", "notre service comptable", "masculine"),
        "sales": Role("our sales staff", "notre service commercial", "masculine"),
        "shipping": Role("our shipping staff", "notre service d'expédition", "masculine"),
        "management": Role("our management", "notre direction", "feminine"),
        "human resources": Role("our human resources staff", "nos ressources humaines", "feminine", True),
        "privacy officer": Role(
            "our data protection officer", "notre délégué à la protection des données", "masculine"
        ),
        "the assigned agent": Role(
            "the member of our staff who handles your request",
            "la personne de notre équipe qui traite votre demande",
            "feminine",
        ),
    }
)
