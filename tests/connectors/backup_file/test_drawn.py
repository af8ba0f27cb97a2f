"""Whoever has the public key of backups can seal anything to it: it is a backup, or it is refused."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import example, given
from hypothesis import strategies as st

from honour.carrying_out.ports import StateRefused
from honour.connectors.backup_file.keys import new_pair, read_key
from honour.connectors.backup_file.members import read
from honour.connectors.backup_file.sealing import MAGIC, Sealing

PRIVATE = X25519PrivateKey.from_private_bytes(bytes(range(32)))


def member(name: bytes, *blocks: bytes) -> bytes:
    """A member as it lies behind the seal."""
    written = b"".join(len(block).to_bytes(4) + block for block in blocks)
    return len(name).to_bytes(4) + name + written + bytes(4)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
manifests = st.one_of(
    anything,
    st.fixed_dictionaries({"honour backup": st.just(1), "members": anything}),
    st.fixed_dictionaries({"honour backup": st.integers(0, 3), "members": st.just({})}),
).map(lambda written: json.dumps(written).encode())
contents = st.one_of(
    st.binary(max_size=120),
    st.tuples(st.lists(st.tuples(st.binary(max_size=6), st.binary(max_size=9)), max_size=3), manifests).map(
        lambda drawn: (
            b"".join(member(name, block) for name, block in drawn[0])
            + member(b"manifest", drawn[1])
            + member(b"signature", bytes(64))
        )
    ),
)


@given(contents)
@example(member(b"\xff\xfe", b"x"))
@example(member(b"manifest", b"[" * 60_000) + member(b"signature", bytes(64)))
@example(member(b"manifest", b'{"honour backup": 1}') + member(b"signature", bytes(64)))
@example(member(b"manifest", b'{"honour backup": 1, "members": {"a": 7}}') + member(b"signature", b""))
def test_whatever_is_sealed_to_our_key_is_a_backup_or_refused(content: bytes) -> None:
    public = PRIVATE.public_key().public_bytes_raw()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "backup"
        with path.open("wb") as file:
            sealing = Sealing(file, public)
            sealing.write(content)
            sealing.finish()
        for signer in (None, public):
            try:
                assert isinstance(read(path, PRIVATE.private_bytes_raw(), signer), dict)
            except StateRefused as refused:
                if "backup" not in str(refused):
                    raise


def test_a_head_that_gives_everybody_the_same_secret_is_refused(tmp_path: Path) -> None:
    private = tmp_path / "private"
    public = read_key(new_pair(private), "public")
    (tmp_path / "backup").write_bytes(MAGIC + bytes(32) + public + bytes(64))
    with pytest.raises(StateRefused, match="no backup"):
        read(tmp_path / "backup", read_key(private, "private"))


@given(st.binary(max_size=80))
@example(b"honour backup public key 1: " + b"A" * 44)
@example(b"honour backup public key 1: AAAA")
@example("honour backup public key 1: é".encode())
def test_any_bytes_are_a_key_or_refused(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "key").write_bytes(content)
        try:
            assert len(read_key(Path(folder) / "key", "public")) == 32
        except StateRefused as refused:
            if "key" not in str(refused):
                raise
