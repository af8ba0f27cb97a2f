"""What is due: every row and column whose terms have ended, of everybody. Nobody has to ask."""

from dataclasses import replace
from datetime import datetime

from honour.places.map import DataMap
from honour.places.selections import Always
from honour.plans.ending import Terms
from honour.plans.hanging import in_order, waiting_for_the_end
from honour.plans.holding import Holding
from honour.plans.plan import Answers, Change, Delete, Draft, Plan, Step, with_answers
from honour.plans.steps import detachments, loosenings, steps_over
from honour.promises.policy import Policy


def questions(
    policy: Policy,
    data_map: DataMap,
    now: datetime,
    before: Policy | None = None,
    holds: tuple[Holding, ...] = (),
) -> Draft:
    """The steps that are due at `now`, also by the terms of `before` if given."""
    terms = Terms(policy, data_map, now, before=before, holds=holds)
    places = tuple(place for place in in_order(terms.hanging) if place.owners)
    steps = (
        *detachments(data_map, terms, data_map.persons, lambda columns: Always()),
        *loosenings(places, terms, terms.whose),
        *steps_over(places, terms, terms.whose),
    )
    waiting = waiting_for_the_end(terms.hanging, steps)
    return Draft("sweep", None, steps, (), policy.digest, data_map.digest, waiting=waiting)


def decide(draft: Draft, answers: Answers) -> Plan:
    """The plan of a draft whose rows were counted."""
    return with_answers(draft, answers, (), ())


def held_back(both: Plan, alone: Plan) -> tuple[Step, ...]:
    """What would go by the policy alone and not by the earlier one too; each with how many more rows."""
    bound = {_what(step): step.count for step in both.steps}
    more = ((step, step.count - bound.get(_what(step), 0)) for step in alone.steps)
    return tuple(replace(step, count=count) for step, count in more if count > 0)


def _what(step: Step) -> tuple[str, tuple[str, ...]]:
    """The same step in two plans of one map: a place, and which of its columns end."""
    match step:
        case Delete():
            return str(step.selection.table), ()
        case Change(becomes=becomes):
            return str(step.selection.table), tuple(column for column, _ in becomes)
