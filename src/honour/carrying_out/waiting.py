"""Requests of which a part waits for something that is still running: what is told, and by when it goes.

Nothing is destroyed here: `sweep` carries out what has stopped waiting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from honour.carrying_out.people import Match, Ports, match_of_case
from honour.carrying_out.ports import Case
from honour.places.selections import Before, IsSubject, Selection, all_of, exists
from honour.places.terms import local_day, start_of_day
from honour.plans.asking import erased_by, promised_delay
from honour.plans.ending import running_at
from honour.plans.plan import DateSpan, Stay
from honour.promises.policy import Policy
from honour.promises.refused import refusal


@dataclass(frozen=True, slots=True)
class Waiting:
    """The part of a request that waits: for which event, since which local day, and what is known of its end.

    `ended` is the last day of the event, None while something of it runs. `due` is the last day to erase the
    rest, which cannot be known before.
    """

    event: str
    asked: date
    ended: date | None = None
    due: date | None = None


def waiting(ports: Ports, case: Case, now: datetime, match: Match | None = None) -> Waiting | None:
    """Where the waiting part of a case stands at `now`; None where nothing of it waits."""
    event = next((held.waits_for for held in case.held if held.waits_for), None)
    if event is None:
        return None
    zone = ports.policy.site.time_zone
    asked = local_day(case.asked, zone)
    found = match or match_of_case(ports, case)
    ended = None if found is None else _ended(ports, found, event, now)
    due = None if ended is None else erased_by(asked, ended, promised_delay(ports.policy))
    return Waiting(event, asked, ended, due)


def refused(policy: Policy, stays: Sequence[Stay], asked: datetime) -> Mapping[str, str]:
    """What is told, by language, to somebody of whom these rows wait; nothing where none do."""
    if not stays:
        return {}
    fields = tuple(dict.fromkeys(name for stay in stays for name in stay.fields))
    event, day = str(stays[0].waits_for), local_day(asked, policy.site.time_zone)
    within = promised_delay(policy)
    return {
        language: refusal(policy, fields, event, within, day, language) for language in policy.site.languages
    }


def _ended(ports: Ports, match: Match, name: str, now: datetime) -> date | None:
    """The last day of an event of which nothing runs any more; None while something does, or where none is
    known.
    """
    event = ports.map.event(name, match.person.kind)
    if event is None:
        return None
    mine = exists(event.links, IsSubject(event.owner_columns))
    zone = ports.policy.site.time_zone
    today = start_of_day(local_day(now, zone), zone)
    open_rows = Selection(event.table, all_of([mine, running_at(event, today)]))
    ended_rows = Selection(
        event.table, all_of([mine, event.counted(), Before(event.column, today, event.written)])
    )
    store = ports.stores[event.table.store]
    (still,) = store.tally([open_rows], match.keys)
    (span,) = store.spans([DateSpan(ended_rows, event.column, event.written)], match.keys)
    instant = span.first if event.take == "first" else span.last
    return None if instant is None or (still and event.take == "last") else local_day(instant, zone)
