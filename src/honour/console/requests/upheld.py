"""An objection that was upheld ends what it was about: its hold is lifted, and what served nothing else goes.

What could go wrong for ever: more goes than was objected to. So only kinds of data that serve none but the
purposes objected to, or of one item no other columns, are asked for (GDPR Art. 17(1)(c)); what a law keeps
stays; and a worker carries out what this plan means, or nothing.
"""

from dataclasses import replace
from uuid import uuid4

from django.db import transaction

from honour.carrying_out.erase import planned
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


def end_what_was_objected_to(message: Message, staff: Staff) -> None:
    """Lift the hold of an objection that is upheld, and have erased what it ends. Never inside a transaction
    of ours.
    """
    row = Request.objects.filter(id=message.reference, kind="object").first()
    if row is None or not row.scope or not message.matched:
        return
    site, asked = the_site(), scope_of(row.scope)
    hold = next((each for each in site.records.person_holds() if each.id == row.id), None)
    with site.stores() as ports:
        match = find(ports, Personal(_whose(message, hold)))
        if hold is not None:
            site.records.lift_hold(hold.id, staff.by, None, site.now())
        if match is None:
            return
        alone = serving_nothing_else(site.policy, match.person.kind, asked.upheld)
        if not alone:
            return  # all of it serves something else too, for which it is still used
        scope = Scope(alone, asked.upheld, asked.item)
        written = as_json(planned(ports, match, site.now(), scope))
    if written["steps"]:
        _have_erased(message, row, match, scope, meaning_of(written))


def _whose(message: Message, hold: PersonHold | None) -> str:
    """The exact name of the row that the objection is about: the hold's, for one item in another store."""
    if hold is None:
        return message.matched
    keys = own_keys(keys_from_json(hold.keys.reveal())).reveal()
    named = ",".join("|".join(str(part) for part in key) for key in keys)
    return f"{hold.subject.person}:{named}"


def _have_erased(message: Message, row: Request, match: Match, scope: Scope, meaning: str) -> None:
    """A request of its own, in the queue; its answer goes where the objection's went."""
    site, now = the_site(), the_site().now()
    due = answer_due(now, site.policy.site.time_zone, site.holidays)
    his = subject_of(row)
    tokens = tuple(dict.fromkeys((*(his.tokens if his else ()), *match.subject.tokens)))
    subject = replace(match.subject, tokens=tokens)
    person = account_of(message.matched)
    to = actions.opened(message)["address"].reveal() or (person.email if person else "")
    secret = {"who": exact_name(match), "to": to, "language": message.language}
    if exact_name(match) != message.matched:
        secret["account"] = message.matched
    with transaction.atomic():
        new = Asked(uuid4().hex, "erase", subject, now, due, scope, "honour")
        site.records.lodge(new, now)
        tasks.put(new.request, meaning, Personal(secret), now)
