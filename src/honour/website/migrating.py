"""Makes the tables of a whole site, and ends: `python -m honour.website.migrating SITE [DRAFT]`.

A command loads only what keeps the journal; where more is to be made it starts this, which loads all of
Django that a site has. The caller holds the lock.
"""

import sys
from pathlib import Path

from honour.website import settings, state
from honour.website.database import address_of_state, server_of
from honour.website.folder import read_configuration, read_policy
from honour.website.migrations import apply
from honour.website.pages import page_settings


def main(site: Path, draft: Path | None) -> int:
    """Apply what is missing to a site's database, or to a draft of it."""
    policy, _ = read_policy(site)
    configuration = read_configuration(site)
    address = policy.site.address
    state.configure(page_settings(policy, address=address, static=site / "data" / "static"))
    server = server_of(address_of_state(site, configuration))
    if draft is not None or server is None:
        assert draft is not None
        state.point_at(settings.sqlite(str(draft)))
    else:
        state.point_at(settings.postgres(server))
    apply()
    state.close_state()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
