"""Where the documents of a site lie, bound: sealed files in its folder, and what the trades do with them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from honour.carrying_out.documents import Draft, Opened, Scan
from honour.carrying_out.stores import Keys
from honour.connectors.antivirus import clamd
from honour.connectors.documents import folder as sealed
from honour.keeping.keys.sealing import EpochKeys
from honour.wiring.offers import brought


@dataclass(frozen=True, slots=True)
class FolderDocuments:
    """Fulfils `honour.carrying_out.documents.Documents` over a folder."""

    folder: Path

    def begin(self, name: str) -> Draft:
        """Begin to receive a document."""
        return sealed.Draft(self.folder, name)

    def opened(self, name: str) -> BinaryIO:
        """A document to read from."""
        return sealed.opened(self.folder, name)

    def remove(self, name: str) -> bool:
        """Remove a document whose key is destroyed."""
        return sealed.remove(self.folder, name)

    def names(self) -> list[str]:
        """Every document but those that are being received."""
        return sealed.names(self.folder)

    def remove_drafts(self) -> int:
        """Remove what crashes left."""
        return sealed.remove_drafts(self.folder)


def scanning(place: str) -> Scan:
    """What has the clamd at a place look at a document."""
    return partial(clamd.scan, place)


def folder_of(site: Path) -> Path:
    """Where the documents of a site lie."""
    return site / "data" / sealed.FOLDER


def documents_of(site: Path) -> FolderDocuments:
    """The documents of the site in a folder."""
    return FolderDocuments(folder_of(site))


def put_away(site: Path) -> int:
    """Destroy the keys and bytes of documents whose rows are gone, as the trades say; how many there were.

    Wants a site that Honour runs, its database open.
    """
    documents = documents_of(site)
    return sum(called(trade.forgets)(documents) for trade in brought() if trade.forgets)


def called(where: str) -> Callable[..., Any]:
    """The function that a trade names by where it stands (`module:function`)."""
    module, _, function = where.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def opening(keys: EpochKeys) -> Mapping[str, Callable[..., Any]]:
    """What opens the sealed values in the trades' tables, by table."""
    return {
        table: partial(called(where), keys) for trade in brought() for table, where in trade.opens.items()
    }


def files_of(site: Path, keys: EpochKeys, whose: Keys) -> Iterator[Opened]:
    """The documents of somebody by the key of his account's row, opened for the archive that he takes away.

    Wants a site that Honour runs, its database open.
    """
    documents = documents_of(site)
    for trade in brought():
        if trade.files:
            yield from called(trade.files)(keys, documents, whose)
