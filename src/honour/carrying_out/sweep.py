"""Carries out what is due: terms that have ended, and what an erasure left until its day.

What could go wrong for ever, and what prevents it:

- *A wrong clock or a typo in a term destroys what is not due.* Nothing is destroyed without the digest of a
  plan that somebody read, counts and all; the digest changes with every count, every day that matters,
  policy and map.
- *Rows change between plan and act.* They are counted again inside the transaction, as in an erasure.
- *A held row of a person erased long ago is found by a key that was given to somebody else since.* A case
  is followed only while the row still bears the identifiers that the erasure left there.

A sweep is a plan like an erasure's, of nobody in particular, and is carried out by the same code.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from honour.carrying_out.erase import answers, intent_of, planned
from honour.carrying_out.holding import bound, holdings, is_preserved
from honour.carrying_out.people import Match, Ports, is_gone, match_of_case
from honour.carrying_out.ports import Case, Held, Intent, Json
from honour.carrying_out.stores import NOBODY
from honour.carrying_out.waiting import Waiting, waiting
from honour.places.selections import Always, Selection
from honour.places.terms import local_day, start_of_day
from honour.plans import sweep as sweeping
from honour.plans.brake import Stop
from honour.plans.plan import Plan, Step
from honour.promises.policy import Policy


@dataclass(frozen=True, slots=True)
class EndedCase:
    """A case whose holds have ended, or what it waited for has: what its erasure still has to do.

    `plan` is None where nothing can be found. `waiting` tells by when what waited must be gone. `lost` says
    that a part waits of somebody whose row bears nothing any more by which it is known to be his.
    """

    case: Case
    match: Match | None
    plan: Plan | None
    waiting: Waiting | None = None
    lost: bool = False

    @property
    def over(self) -> tuple[Held, ...]:
        """What the case holds no more. Of what ended on a day all or nothing: a row without a plausible date
        outlives its day.
        """
        stays = [stay for stay in self.plan.stays if not stay.shared] if self.plan else []
        staying = {str(stay.selection.table) for stay in stays}
        waiting = {str(stay.selection.table) for stay in stays if stay.waits_for}
        dated = tuple(held for held in self.case.held if not held.waits_for)
        ended = () if any(held.place in staying for held in dated) else dated
        waited = (h for h in self.case.held if h.waits_for and h.place not in waiting and not self.lost)
        return (*ended, *waited)


@dataclass(frozen=True, slots=True)
class Due:
    """Everything that is due: the terms' plan, and the cases whose holds have ended.

    `lost` are requests of which a part waits, of people who cannot be told any more from whoever else.
    `held_back` would go as well by a term that became shorter, and by the one before it not yet.
    """

    plan: Plan
    ended: tuple[EndedCase, ...]
    lost: tuple[Case, ...] = ()
    held_back: tuple[Step, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.plan.steps and not self.ended

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, over the digests of all its plans: what a person confirms."""
        cases = [f"{e.case.request}:{e.plan.digest if e.plan else '-'}" for e in self.ended]
        return hashlib.sha256("\n".join([self.plan.digest, *cases]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Looked:
    """What a sweep would do now, and why it would stop and ask a person. `whole` is there where a term became
    shorter: what would go if that took older rows too, which somebody must confirm.
    """

    due: Due
    stops: tuple[Stop, ...]
    whole: Due | None = None


def due(ports: Ports, now: datetime, before: Policy | None = None) -> Due:
    """What is due at `now`, counted; by the terms of `before` too, if they still bind. Changes nothing."""
    plan = _terms_plan(ports, now, before)
    held = () if before is None else sweeping.held_back(plan, _terms_plan(ports, now, None))
    today = local_day(now, ports.policy.site.time_zone)
    looked = (_ended(ports, case, now) for case in ports.records.ended_holds(today))
    ended = [each for each in looked if each is not None]
    lost = tuple(each.case for each in ended if each.lost)
    ended = [each for each in ended if each.over or (each.plan is not None and each.plan.steps)]
    return Due(plan, tuple(ended), lost, held)


def _terms_plan(ports: Ports, now: datetime, before: Policy | None) -> Plan:
    held = holdings(ports, ports.records.person_holds())
    draft = sweeping.questions(ports.policy, ports.map, now, before, held)
    return sweeping.decide(draft, answers(ports, draft, bound(ports)))


def sweep(
    ports: Ports,
    what: Due,
    new_id: Callable[[], str],
    by: str,
    why: str | None,
    at: datetime,
    now: datetime,
    carry_out: Callable[[Intent], Mapping[str, Json]],
) -> tuple[Mapping[str, Json], ...]:
    """Destroy what was due `at` some time; a receipt for each plan. `carry_out` makes an intent durable and
    does it.

    A case whose rows went with the terms' plan, or were never found again, is only closed. One of which
    something stays is kept open, so that the person is still told of it.
    """
    receipts = []
    if what.plan.steps:
        intent = intent_of(ports, what.plan, None, (new_id(), new_id()), by, why, now)
        receipts.append(carry_out(intent))
    for ended in what.ended:
        rest = _ended(ports, ended.case, at)
        if rest is None:
            continue
        if rest.plan is not None and rest.match is not None and rest.plan.steps:
            ids, request = (new_id(), new_id()), ended.case.request
            receipts.append(carry_out(intent_of(ports, rest.plan, rest.match, ids, by, why, now, request)))
            rest = _ended(ports, ended.case, at)
        if rest is not None and rest.over and not (rest.plan and rest.plan.steps):
            # what others changed meanwhile is still to do
            today = local_day(at, ports.policy.site.time_zone)
            ports.records.release(ended.case.request, rest.over, today, now)
    return tuple(receipts)


def table_sizes(ports: Ports, what: Due) -> Mapping[str, int]:
    """How many rows each table has of which something is due: what the brake measures a sweep against."""
    tables = dict.fromkeys(step.selection.table for plan in plans_of(what) for step in plan.steps)
    sizes: dict[str, int] = {}
    for name, store in ports.stores.items():
        here = [table for table in tables if table.store == name]
        counted = store.tally([Selection(table, Always()) for table in here], NOBODY)
        sizes |= {str(table): count for table, count in zip(here, counted, strict=True)}
    return sizes


def plans_of(what: Due) -> tuple[Plan, ...]:
    """The plans with something to do, the terms' first."""
    return tuple(
        plan for plan in (what.plan, *(e.plan for e in what.ended)) if plan is not None and plan.steps
    )


def _ended(ports: Ports, case: Case, now: datetime) -> EndedCase | None:
    """What is left of a case; None while an authority's order stops it, of which nothing is told."""
    match = match_of_case(ports, case)
    if match is not None and is_preserved(ports, match):
        return None
    wait = waiting(ports, case, now, match)
    until = _collected_until(ports, case, wait)
    plan = planned(ports, match, now, case.scope, until) if match else None
    waits = any(held.waits_for for held in case.held)
    lost = waits and match is None and not is_gone(ports, case)
    return EndedCase(case, match, plan, wait, lost)


def _collected_until(ports: Ports, case: Case, wait: Waiting | None) -> tuple[datetime, datetime]:
    """From when on what is collected is no part of a case: after it was carried out; of what waited, after
    the last day of that.
    """
    asked = max(case.asked, case.answered or case.asked)
    if wait is None or wait.ended is None:
        return asked, asked
    over = start_of_day(wait.ended + timedelta(days=1), ports.policy.site.time_zone)
    return asked, max(asked, over)
