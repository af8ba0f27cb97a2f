"""What the tree holds of an act: when, and commitments to the act and its subjects (DESIGN, section 9).

    1 byte    version, 1
    4 bytes   minutes since 1970-01-01T00:00Z, unsigned, big end first
    32 bytes  commitment to the act: SHA-256(salt || the act as JSON)
    32 bytes  for each subject: HMAC-SHA256(his salt, the entry's id || commitment to the act)

A leaf names nobody and says nothing by itself. Who has the detail (salt and JSON) sees that the act is the
one committed to; who has a subject's salt sees that it was about him. Without them the tree stays whole.
"""

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from struct import Struct

_FIXED = Struct(">BI32s")
_VERSION = 1
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
_BETWEEN = "\0"
MOST_SUBJECTS = 100_000  # bounds hostile packs; a sweep's batch has 10,000 rows (DESIGN, section 7)
LONGEST = _FIXED.size + 32 * MOST_SUBJECTS  # bytes


class NotALeaf(Exception):
    """Bytes that are no leaf of a journal. What holds them is damaged: ask for it again."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf read: `minute` since the epoch in UTC, and commitments of 32 bytes each."""

    minute: int
    act: bytes
    subjects: tuple[bytes, ...]


def minute_of(moment: datetime) -> int:
    """The minutes since the epoch at an instant with a time zone, rounded down."""
    if moment.tzinfo is None:
        raise ValueError("an instant without a time zone has no place in the journal")
    return int(moment.timestamp()) // 60


def minute_text(minute: int) -> str:
    """A minute as people and programs read it: 2026-12-01T09:30Z."""
    return f"{datetime.fromtimestamp(minute * 60, UTC):%Y-%m-%dT%H:%MZ}"


def canonical(value: Mapping[str, object]) -> str:
    """JSON with sorted names, no spaces, ASCII only: one spelling for one value. Other types: TypeError."""
    return _CANONICAL.encode(value)


def canonical_each(values: Sequence[Mapping[str, object]]) -> list[str]:
    """What `canonical` gives for each: a hundred together take a quarter of the time of one by one."""
    between: list[object] = [_BETWEEN] * (2 * len(values))
    between[::2] = values
    texts = _CANONICAL.encode(between)[1:].split(f",{_CANONICAL.encode(_BETWEEN)}")[:-1]
    if len(texts) != len(values):  # one of them holds a list with just this text in it
        return [canonical(value) for value in values]
    return [texts[0], *(text[1:] for text in texts[1:])] if texts else []


def act_commitment(salt: bytes, act: str) -> bytes:
    """SHA-256 over a random salt of 32 bytes and the act's JSON."""
    if len(salt) != 32:
        raise ValueError("a salt has 32 bytes")
    return sha256(salt + act.encode()).digest()


def subject_commitment(subject_salt: bytes, entry: bytes, act: bytes) -> bytes:
    """HMAC-SHA256 under the subject's salt over the entry's id (16 bytes) and its act's commitment."""
    if len(entry) != 16:
        raise ValueError("an entry's id has 16 bytes")
    return hmac.digest(subject_salt, entry + act, "sha256")


def leaf_bytes(minute: int, act: bytes, subjects: Iterable[bytes]) -> bytes:
    """A leaf as stored and hashed. Subjects are sorted, so that their order says nothing."""
    whole = _FIXED.pack(_VERSION, minute, act) + b"".join(sorted(subjects))
    if len(whole) > LONGEST:
        raise ValueError(f"an entry has at most {MOST_SUBJECTS} subjects; write several")
    return whole


def act_of(leaf: bytes) -> bytes:
    """The commitment to the act in a leaf that `is_leaf`."""
    return leaf[5:37]


def is_leaf(data: bytes) -> bool:
    """Whether these bytes are a leaf of this version."""
    spare = len(data) - _FIXED.size
    return spare >= 0 and spare % 32 == 0 and len(data) <= LONGEST and data[0] == _VERSION


def read_leaf(data: bytes) -> Leaf:
    """Read a leaf from bytes that anybody may have sent; raises `NotALeaf`."""
    if not is_leaf(data):
        raise NotALeaf(f"{len(data)} bytes are no leaf of version {_VERSION}: a newer Honour may read them")
    _, minute, act = _FIXED.unpack_from(data)
    return Leaf(minute, act, tuple(data[at : at + 32] for at in range(_FIXED.size, len(data), 32)))
