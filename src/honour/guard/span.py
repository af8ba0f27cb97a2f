"""What the guard finds: where it stands, what it is, and by what it was known. Never the value itself."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

Kind: TypeAlias = Literal[
    "ADDRESS",
    "PASSWORD",
    "ACCESS_CODE",
    "PHONE",
    "EMAIL",
    "CARD",
    "IBAN",
    "NATIONAL_ID",
    "LICENSE_KEY",
    "API_KEY",
    "IP",
]

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

Why: TypeAlias = Literal["said", "shape", "sum", "vendor", "pair", "link", "option"]
"""By what it was known: words before it say so, its layout, its check digits, the beginning that a vendor
gives its keys, a name and a password side by side, the user's part of a link, an option of a command.
"""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a text that should not be public: `text[start:end]`, in characters.

    `cue` is where the words stand that gave it away; empty where it was known by itself.
    """

    start: int
    end: int
    type: Kind
    why: Why = "shape"
    cue: tuple[int, int] = (0, 0)
