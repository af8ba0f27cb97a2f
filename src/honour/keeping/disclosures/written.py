"""What a person's own archive says of demands: those for his data that he may know of (GDPR Art. 15(1)(c)),
and, of a member of staff, those that he handled.

What could go wrong for ever: a secret order is told to whom it is about. So what may not be told yet is left
out, and of what somebody handled for another it says no more than that he did.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from honour.carrying_out.people import Match, Ports, born_of
from honour.carrying_out.ports import Json
from honour.keeping.disclosures.actions import Opened
from honour.keeping.disclosures.models import Disclosure
from honour.keeping.disclosures.reading import handled_by, told_of
from honour.keeping.keys.sealing import EpochKeys
from honour.places.personal import Personal
from honour.places.terms import local_day


def disclosures_file(
    keys: EpochKeys, ports: Ports, matches: Sequence[Match], now: datetime
) -> Mapping[str, Personal[str]]:
    """A JSON file of that name; none where there is nothing to say."""
    today = local_day(now, ports.policy.site.time_zone)
    yours = [
        _told(one)
        for match in matches
        for one in told_of(keys, match.subject, born_of(ports, match.person, match.keys), today)
    ]
    tokens = tuple(token for match in matches for token in match.subject.tokens)
    handled = [_handled(row, tokens) for row in handled_by(tokens)]
    if not yours and not handled:
        return {}
    text = json.dumps({"your data": yours, "handled by you": handled}, ensure_ascii=False, indent=2)
    return {"disclosures.json": Personal(text)}


def _told(one: Opened) -> dict[str, Json]:
    row, demand = one.row, one.demand
    return {
        "number": row.pk,
        "ground": row.ground,
        "to": demand.name,
        "provision": demand.provision,
        "reference": demand.reference,
        "fields": [str(item) for item in demand.items],
        "first day": _day(demand.first),
        "last day": _day(demand.last),
        "means": demand.means,
        "approved": _minute(row.approved),
        "state": str(row.state),
    }


def _handled(row: Disclosure, tokens: Sequence[str]) -> dict[str, Json]:
    steps: list[Json] = [
        step for step, by in (("prepared", row.prepared_by), ("approved", row.approved_by)) if by in tokens
    ]
    return {
        "number": row.pk,
        "ground": row.ground,
        "you": steps,
        "received": _day(row.received),
        "prepared": _minute(row.prepared),
        "approved": _minute(row.approved),
        "closed": _minute(row.closed),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _minute(at: datetime | None) -> str | None:
    return at.strftime("%Y-%m-%dT%H:%MZ") if at else None
