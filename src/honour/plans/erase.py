"""What the erasure of one person means: what goes, what changes, what stays, why, and until when.

`questions` says what must be counted; `decide` gives the plan. GDPR Art. 17(1), and 17(3) for what stays.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from honour.places.json_paths import json_path
from honour.places.map import NOTHING_PERSONAL, Column, Constant, DataMap, Place
from honour.places.selections import (
    Always,
    Condition,
    Equals,
    IsSubject,
    Missing,
    Never,
    Selection,
    all_of,
    any_of,
    negation,
)
from honour.places.terms import Calendar, last_day, local_day
from honour.plans.asking import EVERYTHING_ASKED, Scope, source_of
from honour.plans.ending import Statement, Terms
from honour.plans.hanging import in_order, waiting_for_the_end
from honour.plans.holding import SOURCES, Holding
from honour.plans.plan import Answers, Change, Draft, Plan, Span, Stay, Step, span_of, with_answers
from honour.plans.steps import detachments, loosenings, steps_over
from honour.promises.keep import Ending, Keep
from honour.promises.policy import Policy

SOMEBODY_ELSES = "somebody else's too"
"""Why a row stays that has several owners: Art. 17 gives nobody a claim on what is others'."""


def questions(
    policy: Policy,
    data_map: DataMap,
    person: str,
    now: datetime,
    scope: Scope = EVERYTHING_ASKED,
    holds: tuple[Holding, ...] = (),
    until: tuple[datetime, datetime] | None = None,
) -> Draft:
    """The steps and stays for a person of this kind who asked for it, at `now`, and of whom `holds` stop
    something. `until` is of an earlier request: see `Terms`.
    """
    terms = Terms(policy, data_map, now, erasing=person, scope=scope, holds=holds, until=until)
    places = tuple(place for place in in_order(terms.hanging) if person in place.owners)
    his_own_row_may_go = scope.item is None or scope.item.place == str(data_map.persons[person].table)
    steps = (
        *(detachments(data_map, terms, (person,), IsSubject) if his_own_row_may_go else ()),
        *loosenings(places, terms, terms.whose),
        *steps_over(places, terms, terms.whose),
    )
    held = [(place, _stays(place, person, terms)) for place in places]
    steps = (*steps, *(cut for place, stays in held for cut in _cut_offs(place, stays)))
    stays = tuple(s for place, stays in held for s in (*stays, *_shared(place, person, terms)))
    waiting = waiting_for_the_end(terms.hanging, steps)
    return Draft("erase", person, steps, stays, policy.digest, data_map.digest, scope, waiting)


def decide(draft: Draft, answers: Answers, subject: tuple[str, ...], calendar: Calendar) -> Plan:
    """The plan of a draft whose rows were counted. `subject` is the keyed hashes that records know him by."""
    counted = [
        _dated(replace(stay, count=count), span, calendar)
        for stay, count, span in zip(draft.stays, answers.stays, answers.spans, strict=True)
        if count
    ]
    return with_answers(draft, answers, subject, tuple(_needed_until(stay, counted) for stay in counted))


def _stays(place: Place, person: str, terms: Terms) -> list[Stay]:
    """The columns of a place that do not all end now, grouped by the statements that keep them.

    What no request could end because it is about other data is no part of it, and is not told.
    """
    stays: dict[tuple[tuple[tuple[Keep, str | None], ...], tuple[Holding, ...], bool], Stay] = {}
    for column in place.columns.values():
        ended = terms.ended(place, column)
        statements = terms.statements(place, column)
        if column.field == NOTHING_PERSONAL or isinstance(ended, Always):
            continue
        if terms.scope.kinds and not any(s.kind in terms.scope.kinds for s in statements):
            continue
        for held, here in _held_parts(terms, place, column):
            keeping = tuple(s for s in statements if held or not terms.asked(s) or terms.waits_for(s))
            waited = any(terms.waits_for(s) for s in keeping)
            is_theirs = not column.also_for and _is_left_behind(terms, place, person, keeping)
            was_there = terms.was_there(place, waited)
            kept = all_of([place.declared(), terms.whose(place), *here, negation(ended), was_there])
            if not isinstance(kept, Never):
                key = tuple(dict.fromkeys((s.keep, terms.waits_for(s)) for s in keeping)), held, is_theirs
                before = stays.get(key)
                stay = _and(before, column) if before else _stay(terms, place, kept, column, keeping)
                stay = _theirs(stay) if is_theirs else stay
                stays[key] = stay if before or not held else _held(stay, held)
    return [part for stay in stays.values() for part in _hidden_and_seen(place, stay)]


def _held_parts(
    terms: Terms, place: Place, column: Column
) -> Iterator[tuple[tuple[Holding, ...], list[Condition]]]:
    """The holds on a column with the rows that they cover: all, or those of one item and then the others."""
    held = terms.held(place, column)
    whole = tuple(hold for hold in held if hold.item is None)
    if whole or not held:
        yield whole, []
        return
    of_items = any_of(terms.held_rows(place, hold) for hold in held)
    yield held, [of_items]
    yield (), [negation(of_items)]


