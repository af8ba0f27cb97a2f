"""`words`: what the lexicon lacks, in each language, with what French grammar needs."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from honour.promises.findings import Position

Gender: TypeAlias = Literal["masculine", "feminine"]


@dataclass(frozen=True, slots=True)
class Word:
    """A declared word. `en` and `fr` hold one form, or singular and plural; `role` is `as:`."""

    name: str
    en: tuple[str, ...]
    fr: tuple[str, ...]
    gender: Gender | None = None
    role: Literal["noun", "purpose"] = "noun"
    at: Position = field(default=Position("", 0, 0), compare=False)
