"""A plan as JSON: read back to the letter, with the digest that a person confirmed."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from honour.places.map import Becomes, Constant, Null, Unique
from honour.places.selections import Selection, Table
from honour.plans.plan import (
    Answers,
    Change,
    Delete,
    Draft,
    Plan,
    Stay,
    Step,
    as_json,
    from_json,
    with_answers,
)
from tests.places.drawn import COLUMNS, conditions

TABLES = [Table("main", "users"), Table("main", "a.b", "public"), Table("other", "orders")]
SELECTIONS = st.sampled_from(TABLES).flatmap(
    lambda table: st.builds(Selection, st.just(table), conditions(table, TABLES, depth=2))
)
NAMES = st.lists(st.sampled_from(COLUMNS), max_size=3, unique=True).map(tuple)
TEXTS = st.lists(st.text(max_size=5), max_size=2).map(tuple)
COUNTS = st.integers(1, 10**6)
BECOMES: st.SearchStrategy[Becomes] = st.one_of(
    st.just(Null()),
    st.builds(Constant, st.text(max_size=5) | st.integers()),
    st.builds(Unique, st.text(max_size=5)),
)
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(Delete, SELECTIONS, NAMES, TEXTS, TEXTS, COUNTS),
    st.builds(
        Change,
        SELECTIONS,
        st.dictionaries(st.sampled_from(COLUMNS), BECOMES, max_size=3).map(lambda d: tuple(d.items())),
        TEXTS,
        TEXTS,
        COUNTS,
    ),
)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))
STAYS = st.builds(
    Stay,
    SELECTIONS,
    NAMES,
    TEXTS,
    TEXTS,
    TEXTS,
    st.lists(st.sampled_from(TABLES), max_size=2).map(tuple),
    count=COUNTS,
    first_ends=DAYS,
    last_ends=DAYS,
    cut_off=st.booleans(),
)
PLANS = st.builds(
    Plan,
    st.sampled_from(["erase", "sweep"]),
    st.none() | st.just("customer"),
    TEXTS,
    st.lists(STEPS, max_size=3).map(tuple),
    st.lists(STAYS, max_size=2).map(tuple),
    st.text(max_size=5),
    st.text(max_size=5),
)


@given(PLANS)
def test_a_plan_comes_back_through_json_as_it_was_with_its_digest(plan: Plan) -> None:
    back = from_json(json.loads(json.dumps(as_json(plan))))
    assert back == plan
    assert back.digest == plan.digest


@given(PLANS)
def test_the_digest_does_not_depend_on_how_a_store_orders_names(plan: Plan) -> None:
    assert from_json(json.loads(json.dumps(as_json(plan), sort_keys=True))).digest == plan.digest


@given(PLANS, st.data())
def test_another_plan_has_another_digest(plan: Plan, data: st.DataObject) -> None:
    others = [replace(plan, map=plan.map + "x"), replace(plan, policy=plan.policy + "x")]
    others.append(replace(plan, subject=(*plan.subject, "f" * 32)))
    if plan.steps:
        number = data.draw(st.integers(0, len(plan.steps) - 1))
        step = plan.steps[number]
        changed = replace(step, count=step.count + 1)
        others.append(replace(plan, steps=(*plan.steps[:number], changed, *plan.steps[number + 1 :])))
    if plan.stays:
        first, *rest = plan.stays
        others.append(replace(plan, stays=(replace(first, count=first.count + 1), *rest)))
        others.append(replace(plan, stays=(replace(first, last_ends=date(1999, 1, 1)), *rest)))
    assert plan.digest not in [other.digest for other in others]
    assert len(plan.digest) == 64


@given(st.lists(st.tuples(STEPS, st.integers(0, 3)), max_size=5))
def test_a_plan_is_counted_and_leaves_out_what_concerns_no_row(counted: list[tuple[Step, int]]) -> None:
    draft = Draft("sweep", None, tuple(step for step, _ in counted), (), "p", "m")
    plan = with_answers(draft, Answers(tuple(count for _, count in counted), (), ()), (), ())
    assert [step.count for step in plan.steps] == [count for _, count in counted if count]
    assert [replace(step, count=0) for step in plan.steps] == [
        replace(step, count=0) for step, count in counted if count
    ]
