"""What has ended is put away: sessions, links, what was remembered for minutes, texts that a demo kept, keys
of whoever was erased, and the traces of finished work.

What could go wrong for ever: nothing that is in use; each goes only once its own end, by the real clock where
it opens something, lies behind.
"""

from datetime import datetime, timedelta
from typing import Final

from honour.jobs import engine
from honour.jobs.models import Done
from honour.keeping.at_work import the_keys, the_site
from honour.keeping.breaches import actions as breaches
from honour.keeping.consents import actions as consents
from honour.keeping.disclosures import actions as disclosures
from honour.keeping.holds import evidence
from honour.keeping.intents import confirming
from honour.keeping.keys.actions import truncate_log
from honour.keeping.letters import actions as letters
from honour.keeping.messages import actions as messages
from honour.keeping.people import factors, limits, links
from honour.keeping.people.sessions import SessionStore
from honour.keeping.recoveries import actions as recoveries
from honour.keeping.requests import tasks
from honour.keeping.requests.forgetting import forget_erased
from honour.places.terms import local_day

SHOWN: Final = timedelta(hours=1)
"""How long the outbox of a demo shows a text that opens something."""

_TRACES: Final = timedelta(days=7)
"""How long it is kept which work was done; longer than any attempt may be repeated."""


def tidy(now: datetime) -> str:
    """Put away what has ended; the outcome in a word."""
    SessionStore.clear_expired()
    links.forget_old()
    limits.forget_expired()
    consents.forget_ended(now)
    tasks.forget_old(now)
    confirming.forget_old(now)
    disclosures.forget_old(now)
    breaches.forget_old(now)
    evidence.end_old(the_site().records, local_day(now, the_site().policy.site.time_zone), now)
    messages.end_without_message(now)
    gone = letters.drop_farewells(now - tasks.RECEIPT_LASTS) + messages.forget_old(now)
    gone += recoveries.forget_old(now)
    gone += forget_erased(the_keys(), lambda act: the_site().records.journal(act, now), now)
    gone += consents.seal_plain() + consents.forget_gone() + factors.forget_gone() + letters.forget_gone()
    if gone + letters.drop_texts(now - SHOWN):
        truncate_log()
    engine.purge(now - _TRACES)
    Done.objects.filter(at__lt=now - _TRACES).delete()
    return "done"
