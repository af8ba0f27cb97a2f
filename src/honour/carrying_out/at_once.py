"""A store's part of a plan in one transaction: counted, done, counted again; or nothing of it.

What could go wrong for ever, and what prevents it: *more goes than was confirmed, or less*: the rows of each
step and of each stay are counted in the transaction that holds the write lock, and must be the plan's; each
step must meet as many rows as were counted; held rows are counted again afterwards. *The wrong person is
erased*: his own rows must still bear the identifiers that they had. Anything else rolls back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from honour.carrying_out.holding import refuse_held
from honour.carrying_out.people import Ports, known_by, own
from honour.carrying_out.ports import Intent
from honour.carrying_out.stores import NOBODY, Keys, Reading, StoreChanged, Work
from honour.places.catalogue import Catalogue
from honour.places.selections import Selection, Table, leading_nowhere, tables_read
from honour.plans.plan import Delete, Plan, Stay, Step


def at_once(ports: Ports, intent: Intent, plan: Plan, name: str, keys: Keys, now: datetime) -> None:
    """Do a store's part, unless an earlier attempt did. Raises StoreChanged, StoreUnreachable."""
    with ports.stores[name].work() as work:
        if not work.is_done(intent.id, name):
            same_person(ports, intent, name, keys, work)
            here = [step for step in plan.steps if step.selection.table.store == name]
            refuse_held(ports, here, intent.subject, keys, work.tally, correction_of(intent))
            with no_link_broken(ports.map.catalogue, plan, name, work):
                _do(plan, name, keys, work, ports.progress)
            all_done(ports, intent, name, work, now)


def correction_of(intent: Intent) -> str:
    """The id of an intent that corrects; empty for one that destroys."""
    return intent.id if intent.act == "rectify" else ""


def already_done(ports: Ports, intent: Intent, plan: Plan, name: str) -> dict[str, int]:
    """The rows that a store's part met, if an earlier attempt did it."""
    with ports.stores[name].work() as work:
        done = work.is_done(intent.id, name)
    return counts_of(plan, name) if done else dict.fromkeys(counts_of(plan, name), 0)


def counts_of(plan: Plan, name: str) -> dict[str, int]:
    """The rows that a store's part of a plan means, by the step's number in the plan."""
    return {
        str(number): step.count
        for number, step in enumerate(plan.steps, 1)
        if step.selection.table.store == name
    }


def all_done(ports: Ports, intent: Intent, name: str, work: Work, now: datetime) -> None:
    """Write down, in the store, that its part is done."""
    work.mark_done(intent.id, name, when(now))
    if (epoch := ports.records.epoch_of(intent.id)) is not None:
        work.raise_mark(epoch)


def when(now: datetime) -> str:
    """An instant as a guard row has it."""
    return f"{now:%Y-%m-%dT%H:%MZ}"


def tally(readings: Mapping[str, Reading], parts: Sequence[Step | Stay], keys: Keys) -> tuple[int, ...]:
    """The rows of each part's selection, in one statement a store."""
    counted = [0] * len(parts)
    for name, reading in readings.items():
        numbers = [number for number, part in enumerate(parts) if part.selection.table.store == name]
        counts = reading.tally([parts[number].selection for number in numbers], keys)
        for number, count in zip(numbers, counts, strict=True):
            counted[number] = count
    return tuple(counted)


def _do(plan: Plan, name: str, keys: Keys, work: Work, progress: Callable[[str], None]) -> None:
    """One store's part of the plan, inside its transaction."""
    steps = [step for step in plan.steps if step.selection.table.store == name]
    stays = [stay for stay in plan.stays if stay.selection.table.store == name]
    parts = (*steps, *stays)
    if work.tally([part.selection for part in parts], keys) != tuple(part.count for part in parts):
        raise StoreChanged(f"{name}: rows changed since the plan was made; ask for the plan again")
    frozen = {number: work.keys(step.selection, keys) for number, step in looking_at_what_goes(steps)}
    for number, step in enumerate(steps):
        progress(f"step {number + 1} of {len(steps)}: {step.selection.table}, {step.count:,} rows")
        met = work.carry_out(step, keys, frozen.get(number))
        if met != step.count:
            raise StoreChanged(
                f"{step.selection.table}: {step.count} rows were counted and {met} were met;"
                " all is rolled back. Look for a trigger on this table, or for a rule that hides rows"
            )
    # What is others' too cannot be found by him any more, once he is parted from it.
    his = [stay for stay in stays if not stay.shared]
    left = work.tally([part.selection for part in (*steps, *his)], keys)
    if left != (*(0 for _ in steps), *(stay.count for stay in his)):
        raise StoreChanged(f"{name}: looking again found other rows than the plan leaves; all is rolled back")


@contextmanager
def no_link_broken(catalogue: Catalogue, plan: Plan, name: str, work: Work) -> Iterator[None]:
    """Where a circle must be broken for a while: as many links lead nowhere after it as before, or all is
    undone. Some databases check none at the end.
    """
    waiting = [link for link in plan.waiting if link.table.store == name]
    if not waiting:
        yield
        return
    gone = {step.selection.table for step in plan.steps if isinstance(step, Delete)}
    links = [
        key.link for facts in catalogue.tables.values() for key in facts.foreign_keys if key.link.to in gone
    ]
    nowhere = [Selection(link.table, leading_nowhere(link)) for link in links if link.table.store == name]
    before = work.tally(nowhere, NOBODY)
    work.check_at_the_end(waiting)
    yield
    if work.tally(nowhere, NOBODY) != before:
        raise StoreChanged(
            f"{name}: a row outside the map points at a row that should go; all is rolled back."
            " Declare its table in the map"
        )


def looking_at_what_goes(steps: Sequence[Step]) -> Iterator[tuple[int, Step]]:
    """The steps whose selection looks into tables that earlier steps change: their rows must be known
    before.
    """
    changed: set[Table] = set()
    for number, step in enumerate(steps):
        if (tables_read(step.selection.condition) | {step.selection.table}) & changed:
            yield number, step
        changed.add(step.selection.table)


def same_person(ports: Ports, intent: Intent, name: str, keys: Keys, work: Work) -> None:
    """Stop where the person's own rows no longer bear the identifiers by which he was found."""
    if intent.subject is None:
        return
    person = ports.map.persons[intent.subject.person]
    if person.table.store == name:
        anchors = work.anchors(person, own(keys))
        if known_by(ports.records, person, anchors) != intent.subject.known_by:
            raise StoreChanged(
                f"{person.table}: the row is no longer this person's; nothing was done. Find him again"
            )
