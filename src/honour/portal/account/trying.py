"""How often who may try what. Each number is a choice of the house unless it names a source.

Failures count for an account *and* the address that they come from: nobody locks somebody else out from
where that one signs in. A passkey opens an account whatever was tried (OWASP, Authentication Cheat Sheet).
"""

import logging
from typing import Final

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from honour.keeping.people.limits import Counted, Limit, clear, count, give_back
from honour.keeping.people.models import Person, SignIn
from honour.portal.account.finding import bearers

SIGN_IN: Final = Limit("sign-in", 5, 300)
SIGN_IN_ACCOUNT: Final = Limit("sign-in account", 100, 3600)  # NIST SP 800-63B, 5.2.2: at most 100
SIGN_IN_ADDRESS: Final = Limit("sign-in address", 50, 600)
SIGN_UP: Final = Limit("sign-up", 20, 600)
RESET_ADDRESS: Final = Limit("reset address", 20, 600)
RESET_ACCOUNT: Final = Limit("reset account", 3, 600)
CHANGE_ADDRESS: Final = Limit("change address", 5, 3600)

_LOG: Final = logging.getLogger("honour.portal.account")


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; behind a proxy, what the proxy says."""
    return str(get_adapter(request).get_client_ip(request))


def account_of(typed: str) -> str:
    """What a try counts against: the account, by whichever of its names, else what was typed."""
    found = bearers(typed)
    return f"person {found[0].pk}" if found else f"nobody {typed.strip().lower()}"


def count_sign_in(request: HttpRequest, typed: str) -> list[Counted] | None:
    """Count a try to sign in; None where there were too many."""
    account, address = account_of(typed), address_of(request)
    tried = [
        (SIGN_IN, (account, address)),
        (SIGN_IN_ADDRESS, (address,)),
        *([] if _signed_in_from(typed, address) else [(SIGN_IN_ACCOUNT, (account,))]),
    ]
    counted: list[Counted] = []
    for limit, who in tried:
        one = count(limit, *who)
        if one is None:
            _LOG.warning("too many tries to sign in")
            forgive(counted)
            return None
        counted.append(one)
    return counted


def forgive(counted: list[Counted]) -> None:
    """Take tries out of the count."""
    for one in counted:
        give_back(one)


def begin_again(request: HttpRequest, person: Person) -> None:
    """Whoever has chosen a new password may try it at once."""
    clear(SIGN_IN, f"person {person.pk}", address_of(request))


def _signed_in_from(typed: str, address: str) -> bool:
    """Whether the person has signed in from there before: others' tries from elsewhere then do not count."""
    found = bearers(typed)
    return bool(found) and SignIn.objects.filter(person=found[0], address=address).exists()


def too_often(request: HttpRequest) -> HttpResponse:
    """The page for whoever tries too often."""
    return render(request, "429.html", status=429)
