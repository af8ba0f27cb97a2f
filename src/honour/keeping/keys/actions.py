"""Making, opening and destroying key cells.

What could go wrong for ever: destroying a cell cannot be taken back; whatever was sealed under it can
never be read again, here or in a backup whose epoch keys are gone. Callers destroy in the transaction that
records why, and truncate the log once it is committed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection

from honour.carrying_out.ports import StateRefused
from honour.keeping.keys.models import Cell, Epoch
from honour.keeping.keys.sealing import CellKey, EpochKeys, new_cell_key, unwrapped
from honour.keeping.plain_sql import ask, insert, placeholders, read_uuid, sql, stored_uuids

_AT_ONCE = 500  # names in one query; SQLite takes 999 in old versions
_FIND = (
    "SELECT {owner}, {id}, {epoch}, {wrapped} FROM {table}"
    " WHERE {owner} IN ({owners}) AND {kind} = %s AND {term} = %s"
)
_CURRENT = "SELECT MAX({number}) FROM {table}"
_FIELDS = ("id", "owner", "kind", "term", "epoch", "wrapped")


@dataclass(frozen=True, slots=True)
class WrappedCell:
    """A cell as it is stored: its key opens only with the key of its epoch."""

    cell: UUID
    epoch: int
    wrapped: bytes


def new_cell(keys: EpochKeys, owner: str, kind: str, term: str = "") -> CellKey:
    """Make a cell for (owner, kind, term), which must have none."""
    [key] = new_cells(keys, [owner], kind, term)
    return key


def new_cells(keys: EpochKeys, owners: Sequence[str], kind: str, term: str = "") -> list[CellKey]:
    """Make a cell for (owner, kind, term) of each of these owners, who must have none; in their order."""
    if not owners:
        return []
    epoch = current_epoch()
    made = [new_cell_key(keys, uuid4(), epoch) for _ in owners]
    ids = stored_uuids(key.cell for key, _ in made)
    rows = [
        (cell, owner, kind, term, epoch, wrapped)
        for cell, owner, (_, wrapped) in zip(ids, owners, made, strict=True)
    ]
    insert(Cell, _FIELDS, rows)
    return [key for key, _ in made]


def cell_of(keys: EpochKeys, owner: str, kind: str, term: str = "") -> CellKey:
    """The cell of (owner, kind, term), made where there is none yet. Wants the caller's transaction."""
    found = wrapped_cells([owner], kind, term)
    return opened(keys, found[owner]) if found else new_cell(keys, owner, kind, term)


def current_epoch() -> int:
    """The epoch that new cells are wrapped under: the last one that the database knows.

    It is asked each time, because another program may have turned the keys meanwhile.
    """
    [(number,)] = ask(sql(Epoch, _CURRENT))
    if number is None:
        raise StateRefused("this site's database knows no epoch of keys: put back the honour.db of a backup")
    return int(number)


def epoch_of(cell: UUID) -> int | None:
    """The epoch under which a cell is wrapped, or None where it was destroyed."""
    return Cell.objects.filter(id=cell).values_list("epoch_id", flat=True).first()


def cell_key(keys: EpochKeys, cell: UUID) -> CellKey | None:
    """The key of a cell, or None where it was destroyed."""
    row = Cell.objects.filter(id=cell).first()
    return unwrapped(keys, row.id, row.epoch_id, bytes(row.wrapped)) if row else None


def owners_of(kind: str) -> dict[str, UUID]:
    """The cells of a kind, by whose they are."""
    return dict(Cell.objects.filter(kind=kind).values_list("owner", "id"))


def cells_of(keys: EpochKeys, owners: Sequence[str], kind: str) -> dict[str, CellKey]:
    """The cells of a kind that these owners have, by owner."""
    return {owner: opened(keys, cell) for owner, cell in wrapped_cells(owners, kind).items()}


def wrapped_cells(owners: Sequence[str], kind: str, term: str = "") -> dict[str, WrappedCell]:
    """The cells of a kind and term that these owners have, by owner, none opened yet."""
    found: dict[str, WrappedCell] = {}
    for start in range(0, len(owners), _AT_ONCE):
        part = owners[start : start + _AT_ONCE]
        asked = sql(Cell, _FIND.replace("{owners}", placeholders(len(part))))
        for owner, cell, epoch, wrapped in ask(asked, [*part, kind, term]):
            found[owner] = WrappedCell(read_uuid(cell), epoch, bytes(wrapped))
    return found


def opened(keys: EpochKeys, cell: WrappedCell) -> CellKey:
    """The key of a stored cell; raises `StateRefused` where the key place holds other keys."""
    return unwrapped(keys, cell.cell, cell.epoch, cell.wrapped)


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
