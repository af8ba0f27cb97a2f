"""What one person is shown of his data: what, where, why, on which ground, until when (GDPR Art. 15(1)).

The same map and statements as an erasure, so an answer is never less than an erasure.

All but the values follows from policy, map and day: `program` works it out once for a kind of people, and
`answered` joins what the stores said about one of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache, partial
from typing import TypeAlias

from honour.places.map import NOTHING_PERSONAL, Column, DataMap, Place
from honour.places.personal import Personal
from honour.places.selections import (
    Condition,
    IsSubject,
    Missing,
    Never,
    Scalar,
    Selection,
    all_of,
    any_of,
    exists,
    negation,
)
from honour.places.terms import Calendar, last_day
from honour.plans.consenting import events_of
from honour.plans.ending import Terms, kinds_of
from honour.plans.plan import DateSpan, span_of
from honour.promises.collect import Collect
from honour.promises.keep import Ending, Keep
from honour.promises.policy import Policy


@dataclass(frozen=True, slots=True)
class Covered:
    """A statement, and the number, in the map, of the place to whose rows it applies."""

    keep: Keep
    place: int


Rows: TypeAlias = Personal[tuple[tuple[Scalar, ...], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """One look at one place: columns that the same statements cover, and the dates that say until when.

    It is worked out once a day and a kind of people, and what follows from it is looked up by itself.
    `dates` gives, for each ending of each statement in `keep` that has a date, where that date stands.
    `masked` rows are somebody else's words: they are counted, and not read. What he only `wrote` is in rows
    that are others'.
    """

    place: Place
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    kinds: tuple[str, ...]
    keep: tuple[Keep, ...]
    collect: tuple[Collect, ...]
    selection: Selection
    dates: tuple[tuple[Keep, Ending, DateSpan], ...]
    masked: bool = False
    wrote: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """How one date ends one statement: their numbers, whether each row has a date for itself, whether that
    stands in the very rows that are looked at, and the last local day of a term that began on a day (days are
    those of many people: each is counted once).
    """

    statement: int
    place: int
    of_row: bool
    of_this: bool
    last_day: Callable[[date], date]


@dataclass(frozen=True, slots=True)
class Until:
    """Until when some looks' data stays: how many statements cover it, and the dates that end them."""

    statements: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """All that an answer to one of a kind of people needs but his values.

    `dates` names each date once, however many looks need it; `until` each rule, and `rules` each look's.
    """

    looks: tuple[Asked, ...]
    dates: tuple[DateSpan, ...]
    until: tuple[Until, ...]
    rules: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """The local days of the first and of the last date of some rows, or None where there is none."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class OfRow:
    """One row: the keyed hash that names it (empty where it cannot be named), and two local days: on which it
    was made, and until which it stays. None where no date says.
    """

    token: str
    made: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What one look found: so many rows, personal as a whole. `first_ends` and `last_ends` are local days,
    None where no date says. `masked` is how many rows there are of which somebody else wrote the words
    (GDPR Art. 15(4)). `each` is of each row, where that was asked.
    """

    asked: Asked
    count: int
    rows: Rows
    first_ends: date | None
    last_ends: date | None
    masked: int = 0
    each: tuple[OfRow, ...] = ()


def questions(policy: Policy, data_map: DataMap, person: str, now: datetime) -> tuple[Asked, ...]:
    """The looks that show everything of a person of this kind, in the map's order.

    What he wrote in others' rows is his too; what others wrote in his is masked.
    """
    terms = Terms(policy, data_map, now)
    asked: list[Asked] = []
    for place in data_map.places:
        grouped: dict[tuple[tuple[str, ...], tuple[Covered, ...]], list[str]] = {}
        for column in place.columns.values():
            if column.field != NOTHING_PERSONAL:
                kinds = kinds_of(policy, place, column, person)
                covered = _covered(terms, place, column, person)
                grouped.setdefault((kinds, covered), []).append(column.name)
        for look in _looks(place, person):
            asked += [_asked(terms, place, person, *of, look) for of in _spread(grouped)]
    return tuple(asked)


Group: TypeAlias = tuple[tuple[str, ...], tuple[Covered, ...], list[str]]


def _spread(grouped: Mapping[tuple[tuple[str, ...], tuple[Covered, ...]], list[str]]) -> Iterator[Group]:
    return ((kinds, covered, columns) for (kinds, covered), columns in grouped.items())


def _looks(place: Place, person: str) -> Iterator[tuple[Condition, bool, bool]]:
    """The rows of a place to look at, whether their words are masked, and whether he only wrote them. Masked
    is what somebody else wrote; in what several people share, also what nobody known wrote: whoever did may
    have left.
    """
    belongs = place.belongs(person) if person in place.owners else Never()
    wrote = any_of([IsSubject(place.authors[person])] if person in place.authors else [])
    named = (all_of(negation(Missing(column)) for column in each) for each in place.authors.values())
    strange = all_of([any_of(named), negation(wrote)])
    if person in place.several and place.authors:
        nobody = all_of(Missing(column) for each in place.authors.values() for column in each)
        strange = any_of([strange, nobody])
    for condition, masked, only_wrote in (
        (all_of([belongs, negation(strange)]), False, False),
        (all_of([belongs, strange]), True, False),
        (all_of([wrote, negation(belongs)]), False, True),
    ):
        if not isinstance(condition, Never):
            yield condition, masked, only_wrote


