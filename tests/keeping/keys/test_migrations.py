"""A database in which cells were wrapped before epochs had rows takes them over, due to be turned next."""

from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from honour.keeping.keys.actions import cell_key
from honour.keeping.keys.models import Cell, Epoch
from honour.keeping.keys.sealing import new_cell_key
from honour.wiring.records import SiteRecords
from honour.wiring.turning import look, turn
from tests.keeping.cast import NOW


def migrate(to: str) -> None:
    call_command("migrate", "keeping_keys", to, verbosity=0, interactive=False)


def test_an_older_state_takes_its_epochs_over_and_turns_them(records: SiteRecords) -> None:
    keys = records.journal_keys.keys
    migrate("0001")
    cell, wrapped = new_cell_key(keys, UUID(int=7), 1)
    with connection.cursor() as cursor:
        row: tuple[str | int | bytes, ...] = (cell.cell.hex, "a", "document", "", 1, wrapped)
        cursor.execute(
            "INSERT INTO keeping_keys_cell (id, owner, kind, term, epoch, wrapped)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            row,
        )
    migrate("0002")
    assert cell_key(keys, cell.cell) == cell
    assert look(records).is_due(NOW)
    assert turn(records, "os:ana", NOW) is not None
    assert list(Epoch.objects.values_list("number", "began")) == [(2, NOW)]
    assert cell_key(keys, cell.cell) == cell
    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.create(id=uuid4(), owner="b", kind="document", term="", epoch_id=1, wrapped=b"")
