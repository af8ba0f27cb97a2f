"""A folder as a store: its rows are files, each pattern of the map a table of them.

What could go wrong for ever: *somebody else's file goes*. So a file is somebody's only by the slot of its
pattern, compared as a key is, and a value that would lead out of its place is nobody's. How files go is
`aside`'s, how they are found `tree`'s.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from honour.carrying_out.ports import Scrubbed
from honour.carrying_out.stores import Anchor, Keys, Look, Rows, StoreUnreachable, Work
from honour.connectors.files.aside import Aside, mark_of, removing
from honour.connectors.files.tree import Found, Odd, opened_file, plain, told, walk
from honour.places.catalogue import ColumnFacts, TableFacts
from honour.places.json_paths import JsonPath
from honour.places.map import Person, Store
from honour.places.patterns import MODIFIED, PATH, SIZE, Pattern, is_safe, may_be_a_path
from honour.places.personal import Personal
from honour.places.selections import (
    And,
    Condition,
    IsOneOf,
    IsSubject,
    Key,
    Link,
    Row,
    Scalar,
    Selection,
    Table,
    group_of,
    instant_of,
    selects,
)
from honour.plans.plan import DateSpan, Delete, Span, Step

CHUNK = 64 * 1024
"""Bytes of a file that are read at once."""


@dataclass(frozen=True, slots=True)
class Described:
    """A pattern, and whether its slot is a whole number, as the column is that it stands for."""

    pattern: Pattern
    is_number: bool = False

    def slot_of(self, path: str) -> Scalar:
        """The slot's value in a path that the pattern describes; None where it is nobody's."""
        text = self.pattern.value_of(path)
        if text is None or not is_safe(text, may_be_a_path(self.pattern)):
            return None
        if not self.is_number:
            return text
        return int(text) if text.isascii() and text.isdigit() and str(int(text)) == text else None


def folder_of(address: str) -> Path:
    """The folder that an address names."""
    return Path(address.removeprefix("file://"))


@contextmanager
def open_folder(store: Store, address: str, patterns: Mapping[Table, Described]) -> Iterator["FolderStore"]:
    """The folder, open until the context ends. Raises StoreUnreachable."""
    root = folder_of(address)
    if not root.is_absolute():
        raise StoreUnreachable(f"{store.name}: write the folder's whole path, as in /srv/shop/uploads")
    try:
        opened = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise told(store.name, error) from None
    try:
        yield FolderStore(store.name, root, opened, patterns)
    finally:
        os.close(opened)


@dataclass(frozen=True, slots=True)
class FolderStore:
    """An open folder of the map. `opened` is its descriptor."""

    name: str
    root: Path
    opened: int
    patterns: Mapping[Table, Described]

    def tables(self) -> Mapping[Table, TableFacts]:
        """Each pattern as a table: its paths, and its slot."""
        return {
            table: TableFacts(
                {
                    PATH: ColumnFacts("TEXT", nullable=False, unique=True, json=False),
                    **{slot: ColumnFacts("TEXT", nullable=False, json=False) for slot in _slots(described)},
                    MODIFIED: ColumnFacts("REAL", nullable=False, json=False),
                    SIZE: ColumnFacts("INTEGER", nullable=False, json=False),
                },
                (PATH,),
            )
            for table, described in self.patterns.items()
        }

    def undescribed(self) -> tuple[int, tuple[str, ...]]:
        """How many files no pattern describes, and what lies there that is no plain file, each kind once."""
        strays, odd = 0, dict[str, None]()
        for found in walk(self.name, self.opened, ()):
            if isinstance(found, Odd):
                odd[found.what] = None
            elif all(each.pattern.value_of(found.path) is None for each in self.patterns.values()):
                strays += 1
        return strays, tuple(odd)

    def tally(self, selections: Sequence[Selection], subject: Keys) -> tuple[int, ...]:
        """How many files each selection has."""
        return tuple(sum(1 for _ in self.selected(selection, subject)) for selection in selections)

    def spans(self, asked: Sequence[DateSpan], subject: Keys) -> tuple[Span, ...]:
        """The first and the last date of each; a value that is no plausible date counts as none."""
        return tuple(
            _span(
                instant
                for row in self.selected(span.selection, subject)
                if (instant := instant_of(row[span.column], span.written)) is not None
            )
            for span in asked
        )

    def rows(
        self, selection: Selection, columns: Sequence[str], subject: Keys
    ) -> Personal[tuple[tuple[Scalar, ...], ...]]:
        """These columns of the selected files, in the order of their paths."""
        selected = self.selected(selection, subject)
        return Personal(tuple(tuple(row[column] for column in columns) for row in selected))

    def names_in(self, selection: Selection, path: JsonPath, most: int) -> tuple[tuple[str, int], ...]:
        """None: what is said of a file is no JSON."""
        return ()

    def no_objects(self, selection: Selection, path: JsonPath) -> int:
        """None, since no path leads into what is said of a file."""
        return 0

    def looks(
        self, asked: Sequence[Look], dates: Sequence[DateSpan], subject: Keys
    ) -> tuple[tuple[Span, ...], tuple[Rows, ...]]:
        """The dates, and the columns of each selection's files."""
        rows = tuple(self.rows(selection, columns, subject) for selection, columns in asked)
        return self.spans(dates, subject), rows

    def contents(self, path: Personal[str]) -> Iterator[bytes]:
        """The bytes of one file, in pieces. Raises StoreChanged, StoreUnreachable."""
        with opened_file(self.name, self.opened, path.reveal()) as descriptor:
            while piece := os.read(descriptor, CHUNK):
                yield piece

    def find(self, person: Person, identifier: Personal[str]) -> tuple[Anchor, ...]:
        """Nobody: people have their rows in databases."""
        return ()

    def anchors(self, person: Person, keys: Keys) -> tuple[Anchor, ...]:
        """Nobody's row: people have theirs in databases."""
        return ()

    def values(self, steps: Sequence[Step], subject: Keys) -> tuple[Personal[str], ...]:
        """The paths that the steps remove: what a scrub is asked about."""
        paths = (str(row[PATH]) for step in steps for row in self.selected(step.selection, subject))
        return tuple(Personal(path) for path in dict.fromkeys(paths))

    def seen(self, values: Sequence[Personal[str]], tables: Sequence[Table] = ()) -> tuple[bool, ...]:
        """Never: a folder shows no block of a file that is gone, so no look could find one."""
        return tuple(False for _ in values)

    def scrub(
        self,
        values: Sequence[Personal[str]],
        before: Sequence[bool],
        rewrite: bool,
        tables: Sequence[Table] = (),
    ) -> Scrubbed:
        """What can be said of files that are gone: the disk may hold their blocks until it writes there."""
        still = sum(1 for value in values if (self.root / value.reveal()).exists())
        facts = {"files removed": len(values) - still, "there again": still}
        return Scrubbed("found" if still else "could not be checked", facts)

    def mark(self) -> int | None:
        """The number of the last act that is in the folder; None where it bears none."""
        return mark_of(self.name, self.root)

    def work(self) -> AbstractContextManager[Work]:
        """All of an act, or nothing. Raises StoreUnreachable, StoreChanged."""
        return self._work()

    @contextmanager
    def _work(self) -> Iterator[Work]:
        with removing(self.name, self.root, self.opened) as removal:
            yield FolderWork(self.name, self.root, self.opened, self.patterns, removal)

    def selected(self, selection: Selection, subject: Keys) -> Iterator[Row]:
        """The selected files. Raises StoreChanged where something that is no plain file lies among them."""
        described = self.patterns[selection.table]
        keys = frozenset(subject.reveal())
        wanted = _values_wanted(selection.condition, keys)
        for found in self._candidates(described, wanted):
            row = self._row(selection.table, described, found)
            if row is not None and selects(selection.condition, row, {}, keys):
                yield row

    def _row(self, table: Table, described: Described, found: Found) -> Row | None:
        """A file as a row, if this is the first pattern of the map that describes it."""
        first = next(
            (t for t, d in self.patterns.items() if d.pattern.value_of(found.path) is not None), None
        )
        if first != table:
            return None
        slot = {name: described.slot_of(found.path) for name in _slots(described)}
        return {PATH: found.path, MODIFIED: found.modified, SIZE: found.size, **slot}

    def _candidates(self, described: Described, wanted: frozenset[Key] | None) -> Iterator[Found]:
        if wanted is None or described.pattern.slot is None:
            yield from plain(self.name, self.opened, described.pattern.start(None))
            return
        for value in sorted(str(part) for key in wanted for part in key):
            if is_safe(value, may_be_a_path(described.pattern)):
                yield from plain(self.name, self.opened, described.pattern.start(value))


