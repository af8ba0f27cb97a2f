"""Sealed files: whole or refused, in flat memory, a range without the rest."""

import io
import tracemalloc
from collections.abc import Callable, Iterator
from itertools import product
from typing import BinaryIO
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.carrying_out.ports import StateRefused
from honour.keeping.keys.files import (
    CHUNK,
    Sealing,
    content_size,
    open_file,
    open_range,
    seal_file,
    sealed_size,
)
from honour.keeping.keys.sealing import CellKey
from tests.keeping.keys.test_swaps import SPOTS

CELL = CellKey("site", UUID(int=1), b"k" * 32)
HEADER, STEP = 40, CHUNK + 16
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 77)


class Counting(io.BytesIO):
    """A file that knows which of its bytes were read."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.spans: list[tuple[int, int]] = []

    def read(self, size: int | None = -1, /) -> bytes:
        start = self.tell()
        got = super().read(size)
        self.spans.append((start, start + len(got)))
        return got


class Slow(io.BytesIO):
    """A stream that gives at most 1,000 bytes at a time, as a network does."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(1_000, size) if size and size > 0 else 1_000)


class Endless(io.RawIOBase):
    """So many bytes, made as they are read."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1, /) -> bytes:
        given_ = min(self.left, size)
        self.left -= given_
        return b"x" * given_


def content(size: int) -> bytes:
    return bytes(range(256)) * (size // 256) + bytes(range(size % 256))


def sealed(plain: bytes) -> bytes:
    return b"".join(seal_file(CELL, "place", "7", io.BytesIO(plain)))


def opened(file: bytes) -> bytes:
    return b"".join(open_file(CELL, "place", "7", io.BytesIO(file)))


def chunks(file: bytes) -> list[bytes]:
    return [file[start : start + STEP] for start in range(HEADER, len(file), STEP)]


@pytest.mark.parametrize("size", SIZES)
def test_a_file_of_any_size_opens_again_and_is_as_long_as_is_said(size: int) -> None:
    plain = content(size)
    file = sealed(plain)
    assert opened(file) == plain
    assert len(file) == sealed_size(size) == HEADER + size + 16 * max(1, -(-size // CHUNK))
    assert content_size(io.BytesIO(file)) == size
    assert sealed(plain) != file
    assert plain[:64] not in file or size < 16


def test_a_stream_that_gives_little_at_a_time_makes_whole_chunks() -> None:
    plain = content(2 * CHUNK + 5)
    file = b"".join(seal_file(CELL, "place", "7", Slow(plain)))
    assert len(file) == sealed_size(len(plain))
    assert opened(file) == plain


def test_a_file_opens_in_its_own_place_row_cell_and_site_of_all_pairs() -> None:
    files = {s: b"".join(seal_file(s.key, s.place, s.row, io.BytesIO(b"document"))) for s in SPOTS}
    for here, there in product(SPOTS, SPOTS):
        reading = open_file(there.key, there.place, there.row, io.BytesIO(files[here]))
        if here == there:
            assert b"".join(reading) == b"document"
        else:
            with pytest.raises(StateRefused, match="does not open"):
                b"".join(reading)


PLAIN = content(3 * CHUNK + 77)
FILE = sealed(PLAIN)
FIRST, SECOND, THIRD, FOURTH = chunks(FILE)
TOP = FILE[:HEADER]
OTHER = chunks(sealed(PLAIN))

# What somebody with the file and without the key may do, and how many whole chunks still are as they were.
SPOILT: dict[str, tuple[bytes, int]] = {
    "cut to nothing": (b"", 0),
    "cut to its header": (TOP, 0),
    "cut in its header": (FILE[:20], 0),
    "cut after a chunk": (TOP + FIRST + SECOND, 1),
    "cut in a chunk": (FILE[: HEADER + STEP + 500], 1),
    "cut by a byte": (FILE[:-1], 3),
    "without its last chunk": (TOP + FIRST + SECOND + THIRD, 2),
    "two chunks changed places": (TOP + SECOND + FIRST + THIRD + FOURTH, 0),
    "two later chunks changed places": (TOP + FIRST + THIRD + SECOND + FOURTH, 1),
    "a chunk twice": (TOP + FIRST + FIRST + SECOND + THIRD + FOURTH, 1),
    "a chunk left out": (TOP + FIRST + THIRD + FOURTH, 1),
    "a chunk of another file of the same row": (TOP + FIRST + OTHER[1] + THIRD + FOURTH, 1),
    "the header of another file": (sealed(PLAIN)[:HEADER] + FILE[HEADER:], 0),
    "longer by a byte": (FILE + b"x", 3),
    "longer by a chunk": (FILE + FOURTH, 3),
    "longer by a whole chunk": (TOP + FIRST + SECOND + THIRD + FOURTH + FIRST, 3),
    "its last chunk twice": (TOP + FIRST + SECOND + THIRD + FOURTH + FOURTH, 3),
    "another version": (FILE[:7] + b"\2" + FILE[8:], 0),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_file_is_refused_before_a_byte_of_the_spoilt_chunk(how: str) -> None:
    file, whole = SPOILT[how]
    got: list[bytes] = []
    with pytest.raises(StateRefused):
        got.extend(open_file(CELL, "place", "7", io.BytesIO(file)))
    assert b"".join(got) == PLAIN[: len(b"".join(got))]
    assert len(got) <= whole


@given(st.integers(0, len(FILE) * 8 - 1))
def test_a_flipped_bit_is_refused_before_a_byte_of_its_chunk(bit: int) -> None:
    file = bytearray(FILE)
    file[bit // 8] ^= 1 << bit % 8
    got: list[bytes] = []
    with pytest.raises(StateRefused):
        got.extend(open_file(CELL, "place", "7", io.BytesIO(bytes(file))))
    assert b"".join(got) == PLAIN[: max(0, bit // 8 - HEADER) // STEP * CHUNK]


@given(st.integers(0, len(PLAIN) + 5), st.integers(0, len(PLAIN) + 5))
def test_a_range_gives_its_bytes_and_reads_only_the_chunks_that_hold_them(start: int, length: int) -> None:
    file = Counting(FILE)
    assert b"".join(open_range(CELL, "place", "7", file, start, length)) == PLAIN[start : start + length]
    touched = {(begin - HEADER) // STEP for begin, end in file.spans if begin >= HEADER and end > begin}
    first, last = start // CHUNK, (start + max(length, 1) - 1) // CHUNK
    assert touched <= {min(number, 3) for number in range(first, last + 1)}


@pytest.mark.parametrize(
    "how", ["cut after a chunk", "without its last chunk", "cut by a byte", "longer by a chunk"]
)
def test_a_range_that_reaches_the_end_of_a_spoilt_file_is_refused(how: str) -> None:
    file, _ = SPOILT[how]
    for start in (len(PLAIN) - 10, len(PLAIN), len(PLAIN) + CHUNK):
        with pytest.raises(StateRefused):
            list(open_range(CELL, "place", "7", io.BytesIO(file), start, CHUNK))
    assert b"".join(open_range(CELL, "place", "7", io.BytesIO(file), 10, 20)) == PLAIN[
        10:30
    ] or how.startswith("cut by")


def test_a_range_that_makes_no_sense_is_refused() -> None:
    for start, length in ((-1, 5), (5, -1)):
        with pytest.raises(ValueError, match="range"):
            list(open_range(CELL, "place", "7", io.BytesIO(FILE), start, length))


def peak(work: Callable[[], None]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def drained(parts: Iterator[bytes]) -> None:
    for _ in parts:
        pass


def test_memory_stays_flat_for_64_megabytes(tmp_path_factory: pytest.TempPathFactory) -> None:
    size, path = 64 * 1024 * 1024, tmp_path_factory.mktemp("large") / "sealed"

    def seal() -> None:
        source: BinaryIO = Endless(size)  # type: ignore[assignment]  # what is asked of a stream is to be read
        with path.open("wb") as file:
            for part in seal_file(CELL, "place", "7", source):
                file.write(part)

    def open_() -> None:
        with path.open("rb") as file:
            drained(open_file(CELL, "place", "7", file))

    def all_at_once() -> None:
        assert len(path.read_bytes()) == sealed_size(size)

    assert peak(seal) < 20 * CHUNK
    assert peak(open_) < 20 * CHUNK
    assert peak(all_at_once) > size  # the measure does see what lies in memory
    path.unlink()


@given(st.lists(st.integers(0, 2 * CHUNK + 3), max_size=6))
def test_a_content_that_comes_in_pieces_of_any_size_is_sealed_as_a_whole_one(sizes: list[int]) -> None:
    pieces = [bytes([number]) * size for number, size in enumerate(sizes)]
    content = b"".join(pieces)
    coming = Sealing(CELL, "place", "row")
    sealed = coming.header + b"".join(part for piece in pieces for part in coming.add(piece)) + coming.end()
    assert len(sealed) == sealed_size(len(content))
    assert b"".join(open_file(CELL, "place", "row", io.BytesIO(sealed))) == content
