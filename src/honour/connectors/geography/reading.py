"""Reading the databases of a site: MaxMind's file format (MMDB 2.0), one file for IPv4 and one for IPv6.

Their records are flat, as db-ip's are: `country_code` (ISO 3166-1) and `state1`, a region's name. A city is
never read: such databases are wrong about it too often.
"""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Final

import maxminddb

from honour.carrying_out.site import Whereabouts

NAMES: Final = {4: "v4.mmdb", 6: "v6.mmdb"}
"""The file of each version of IP within the folder."""

_UNKNOWN: Final = Whereabouts()


def geography(folder: Path) -> Callable[[str], Whereabouts]:
    """Says where an address is. A file that is installed later is read from then on; without one, as for an
    address that no file knows, the answer is unknown.
    """
    opened: dict[int, tuple[int, maxminddb.Reader]] = {}

    def whereabouts(written: str) -> Whereabouts:
        address = _address(written)
        if address is None:
            return _UNKNOWN
        file = folder / NAMES[address.version]
        try:
            changed = file.stat().st_mtime_ns
            if address.version not in opened or opened[address.version][0] != changed:
                opened[address.version] = (changed, maxminddb.open_database(file))
            found = opened[address.version][1].get(address)
        except (OSError, ValueError, maxminddb.InvalidDatabaseError):
            return _UNKNOWN
        return whereabouts_of(found)

    return whereabouts


def whereabouts_of(record: object) -> Whereabouts:
    """What a record of such a database says."""
    if not isinstance(record, dict):
        return _UNKNOWN
    country, region = record.get("country_code"), record.get("state1")
    return Whereabouts(
        country.upper() if isinstance(country, str) and len(country) == 2 else "",
        region[:100] if isinstance(region, str) else "",
    )


def _address(written: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(written)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address
