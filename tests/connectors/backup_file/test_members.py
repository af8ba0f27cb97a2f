"""A backup's file: whole or refused, whatever was done to it, and only for who has the private key."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from honour.carrying_out.ports import StateRefused
from honour.connectors.backup_file.keys import new_pair, read_key
from honour.connectors.backup_file.members import Member, read, write
from honour.connectors.backup_file.sealing import PIECE

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(32))
SECRET = b"canary@example.org"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The public and the private half of a pair."""
    private = tmp_path_factory.mktemp("keys") / "private"
    return read_key(new_pair(private), "public"), read_key(private, "private")


def made(path: Path, public: bytes, *contents: bytes) -> dict[str, bytes]:
    members = {f"store {number}": content for number, content in enumerate(contents)}

    def of(content: bytes) -> Iterable[bytes]:
        return (content[at : at + 100_000] for at in range(0, len(content), 100_000))

    listed = [Member(name, {"kind": "sqlite"}, partial(of, content)) for name, content in members.items()]
    write(path, public, listed, {"site": "shop"}, SIGNER.sign, lambda doing: None)
    return members


def taken(path: Path, private: bytes) -> tuple[dict[str, bytes], Any]:
    found: dict[str, bytes] = {}

    def sink(name: str, content: Iterable[bytes]) -> None:
        found[name] = b"".join(content)

    return found, read(path, private, SIGNER.public_key().public_bytes_raw(), sink)


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3_000_000])
def test_what_was_saved_is_read_back(tmp_path: Path, keys: tuple[bytes, bytes], length: int) -> None:
    path = tmp_path / "b"
    saved = made(
        path, keys[0], SECRET * (length // len(SECRET)) + SECRET[: length % len(SECRET)], b"", SECRET
    )
    assert taken(path, keys[1])[0] == saved
    assert read(path, keys[1])["members"]["store 2"]["bytes"] == len(SECRET)
    assert SECRET not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in tmp_path.iterdir()] == ["b"]


def test_another_private_key_opens_nothing(tmp_path: Path, keys: tuple[bytes, bytes]) -> None:
    made(tmp_path / "b", keys[0], SECRET)
    new_pair(tmp_path / "other")
    with pytest.raises(StateRefused, match="sealed to another key"):
        read(tmp_path / "b", read_key(tmp_path / "other", "private"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_that_was_cut_or_changed_anywhere_is_refused(
    tmp_path: Path, keys: tuple[bytes, bytes], data: st.DataObject
) -> None:
    path = tmp_path / "b"
    made(path, keys[0], SECRET * 10_000)
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    path.write_bytes(whole[:at] if cut else whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    with pytest.raises(StateRefused):
        read(path, keys[1])


def test_a_backup_that_another_signed_is_refused(tmp_path: Path, keys: tuple[bytes, bytes]) -> None:
    made(tmp_path / "b", keys[0], SECRET)
    other = Ed25519PrivateKey.from_private_bytes(b"2" * 32).public_key().public_bytes_raw()
    with pytest.raises(StateRefused, match="not made with the keys of this site"):
        read(tmp_path / "b", keys[1], other)


def test_pieces_cannot_change_places(tmp_path: Path, keys: tuple[bytes, bytes]) -> None:
    path = tmp_path / "b"
    made(path, keys[0], bytes(5 * PIECE))
    whole = path.read_bytes()
    head, piece = 16 + 64, PIECE + 16
    first, second = whole[head : head + piece], whole[head + piece : head + 2 * piece]
    path.write_bytes(whole[:head] + second + first + whole[head + 2 * piece :])
    with pytest.raises(StateRefused, match="cut off or changed"):
        read(path, keys[1])


def test_a_member_that_breaks_off_leaves_no_file(tmp_path: Path, keys: tuple[bytes, bytes]) -> None:
    def broken() -> Iterable[bytes]:
        yield SECRET
        raise StateRefused("the store went away")

    with pytest.raises(StateRefused, match="went away"):
        write(tmp_path / "b", keys[0], [Member("store", {}, broken)], {}, SIGNER.sign, lambda doing: None)
    assert list(tmp_path.iterdir()) == []


def test_keys_are_told_apart_and_never_written_over(tmp_path: Path) -> None:
    public = new_pair(tmp_path / "private")
    assert (tmp_path / "private").stat().st_mode & 0o077 == 0
    with pytest.raises(StateRefused, match="exists"):
        new_pair(tmp_path / "private")
    with pytest.raises(StateRefused, match="no private key"):
        read_key(public, "private")
    with pytest.raises(StateRefused, match="no public key"):
        read_key(tmp_path / "private", "public")
