"""Documents on the disk: whole or absent, never written over, closed to others."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from honour.connectors.documents import folder

NAME = "0123456789abcdef" * 2


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return tmp_path / "documents"


def files(documents: Path) -> list[str]:
    return sorted(path.name for path in documents.iterdir())


def test_a_document_is_written_read_and_removed(documents: Path) -> None:
    umask = os.umask(0)
    try:
        folder.write(documents, NAME, [b"one ", b"", b"two"])
    finally:
        os.umask(umask)
    with folder.opened(documents, NAME) as file:
        assert file.read() == b"one two"
    assert files(documents) == [NAME]
    assert documents.stat().st_mode & 0o777 == 0o700
    assert (documents / NAME).stat().st_mode & 0o777 == 0o600
    assert folder.remove(documents, NAME)
    assert not folder.remove(documents, NAME)
    assert files(documents) == []


def test_a_document_that_is_there_is_never_written_over(documents: Path) -> None:
    folder.write(documents, NAME, [b"first"])
    with pytest.raises(FileExistsError):
        folder.write(documents, NAME, [b"second"])
    assert (documents / NAME).read_bytes() == b"first"
    assert files(documents) == [NAME]


def test_a_source_that_fails_leaves_nothing(documents: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError("the browser has left")

    with pytest.raises(ConnectionError):
        folder.write(documents, NAME, parts())
    assert files(documents) == []


def test_what_a_crash_left_is_removed_but_not_what_is_being_written(documents: Path) -> None:
    documents.mkdir()
    (documents / f"{NAME}.00000000.draft").write_bytes(b"half")
    seen: list[int] = []

    def parts() -> Iterator[bytes]:
        yield b"whole"
        seen.append(folder.remove_drafts(documents))

    folder.write(documents, NAME, parts())
    assert seen == [1]
    assert files(documents) == [NAME]


@pytest.mark.parametrize("name", ["", "../honour.db", NAME.upper(), NAME + "0", NAME[:-1] + "/"])
def test_a_name_that_is_no_cell_is_refused(documents: Path, name: str) -> None:
    documents.mkdir()
    for act in (folder.opened, folder.remove):
        with pytest.raises(ValueError, match="32 hexadecimal"):
            act(documents, name)
    with pytest.raises(ValueError, match="32 hexadecimal"):
        folder.write(documents, name, [b"x"])
    assert files(documents) == []
