"""Turning the keys, as far as the database goes: an epoch begins, cells are wrapped again, the old one ends.

What could go wrong for ever: an epoch is ended while a cell is wrapped under it, its key is destroyed, and
what was sealed under that cell is lost. So an epoch's row goes only in a transaction that has seen no cell
under it, and the cells' foreign key makes the database refuse one that somebody adds at the same moment.
Each step is a transaction of its own that may be done again: a turning that is killed goes on where it was.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from honour.keeping.keys.models import Cell, Epoch
from honour.keeping.keys.sealing import EpochKeys, unwrapped, wrap
from honour.keeping.plain_sql import Row, sql, stored_uuids

_AT_ONCE = 1_000  # cells in one transaction: some hundredths of a second under the lock

_FIRST = "SELECT {id}, {epoch}, {wrapped} FROM {table} WHERE {epoch} < %s ORDER BY {id} LIMIT %s"
_NEXT = "SELECT {id}, {epoch}, {wrapped} FROM {table} WHERE {epoch} < %s AND {id} > %s ORDER BY {id} LIMIT %s"
_WRAP = "UPDATE {table} SET {epoch} = %s, {wrapped} = %s WHERE {id} = %s AND {epoch} = %s"


def begin(epoch: int, now: datetime) -> None:
    """Make an epoch the current one; its key lies in the key place. Again: does nothing."""
    Epoch.objects.get_or_create(number=epoch, defaults={"began": now})


def known_epochs() -> dict[int, datetime]:
    """When each epoch that has not ended began, by its number."""
    return dict(Epoch.objects.order_by("number").values_list("number", "began"))


def used_epochs() -> set[int]:
    """The epochs under which some cell is wrapped."""
    return set(Cell.objects.order_by().values_list("epoch_id", flat=True).distinct())


def cells_under(epoch: int) -> tuple[int, int]:
    """How many cells there are, and how many of them are wrapped under an earlier epoch."""
    return Cell.objects.count(), Cell.objects.filter(epoch_id__lt=epoch).count()


def wrap_again(keys: EpochKeys, epoch: int) -> int:
    """Wrap every cell of an earlier epoch under this one, batch by batch; gives how many there were."""
    done, last = 0, None
    while part := _wrapped_part(keys, epoch, last):
        done, last = done + len(part), part[-1][0]
    return done


def _wrapped_part(keys: EpochKeys, epoch: int, last: UUID | str | None) -> Sequence[Row]:
    after = () if last is None else (last,)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql(Cell, _FIRST if last is None else _NEXT), [epoch, *after, _AT_ONCE])
        part: list[Row] = cursor.fetchall()
        rows = []
        for stored, before, under in part:
            cell = stored if isinstance(stored, UUID) else UUID(stored)
            key = unwrapped(keys, cell, before, bytes(under))
            rows.append((epoch, wrap(keys, key, epoch), *stored_uuids([cell]), before))
        if rows:
            cursor.executemany(sql(Cell, _WRAP), rows)  # one destroyed meanwhile stays so
        return part


def closed_cells(held: Collection[int]) -> int:
    """How many cells no key of these epochs opens."""
    return Cell.objects.exclude(epoch_id__in=held).count()


def forget_closed(held: Collection[int], now: datetime) -> int:
    """After a restore: the newest of these epochs, whose keys there are, becomes the current one, and cells
    whose keys were destroyed go; how many there were. Wants a state that is older than the keys.
    """
    with transaction.atomic():
        begin(max(held), now)
        gone = Cell.objects.exclude(epoch_id__in=held).delete()[0]
        Epoch.objects.exclude(number__in=held).delete()
        return gone


def end_before(epoch: int) -> bool:
    """End the epochs before this one, in the caller's transaction; False where there was none.

    Raises `IntegrityError`, at the latest when the transaction ends, where a cell is wrapped under one:
    `wrap_again` then, and once more.
    """
    return Epoch.objects.filter(number__lt=epoch).delete()[0] > 0
