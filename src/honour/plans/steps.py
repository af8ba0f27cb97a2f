"""The steps over each place, in an order in which they can be done: leaves first.

Used by the erasure of a person and by the sweep alike; they differ only in `Terms` and in whose rows count.
"""

from collections.abc import Callable, Iterable, Mapping
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
from honour.plans.ending import CircularMap, Terms, hanging_on
from honour.plans.plan import Change, Delete, Step
from honour.promises.policy import Policy


def in_order(data_map: DataMap) -> tuple[Place, ...]:
    """The places, each before the ones that it hangs on. Raises CircularMap."""
    ordered: list[Place] = []
    waiting = list(data_map.places)
    while waiting:
        free = [
            p
            for p in waiting
            if not any(_hangs_on(data_map, other, p) for other in waiting if other is not p)
        ]
        if not free:
            raise CircularMap(", ".join(str(place.table) for place in waiting))
        ordered += free
        waiting = [place for place in waiting if place not in free]
    return tuple(ordered)


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
    data_map: DataMap, terms: Terms, people: Iterable[str], whose: Callable[[str], Condition]
) -> tuple[Step, ...]:
    """The columns by which others' rows mention people whose own row goes: they name nobody any more.

    `whose` narrows a mentioning column to the people who are meant. These steps come before the row's own.
    """
    steps: list[Step] = []
    for place in data_map.places:
        for kind, column in place.mentions.items():
            going = [] if kind not in people else _own_rows_going(data_map, terms, kind, place.table, column)
            selection = all_of([place.declared(), whose(column), any_of(going)])
            if not isinstance(selection, Never):
                becomes = becomes_of(place.columns.get(column))
                steps.append(
                    Change(Selection(place.table, selection), ((column, becomes),), ("mention",), ())
                )
    return tuple(steps)


def possible_steps(policy: Policy, data_map: DataMap) -> tuple[Step, ...]:
    """The steps of a sweep and of each kind of people's erasure: what may ever happen. Raises CircularMap."""
    some_day = datetime(2000, 1, 1, tzinfo=UTC)  # which rows are due does not matter here
    steps: list[Step] = []
    for asking in (None, *data_map.persons):
        terms = Terms(policy, data_map, some_day, erasing=asking)
        places = [place for place in in_order(data_map) if asking is None or asking in place.owners]
        people = data_map.persons if asking is None else (asking,)
        steps += detachments(data_map, terms, people, lambda column: Always())
        steps += steps_over(places, terms, lambda place: Always())
    return tuple(steps)


def becomes_of(column: Column | None) -> Becomes:
    """What an ended column becomes; NULL where the map does not say (`check` finds where that cannot be)."""
    return Null() if column is None else column.becomes or Null()


def _own_rows_going(data_map: DataMap, terms: Terms, kind: str, table: Table, column: str) -> list[Condition]:
    """The rows of `table` whose `column` points at somebody's own row, as far as that row goes whole."""
    person = data_map.persons[kind]
    pointing = Link(table, (column,), person.table, person.key)
    own = [place for place in data_map.places if place.table == person.table]
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
        left = negation(all_of(_already(column.name, becomes_of(column)) for column in columns))
        selection = all_of([staying, ended, left])
        if not isinstance(selection, Never):
            yield Change(
                Selection(place.table, selection),
                tuple((column.name, becomes_of(column)) for column in columns),
                tuple(dict.fromkeys(column.field for column in columns)),
                _because(terms, place, columns),
            )


def _already(column: str, becomes: Becomes) -> Condition:
    match becomes:
        case Null():
            return Missing(column)
        case Constant(value):
            return Equals(column, value)
        case Unique():
            return Starts(column, UNIQUE_PREFIX)


def _because(terms: Terms, place: Place, columns: Iterable[Column]) -> tuple[str, ...]:
    statements = (s for column in columns for s in terms.statements(place, column))
    return tuple(dict.fromkeys(str(statement.keep.at) for statement in statements))


def _hangs_on(data_map: DataMap, child: Place, place: Place) -> bool:
    """Whether rows of `child` point at rows of `place`, by any hop of an owner's path."""
    if child.table == place.table:
        return False
    hops: Mapping[str, object] = {str(link.to): link for links in child.owners.values() for link in links}
    return str(place.table) in hops or bool(hanging_on(data_map, child, place.table))
