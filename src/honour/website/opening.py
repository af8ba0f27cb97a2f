"""The one function that a command opens a site with."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from honour.keeping.remedies import remedies
from honour.website import state
from honour.website.database import DATABASE

if TYPE_CHECKING:
    from honour.wiring.records import SiteRecords


def open_site(
    site: Path,
    *,
    address: str,
    demo: bool,
    now: datetime,
    key_place: Path | None = None,
    ledger: tuple[Path, ...] = (),
    url: str | None = None,
    served: bool = False,
) -> "SiteRecords":
    """Open the records of a site's folder, made by the first call. Raises `StateRefused`, naming the remedy.

    `address` is the policy's (`https://shop.example`); its host names the log at its birth. `demo` must be
    what it was then. `key_place` is `../NAME.keys` unless given, `ledger` (the places of the replay ledger)
    `NAME.ledger` beside it. `url` is that of the database, a file in the folder unless given; `served` says
    that Honour runs the site. Call `state.close_state()` at the end.
    """
    database = site / DATABASE
    where = url or f"sqlite:///{database.resolve()}"
    with remedies(database), state.opening(site, where) as locks:
        state.open_state(site, where, locks, served=served, demo=demo)
        from honour.wiring.records import open_records  # its models load only once Django is told of them

        return open_records(
            site,
            address=address,
            demo=demo,
            now=now,
            key_place=key_place,
            ledger=ledger,
            database=database,
        )
