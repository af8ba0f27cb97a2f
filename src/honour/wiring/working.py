"""Binds what a worker does: letters to the post office, schedules to the acts that they start.

Import it once Django is configured and the site is open.
"""

import logging
import os
import threading
from functools import partial
from pathlib import Path
from typing import Final

from honour.carrying_out.site import Site
from honour.connectors.mail.sending import PostOffice, send
from honour.jobs.holding import LockLost, holding
from honour.jobs.letters import letters
from honour.jobs.requests import requests
from honour.jobs.schedules import schedules
from honour.jobs.working import work
from honour.wiring.acting import commanding, regulars
from honour.wiring.gate import gate_of
from honour.wiring.records import SiteRecords

LOCK: Final = "data/worker.lock"

logger = logging.getLogger(__name__)


def work_for(folder: Path, site: Site, office: PostOffice | None, stopping: threading.Event) -> None:
    """Work for the site until `stopping` is set; waits first until no other process does."""
    assert isinstance(site.records, SiteRecords)
    if office is None and not site.demo:
        logger.warning("honour.toml has no section [mail]: letters wait until it has one")
    mailer = partial(send, office) if office else None
    zone = site.policy.site.time_zone
    errands = (
        letters(mailer, site.records.head, zone, site.demo, gate_of(site, office)),
        requests(commanding(folder, site.demo), site),
        schedules(regulars(folder, site, site.records), site.now, zone),
    )
    now = None if site.demo else site.now  # a demo's clock is moved on purpose
    with holding(folder / LOCK, now, stopping) as held:
        if held is None:
            return
        try:
            work({each.kind: each for each in errands}, site.now, held, stopping)
        except LockLost:
            logger.error("the lock of this worker is lost: its process ends")
            os._exit(1)  # at once, whatever its threads do; whoever watches it starts another
