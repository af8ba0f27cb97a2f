"""Asking for a way back into an account of which both user name and address were lost, and stopping that.

The answer is the same whoever asks: whether an account exists, only two of the staff find out, and the link
goes to the address on file. What could go wrong for ever is said in `keeping.recoveries.actions`.
"""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from honour.keeping.at_work import the_site
from honour.keeping.messages.actions import ASKED
from honour.keeping.people import links
from honour.keeping.people.limits import Limit, count
from honour.keeping.people.models import Person
from honour.keeping.recoveries import actions
from honour.places.personal import Personal
from honour.portal.templatetags.words import say
from honour.portal.visitor import address_of

FROM_ADDRESS: Final = Limit("recovery", 10, 3600)
"""How often somebody may ask from one address: as often as a typing error or a shared machine takes."""

_LONGEST: Final = 2000  # characters of what else somebody remembers


class AskBack(forms.Form):
    """Who the applicant is: nothing is left out, for two of the staff must recognise the account by it."""

    first_name = forms.CharField(max_length=200, widget=forms.TextInput({"autocomplete": "given-name"}))
    last_name = forms.CharField(max_length=200, widget=forms.TextInput({"autocomplete": "family-name"}))
    other = forms.CharField(max_length=_LONGEST, widget=forms.Textarea({"rows": 5}))

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for key, field in self.fields.items():
            field.label = say(f"ask back {key}")
            field.error_messages |= {"required": say(f"ask back give {key}")}
        self.fields["other"].help_text = say("ask back other hint")


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form, and that it was taken. Raises Http404 where the policy has no assisted recovery."""
    site = the_site()
    if site.policy.account is None or not site.policy.account.recovery.assisted:
        raise Http404
    form = AskBack(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "portal/contact/ask_back.html", {"form": form})
    if count(FROM_ADDRESS, address_of(request)) is None:
        return render(request, "429.html", status=429)
    stated = {name: Personal(str(value)) for name, value in form.cleaned_data.items()}
    actions.receive(stated, translation.get_language() or site.policy.site.authentic, site.now())
    return render(request, "portal/contact/ask_back.html", {"taken": True})


@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link by which the holder of an account stops it: a button, for mail scanners follow links."""
    link = links.find(token, actions.STOP)
    if link is None or link.person is None:
        return render(request, "portal/contact/link.html", {"state": "over"}, status=404)
    if request.method == "GET":
        return render(request, "portal/contact/stop_recovery.html", {})
    stopped = links.use(link) and actions.stop(link.person, the_site().now())
    state = "stopped" if stopped else "too late"
    return render(request, "portal/contact/link.html", {"state": state})


@require_POST
@login_required
def stop_signed_in(request: HttpRequest) -> HttpResponse:
    """The same by a session of the account."""
    person = request.user
    assert isinstance(person, Person)  # by `login_required`
    if actions.stop(person, the_site().now()):
        messages.success(request, say("contact stopped"))
    request.session.pop(ASKED, None)
    return HttpResponseRedirect(reverse("contact"))
