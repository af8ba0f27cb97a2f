"""E-mail addresses: confirmed by a link, changed once the new one is confirmed, and the old one is told.

What could go wrong for ever: an address that was given up opens the account no more. Nothing is given up
before the new one is confirmed.
"""

from datetime import timedelta
from typing import Final

from allauth.account import signals
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse

from honour.keeping.people import links
from honour.keeping.people.acts import journalled
from honour.keeping.people.links import RESET
from honour.keeping.people.models import Link, Person
from honour.portal.account import letters
from honour.portal.account.preserving import keep_before

CONFIRM: Final = "confirm address"
CHANGE: Final = "change address"

_CONFIRM_LASTS: Final = timedelta(days=3)
_CHANGE_LASTS: Final = timedelta(days=1)


def send_confirmation(address: EmailAddress) -> None:
    """Send the link that confirms the address of somebody who signs up. Links of before work no more."""
    with transaction.atomic():
        links.void(address.user, CONFIRM)
        token = links.make(address.user, CONFIRM, _CONFIRM_LASTS, address=address.email)
        letters.write(
            address.user, address.email, CONFIRM, link=reverse("account_confirm_email", args=[token])
        )


def ask_change(person: Person, address: str) -> None:
    """Send the link that makes an address that of an account. Where it is another's already, tell him; the
    page of who asked looks the same.
    """
    holder = EmailAddress.objects.filter(email=address, verified=True).select_related("user").first()
    with transaction.atomic():
        links.void(person, CHANGE)
        if holder is not None:
            links.make(None, CHANGE, _CHANGE_LASTS, address=address)
            letters.write(holder.user, address, "account exists")
            return
        token = links.make(person, CHANGE, _CHANGE_LASTS, address=address)
        letters.write(person, address, CHANGE, link=reverse("account_confirm_email", args=[token]))


def waiting(person: Person) -> str:
    """The address that waits to be confirmed; empty where none does."""
    link = links.pending(person, CHANGE)
    return link.address if link else ""


def confirm(link: Link) -> bool:
    """Make the address of a link the one of its person, and tell the old one. False where another has it."""
    person = link.person
    assert person is not None  # `links.find` gives none of nobody
    old = EmailAddress.objects.get_verified(person)
    if old is not None and old.email != link.address:
        keep_before(person, ["email"])
    try:
        with transaction.atomic():
            if not links.use(link):
                return False
            _keep(person, link.address)
            links.void(person, CONFIRM, CHANGE, RESET)
            journalled(person, "address changed" if old else "address confirmed", "person", {})
            if old is not None and old.email != link.address:
                letters.write(person, old.email, "address changed")
    except IntegrityError:
        return False
    address = EmailAddress.objects.get(user=person, email=link.address)
    signals.email_confirmed.send(sender=EmailAddress, request=None, email_address=address)
    return True


def _keep(person: Person, address: str) -> None:
    """The one address of an account: a confirmed one takes the place of all others."""
    EmailAddress.objects.filter(user=person).exclude(email=address).delete()
    EmailAddress.objects.update_or_create(
        user=person, email=address, defaults={"verified": True, "primary": True}
    )
    person.email = address
    person.save(update_fields=["email"])
