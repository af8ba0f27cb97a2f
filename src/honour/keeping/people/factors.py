"""Secrets of second factors, sealed under a key cell of their person.

What could go wrong for ever: destroying the cell makes authenticator apps and recovery codes useless; the
person then signs in by a passkey, or a member of staff by `honour staff recover`.
"""

from base64 import b64decode, b64encode
from typing import Final

from django.db import transaction

from honour.carrying_out.ports import StateRefused
from honour.keeping.at_work import the_keys
from honour.keeping.keys.actions import cell_of, cells_of, destroy_cells, owners_of, truncate_log
from honour.keeping.keys.sealing import seal, unseal
from honour.keeping.people.models import Person

KIND: Final = "second factor"
"""The kind of the key cell; its owner is `owner(id)`."""

_PLACE: Final = "mfa_authenticator.data"


def owner(person: int) -> str:
    """Whose key cell it is, by the id of the person's row."""
    return f"person {person}"


def sealed(person: int, secret: str) -> str:
    """A secret as it may lie in a table: the person's id, and the secret under his cell in base64."""
    with transaction.atomic():
        cell = cell_of(the_keys(), owner(person), KIND)
    return f"{person}:{b64encode(seal(cell, _PLACE, owner(person), secret.encode())).decode()}"


def unsealed(stored: str) -> str:
    """The secret. Raises StateRefused where it does not open, or lies in another's place."""
    person, _, value = stored.partition(":")
    cell = cells_of(the_keys(), [owner(int(person))], KIND).get(owner(int(person)))
    if cell is None:
        raise StateRefused("the secret of a second factor does not open: its key was destroyed")
    return unseal(cell, _PLACE, owner(int(person)), b64decode(value)).decode()


def forget(person: int) -> None:
    """Destroy the cell once the person has no factor left."""
    destroy_cells(cell.cell for cell in cells_of(the_keys(), [owner(person)], KIND).values())
    truncate_log()


def forget_gone() -> int:
    """Destroy the cells of whoever is gone: the engine takes an erased person's rows, and a copy of them in a
    backup must not open either. How many there were.
    """
    cells = {int(name.split()[1]): cell for name, cell in owners_of(KIND).items()}
    there = set(Person.objects.filter(pk__in=cells).values_list("pk", flat=True))
    gone = [cell for person, cell in cells.items() if person not in there]
    return destroy_cells(gone) if gone else 0
