"""AES-256-GCM with associated data, so that nothing opens in another place, row, cell, epoch or site.

A value never names the epoch: turning it would seal every value again (DESIGN, section 8).
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import InitVar, dataclass, field
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from honour.carrying_out.ports import StateRefused

_NONCE = 12  # bytes, as NIST SP 800-38D, section 8.2.2, wants for random ones
_TAG = 16  # bytes
_KEY = 32  # bytes

OVERHEAD = _NONCE + _TAG
"""Bytes that sealing adds to a value: 28. How long a value is stays visible; pad it where that says much.

Random nonces let one key seal 2^32 values (SP 800-38D, section 8.3): a cell never holds so many.
"""


@dataclass(frozen=True, slots=True)
class EpochKeys:
    """The keys that wrap cells, by epoch, and the site whose they are (a random id given at its birth).

    Which epoch is the current one stands in the database. `look_again` reads the key place anew: while this
    program runs, another may turn the keys, and the next cell bears an epoch of which nothing is known yet.
    """

    site: str
    by_epoch: InitVar[Mapping[int, bytes]]
    look_again: Callable[[], Mapping[int, bytes]] | None = field(default=None, repr=False, compare=False)
    _ciphers: dict[int, AESGCM] = field(init=False, repr=False, compare=False)

    def __post_init__(self, by_epoch: Mapping[int, bytes]) -> None:
        ciphers = {epoch: AESGCM(key) for epoch, key in by_epoch.items()}  # made once: each act opens some
        object.__setattr__(self, "_ciphers", ciphers)  # the dataclass is frozen for others

    def cipher(self, epoch: int) -> AESGCM:
        """Wraps and unwraps under an epoch; raises `StateRefused` where the key place has no such key."""
        if epoch not in self._ciphers and self.look_again is not None:
            found = {number: AESGCM(key) for number, key in self.look_again().items()}
            # Of what was destroyed meanwhile one is kept: a reading that began before may still meet it.
            for number in [one for one in self._ciphers if one < max(found) - 1 and one not in found]:
                del self._ciphers[number]
            self._ciphers.update(found)
        if epoch not in self._ciphers:
            raise StateRefused(
                f"the key place has no key of epoch {epoch}: put back the key place of this site; or, where"
                " honour.db is an older copy whose keys were turned and destroyed since, a newer honour.db"
            )
        return self._ciphers[epoch]


@dataclass(frozen=True, slots=True)
class CellKey:
    """A cell's own key, unwrapped: never stored so, never shown."""

    site: str
    cell: UUID
    key: bytes = field(repr=False)


def new_cell_key(keys: EpochKeys, cell: UUID, epoch: int) -> tuple[CellKey, bytes]:
    """A fresh key for a cell, and what may be stored of it: wrapped under the key of an epoch."""
    made = CellKey(keys.site, cell, secrets.token_bytes(_KEY))
    return made, wrap(keys, made, epoch)


def wrap(keys: EpochKeys, cell: CellKey, epoch: int) -> bytes:
    """A cell's key wrapped under the key of an epoch: bound to site, cell and epoch."""
    return _sealed(keys.cipher(epoch), cell.key, _wrapping(keys.site, cell.cell, epoch))


def unwrapped(keys: EpochKeys, cell: UUID, epoch: int, stored: bytes) -> CellKey:
    """The key of a cell; raises `StateRefused` where the key place holds other keys."""
    return CellKey(keys.site, cell, _unsealed(keys.cipher(epoch), stored, _wrapping(keys.site, cell, epoch)))


def seal(cell: CellKey, place: str, row: str, value: bytes) -> bytes:
    """A value sealed for one row of one place: `OVERHEAD` bytes longer, whatever its length."""
    return _sealed(AESGCM(cell.key), value, associated("value", cell.site, place, row, cell.cell.hex))


def unseal(cell: CellKey, place: str, row: str, sealed: bytes) -> bytes:
    """The value; raises `StateRefused` where it was sealed for another place, row or cell, or was changed."""
    return _unsealed(AESGCM(cell.key), sealed, associated("value", cell.site, place, row, cell.cell.hex))


def _wrapping(site: str, cell: UUID, epoch: int) -> bytes:
    """`associated("cell", site, cell, epoch)`, of which only the cell's own part differs among many."""
    before, after = _around(site, epoch)
    return before + cell.hex.encode() + after


@lru_cache(maxsize=64)
def _around(site: str, epoch: int) -> tuple[bytes, bytes]:
    return associated("cell", site) + (32).to_bytes(4), associated(str(epoch))


def associated(*parts: str) -> bytes:
    """The parts, each after its length in 4 bytes, so that none can slide into another."""
    whole = b""
    for part in parts:
        encoded = part.encode()
        whole += len(encoded).to_bytes(4) + encoded
    return whole


def _sealed(cipher: AESGCM, value: bytes, bound_to: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + cipher.encrypt(nonce, value, bound_to)


def _unsealed(cipher: AESGCM, sealed: bytes, bound_to: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise StateRefused(
            "a sealed value does not open: it was changed or moved, or the keys are another site's;"
            " put back honour.db and the key place of one and the same day"
        ) from error
