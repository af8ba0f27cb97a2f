"""The places of the console that the front page leads to: a place that is added gets a line here."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from honour.carrying_out.trade import Entry
from honour.keeping.at_work import the_site, the_trades
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER


class Place(NamedTuple):
    """The name of a page's address, the key of its words, and the roles that it opens to: none for all."""

    address: str
    says: str
    roles: tuple[str, ...]


PLACES: Final = (
    Place("requests", "requests", (PRIVACY_OFFICER, ADMINISTRATION)),
    Place("people", "people", ()),
    Place("people_looked", "acts asked", (PRIVACY_OFFICER, ADMINISTRATION)),
    Place("requests_last_month", "requests last month", (PRIVACY_OFFICER, ADMINISTRATION)),
    Place("breaches", "breaches", (PRIVACY_OFFICER, ADMINISTRATION)),
    Place("disclosures", "disclosures", (PRIVACY_OFFICER, ADMINISTRATION)),
    Place("register", "register", (PRIVACY_OFFICER, ADMINISTRATION)),
    Place("recoveries", "recoveries", (PRIVACY_OFFICER, ADMINISTRATION)),
    Place("sweeps", "sweeps", (PRIVACY_OFFICER, ADMINISTRATION)),
    Place("holds", "holds", (PRIVACY_OFFICER, ADMINISTRATION)),
    Place("parked_letters", "parked letters", (ADMINISTRATION,)),
    Place("staff_check", "staff check", (ADMINISTRATION, PRIVACY_OFFICER)),
    Place("own_security", "own security", (ADMINISTRATION, PRIVACY_OFFICER)),
    Place("edit_policy", "edit policy", (ADMINISTRATION,)),
    Place("habilitations", "habilitations", (ADMINISTRATION, PRIVACY_OFFICER)),
)


def places_for(roles: frozenset[str]) -> Iterator[Place | Entry]:
    """The places that open to somebody with these roles, those of the trades last."""
    yield from (place for place in PLACES if not place.roles or roles & set(place.roles))
    policy = the_site().carried
    yield from (each for trade in the_trades() for each in trade.console if each.opens(policy, roles))
