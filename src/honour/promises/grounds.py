"""Why data may be used: the six grounds of GDPR Art. 6(1), and what a statement adds to one."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Ground: TypeAlias = Literal[
    "consent",
    "contract",
    "legal obligation",
    "vital interest",
    "public task",
    "legitimate interest",
]


@dataclass(frozen=True, slots=True)
class Basis:
    """A ground of GDPR Art. 6(1)(a)-(f).

    `law` names the catalogue's entry and is given exactly when the ground is a legal obligation.
    `exception` names the letter of Art. 17(3) that lets the data survive a request for erasure.
    """

    ground: Ground
    law: str | None = None
    exception: str | None = None

    @property
    def survives_erasure(self) -> bool:
        """Whether a request for erasure leaves the term running: GDPR Art. 17(3)(b) and (a)-(e)."""
        return self.law is not None or self.exception is not None
