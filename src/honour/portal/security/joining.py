"""The page that the link of `honour staff` opens: where a member of staff chooses a password."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from honour.keeping.people import links
from honour.keeping.people.models import Person
from honour.portal.security.staff import JOIN
from honour.portal.templatetags.words import say


class ChoosePassword(forms.Form):
    """A password by the policy's rule, typed twice."""

    password1 = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )
    password2 = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )

    def __init__(self, person: Person, *args: Any, **named: Any) -> None:
        self.person = person
        super().__init__(*args, **named)

    def clean_password1(self) -> str:
        """The password, by the policy's rule. Raises ValidationError."""
        return str(get_adapter().clean_password(self.cleaned_data["password1"], user=self.person))

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        typed = super().clean() or {}
        if "password1" in typed and typed["password1"] != typed.get("password2"):
            self.add_error("password2", say("passwords differ"))
        return typed


@require_http_methods(["GET", "POST"])
def join_staff(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password by a link that works once; the second factor is asked for after the sign-in."""
    link = links.find(token, JOIN)
    if link is None or link.person is None:
        return render(request, "portal/security/not_me.html", {"state": "over"}, status=404)
    form = ChoosePassword(link.person, request.POST or None)
    if request.method == "POST" and form.is_valid() and links.use(link):
        link.person.set_password(form.cleaned_data["password1"])
        link.person.save(update_fields=["password"])
        messages.success(request, say("password chosen"))
        return HttpResponseRedirect(reverse("account_login"))
    return render(request, "portal/security/join_staff.html", {"form": form})
