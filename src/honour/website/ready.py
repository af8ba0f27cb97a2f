"""Makes a site ready to be served, and ends: `python -m honour.website.ready` in a process of its own.

The process that waits while others serve would otherwise keep all of Django in memory.
"""

import os
import sys
from pathlib import Path

from honour.carrying_out.ports import StateRefused
from honour.promises.findings import Unreadable
from honour.website.folder import read_configuration
from honour.website.mailing import office_of
from honour.website.running import SITE, open_running


def main() -> int:
    """Open the site once, so that it is made or refused, and gather its style and script."""
    try:
        folder = Path(os.environ[SITE])
        office_of(read_configuration(folder), open_running(folder).policy)
    except Unreadable as error:
        for finding in error.findings:
            sys.stderr.write(f"{finding.place}: {finding.reason}\n    {finding.mend}\n")
        return 1
    except StateRefused as error:
        sys.stderr.write(f"honour: {error}\n")
        return 1
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
