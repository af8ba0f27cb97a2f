"""An evidence pack as one zip file, and back from a file that anybody may have made."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)?(/[a-z0-9][a-z0-9_-]*(\.[a-z0-9]+)?)?")
_FILES: Final = 10_000  # a pack has seven files, and one for each version of the policy
LARGEST: Final = 512 * 1024 * 1024  # bytes unpacked: the journal of some three million entries


class NotAPack(Exception):
    """A file that is no evidence pack, or too large a one. Ask its owner for it again."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def unzipped(data: bytes, largest: int = LARGEST) -> dict[str, bytes]:
    """The files of a zip, at most `largest` bytes in all; raises `NotAPack`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _files(archive, largest)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise NotAPack("the file is no zip, or it is damaged: ask its owner for it again") from error


def _files(archive: zipfile.ZipFile, largest: int) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > _FILES:
        raise NotAPack(f"the pack has {len(entries)} files; an evidence pack has at most {_FILES}")
    if sum(entry.file_size for entry in entries) > largest:
        raise NotAPack(
            f"the pack unpacks to more than {largest} bytes; a journal that long is checked in its database"
        )
    files: dict[str, bytes] = {}
    for entry in entries:
        if entry.filename in files or len(entry.filename) > 200 or not _NAME.fullmatch(entry.filename):
            raise NotAPack(
                f"the pack holds a file of the name {entry.filename[:80]!r}, which no evidence pack has"
            )
        with archive.open(entry) as file:
            content = file.read(entry.file_size + 1)
        if len(content) != entry.file_size:
            raise NotAPack(
                f"{entry.filename} is not as long as the zip says: ask the pack's owner for it again"
            )
        files[entry.filename] = content
    return files
