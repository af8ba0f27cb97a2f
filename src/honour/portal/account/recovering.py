"""A lost password: a link to the confirmed address of the account, and a new password by it.

The answer, and the work done for it, are the same whether or not somebody bears what was typed; where the
policy has it so, the page tells (C01).
"""

from datetime import timedelta
from typing import Final

from allauth.account import signals
from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from honour.keeping.people import devices, links
from honour.keeping.people.limits import count
from honour.keeping.people.links import RESET
from honour.keeping.people.models import Person
from honour.portal.account import letters
from honour.portal.account.finding import account_section, bearers, confirmed_address
from honour.portal.account.forms import AskReset, NewPassword
from honour.portal.account.trying import (
    RESET_ACCOUNT,
    RESET_ADDRESS,
    account_of,
    address_of,
    begin_again,
    too_often,
)
from honour.portal.templatetags.words import say

_LASTS: Final = timedelta(hours=1)  # OWASP, Forgot Password Cheat Sheet: expire after an appropriate period


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Who has lost a password says who he is."""
    form = AskReset(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if count(RESET_ADDRESS, address_of(request)) is None:
            return too_often(request)
        typed = form.cleaned_data["identifier"]
        if account_section().recovery.error and not bearers(typed):
            form.add_error("identifier", say("unknown"))
        else:
            _send(typed)
            return HttpResponseRedirect(reverse("account_reset_password_done"))
    shown = {
        "form": form,
        "by_name": "user name" in account_section().known_by,
        "assisted": account_section().recovery.assisted,
    }
    return render(request, "account/password_reset.html", shown)


def _send(typed: str) -> None:
    """Send the link to the confirmed address of whoever bears a name; else do as much, for nobody."""
    allowed = count(RESET_ACCOUNT, account_of(typed)) is not None
    addressed = [(each, confirmed_address(each)) for each in bearers(typed)]
    found = next(((each, address) for each, address in addressed if address and each.is_active), None)
    with transaction.atomic():
        if found is None or not allowed:
            links.make(None, RESET, _LASTS)
            return
        person, address = found
        links.void(person, RESET)
        token = links.make(person, RESET, _LASTS, address=address)
        link = reverse("account_reset_password_from_key", args=[token])
        letters.write(person, address, RESET, link=link, named=True)


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """Where to look for the letter."""
    told = account_section().recovery.error
    return render(request, "account/password_reset_done.html", {"told": told})


def no_such_link(_request: HttpRequest) -> HttpResponse:
    """What looks like our link and is none: nothing is there. Allauth would take it for a link of its own."""
    raise Http404


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """A new password, by the link of a letter. A second factor, if any, stays on."""
    link = links.find(token, RESET)
    if link is None or link.person is None or link.address != confirmed_address(link.person):
        again = reverse("account_reset_password")
        return render(request, "account/link_over.html", {"again": again}, status=404)
    form = NewPassword(link.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if links.use(link):
                get_adapter(request).set_password(link.person, form.cleaned_data["password1"])
                _changed(request, link.person)
        return HttpResponseRedirect(reverse("account_login"))
    return render(request, "account/password_reset_from_key.html", {"form": form})


def _changed(request: HttpRequest, person: Person) -> None:
    """What follows from a new password: sessions end, the person is told, and may try it at once."""
    devices.end_others(person, "")
    begin_again(request, person)
    adapter = get_adapter(request)
    adapter.send_notification_mail("account/email/password_reset", person)
    signals.password_reset.send(sender=Person, request=request, user=person)
    messages.success(request, say("password saved"))
