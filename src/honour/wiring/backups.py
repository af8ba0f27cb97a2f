"""Saving a site and putting it back: which store is saved by what, and where each member goes again.

What could go wrong for ever: a site that is put back and taken for the one that it was. So the ledger is
told before the first byte is replaced, and again when all is; between the two, and until the replay, nothing
opens.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import honour.connectors.dumping.folder as folders
from honour.carrying_out.ports import StateRefused
from honour.connectors.backup_file.keys import new_pair, read_key
from honour.connectors.backup_file.members import ENDING, Member, Sink, read, remove_parts, write
from honour.connectors.dumping import servers, sqlite
from honour.connectors.files.store import folder_of
from honour.connectors.key_place.copying import bring_back, copy
from honour.connectors.key_place.folder import epoch_numbers
from honour.connectors.key_place.folder import read as read_keys
from honour.connectors.ledger.folder import Ledger, beside
from honour.connectors.sql.opening import address_of
from honour.connectors.sql.server import OURS
from honour.connectors.sql.sqlite.opening import path_of
from honour.places.map import Store
from honour.proofs.checkpoint import same_site
from honour.wiring.documents import folder_of as documents_in

__all__ = [
    "ENDING",
    "Ledger",
    "Site",
    "beside",
    "clear_staging",
    "closed_epochs",
    "copy_keys",
    "make",
    "new_pair",
    "others",
    "put_back",
    "read",
    "read_key",
    "refuse_other_site",
    "unplaced",
]

STATE: Final = "state"
DOCUMENTS: Final = "documents"
"""People's documents, sealed as they lie on the disk."""
_STATE: Final = Store("main", "", "UTC")
"""How the site's own database is called in messages, and on a site that Honour runs, in its map."""
_STAGING: Final = "data/staging"


@dataclass(frozen=True, slots=True)
class Site:
    """What is saved: the site's folder, the URL of its own database, its stores by the map, folders of files.
    `tell` shows progress.
    """

    folder: Path
    state: str
    stores: Mapping[str, Store]
    environment: Mapping[str, str]
    folders: Sequence[Path]
    tell: Callable[[str], None]


def make(
    site: Site,
    to: Path,
    public: bytes,
    marks: Mapping[str, int | None],
    about: Mapping[str, Any],
    sign: Callable[[bytes], bytes],
    now: datetime,
) -> tuple[Path, Mapping[str, Any]]:
    """Write a backup into a folder; its file and manifest. The caller lets nobody destroy meanwhile.

    Raises StateRefused, StoreUnreachable.
    """
    remove_parts(to)
    path = to / f"{site.folder.resolve().name}-{now:%Y%m%dT%H%M%SZ}{ENDING}"
    if path.exists():
        raise StateRefused(f"{path} exists, made in this very second: run this again")
    told = {**about, "made": now.isoformat(), "program": version("honour")}
    with _staging(site.folder) as staging:
        return path, write(path, public, _members(site, staging, marks), told, sign, site.tell)


def put_back(
    site: Site, path: Path, private: bytes, key_place: Path, keys_from: Path | None, ledger: Ledger
) -> Mapping[str, Any]:
    """Put everything of a backup back; its manifest. The caller lets nobody destroy meanwhile.

    `keys_from` is a copy of the keys, from which those that the backup needs are taken back first.

    Raises StateRefused, StoreUnreachable; run it again then.
    """
    with _staging(site.folder) as staging:
        signer = read_keys(key_place).public
        manifest = read(path, private, signer)
        lost = not ledger.lines
        if lost:
            ledger.begin_after(manifest["ledger"])
        elif ledger.last < manifest["ledger"]:
            raise StateRefused(
                f"the replay ledger {ledger.places[0]} ends before this backup was made: put back a newer;"
                " if there is none, move it away, and `honour restored` will say what that means"
            )
        if keys_from is not None:
            bring_back(key_place, keys_from, manifest.get("epochs", ()))
        facts = {"file": path.name, "origin": manifest["site"], "made": manifest["made"], "ledger lost": lost}
        ledger.tell("restore begun", facts)
        read(path, private, signer, _sink(site, staging))
        ledger.tell("restore done", facts)
        return manifest


def closed_epochs(manifest: Mapping[str, Any], places: Iterable[Path]) -> tuple[int, ...] | None:
    """The epochs that a backup is sealed under, and whose key none of these places has any more.

    None where it does not name its epochs, as one that an older Honour made.
    """
    if "epochs" not in manifest:
        return None
    held = {number for place in places for number in epoch_numbers(place)}
    return tuple(number for number in manifest["epochs"] if number not in held)


