"""The keys turn: what survives opens ever after, what was destroyed never again, from whatever copy."""

import json
import shutil
import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from honour.carrying_out.ports import Scrubbed, StateRefused
from honour.connectors.key_place import copying, folder
from honour.keeping.journal.models import Detail
from honour.keeping.keys.actions import cell_key, destroy_cells, new_cell, new_cells
from honour.keeping.keys.models import Cell, Epoch
from honour.keeping.keys.sealing import CellKey, seal, unseal
from honour.keeping.keys.turning import used_epochs
from honour.keeping.requests.models import Request
from honour.proofs.keys import GENERATIONS_IN_COPY
from honour.website import state
from honour.website.opening import open_site
from honour.wiring.records import SiteRecords
from honour.wiring.turning import look, turn
from tests.keeping.cast import ADDRESS, DUE, NOW, done, erasure

WEEK = timedelta(days=7)
BY = "os:ana"


def opened(site: Path, now: datetime = NOW) -> SiteRecords:
    state.close_state()
    return open_site(site, address=ADDRESS, demo=False, now=now)


def held(site: Path) -> list[str]:
    """The names of the epoch keys in the key place, drafts and leavings included."""
    return sorted(path.name for path in folder.beside(site).glob("epoch-*"))


def turnings() -> list[dict[str, int]]:
    acts = [json.loads(act) for act in Detail.objects.order_by("entry").values_list("act", flat=True)]
    return [act["facts"] for act in acts if act["act"] == "keys turned"]


def level(request: str = "r1") -> str:
    receipt = Request.objects.get(id=request).receipt
    assert receipt is not None
    said: str = receipt["levels"]["keys"]
    return said


def test_keys_turn_after_seven_days_and_not_before(site: Path, records: SiteRecords) -> None:
    keys = records.journal_keys.keys
    kept, gone = new_cells(keys, ["a", "b"], "document")
    sealed = seal(kept, "place", "a", b"value")
    wrapped = bytes(Cell.objects.get(owner="a").wrapped)
    assert turn(records, BY, NOW + WEEK - timedelta(minutes=1)) is None
    assert held(site) == ["epoch-1.key"]
    destroy_cells([gone.cell])

    turned = turn(records, BY, NOW + WEEK)
    assert turned is not None
    assert (turned.epoch, turned.cells) == (2, 1)
    assert held(site) == ["epoch-2.key"]
    assert list(Epoch.objects.values_list("number", "began")) == [(2, NOW + WEEK)]
    assert bytes(Cell.objects.get(owner="a").wrapped) != wrapped
    assert turnings() == [{"epoch": 2, "cells": 1}]
    again = cell_key(opened(site).journal_keys.keys, kept.cell)
    assert again == kept
    assert unseal(again, "place", "a", sealed) == b"value"
    assert cell_key(keys, gone.cell) is None
    assert turn(opened(site), BY, NOW + WEEK) is None
    assert turnings() == [{"epoch": 2, "cells": 1}]


def test_a_site_that_missed_weeks_catches_up_in_one_turning(site: Path, records: SiteRecords) -> None:
    turned = turn(records, BY, NOW + 30 * WEEK)
    assert turned is not None
    assert turned.epoch == 2
    assert turn(records, BY, NOW + 30 * WEEK) is None
    assert not look(records).is_due(NOW + 31 * WEEK - timedelta(seconds=1))
    assert look(records).is_due(NOW + 31 * WEEK)


def test_keys_turn_early_when_asked(site: Path, records: SiteRecords) -> None:
    assert turn(records, BY, NOW, early=True) is not None
    assert held(site) == ["epoch-2.key"]


def test_who_opened_the_keys_before_a_turning_goes_on_working(site: Path, records: SiteRecords) -> None:
    stale = records.journal_keys.keys
    before = new_cell(stale, "a", "document")
    for weeks in (1, 2, 3):
        assert turn(opened(site), BY, NOW + weeks * WEEK) is not None
    assert cell_key(stale, before.cell) == before
    after = new_cell(stale, "b", "document")
    assert dict(Cell.objects.filter(kind="document").values_list("owner", "epoch_id")) == {"a": 4, "b": 4}
    assert cell_key(opened(site).journal_keys.keys, after.cell) == after


