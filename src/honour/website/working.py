"""The worker of a site: beside the pages where one process answers them, else in a process of its own,
`python -m honour.website.working`.
"""

import logging
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from honour.carrying_out.ports import StateRefused
from honour.carrying_out.site import Site
from honour.promises.findings import Unreadable
from honour.website.folder import read_configuration
from honour.website.mailing import office_of
from honour.website.running import SITE, open_running
from honour.website.tree import end_with_parent

if TYPE_CHECKING:
    from honour.wiring.mail import PostOffice

logger = logging.getLogger(__name__)

APART: Final = "HONOUR_WORKER_APART"
"""The environment's name for whether the worker has a process of its own."""


def begin(folder: Path, site: Site) -> None:
    """Work in a thread of this process, for as long as it lives."""
    office = office_of(read_configuration(folder), site.policy)
    threading.Thread(target=_work, args=(folder, site, office), name="honour-jobs", daemon=True).start()


def _work(folder: Path, site: Site, office: "PostOffice | None") -> None:
    """Work for ever. A worker that breaks ends its process, in whose place another begins: a site whose pages
    answered on would take requests that nobody carries out.
    """
    from honour.wiring.working import work_for

    try:
        work_for(folder, site, office, threading.Event())
    except StateRefused as refused:  # another process would be refused as well
        sys.stderr.write(f"honour: the worker did not start: {refused}\n")
    except Exception:  # whatever it is, work must not end in silence
        logger.exception("the worker broke: its process ends")
        os._exit(1)


def main() -> int:
    """Work until told to end."""
    end_with_parent()
    folder = Path(os.environ[SITE])
    try:
        site = open_running(folder)
        office = office_of(read_configuration(folder), site.policy)
    except (StateRefused, Unreadable) as error:
        sys.stderr.write(f"honour: the worker did not start: {error}\n")
        return 1
    from honour.wiring.working import work_for

    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    work_for(folder, site, office, stopping)
    return 0


if __name__ == "__main__":
    sys.exit(main())
