"""A stream sealed to a public key, so that whoever takes a backup cannot open it where the site runs.

    "honour backup 1" and a line end · ephemeral public key (32 bytes) · the recipient's (32 bytes) · pieces

A fresh X25519 key meets the recipient's (RFC 7748); HKDF-SHA256 (RFC 5869) makes of it the key of this file
alone. Each piece is 64 KiB of it (the last may be shorter) under AES-256-GCM; its nonce is the piece's number
in 11 bytes and one byte that says whether it is the last, and the head of the file is associated data. So
pieces cannot be exchanged, left out or cut off in silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from honour.carrying_out.ports import StateRefused

MAGIC: Final = b"honour backup 1\n"
PIECE: Final = 64 * 1024
_TAG: Final = 16
_KEY: Final = 32


@dataclass(slots=True)
class Sealing:
    """A file that is being sealed to a public key (32 bytes). Call `finish` at the end, or it is cut."""

    file: BinaryIO
    public: bytes
    _waiting: bytearray = field(default_factory=bytearray, init=False, repr=False)
    _number: int = field(default=0, init=False)
    _head: bytes = field(default=b"", init=False, repr=False)
    _cipher: AESGCM = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Write the head of the file."""
        ephemeral = X25519PrivateKey.generate()
        own = ephemeral.public_key().public_bytes_raw()
        self._head = MAGIC + own + self.public
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(self.public))
        self._cipher = _cipher(shared, own, self.public)
        self.file.write(self._head)

    def write(self, content: bytes) -> None:
        """Seal so many bytes more."""
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def finish(self) -> None:
        """Seal the last piece."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, piece: bytes, last: bool) -> None:
        self.file.write(self._cipher.encrypt(_nonce(self._number, last), piece, self._head))
        self._number += 1


def unsealed(file: BinaryIO, private: bytes, name: str) -> Iterator[bytes]:
    """The pieces of a sealed file, each once it is authenticated. `name` is what errors call the file.

    Raises StateRefused where it is no backup, was cut or changed, or is sealed to another key.
    """
    head = file.read(len(MAGIC) + 2 * _KEY)
    own, public = head[len(MAGIC) : len(MAGIC) + _KEY], head[len(MAGIC) + _KEY :]
    if not head.startswith(MAGIC) or len(public) != _KEY:
        raise StateRefused(f"{name} is no backup that `honour backup` made, or only its beginning")
    key = X25519PrivateKey.from_private_bytes(private)
    if key.public_key().public_bytes_raw() != public:
        raise StateRefused(f"{name} is sealed to another key: name the private half that belongs to it")
    try:
        shared = key.exchange(X25519PublicKey.from_public_bytes(own))
    except ValueError:  # a point that gives the same secret to everybody (RFC 7748, section 6.1)
        raise StateRefused(f"{name} is no backup that `honour backup` made: name another file") from None
    cipher = _cipher(shared, own, public)
    number, piece = 0, file.read(PIECE + _TAG)
    while True:
        after = file.read(PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not after), piece, head)
        except (InvalidTag, ValueError):
            raise StateRefused(
                f"{name} was cut off or changed at byte {file.tell() - len(after) - len(piece)}:"
                " take another copy of it, or an older backup; nothing was restored from it"
            ) from None
        if not after:
            return
        number, piece = number + 1, after


def _cipher(shared: bytes, own: bytes, public: bytes) -> AESGCM:
    derived = HKDF(SHA256(), _KEY, salt=own + public, info=MAGIC).derive(shared)
    return AESGCM(derived)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])
