"""The key place as a folder: outside the site's data, mode 0700, never in the same backup (DESIGN, 8).

    epoch-N.key   wraps key cells; 32 random bytes; `epochs` adds and destroys them
    journal.key   signs the journal's heads; the 32 bytes of an Ed25519 private key
    hash.key      keys the hashes that stand for people; 32 random bytes
    origin        the name of the log that these keys belong to, written once the log is born
    copied        the oldest epoch in the copy of the keys that `copying` makes; missing where it made none

What could go wrong for ever: without it nothing that is sealed opens again; and where only the state is lost,
a second log could begin under the first one's name. So it is made once, whole or not at all, never
silently again, and it remembers its log. Only a crash's draft, with which nothing was sealed, is removed.
"""

import os
import re
import secrets
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from honour.carrying_out.ports import StateRefused

KEY_LENGTH = 32
"""Bytes of every key here."""

_EPOCH = re.compile(r"epoch-([1-9][0-9]{0,8})\.key")
_LOOKS = 3  # at a folder in which keys are being turned


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
        write(draft / name, secrets.token_bytes(KEY_LENGTH))
    sync(draft)
    draft.rename(folder)
    sync(folder.parent)


def mark_born(folder: Path, origin: str) -> None:
    """Write down which log these keys belong to."""
    put(folder / "origin", origin.encode())


def read(folder: Path) -> KeyPlace:
    """Read a key place; raises `StateRefused` where it is not whole, or is not its owner's alone."""
    refuse_open(folder)
    origin = folder / "origin"
    return KeyPlace(
        epochs=read_epochs(folder),
        signing=Ed25519PrivateKey.from_private_bytes(_key(folder / "journal.key")),
        hashing=_key(folder / "hash.key"),
        origin=_origin(origin) if origin.exists() else None,
    )


def _origin(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise StateRefused(f"{path} is damaged: put back the key place of this site") from None


def read_epochs(folder: Path) -> Mapping[int, bytes]:
    """The keys that wrap cells, by epoch. A key that is destroyed while we look is no fault: look again."""
    for _ in range(_LOOKS):
        epochs = {}
        for number in epoch_numbers(folder):
            with suppress(FileNotFoundError):
                epochs[number] = _checked(epoch_file(folder, number))
        if epochs:
            return epochs
    raise StateRefused(f"{folder} holds no epoch key: put back the key place of this site")


def epoch_numbers(folder: Path) -> list[int]:
    """Which epochs have a key here, oldest first."""
    return sorted(int(named[1]) for path in folder.iterdir() if (named := _EPOCH.fullmatch(path.name)))


def epoch_file(folder: Path, number: int) -> Path:
    """Where the key of an epoch lies."""
    return folder / f"epoch-{number}.key"


def refuse_open(path: Path) -> None:
    """Raise `StateRefused` where a folder or key is a link, another user's, or open to others."""
    _refuse(path, path.lstat())


def _refuse(path: Path, status: os.stat_result) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise StateRefused(
            f"{path} is a link, which others could turn elsewhere: put the folder or file itself there,"
            " or name the real folder as `key_place` in honour.toml"
        )
    if status.st_uid != os.geteuid():
        raise StateRefused(
            f"{path} belongs to user {status.st_uid}, who could read and change it: run Honour as that user,"
            f" or `chown -R {os.geteuid()} {path}`, and think of who may have read it"
        )
    if status.st_mode & 0o077:
        raise StateRefused(
            f"others may read {path}: run `chmod -R go= {path}`, and think of who may have read it"
        )


def _key(path: Path) -> bytes:
    try:
        return _checked(path)
    except FileNotFoundError:
        raise StateRefused(
            f"{path} is missing: put back the key place of this site; Honour makes no new one"
        ) from None


def _checked(path: Path) -> bytes:
    """The bytes of a key, from the very file that was looked at; raises FileNotFoundError."""
    refuse_open(path)
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(handle, "rb") as file:
        _refuse(path, os.fstat(handle))
        key = file.read(KEY_LENGTH + 1)
    if len(key) != KEY_LENGTH:
        raise StateRefused(f"{path} is damaged ({len(key)} bytes): put back the key place of this site")
    return key


def put(path: Path, content: bytes) -> None:
    """Put a small file into its place, whole or not at all, durable when this returns."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    write(draft, content)
    draft.rename(path)
    sync(path.parent)


def write(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, closed to others, and wait until the disk has it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(handle)


def sync(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
