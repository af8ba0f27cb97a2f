"""What carrying out needs of a store: to count, to look, and to act inside one transaction with a guard."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar, runtime_checkable

from honour.carrying_out.ports import Scrubbed
from honour.places.json_paths import JsonPath
from honour.places.map import Person
from honour.places.personal import Personal
from honour.places.selections import Key, Link, Scalar, Selection, Table
from honour.plans.plan import DateSpan, Span, Step

Keys: TypeAlias = Personal[tuple[Key, ...]]
Rows: TypeAlias = Personal[tuple[tuple[Scalar, ...], ...]]
Look: TypeAlias = tuple[Selection, tuple[str, ...]]
NOBODY: Keys = Personal(())
T = TypeVar("T")


class AskedOften(tuple[T, ...]):
    """Questions that are worked out once and asked of many: what follows from them is looked up by this
    tuple itself, and not by all that it holds.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """The very same."""
        return self is other

    def __hash__(self) -> int:
        return id(self)


class StoreUnreachable(Exception):
    """A store cannot be opened, is locked or cannot be written. The message names store and remedy, never a
    value.
    """


class StoreBusy(StoreUnreachable):
    """Another program keeps rows locked; the transaction was rolled back, and may be tried again."""


class StoreChanged(Exception):
    """Rows changed between plan and act, or a constraint of the database refused a step: all was rolled back.

    Mend what the message names; then ask for the plan again and confirm the new one.
    """


class TablesChanged(StoreChanged):
    """The tables are not as they were read any more: what was meant for them may do something else now."""


class StoreCrossed(StoreChanged):
    """Two transactions waited for each other, and this one was rolled back. It may be tried again."""


@dataclass(frozen=True, slots=True)
class Due:
    """The keys of rows of `table`, numbered from 1 in a table of the store that Honour makes and drops.

    It holds pseudonymous keys and nothing else. `name` is the plain name of that table.
    """

    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class Batch:
    """The frozen keys with numbers beyond `after` and up to `up_to`."""

    due: Due
    after: int
    up_to: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How large batches are: the first of a step has `first` rows, none more than `most`, and each as many as
    take `seconds`, going by the one before.
    """

    first: int
    most: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """A person's own row: its key, and what its `known by` columns hold, in the map's order."""

    key: Personal[Key]
    known_by: tuple[Personal[Scalar], ...]


class Reading(Protocol):
    """Questions to a store. `subject` binds the keys that `IsSubject` means."""

    def tally(self, selections: Sequence[Selection], subject: Keys) -> tuple[int, ...]:
        """How many rows each selection has, in one statement."""
        ...

    def spans(self, asked: Sequence[DateSpan], subject: Keys) -> tuple[Span, ...]:
        """The first and the last date of each, in few statements; implausible dates do not count."""
        ...

    def find(self, person: Person, identifier: Personal[str]) -> tuple[Anchor, ...]:
        """The rows of a kind of people that are known by this identifier, once both are normalised."""
        ...

    def rows(
        self, selection: Selection, columns: Sequence[str], subject: Keys
    ) -> Personal[tuple[tuple[Scalar, ...], ...]]:
        """These columns of the selected rows, in the order of the first."""
        ...

    def looks(
        self, asked: Sequence[Look], dates: Sequence[DateSpan], subject: Keys
    ) -> tuple[tuple[Span, ...], tuple[Rows, ...]]:
        """Dates as `spans` gives them, and each look's rows as `rows` does: of one moment, where the store
        can tell.
        """
        ...

    def anchors(self, person: Person, keys: Keys) -> tuple[Anchor, ...]:
        """The person's own rows with these keys."""
        ...


class Work(Reading, Protocol):
    """One transaction of a store. Nothing is durable before the context ends without an exception."""

    def is_done(self, plan: str, step: str) -> bool:
        """Whether an earlier attempt left its guard row."""
        ...

    def mark_done(self, plan: str, step: str, at: str) -> None:
        """Leave the guard row, in this transaction."""
        ...

    def check_at_the_end(self, links: Sequence[Link]) -> None:
        """Let these foreign keys be broken until the transaction ends, and no longer."""
        ...

    def raise_mark(self, epoch: int) -> None:
        """Let the store bear the number of the last act that is in it, in this transaction."""
        ...

    def keys(self, selection: Selection, subject: Keys) -> Keys:
        """The primary keys of the selected rows now, to act on them after what they depend on is gone."""
        ...

    def carry_out(self, step: Step, subject: Keys, frozen: Keys | None = None) -> int:
        """Do one step to the rows that it selects, or to those whose keys were frozen; how many rows it
        met.
        """
        ...


