"""Whether a picture or a film says where it was taken: its giver is told, for whoever opens it can read that.

The file stays as it is: a picture that support asked for may be a proof, and what was changed is none. Only
the parts that bear such data are read. Sources: Exif 3.0, 4.6.6 (GPS tags); ISO/IEC 10918-1, B.1.1.3 (parts
of a JPEG); PNG 3rd ed., 11.3.3.4 (eXIf); RFC 9649, 2.7.1.4 (EXIF in WebP); XMP part 3; QuickTime's `©xyz`.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final, Literal, TypeAlias

Read: TypeAlias = Callable[[int, int], bytes]
"""Bytes of a file: from where, and how many; fewer at its end."""

_EXIF: Final = b"Exif\0\0"
_XMP: Final = b"GPSLatitude"
_FILMED: Final = (b"\xa9xyz", b"com.apple.quicktime.location.ISO6709")
_GPS: Final = 0x8825  # the tag that leads to the GPS tags
_SAYS: Final = frozenset({1, 2, 3, 4})  # latitude and longitude, and their references
_PARTS: Final = 10_000  # parts of a file that are walked through; a picture has some dozens
_ENTRIES: Final = 1_000
_LARGEST: Final = 1024 * 1024  # bytes of one part that are looked at


def says_where(ending: str, size: int, read: Read) -> bool:
    """Whether a file of this kind (`jpg`) bears the place where it was taken."""
    match ending:
        case "jpg" | "jpeg":
            return any(map(_tells, islice(_segments(read), _PARTS)))
        case "png":
            return any(map(_tells, islice(_chunks(read, 8, "big"), _PARTS)))
        case "webp":
            return any(map(_tells, islice(_chunks(read, 12, "little"), _PARTS)))
        case "heic":
            return _tells(read(0, _LARGEST))
        case "mp4" | "mov":
            ends = read(0, _LARGEST), read(max(0, size - _LARGEST), _LARGEST)
            return any(mark in end for mark in _FILMED for end in ends)
        case _:
            return False


def _segments(read: Read) -> Iterator[bytes]:
    """The APP1 segments of a JPEG, before its image begins."""
    at = 2
    while len(head := read(at, 4)) == 4 and head[0] == 0xFF and head[1] != 0xDA:
        length = int.from_bytes(head[2:])
        yield read(at + 4, length - 2) if head[1] == 0xE1 and length > 2 else b""
        at += 2 + max(2, length)


def _chunks(read: Read, at: int, order: Literal["big", "little"]) -> Iterator[bytes]:
    """The chunks of a PNG, and those of a WebP, that can bear such data."""
    while len(head := read(at, 8)) == 8:
        png = order == "big"
        name, length = (
            (head[4:], int.from_bytes(head[:4])) if png else (head[:4], int.from_bytes(head[4:], "little"))
        )
        bears = name in (b"eXIf", b"iTXt", b"tEXt", b"EXIF", b"XMP ")
        data = read(at + 8, min(length, _LARGEST)) if bears else b""
        yield _EXIF + data if name in (b"eXIf", b"EXIF") and not data.startswith(_EXIF) else data
        at += 12 + length if png else 8 + length + length % 2


def _tells(part: bytes) -> bool:
    if _XMP in part:
        return True
    _, found, tiff = part.partition(_EXIF)
    return bool(found) and _has_place(tiff)


def _has_place(tiff: bytes) -> bool:
    """Whether an Exif block's own directory leads to tags of latitude and longitude."""
    order: Literal["big", "little"] = "little" if tiff[:2] == b"II" else "big"
    for tag, value in _directory(tiff, int.from_bytes(tiff[4:8], order), order):
        if tag == _GPS:
            return any(each in _SAYS for each, _ in _directory(tiff, value, order))
    return False


def _directory(tiff: bytes, at: int, order: Literal["big", "little"]) -> Iterator[tuple[int, int]]:
    """Tag and value of each entry (Exif 3.0, 4.6.2)."""
    count = int.from_bytes(tiff[at : at + 2], order)
    for number in range(min(count, _ENTRIES)):
        entry = tiff[at + 2 + 12 * number : at + 14 + 12 * number]
        if len(entry) == 12:
            yield int.from_bytes(entry[:2], order), int.from_bytes(entry[8:], order)
