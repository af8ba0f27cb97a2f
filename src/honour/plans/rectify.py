"""The correction of what is held about one person: every place that holds a field of his (GDPR Art. 16).

A document as it was issued and as a law keeps it, such as an invoice, is not rewritten: a new one corrects
it. The plan that is printed and kept holds no value. Where the new one would stand, there stands a token for
it (a keyed hash); `swapped` puts the value in where rows are counted and changed.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from honour.places.map import Becomes, Column, Constant, DataMap, Null, Place
from honour.places.selections import (
    And,
    Condition,
    Equals,
    Exists,
    Missing,
    Not,
    Or,
    Selection,
    all_of,
    negation,
)
from honour.plans.asking import source_of
from honour.plans.ending import Terms
from honour.plans.plan import Change, Delete, Draft, Plan, Stay
from honour.plans.steps import becomes_of
from honour.promises.policy import Policy

Value = str | int


class Ambiguous(Exception):
    """A place has several columns of this field: one of them must be named, as `STORE.TABLE.COLUMN`. Or the
    column holds several fields, by `where`: one of these must be.
    """

    def __init__(self, columns: tuple[str, ...]) -> None:
        self.columns = columns
        super().__init__(", ".join(columns))


class NotOptional(Exception):
    """A field without which the site cannot do what it is for cannot be made empty."""


def columns_meant(data_map: DataMap, person: str, named: str) -> tuple[tuple[Place, Column], ...]:
    """The columns of a kind of people that a field's name means, or a column's own. Raises Ambiguous."""
    found: list[tuple[Place, Column]] = []
    for place in data_map.places_of(person):
        exact = [c for c in place.columns.values() if f"{place.table}.{c.name}" == named]
        alike = exact or [c for c in place.columns.values() if c.field == named]
        if len(alike) > 1:
            raise Ambiguous(tuple(f"{place.table}.{column.name}" for column in alike))
        found += [(place, column) for column in alike]
    fields = tuple(dict.fromkeys(c.field for p, c in found if f"{p.table}.{c.name}" == named))
    if len(fields) > 1:
        raise Ambiguous(fields)
    return tuple(found)


def questions(policy: Policy, data_map: DataMap, person: str, named: str, value: str, now: datetime) -> Draft:
    """The steps that give a field a value, empty if it is no longer held. Raises Ambiguous, NotOptional.

    The draft holds the value: `swapped` takes it out before anything is printed or kept.
    """
    terms = Terms(policy, data_map, now)
    steps: list[Change] = []
    stays: list[Stay] = []
    for place, column in columns_meant(data_map, person, named):
        keeps = [each.keep for each in terms.statements(place, column) if each.person == person]
        because = tuple(dict.fromkeys(str(keep.at) for keep in keeps))
        mine = all_of([place.declared(), place.belongs(person)])
        if keeps and all(keep.basis is not None and keep.basis.by_law for keep in keeps):
            sources = tuple(dict.fromkeys(source_of(keep) for keep in keeps))
            stays.append(
                Stay(Selection(place.table, mine), (column.name,), (column.field,), because, sources)
            )
            continue
        if not value and not _is_optional(policy, terms, place, column, person):
            raise NotOptional
        becomes = _becomes(data_map, place, column, value)
        there = [negation(Missing(column.name))] if column.inside else []  # no document gets a new path
        other = all_of([mine, *there, negation(_holds(column.name, becomes))])
        steps.append(
            Change(Selection(place.table, other), ((column.name, becomes),), (column.field,), because)
        )
    return Draft("rectify", person, tuple(steps), tuple(stays), policy.digest, data_map.digest)


def given(draft: Draft) -> tuple[Value, ...]:
    """The values that a draft gives, each once."""
    values = [
        to.value
        for step in draft.steps
        if isinstance(step, Change)
        for _, to in step.becomes
        if isinstance(to, Constant)
    ]
    return tuple(dict.fromkeys(values))


def swapped(plan: Plan, into: Mapping[Value, Value]) -> Plan:
    """The plan with other values: tokens for values, or values for tokens."""
    steps = tuple(
        step
        if isinstance(step, Delete)
        else replace(
            step,
            selection=Selection(step.selection.table, _swapped(step.selection.condition, into)),
            becomes=tuple((column, _becoming(to, into)) for column, to in step.becomes),
        )
        for step in plan.steps
    )
    return replace(plan, steps=steps)


def _becoming(to: Becomes, into: Mapping[Value, Value]) -> Becomes:
    return Constant(into.get(to.value, to.value)) if isinstance(to, Constant) else to


def _swapped(condition: Condition, into: Mapping[Value, Value]) -> Condition:
    match condition:
        case Equals(column, value):
            return Equals(column, into.get(value, value))
        case Exists(link, inner):
            return Exists(link, _swapped(inner, into))
        case Not(inner):
            return Not(_swapped(inner, into))
        case And(parts):
            return And(tuple(_swapped(part, into) for part in parts))
        case Or(parts):
            return Or(tuple(_swapped(part, into) for part in parts))
        case _:
            return condition


def _becomes(data_map: DataMap, place: Place, column: Column, value: str) -> Becomes:
    """What a column becomes; in a column of whole numbers, a number. Raises ValueError for another text."""
    if not value:
        return becomes_of(column)
    if column.inside:
        return Constant(value)
    declared = data_map.catalogue.tables[place.table].columns[column.name].type.upper()
    return Constant(int(value) if "INT" in declared else value)


def _holds(column: str, becomes: Becomes) -> Condition:
    match becomes:
        case Constant(value):
            return Equals(column, value)
        case Null():
            return Missing(column)
        case _:
            return all_of([Missing(column), negation(Missing(column))])


def _is_optional(policy: Policy, terms: Terms, place: Place, column: Column, person: str) -> bool:
    """Whether no statement of `collect` requires the field of the kinds that lie here."""
    kinds = {each.kind for each in terms.statements(place, column) if each.person == person}
    lines = [line for line in policy.collect if kinds & set(line.data)]
    return bool(lines) and all(not line.required or column.field in line.optional for line in lines)
