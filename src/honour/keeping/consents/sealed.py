"""Directives after death, sealed under a key cell of whoever left them: only that person and, once it is
shown that he died, staff who answer for it open them.

What could go wrong for ever: destroying the cell makes the directives unreadable. So it goes only with them:
when they are changed, taken back, or erased with their person.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Collection
from typing import Final

from honour.carrying_out.ports import StateRefused
from honour.keeping.keys.actions import cells_of
from honour.keeping.keys.sealing import CellKey, EpochKeys, seal, unseal
from honour.places.selections import Scalar

KIND: Final = "directives"
"""The kind of the key cell; its owner is `owner(id)`."""

WISHES: Final = ("keep", "erase", "hand over")
"""What may be wished. One that stands so in its column was left before directives were sealed."""

_PLACE: Final = "consents.directive"
_SEALED: Final = re.compile(r"sealed (\d+) ([A-Za-z0-9+/]+=*)")
_PADDED: Final = max(map(len, WISHES))  # the length of what is sealed stays visible, and would tell the wish


def owner(person: int) -> str:
    """Whose key cell it is, by the id of the person's row."""
    return f"person {person}"


def sealed(cell: CellKey, person: int, column: str, value: str) -> str:
    """A value as it lies in its column: bound to site, column, person and cell."""
    told = value.ljust(_PADDED) if column == "wish" else value
    under = seal(cell, f"{_PLACE}.{column}", owner(person), told.encode())
    return f"sealed {person} {b64encode(under).decode()}"


def opened(keys: EpochKeys, whose: Collection[int], column: str, value: Scalar) -> Scalar:
    """The value, for whoever has these rows; None once its key was destroyed; as it is where it was never
    sealed. Raises StateRefused where it does not open, or lies in another's row.
    """
    found = _SEALED.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    person = int(found[1])
    if person not in whose:
        raise StateRefused("directives lie in the row of somebody else: put back honour.db from a backup")
    cell = cells_of(keys, [owner(person)], KIND).get(owner(person))
    if cell is None:
        return None
    told = unseal(cell, f"{_PLACE}.{column}", owner(person), b64decode(found[2])).decode()
    return told.rstrip() if column == "wish" else told
