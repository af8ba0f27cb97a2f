"""The forms of an account: allauth's where they serve, in our words, with what the policy asks."""

import re
from collections.abc import Mapping
from typing import Any, Final

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    SetPasswordForm,
    SignupForm,
)
from allauth.account.internal import flows
from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from honour.keeping.at_work import the_site
from honour.keeping.people import sign_ins
from honour.keeping.people.models import Person
from honour.portal.account.finding import account_section, bearers
from honour.portal.account.trying import address_of
from honour.portal.templatetags.words import say
from honour.promises.account import LEAST_CHARACTERS

USER_NAME: Final = re.compile(r"[\w.+-]{2,150}")

# Of each field: its label, what is said where it is empty, and what a browser may fill in (HTML, autofill).
_FIELDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "login": ("user name or e-mail", "give login", "username"),
    "identifier": ("user name or e-mail", "give login", "username"),
    "username": ("user name", "give user name", "username"),
    "email": ("e-mail address", "give e-mail", "email"),
    "address": ("new address", "give e-mail", "email"),
    "password": ("password", "give current password", "current-password"),
    "oldpassword": ("current password", "give current password", "current-password"),
    "password1": ("new password", "give password", "new-password"),
    "password2": ("password again", "give password again", "new-password"),
}


def dress(form: forms.BaseForm) -> None:
    """Give the fields of a form our words, a place for the browser's help, and the policy's password rule."""
    twice = account_section().password.twice
    if not twice and "password2" in form.fields:
        del form.fields["password2"]
    for name, field in form.fields.items():
        if name not in _FIELDS:
            continue
        label, empty, fill = _FIELDS[name]
        field.label, field.help_text = say(label), ""
        field.error_messages["required"] = say(empty)
        attributes = field.widget.attrs
        attributes.pop("placeholder", None)
        attributes |= {"autocomplete": fill, "autocapitalize": "none", "spellcheck": "false"}
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = say("e-mail wrong")
    if "password1" in form.fields:
        _explain(form.fields["password1"])
    known_by = account_section().known_by
    for name in ("login", "identifier"):
        if name in form.fields and len(known_by) == 1:
            key, empty, fill = _FIELDS["email" if known_by[0] == "e-mail" else "username"]
            form.fields[name].label = say(key)
            form.fields[name].error_messages["required"] = say(empty)


def _explain(field: forms.Field) -> None:
    rule = account_section().password
    least = LEAST_CHARACTERS if rule.rule == "entropy" else rule.least
    field.help_text = say(f"rule {rule.rule}", least=least)
    field.widget.attrs |= {
        "data-rule": rule.rule,
        "data-least": str(least),
        "data-meter": say("meter"),
        "data-weak": say("meter weak"),
        "data-strong": say("meter strong"),
    }


def _same(form: Any) -> None:
    """Refuse two passwords that differ, where the policy has them entered twice."""
    first, second = form.cleaned_data.get("password1"), form.cleaned_data.get("password2")
    if "password2" in form.fields and first and second and first != second:
        form.add_error("password2", say("passwords differ"))


class EnterAccount(LoginForm):  # type: ignore[misc]  # allauth carries no types
    """Sign-in by user name or address, and password."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        dress(self)

    def _clean_with_password(self, credentials: dict[str, Any]) -> dict[str, Any]:
        try:
            return dict(super()._clean_with_password(credentials))
        except forms.ValidationError as refusal:
            known = account_section().recovery.error and not bearers(self.cleaned_data["login"])
            tried = getattr(refusal, "code", "") == "too_many_login_attempts"
            self.add_error("login", say("unknown") if known and not tried else refusal.messages)
            return dict(self.cleaned_data)

    def _login_with_password(
        self, request: HttpRequest, redirect_url: str | None, credentials: dict[str, Any]
    ) -> HttpResponse:
        """As allauth does, but how long it lasts is for whoever signs the person in, once he is."""
        self._login.redirect_url = redirect_url
        answer: HttpResponse = flows.login.perform_password_login(request, credentials, self._login)
        return answer


class SignUp(SignupForm):  # type: ignore[misc]  # allauth carries no types
    """A new account: what the policy asks and nothing else."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        dress(self)
        self.fields["email"].help_text = say("e-mail hint")
        self.fields["password1"].label = say("password")
        if "username" in self.fields:
            self.fields["username"].help_text = say("user name hint")
        if "read" in self.fields:
            self.fields["read"].error_messages["required"] = say("tick read")
            self.fields["read"] = self.fields.pop("read")  # the last on the page, and in the summary

    def clean_username(self) -> str:
        """A user name that can be no address, and that nobody has."""
        written = self.cleaned_data["username"]
        if not USER_NAME.fullmatch(written):
            raise forms.ValidationError(say("user name wrong"))
        return str(super().clean_username())

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong with the password, and whether both entries are the same, in our words."""
        super().clean()
        if "password2" in self.errors and self["password2"].data:
            del self.errors["password2"]
            self.add_error("password2", say("passwords differ"))
        return dict(self.cleaned_data)

    def validate_unique_email(self, value: str) -> str:
        """Only who confirmed an address has it. Whether somebody does is said or not as the policy has it."""
        self.account_already_exists = EmailAddress.objects.filter(email=value, verified=True).exists()
        if self.account_already_exists and account_section().recovery.error:
            raise forms.ValidationError(say("address taken"))
        return value

    def try_save(self, request: HttpRequest) -> Any:
        """Where there is an account already, do as much work as for a new one."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)

    def save(self, request: HttpRequest) -> Person:
        """The person, what was acknowledged and its entry: all or nothing."""
        with transaction.atomic():
            person: Person = super().save(request)
            site = the_site()
            if "address" in sign_ins.declared(site.policy):
                seen = sign_ins.Seen(address=address_of(request))
                sign_ins.keep(person, seen, "sign-up", site.policy, site.now())
        return person


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]  # allauth carries no types
    """A new password in place of the current one."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Both entries, where there are two, are the same."""
        _same(self)
        return dict(self.cleaned_data)


class SetPassword(SetPasswordForm):  # type: ignore[misc]  # allauth carries no types
    """The first password of somebody who signed up through another platform."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Both entries, where there are two, are the same."""
        _same(self)
        return dict(self.cleaned_data)


class Reauthenticate(ReauthenticateForm):  # type: ignore[misc]  # allauth carries no types
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        dress(self)


class AskReset(forms.Form):
    """Whose password is to be chosen anew: a user name or an address."""

    identifier = forms.CharField(max_length=254)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        dress(self)


class NewPassword(SetPasswordForm):  # type: ignore[misc]  # allauth carries no types
    """A new password, by whoever followed the link."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Both entries, where there are two, are the same."""
        _same(self)
        return dict(self.cleaned_data)


class NewAddress(forms.Form):
    """The address that an account is to have."""

    address = forms.EmailField(max_length=254)

    def __init__(self, person: Person, *args: Any, **named: Any) -> None:
        self.person = person
        super().__init__(*args, **named)
        dress(self)

    def clean_address(self) -> str:
        """Lower case; not the one that it has. Whether another has it is said or not as the policy has it."""
        address = str(self.cleaned_data["address"]).lower()
        if EmailAddress.objects.filter(user=self.person, email=address, verified=True).exists():
            raise forms.ValidationError(say("address same"))
        error = account_section().recovery.error
        if error and EmailAddress.objects.filter(email=address, verified=True).exists():
            raise forms.ValidationError(say("address taken"))
        return address
