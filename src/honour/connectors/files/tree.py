"""Walks a folder without ever leaving it: nothing is followed, and what is no plain file is refused.

What could go wrong, and what prevents it. *A link leads elsewhere*, and somebody else's file is read or
destroyed: each part of a path is opened from the folder above it, and never through a symbolic link. *The
content has another name*: a file with several hard links would live on under the other one, so it is refused
before anything is done. *Another disk is mounted inside*: what lies there is not this folder's.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from honour.carrying_out.stores import StoreChanged, StoreUnreachable

OWN = ".honour"
"""The folder in which Honour moves files aside before they go, and keeps its guards. Never walked."""

DEEPEST = 100
"""Folders in one another that are walked; deeper ones are refused, as nobody makes them by hand."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Found:
    """A plain file: its path below the folder, its time of change in Unix seconds, its size in bytes."""

    path: str
    modified: float
    size: int


@dataclass(frozen=True, slots=True)
class Odd:
    """Something that is no plain file of its own, and what it is, in words; its name is not told."""

    what: str


def walk(store: str, root: int, start: tuple[str, ...]) -> Iterator[Found | Odd]:
    """Every file at or below `start`, by name. `root` is an open folder. Raises StoreUnreachable."""
    with opened_folder(store, root, start[:-1]) as above:
        if isinstance(above, Odd):
            yield above
        elif above is None:
            return
        elif not start:
            yield from _below(store, above, "", os.fstat(above).st_dev)
        else:
            yield from _entry(store, above, start[-1], "/".join(start[:-1]), os.fstat(above).st_dev)


def plain(store: str, root: int, start: tuple[str, ...]) -> Iterator[Found]:
    """The files of `walk`, where all are plain. Raises StoreChanged for the first that is not."""
    for found in walk(store, root, start):
        if isinstance(found, Odd):
            raise StoreChanged(
                f"{store}: {found.what} lies where the map looks for somebody's files, and nothing was done; "
                "replace it with the file itself or take it away, then ask for the plan again"
            )
        yield found


@contextmanager
def opened_file(store: str, root: int, path: str) -> Iterator[int]:
    """One plain file, open for reading. Raises StoreChanged, StoreUnreachable."""
    parts = tuple(path.split("/"))
    with opened_folder(store, root, parts[:-1]) as above:
        if not isinstance(above, int):
            raise StoreChanged(f"{store}: a file went, or became a link, while it was read; run this again")
        try:
            descriptor = os.open(parts[-1], os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=above)
        except OSError as error:
            raise told(store, error) from None
        try:
            yield descriptor
        finally:
            os.close(descriptor)


def told(store: str, error: OSError) -> StoreUnreachable:
    """What to do about an error of the file system. Its own text may quote a name: left out."""
    remedies = {
        "EACCES": "give this user the right to read and write the folder and all below it",
        "EPERM": "give this user the right to change the folder and all below it",
        "EROFS": "the file system is mounted for reading only; mount it for writing",
        "ENOSPC": "the disk is full; make room, then run this again",
        "ENOENT": "the folder is not there; correct its address, or mount its disk",
        "ENOTDIR": "the address names no folder",
        "EMFILE": "too many files are open; raise the limit (ulimit -n)",
    }
    name = next((n for n, number in _NUMBERS.items() if number == error.errno), str(error.errno))
    return StoreUnreachable(f"{store}: {remedies.get(name, 'the file system refused')} ({name})")


_NUMBERS = {name: number for number, name in errno.errorcode.items()}


@contextmanager
def opened_folder(store: str, root: int, parts: tuple[str, ...]) -> Iterator[int | Odd | None]:
    """The folder at these parts, open; `Odd` where a part is none, None where one is not there."""
    descriptor = os.dup(root)
    try:
        for part in parts:
            try:
                inner = os.open(part, _FOLDER, dir_fd=descriptor)
            except FileNotFoundError:
                yield None
                return
            except OSError as error:
                if error.errno not in (_NUMBERS["ELOOP"], _NUMBERS["ENOTDIR"]):
                    raise told(store, error) from None
                yield Odd("a symbolic link, or a file in a folder's place,")
                return
            os.close(descriptor)
            descriptor = inner
        yield descriptor
    finally:
        os.close(descriptor)


def _below(store: str, folder: int, path: str, device: int) -> Iterator[Found | Odd]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise told(store, error) from None
    for name in names:
        if path or name != OWN:
            yield from _entry(store, folder, name, path, device)


def _entry(store: str, folder: int, name: str, path: str, device: int) -> Iterator[Found | Odd]:
    try:
        facts = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return
    except OSError as error:
        raise told(store, error) from None
    inner = f"{path}/{name}" if path else name
    if stat.S_ISDIR(facts.st_mode) and inner.count("/") >= DEEPEST:
        yield Odd(f"more than {DEEPEST} folders in one another")
    elif stat.S_ISDIR(facts.st_mode) and facts.st_dev == device:
        with opened_folder(store, folder, (name,)) as opened:
            if isinstance(opened, Odd):
                yield opened
            elif opened is not None:
                yield from _below(store, opened, inner, device)
    elif stat.S_ISREG(facts.st_mode) and facts.st_nlink == 1:
        yield Found(inner, facts.st_mtime, facts.st_size)
    else:
        yield Odd(_kind(facts.st_mode))


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    if stat.S_ISREG(mode):
        return "a file with a second name (a hard link)"
    if stat.S_ISDIR(mode):
        return "another file system, mounted there,"
    return "a pipe, a socket or a device"
