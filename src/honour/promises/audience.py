"""`share … with: other users | everybody`: what people show one another on the site (C25, C26)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.collect import serving
from honour.promises.grammar import Phrase, filled, sentence
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import Purpose

OTHER_USERS: Final = "other users"
EVERYBODY: Final = "everybody"

AUDIENCES: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        OTHER_USERS: Wording("the other users of this site", "les autres utilisateurs du site"),
        EVERYBODY: Wording("anybody who reads this site", "toute personne qui consulte le site"),
    }
)
_SEEN: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        OTHER_USERS: Wording(
            "the other users of this site can see {what}",
            "les autres utilisateurs du site peuvent consulter {what}",
        ),
        EVERYBODY: Wording(
            "anybody can read {what} on this site, without signing in",
            "chacun peut consulter {what} sur ce site, sans s'y connecter",
        ),
    }
)


def audience_sentence(
    audience: str, what: Phrase, when: Wording | None, purpose: Purpose | None, language: Language
) -> str:
    """Who can see these data on the site, and from when."""
    opening = f"{serving([purpose], language)}, " if purpose else ""
    occasion = f", {when.say(language)}" if when else ""
    said = _SEEN[audience].say(language).format(what=what.text)
    return sentence(f"{opening}{said}{occasion}", language)


def hiding_sentences(
    what: Phrase, by_person: bool, per_field: bool, by_staff: bool, language: Language
) -> tuple[str, ...]:
    """Who can hide what is shown: the person, and the staff, who never show anything in her place (C26)."""
    each = Wording(", field by field,", ", champ par champ,").say(language) if per_field else ""
    said = []
    if by_person:
        chosen = Wording(
            f"you can hide {{them}}{each} in your own space",
            f"vous pouvez {{les}} masquer{each} dans votre espace personnel",
        ).say(language)
        said.append(sentence(filled(chosen, what), language))
    if by_staff:
        moderated = Wording(
            "our staff can hide {them} where a law or the rules of this site ask for it, and tell you so; "
            "they never show anything in your place",
            "notre équipe peut {les} masquer si la loi ou les règles du site l'exigent, et vous en avertit ; "
            "elle ne montre jamais rien à votre place",
        ).say(language)
        said.append(sentence(filled(moderated, what), language))
    return tuple(said)
