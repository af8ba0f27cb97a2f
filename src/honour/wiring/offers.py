"""The trades of this house, one line each. Loads no connector and no framework: `publish` starts fast."""

from typing import Final

from honour.promises.offer import Offer, construct
from honour.promises.reference import Construct
from honour.trades.hosting.promises import OFFER as HOSTING
from honour.trades.links.promises import OFFER as LINKS
from honour.trades.newsletter.promises import OFFER as NEWSLETTER
from honour.trades.shop.promises import OFFER as SHOP
from honour.trades.support.promises import OFFER as SUPPORT

OFFERS: Final[tuple[Offer, ...]] = (SUPPORT, SHOP, NEWSLETTER, HOSTING, LINKS)

CONSTRUCTS: Final[tuple[Construct, ...]] = tuple(construct(offer) for offer in OFFERS)
"""What the reference of the language says of each."""
