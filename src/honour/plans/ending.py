"""When each column of each place has ended, and when a whole row may go.

A column ends when every statement that covers it has ended (LANGUAGE, meaning 1) and no kept row needs it.
A row goes when all its columns have ended and no kept row hangs on it. Both are conditions on rows, so that
the same few lines serve the erasure of one person and the sweep of all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from honour.places.map import NOTHING_PERSONAL, Column, DataMap, Event, Place
from honour.places.moving import moved_condition
from honour.places.selections import (
    Always,
    Before,
    Condition,
    Descendant,
    Link,
    Missing,
    Never,
    Table,
    all_of,
    any_of,
    exists,
    exists_at,
    negation,
)
from honour.places.terms import Calendar, cut_off
from honour.plans.asking import EVERYTHING_ASKED, ONE, Scope, awaited, is_narrow, request_ends, waits_for
from honour.plans.consenting import events_of
from honour.plans.hanging import Hanging, hanging_on
from honour.plans.holding import Holding
from honour.plans.item import part_of
from honour.promises.keep import ASKED, Ending, Keep
from honour.promises.policy import Policy

EVERYTHING = "everything"

_FAR = datetime(6000, 1, 1, tzinfo=UTC)  # no plausible date is later


@dataclass(frozen=True, slots=True)
class Statement:
    """A `keep` statement as it applies to one kind of data of one kind of people."""

    keep: Keep
    person: str
    kind: str


@dataclass(slots=True)
class Terms:
    """The policy's terms over a map at an instant.

    `erasing` is the kind of people one of whom asked for erasure, or None in a sweep. `scope` says of what:
    `plans.asking` says which terms his request ends, and which of them it ends only after what they wait for.
    `before` is an earlier policy whose terms still bind too: a row goes only when both let it go, so that a
    shorter term takes no older row before somebody confirmed how many (LANGUAGE, meaning 10). `holds` stop
    what they cover: of the person who asked, or in a sweep of everybody who is held. `links` is what hangs on
    what in the map, where that was worked out before. `until` says of an earlier request when it was carried
    out, and when what a part of it waited for was over: it ends no row that was collected from then on
    (LANGUAGE, meaning 3).
    """

    policy: Policy
    map: DataMap
    now: datetime
    erasing: str | None = None
    scope: Scope = EVERYTHING_ASKED
    before: Policy | None = None
    holds: tuple[Holding, ...] = ()
    links: Hanging | None = None
    until: tuple[datetime, datetime] | None = None
    _gone: dict[int, Condition] = field(default_factory=dict)
    _open: list[int] = field(default_factory=list)
    _met_again: set[int] = field(default_factory=set)
    _statements: dict[tuple[int, str], tuple[Statement, ...]] = field(default_factory=dict)
    _ended: dict[tuple[int, str], Condition] = field(default_factory=dict)
    _ends: dict[tuple[int, tuple[tuple[int, str, str], ...]], Condition] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        """How the site counts days."""
        return Calendar(self.policy.site.time_zone, self.policy.site.financial_year_ends)

    @property
    def hanging(self) -> Hanging:
        """What hangs on what in the map."""
        if self.links is None:
            self.links = Hanging(self.map)
        return self.links

    def statements(self, place: Place, column: Column) -> tuple[Statement, ...]:
        """The statements that cover a column, for each kind of people whose row it is."""
        asked = id(place), column.field
        if asked not in self._statements:
            self._statements[asked] = tuple(self._covering(place, column))
        return self._statements[asked]

    def _covering(self, place: Place, column: Column) -> Iterator[Statement]:
        return (
            Statement(keep, person, kind)
            for person in self._people(place)
            for kind in kinds_of(self.policy, place, column, person)
            for keep in self.policy.keep
            if keep.of in (None, person) and (kind in keep.data or EVERYTHING in keep.data)
        )

    def ended(self, place: Place, column: Column) -> Condition:
        """The rows of a place in which a column's terms have ended and no kept row needs it."""
        return all_of([self._terms_over(place, column), *self._not_needed(place, column)])

    def _terms_over(self, place: Place, column: Column) -> Condition:
        """Where the terms over a column are over: the same for every column of the place with its field."""
        asked = id(place), column.field
        if asked not in self._ended:
            self._ended[asked] = self._worked_out(place, column)
        return self._ended[asked]

    def _worked_out(self, place: Place, column: Column) -> Condition:
        if self.erasing is not None and any(hold.item is None for hold in self.held(place, column)):
            return Never()
        both = [self._own_end(place, column), *self._end_before(place, column)]
        return all_of([*both, *self._not_held(place, column)])

    def gone(self, place: Place) -> Condition:
        """The rows of a place that go whole: all has ended, also in the rows that hang on them."""
        twin = self.hanging.twin(place)
        if twin is not place:
            return moved_condition(self.gone(twin), twin.table, place.table)
        below = (
            negation(Descendant(link, self._left(child, self._gone_alone(child))))
            for child, link in self._hanging_within(place)
        )
        return all_of([self._gone_alone(place), *below])

    def whose(self, place: Place) -> Condition:
        """The rows of a place that are meant: everybody's in a sweep, else those of the subject alone."""
        if self.erasing is None:
            return Always()
        return self.asked_for(place, place.alone(self.erasing)) if self.erasing in place.owners else Never()

    def asked_for(self, place: Place, rows: Condition) -> Condition:
        """These rows of the subject's, as far as the request is about them: about one item, no others."""
        if self.scope.item is None or self.erasing is None:
            return rows
        return all_of([rows, part_of(self.map, place, self.erasing, self.scope.item, ONE)])

    def _gone_alone(self, place: Place) -> Condition:
        """The rows of a place that may go, as far as rows of other tables are concerned.

        Where tables need one another in a circle, those that come again go when their own terms are over.
        """
        number = id(place)
        if number in self._gone:
            return self._gone[number]
        if number in self._open:
            self._met_again.add(number)
            return all_of(self._terms_over(place, column) for column in _personal(place))
        self._open.append(number)
        parts = [self.ended(place, column) for column in _personal(place)]
        own = parts or [self._row_without_columns(place)]
        gone = all_of([*own, *self._no_kept_children(place)])
        self._open.remove(number)
        self._met_again.discard(number)
        if not self._met_again:
            self._gone[number] = gone
        return gone

    def held(self, place: Place, column: Column) -> tuple[Holding, ...]:
        """The holds that cover a column of a place."""
        return tuple(
            hold
            for hold in self.holds
            if hold.person in place.owners
            and hold.covers(hold.person, kinds_of(self.policy, place, column, hold.person))
        )

    def _not_held(self, place: Place, column: Column) -> Iterable[Condition]:
        for hold in self.held(place, column):
            yield negation(self.held_rows(place, hold))

    def held_rows(self, place: Place, hold: Holding) -> Condition:
        """The rows of a place that a hold covers, once the keys of its group are bound."""
        if hold.item is not None:
            return part_of(self.map, place, hold.person, hold.item, hold.group)
        return place.theirs(hold.person, hold.group)

    def _end_before(self, place: Place, column: Column) -> Iterable[Condition]:
        """What the earlier policy says of the same column, if it does and nobody asked for erasure."""
        if self.before is not None and self.erasing is None:
            earlier = Terms(self.before, self.map, self.now)
            if earlier.statements(place, column):
                yield earlier._own_end(place, column)

    def _own_end(self, place: Place, column: Column) -> Condition:
        """Where the statements over a column have ended: often the same ones as over its neighbours."""
        statements = self.statements(place, column)
        asked = id(place), tuple((id(each.keep), each.person, each.kind) for each in statements)
        if asked not in self._ends:
            self._ends[asked] = self._all_ended(place, statements)
        return self._ends[asked]

    def _all_ended(self, place: Place, statements: tuple[Statement, ...]) -> Condition:
        theirs = [_belongs_to_some(place, statement.person) for statement in statements]
        over = [self.statement_ended(statement, place) for statement in statements]
        idle = [self._does_not_apply(statement, place) for statement in statements]
        terms = [any_of([negation(part), *pair]) for part, *pair in zip(theirs, over, idle, strict=True)]
        return all_of([*terms, any_of(all_of(pair) for pair in zip(theirs, over, strict=True))])

    def statement_ended(self, statement: Statement, place: Place) -> Condition:
        """The rows of a place for which one statement has ended: at the earliest of its endings."""
        reached = (self._reached(ending, statement, place) for ending in statement.keep.endings)
        return any_of([self._request_ended(statement, place), *reached])

    def asked(self, statement: Statement) -> bool:
        """Whether the request for erasure ends this statement, at once or after what it waits for."""
        return statement.person == self.erasing and request_ends(
            self.policy, statement.keep, statement.kind, self.scope
        )

    def waits_for(self, statement: Statement) -> str | None:
        """The event without which the request does not end this statement yet; None where it ends at once."""
        return waits_for(self.policy, statement.keep, statement.kind) if self.asked(statement) else None

    def _request_ended(self, statement: Statement, place: Place) -> Condition:
        if not self.asked(statement):
            return Never()
        event = self.waits_for(statement)
        over = Always() if event is None else self._over(event, place, statement.person)
        return all_of([over, self.was_there(place, waited=event is not None)])

    def was_there(self, place: Place, waited: bool) -> Condition:
        """The rows that are not known to have been collected after the request that is carried out, or of a
        part that `waited`, after what it waited for.
        """
        date = place.collected
        if self.until is None or date is None:
            return Always()
        before = Before(date.column, self.until[1 if waited else 0], date.written)
        later = [Before(date.column, _FAR, date.written), negation(before)]
        return negation(exists(date.links, all_of(later)))

    def _over(self, event: str, place: Place, person: str) -> Condition:
        """The rows whose person has nothing of an event running: it never began, or its last day is over."""
        known = self.map.event(event, person)
        if known is None:
            return Never()
        today = cut_off(Ending(event), self.calendar, self.now)
        return any_of([never_began(known, place, person), happened_before(known, place, person, today)])

    def _people(self, place: Place) -> tuple[str, ...]:
        """Whose statements count here: of everybody who owns rows, also when one of them asked."""
        return tuple(place.owners)

    def _events(self, ending: Ending, statement: Statement) -> tuple[Event, ...]:
        keep, kind, person = statement.keep, statement.kind, statement.person
        return events_of(self.policy, self.map, keep, kind, ending, person)

    def _reached(self, ending: Ending, statement: Statement, place: Place) -> Condition:
        if ending.event == ASKED:
            return Never()
        cut = cut_off(ending, self.calendar, self.now)
        collected = recorded_before(place, cut)
        if ending.of_row:
            return Never() if collected is None else collected
        events = self._events(ending, statement)
        if not events:
            return Never()
        happened = [happened_before(event, place, statement.person, cut) for event in events]
        # A row recorded after the event counts from its own recording: neither destroyed early nor kept for
        # ever.
        return all_of([*happened, *([] if collected is None else [collected])])

    def _does_not_apply(self, statement: Statement, place: Place) -> Condition:
        """A term `since` an event that never began does not apply (LANGUAGE, meaning 3).

        Of an event that the map does not know, nobody can say that it never began.
        """
        endings = statement.keep.endings
        events = [
            self._events(ending, statement)
            for ending in endings
            if ending.after is not None and not ending.of_row
        ]
        known = [each[0] for each in events if len(each) == 1]
        if self.asked(statement) or len(known) < len(endings):
            return Never()
        return all_of(never_began(event, place, statement.person) for event in known)

    def _not_needed(self, place: Place, column: Column) -> Iterable[Condition]:
        for needing in self.map.places if column.also_for else ():
            for person in needing.owners if needing.table in column.also_for else ():
                his = self.scope.item is None and person in (self.erasing, *self._sweeping())
                kept = self._kept(needing, is_same_person=his)
                yield negation(exists(_to_rows_of(place, person, needing), kept))

    def _no_kept_children(self, place: Place) -> Iterable[Condition]:
        """Nothing that stays hangs on the row, or holds it by a foreign key. Rows of its own table apart."""
        for child, link in self.hanging.children.get(place.table, []):
            if child.table != place.table:
                yield negation(exists_at(link, self._kept(child, self._is_same_person(child, link, place))))
        for link in self.hanging.holding.get(place.table, []):
            if link.table == place.table:
                continue
            for child in self.hanging.places.get(link.table, []):
                kept = all_of([self.hanging.unspoken(link), self._kept(child)])
                yield negation(exists_at(link, kept))
            yield negation(exists_at(link, self.hanging.nobodys(link.table)))

    def _is_same_person(self, child: Place, link: Link, place: Place) -> bool:
        """Whether a row that points by this link is the subject's if the row that it points at is."""
        person = self.erasing
        if person is None:
            return True
        if self.scope.item is not None:  # of his own rows, those stay that are not of the item
            return False
        if person not in child.owners or person not in place.owners or person in child.several:
            return False
        mine, key = place.owners[person], place.owner_columns[person]
        links, columns = child.owners[person], child.owner_columns[person]
        if links:
            return (links, columns) == ((link, *mine), key)
        return not mine and (columns, key) == (link.columns, link.to_columns)

    def _sweeping(self) -> Iterable[str]:
        return self.map.persons if self.erasing is None else ()

    def _kept(self, place: Place, is_same_person: bool = False) -> Condition:
        """The rows of a place that stay. Of somebody else than the subject, none goes."""
        gone = self.gone(place)
        return all_of([place.declared(), negation(gone)]) if is_same_person else self._left(place, gone)

    def _left(self, place: Place, gone: Condition) -> Condition:
        return all_of([place.declared(), negation(all_of([self.whose(place), gone]))])

    def _hanging_within(self, place: Place) -> Iterable[tuple[Place, Link]]:
        """The places over the same table, with the links by which their rows hang on rows of this place."""
        for child in self.hanging.places.get(place.table, []):
            held = [link for link in self.hanging.holding.get(place.table, []) if link.table == place.table]
            for link in dict.fromkeys([*hanging_on(self.map, child, place.table), *held]):
                yield child, link

    def _row_without_columns(self, place: Place) -> Condition:
        """A place that holds only links ends with what it hangs on; its owner's row decides."""
        if self.erasing is None or self.scope.kinds or is_narrow(self.policy):
            return Never()
        if any(not hold.kinds and hold.item is None for hold in self.holds):
            return Never()
        held = [
            self.held_rows(place, hold) for hold in self.holds if hold.item and hold.person in place.owners
        ]
        event = awaited(self.policy)
        over = [] if event is None else [self._over(event, place, self.erasing)]
        return all_of([*over, *map(negation, held)]) if self.erasing in place.owners else Always()