def test_the_database_refuses_a_cell_under_an_epoch_that_ended(records: SiteRecords) -> None:
    cell = new_cell(records.journal_keys.keys, "a", "document").cell
    assert turn(records, BY, NOW + WEEK) is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Cell.objects.filter(id=cell).update(epoch=1)
    assert Cell.objects.get(id=cell).epoch_id == 2


def test_others_read_and_write_while_keys_turn(site: Path, records: SiteRecords) -> None:
    stale = records.journal_keys.keys
    with transaction.atomic():
        cells = new_cells(stale, [f"owner {number}" for number in range(2_500)], "document")
    ended, faults = threading.Event(), []
    added: list[CellKey] = []

    def work() -> None:
        try:
            while not ended.is_set():
                for cell in cells[:: len(cells) // 7]:
                    assert cell_key(stale, cell.cell) == cell
                with transaction.atomic():
                    added.append(new_cell(stale, f"added {len(added)}", "document"))
        except Exception as fault:  # noqa: BLE001 - told by the test itself
            faults.append(fault)
        finally:
            state.close_state()

    other = threading.Thread(target=work)
    other.start()
    turned = [turn(records, BY, NOW + weeks * WEEK) for weeks in (1, 2, 3)]
    ended.set()
    other.join()
    assert faults == []
    assert None not in turned
    assert added
    fresh = opened(site).journal_keys.keys
    for cell in [*cells, *added]:
        assert cell_key(fresh, cell.cell) == cell
    assert held(site) == ["epoch-4.key"]


def test_two_do_not_turn_at_once(records: SiteRecords) -> None:
    from honour.connectors.key_place import epochs

    with epochs.changing(records.key_place), pytest.raises(StateRefused, match="another program"):
        turn(records, BY, NOW + WEEK)
    assert turn(records, BY, NOW + WEEK) is not None


def test_a_database_older_than_the_keys_stops_a_turning_before_anything_is_changed(
    site: Path, records: SiteRecords, tmp_path: Path
) -> None:
    new_cell(records.journal_keys.keys, "a", "document")
    state.close_state()
    shutil.copy(site / "data/honour.db", tmp_path / "yesterday.db")
    turn(opened(site), BY, NOW + WEEK)
    state.close_state()
    shutil.copy(tmp_path / "yesterday.db", site / "data/honour.db")
    old = opened(site)
    with pytest.raises(StateRefused, match="one and the same week"):
        turn(old, BY, NOW + 3 * WEEK)
    with pytest.raises(StateRefused, match="older copy"):
        new_cell(old.journal_keys.keys, "b", "document")
    assert held(site) == ["epoch-2.key"]
    assert list(Epoch.objects.values_list("number", flat=True)) == [1]


def test_a_database_of_last_week_opens_with_the_generation_in_the_copy_which_goes_again_with_the_next_turning(
    site: Path, records: SiteRecords, tmp_path: Path
) -> None:
    place, copy = folder.beside(site), tmp_path / "second"
    copying.copy(place, copy, GENERATIONS_IN_COPY)
    cell = new_cell(records.journal_keys.keys, "a", "document")
    state.close_state()
    shutil.copy(site / "data/honour.db", tmp_path / "last week.db")
    turn(opened(site), BY, NOW + WEEK)
    assert copying.copy(place, copy, GENERATIONS_IN_COPY) == (1, 2)
    state.close_state()
    shutil.copy(tmp_path / "last week.db", site / "data/honour.db")

    back = opened(site)
    assert copying.bring_back(place, copy, used_epochs()) == (1,)
    assert copying.bring_back(place, copy, used_epochs()) == ()
    assert cell_key(back.journal_keys.keys, cell.cell) == cell
    turned = turn(back, BY, NOW + WEEK)
    assert turned is not None
    assert (turned.epoch, turned.cells) == (2, 1)
    assert held(site) == ["epoch-2.key"]
    assert cell_key(opened(site).journal_keys.keys, cell.cell) == cell


def test_a_key_place_older_than_the_database_stops_it_too(site: Path, records: SiteRecords) -> None:
    place = folder.beside(site)
    before = (place / "epoch-1.key").read_bytes()
    new_cell(records.journal_keys.keys, "a", "document")
    turn(records, BY, NOW + WEEK)
    (place / "epoch-2.key").rename(site / "away")
    folder.put(place / "epoch-1.key", before)
    with pytest.raises(StateRefused, match="one and the same week"):
        turn(opened(site), BY, NOW + 3 * WEEK)
    assert held(site) == ["epoch-1.key"]


def test_a_receipt_says_gone_once_no_place_holds_a_key_that_opens_a_copy(
    site: Path, records: SiteRecords
) -> None:
    records.intend(erasure(), DUE, NOW)
    records.conclude("i1", done(), NOW)
    records.scrubbed("i1", Scrubbed("gone", {}), NOW)
    day = "by 2026-12-18"  # 1 December and two turnings, each up to a day late; the day after
    assert level() == day
    turn(records, BY, NOW + WEEK)
    assert level() == day  # a backup of the keys may keep this generation
    turn(records, BY, NOW + 2 * WEEK)
    assert level() == "gone"


def test_a_copy_of_the_keys_that_was_not_brought_up_to_date_keeps_a_receipt_from_saying_gone(
    site: Path, records: SiteRecords, tmp_path: Path
) -> None:
    place, copy = records.key_place, tmp_path / "stick"
    records.intend(erasure(), DUE, NOW)
    records.conclude("i1", done(), NOW)
    records.scrubbed("i1", Scrubbed("gone", {}), NOW)
    copying.copy(place, copy, GENERATIONS_IN_COPY)
    for weeks in (1, 2, 3):
        turn(records, BY, NOW + weeks * WEEK)
    assert level() == "by 2026-12-18"
    assert copying.copy(place, copy, GENERATIONS_IN_COPY) == (4,)
    turn(records, BY, NOW + 3 * WEEK)  # not due: receipts are looked at all the same
    assert level() == "gone"


def test_what_lies_in_the_database_after_a_turning_does_not_open_with_yesterdays_key(
    site: Path, records: SiteRecords
) -> None:
    place = folder.beside(site)
    yesterday = folder.read(place).epochs
    cell = new_cell(records.journal_keys.keys, "a", "document")
    turn(records, BY, NOW + WEEK)
    state.close_state()
    with sqlite3.connect(site / "data/honour.db") as connection:
        [wrapped] = connection.execute("SELECT wrapped FROM keeping_keys_cell WHERE owner = 'a'").fetchone()
    from honour.keeping.keys.sealing import EpochKeys, unwrapped

    log_site = records.journal_keys.keys.site
    today = EpochKeys(log_site, folder.read(place).epochs)
    assert unwrapped(today, cell.cell, 2, wrapped) == cell
    for epoch in (1, 2):
        with pytest.raises(StateRefused, match="does not open"):
            unwrapped(EpochKeys(log_site, {epoch: yesterday[1]}), cell.cell, epoch, wrapped)


OWNERS = "abc"
ACTS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["seal", "destroy"]), st.sampled_from(OWNERS)),
        st.tuples(st.sampled_from(["turn", "copy", "copy keys"]), st.just("")),
    ),
    min_size=1,
    max_size=14,
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the database: where, whose cells were alive in it, and the epoch of that moment."""

    path: Path
    alive: Mapping[str, CellKey]
    epoch: int


@dataclass(slots=True)
class World:
    """A site, what is sealed in it, and the copies that somebody took."""

    site: Path
    now: datetime = NOW
    alive: dict[str, CellKey] = field(default_factory=dict)
    sealed: dict[CellKey, tuple[str, bytes]] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)

    @property
    def key_copy(self) -> Path:
        """Where the second place of the keys is."""
        return self.site.parent / "second.keys"

    def do(self, act: str, owner: str, records: SiteRecords) -> None:
        """One act of the drawn sequence."""
        keys = records.journal_keys.keys
        match act:
            case "seal" if owner not in self.alive:
                self.alive[owner] = cell = new_cell(keys, owner, "document")
                self.sealed[cell] = (owner, seal(cell, "place", owner, owner.encode()))
            case "destroy" if owner in self.alive:
                destroy_cells([self.alive.pop(owner).cell])
            case "turn":
                self.now += WEEK
                assert turn(records, BY, self.now) is not None
            case "copy":
                state.close_state()
                path = self.site.parent / f"copy {len(self.copies)}"
                shutil.copy(self.site / "data/honour.db", path)
                self.copies.append(Copy(path, dict(self.alive), self.epoch))
            case "copy keys":
                copying.copy(records.key_place, self.key_copy, GENERATIONS_IN_COPY)
            case _:
                pass  # sealed already, or nothing to destroy

    @property
    def epoch(self) -> int:
        """The epoch that the key place is in."""
        return max(folder.epoch_numbers(folder.beside(self.site)))

    def opens(self, place: Path) -> dict[str, bool]:
        """Of everything that was ever sealed: does it open with the database as it is and these keys?"""
        state.close_state()
        records = open_site(self.site, address=ADDRESS, demo=False, now=self.now, key_place=place)
        return {cell.cell.hex: self._opens(records, cell) for cell in self.sealed}

    def _opens(self, records: SiteRecords, cell: CellKey) -> bool:
        owner, sealed = self.sealed[cell]
        try:
            key = cell_key(records.journal_keys.keys, cell.cell)
        except StateRefused:
            return False
        return key is not None and unseal(key, "place", owner, sealed) == owner.encode()


def openable(opens: Mapping[str, bool]) -> set[str]:
    """The names of what opens."""
    return {name for name, one in opens.items() if one}


@settings(max_examples=max(20, settings().max_examples // 5))  # each works on databases and key places
@given(ACTS)
@example([("seal", "a"), ("copy", ""), ("destroy", "a"), ("turn", ""), ("copy keys", "")])
@example([("seal", "a"), ("copy keys", ""), ("copy", ""), ("turn", ""), ("turn", ""), ("seal", "b")])
def test_what_was_destroyed_never_opens_once_its_epoch_turned_and_what_survives_always_does(
    born: Path, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str]]
) -> None:
    root = tmp_path_factory.mktemp("world")
    shutil.copytree(born, root / "shop")
    shutil.copytree(born.parent / "shop.keys", root / "shop.keys")
    world = World(root / "shop")
    place = folder.beside(world.site)
    for act, owner in acts:
        world.do(act, owner, opened(world.site, world.now))
        alive = {cell.cell.hex for cell in world.alive.values()}
        assert world.opens(place) == {cell.cell.hex: cell.cell.hex in alive for cell in world.sealed}
    for copy in world.copies:
        state.close_state()
        shutil.copy(copy.path, world.site / "data/honour.db")
        with_live_keys = (
            {cell.cell.hex for cell in copy.alive.values()} if copy.epoch == world.epoch else set()
        )
        assert {name for name, opens in world.opens(place).items() if opens} == with_live_keys
        if world.key_copy.exists():
            in_copy = copy.epoch in folder.epoch_numbers(world.key_copy)
            expected = {cell.cell.hex for cell in copy.alive.values()} if in_copy else set()
            assert {name for name, opens in world.opens(world.key_copy).items() if opens} == expected
            assert len(folder.epoch_numbers(world.key_copy)) <= 1 + GENERATIONS_IN_COPY
    state.close_state()
    shutil.rmtree(root)
