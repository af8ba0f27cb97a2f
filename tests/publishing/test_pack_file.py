"""A pack as a zip, and zips that are none, or are made to hurt."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour.publishing.pack_file import NotAPack, unzipped, zipped

FILES = {"manifest.json": b"{}", "policies/0123abcd.yaml": b"honour: 1\n", "leaves.bin": bytes(1000)}


def a_zip(*entries: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def test_what_is_zipped_comes_out_the_same_and_the_same_files_give_the_same_bytes() -> None:
    assert unzipped(zipped(FILES)) == FILES
    assert zipped(FILES) == zipped(dict(FILES))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = a_zip(("leaves.bin", bytes(5_000_000)))
    assert len(bomb) < 10_000
    with pytest.raises(NotAPack, match="more than 1000000 bytes"):
        unzipped(bomb, largest=1_000_000)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = a_zip(("leaves.bin", bytes(5_000_000)))
    lying = bomb.replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(NotAPack):
        unzipped(lying, largest=1_000_000)


@pytest.mark.parametrize(
    "name",
    [
        "../manifest.json",
        "/etc/passwd",
        "a/../../b",
        "a\\b",
        "A.txt",
        "a/b/c.txt",
        "a//b",
        ".hidden",
        "x" * 201,
        "é",
    ],
)
def test_a_name_that_no_pack_has_is_refused(name: str) -> None:
    with pytest.raises(NotAPack, match="which no evidence pack has"):
        unzipped(a_zip((name, b"")))


def test_a_name_that_comes_twice_is_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        doubled = a_zip(("leaves.bin", b"1"), ("leaves.bin", b"2"))
    with pytest.raises(NotAPack, match=r"leaves\.bin"):
        unzipped(doubled)


def test_too_many_files_are_refused() -> None:
    with pytest.raises(NotAPack, match="10001 files"):
        unzipped(a_zip(*((f"f{number}", b"") for number in range(10_001))))


@given(st.integers(0, 1000), st.binary(max_size=40))
def test_a_cut_or_damaged_file_is_told_or_gives_the_same_files(at: int, change: bytes) -> None:
    whole = zipped(FILES)
    at %= len(whole)
    for damaged in (whole[:at], whole[:at] + change + whole[at + len(change) :], change):
        try:
            assert unzipped(damaged).items() <= FILES.items()
        except NotAPack:
            continue