def kinds_of(policy: Policy, place: Place, column: Column, person: str) -> tuple[str, ...]:
    """The policy's kinds of data that a column holds, for a kind of people.

    Several kinds may hold one field: an invoice bears a name, and so does a contact. A kind lies in a place
    where the place also holds a field that only this kind has; where no kind lies so, every kind with the
    field counts.
    """
    return _kinds_of(policy, person, column.field, frozenset(c.field for c in place.columns.values()))


@lru_cache(maxsize=4096)  # many places hold the same fields
def _kinds_of(policy: Policy, person: str, field: str, here: frozenset[str]) -> tuple[str, ...]:
    kinds = [kind for kind in policy.data.values() if person in kind.of]
    holding = [kind.name for kind in kinds if field in kind.fields]
    lying = [
        kind.name
        for kind in kinds
        if any(
            name in here and not any(name in other.fields for other in kinds if other is not kind)
            for name in kind.fields
        )
    ]
    return tuple(name for name in holding if name in lying) or tuple(holding)


def places_of(policy: Policy, data_map: DataMap, keep: Keep) -> Iterator[tuple[Place, str]]:
    """The places that hold data of a statement, each with the kind of people whose they are."""
    for place in data_map.places:
        for person in place.owners if keep.of is None else [p for p in place.owners if p == keep.of]:
            kinds = _kinds_in(policy, person, tuple(column.field for column in place.columns.values()))
            if kinds and (EVERYTHING in keep.data or not kinds.isdisjoint(keep.data)):
                yield place, person


