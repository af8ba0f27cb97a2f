"""The pages from which a person looks after the account."""

from typing import Final, cast

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.views import LoginView, SignupView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from honour.keeping.at_work import the_site
from honour.keeping.people import links
from honour.keeping.people.limits import count
from honour.keeping.people.models import Person
from honour.portal.account import addresses
from honour.portal.account.finding import account_section, confirmed_address
from honour.portal.account.forms import NewAddress
from honour.portal.account.sign_up import purposes
from honour.portal.account.trying import CHANGE_ADDRESS, SIGN_UP, address_of, too_often
from honour.portal.templatetags.words import say
from honour.promises.grammar import sentence
from honour.promises.languages import Language
from honour.promises.say import ADVICE

_AT_SIGN_UP: Final = ("strong password", "distinct passwords", "keep credentials safe")


@require_GET
@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, and what can be changed."""
    return render(request, "portal/account/my_account.html")


class SignInView(LoginView):  # type: ignore[misc]  # allauth carries no types
    """Signing in, and what to do where a name or a password is forgotten."""

    def get_context_data(self, **named: object) -> dict[str, object]:
        """What the page shows beside the form."""
        return {**super().get_context_data(**named), "by_both": len(account_section().known_by) > 1}


class SignUpView(SignupView):  # type: ignore[misc]  # allauth carries no types
    """Opening an account: at most so often from one address, with what is to be read before, and advice."""

    def post(self, request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        """Open the account, unless too many were opened from there."""
        if count(SIGN_UP, address_of(request)) is None:
            return too_often(request)
        answer: HttpResponse = super().post(request, *args, **named)
        return answer

    def get_context_data(self, **named: object) -> dict[str, object]:
        """What the page shows beside the form."""
        policy = the_site().policy
        language: Language = "fr" if self.request.LANGUAGE_CODE == "fr" else "en"
        documents = policy.tell.documents
        advised = policy.say.advice
        shown = {
            "legal_notice": next((each.address for each in documents if each.name == "legal notice"), ""),
            "advice": [
                sentence(ADVICE[each].say(language), language) for each in advised if each in _AT_SIGN_UP
            ],
        }
        context = {**super().get_context_data(**named), **shown}
        return {**context, "purposes": purposes(context["form"].fields)}


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def change_address(request: HttpRequest) -> HttpResponse:
    """Ask for another address; it is that of the account once its link was followed."""
    raise_if_reauthentication_required(request, app="allauth.account")
    person = cast(Person, request.user)
    form = NewAddress(person, request.POST if "address" in request.POST else None)
    if request.method == "POST" and "cancel" in request.POST:
        links.void(person, addresses.CHANGE)
        return HttpResponseRedirect(reverse("account_email"))
    if request.method == "POST" and form.is_valid():
        if count(CHANGE_ADDRESS, f"person {person.pk}") is None:
            return too_often(request)
        addresses.ask_change(person, form.cleaned_data["address"])
        messages.info(request, say("change sent"))
        return HttpResponseRedirect(reverse("account_email"))
    shown = {
        "form": form,
        "current": confirmed_address(person),
        "waiting": addresses.waiting(person),
    }
    return render(request, "account/email_change.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address that a link was sent to; following it alone changes nothing."""
    link = links.find(token, addresses.CONFIRM, addresses.CHANGE)
    if link is None:
        again = reverse("my_account" if request.user.is_authenticated else "account_login")
        return render(request, "account/link_over.html", {"again": again}, status=404)
    if request.method == "GET":
        return render(request, "account/email_confirm.html", {"address": link.address})
    if not addresses.confirm(link):
        return render(request, "account/email_confirm.html", {"taken": True}, status=409)
    messages.success(request, say("address confirmed"))
    return HttpResponseRedirect(reverse("my_account" if request.user.is_authenticated else "account_login"))