def _covered(terms: Terms, place: Place, column: Column, person: str) -> tuple[Covered, ...]:
    """The statements that cover a column, and those that cover the rows that need it."""
    his = person in place.owners  # else he only wrote it, and the owner's terms end it
    own = [(s.keep, place) for s in terms.statements(place, column) if s.person == person or not his]
    needing = [other for other in terms.map.places_of(person) if other.table in column.also_for]
    theirs = [
        (statement.keep, other)
        for other in needing
        for each in other.columns.values()
        for statement in terms.statements(other, each)
        if statement.person == person
    ]
    return tuple(
        dict.fromkeys(Covered(keep, terms.map.places.index(other)) for keep, other in [*own, *theirs])
    )


def program(
    policy: Policy,
    data_map: DataMap,
    person: str,
    now: datetime,
    wanted: Callable[[Asked], bool] = lambda look: True,
) -> Program:
    """The questions, each wanted look and each date once, and how their days follow from the dates."""
    looks = tuple(filter(wanted, questions(policy, data_map, person, now)))
    calendar = Calendar(policy.site.time_zone, policy.site.financial_year_ends)
    dates = tuple(dict.fromkeys(span for look in looks for _, _, span in look.dates))
    places = {span: number for number, span in enumerate(dates)}

    @cache
    def counting(ending: Ending) -> Callable[[date], date]:
        return lru_cache(maxsize=4096)(partial(last_day, ending=ending, calendar=calendar))

    every = [
        Until(
            len(look.keep),
            tuple(
                Term(
                    look.keep.index(keep),
                    places[span],
                    ending.of_row,
                    ending.of_row and span.selection == look.selection,
                    counting(ending),
                )
                for keep, ending, span in look.dates
            ),
        )
        for look in looks
    ]
    until = tuple(dict.fromkeys(every))
    return Program(looks, dates, until, tuple(until.index(one) for one in every))


def answered(
    program: Program, rows: Mapping[Asked, Rows], days: Sequence[Days], masked: Mapping[Asked, int]
) -> tuple[Shown, ...]:
    """Each look's answer. `days` answers `program.dates`, in their order."""
    ends = [_ends(until, days) for until in program.until]
    nothing: Rows = Personal(())
    return tuple(
        [
            Shown(look, len(found.reveal()), found, *ends[rule], masked.get(look, 0))
            for look, rule in zip(program.looks, program.rules, strict=True)
            for found in (rows.get(look, nothing),)
        ]
    )


def _ends(until: Until, days: Sequence[Days]) -> tuple[date | None, date | None]:
    """The first and the last day of what these statements cover; None where some statement has no date."""
    first: dict[int, date] = {}
    last: dict[int, date] = {}
    for term in until.terms:
        span, number = days[term.place], term.statement
        # A person's event is one instant, of which the last row speaks; rows have a first and a last one.
        start = span.first if term.of_row else span.last
        if start is not None:
            day = term.last_day(start)
            first[number] = min(day, first.get(number, day))  # the earliest event ends a statement
        if span.last is not None:
            day = term.last_day(span.last)
            last[number] = min(day, last.get(number, day))
    if not until.statements or len(last) != until.statements:
        return None, None
    # Across statements the data stays until the last has ended.
    return max(first.values()), max(last.values())


def row_ends(until: Until, days: Sequence[Days], made: date | None) -> date | None:
    """The last local day of one row that was made on a day; None where some statement has no date for it."""
    last: dict[int, date] = {}
    for term in until.terms:
        start = made if term.of_this else days[term.place].last
        if start is not None:
            day = term.last_day(start)
            last[term.statement] = min(day, last.get(term.statement, day))
    return max(last.values()) if until.statements and len(last) == until.statements else None


def _asked(
    terms: Terms,
    place: Place,
    person: str,
    kinds: tuple[str, ...],
    covered: tuple[Covered, ...],
    columns: list[str],
    look: tuple[Condition, bool, bool],
) -> Asked:
    rows = Selection(place.table, all_of([place.declared(), look[0]]))
    return Asked(
        place,
        tuple(columns),
        tuple(place.columns[column].field for column in columns),
        kinds,
        tuple(dict.fromkeys(each.keep for each in covered)),
        tuple(c for c in terms.policy.collect if any(kind in c.data for kind in kinds)),
        rows,
        tuple(
            (each.keep, ending, span)
            for each in covered
            for ending in each.keep.endings
            if (span := _span(terms, each, kinds, person, ending, rows)) is not None
        ),
        look[1],
        look[2],
    )


def _span(
    terms: Terms, covered: Covered, kinds: tuple[str, ...], person: str, ending: Ending, rows: Selection
) -> DateSpan | None:
    data_map, place = terms.map, terms.map.places[covered.place]
    if ending.of_row:
        if place.table != rows.table and person in place.owners:
            rows = Selection(place.table, all_of([place.declared(), place.belongs(person)]))
        return None if place.collected is None else span_of(data_map.catalogue, place.collected, rows)
    of_kinds = [events_of(terms.policy, data_map, covered.keep, kind, ending, person) for kind in kinds]
    events = {event.name: event for each in of_kinds for event in each}
    if len(events) != 1:  # of several withdrawals the last one counts, and no span says which that is
        return None
    [event] = events.values()
    mine = all_of([event.counted(), exists(event.links, IsSubject(event.owner_columns))])
    return DateSpan(Selection(event.table, mine), event.column, event.written)
