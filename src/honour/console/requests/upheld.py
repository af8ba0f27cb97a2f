"""An objection that is upheld ends what it was about: its hold is lifted, and what served nothing else goes.

What could go wrong for ever: more goes than was objected to. So only kinds of data that serve none but the
purposes objected to, or of one item no other columns, are asked for (GDPR Art. 17(1)(c)); what a law keeps
stays; staff see the plan before they uphold it; and a worker carries out what this plan means, or nothing. A
process that dies in the midst leaves nothing half decided: the decision, the letter, the end of the hold and
the request for the erasure are one transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from honour.carrying_out.erase import planned
from honour.carrying_out.filled import filled
from honour.carrying_out.people import Match, exact_name, find, keys_from_json
from honour.carrying_out.people import own as own_keys
from honour.carrying_out.ports import Asked, PersonHold
from honour.console.requests.staff import Staff
from honour.keeping.at_work import the_site
from honour.keeping.messages import actions
from honour.keeping.messages.models import Message
from honour.keeping.messages.reading import account_of
from honour.keeping.requests import tasks
from honour.keeping.requests.models import Request
from honour.keeping.requests.reading import subject_of
from honour.places.personal import Personal
from honour.places.terms import answer_due
from honour.plans.asking import Scope, scope_of
from honour.plans.meaning import meaning_of
from honour.plans.plan import as_json
from honour.plans.purposes import serving_nothing_else


@dataclass(frozen=True, slots=True)
class Ends:
    """What an objection ends once it is upheld: its `hold`, if one holds, and what the plan `written` erases
    of somebody; None where all of it serves something else too, for which it is still used. `held` are the
    fields of each of its steps that are not empty.
    """

    row: Request
    hold: PersonHold | None
    match: Match | None
    scope: Scope | None
    written: Mapping[str, Any] | None
    held: tuple[frozenset[str], ...] = ()

    @property
    def meaning(self) -> str:
        """What the plan says (`plans.meaning`); empty where it does nothing."""
        return meaning_of(self.written) if self.written is not None and self.written["steps"] else ""


def ends_of(message: Message) -> Ends | None:
    """What a message ends if it is upheld; None where it is no objection to named uses, or nobody's yet.
    Never inside a transaction of ours. Raises StoreUnreachable.
    """
    row = Request.objects.filter(id=message.reference, kind="object").first()
    if row is None or not row.scope or not message.matched:
        return None
    site, asked = the_site(), scope_of(row.scope)
    hold = next((each for each in site.records.person_holds() if each.id == row.id), None)
    with site.stores() as ports:
        match = find(ports, Personal(_whose(message, hold)))
        alone = serving_nothing_else(site.policy, match.person.kind, asked.upheld) if match else ()
        if match is None or not alone:
            return Ends(row, hold, match, None, None)
        scope = Scope(alone, asked.upheld, asked.item)
        plan = planned(ports, match, site.now(), scope, lifted=row.id)
        return Ends(row, hold, match, scope, as_json(plan), filled(ports, match, plan))


def end(message: Message, ends: Ends, staff: Staff, now: datetime) -> None:
    """Lift the hold of an objection that is upheld, and have erased what it ends. Wants the transaction of
    the decision.
    """
    if ends.hold is not None:
        the_site().records.lift_hold(ends.hold.id, staff.by, None, now)
    if ends.match is not None and ends.scope is not None and ends.meaning:
        _have_erased(message, ends.row, ends.match, ends.scope, ends.meaning, now)


def _whose(message: Message, hold: PersonHold | None) -> str:
    """The exact name of the row that the objection is about: the hold's, for one item in another store."""
    if hold is None:
        return message.matched
    keys = own_keys(keys_from_json(hold.keys.reveal())).reveal()
    named = ",".join("|".join(str(part) for part in key) for key in keys)
    return f"{hold.subject.person}:{named}"


def _have_erased(
    message: Message, row: Request, match: Match, scope: Scope, meaning: str, now: datetime
) -> None:
    """A request of its own, in the queue; its answer goes where the objection's went."""
    site = the_site()
    due = answer_due(now, site.policy.site.time_zone, site.holidays)
    his = subject_of(row)
    tokens = tuple(dict.fromkeys((*(his.tokens if his else ()), *match.subject.tokens)))
    subject = replace(match.subject, tokens=tokens)
    person = account_of(message.matched)
    to = actions.opened(message)["address"].reveal() or (person.email if person else "")
    secret = {"who": exact_name(match), "to": to, "language": message.language}
    if exact_name(match) != message.matched:
        secret["account"] = message.matched
    new = Asked(uuid4().hex, "erase", subject, now, due, scope, "honour")
    site.records.lodge(new, now)
    tasks.put(new.request, meaning, Personal(secret), now)
