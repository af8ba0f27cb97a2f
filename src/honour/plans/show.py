"""What one person is shown of his data: what, where, why, on which ground, until when (GDPR Art. 15(1)).

The same map and statements as an erasure, so an answer is never less than an erasure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
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
    `masked` rows are somebody else's words: they are counted, and not read.
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


@dataclass(frozen=True, slots=True)
class Days:
    """The local days of the first and of the last date of some rows, or None where there is none."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What one look found: so many rows, personal as a whole. `first_ends` and `last_ends` are local days,
    None where no date says. `masked` is how many rows there are of which somebody else wrote the words
    (GDPR Art. 15(4)).
    """

    asked: Asked
    count: int
    rows: Rows
    first_ends: date | None
    last_ends: date | None
    masked: int = 0


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
        for rows, masked in _looks(place, person):
            asked += [_asked(terms, place, person, *of, (rows, masked)) for of in _spread(grouped)]
    return tuple(asked)


Group: TypeAlias = tuple[tuple[str, ...], tuple[Covered, ...], list[str]]


def _spread(grouped: Mapping[tuple[tuple[str, ...], tuple[Covered, ...]], list[str]]) -> Iterator[Group]:
    return ((kinds, covered, columns) for (kinds, covered), columns in grouped.items())


def _looks(place: Place, person: str) -> Iterator[tuple[Condition, bool]]:
    """The rows of a place to look at, and whether their words are masked."""
    belongs = place.belongs(person) if person in place.owners else Never()
    wrote = any_of([IsSubject(place.authors[person])] if person in place.authors else [])
    named = (all_of(negation(Missing(column)) for column in each) for each in place.authors.values())
    strange = all_of([any_of(named), negation(wrote)])
    for condition, masked in (
        (all_of([belongs, negation(strange)]), False),
        (all_of([belongs, strange]), True),
        (all_of([wrote, negation(belongs)]), False),
    ):
        if not isinstance(condition, Never):
            yield condition, masked


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


def decide(asked: Asked, rows: Rows, days: Sequence[Days], calendar: Calendar, masked: int = 0) -> Shown:
    """One look's answer. `days` answers `asked.dates`, in their order."""
    count = len(rows.reveal())
    first: dict[Keep, date] = {}
    last: dict[Keep, date] = {}
    for (keep, ending, _), span in zip(asked.dates, days, strict=True):
        # A person's event is one instant, of which the last row speaks; rows have a first and a last one.
        start = span.first if ending.of_row else span.last
        for ends, dated in ((first, start), (last, span.last)):
            if dated is not None:
                day = last_day(dated, ending, calendar)
                ends[keep] = min(day, ends.get(keep, day))  # within a statement the earliest event ends it
    if not asked.keep or set(last) != set(asked.keep):
        return Shown(asked, count, rows, None, None, masked)
    # Across statements the data stays until the last has ended.
    return Shown(asked, count, rows, max(first.values()), max(last.values()), masked)


def _asked(
    terms: Terms,
    place: Place,
    person: str,
    kinds: tuple[str, ...],
    covered: tuple[Covered, ...],
    columns: list[str],
    look: tuple[Condition, bool],
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
            if (span := _span(terms.map, terms.map.places[each.place], person, ending, rows)) is not None
        ),
        look[1],
    )


def _span(data_map: DataMap, place: Place, person: str, ending: Ending, rows: Selection) -> DateSpan | None:
    if ending.of_row:
        if place.table != rows.table and person in place.owners:
            rows = Selection(place.table, all_of([place.declared(), place.belongs(person)]))
        return None if place.collected is None else span_of(data_map.catalogue, place.collected, rows)
    event = data_map.event(ending.event, person)
    if event is None:
        return None
    mine = exists(event.links, IsSubject(event.owner_columns))
    return DateSpan(Selection(event.table, mine), event.column, event.written)
