"""Whatever is sealed opens where it was sealed and nowhere else: every pair, both ways."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from uuid import UUID

import pytest

from honour.carrying_out.ports import StateRefused
from honour.keeping.keys.actions import cell_key, new_cells
from honour.keeping.keys.models import Cell
from honour.keeping.keys.sealing import CellKey, EpochKeys, seal, unseal, unwrapped, wrap
from honour.wiring.records import SiteRecords

KEY = b"k" * 32  # the same everywhere: only what is associated keeps one from another


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value may be sealed."""

    site: str
    place: str
    row: str
    cell: UUID

    @property
    def key(self) -> CellKey:
        """The cell of this site, with the key that all share here."""
        return CellKey(self.site, self.cell, KEY)


SPOTS = [
    Spot(site, place, row, UUID(int=cell))
    for site, place, row, cell in product(("one", "two"), ("a", "ab"), ("bc", "c"), (1, 2))
]
WRAPPINGS = list(product(("one", "two"), (UUID(int=1), UUID(int=2)), (1, 2)))


def pairs() -> Iterator[tuple[Spot, Spot]]:
    yield from product(SPOTS, SPOTS)


def test_a_value_opens_in_its_own_place_row_cell_and_site_of_all_pairs() -> None:
    sealed = {spot: seal(spot.key, spot.place, spot.row, b"value") for spot in SPOTS}
    assert len(sealed) == 16
    for here, there in pairs():
        if here == there:
            assert unseal(there.key, there.place, there.row, sealed[here]) == b"value"
        else:
            with pytest.raises(StateRefused, match="does not open"):
                unseal(there.key, there.place, there.row, sealed[here])


def test_a_wrapped_key_opens_for_its_own_site_cell_and_epoch_of_all_pairs() -> None:
    same = {1: b"e" * 32, 2: b"e" * 32}
    for here, there in product(WRAPPINGS, WRAPPINGS):
        stored = wrap(EpochKeys(here[0], same), CellKey(here[0], here[1], KEY), here[2])
        keys = EpochKeys(there[0], same)
        if here == there:
            assert unwrapped(keys, there[1], there[2], stored).key == KEY
        else:
            with pytest.raises(StateRefused, match="does not open"):
                unwrapped(keys, there[1], there[2], stored)


def test_a_wrapped_key_that_was_moved_to_another_row_of_the_database_does_not_open(
    records: SiteRecords,
) -> None:
    keys = records.journal_keys.keys
    cells = new_cells(keys, ["a", "b", "c"], "document")
    stored = {cell.cell: bytes(Cell.objects.get(id=cell.cell).wrapped) for cell in cells}
    for here, there in product(cells, cells):
        Cell.objects.filter(id=there.cell).update(wrapped=stored[here.cell])
        if here == there:
            assert cell_key(keys, there.cell) == there
        else:
            with pytest.raises(StateRefused, match="does not open"):
                cell_key(keys, there.cell)
        Cell.objects.filter(id=there.cell).update(wrapped=stored[there.cell])
