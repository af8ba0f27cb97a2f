"""The pair of keys of a site's backups: X25519 (RFC 7748). The private half never lies where the site runs.

Each is a file of one line: `honour backup public key 1`, a colon, and 32 bytes in base64; `private` likewise.
"""

import base64
import binascii
import os
from pathlib import Path
from typing import Final, Literal

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from honour.carrying_out.ports import StateRefused

_LENGTH: Final = 32


def new_pair(private: Path) -> Path:
    """Write a new private key to a file, which must not exist, and its public half beside it (`.pub`), whose
    path is given back.
    """
    key = X25519PrivateKey.generate()
    public = private.with_name(f"{private.name}.pub")
    try:
        _write(public, "public", key.public_key().public_bytes_raw(), 0o644)
        _write(private, "private", key.private_bytes_raw(), 0o600)
    except FileExistsError as error:
        raise StateRefused(
            f"{error.filename} exists, and backups may need it: name another file for the new key"
        ) from None
    except OSError as error:
        raise StateRefused(f"{error.filename} cannot be written ({error.strerror}): name another") from None
    return public


def read_key(path: Path, half: Literal["public", "private"]) -> bytes:
    """The 32 bytes of a key. Raises StateRefused where the file is none of this half."""
    try:
        text = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise StateRefused(f"{path} cannot be read ({reason}): name the backups' {half} key") from None
    said, colon, encoded = text.partition(": ")
    try:
        key = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        key = b""
    if said != _title(half) or not colon or len(key) != _LENGTH:
        raise StateRefused(f"{path} is no {half} key of backups: `honour backup --new-key FILE` makes a pair")
    return key


def _title(half: str) -> str:
    return f"honour backup {half} key 1"


def _write(path: Path, half: str, key: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w") as file:
        file.write(f"{_title(half)}: {base64.b64encode(key).decode()}\n")
        file.flush()
        os.fsync(handle)
