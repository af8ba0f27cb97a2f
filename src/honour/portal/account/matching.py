"""Who an account is to the site's stores: its own row, and those that its address alone speaks for."""

from collections.abc import Iterator

from honour.carrying_out.people import Ambiguous, Match, Ports, find, identifier_hash
from honour.keeping.at_work import the_site
from honour.keeping.messages.actions import UNCHANGED, holder_of
from honour.keeping.people.models import Person
from honour.places.personal import Personal
from honour.portal.account.finding import confirmed_address


def matches_of(ports: Ports, person: Person) -> tuple[Match, ...]:
    """The account first; then those of other kinds of people whom the site's other stores know by the address
    of the account, once that speaks for him: a user name there never does.

    Raises LookupError where the account went meanwhile, StoreUnreachable.
    """
    own = find(ports, Personal(f"{the_site().account}:{person.pk}"))
    if own is None:
        raise LookupError("the account went while its page was being made; there is nothing to show")
    address = confirmed_address(person)
    if not address_speaks(person, address):
        return (own,)
    return (own, *(each for each in _known_by(ports, address) if each.person.kind != own.person.kind))


def address_speaks(person: Person, address: str) -> bool:
    """Whether an address alone speaks for whoever has the account: confirmed, and the account's for 14 days.

    Else whoever borrows a mailbox opens an account with it, and sees at once what other stores hold of its
    owner (DESIGN, section 7).
    """
    now = the_site().now()
    return bool(address) and holder_of(address, now) == person and person.joined <= now - UNCHANGED


def may_come_later(ports: Ports, person: Person) -> bool:
    """Whether other stores may hold something of him that is not shown yet."""
    return len(ports.map.persons) > 1 and not address_speaks(person, confirmed_address(person))


def _known_by(ports: Ports, address: str) -> Iterator[Match]:
    try:
        one = find(ports, Personal(address))
        found: tuple[Match, ...] = (one,) if one else ()
    except Ambiguous as several:
        found = several.matches
    for match in found:
        if identifier_hash(ports.records, match.person, "e-mail", address) in match.subject.known_by:
            yield match
