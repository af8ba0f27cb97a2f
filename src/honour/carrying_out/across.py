"""Questions that reach from one store into another: asked in the other one first, then here with its answer.

A plan speaks of rows wherever they lie: the files of everybody whose account is closed, the accounts of which
no document is kept. No database can look into another store, so what a condition asks of one is asked there,
and the keys that it answers take the question's place. They are held in memory, one key for each row of the
answer; a database that cannot be asked about so many at once says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from itertools import count

from honour.carrying_out.ports import Scrubbed
from honour.carrying_out.stores import NOBODY, Anchor, Keys, Look, Reading, Rows, Store, Work
from honour.places.json_paths import JsonPath
from honour.places.map import Person
from honour.places.personal import Personal
from honour.places.selections import (
    And,
    Condition,
    Descendant,
    Exists,
    IsOneOf,
    Link,
    Not,
    Or,
    Scalar,
    Selection,
    Table,
    tables_read,
)
from honour.plans.plan import DateSpan, Span, Step


@dataclass(frozen=True, slots=True)
class Across:
    """A store among others: each question about the others is answered before it is asked here.

    `stores` are all of the map's, this one included, each as it is asked by the others.
    """

    here: Store
    stores: Mapping[str, Reading]
    _questions: Iterator[int] = field(default_factory=count, repr=False)

    @property
    def name(self) -> str:
        """The store's name in the map."""
        return self.here.name

    def tally(self, selections: Sequence[Selection], subject: Keys) -> tuple[int, ...]:
        """How many rows each selection has."""
        return self.here.tally([self.local(selection, subject) for selection in selections], subject)

    def spans(self, asked: Sequence[DateSpan], subject: Keys) -> tuple[Span, ...]:
        """The first and the last date of each."""
        local = [replace(span, selection=self.local(span.selection, subject)) for span in asked]
        return self.here.spans(local, subject)

    def rows(
        self, selection: Selection, columns: Sequence[str], subject: Keys
    ) -> Personal[tuple[tuple[Scalar, ...], ...]]:
        """These columns of the selected rows."""
        return self.here.rows(self.local(selection, subject), columns, subject)

    def find(self, person: Person, identifier: Personal[str]) -> tuple[Anchor, ...]:
        """The rows of a kind of people that are known by this identifier."""
        return self.here.find(person, identifier)

    def looks(
        self, asked: Sequence[Look], dates: Sequence[DateSpan], subject: Keys
    ) -> tuple[tuple[Span, ...], tuple[Rows, ...]]:
        """The dates, and each look's rows."""
        local = tuple((self.local(selection, subject), columns) for selection, columns in asked)
        dated = [replace(span, selection=self.local(span.selection, subject)) for span in dates]
        return self.here.looks(local, dated, subject)

    def anchors(self, person: Person, keys: Keys) -> tuple[Anchor, ...]:
        """The person's own rows with these keys."""
        return self.here.anchors(person, keys)

    def names_in(self, selection: Selection, path: JsonPath, most: int) -> tuple[tuple[str, int], ...]:
        """The names in the rows' objects at a path into their JSON."""
        return self.here.names_in(self.local(selection, NOBODY), path, most)

    def no_objects(self, selection: Selection, path: JsonPath) -> int:
        """How many of the rows hold something else than an object at a path."""
        return self.here.no_objects(self.local(selection, NOBODY), path)

    def values(self, steps: Sequence[Step], subject: Keys) -> tuple[Personal[str], ...]:
        """What the steps destroy, for a scrub to look for."""
        return self.here.values([self._step(step, subject) for step in steps], subject)

    def seen(self, values: Sequence[Personal[str]], tables: Sequence[Table] = ()) -> tuple[bool, ...]:
        """Which values the bytes of the store's files hold now."""
        return self.here.seen(values, tables)

    def scrub(
        self,
        values: Sequence[Personal[str]],
        before: Sequence[bool],
        rewrite: bool,
        tables: Sequence[Table] = (),
    ) -> Scrubbed:
        """Empty what the store keeps of deleted rows, and look for each value that was seen before."""
        return self.here.scrub(values, before, rewrite, tables)

    def mark(self) -> int | None:
        """The number of the last act that is in the store."""
        return self.here.mark()

    def work(self) -> AbstractContextManager[Work]:
        """A transaction of this store; what others must say is asked of them as they are meanwhile."""
        return self._work()

    @contextmanager
    def _work(self) -> Iterator[Work]:
        with self.here.work() as work:
            yield AcrossWork(work, self)

    def local(self, selection: Selection, subject: Keys) -> Selection:
        """The selection with every question about another store answered."""
        if all(table.store == self.name for table in tables_read(selection.condition)):
            return selection
        return Selection(selection.table, self._answered(selection.condition, subject))

    def _step(self, step: Step, subject: Keys) -> Step:
        return replace(step, selection=self.local(step.selection, subject))

    def _answered(self, condition: Condition, subject: Keys) -> Condition:
        match condition:
            case Exists(link, inner) if link.to.store != self.name:
                asked = Selection(link.to, inner)
                rows = self.stores[link.to.store].rows(asked, link.to_columns, subject)
                known = frozenset(key for key in rows.reveal() if None not in key)
                return IsOneOf(link.columns, next(self._questions), Personal(known))
            case Exists(link, inner):
                return Exists(link, self._answered(inner, subject))
            case Descendant(link, inner):
                return Descendant(link, self._answered(inner, subject))
            case Not(inner):
                return Not(self._answered(inner, subject))
            case And(parts):
                return And(tuple(self._answered(part, subject) for part in parts))
            case Or(parts):
                return Or(tuple(self._answered(part, subject) for part in parts))
            case _:
                return condition


