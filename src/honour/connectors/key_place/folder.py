"""The key place as a folder: outside the site's data, mode 0700, never in the same backup (DESIGN, 8).

    epoch-1.key   wraps key cells; 32 random bytes
    journal.key   signs the journal's heads; the 32 bytes of an Ed25519 private key
    hash.key      keys the hashes that stand for people; 32 random bytes
    origin        the name of the log that these keys belong to, written once the log is born

What could go wrong for ever: without it nothing that is sealed opens again; and where only the state is lost,
a second log could begin under the first one's name. So it is made once, whole or not at all, never
silently again, and it remembers its log. Only a crash's draft, with which nothing was sealed, is removed.
"""

import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from honour.carrying_out.ports import StateRefused

_LENGTH = 32  # bytes of every key here
_EPOCH = re.compile(r"epoch-([1-9][0-9]{0,8})\.key")


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """The keys of a site. `origin` is the log that they belong to, or None before it is born."""

    epochs: Mapping[int, bytes] = field(repr=False)
    signing: Ed25519PrivateKey = field(repr=False)
    hashing: bytes = field(repr=False)
    origin: str | None

    @property
    def public(self) -> bytes:
        """The public half of the journal's key, 32 bytes."""
        return self.signing.public_key().public_bytes_raw()


def beside(site: Path) -> Path:
    """Where a site's key place lies unless its settings say otherwise: `../NAME.keys`."""
    folder = site.resolve()
    return folder.parent / f"{folder.name}.keys"


def create(folder: Path) -> None:
    """Make a key place with fresh keys, whole or not at all. The caller holds the site's lock."""
    for rest in folder.parent.glob(
        f"{folder.name}.new-*"
    ):  # a crash left it; nothing was ever sealed with it
        shutil.rmtree(rest)
    draft = folder.parent / f"{folder.name}.new-{secrets.token_hex(4)}"
    draft.mkdir(mode=0o700)
    for name in ("epoch-1.key", "journal.key", "hash.key"):
        _write(draft / name, secrets.token_bytes(_LENGTH))
    _sync(draft)
    draft.rename(folder)
    _sync(folder.parent)


def mark_born(folder: Path, origin: str) -> None:
    """Write down which log these keys belong to."""
    draft = folder / "origin.new"
    draft.unlink(missing_ok=True)
    _write(draft, origin.encode())
    draft.rename(folder / "origin")
    _sync(folder)


def read(folder: Path) -> KeyPlace:
    """Read a key place; raises `StateRefused` where it is not whole, or where others may read it."""
    _refuse_open(folder)
    epochs = {}
    for path in sorted(folder.iterdir()):
        if named := _EPOCH.fullmatch(path.name):
            epochs[int(named[1])] = _key(path)
    if not epochs:
        raise StateRefused(f"{folder} holds no epoch key: put back the key place of this site")
    origin = folder / "origin"
    return KeyPlace(
        epochs=epochs,
        signing=Ed25519PrivateKey.from_private_bytes(_key(folder / "journal.key")),
        hashing=_key(folder / "hash.key"),
        origin=origin.read_text() if origin.exists() else None,
    )


def _refuse_open(path: Path) -> None:
    if path.stat().st_mode & 0o077:
        raise StateRefused(
            f"others may read {path}: run `chmod -R go= {path}`, and think of who may have read it"
        )


def _key(path: Path) -> bytes:
    if not path.exists():
        raise StateRefused(f"{path} is missing: put back the key place of this site; Honour makes no new one")
    _refuse_open(path)
    key = path.read_bytes()
    if len(key) != _LENGTH:
        raise StateRefused(f"{path} is damaged ({len(key)} bytes): put back the key place of this site")
    return key


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