class Store(Reading, Protocol):
    """A database of the map."""

    @property
    def name(self) -> str:
        """The store's name in the map."""
        ...

    def names_in(self, selection: Selection, path: JsonPath, most: int) -> tuple[tuple[str, int], ...]:
        """The names in the rows' objects at a path into their JSON, at most so many, the most frequent first,
        each with its number of rows.
        """
        ...

    def no_objects(self, selection: Selection, path: JsonPath) -> int:
        """How many of the rows hold something else than an object at a path, or no JSON at all."""
        ...

    def values(self, steps: Sequence[Step], subject: Keys) -> tuple[Personal[str], ...]:
        """The texts that the steps destroy, each once, longest first: what a scrub will look for."""
        ...

    def mark(self) -> int | None:
        """The number of the last act that is in the store, by the replay ledger; None where it bears none."""
        ...

    def work(self) -> AbstractContextManager[Work]:
        """A transaction that holds the write lock from its start. Raises StoreUnreachable, StoreChanged."""
        ...

    def seen(self, values: Sequence[Personal[str]], tables: Sequence[Table] = ()) -> tuple[bool, ...]:
        """Which values the bytes of the store's files hold now: the positive control, and the look
        afterwards. Where each table has files of its own, those of these tables.
        """
        ...

    def scrub(
        self,
        values: Sequence[Personal[str]],
        before: Sequence[bool],
        rewrite: bool,
        tables: Sequence[Table] = (),
    ) -> Scrubbed:
        """Empty what the store keeps of deleted rows, and look for each value that was seen before."""
        ...


@runtime_checkable
class Folder(Protocol):
    """A store whose rows are files."""

    def contents(self, path: Personal[str]) -> Iterator[bytes]:
        """The bytes of one file, in pieces. Raises StoreChanged, StoreUnreachable."""
        ...


class BatchWork(Work, Protocol):
    """One transaction of a store that does a large plan in batches."""

    def done(self, plan: str) -> Mapping[str, str]:
        """All the guard rows of a plan: what was done, and when."""
        ...

    def freeze(self, due: Due, selection: Selection, subject: Keys) -> int:
        """Write the keys of the selected rows, numbered, into the empty table made for them; how many."""
        ...

    def tally_of(self, batch: Batch, selections: Sequence[Selection], subject: Keys) -> tuple[int, ...]:
        """How many rows of a batch each selection has."""
        ...

    def carry_out_batch(self, step: Step, batch: Batch, subject: Keys) -> int:
        """Do one step to those rows of a batch that it still selects; how many rows it met.

        Raises TablesChanged, before any row is met, where their table is not as it was read.
        """
        ...

    def mark_batch(self, plan: str, step: str, at: str) -> None:
        """Leave the guard row of a batch, in this transaction."""
        ...


@runtime_checkable
class InBatches(Protocol):
    """A store that does a large plan in batches."""

    @property
    def pace(self) -> Pace:
        """How large its batches are."""
        ...

    def freezing(self) -> AbstractContextManager[BatchWork]:
        """A transaction to count and to freeze keys in, which keeps nobody from the rows that it reads."""
        ...

    def batch(self, do: Callable[[BatchWork], T]) -> tuple[T, float]:
        """Do something in a short transaction, which waits for nobody with locks in its hands; what it gives,
        and how many seconds the transaction took.

        Done again where another program was in the way, so that it must do the same each time. A server that
        crashes may lose the last of them, guard rows and all, until a `freezing` ends: nothing may be told as
        done before.
        """
        ...

    def make(self, dues: Sequence[Due]) -> bool:
        """Make the tables for frozen keys, empty; False where this user may make none."""
        ...

    def drop(self, dues: Sequence[Due]) -> None:
        """Drop the tables of frozen keys that are there."""
        ...