@lru_cache(maxsize=4096)  # as above
def _kinds_in(policy: Policy, person: str, fields: tuple[str, ...]) -> frozenset[str]:
    """The policy's kinds of data that lie where these fields are."""
    here = frozenset(fields)
    return frozenset(kind for field in here for kind in _kinds_of(policy, person, field, here))


def can_end(policy: Policy, data_map: DataMap, keep: Keep, place: Place, person: str) -> bool:
    """Whether the map knows a date by which a statement can end in a place, without anybody asking."""
    return any(
        place.collected is not None
        if ending.of_row
        else any(events_of(policy, data_map, keep, kind, ending, person) for kind in keep.data)
        for ending in keep.endings
    )


def recorded_before(place: Place, instant: datetime) -> Condition | None:
    """The rows recorded before an instant; None where the map does not say when rows are recorded."""
    date = place.collected
    return None if date is None else exists(date.links, Before(date.column, instant, date.written))


def happened_before(event: Event, place: Place, person: str, instant: datetime) -> Condition:
    """The rows of a place whose person's event happened, once and for all, before an instant.

    With `take: last`, one open or later row means that it has not: a maximum would forget the open one.
    """
    rows = _to_event(event, place, person)
    before = all_of([event.counted(), Before(event.column, instant, event.written)])
    happened = _for_each(place, person, rows, before)
    if event.take == "first":
        return happened
    return all_of([happened, negation(exists(rows, running_at(event, instant)))])


