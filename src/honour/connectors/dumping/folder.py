"""A folder saved as a tar archive (POSIX pax) and put back: files, folders, links as links, modes and times.

What could go wrong for ever, and what prevents it. *A link leads out of the folder*: none is followed when
saving, and when putting back links are made last, so that nothing is written through one. *A name leads out
of it*: such an archive is refused. *Half a folder*: everything is written beside the folder first, which is
then exchanged whole; what was there before goes only afterwards.
"""

import os
import shutil
import stat
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast

from honour.carrying_out.stores import StoreUnreachable

_READ: Final = 1024 * 1024


def saved(folder: Path, tell: Callable[[str], None]) -> Iterator[bytes]:
    """The folder as an archive, without what is neither file, folder nor link. Raises StoreUnreachable."""
    with _told(folder):
        if not folder.is_dir():
            raise StoreUnreachable(
                f"{folder} is no folder: correct its address in the map, or `backup_folders` in honour.toml"
            )
        for number, (path, status) in enumerate(_walked(folder)):
            if number % 1000 == 0:
                tell(f"{folder}: {number:,} files")
            yield from _entry(folder, path, status)
        yield bytes(2 * tarfile.BLOCKSIZE)


def put_back(folder: Path, content: Iterable[bytes], tell: Callable[[str], None]) -> None:
    """Let the folder hold what was saved, and nothing else. Raises StoreUnreachable."""
    draft = folder.with_name(f"{folder.name}.restoring")
    before = folder.with_name(f"{folder.name}.before-restore")
    with _told(folder):
        if draft.exists():
            shutil.rmtree(draft)
        draft.mkdir(mode=0o700)
        _unpacked(draft, content, tell)
        if before.exists() and folder.exists():
            shutil.rmtree(before)
        if folder.exists():
            folder.rename(before)
        draft.rename(folder)
        if before.exists():
            shutil.rmtree(before)


def _walked(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Everything below a folder and itself first, no link followed; what vanishes meanwhile is left out."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat() if path == folder else path.lstat()
            inside = sorted(path.iterdir(), reverse=True) if stat.S_ISDIR(status.st_mode) else []
        except FileNotFoundError:
            continue
        yield path, status
        waiting += inside


def _entry(folder: Path, path: Path, status: os.stat_result) -> Iterator[bytes]:
    info = tarfile.TarInfo(path.relative_to(folder).as_posix())
    info.mode, info.mtime = stat.S_IMODE(status.st_mode), int(status.st_mtime)
    info.uid, info.gid = status.st_uid, status.st_gid
    if stat.S_ISDIR(status.st_mode):
        info.type = tarfile.DIRTYPE
    elif stat.S_ISLNK(status.st_mode):
        info.type, info.linkname = tarfile.SYMTYPE, str(path.readlink())
    elif not stat.S_ISREG(status.st_mode):
        return
    else:
        yield from _file(info, path)
        return
    yield _header(info)


def _file(info: tarfile.TarInfo, path: Path) -> Iterator[bytes]:
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        info.size = os.fstat(file.fileno()).st_size
        yield _header(info)
        left = info.size
        while left and (block := file.read(min(_READ, left))):
            left -= len(block)
            yield block
        if left:
            raise StoreUnreachable(f"{path.parent}: a file became shorter while it was read: run this again")
        yield bytes(-info.size % tarfile.BLOCKSIZE)


def _header(info: tarfile.TarInfo) -> bytes:
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")


def _unpacked(draft: Path, content: Iterable[bytes], tell: Callable[[str], None]) -> None:
    links: list[tuple[Path, str]] = []
    folders: list[tuple[Path, tarfile.TarInfo]] = []
    flow = _Flow(iter(content))  # all of a file that a stream of tar wants: it reads
    with tarfile.open(fileobj=cast(BinaryIO, flow), mode="r|", errors="surrogateescape") as archive:
        for number, info in enumerate(archive):
            if number % 1000 == 0:
                tell(f"{draft.stem}: {number:,} files")
            path = draft / _inside(info.name)
            if info.isdir():
                path.mkdir(mode=0o700, exist_ok=path == draft)
                folders.append((path, info))
            elif info.issym():
                links.append((path, info.linkname))
            else:
                _written(archive, info, path)
    for path, target in links:
        path.symlink_to(target)
    for path, info in reversed(folders):
        _dressed(path, info)


def _written(archive: tarfile.TarFile, info: tarfile.TarInfo, path: Path) -> None:
    source = archive.extractfile(info)
    assert source is not None  # a plain file has content
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
        shutil.copyfileobj(source, file, _READ)
        file.flush()
        os.fsync(file.fileno())
    _dressed(path, info)


def _dressed(path: Path, info: tarfile.TarInfo) -> None:
    """Give a file or folder its owner, where the system lets us, its mode and its time."""
    if os.geteuid() == 0:
        os.chown(path, info.uid, info.gid)
    path.chmod(info.mode)
    os.utime(path, (info.mtime, info.mtime))


def _inside(name: str) -> PurePosixPath:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise StoreUnreachable("an archive of a folder names a file outside it: take another backup")
    return path


@dataclass(slots=True)
class _Flow:
    """Blocks as a file that can be read once."""

    blocks: Iterator[bytes]
    waiting: bytearray = field(default_factory=bytearray)

    def read(self, size: int) -> bytes:
        """So many bytes, or what is left."""
        while len(self.waiting) < size and (block := next(self.blocks, b"")):
            self.waiting += block
        taken = bytes(self.waiting[:size])
        del self.waiting[:size]
        return taken


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, tarfile.TarError) as error:
        reason = error.strerror if isinstance(error, OSError) else "the archive is damaged"
        raise StoreUnreachable(
            f"{folder} cannot be copied ({reason}): see that this user may read and write it and that its"
            " disk has room, then run this again"
        ) from None
