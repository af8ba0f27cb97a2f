"""Nothing that is sealed opens anywhere but where it was sealed for."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.carrying_out.ports import StateRefused
from honour.keeping.keys.actions import cell_key, cell_of, destroy_cells, new_cell
from honour.keeping.keys.models import Cell
from honour.keeping.keys.sealing import OVERHEAD, EpochKeys, new_cell_key, seal, unseal, unwrapped, wrap
from honour.wiring.records import SiteRecords

BY_EPOCH = {1: b"1" * 32, 2: b"2" * 32}
KEYS = EpochKeys("site", BY_EPOCH)
ONE, OTHER = UUID(int=1), UUID(int=2)
CELL, WRAPPED = new_cell_key(KEYS, ONE, 2)


@given(st.binary(max_size=200), st.text(max_size=20), st.text(max_size=20))
def test_what_is_sealed_opens_and_does_not_show(value: bytes, place: str, row: str) -> None:
    sealed = seal(CELL, place, row, value)
    assert unseal(CELL, place, row, sealed) == value
    assert len(sealed) == len(value) + OVERHEAD == 12 + len(value) + 16  # nonce, value, tag
    assert seal(CELL, place, row, value) != sealed  # never twice the same nonce


@pytest.mark.parametrize(
    ("place", "row"), [("other", "7"), ("place", "8"), ("place7", ""), ("", "place7"), ("plac", "e7")]
)
def test_a_value_opens_in_no_other_place_or_row(place: str, row: str) -> None:
    sealed = seal(CELL, "place", "7", b"value")
    with pytest.raises(StateRefused, match="moved"):
        unseal(CELL, place, row, sealed)


@pytest.mark.parametrize("change", [{"site": "another"}, {"cell": OTHER}, {"key": b"x" * 32}])
def test_a_value_opens_in_no_other_site_or_cell(change: dict[str, object]) -> None:
    sealed = seal(CELL, "place", "7", b"value")
    with pytest.raises(StateRefused, match="moved"):
        unseal(replace(CELL, **change), "place", "7", sealed)  # type: ignore[arg-type]  # one field of three types


@given(st.binary(max_size=60))
def test_no_bytes_open_by_chance(sealed: bytes) -> None:
    with pytest.raises(StateRefused):
        unseal(CELL, "place", "7", sealed)


def test_a_wrapped_key_opens_only_for_its_site_cell_and_epoch() -> None:
    assert unwrapped(KEYS, ONE, 2, WRAPPED) == CELL
    same = {1: b"2" * 32, 2: b"2" * 32}
    for keys, cell, epoch in [
        (EpochKeys("another", BY_EPOCH), ONE, 2),
        (KEYS, OTHER, 2),
        (KEYS, ONE, 1),
        (EpochKeys("site", same), ONE, 1),  # the same key under another epoch's name
    ]:
        with pytest.raises(StateRefused, match="does not open"):
            unwrapped(keys, cell, epoch, WRAPPED)
    with pytest.raises(StateRefused, match="no key of epoch 3"):
        unwrapped(KEYS, ONE, 3, WRAPPED)


def test_a_reading_that_began_before_a_turning_still_opens_and_one_before_two_does_not() -> None:
    there = {2: b"2" * 32}
    keys = EpochKeys("site", {1: b"1" * 32}, lambda: there)
    cell, under_one = new_cell_key(keys, ONE, 1)
    under_two = wrap(keys, cell, 2)  # looks again: the key of epoch 1 is destroyed by now
    assert unwrapped(keys, ONE, 1, under_one) == unwrapped(keys, ONE, 2, under_two) == cell
    there = {3: b"3" * 32}
    wrap(keys, cell, 3)
    assert unwrapped(keys, ONE, 2, under_two) == cell
    with pytest.raises(StateRefused, match="no key of epoch 1"):
        unwrapped(keys, ONE, 1, under_one)


def test_keys_are_not_shown_when_printed() -> None:
    assert repr(CELL.key) not in repr(CELL)
    assert "111" not in repr(KEYS)
    assert "222" not in repr(KEYS)


def test_an_owner_has_one_cell_for_each_kind_and_term(records: SiteRecords) -> None:
    keys = records.journal_keys.keys
    ticket = cell_of(keys, "a", "ticket", "1 year")
    assert cell_of(keys, "a", "ticket", "1 year") == ticket
    others = [
        cell_of(keys, *one) for one in (("a", "ticket"), ("a", "note", "1 year"), ("b", "ticket", "1 year"))
    ]
    assert len({cell.cell for cell in (ticket, *others)}) == len({c.key for c in (ticket, *others)}) == 4
    sealed = seal(ticket, "place", "7", b"value")
    destroy_cells([ticket.cell])
    with pytest.raises(StateRefused, match="does not open"):
        unseal(cell_of(keys, "a", "ticket", "1 year"), "place", "7", sealed)  # a new one of the same name


def test_a_destroyed_cell_opens_nothing(records: SiteRecords) -> None:
    keys = records.journal_keys.keys
    kept, gone = new_cell(keys, "a", "hold"), new_cell(keys, "b", "hold")
    assert cell_key(keys, gone.cell) == gone
    assert destroy_cells([gone.cell]) == 1
    assert cell_key(keys, gone.cell) is None
    assert cell_key(keys, kept.cell) == kept
    assert kept.key not in b"".join(bytes(cell.wrapped) for cell in Cell.objects.all())
