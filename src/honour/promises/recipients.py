"""`recipients`: who receives data, in which role and where."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from honour.promises.findings import Position

Role: TypeAlias = Literal["processor", "joint controller", "controller"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who receives data (GDPR Art. 4(9)). `country` is an ISO 3166-1 alpha-2 code.

    `stores` says that a processor stores everything for the site; `sees` names kinds that it also sees.
    """

    key: str
    name: str
    role: Role
    country: str
    stores: bool = False
    sees: tuple[str, ...] = ()
    at: Position = field(default=Position("", 0, 0), compare=False)
