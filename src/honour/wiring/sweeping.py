"""Looks at what a sweep would do now, and why it would stop: for the command, and for the page of sweeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from honour.carrying_out.people import Ports
from honour.carrying_out.sweep import Due, Looked, due, plans_of, table_sizes
from honour.places.terms import local_day
from honour.plans.brake import Stop, size_of, stops
from honour.promises import policy as policies
from honour.promises.compare import shortens
from honour.promises.policy import Policy
from honour.wiring.offers import OFFERS
from honour.wiring.records import SiteRecords

Carried: TypeAlias = Callable[[Policy], Policy]
"""Makes of a policy the one that is carried out."""


def earlier_policy(records: SiteRecords, policy: Policy, carried: Carried, at: datetime) -> Policy | None:
    """The policy whose terms bind older rows besides the site's own; None where there is none."""
    bound = records.binding_policy(local_day(at, policy.site.time_zone))
    if bound is None or bound[0] == policy.digest:
        return None
    return carried(policies.read(bound[1].encode(), "the version before", OFFERS))


def braked(
    ports: Ports, records: SiteRecords, demo: bool, what: Due, shorter: bool, now: datetime
) -> tuple[Stop, ...]:
    """Every reason for which a sweep of what is due must ask a person. A demo's clock is moved on purpose."""
    seen = records.seen()
    if demo:
        seen = replace(seen, heartbeat=None)
    return stops(size_of(plans_of(what)), table_sizes(ports, what), shorter, seen, now)


def looking(records: SiteRecords, demo: bool, carried: Carried) -> Callable[[Ports, datetime], Looked]:
    """What the page of sweeps looks with: it changes nothing."""

    def look(ports: Ports, now: datetime) -> Looked:
        earlier = earlier_policy(records, ports.policy, carried, now)
        shorter = shortens(earlier, ports.policy)
        what = due(ports, now, earlier)
        whole = due(ports, now) if shorter else None
        return Looked(what, braked(ports, records, demo, what, shorter, now), whole)

    return look
