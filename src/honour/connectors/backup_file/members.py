"""What a backup holds, one member after the other inside the sealed stream; the manifest comes last.

Each member is its length-prefixed name, then blocks, each after its length in 4 bytes, then a length of 0.
The manifest is JSON: what was saved, when, of which site, each member's SHA-256 and length, the marks of the
stores, and the journal's signed head. After it comes its signature by the site's journal key (Ed25519):
whoever has only the public key of the backups cannot make one. A file whose manifest does not name exactly
the members before it is refused.

What could go wrong for ever: a backup that was taken for whole and is not. So a file gets its name only when
it is complete and on the disk, and is read back to its end before anything is restored from it.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from honour.carrying_out.ports import StateRefused
from honour.connectors.backup_file.sealing import Sealing, unsealed

ENDING: Final = ".honour-backup"
_PART: Final = ".part"
_MANIFEST: Final = "manifest"
_SIGNATURE: Final = "signature"
_SIGNED: Final = b"honour backup manifest 1\n"  # no head of a journal begins so: its first line has no space
_FORMAT: Final = 1
_BLOCK: Final = 1024 * 1024  # bytes of a member handed on at once
_LONGEST_MANIFEST: Final = 16 * _BLOCK


@dataclass(frozen=True, slots=True)
class Member:
    """Something to save: its name in the file, what the manifest says of it, and its bytes when asked for."""

    name: str
    facts: Mapping[str, Any]
    content: Callable[[], Iterable[bytes]]


Sink: TypeAlias = Callable[[str, Iterator[bytes]], None]
"""Takes a member's name and its bytes, of which it reads all."""


def write(
    path: Path,
    public: bytes,
    members: Iterable[Member],
    about: Mapping[str, Any],
    sign: Callable[[bytes], bytes],
    tell: Callable[[str], None],
) -> Mapping[str, Any]:
    """Write a backup; the manifest. `sign` makes an Ed25519 signature; `tell` hears what is being saved.

    The name appears when all is durable.

    Raises StateRefused where the disk refuses.
    """
    draft = path.with_name(path.name + _PART)
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            sealing = Sealing(file, public)
            listed = {}
            for member in members:
                tell(member.name)
                listed[member.name] = {**member.facts, **_put(sealing, member.name, member.content())}
            manifest = {"honour backup": _FORMAT, **about, "members": listed}
            text = json.dumps(manifest, sort_keys=True).encode()
            _put(sealing, _MANIFEST, [text])
            _put(sealing, _SIGNATURE, [sign(_SIGNED + text)])
            sealing.finish()
            file.flush()
            os.fsync(handle)
        draft.replace(path)
        _sync(path.parent)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StateRefused(
            f"{path} could not be written ({error.strerror}): make room or name another folder with --to,"
            " then run this again; no half of it was left"
        ) from None
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return manifest


def remove_parts(folder: Path) -> int:
    """Remove what killed backups left in a folder; how many there were."""
    parts = list(folder.glob(f"*{ENDING}{_PART}"))
    for part in parts:
        part.unlink()
    return len(parts)


def read(
    path: Path, private: bytes, signer: bytes | None = None, sink: Sink | None = None
) -> Mapping[str, Any]:
    """Read a backup to its end, handing each member to `sink`; its manifest, with which all agrees.

    `signer` is the public half of the key that must have signed it (32 bytes); None: nobody looks.

    Raises StateRefused. What was handed over before an error is not to be used.
    """
    try:
        with path.open("rb") as file:
            reader = _Reader(unsealed(file, private, str(path)), str(path))
            found: dict[str, tuple[str, int]] = {}
            while (name := reader.name()) != _MANIFEST:
                counted = _Counted(reader.blocks())
                if sink is None:
                    for _ in counted:
                        pass
                else:
                    sink(name, iter(counted))
                found[name] = (counted.digest.hexdigest(), counted.length)
            manifest = reader.manifest(signer)
    except OSError as error:
        raise StateRefused(f"{path} cannot be read ({error.strerror}): name another file") from None
    told = {name: (one["sha256"], one["bytes"]) for name, one in manifest["members"].items()}
    if told != found:
        raise StateRefused(f"{path} does not hold what its manifest says: take another backup")
    return manifest


@dataclass(slots=True)
class _Counted:
    """Blocks on their way, with their SHA-256 and length."""

    blocks: Iterator[bytes]
    digest: Any = field(default_factory=hashlib.sha256)
    length: int = 0

    def __iter__(self) -> Iterator[bytes]:
        for block in self.blocks:
            self.digest.update(block)
            self.length += len(block)
            yield block


def _put(sealing: Sealing, name: str, content: Iterable[bytes]) -> Mapping[str, Any]:
    encoded = name.encode()
    sealing.write(len(encoded).to_bytes(4) + encoded)
    counted = _Counted(iter(content))
    for block in counted:
        for start in range(0, len(block), _BLOCK):
            part = block[start : start + _BLOCK]
            sealing.write(len(part).to_bytes(4) + part)
    sealing.write(bytes(4))
    return {"sha256": counted.digest.hexdigest(), "bytes": counted.length}


@dataclass(slots=True)
class _Reader:
    pieces: Iterator[bytes]
    path: str
    waiting: bytearray = field(default_factory=bytearray)

    def name(self) -> str:
        """The name of the next member."""
        try:
            return self._take(self._number(10_000)).decode()
        except UnicodeDecodeError:
            raise self._broken() from None

    def blocks(self) -> Iterator[bytes]:
        """The blocks of the member whose name was read."""
        while length := self._number(_BLOCK):
            yield self._take(length)

    def manifest(self, signer: bytes | None) -> Mapping[str, Any]:
        """The manifest, and behind it its signature, which is the last member."""
        text = b""
        for block in self.blocks():
            text += block
            if len(text) > _LONGEST_MANIFEST:
                raise self._broken()
        if self.name() != _SIGNATURE:
            raise self._broken()
        signature = b"".join(self.blocks())
        if self.waiting or next(self.pieces, b""):
            raise self._broken()
        if signer is not None:
            self._refuse_forged(text, signature, signer)
        manifest = self._read(text)
        if manifest.get("honour backup") != _FORMAT:
            raise StateRefused(f"{self.path} was made by a newer Honour: install that one")
        return manifest

    def _read(self, text: bytes) -> Mapping[str, Any]:
        """The manifest's JSON: who has the public key can write any."""
        try:
            manifest: Mapping[str, Any] = json.loads(text)
            whole = all({"sha256", "bytes"} <= set(one) for one in manifest["members"].values())
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise self._broken() from None
        if not whole:
            raise self._broken()
        return manifest

    def _refuse_forged(self, text: bytes, signature: bytes, signer: bytes) -> None:
        try:
            Ed25519PublicKey.from_public_bytes(signer).verify(signature, _SIGNED + text)
        except InvalidSignature:
            raise StateRefused(
                f"{self.path} was not made with the keys of this site: see where it comes from"
            ) from None

    def _number(self, most: int) -> int:
        number = int.from_bytes(self._take(4))
        if number > most:
            raise self._broken()
        return number

    def _take(self, length: int) -> bytes:
        while len(self.waiting) < length:
            piece = next(self.pieces, None)
            if piece is None:
                raise self._broken()
            self.waiting += piece
        taken = bytes(self.waiting[:length])
        del self.waiting[:length]
        return taken

    def _broken(self) -> StateRefused:
        return StateRefused(f"{self.path} is no whole backup: take another copy of it, or an older one")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
