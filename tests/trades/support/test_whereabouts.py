"""Pictures and films that say where they were taken are known, by parts that are built here byte by byte."""

import struct
from collections.abc import Callable, Mapping
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as some

from honour.trades.support.documents.whereabouts import says_where


def exif(gps: bool, order: str = "<") -> bytes:
    """An Exif block with a camera's orientation and, with `gps`, a latitude (Exif 3.0, 4.6)."""
    tags = [(0x0112, 3, 1, 1)] + ([(0x8825, 4, 1, 8 + 2 + 2 * 12 + 4)] if gps else [])
    directory = struct.pack(f"{order}H", len(tags)) + b"".join(
        struct.pack(f"{order}HHII", *tag) for tag in tags
    )
    place = struct.pack(f"{order}H", 1) + struct.pack(f"{order}HHI", 1, 2, 2) + b"N\0\0\0" + bytes(4)
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(f"{order}I", 8) + directory + bytes(4) + (place if gps else b"")


def jpeg(*parts: bytes) -> bytes:
    written = b"".join(b"\xff\xe1" + struct.pack(">H", len(part) + 2) + part for part in parts)
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + bytes(14) + written + b"\xff\xda" + bytes(500)


def png(name: bytes, data: bytes) -> bytes:
    ending = struct.pack(">I", len(data)) + name + data + bytes(4)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(17) + ending


def webp(name: bytes, data: bytes) -> bytes:
    odd = bytes(len(data) % 2)
    picture = b"VP8 " + struct.pack("<I", 3) + bytes(4)
    return b"RIFF" + bytes(4) + b"WEBP" + picture + name + struct.pack("<I", len(data)) + data + odd


def tells(ending: str, content: bytes) -> bool:
    return says_where(ending, len(content), lambda start, length: content[start : start + length])


MADE: Final[Mapping[str, Callable[[bool, str], bytes]]] = {
    "jpg": lambda gps, order: jpeg(b"another", b"Exif\0\0" + exif(gps, order)),
    "jpeg": lambda gps, order: jpeg(b"http://ns.adobe.com/xap/1.0/\0" + b"exif:GPSLatitude" * gps),
    "png": lambda gps, order: png(b"eXIf", exif(gps, order)),
    "webp": lambda gps, order: webp(b"EXIF", exif(gps, order)),
    "heic": lambda gps, order: b"\0\0\0\x18ftypheic" + bytes(300) + b"Exif\0\0" + exif(gps, order),
    "mov": lambda gps, order: b"\0\0\0\x14ftypqt  " + bytes(300) + b"\xa9xyz" * gps + bytes(50),
}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("ending", sorted(MADE))
def test_a_place_is_known_and_a_picture_without_one_is_not_accused(ending: str, order: str) -> None:
    assert tells(ending, MADE[ending](True, order))
    assert not tells(ending, MADE[ending](False, order))


@given(some.sampled_from(sorted(MADE)), some.binary(max_size=300), some.integers(0, 200))
def test_whatever_a_file_holds_looking_at_it_ends(ending: str, content: bytes, cut: int) -> None:
    begin = MADE[ending](True, "<")[:cut]
    tells(ending, begin + content)
    tells(ending, content)
