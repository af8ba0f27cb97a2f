"""A store's part of a large plan: in short transactions, so that the site goes on working meanwhile.

What could go wrong for ever, and what prevents it:

- *More goes than was confirmed.* The rows of every step are counted once more, and must be the plan's, by the
  very statement that freezes their keys: in a table of the store, numbered from 1, before anything is
  destroyed. A batch is a range of these numbers and can meet no other row.
- *What is not due any more goes.* A batch asks the step's conditions of its rows again, all but those that
  look at what this plan itself changes. Rows that somebody changed meanwhile stay, and it is said.
- *A row that stays goes, or changes what it is.* The rows of a batch that stay are counted before and after
  it, else it rolls back; and all that stay, at the end.
- *It is done twice, or half.* Each batch leaves its guard row in its own transaction: up to which number it
  came, and how many rows it met. An attempt that resumes goes on from there. A circle of foreign keys is one
  batch, however large.
- *A row goes while somebody is held.* Each batch asks again, by the holds as they are then.
- *The wrong person is erased.* His own rows must bear his identifiers until the step that ends them.
- *The tables change under way*, so that a trigger copies what goes. Each batch looks at its table's shape
  once nobody can change it any more, and before it meets a row; the whole store's, as the part ends.
- *The site waits.* A batch is as large as the store's pace allows, by how long the one before it took.

The keys are pseudonymous: their tables are dropped when the part is done, and no catalogue shows them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from honour.carrying_out.across import Across
from honour.carrying_out.at_once import (
    all_done,
    at_once,
    correction_of,
    counts_of,
    looking_at_what_goes,
    no_link_broken,
    same_person,
    when,
)
from honour.carrying_out.holding import bound, refuse_held
from honour.carrying_out.people import Ports
from honour.carrying_out.ports import Intent
from honour.carrying_out.stores import (
    Batch,
    BatchWork,
    Due,
    InBatches,
    Keys,
    Pace,
    Store,
    StoreChanged,
    TablesChanged,
)
from honour.places.selections import And, Condition, Selection, Table, all_of, tables_read
from honour.plans.plan import Delete, Plan, Step

ROWS_AT_ONCE: Final = 10_000
"""Rows of a plan in one store that are still one transaction (DESIGN, section 7)."""

FEWEST_IN_A_BATCH: Final = 100
"""Rows of one batch at least, however slow they go: each also costs a commit."""

MOST_WITHOUT_TABLES: Final = 100_000
"""Rows of one transaction where Honour may make no table to freeze keys in: these are then held in memory."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One step of a store's part. Without `due`, of a table without a primary key, it is met at once.

    `number` is the step's in its plan, from 1; `step` selects by what can be asked of its rows again.
    """

    number: int
    step: Step
    due: Due | None


@dataclass(frozen=True, slots=True)
class _Portion:
    """The rows of a part that one guard row stands for: those numbered beyond `after` and up to `up_to`."""

    part: _Part
    after: int
    up_to: int

    @property
    def batch(self) -> Batch | None:
        """Its frozen keys, if there are any."""
        return Batch(self.part.due, self.after, self.up_to) if self.part.due else None


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
    for number, _, rows in batches:
        met[str(number)] += rows
    return met


def in_batches(ports: Ports, intent: Intent, plan: Plan, name: str, keys: Keys, now: datetime) -> str:
    """Do a store's part, or what is left of it; empty, or what changed meanwhile, so that not all is done.

    Raises StoreChanged where nothing was done, StoreUnreachable.
    """
    store = _store(ports, name)
    marks = _marks(ports, intent, name)
    parts = _parts(ports, intent, plan, name)
    dues = [part.due for part in parts if part.due]
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
        _do(ports, intent, plan, name, keys, parts, now)
    except StoreChanged as refusal:
        changed = str(refusal)
        if not _batches_of(_marks(ports, intent, name), name):
            store.drop(dues)
            raise
        if isinstance(refusal, TablesChanged):
            raise
    with store.freezing() as work:
        stays = [stay for stay in plan.stays if stay.selection.table.store == name and not stay.shared]
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


def _mark(name: str, portion: _Portion) -> str:
    """The guard row's name: the step's number, and the number of the last row."""
    return f"{_prefix(name)}{portion.part.number}.{portion.up_to}"


def _batches_of(marks: Mapping[str, str], name: str) -> list[tuple[int, int, int]]:
    """Of each batch that was done the step's number, the number of its last row, and how many rows it met."""
    found = []
    for mark, at in marks.items():
        if mark.startswith(_prefix(name)) and mark != _frozen_mark(name):
            number, _, up_to = mark.removeprefix(_prefix(name)).partition(".")
            found.append((int(number), int(up_to), int(at.rpartition(" ")[2])))
    return found


