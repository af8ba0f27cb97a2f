"""Why a term is as long as it is, and why a request for erasure leaves it running (GDPR Art. 17(3))."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from honour.promises.grammar import Phrase, filled, sentence
from honour.promises.grounds import Ground
from honour.promises.languages import Language, Wording

# Art. 17(3)(a)-(e) by letter. Of (b) there are two cases, a duty of law and a public task: see `_BY_TASK`.
EXCEPTIONS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "a": Wording(
            "the freedom of expression and information needs {them}",
            "la liberté d'expression et d'information {les} rend {necessary}",
        ),
        "b": Wording("a law obliges us to keep {them}", "la loi nous oblige à {les} garder"),
        "c": Wording("public health needs {them}", "l'intérêt de la santé publique {les} rend {necessary}"),
        "d": Wording(
            "archives, research or statistics need {them} and could not do without",
            "des archives, des recherches ou des statistiques ne peuvent s'en passer",
        ),
        "e": Wording(
            "a legal claim may need {them}",
            "la constatation, l'exercice ou la défense d'un droit en justice {les} rend {necessary}",
        ),
    }
)
_BY_TASK: Final = Wording(
    "our task in the public interest needs {them}", "notre mission d'intérêt public {les} rend {necessary}"
)


def exception_sentence(
    exception: str, ground: Ground, what: Phrase, language: Language, by_name: bool = False
) -> str:
    """That a request for erasure does not end this term, and by which letter of Art. 17(3). `by_name` says
    again of what."""
    why = _BY_TASK if exception == "b" and ground == "public task" else EXCEPTIONS[exception]
    if language == "en":
        said, them = filled(why.en, what), what.text if by_name else filled("{them}", what)
        return sentence(
            f"we keep {them} even if you ask for erasure, because {said} (GDPR Art. 17(3)({exception}))",
            language,
        )
    necessary = "nécessaires" if what.plural else "nécessaire"
    said = filled(why.fr.replace("{necessary}", necessary), what)
    keep = f"gardons {what.text}" if by_name else f"{filled('{les}', what)} gardons"
    return sentence(
        f"nous {keep} même si vous en demandez l'effacement, car {said} (RGPD, art. 17, § 3, {exception})",
        language,
    )


def criteria_sentence(criteria: Wording, language: Language) -> str:
    """What a term takes account of, beside the term itself and never instead of it (C30)."""
    said = Wording(
        f"what makes this term as long as it is: {criteria.en}",
        f"ce qui justifie cette durée : {criteria.fr}",
    )
    return sentence(said.say(language), language)
