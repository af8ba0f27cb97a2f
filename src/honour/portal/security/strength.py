"""What pages ask for before what cannot be undone, or before all of one's data leave: that it is the person,
shown just now with all that the account has (DESIGN, section 7: second factor included).
"""

from typing import Final

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from honour.keeping.people.models import Person
from honour.keeping.people.sessions import real_now
from honour.portal.security.demanding import has_factor

_RECENT: Final = 300  # seconds, as for a password (ACCOUNT_REAUTHENTICATION_TIMEOUT)


def demanded(request: HttpRequest) -> HttpResponseRedirect | None:
    """Where somebody who is signed in must show once more that it is he; None where he did so just now.

    A second factor is asked for by itself: what a password alone opens is not the account's own strength. An
    account without either is led to a code by mail (`confirming`), where the page's name is `SENSITIVE`.
    """
    person = request.user
    assert isinstance(person, Person)  # by `login_required`
    back = urlencode({"next": request.get_full_path()})
    if is_reauthentication_required(request, app="allauth.account"):
        page = "mfa_reauthenticate" if has_factor(person) else "account_reauthenticate"
        return HttpResponseRedirect(f"{reverse(page)}?{back}")
    if has_factor(person) and not _by_factor(request):
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{back}")
    return None


def _by_factor(request: HttpRequest) -> bool:
    since = real_now().timestamp() - _RECENT
    return any(
        step["method"] == "mfa" and step.get("reauthenticated") and step["at"] > since
        for step in get_authentication_records(request, request.user)
    )
