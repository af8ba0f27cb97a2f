"""An answer as one ZIP archive, made piece by piece: it lies nowhere on the way to whoever asked for it."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from honour.carrying_out.people import Extra, Match, Ports, exact_name
from honour.carrying_out.show import contents, shown
from honour.places.personal import Personal
from honour.plans.show import Shown
from honour.promises.policy import Policy
from honour.publishing.answer import as_data, as_page


def whole(
    ports: Ports,
    matches: Sequence[Match],
    now: datetime,
    kinds: frozenset[str] | None = None,
) -> Iterator[bytes]:
    """The archive of all that is held about one person, or with `kinds` of these alone, piece by piece; the
    first is empty, and comes once the stores have answered. It is an act: journal it first.

    The stores must stay lent until the last piece has left. Raises StoreUnreachable.
    """
    archive = archive_of(ports, matches, now, kinds)
    yield b""
    yield from archived(archive.files, archive.contents)


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds: texts by name, and the person's own files; `rows` is how many the texts tell."""

    files: Mapping[str, Personal[str]]
    contents: Iterable[tuple[Personal[str], Iterable[bytes]]]
    rows: int


def archive_of(
    ports: Ports, matches: Sequence[Match], now: datetime, kinds: frozenset[str] | None = None
) -> Archive:
    """The archive of one person before it is written: pages, JSON, and what else he wrote here, which is of
    no kind of data and so is left out where only `kinds` are given.
    """
    answer = [one for match in matches for one in shown(ports, match, now, kinds)]
    files = dict(answer_files(ports.policy, answer, exact_name(matches[0]), now))
    also = ports.beside(ports, matches, now) if kinds is None else Extra()
    attached = chain(contents(ports, answer), also.files)
    return Archive({**files, **also.texts}, attached, sum(one.count for one in answer))


def answer_files(
    policy: Policy, answer: Sequence[Shown], named: str, now: datetime
) -> Mapping[str, Personal[str]]:
    """What every archive holds, by name: a page to read in each language of the site, and JSON."""
    pages = {
        f"data.{language}.html": Personal(as_page(policy, answer, now, language))
        for language in policy.site.languages
    }
    data = as_data(policy, answer, named, now)
    return {**pages, "data.json": Personal(json.dumps(data, ensure_ascii=False, indent=2))}


def archived(
    files: Mapping[str, Personal[str]], contents: Iterable[tuple[Personal[str], Iterable[bytes]]]
) -> Iterator[bytes]:
    """The archive of these texts and, below `files/`, of these files, each read as it is written."""
    passing = _Passing()
    with zipfile.ZipFile(passing, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text.reveal())
            yield passing.taken()
        for named, pieces in contents:
            shown = named.reveal().encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            with archive.open(f"files/{shown}", "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
                    yield passing.taken()
    yield passing.taken()


class _Passing(io.RawIOBase):
    """What an archive is written into, and taken out of again at once."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        """As its base wants it."""
        return True

    def write(self, piece: Any) -> int:
        """Take what is written."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """What was written since."""
        whole = b"".join(self._pieces)
        self._pieces.clear()
        return whole
