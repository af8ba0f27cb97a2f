"""The languages in which a policy is published, and text that exists in each."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["fr", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Wording:
    """The same said in English and in French."""

    en: str
    fr: str

    def say(self, language: Language) -> str:
        """The text in one language."""
        return self.en if language == "en" else self.fr
