"""Confirming that it is still the person, where there is neither a password nor a second factor to ask for.

Who only signs in through another platform would else change everything with a borrowed browser. A code goes
to the confirmed address; it lives for ten minutes and five tries.
"""

import secrets
from typing import Any, Final

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.models import EmailAddress
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods

from honour.keeping.at_work import the_site
from honour.keeping.letters import actions as letters
from honour.keeping.people.limits import Limit, count
from honour.keeping.people.models import Person
from honour.keeping.people.sessions import real_now
from honour.portal.templatetags.words import say

SENSITIVE: Final = frozenset(
    {
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "account_email",
        "account_set_password",
        "socialaccount_connections",
        "erase_my_data",
        "close_my_account",
        "my_data_elsewhere",
        "my_data_download",
        "my_data_leave",
        "my_data_user_name",
        "port_my_data",
    }
)
"""The pages that change how an account is opened, give all of it away or end it, by their names."""

_RECENT: Final = 300  # seconds, as for a password (ACCOUNT_REAUTHENTICATION_TIMEOUT)
_LIVES: Final = 600  # seconds
_TRIES: Final = 5
_SENT: Final = Limit("confirmation code", 5, 3600)
_KEPT: Final = "confirmation code"


class Confirmed:
    """The middleware that asks for a code before such a page."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.answer(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, named: Any
    ) -> HttpResponseRedirect | None:
        """Lead to the page of the code where nothing else can be asked for."""
        found = request.resolver_match
        if found is None or found.url_name not in SENSITIVE or not isinstance(request.user, Person):
            return None
        if get_reauthentication_flows(request.user) or _recently(request):
            return None
        return HttpResponseRedirect(f"{reverse('confirm_by_code')}?{urlencode({'next': request.path})}")


@require_http_methods(["GET", "POST"])
@login_required
def confirm_by_code(request: HttpRequest) -> HttpResponse:
    """Send a code, and take it."""
    person = request.user
    assert isinstance(person, Person)  # by `login_required`
    back = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=True):
        back = reverse("my_account")
    state = "asked" if _KEPT in request.session else "new"
    if request.method == "POST" and "code" in request.POST:
        if _fits(request, request.POST["code"]):
            record_authentication(request, person, method="code", reauthenticated=True)
            return HttpResponseRedirect(back)
        state = "wrong" if _KEPT in request.session else "new"
    elif request.method == "POST":
        state = "asked" if _send(request, person) else "too often"
    return render(request, "portal/security/confirm_by_code.html", {"state": state, "next": back})


def _recently(request: HttpRequest) -> bool:
    steps = [
        step for step in get_authentication_records(request, request.user) if step.get("reauthenticated")
    ]
    return bool(steps) and real_now().timestamp() - steps[-1]["at"] < _RECENT


def _send(request: HttpRequest, person: Person) -> bool:
    """Write the letter; False where there were too many, or there is no confirmed address."""
    address = EmailAddress.objects.get_verified(person)
    if address is None or count(_SENT, f"person {person.pk}") is None:
        return False
    code = f"{secrets.randbelow(10**8):08}"
    request.session[_KEPT] = {"hash": _hashed(code), "ends": real_now().timestamp() + _LIVES, "tries": 0}
    language = person.language or the_site().policy.site.authentic
    with translation.override(language):
        letters.write(
            person,
            address.email,
            kind="confirmation code",
            language=language,
            subject=say("code subject"),
            text=f"{say('code text')}\n\n{code}",
            secret=True,
            now=the_site().now(),
        )
    return True


def _fits(request: HttpRequest, typed: str) -> bool:
    """Whether a code is the one that was sent; it is used up by that, by its time or by too many tries."""
    kept = request.session.get(_KEPT)
    if kept is None:
        return False
    kept["tries"] += 1
    fits = real_now().timestamp() < kept["ends"] and constant_time_compare(
        _hashed(typed.strip()), kept["hash"]
    )
    if fits or kept["tries"] >= _TRIES or real_now().timestamp() >= kept["ends"]:
        del request.session[_KEPT]
    else:
        request.session[_KEPT] = kept
    return fits


def _hashed(code: str) -> str:
    """A keyed hash: eight digits alone would be found by trying all."""
    return salted_hmac("honour.confirmation code", code, algorithm="sha256").hexdigest()
