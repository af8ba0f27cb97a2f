"""Where allauth meets the house: letters are rows, people are ours, and *now* is the site's."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.functional import lazy

from honour.keeping.at_work import the_site
from honour.keeping.letters import actions as letter_rows
from honour.keeping.people.acknowledging import to_acknowledge
from honour.keeping.people.acts import journalled
from honour.keeping.people.limits import Counted
from honour.keeping.people.models import Person
from honour.keeping.people.sessions import end_after
from honour.portal.account import letters
from honour.portal.account.addresses import send_confirmation
from honour.portal.account.finding import account_section
from honour.portal.account.lasting import lasting
from honour.portal.account.password_rule import refusals
from honour.portal.account.trying import count_sign_in, forgive
from honour.portal.templatetags.words import say
from honour.portal.visitor import address_of

_said = lazy(say, str)
_NOTICES: Final[Mapping[str, str]] = {
    "account/email/password_changed": "password changed",
    "account/email/password_set": "password changed",
    "account/email/password_reset": "password changed",
}


def _words_of_the_place() -> list[str]:
    """What everybody who sees the site tries first: its name, its publisher's, its host's first parts."""
    site = the_site().policy.site
    host = (urlsplit(site.address).hostname or "").rpartition(".")[0]
    return [each for each in (site.name, site.publisher.name, host) if each]


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """What allauth asks of a site."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_taken": _said("user name taken"),
        "email_taken": _said("address taken"),
        "enter_current_password": _said("current wrong"),
        "incorrect_password": _said("current wrong"),
        "too_many_login_attempts": _said("too many tries"),
        "email_password_mismatch": _said("sign in wrong"),
        "username_password_mismatch": _said("sign in wrong"),
    }
    _counted: list[Counted] | None = None

    def new_user(self, request: HttpRequest) -> Person:
        """A person who signs up now, in the language of the page."""
        return Person(joined=the_site().now(), language=translation.get_language() or "")

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        """Make up no user name: who was asked for none has none."""

    def clean_password(self, password: str, user: Person | None = None) -> str:
        """Refuse a password that is not what the policy asks, with every reason."""
        known = (
            [each for each in (user.username, user.email, user.name, user.first_name) if each] if user else []
        )
        found = refusals(password, account_section().password, known, _words_of_the_place())
        if found:
            raise forms.ValidationError([say(each.key, **each.named) for each in found])
        return password

    def set_password(self, user: Person, password: str) -> None:
        """Keep the hash of a new password, and the entry that it was changed."""
        with transaction.atomic():
            super().set_password(user, password)
            journalled(user, "password changed", "person", {})

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, against the account and the address that it comes from."""
        self._counted = count_sign_in(request, credentials.get("email") or credentials.get("username") or "")
        if self._counted is None:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        forgive(self._counted or [])

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign somebody in for as long as the policy says, from now; else until the browser closes."""
        super().login(request, user)
        lasts = account_section().lasts
        if lasts:
            end_after(request.session, lasting(lasts))
        else:
            request.session.set_expiry(0)

    def post_login(self, request: HttpRequest, user: Person, **named: Any) -> HttpResponse:
        """Lead on, past the page that asks to acknowledge a new version of the policy where one waits."""
        answer: HttpResponse = super().post_login(request, user, **named)
        if to_acknowledge(user) is None or not isinstance(answer, HttpResponseRedirect):
            return answer
        onward = urlencode({"next": answer.url})
        return HttpResponseRedirect(f"{reverse('acknowledge')}?{onward}")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where a request comes from; of a proxy only the site's own is believed."""
        return address_of(request)

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """Send the link that confirms an address: one of ours, which works once."""
        send_confirmation(emailconfirmation.email_address)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the owner of an account that somebody gave his address."""
        address = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
        if address is not None:
            letters.write(address.user, email, "account exists")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody what was changed; only at an address that he has confirmed."""
        address = EmailAddress.objects.get_verified(user)
        if address is None:
            return
        if template_prefix in _NOTICES:
            letters.write(user, address.email, _NOTICES[template_prefix])
        else:
            self.send_mail(template_prefix, address.email, {**(context or {}), "user": user})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter down by a template, in its reader's language; a job sends it."""
        person = context.get("user")
        with translation.override(letters.reader(person)):
            message = self.render_mail(template_prefix, email, context)
        letter_rows.write(
            person,
            email,
            kind=template_prefix,
            language=letters.reader(person),
            subject=message.subject,
            text=message.body,
            secret=bool({"key", "code", "activate_url", "password_reset_url"} & set(context)),
            now=the_site().now(),
        )
