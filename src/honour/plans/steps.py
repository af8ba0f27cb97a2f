"""The steps over each place, in an order in which they can be done: leaves first.

Used by the erasure of a person and by the sweep alike; they differ only in `Terms` and in whose rows count.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from honour.places.map import (
    NOTHING_PERSONAL,
    UNIQUE_PREFIX,
    Becomes,
    Column,
    Constant,
    DataMap,
    Null,
    Place,
    Unique,
)
from honour.places.moving import moved
from honour.places.selections import (
    Always,
    Condition,
    Equals,
    Link,
    Missing,
    Never,
    Selection,
    Starts,
    Table,
    all_of,
    any_of,
    exists,
    negation,
)
from honour.plans.ending import Terms
from honour.plans.hanging import Hanging, in_order
from honour.plans.plan import Change, Delete, Step
from honour.promises.policy import Policy


def steps_over(
    places: Iterable[Place], terms: Terms, whose: Callable[[Place], Condition]
) -> tuple[Step, ...]:
    """Deletions and changes over these places. `whose` narrows each to the rows that are meant."""
    steps: list[Step] = []
    for place in places:
        within = all_of([place.declared(), whose(place)])
        gone = terms.gone(place)
        steps += _changes(place, terms, all_of([within, negation(gone)]))
        selection = all_of([within, gone])
        if not isinstance(selection, Never):
            personal = [column for column in place.columns.values() if column.field != NOTHING_PERSONAL]
            fields = tuple(dict.fromkeys(column.field for column in personal))
            named = tuple(column.name for column in personal)
            because = _because(terms, place, personal)
            steps.append(Delete(Selection(place.table, selection), named, fields, because))
    return tuple(steps)


def detachments(
    data_map: DataMap, terms: Terms, people: Iterable[str], whose: Callable[[tuple[str, ...]], Condition]
) -> tuple[Step, ...]:
    """The columns by which others' rows name people whose own row goes: they name nobody any more.

    Whoever is mentioned or wrote the row is detached: the words stay the owner's, as long as his terms say.
    `whose` narrows the naming columns to the people who are meant. These steps come before the row's own.
    """
    steps: list[Step] = []
    for place in data_map.places:
        for kind in people:
            for columns in place.pointing_at(kind):
                going = _own_rows_going(data_map, terms, kind, place.table, columns)
                selection = all_of([place.declared(), whose(columns), any_of(going)])
                if not isinstance(selection, Never):
                    becomes = _becoming_nobody(data_map, place, columns)
                    steps.append(Change(Selection(place.table, selection), becomes, ("mention",), ()))
    return tuple(steps)


def loosenings(
    places: Sequence[Place], terms: Terms, whose: Callable[[Place], Condition]
) -> tuple[Step, ...]:
    """The links of other rows to rows that go, where nothing hangs on them: let go before all deletions.

    Rows that go before what they point at keep theirs. In a circle, and within a table, none does.
    """
    hanging = terms.hanging
    order = {id(place): number for number, place in enumerate(places)}
    steps: list[Step] = []
    for place in places:
        for loose in hanging.loose.get(place.table, []):
            going = exists([loose.link], all_of([place.declared(), whose(place), terms.gone(place)]))
            gone_before = [
                negation(all_of([child.declared(), whose(child), terms.gone(child)]))
                for child in hanging.places.get(loose.link.table, [])
                if order.get(id(child), len(order)) < order[id(place)] and child.table != place.table
            ]
            selection = all_of([hanging.unspoken(loose.link), *gone_before, going])
            if not isinstance(selection, Never):
                table = loose.link.table
                steps.append(Change(Selection(table, selection), loose.becomes, ("link",), ()))
    return tuple(steps)


def possible_plans(policy: Policy, hanging: Hanging) -> tuple[tuple[Step, ...], ...]:
    """The steps of a sweep, and of each kind of people's erasure: what may ever happen."""
    data_map = hanging.map
    some_day = datetime(2000, 1, 1, tzinfo=UTC)  # which rows are due does not matter here
    ordered = in_order(hanging)
    plans: list[tuple[Step, ...]] = []
    for asking in (None, *data_map.persons):
        terms = Terms(policy, data_map, some_day, erasing=asking, links=hanging)
        places = [place for place in ordered if asking is None or asking in place.owners]
        people = data_map.persons if asking is None else (asking,)
        parted = detachments(data_map, terms, people, lambda columns: Always())
        let_go = loosenings(places, terms, lambda place: Always())
        plans.append((*parted, *let_go, *_of_each(places, terms)))
    return tuple(plans)


