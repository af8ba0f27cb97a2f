"""A store's part of a large plan: in short transactions, so that the site goes on working meanwhile.

What could go wrong for ever, and what prevents it:

- *More goes than was confirmed.* The rows of every step are counted once more, and must be the plan's, by the
  very statement that freezes their keys: in a table of the store, numbered from 1, before anything is
  destroyed. A batch is a range of these numbers and can meet no other row.
- *What is not due any more goes.* A batch asks the step's conditions of its rows again, all but those that
  look at what this plan itself changes. Rows that somebody changed meanwhile stay, and it is said.
- *A row that stays goes, or changes what it is.* The rows of a batch that stay are counted before and after
  it, else it rolls back; and all that stay, at the end.
- *It is done twice, or half.* Each batch leaves its guard row in its own transaction, with how many rows it
  met. An attempt that resumes goes on after the last. A circle of foreign keys is one batch, however large.
- *A row goes while somebody is held.* Each batch asks again, by the holds as they are then.
- *The wrong person is erased.* His own rows must bear his identifiers until the step that ends them.

The keys are pseudonymous: their tables are dropped when the part is done, and no catalogue shows them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from honour.carrying_out.across import Across
from honour.carrying_out.at_once import (
    all_done,
    at_once,
    counts_of,
    looking_at_what_goes,
    no_link_broken,
    same_person,
    when,
)
from honour.carrying_out.holding import bound, refuse_held
from honour.carrying_out.people import Ports
from honour.carrying_out.ports import Intent
from honour.carrying_out.stores import Batch, BatchWork, Due, InBatches, Keys, Store, StoreChanged
from honour.places.selections import And, Condition, Selection, Table, all_of, tables_read
from honour.plans.plan import Delete, Plan, Step

ROWS_AT_ONCE: Final = 10_000
"""Rows of a plan in one store that are still one transaction (DESIGN, section 7)."""

ROWS_A_BATCH: Final = 2_500
"""Rows of one batch: on a busy PostgreSQL its locks were held for 55 ms in the median, 104 at most."""

MOST_WITHOUT_TABLES: Final = 100_000
"""Rows of one transaction where Honour may make no table to freeze keys in: these are then held in memory."""


@dataclass(frozen=True, slots=True)
class _Portion:
    """What one guard row stands for. Without `batch`, of a table without a primary key, all that is selected.

    `number` is the step's in its plan, from 1; `step` selects by what can be asked again.
    """

    number: int
    step: Step
    batch: Batch | None
    mark: str
    rows: int


def is_large(ports: Ports, plan: Plan, name: str) -> bool:
    """Whether a store's part of a plan is too much for one transaction, and is not files."""
    return isinstance(_here(ports, name), InBatches) and sum(counts_of(plan, name).values()) > ROWS_AT_ONCE


def met_by(ports: Ports, intent: Intent, plan: Plan, name: str) -> dict[str, int]:
    """The rows that a store's part met so far, by the step's number in the plan; from the guard rows."""
    marks = _marks(ports, intent, name)
    here = counts_of(plan, name)
    met = dict.fromkeys(here, 0)
    batches = _batches_of(marks, name)
    if name in marks and not batches:
        return here  # in one transaction
    for mark, at in batches.items():
        met[mark.removeprefix(_prefix(name)).partition(".")[0]] += int(at.rpartition(" ")[2])
    return met


def in_batches(ports: Ports, intent: Intent, plan: Plan, name: str, keys: Keys, now: datetime) -> str:
    """Do a store's part, or what is left of it; empty, or what changed meanwhile, so that not all is done.

    Raises StoreChanged where nothing was done, StoreUnreachable.
    """
    store = _store(ports, name)
    marks = _marks(ports, intent, name)
    portions = [*_portions(ports, intent, plan, name)]
    dues = [*dict.fromkeys(portion.batch.due for portion in portions if portion.batch)]
    if name in marks:
        store.drop(dues)
        return _less_than_planned(ports, intent, plan, name)
    if _frozen_mark(name) not in marks:
        refused = _keyless(ports, plan, name)
        if refused or not _freeze(ports, intent, plan, name, keys, dues, now):
            _as_one(ports, intent, plan, name, keys, now, refused)
            return ""
    changed = ""
    try:
        _do(ports, intent, plan, name, keys, [p for p in portions if p.mark not in marks], now)
    except StoreChanged as refusal:
        changed = str(refusal)
        if not _batches_of(_marks(ports, intent, name), name):
            store.drop(dues)
            raise
    with store.freezing() as work:
        stays = [stay for stay in plan.stays if stay.selection.table.store == name]
        left = work.tally(_local(ports, name, [stay.selection for stay in stays], keys), keys)
        if left != tuple(stay.count for stay in stays):
            changed = changed or f"{name}: rows that stay were changed by somebody else meanwhile"
        all_done(ports, intent, name, work, now)
    store.drop(dues)
    return changed or _less_than_planned(ports, intent, plan, name)