class FolderWork(FolderStore):
    """The folder while files are removed from it."""

    __slots__ = ("_removal",)

    def __init__(
        self, name: str, root: Path, opened: int, patterns: Mapping[Table, Described], removal: Aside
    ) -> None:
        super().__init__(name, root, opened, patterns)
        object.__setattr__(self, "_removal", removal)

    _removal: Aside

    def is_done(self, plan: str, step: str) -> bool:
        """Whether an earlier attempt left its guard."""
        return self._removal.is_done(plan, step)

    def mark_done(self, plan: str, step: str, at: str) -> None:
        """Leave the guard with this act's commit."""
        self._removal.mark_done(plan, step, at)

    def raise_mark(self, epoch: int) -> None:
        """Let the folder bear the number of the last act that is in it, with this act's commit."""
        self._removal.raise_mark(epoch)

    def check_at_the_end(self, links: Sequence[Link]) -> None:
        """Nothing to do: files point at nothing."""

    def keys(self, selection: Selection, subject: Keys) -> Keys:
        """The paths of the selected files now."""
        return Personal(tuple((row[PATH],) for row in self.selected(selection, subject)))

    def carry_out(self, step: Step, subject: Keys, frozen: Keys | None = None) -> int:
        """Remove the files of a step, or those of the frozen paths; how many there were."""
        assert isinstance(step, Delete), "a file goes whole: it has no columns that could change"
        keys = self.keys(step.selection, subject) if frozen is None else frozen
        paths = keys.reveal()
        for (path,) in paths:
            self._removal.move(str(path))
        return len(paths)


def _slots(described: Described) -> tuple[str, ...]:
    return () if described.pattern.slot is None else (described.pattern.slot,)


def _span(instants: Iterable[datetime]) -> Span:
    found = [instant.astimezone(UTC) for instant in instants]
    return Span(min(found, default=None), max(found, default=None))


def _values_wanted(condition: Condition, subject: frozenset[Key]) -> frozenset[Key] | None:
    """The slots that a condition can be true of, so that no other folder is walked; None: any."""
    match condition:
        case IsSubject(group=group):
            return frozenset(key for key in subject if group_of(key) == group)
        case IsOneOf(keys=keys):
            return keys.reveal()
        case And(parts):
            known = [wanted for part in parts if (wanted := _values_wanted(part, subject)) is not None]
            return min(known, key=len, default=None)
        case _:
            return None
