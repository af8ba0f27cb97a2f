"""The epoch keys of a key place: added and destroyed, never changed.

What could go wrong for ever: a key that still wraps a cell is destroyed, and what was sealed under that cell
is lost; or a key is written over another of the same number. So the caller destroys only once the database
has committed that no cell is left under it, a key is put in place only where there is none, and only one
program at a time changes the folder. A crash leaves a draft that wraps nothing yet, or a key on its way out,
which wraps nothing any more; the next change removes both.

Overwriting is the best that a program can do: a disk that writes elsewhere (flash, copy on write) may keep
the old blocks until it needs them. docs/keys.md says so.
"""

import fcntl
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from honour.carrying_out.ports import StateRefused
from honour.connectors.key_place.folder import KEY_LENGTH, epoch_file, put, refuse_open, sync

_LEAVING = ".leaving"


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Keep other programs from changing a key place. Raises `StateRefused` where one is at it."""
    refuse_open(folder)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        _lock(handle, folder)
        for rest in [*folder.glob("epoch-*.new"), *folder.glob(f"epoch-*{_LEAVING}")]:
            _erase(rest)
        yield
    finally:
        os.close(handle)  # gives the lock back, as the end of the process does, however it ends


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StateRefused(
            f"another program is changing the keys in {folder}: wait until it ends, then run this again"
        ) from None


def add(folder: Path, number: int) -> None:
    """Make the key of an epoch, durable when this returns. Raises FileExistsError. Wants `changing`."""
    add_copy(folder, number, secrets.token_bytes(KEY_LENGTH))


def add_copy(folder: Path, number: int, key: bytes) -> None:
    """Put the key of an epoch into a key place that has none of that number. Wants `changing`."""
    path = epoch_file(folder, number)
    if path.exists():
        raise FileExistsError(f"{path} exists: what it wraps would be lost")
    put(path, key)


def destroy(folder: Path, numbers: Iterable[int]) -> None:
    """Destroy the keys of these epochs: moved away, overwritten, removed. Wants `changing`."""
    for number in numbers:
        path = epoch_file(folder, number)
        leaving = path.with_name(path.name + _LEAVING)
        path.rename(leaving)  # so that nobody takes the overwritten one for a key
        sync(folder)
        _erase(leaving)


def _erase(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(max(KEY_LENGTH, path.stat().st_size)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync(path.parent)
