"""The documents of a site: sealed files in the folder `data/documents`, each named by a number of its own.

What could go wrong for ever: half a document is taken for a whole one, or a document disappears that a row
still names. So a file is written beside its place, made durable, and moved there whole; one that is there is
never written over; and it is removed only after its key is destroyed, when nothing could open it anyway.
A crash leaves a draft, which `remove_drafts` takes away, but never one that somebody is writing. Whoever
receives a document keeps its draft until the row that names it is committed: until then `names` does not
tell of it, so that nobody takes it for one that no row names any more.

Nothing here knows a key: sealed bytes come in and go out.
"""

import fcntl
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final

FOLDER: Final = "documents"
"""Below the site's `data`."""

_NAME: Final = re.compile(r"[0-9a-f]{32}")
_DRAFT: Final = ".draft"


class Draft:
    """A document that is being received: in its place, whole and durable, once `settle` returns."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._path = folder, _path(folder, name)
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)
            _sync(folder.parent)
        self._draft = folder / f"{name}.{secrets.token_hex(4)}{_DRAFT}"
        handle = os.open(self._draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(handle, "w+b", buffering=0)
        fcntl.flock(handle, fcntl.LOCK_EX)  # says that it is being written; given back by a crash too
        self._settled = self._kept = False

    def write(self, part: bytes) -> None:
        """Add bytes to its end. Raises OSError."""
        whole, written = memoryview(part), 0
        while written < len(whole):
            written += self._file.write(whole[written:]) or 0

    def reading(self) -> BinaryIO:
        """What was written so far, to read from at any place of it. The caller closes it."""
        return self._draft.open("rb")

    def settle(self) -> None:
        """Put it in its place. Raises FileExistsError, OSError."""
        os.fsync(self._file.fileno())
        os.link(self._draft, self._path)  # unlike a rename, never over a document that is there
        self._settled = True
        _sync(self._folder)

    def keep(self) -> None:
        """A row names it: it stays when this is closed."""
        self._kept = True

    def close(self) -> None:
        """Let go of the draft; what was not kept goes altogether."""
        refused = self._settled and not self._kept
        if refused:
            self._path.unlink(missing_ok=True)
        self._draft.unlink(missing_ok=True)
        self._file.close()
        if refused:
            _sync(self._folder)  # a draft that a crash brings back is removed by the next start


def write(folder: Path, name: str, parts: Iterable[bytes]) -> None:
    """Write a document whole or not at all, durable when this returns, a part in memory at a time.

    `name` has 32 hexadecimal digits. Raises FileExistsError, OSError, and whatever `parts` raises.
    """
    draft = Draft(folder, name)
    try:
        for part in parts:
            draft.write(part)
        draft.settle()
        draft.keep()
    finally:
        draft.close()


def names(folder: Path) -> list[str]:
    """The documents that are in their place, without those that are being received."""
    found = [path.name for path in folder.glob("*") if _NAME.fullmatch(path.name)]
    received = {path.name[:32] for path in folder.glob(f"*{_DRAFT}")}  # looked at later than the documents
    return sorted(name for name in found if name not in received)


def opened(folder: Path, name: str) -> BinaryIO:
    """A document to read from, at any place of it. Raises FileNotFoundError. The caller closes it."""
    return _path(folder, name).open("rb")


def remove(folder: Path, name: str) -> bool:
    """Remove a document whose key is destroyed; False where there is none. Durable when this returns."""
    try:
        _path(folder, name).unlink()
    except FileNotFoundError:
        return False
    _sync(folder)
    return True


def remove_drafts(folder: Path) -> int:
    """Remove what crashes left half-written; gives how many. One that is being written stays."""
    removed = 0
    for draft in folder.glob(f"*{_DRAFT}"):
        with draft.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            draft.unlink(missing_ok=True)
            removed += 1
    return removed


def _path(folder: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError("a document is named by 32 hexadecimal digits")
    return folder / name


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
