"""Binds letters to the outbound gate: who passes them on must be declared, and bound today."""

import logging
from datetime import datetime

from honour.carrying_out.mailing import NO_RELAY, MailGate
from honour.carrying_out.ports import Act
from honour.carrying_out.site import Site
from honour.connectors.mail.sending import PostOffice
from honour.keeping.commitments.actions import commitments
from honour.places.terms import local_day
from honour.plans.share import Refused, may_carry
from honour.wiring.mail import relay_to

logger = logging.getLogger(__name__)


def gate_of(site: Site, office: PostOffice | None) -> MailGate:
    """The gate for a site's letters. Each reason is journalled and logged once, until letters leave again."""
    relay = "" if office is None or site.demo else relay_to(office, site.policy)
    if relay == "":
        return NO_RELAY
    told: set[str] = set()

    def refused(now: datetime) -> Refused | None:
        found = relay if isinstance(relay, Refused) else _refused(site, relay, now)
        if found is None:
            told.clear()
        elif found.reason not in told:
            told.add(found.reason)
            recipient = "not declared" if isinstance(relay, Refused) else relay
            facts = {"recipient": recipient, "way": "mail", "because": found.reason, "rule": found.source}
            site.records.journal(Act("letters refused", "honour", facts), now)
            logger.warning("letters wait: %s; %s", found.reason, found.mend)
        return found

    return MailGate("" if isinstance(relay, Refused) else relay, refused)


def _refused(site: Site, relay: str, now: datetime) -> Refused | None:
    today = local_day(now, site.policy.site.time_zone)
    return may_carry(site.policy, relay, commitments(relay), today)
