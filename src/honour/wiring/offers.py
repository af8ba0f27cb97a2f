"""The trades of this house, one line each. Loads no connector and no framework: `publish` starts fast."""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from honour.promises.offer import Offer, construct
from honour.promises.reference import Construct
from honour.trades.hosting.promises import OFFER as HOSTING
from honour.trades.links.promises import OFFER as LINKS
from honour.trades.newsletter.promises import OFFER as NEWSLETTER
from honour.trades.shop.promises import OFFER as SHOP
from honour.trades.support.promises import OFFER as SUPPORT

if TYPE_CHECKING:  # whoever only reads a policy does without
    from honour.carrying_out.trade import Trade

OFFERS: Final[tuple[Offer, ...]] = (SUPPORT, SHOP, NEWSLETTER, HOSTING, LINKS)

CONSTRUCTS: Final[tuple[Construct, ...]] = tuple(construct(offer) for offer in OFFERS)
"""What the reference of the language says of each."""


def brought() -> "tuple[Trade, ...]":
    """What these trades bring besides words: each says it in its own `brought.py`, if it brings anything."""
    names = (f"honour.trades.{offer.name}.brought" for offer in OFFERS)
    return tuple(import_module(name).TRADE for name in names if find_spec(name))