@dataclass(frozen=True, slots=True)
class AcrossWork:
    """One transaction of a store among others."""

    here: Work
    store: Across

    def tally(self, selections: Sequence[Selection], subject: Keys) -> tuple[int, ...]:
        """How many rows each selection has."""
        return self.here.tally([self.store.local(selection, subject) for selection in selections], subject)

    def spans(self, asked: Sequence[DateSpan], subject: Keys) -> tuple[Span, ...]:
        """The first and the last date of each."""
        local = [replace(span, selection=self.store.local(span.selection, subject)) for span in asked]
        return self.here.spans(local, subject)

    def rows(
        self, selection: Selection, columns: Sequence[str], subject: Keys
    ) -> Personal[tuple[tuple[Scalar, ...], ...]]:
        """These columns of the selected rows."""
        return self.here.rows(self.store.local(selection, subject), columns, subject)

    def find(self, person: Person, identifier: Personal[str]) -> tuple[Anchor, ...]:
        """The rows of a kind of people that are known by this identifier."""
        return self.here.find(person, identifier)

    def looks(
        self, asked: Sequence[Look], dates: Sequence[DateSpan], subject: Keys
    ) -> tuple[tuple[Span, ...], tuple[Rows, ...]]:
        """The dates, and each look's rows."""
        local = tuple((self.store.local(selection, subject), columns) for selection, columns in asked)
        dated = [replace(span, selection=self.store.local(span.selection, subject)) for span in dates]
        return self.here.looks(local, dated, subject)

    def anchors(self, person: Person, keys: Keys) -> tuple[Anchor, ...]:
        """The person's own rows with these keys."""
        return self.here.anchors(person, keys)

    def is_done(self, plan: str, step: str) -> bool:
        """Whether an earlier attempt left its guard."""
        return self.here.is_done(plan, step)

    def mark_done(self, plan: str, step: str, at: str) -> None:
        """Leave the guard, in this transaction."""
        self.here.mark_done(plan, step, at)

    def check_at_the_end(self, links: Sequence[Link]) -> None:
        """Let these foreign keys be broken until the transaction ends, and no longer."""
        self.here.check_at_the_end(links)

    def raise_mark(self, epoch: int) -> None:
        """Let the store bear the number of the last act that is in it."""
        self.here.raise_mark(epoch)

    def keys(self, selection: Selection, subject: Keys) -> Keys:
        """The primary keys of the selected rows now."""
        return self.here.keys(self.store.local(selection, subject), subject)

    def carry_out(self, step: Step, subject: Keys, frozen: Keys | None = None) -> int:
        """Do one step; how many rows it met."""
        local = replace(step, selection=self.store.local(step.selection, subject))
        return self.here.carry_out(local, subject, frozen)
