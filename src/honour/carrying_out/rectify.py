"""The correction of somebody's data: planned, counted, and made an intent that an erasure's code carries out.

What could go wrong for ever is that the old value is lost: it is, as Art. 16 wants, and there is no undo. The
new value is kept sealed in the intent until it is done, and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from honour.carrying_out.erase import answers
from honour.carrying_out.people import Match, Ports
from honour.carrying_out.ports import Intent, Json
from honour.places.personal import Personal
from honour.plans import rectify as rectifying
from honour.plans.plan import Plan, as_json, with_answers
from honour.plans.rectify import Value, given, swapped


@dataclass(frozen=True, slots=True)
class Correction:
    """A plan that names no value, and the values for its tokens."""

    plan: Plan
    values: Personal[Mapping[Value, Value]]

    @property
    def counted(self) -> Plan:
        """The plan with its values in, to look at rows by."""
        return swapped(self.plan, self.values.reveal())


def corrected(
    ports: Ports,
    match: Match,
    named: str,
    value: Personal[str],
    now: datetime,
) -> Correction:
    """What giving a field this value would change. Raises Ambiguous, NotOptional, ValueError."""
    kind = match.person.kind
    draft = rectifying.questions(ports.policy, ports.map, kind, named, value.reveal(), now)
    plan = with_answers(draft, answers(ports, draft, match.keys), match.subject.tokens, draft.stays)
    tokens: dict[Value, Value] = {
        f"given-{ports.records.keyed_hash('given', type(each).__name__, str(each))}": each
        for each in given(draft)
    }
    return Correction(swapped(plan, {each: token for token, each in tokens.items()}), Personal(tokens))


def sealed_with(intent: Intent, correction: Correction) -> Intent:
    """The intent with the plan that names no value, and the values among what is sealed."""
    secret: dict[str, Json] = {**intent.sealed.reveal(), "given": _json(correction.values.reveal())}
    plan = correction.plan
    return replace(intent, plan=as_json(plan), digest=plan.digest, sealed=Personal(secret))


def _json(values: Mapping[Value, Value]) -> Mapping[str, Json]:
    return {str(token): value for token, value in values.items()}
