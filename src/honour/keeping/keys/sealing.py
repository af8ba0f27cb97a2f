"""AES-256-GCM with associated data, so that nothing opens in another place, row, cell, epoch or site.

A value never names the epoch: turning it would seal every value again (DESIGN, section 8).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from honour.carrying_out.ports import StateRefused

_NONCE = 12  # bytes, as NIST SP 800-38D, section 8.2.2, wants for random ones
_KEY = 32  # bytes


@dataclass(frozen=True, slots=True)
class EpochKeys:
    """The keys that wrap cells, by epoch, and the site whose they are (a random id given at its birth)."""

    site: str
    current: int
    by_epoch: Mapping[int, bytes] = field(repr=False)
    ciphers: Mapping[int, AESGCM] = field(init=False, repr=False, compare=False)  # made once: each act opens

    def __post_init__(self) -> None:
        ciphers = {epoch: AESGCM(key) for epoch, key in self.by_epoch.items()}
        object.__setattr__(self, "ciphers", ciphers)  # the dataclass is frozen for others


@dataclass(frozen=True, slots=True)
class CellKey:
    """A cell's own key, unwrapped: never stored so, never shown."""

    site: str
    cell: UUID
    key: bytes = field(repr=False)


def new_cell_key(keys: EpochKeys, cell: UUID) -> tuple[CellKey, bytes]:
    """A fresh key for a cell, and what may be stored of it: wrapped under the current epoch's key."""
    key = secrets.token_bytes(_KEY)
    wrapped = _sealed(keys.ciphers[keys.current], key, _wrapping(keys.site, cell, keys.current))
    return CellKey(keys.site, cell, key), wrapped


def unwrapped(keys: EpochKeys, cell: UUID, epoch: int, wrapped: bytes) -> CellKey:
    """The key of a cell; raises `StateRefused` where the key place holds other keys."""
    cipher = keys.ciphers.get(epoch)
    if cipher is None:
        raise StateRefused(f"the key place has no key of epoch {epoch}: put back the key place of this site")
    return CellKey(keys.site, cell, _unsealed(cipher, wrapped, _wrapping(keys.site, cell, epoch)))


def seal(cell: CellKey, place: str, row: str, value: bytes) -> bytes:
    """A value sealed for one row of one place."""
    return _sealed(AESGCM(cell.key), value, _associated("value", cell.site, place, row, cell.cell.hex))


def unseal(cell: CellKey, place: str, row: str, sealed: bytes) -> bytes:
    """The value; raises `StateRefused` where it was sealed for another place, row or cell, or was changed."""
    return _unsealed(AESGCM(cell.key), sealed, _associated("value", cell.site, place, row, cell.cell.hex))


def _wrapping(site: str, cell: UUID, epoch: int) -> bytes:
    return _associated("cell", site, cell.hex, str(epoch))


def _associated(*parts: str) -> bytes:
    """The parts, each after its length in 4 bytes, so that none can slide into another."""
    encoded = [part.encode() for part in parts]
    return b"".join(len(part).to_bytes(4) + part for part in encoded)


def _sealed(cipher: AESGCM, value: bytes, associated: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + cipher.encrypt(nonce, value, associated)


def _unsealed(cipher: AESGCM, sealed: bytes, associated: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], associated)
    except (InvalidTag, ValueError) as error:
        raise StateRefused(
            "a sealed value does not open: it was changed or moved, or the keys are another site's;"
            " put back honour.db and the key place of one and the same day"
        ) from error
