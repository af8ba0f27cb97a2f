"""Where IP addresses are, bound from the folder of a site."""

from collections.abc import Callable
from pathlib import Path

from honour.carrying_out.site import Whereabouts
from honour.connectors.geography import installing, reading
from honour.connectors.geography.installing import Installed as Installed
from honour.connectors.geography.installing import fetch as fetch
from honour.connectors.geography.installing import install as install


def folder_of(site: Path) -> Path:
    """Where a site keeps these databases."""
    return site / "data" / "geography"


def whereabouts_in(site: Path) -> Callable[[str], Whereabouts]:
    """Says where an address is, as far as what was installed in a site knows."""
    return reading.geography(folder_of(site))


SOURCE = installing.PACKAGE
"""What `fetch` installs."""
