"""`collect`: which data, for what, and on which ground."""

from dataclasses import dataclass, field

from honour.promises.findings import Position
from honour.promises.grounds import Basis


@dataclass(frozen=True, slots=True)
class Collect:
    """One statement of `collect`. `purpose` is a word used as a purpose; `data` names kinds."""

    data: tuple[str, ...]
    purpose: str
    basis: Basis
    required: bool = False
    at: Position = field(default=Position("", 0, 0), compare=False)