def _of_each(places: Iterable[Place], terms: Terms) -> Iterable[Step]:
    """What `steps_over` makes of whole tables, worked out once for those that differ in their names alone."""
    known: dict[int, tuple[Step, ...]] = {}
    for place in places:
        twin = terms.hanging.twin(place)
        if id(twin) not in known:
            known[id(twin)] = steps_over([twin], terms, lambda place: Always())
        for step in known[id(twin)]:
            yield step if twin is place else replace(step, selection=moved(step.selection, place.table))


def becomes_of(column: Column | None) -> Becomes:
    """What an ended column becomes; NULL where the map does not say (`check` finds where that cannot be)."""
    return Null() if column is None else column.becomes or Null()


def _becoming_nobody(
    data_map: DataMap, place: Place, columns: tuple[str, ...]
) -> tuple[tuple[str, Becomes], ...]:
    """What columns that name somebody become: of several, those that the map gives a value or may be NULL."""
    facts = data_map.catalogue.tables[place.table]
    nobody = data_map.nobody.get(place.table, {})
    said = [name for name in columns if name in place.columns and place.columns[name].becomes is not None]
    if not said and any(name in nobody for name in columns):
        return tuple((name, Constant(nobody[name])) for name in columns if name in nobody)
    free = [n for n in columns if facts.columns[n].nullable and n not in facts.primary_key]
    return tuple((name, becomes_of(place.columns.get(name))) for name in said or free or columns)


def _own_rows_going(
    data_map: DataMap, terms: Terms, kind: str, table: Table, columns: tuple[str, ...]
) -> list[Condition]:
    """The rows of `table` whose `columns` point at somebody's own row, as far as that row goes whole."""
    person = data_map.persons[kind]
    pointing = Link(table, columns, person.table, person.key)
    own = terms.hanging.places.get(person.table, [])
    gone = [all_of([place.declared(), terms.gone(place)]) for place in own]
    settled = terms.erasing is not None
    return [part if settled and part == Always() else exists([pointing], part) for part in gone]


def _changes(place: Place, terms: Terms, staying: Condition) -> Iterable[Step]:
    """A step for the columns of a place that end together, over the rows that do not hold it yet."""
    ending: dict[Condition, list[Column]] = {}
    for column in place.columns.values():
        if column.field != NOTHING_PERSONAL:
            ending.setdefault(terms.ended(place, column), []).append(column)
    for ended, columns in ending.items():
        left = negation(all_of(_already(column) for column in columns))
        selection = all_of([ended, staying, left])  # so that what ends with its row is seen to be no change
        if not isinstance(selection, Never):
            yield Change(
                Selection(place.table, selection),
                tuple((column.name, becomes_of(column)) for column in columns),
                tuple(dict.fromkeys(column.field for column in columns)),
                _because(terms, place, columns),
            )


def _already(column: Column) -> Condition:
    """The rows that hold what the column becomes. A document that lacks the path gets no new one."""
    lacks = [Missing(column.name)] if column.inside else []
    match becomes_of(column):
        case Null():
            return Missing(column.name)
        case Constant(value):
            return any_of([*lacks, Equals(column.name, value)])
        case Unique():
            return any_of([*lacks, Starts(column.name, UNIQUE_PREFIX)])


def _because(terms: Terms, place: Place, columns: Iterable[Column]) -> tuple[str, ...]:
    statements = (s for column in columns for s in terms.statements(place, column))
    return tuple(dict.fromkeys(str(statement.keep.at) for statement in statements))
