"""The site that this process serves or works for."""

from typing import cast

from django.conf import settings

from honour.carrying_out.documents import Receiving
from honour.carrying_out.site import Site
from honour.carrying_out.trade import Trade
from honour.keeping.keys.sealing import EpochKeys


def the_site() -> Site:
    """What was promised, what is kept, and *now*. Raises RuntimeError in a process that opened no site."""
    if settings.SITE is None:
        raise RuntimeError("no site was opened in this process: `honour.website.running` opens one")
    return cast(Site, settings.SITE)


def the_keys() -> EpochKeys:
    """What seals values of this site. Raises RuntimeError in a process that opened no site."""
    if settings.KEYS is None:
        raise RuntimeError("no site was opened in this process: `honour.website.running` opens one")
    return cast(EpochKeys, settings.KEYS)


def the_trades() -> tuple[Trade, ...]:
    """What the trades bring that the policy offers; none in a process that serves no pages."""
    return cast(tuple[Trade, ...], settings.TRADES)


def the_address() -> str:
    """Where people reach the site (`https://shop.example`): what its own links begin with."""
    return str(settings.SITE_ADDRESS)


def the_receiving() -> Receiving:
    """How the site takes documents. Raises RuntimeError in a process that opened no site."""
    found = the_site().receiving
    if found is None:
        raise RuntimeError("no place of documents was opened in this process")
    return found
