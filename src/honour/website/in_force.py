"""The policy that a site follows today. A version that was enacted binds nobody before its day: until then
the one that people know stays in force, also where the folder holds the new one already (C34).
"""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from honour.carrying_out.ports import StateRefused
from honour.places.terms import local_day
from honour.promises.findings import Finding, Unreadable
from honour.promises.policy import Policy
from honour.website.enacted import applies_until_then, last_that_applies
from honour.website.folder import Configuration, read_kept, read_policy

_EVERY: Final = 20.0  # seconds between two looks at the day


def policy_in_force(site: Path, configuration: Configuration, now: datetime) -> tuple[Policy, str]:
    """The policy by which a site that Honour runs acts, and its text; of others, that of the folder.

    What could go wrong for ever: a term that binds nobody yet destroys what people were told is kept. So
    where this Honour reads the version in force no more, no other is followed. Raises Unreadable, and
    StateRefused where the database does not say which one is in force.
    """
    policy, text = read_policy(site)
    if configuration.serving is None or policy.site.effective is None:
        return policy, text
    earlier = applies_until_then(site, policy.digest, local_day(now, policy.site.time_zone))
    if earlier is None:
        return policy, text
    try:
        return read_kept(earlier), earlier
    except Unreadable as error:
        raise Unreadable(_not_read(error.findings[0], policy.site.effective)) from None


def _not_read(why: Finding, effective: str) -> Finding:
    return Finding(
        "the version of the policy that is in force",
        f"this Honour reads it no more ({why.place}: {why.reason}), and the one in the folder binds nobody"
        f" before {effective}",
        f"install the Honour that ran this site until now, and this one from {effective} on",
    )


def follow(site: Path, zone: str, now: Callable[[], datetime], changed: Callable[[], None]) -> None:
    """Call `changed` whenever a further version begins to apply, from a thread of its own. Raises
    StateRefused where the database does not say at the start which one applies.

    Whoever calls this may fork right after, as granian does: a lock that the thread held then (of SQLite, of
    an import) would stay locked in the child for ever. So the first look is over before the thread begins,
    and the thread rests before it looks again; after `changed` too.
    """
    # The first look is the caller's: a thread that loads psycopg while the server forks leaves it no child.
    first = last_that_applies(site, local_day(now(), zone))

    def look() -> None:
        last, stop = first, threading.Event()
        while not stop.wait(_EVERY):
            try:
                applies = last_that_applies(site, local_day(now(), zone))
            except StateRefused:
                continue  # busy for that long: what is followed stays, and the next look is soon
            if applies > last:
                last = applies
                changed()

    threading.Thread(target=look, name="honour-in-force", daemon=True).start()
