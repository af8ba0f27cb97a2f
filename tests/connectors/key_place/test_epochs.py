"""Epoch keys are added and destroyed, never written over; what a crash left goes with the next change."""

import os
from pathlib import Path

import pytest

from honour.carrying_out.ports import StateRefused
from honour.connectors.key_place import copying, epochs, folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "shop.keys"
    folder.create(made)
    return made


def files(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


ALSO = ["hash.key", "journal.key"]


def test_a_key_is_added_beside_the_others_closed_to_others(place: Path) -> None:
    before = folder.read(place).epochs
    umask = os.umask(0)
    try:
        with epochs.changing(place):
            epochs.add(place, 2)
    finally:
        os.umask(umask)
    after = folder.read(place).epochs
    assert after == {**before, 2: after[2]}
    assert after[2] != after[1]
    assert (place / "epoch-2.key").stat().st_mode & 0o777 == 0o600


def test_a_key_is_never_written_over(place: Path) -> None:
    before = folder.read(place).epochs
    with epochs.changing(place), pytest.raises(FileExistsError):
        epochs.add(place, 1)
    assert folder.read(place).epochs == before


def test_a_destroyed_key_is_overwritten_before_its_name_goes(place: Path, tmp_path: Path) -> None:
    key = (place / "epoch-1.key").read_bytes()
    os.link(place / "epoch-1.key", tmp_path / "same file")  # shows what became of the bytes on the disk
    with epochs.changing(place):
        epochs.add(place, 2)
        epochs.destroy(place, [1])
    assert files(place) == ["epoch-2.key", *ALSO]
    left = (tmp_path / "same file").read_bytes()
    assert len(left) == len(key)
    assert left != key


def test_what_a_crash_left_is_no_key_and_goes_with_the_next_change(place: Path) -> None:
    before = folder.read(place).epochs
    for name in ("epoch-2.key.new", "epoch-7.key.leaving"):
        (place / name).write_bytes(b"half")
        (place / name).chmod(0o600)
    assert folder.read(place).epochs == before
    with epochs.changing(place):
        pass
    assert files(place) == ["epoch-1.key", *ALSO]


def test_two_programs_do_not_change_a_place_at_once(place: Path) -> None:
    with epochs.changing(place), pytest.raises(StateRefused, match="another program"), epochs.changing(place):
        pass
    with epochs.changing(place):
        pass


def test_a_copy_holds_what_the_place_holds_and_one_generation_more(place: Path, tmp_path: Path) -> None:
    to = tmp_path / "second"
    assert copying.oldest_in_copy(place) is None
    assert copying.copy(place, to, generations=1) == (1,)
    assert folder.read(to).epochs == folder.read(place).epochs
    first = folder.read(place).epochs[1]
    for number, held in ((2, (1, 2)), (3, (2, 3)), (4, (3, 4))):
        with epochs.changing(place):
            epochs.add(place, number)
            epochs.destroy(place, [number - 1])
        assert copying.oldest_in_copy(place) == max(number - 2, 1)  # before it is renewed
        assert copying.copy(place, to, generations=1) == held
        assert copying.oldest_in_copy(place) == held[0]
    assert first not in folder.read(to).epochs.values()
    assert to.stat().st_mode & 0o777 == 0o700
    copied = folder.read(to)
    assert (copied.hashing, copied.public) == (folder.read(place).hashing, folder.read(place).public)


def test_a_copy_never_goes_over_another_sites_keys_nor_the_place_itself(place: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.keys"
    folder.create(other)
    before = folder.read(other).epochs
    with pytest.raises(StateRefused, match="another site"):
        copying.copy(place, other, generations=1)
    assert folder.read(other).epochs == before
    with pytest.raises(StateRefused, match="itself"):
        copying.copy(place, place, generations=1)
    with pytest.raises(StateRefused, match="cannot be written"):
        copying.copy(place, tmp_path / "missing" / "second", generations=1)
    assert copying.oldest_in_copy(place) is None
    other.chmod(0o755)
    with pytest.raises(StateRefused, match="chmod"):
        copying.copy(place, other, generations=1)
