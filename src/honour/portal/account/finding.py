"""Whose account somebody means by what he typed."""

from typing import Final

from allauth.account.models import EmailAddress

from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.promises.account import Account

_MOST: Final = 3  # people who gave the same address and confirmed it not


def account_section() -> Account:
    """The policy's section `account`, or what holds where it has none."""
    return the_site().policy.account or Account(("password",))


def bearers(typed: str) -> list[Person]:
    """The people known by a user name or an address: one, if the address was confirmed; else the last few
    who gave it and have not confirmed it.
    """
    known_by, written = account_section().known_by, typed.strip().lower()
    if "@" not in written:
        named = Person.objects.filter(username=written) if "user name" in known_by else Person.objects.none()
        return list(named)
    if "e-mail" not in known_by:
        return []
    given = EmailAddress.objects.filter(email=written).select_related("user").order_by("-pk")
    confirmed = [each.user for each in given if each.verified]
    return confirmed or [each.user for each in given[:_MOST]]


def confirmed_address(person: Person) -> str:
    """The address that a person confirmed last; empty where there is none."""
    address = EmailAddress.objects.get_verified(person)
    return address.email if address else ""