def _less_than_planned(ports: Ports, intent: Intent, plan: Plan, name: str) -> str:
    """What to say of rows that were frozen and not met: they were changed meanwhile."""
    met = met_by(ports, intent, plan, name)
    less = [
        f"{step.selection.table}: {step.count - met[str(number)]:,} of {step.count:,} rows"
        for number, step in enumerate(plan.steps, 1)
        if met.get(str(number), step.count) != step.count
    ]
    return f"{'; '.join(less)} were changed by somebody else meanwhile, and stay" if less else ""


def _parts(ports: Ports, intent: Intent, plan: Plan, name: str) -> list[_Part]:
    """The steps of a store's part, in their order."""
    parts, changed = [], set[Table]()
    for number, step in enumerate(plan.steps, 1):
        table = step.selection.table
        if table.store != name:
            continue
        if ports.map.catalogue.tables[table].primary_key:
            again = replace(step, selection=Selection(table, _asked_again(step, changed)))
            parts.append(_Part(number, again, Due(f"honour_due_{intent.id}_{number}", table)))
        else:
            parts.append(_Part(number, step, None))
        changed.add(table)
    return parts


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
            refuse_held(ports, here, intent.subject, keys, _tally(ports, name, work), correction_of(intent))
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
    parts: Sequence[_Part],
    now: datetime,
) -> None:
    """The batches that are left, each a transaction; those of a circle one together."""
    store = _store(ports, name)
    reached = {number: up_to for number, up_to, _ in sorted(_batches_of(_marks(ports, intent, name), name))}
    circle = _in_circle(plan, name)
    for part in parts:
        if part.number in circle:
            if part.number not in reached:
                tied = [_Portion(each, 0, each.step.count) for each in parts if each.number in circle]
                store.batch(partial(_as_a_circle, ports, intent, plan, name, keys, tied, now))
                reached |= {portion.part.number: portion.up_to for portion in tied}
                _tell(ports, plan, tied[-1])
            continue
        after, rows = reached.get(part.number, 0), store.pace.first
        while after < part.step.count:
            up_to = min(after + rows, part.step.count) if part.due else part.step.count
            portion = _Portion(part, after, up_to)
            _, took = store.batch(partial(_once, ports, intent, plan, name, keys, portion, now))
            _tell(ports, plan, portion)
            after, rows = up_to, _rows_next(store.pace, rows, took)


def _rows_next(pace: Pace, rows: int, took: float) -> int:
    """How many rows the next batch has, so that it takes as long as it may; never more than twice as many."""
    fitting = 2 * rows if took <= pace.seconds / 2 else int(rows * pace.seconds / took)
    return max(FEWEST_IN_A_BATCH, min(fitting, pace.most))


def _tell(ports: Ports, plan: Plan, portion: _Portion) -> None:
    step = portion.part.step
    ports.progress(f"{plan.act}: {step.selection.table} {portion.up_to:,} of {step.count:,} rows")


def _as_a_circle(
    ports: Ports,
    intent: Intent,
    plan: Plan,
    name: str,
    keys: Keys,
    tied: Sequence[_Portion],
    now: datetime,
    work: BatchWork,
) -> None:
    """The steps of a circle, in one transaction."""
    with no_link_broken(ports.map.catalogue, plan, name, work):
        for portion in tied:
            _once(ports, intent, plan, name, keys, portion, now, work)


def _once(
    ports: Ports,
    intent: Intent,
    plan: Plan,
    name: str,
    keys: Keys,
    portion: _Portion,
    now: datetime,
    work: BatchWork,
) -> None:
    """One portion and its guard row, if nobody's hold and nobody else's row forbids it."""
    own = _first_own(ports, intent, plan)
    if portion.part.number < own or (portion.part.number == own and not portion.after):
        same_person(ports, intent, name, keys, work)
    _refuse_held(ports, intent, portion, keys, work)
    met = _met(ports, plan, portion, keys, work)
    leave_mark = work.mark_batch if portion.batch else work.mark_done
    leave_mark(intent.id, _mark(name, portion), f"{when(now)} {met}")


def _first_own(ports: Ports, intent: Intent, plan: Plan) -> int:
    """The number of the first step over the person's own table: from its first batch on, identifiers go."""
    if intent.subject is None:
        return 0
    own = ports.map.persons[intent.subject.person].table
    return next((n for n, step in enumerate(plan.steps, 1) if step.selection.table == own), len(plan.steps))


def _refuse_held(ports: Ports, intent: Intent, portion: _Portion, keys: Keys, work: BatchWork) -> None:
    """Stop where somebody was put under a hold since the keys were frozen."""
    keys = keys if intent.subject else bound(ports)
    tally = _tally(ports, portion.part.step.selection.table.store, work, portion.batch)
    refuse_held(ports, [portion.part.step], intent.subject, keys, tally, correction_of(intent))


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
    step, batch = portion.part.step, portion.batch
    table, name = step.selection.table, step.selection.table.store
    stays = [stay.selection for stay in plan.stays if stay.selection.table == table and not stay.shared]
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
    if met > portion.up_to - portion.after:
        raise StoreChanged(
            f"{step.selection.table}: more rows were met than counted; this batch is rolled back"
        )
    return met
