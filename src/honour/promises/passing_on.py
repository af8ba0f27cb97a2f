"""`tell: share links`: where readers can pass a page on, by links that fetch nothing before a click (C33)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.grammar import listed
from honour.promises.languages import Language, Wording

# Each with what its address begins with; the page's own comes after. Google+ is gone, and none of them (C36).
# The addresses were not checked at their source.
PLATFORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Facebook": "https://www.facebook.com/sharer/sharer.php?u=",
        "LinkedIn": "https://www.linkedin.com/sharing/share-offsite/?url=",
        "X": "https://x.com/intent/post?url=",
        "e-mail": "mailto:?body=",
    }
)
_E_MAIL: Final = Wording("e-mail", "courrier électronique")


def label(platform: str, language: Language) -> str:
    """What a link is called."""
    return _E_MAIL.say(language) if platform == "e-mail" else platform


def passing_on_said(platforms: tuple[str, ...], language: Language) -> str:
    """That pages can be passed on, and that nobody is told before a click."""
    names = listed([label(each, language) for each in platforms], language)
    if language == "en":
        return (
            f"you can share a page of this site by plain links ({names}): nothing is fetched from anybody,"
            " and nobody is told of your visit, before you click one"
        )
    return (
        f"vous pouvez partager une page de ce site par de simples liens ({names}) : rien n'est chargé depuis"
        " un autre site, et personne n'est informé de votre visite, avant que vous ne cliquiez"
    )
