"""Making, opening and destroying key cells.

What could go wrong for ever: destroying a cell cannot be taken back; whatever was sealed under it can
never be read again, here or in a backup whose epoch keys are gone. Callers destroy in the transaction that
records why, and truncate the log once it is committed.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4

from django.db import connection

from honour.keeping.keys.models import Cell
from honour.keeping.keys.sealing import CellKey, EpochKeys, new_cell_key, unwrapped

_AT_ONCE = 500  # names in one query; SQLite takes 999 in old versions


def new_cell(keys: EpochKeys, owner: str, kind: str, term: str = "") -> CellKey:
    """Make a cell for (owner, kind, term), which must have none."""
    cell = uuid4()
    key, wrapped = new_cell_key(keys, cell)
    Cell.objects.create(id=cell, owner=owner, kind=kind, term=term, epoch=keys.current, wrapped=wrapped)
    return key


def cell_key(keys: EpochKeys, cell: UUID) -> CellKey | None:
    """The key of a cell, or None where it was destroyed."""
    row = Cell.objects.filter(id=cell).first()
    return _opened(keys, row) if row else None


def cells_of(keys: EpochKeys, owners: Sequence[str], kind: str) -> dict[str, CellKey]:
    """The cells of a kind that these owners have, by owner."""
    found = {}
    for start in range(0, len(owners), _AT_ONCE):
        for row in Cell.objects.filter(owner__in=owners[start : start + _AT_ONCE], kind=kind, term=""):
            found[row.owner] = _opened(keys, row)
    return found


def destroy_cells(cells: Iterable[UUID]) -> int:
    """Destroy these cells; gives how many there were. Call `truncate_log` once that is committed."""
    return Cell.objects.filter(id__in=list(cells)).delete()[0]


def truncate_log() -> bool:
    """Empty SQLite's write-ahead log, which still holds pages as they were; False while somebody reads.

    With secure_delete the main file keeps nothing of a deleted row (DESIGN, section 10). Elsewhere: True.
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return bool(cursor.fetchone()[0] == 0)


def _opened(keys: EpochKeys, row: Cell) -> CellKey:
    return unwrapped(keys, row.id, row.epoch, bytes(row.wrapped))