def _hidden_and_seen(place: Place, stay: Stay) -> Iterator[Stay]:
    """The rows that the site can hide, and those whose JSON lacks the path by which it would."""
    if not stay.cut_off or place.when_held is None or json_path(place.when_held[0]) is None:
        yield stay
        return
    lacks = Missing(place.when_held[0])
    for condition, cut_off in ((negation(lacks), True), (lacks, False)):
        selection = Selection(place.table, all_of([stay.selection.condition, condition]))
        yield replace(stay, selection=selection, cut_off=cut_off)


def _is_left_behind(terms: Terms, place: Place, person: str, keeping: tuple[Statement, ...]) -> bool:
    """Whether what stays is only others': their terms keep it, and he is parted from it when his row goes."""
    links = place.owners[person]
    if not links or any(statement.person == person for statement in keeping):
        return False
    return not terms.map.catalogue.tables[links[0].to].is_key(links[0].to_columns)


def _shared(place: Place, person: str, terms: Terms) -> Iterator[Stay]:
    """The rows that are also others' of his kind: he is parted from them, and they stay the others'.

    What a value alone makes two people's is nobody's, and is left to a finding.
    """
    if person not in place.several or any(link.by == "value" for link in place.owners[person]):
        return
    columns = [
        column
        for column in place.columns.values()
        if column.field != NOTHING_PERSONAL
        and (
            not terms.scope.kinds or any(s.kind in terms.scope.kinds for s in terms.statements(place, column))
        )
    ]
    others = all_of([place.declared(), place.belongs(person), negation(place.alone(person))])
    shared = terms.asked_for(place, others)
    if columns:
        keeping = tuple(dict.fromkeys(s for column in columns for s in terms.statements(place, column)))
        stay = _stay(terms, place, shared, columns[0], keeping)
        for column in columns[1:]:
            stay = _and(stay, column)
        yield _theirs(stay)


def _theirs(stay: Stay) -> Stay:
    """A stay of what is somebody else's too: his terms say nothing of when it goes."""
    return replace(_held(stay, ()), source=(SOMEBODY_ELSES,), cut_off=False, shared=True)


def _stay(
    terms: Terms, place: Place, kept: Condition, column: Column, keeping: tuple[Statement, ...]
) -> Stay:
    selection = Selection(place.table, kept)
    ending = next((e for s in keeping for e in s.keep.endings if e.of_row), None)
    recorded = place.collected if ending is not None and not column.also_for else None
    return Stay(
        selection,
        (column.name,),
        (column.field,),
        tuple(dict.fromkeys(str(s.keep.at) for s in keeping)),
        tuple(dict.fromkeys(source_of(s.keep) for s in keeping)),
        column.also_for,
        None if recorded is None else span_of(terms.map.catalogue, recorded, selection),
        ending,
        waits_for=next((event for s in keeping if (event := terms.waits_for(s))), None),
        cut_off=place.when_held is not None,
    )


def _cut_offs(place: Place, stays: list[Stay]) -> Iterator[Step]:
    """What hides the rows that stay from the site's own staff: archived data is for named roles alone."""
    if place.when_held is None or not any(stay.cut_off for stay in stays):
        return
    column, value = place.when_held
    held = any_of(stay.selection.condition for stay in stays if stay.cut_off)
    selection = Selection(place.table, all_of([held, negation(Equals(column, value))]))
    because = tuple(dict.fromkeys(at for stay in stays if stay.cut_off for at in stay.because))
    yield Change(selection, ((column, Constant(value)),), ("held",), because)


def _held(stay: Stay, held: tuple[Holding, ...]) -> Stay:
    """What a hold keeps has no day on which it ends: somebody releases it."""
    sources = tuple(dict.fromkeys(SOURCES[hold.state] for hold in held if hold.state in SOURCES))
    return replace(stay, source=sources, needed_by=(), span=None, ending=None, waits_for=None)


def _and(stay: Stay, column: Column) -> Stay:
    fields = stay.fields if column.field in stay.fields else (*stay.fields, column.field)
    return replace(stay, columns=(*stay.columns, column.name), fields=fields)


def _dated(stay: Stay, span: Span | None, calendar: Calendar) -> Stay:
    if span is None or stay.ending is None:
        return stay
    return replace(
        stay,
        first_ends=_last_day(span.first, stay.ending, calendar),
        last_ends=_last_day(span.last, stay.ending, calendar),
    )


def _last_day(instant: datetime | None, ending: Ending, calendar: Calendar) -> date | None:
    return None if instant is None else last_day(local_day(instant, calendar.zone), ending, calendar)


def _needed_until(stay: Stay, stays: list[Stay]) -> Stay:
    """A column kept for other rows ends with the last of them; its sentence and source are theirs."""
    needing = [other for other in stays if other.selection.table in stay.needed_by]
    days = [other.last_ends for other in needing if other.last_ends]
    if not needing:
        return stay
    return replace(
        stay,
        because=tuple(dict.fromkeys(place for other in needing for place in other.because)),
        source=tuple(dict.fromkeys(source for other in needing for source in other.source)),
        first_ends=max(days, default=None),
        last_ends=max(days, default=None),
    )
