"""A signed head of the journal: C2SP tlog-checkpoint inside a C2SP signed note, with Ed25519.

The first line is the log's origin, the second its size, the third its root. The key's name is the origin.
A note may carry signatures of others (witnesses); only the one of the key asked about is looked at.
"""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"  # C2SP signed-note, "Signature types"
_LARGEST_NOTE = 1_000_000  # bytes; ours has some 300, and a few witnesses add 150 each
_LARGEST_SIZE = 2**63 - 1  # C2SP tlog-checkpoint: sizes fit a signed 64-bit number


class NotACheckpoint(Exception):
    """A text that is no signed checkpoint, or not one of the key asked about. Ask its owner for it again."""


@dataclass(frozen=True, slots=True)
class Head:
    """How many leaves a log had, and their root (32 bytes). `origin` names the log."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A log's public key (32 bytes, Ed25519) under the log's name."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The first 4 bytes of SHA-256(name || 0x0A || 0x01 || key), as C2SP signed-note says."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(_ED25519 + self.public).decode()}"


def origin_of(host: str, public: bytes, demo: bool) -> str:
    """The name of a site's log: `HOST/honour/` and 8 hexadecimal digits, and `/demo` for a demo.

    The digits are the id that the key has under the name `HOST/honour`, because its own name contains them.
    """
    digits = VerifierKey(f"{host}/honour", public).id.hex()
    return f"{host}/honour/{digits}" + ("/demo" if demo else "")


def successor_of(origin: str, digits: str) -> str:
    """The name of the log that follows one which was closed: its host and key, and `digits` of its own.

    `HOST/honour/KEY/DIGITS`, and `/demo` for a demo: no two logs sign heads under one name.
    """
    host, honour, key, *rest = origin.split("/")
    return "/".join((host, honour, key, digits, *(["demo"] if rest[-1:] == ["demo"] else [])))


def same_site(one: str, other: str) -> bool:
    """Whether two logs are of one site and one key, each following another."""
    return one.split("/")[:3] == other.split("/")[:3]


def read_verifier_key(text: str) -> VerifierKey:
    """Read `name+hexid+base64`; raises `NotACheckpoint` where the three do not belong together."""
    parts = text.strip().split("+", 2)
    if len(parts) == 3 and _is_name(parts[0]):
        blob = _base64(parts[2])
        key = VerifierKey(parts[0], blob[1:])
        if blob[:1] == _ED25519 and len(key.public) == 32 and key.id.hex() == parts[1]:
            return key
    raise NotACheckpoint("the verifier key is not of the form NAME+ID+KEY; copy the whole line of its owner")


def signed(head: Head, private: Ed25519PrivateKey) -> str:
    """The checkpoint of a head as a signed note."""
    if not _is_name(head.origin):
        raise ValueError(f"a log's name holds no space, no + and no line break: {head.origin!r}")
    text = f"{head.origin}\n{head.size}\n{b64encode(head.root).decode()}\n"
    key = VerifierKey(head.origin, private.public_key().public_bytes_raw())
    signature = b64encode(key.id + private.sign(text.encode())).decode()
    return f"{text}\n— {key.name} {signature}\n"


def opened(note: str, key: VerifierKey) -> Head:
    """The head that `key` signed; raises `NotACheckpoint` for any other text, however it came about."""
    body, signatures = _parts(note)
    if not any(
        _is_signed(body, blob, key) for name, blob in signatures if name == key.name and blob[:4] == key.id
    ):
        raise NotACheckpoint(
            f"the checkpoint is not signed by {key.name}; ask its owner for its verifier key"
        )
    return _head(body)


def claimed(note: str) -> Head:
    """The head that a note claims, without any look at its signatures."""
    return _head(_parts(note)[0])


def _parts(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    if len(note) > _LARGEST_NOTE:
        raise NotACheckpoint(f"a checkpoint has at most {_LARGEST_NOTE} characters; this is another file")
    body, gap, rest = note.rpartition("\n\n")
    if not gap or not rest.endswith("\n") or any(ord(c) < 0x20 and c != "\n" for c in note):
        raise NotACheckpoint(
            "this is no signed note: it has a text, an empty line, and lines that begin with —"
        )
    return body + "\n", list(_signatures(rest))


def _signatures(lines: str) -> Iterator[tuple[str, bytes]]:
    for line in lines[:-1].split("\n"):
        words = line.split(" ")
        if len(words) != 3 or words[0] != "—" or not _is_name(words[1]):
            raise NotACheckpoint("a signature line is not of the form — NAME SIGNATURE")
        blob = _base64(words[2])
        if len(blob) < 5:
            raise NotACheckpoint("a signature is cut short; ask for the file again")
        yield words[1], blob


def _is_signed(body: str, blob: bytes, key: VerifierKey) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(blob[4:], _encoded(body))
    except InvalidSignature:
        return False
    return True


def _encoded(body: str) -> bytes:
    try:
        return body.encode()
    except UnicodeEncodeError as error:
        raise NotACheckpoint("the checkpoint is not UTF-8") from error


def _head(body: str) -> Head:
    lines = body[:-1].split("\n")
    if len(lines) < 3 or not all(lines):
        raise NotACheckpoint("a checkpoint has three lines: the log's name, its size, its root")
    origin, size, encoded = lines[:3]
    plain = size.isascii() and size.isdigit() and len(size) < 20 and (size == "0" or size[0] != "0")
    if not plain or int(size) > _LARGEST_SIZE:
        raise NotACheckpoint("the second line of a checkpoint is its size, a number without leading zeros")
    root = _base64(encoded)
    if len(root) != 32:
        raise NotACheckpoint("the third line of a checkpoint is its root, 32 bytes in base64")
    return Head(origin, int(size), root)


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(c.isspace() for c in name)


def _base64(text: str) -> bytes:
    try:
        blob = b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotACheckpoint("a line that should be base64 is not") from error
    if b64encode(blob).decode() != text:  # spare bits set: two spellings of one value
        raise NotACheckpoint("a line of base64 is not in its only right spelling")
    return blob