def _marks(ports: Ports, intent: Intent, name: str) -> Mapping[str, str]:
    with _store(ports, name).freezing() as work:
        return work.done(intent.id)


def _here(ports: Ports, name: str) -> Store:
    store = ports.stores[name]
    return store.here if isinstance(store, Across) else store


def _store(ports: Ports, name: str) -> InBatches:
    here = _here(ports, name)
    assert isinstance(here, InBatches)
    return here


def _local(ports: Ports, name: str, selections: Iterable[Selection], keys: Keys) -> list[Selection]:
    """The selections with what they ask of other stores answered by these."""
    store = ports.stores[name]
    if not isinstance(store, Across):
        return [*selections]
    return [store.local(selection, keys) for selection in selections]


_FROZEN: Final = ": frozen"


def _frozen_mark(name: str) -> str:
    return f"{name}{_FROZEN}"


def _prefix(name: str) -> str:
    return f"{name}: "


def _batches_of(marks: Mapping[str, str], name: str) -> dict[str, str]:
    of_store = (mark for mark in marks if mark.startswith(_prefix(name)) and mark != _frozen_mark(name))
    return {mark: marks[mark] for mark in of_store}


def _less_than_planned(ports: Ports, intent: Intent, plan: Plan, name: str) -> str:
    """What to say of rows that were frozen and not met: they were changed meanwhile."""
    met = met_by(ports, intent, plan, name)
    less = [
        f"{step.selection.table}: {step.count - met[str(number)]:,} of {step.count:,} rows"
        for number, step in enumerate(plan.steps, 1)
        if met.get(str(number), step.count) != step.count
    ]
    return f"{'; '.join(less)} were changed by somebody else meanwhile, and stay" if less else ""


def _portions(ports: Ports, intent: Intent, plan: Plan, name: str) -> Iterator[_Portion]:
    """The batches of a store's part, in their order."""
    circle = _in_circle(plan, name)
    changed: set[Table] = set()
    for number, step in enumerate(plan.steps, 1):
        table = step.selection.table
        if table.store != name:
            continue
        again = replace(step, selection=Selection(table, _asked_again(step, changed)))
        size = step.count if number in circle else ROWS_A_BATCH
        due = Due(f"honour_due_{intent.id}_{number}", table)
        if not ports.map.catalogue.tables[table].primary_key:
            yield _Portion(number, step, None, f"{_prefix(name)}{number}.1", step.count)
        else:
            for part, after in enumerate(range(0, step.count, size), 1):
                batch = Batch(due, after, min(after + size, step.count))
                rows = batch.up_to - batch.after
                yield _Portion(number, again, batch, f"{_prefix(name)}{number}.{part}", rows)
        changed.add(table)


def _asked_again(step: Step, changed: set[Table]) -> Condition:
    """What can be asked of a frozen row again: nothing that looks at what was changed before, by this step's
    earlier batches too, nor at other stores.
    """
    if step.selection.table in changed:
        return all_of([])
    condition = step.selection.condition
    parts = condition.conditions if isinstance(condition, And) else (condition,)
    touched = changed | {step.selection.table}
    here = step.selection.table.store
    return all_of(
        part
        for part in parts
        if not any(table in touched or table.store != here for table in tables_read(part))
    )


def _keyless(ports: Ports, plan: Plan, name: str) -> str:
    """Why rows of this store cannot be known again in a later transaction, or nothing."""
    steps = [step for step in plan.steps if step.selection.table.store == name]
    for _, step in looking_at_what_goes(steps):
        table = step.selection.table
        if not ports.map.catalogue.tables[table].primary_key:
            return f"{table} has no primary key, and its rows must be known again: give it one"
    return ""


def _in_circle(plan: Plan, name: str) -> range:
    """The numbers of the steps that must be one transaction: foreign keys hold only after all of them."""
    tied = {table for link in plan.waiting for table in (link.table, link.to) if table.store == name}
    numbers = [
        number
        for number, step in enumerate(plan.steps, 1)
        if isinstance(step, Delete) and step.selection.table in tied
    ]
    return range(min(numbers), max(numbers) + 1) if numbers else range(0)


def _as_one(ports: Ports, intent: Intent, plan: Plan, name: str, keys: Keys, now: datetime, why: str) -> None:
    """One transaction all the same, up to a limit."""
    rows = sum(step.count for step in plan.steps if step.selection.table.store == name)
    if rows > MOST_WITHOUT_TABLES:
        mend = why or (
            "this user may make no table to keep their keys in meanwhile: grant it the right to create tables"
        )
        raise StoreChanged(f"{name}: {rows:,} rows are too many for one transaction, and {mend}")
    at_once(ports, intent, plan, name, keys, now)


