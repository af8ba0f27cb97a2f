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
from datetime import datetime

from honour.carrying_out.erase import answers, intent_of, planned
from honour.carrying_out.people import Match, Ports, match_of_case
from honour.carrying_out.ports import Case, Intent, Json
from honour.carrying_out.stores import NOBODY
from honour.places.terms import local_day
from honour.plans import sweep as sweeping
from honour.plans.plan import Plan


@dataclass(frozen=True, slots=True)
class EndedCase:
    """A case whose holds have ended: what its erasure still has to do. `plan` is None where nothing can be
    found.
    """

    case: Case
    match: Match | None
    plan: Plan | None

    @property
    def is_over(self) -> bool:
        """Whether nothing stays of what the case held; a row without a plausible date outlives its day."""
        staying = {str(stay.selection.table) for stay in self.plan.stays} if self.plan else set()
        return all(held.place not in staying for held in self.case.held)


@dataclass(frozen=True, slots=True)
class Due:
    """Everything that is due: the terms' plan, and the cases whose holds have ended."""

    plan: Plan
    ended: tuple[EndedCase, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.plan.steps and not self.ended

    @property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, over the digests of all its plans: what a person confirms."""
        cases = [f"{e.case.request}:{e.plan.digest if e.plan else '-'}" for e in self.ended]
        return hashlib.sha256("\n".join([self.plan.digest, *cases]).encode()).hexdigest()


def due(ports: Ports, now: datetime) -> Due:
    """What is due at `now`, counted. Changes nothing."""
    draft = sweeping.questions(ports.policy, ports.map, now)
    plan = sweeping.decide(draft, answers(ports, draft, NOBODY))
    today = local_day(now, ports.policy.site.time_zone)
    ended = (_ended(ports, case, now) for case in ports.records.ended_holds(today))
    return Due(plan, tuple(e for e in ended if e.is_over or (e.plan is not None and e.plan.steps)))


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
        if rest.plan is not None and rest.match is not None and rest.plan.steps:
            ids = (new_id(), new_id())
            receipts.append(carry_out(intent_of(ports, rest.plan, rest.match, ids, by, why, now)))
        if rest.is_over:
            ports.records.release(ended.case.request, local_day(at, ports.policy.site.time_zone), now)
    return tuple(receipts)


def plans_of(what: Due) -> tuple[Plan, ...]:
    """The plans with something to do, the terms' first."""
    return tuple(
        plan for plan in (what.plan, *(e.plan for e in what.ended)) if plan is not None and plan.steps
    )


def _ended(ports: Ports, case: Case, now: datetime) -> EndedCase:
    match = match_of_case(ports, case)
    return EndedCase(case, match, planned(ports, match, now) if match else None)
