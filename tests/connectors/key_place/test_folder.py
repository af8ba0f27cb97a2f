"""The key place: whole or absent, closed to others, never silently replaced."""

import os
from pathlib import Path

import pytest

from honour.carrying_out.ports import StateRefused
from honour.connectors.key_place import folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "shop.keys"
    folder.create(made)
    return made


def test_it_lies_beside_the_site(tmp_path: Path) -> None:
    assert folder.beside(tmp_path / "x" / ".." / "shop") == tmp_path.resolve() / "shop.keys"


def test_it_is_closed_to_others_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder.create(tmp_path / "shop.keys")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "shop.keys").iterdir()}
    assert modes == {"epoch-1.key": 0o600, "journal.key": 0o600, "hash.key": 0o600}
    assert (tmp_path / "shop.keys").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["shop.keys"]


def test_what_is_made_reads_back_the_same_and_differs_each_time(place: Path, tmp_path: Path) -> None:
    first, again = folder.read(place), folder.read(place)
    assert (first.epochs, first.hashing, first.public) == (again.epochs, again.hashing, again.public)
    assert first.origin is None
    folder.create(tmp_path / "other.keys")
    other = folder.read(tmp_path / "other.keys")
    assert len({first.epochs[1], first.hashing, other.epochs[1], other.hashing}) == 4
    assert first.public != other.public


def test_it_names_its_log_once_born(place: Path) -> None:
    folder.mark_born(place, "shop.example/honour/12345678")
    assert folder.read(place).origin == "shop.example/honour/12345678"


def test_it_is_never_made_over_one_that_exists(place: Path) -> None:
    before = folder.read(place).public
    with pytest.raises(OSError, match="not empty"):
        folder.create(place)
    assert folder.read(place).public == before


def test_what_a_crash_left_half_made_is_swept_and_never_used(tmp_path: Path) -> None:
    half = tmp_path / "shop.keys.new-0badc0de"
    half.mkdir()
    (half / "journal.key").write_bytes(b"half")
    folder.create(tmp_path / "shop.keys")
    assert [path.name for path in tmp_path.iterdir()] == ["shop.keys"]


@pytest.mark.parametrize("name", ["epoch-1.key", "journal.key", "hash.key"])
def test_a_missing_or_cut_key_is_told_and_not_made_again(place: Path, name: str) -> None:
    (place / name).write_bytes(b"short")
    with pytest.raises(StateRefused, match="damaged"):
        folder.read(place)
    (place / name).unlink()
    with pytest.raises(StateRefused, match="put back the key place"):
        folder.read(place)
    assert not (place / name).exists()


@pytest.mark.parametrize("name", ["", "hash.key"])
def test_one_that_others_may_read_is_refused(place: Path, name: str) -> None:
    (place / name).chmod(0o755)
    with pytest.raises(StateRefused, match="chmod -R go="):
        folder.read(place)


@pytest.mark.parametrize("name", ["", "hash.key", "epoch-1.key"])
def test_a_link_is_refused_even_to_the_right_thing(place: Path, tmp_path: Path, name: str) -> None:
    moved = tmp_path / "moved"
    (place / name).rename(moved)
    (place / name).symlink_to(moved)
    with pytest.raises(StateRefused, match="is a link"):
        folder.read(place)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
@pytest.mark.parametrize("name", ["", "journal.key", "epoch-1.key"])
def test_what_belongs_to_another_user_is_refused(place: Path, name: str) -> None:
    os.chown(place / name, 12345, 12345)
    with pytest.raises(StateRefused, match="belongs to user 12345"):
        folder.read(place)
    os.chown(place / name, 0, 0)
    assert folder.read(place).epochs


def test_keys_are_not_shown_when_printed(place: Path) -> None:
    keys = folder.read(place)
    shown = repr(keys)
    assert repr(keys.hashing) not in shown
    assert repr(keys.epochs[1]) not in shown