def running_at(event: Event, instant: datetime) -> Condition:
    """The rows of an event's own table that are open at an instant, or end after it."""
    counted = [negation(Missing(event.column))] if event.null_means == "never began" else []
    return all_of([event.counted(), *counted, negation(Before(event.column, instant, event.written))])


def never_began(event: Event, place: Place, person: str) -> Condition:
    """The rows of a place whose person has no row of this event."""
    began = negation(Missing(event.column)) if event.null_means == "never began" else Always()
    return negation(exists(_to_event(event, place, person), all_of([event.counted(), began])))


def _personal(place: Place) -> list[Column]:
    return [column for column in place.columns.values() if column.field != NOTHING_PERSONAL]


def _belongs_to_some(place: Place, person: str) -> Condition:
    """The rows of a place that are somebody's of this kind: the terms of others' do not count in them."""
    if len(place.owners) < 2:
        return Always()
    columns, links = place.owner_columns[person], place.owners[person]
    return exists(links, all_of(negation(Missing(column)) for column in columns))


def _for_each(place: Place, person: str, rows: tuple[Link, ...], condition: Condition) -> Condition:
    """Some row at the end of these links fulfils the condition; where a row is several people's, for each."""
    if person not in place.several:
        return exists(rows, condition)
    to_people, theirs = rows[: len(place.owners[person])], rows[len(place.owners[person]) :]
    fulfilled = exists(theirs, condition)
    return all_of([exists(to_people, fulfilled), negation(exists(to_people, negation(fulfilled)))])


def _to_rows_of(place: Place, person: str, other: Place) -> tuple[Link, ...]:
    return _through_person(place, person, other.table, other.owners[person], other.owner_columns[person])


def _to_event(event: Event, place: Place, person: str) -> tuple[Link, ...]:
    return _through_person(place, person, event.table, event.links, event.owner_columns)


def _through_person(
    place: Place, person: str, table: Table, links: tuple[Link, ...], columns: tuple[str, ...]
) -> tuple[Link, ...]:
    """From a row to the rows of `table` of the same person; no link where that is the same row."""
    mine, key = place.owners[person], place.owner_columns[person]
    if not mine and not links and place.table == table and key == columns:
        return ()
    start = mine[-1].to if mine else place.table
    end = links[-1].to if links else table
    return (*mine, Link(start, key, end, columns), *(link.reversed() for link in reversed(links)))