def _freeze(
    ports: Ports, intent: Intent, plan: Plan, name: str, keys: Keys, dues: Sequence[Due], now: datetime
) -> bool:
    """Count the rows once more and write down their keys; False where no table may be made."""
    store = _store(ports, name)
    store.drop(dues)  # what an attempt that was killed here began
    if not store.make(dues):
        store.drop(dues)
        return False
    of = {int(due.name.rpartition("_")[2]): due for due in dues}
    try:
        with store.freezing() as work:
            same_person(ports, intent, name, keys, work)
            here = [step for step in plan.steps if step.selection.table.store == name]
            refuse_held(ports, here, intent.subject, keys, _tally(ports, name, work))
            stays = [stay for stay in plan.stays if stay.selection.table.store == name]
            found = list(work.tally(_local(ports, name, [stay.selection for stay in stays], keys), keys))
            for number, step in enumerate(plan.steps, 1):
                if step.selection.table.store == name:
                    ports.progress(
                        f"{plan.act}: {step.selection.table}, {step.count:,} rows are counted again"
                    )
                    [selection] = _local(ports, name, [step.selection], keys)
                    due = of.get(number)
                    found += [work.freeze(due, selection, keys)] if due else work.tally([selection], keys)
            parts = [*stays, *(step for step in plan.steps if step.selection.table.store == name)]
            if found != [part.count for part in parts]:
                raise StoreChanged(f"{name}: rows changed since the plan was made; ask for the plan again")
            work.mark_done(intent.id, _frozen_mark(name), when(now))
    except StoreChanged:
        store.drop(dues)
        raise
    return True


def _do(
    ports: Ports,
    intent: Intent,
    plan: Plan,
    name: str,
    keys: Keys,
    portions: Sequence[_Portion],
    now: datetime,
) -> None:
    """The batches that are left, each a transaction; those of a circle one together."""
    own, circle = _first_own(ports, intent, plan), _in_circle(plan, name)
    for together in _together(portions, circle):
        first = together[0]
        is_his = first.number < own or first.mark == f"{_prefix(name)}{own}.1"

        def batch(work: BatchWork, together: Sequence[_Portion] = together, is_his: bool = is_his) -> None:
            if is_his:
                same_person(ports, intent, name, keys, work)
            closing = together[0].number in circle
            with no_link_broken(ports.map.catalogue, plan, name, work) if closing else nullcontext():
                for portion in together:
                    _refuse_held(ports, intent, portion, keys, work)
                    met = _met(ports, plan, portion, keys, work)
                    work.mark_done(intent.id, portion.mark, f"{when(now)} {met}")

        _store(ports, name).batch(batch)
        last = together[-1]
        step = plan.steps[last.number - 1]
        done = last.batch.up_to if last.batch else last.rows
        ports.progress(f"{plan.act}: {step.selection.table} {done:,} of {step.count:,} rows")


def _together(portions: Iterable[_Portion], circle: range) -> Iterator[list[_Portion]]:
    tied: list[_Portion] = []
    for portion in portions:
        if portion.number not in circle:
            if tied:
                yield tied
                tied = []
            yield [portion]
        else:
            tied.append(portion)
    if tied:
        yield tied


def _first_own(ports: Ports, intent: Intent, plan: Plan) -> int:
    """The number of the first step over the person's own table: from its first batch on, identifiers go."""
    if intent.subject is None:
        return 0
    own = ports.map.persons[intent.subject.person].table
    return next((n for n, step in enumerate(plan.steps, 1) if step.selection.table == own), len(plan.steps))


def _refuse_held(ports: Ports, intent: Intent, portion: _Portion, keys: Keys, work: BatchWork) -> None:
    """Stop where somebody was put under a hold since the keys were frozen."""
    keys = keys if intent.subject else bound(ports)
    tally = _tally(ports, portion.step.selection.table.store, work, portion.batch)
    refuse_held(ports, [portion.step], intent.subject, keys, tally)


def _tally(
    ports: Ports, name: str, work: BatchWork, batch: Batch | None = None
) -> Callable[[Sequence[Selection], Keys], Sequence[int]]:
    """How rows are counted that may be spoken of by what other stores hold; with `batch`, of those alone."""

    def tally(selections: Sequence[Selection], keys: Keys) -> Sequence[int]:
        local = _local(ports, name, selections, keys)
        return work.tally_of(batch, local, keys) if batch else work.tally(local, keys)

    return tally


def _met(ports: Ports, plan: Plan, portion: _Portion, keys: Keys, work: BatchWork) -> int:
    """Do one portion, if what stays of its rows stays; how many rows it met."""
    step, batch, name = portion.step, portion.batch, portion.step.selection.table.store
    stays = [stay.selection for stay in plan.stays if stay.selection.table == step.selection.table]
    tally = _tally(ports, name, work, batch)
    before = tally(stays, keys)
    if batch is None:
        [selection] = _local(ports, name, [step.selection], keys)
        met = work.carry_out(replace(step, selection=selection), keys)
    else:
        met = work.carry_out_batch(step, batch, keys)
    if tally(stays, keys) != before:
        raise StoreChanged(
            f"{step.selection.table}: rows that stay would have gone; this batch is rolled back"
        )
    if met > portion.rows:
        raise StoreChanged(
            f"{step.selection.table}: more rows were met than counted; this batch is rolled back"
        )
    return met
