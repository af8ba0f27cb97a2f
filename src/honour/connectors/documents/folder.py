"""The documents of a site: sealed files in the folder `data/documents`, each named by its key cell.

What could go wrong for ever: half a document is taken for a whole one, or a document disappears that a row
still names. So a file is written beside its place, made durable, and moved there whole; one that is there is
never written over; and it is removed only after its key cell is destroyed, when nothing could open it anyway.
A crash leaves a draft, which `remove_drafts` takes away, but never one that somebody is writing.

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


def write(folder: Path, name: str, parts: Iterable[bytes]) -> None:
    """Write a document whole or not at all, durable when this returns, a part in memory at a time.

    `name` has 32 hexadecimal digits. Raises FileExistsError, OSError, and whatever `parts` raises.
    """
    path = _path(folder, name)
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        _sync(folder.parent)
    draft = folder / f"{name}.{secrets.token_hex(4)}{_DRAFT}"
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            fcntl.flock(handle, fcntl.LOCK_EX)  # says that it is being written; given back by a crash too
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(handle)
            os.link(draft, path)  # unlike a rename, never over a document that is there
    finally:
        draft.unlink(missing_ok=True)
    _sync(folder)


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
        raise ValueError("a document is named by its key cell: 32 hexadecimal digits")
    return folder / name


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