def copy_keys(place: Path, to: Path) -> tuple[Path, tuple[int, ...]]:
    """Bring the copy of the key place in a folder up to date, one generation before the current kept; the
    copy, and the epochs that it holds. Raises StateRefused.
    """
    target = to / place.name
    return target, copy(place, target, generations=1)


def refuse_other_site(manifest: Mapping[str, Any], key_place: Path) -> None:
    """A backup is put back only where its own keys are. Raises StateRefused."""
    origin = read_keys(key_place).origin if key_place.exists() else None
    if origin is None:
        raise StateRefused(
            f"the key place {key_place} is missing: put it back from its own backup first; without it nothing"
            " that is sealed opens"
        )
    if not same_site(origin, manifest["site"]):
        raise StateRefused(f"this is a backup of {manifest['site']}, and the keys here are of {origin}")


def _members(site: Site, staging: Path, marks: Mapping[str, int | None]) -> Iterator[Member]:
    for name, store in others(site).items():
        url = address_of(store, site.environment)
        facts = {"mark": marks.get(name)}
        if store.kind == "files":
            saved = partial(folders.saved, folder_of(url), site.tell)
            yield Member(f"store {name}", {**facts, "kind": "folder"}, saved)
            continue
        yield _database(f"store {name}", store, url, staging, facts, site.tell)
    for folder in site.folders:
        yield Member(f"folder {folder}", {"kind": "folder"}, partial(folders.saved, folder, site.tell))
    facts = {"mark": marks.get(_STATE.name)} if _STATE.name in site.stores else {}
    yield _database(STATE, _STATE, site.state, staging, facts, site.tell)
    if (documents := documents_in(site.folder)).is_dir():  # after the rows that name them: so none is missing
        yield Member(DOCUMENTS, {"kind": "folder"}, partial(folders.saved, documents, site.tell))


def others(site: Site) -> Mapping[str, Store]:
    """The stores without the one that is the site's own database: it is saved once, and last."""
    return {
        name: store
        for name, store in site.stores.items()
        if address_of(store, site.environment) != site.state
    }


def _database(
    name: str, store: Store, url: str, staging: Path, facts: Mapping[str, Any], tell: Callable[[str], None]
) -> Member:
    where = servers.address(url)
    if where is None:
        more = {**facts, "kind": "sqlite", "by": sqlite.version()}
        return Member(name, more, partial(sqlite.saved, name, path_of(store, url), staging / "copy", tell))
    more = {**facts, "kind": where.server, "by": servers.version(where)}
    return Member(name, more, partial(servers.saved, name, where))


def _sink(site: Site, staging: Path) -> Sink:
    def take(name: str, content: Iterator[bytes]) -> None:
        site.tell(name)
        kind, _, which = name.partition(" ")
        if name == STATE:
            _put_back(name, _STATE, site.state, staging, content, site.tell)
        elif name == DOCUMENTS:
            folders.put_back(documents_in(site.folder), content, site.tell)
        elif kind == "folder":
            folders.put_back(_folder(site, which), content, site.tell)
        else:
            _store(site, which, staging, content)

    return take


def _store(site: Site, name: str, staging: Path, content: Iterator[bytes]) -> None:
    store = site.stores[name]
    url = address_of(store, site.environment)
    if store.kind == "files":
        folders.put_back(folder_of(url), content, site.tell)
        return
    _put_back(name, store, url, staging, content, site.tell)


def _put_back(
    name: str, store: Store, url: str, staging: Path, content: Iterator[bytes], tell: Callable[[str], None]
) -> None:
    where = servers.address(url)
    if where is None:
        sqlite.put_back(name, path_of(store, url), staging / "copy", content, tell)
    else:
        servers.put_back(name, where, content, sorted(OURS))


def unplaced(site: Site, manifest: Mapping[str, Any]) -> tuple[str, ...]:
    """The members of a backup that this site has no place for."""
    known = {
        STATE,
        DOCUMENTS,
        *(f"store {name}" for name in others(site)),
        *(f"folder {one}" for one in site.folders),
    }
    return tuple(name for name in manifest["members"] if name not in known)


def _folder(site: Site, which: str) -> Path:
    return next(folder for folder in site.folders if str(folder) == which)


@contextmanager
def _staging(site: Path) -> Iterator[Path]:
    """A folder for copies in clear, which only this user may enter, empty before and gone afterwards."""
    folder = site / _STAGING
    clear_staging(site)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        clear_staging(site)


def clear_staging(site: Path) -> None:
    """Remove the copies in clear that a killed backup left."""
    if (site / _STAGING).exists():
        shutil.rmtree(site / _STAGING)
