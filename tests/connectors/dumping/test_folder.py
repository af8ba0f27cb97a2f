"""A folder saved and put back: the same files, modes and links, and nothing through a link."""

import io
import os
import stat
import tarfile
from pathlib import Path

import pytest

from honour.carrying_out.stores import StoreUnreachable
from honour.connectors.dumping.folder import put_back, saved


def telling(doing: str) -> None:
    """Nobody watches."""


def seen(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Mode, time in seconds, and content or target of everything below a folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        content = os.fsencode(path.readlink()) if path.is_symlink() else b""
        if stat.S_ISREG(status.st_mode):
            content = path.read_bytes()
        mode = 0 if path.is_symlink() else stat.S_IMODE(status.st_mode)
        time = 0 if path.is_symlink() else int(status.st_mtime)
        found[str(path.relative_to(folder))] = (mode, time, content)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents: a large one, one that only its owner reads, an empty folder, a link out, an odd name."""
    made = tmp_path / "uploads"
    (made / "3/empty").mkdir(parents=True)
    (made / "3/letter.pdf").write_bytes(b"canary" * 500_000)
    (made / "3/ö\udcff.txt").write_text("odd")
    (made / "private").write_text("x")
    (made / "private").chmod(0o600)
    (made / "run.sh").write_text("x")
    (made / "run.sh").chmod(0o750)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret").write_text("not saved")
    (made / "out").symlink_to("../outside")
    os.utime(made / "private", (1_600_000_000, 1_600_000_000))
    return made


def test_what_was_saved_is_put_back_and_nothing_else(folder: Path) -> None:
    before = seen(folder)
    archive = list(saved(folder, telling))
    assert b"not saved" not in b"".join(archive)
    (folder / "later").write_text("made after the backup")
    (folder / "private").unlink()
    put_back(folder, archive, telling)
    assert seen(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["outside", "uploads"]


def test_it_is_put_back_where_nothing_is(folder: Path) -> None:
    archive = list(saved(folder, telling))
    put_back(folder.parent / "elsewhere", archive, telling)
    assert seen(folder.parent / "elsewhere") == seen(folder)


@pytest.mark.parametrize("name", ["../outside/new", "/tmp/honour-outside", "out/new"])
def test_nothing_is_written_outside(folder: Path, name: str) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        link = tarfile.TarInfo("out")
        link.type, link.linkname = tarfile.SYMTYPE, str(folder.parent / "outside")
        archive.addfile(link)
        info = tarfile.TarInfo(name)
        info.size = 3
        archive.addfile(info, io.BytesIO(b"bad"))
    before = seen(folder)
    with pytest.raises(StoreUnreachable):
        put_back(folder, [buffer.getvalue()], telling)
    assert seen(folder) == before
    assert [path.name for path in (folder.parent / "outside").iterdir()] == ["secret"]


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="no folder"):
        list(saved(tmp_path / "none", telling))
