"""What follows when somebody signs in, or when what protects an account changes.

What could go wrong for ever: nothing; a session that is ended is begun again.
"""

import logging
from typing import Any, Final

from allauth.account.signals import password_changed, password_reset, password_set, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib import messages
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from honour.keeping.at_work import the_site
from honour.keeping.people import devices, factors
from honour.keeping.people.acts import journalled
from honour.keeping.people.models import Person
from honour.keeping.people.sessions import hashed
from honour.portal.security.demanding import has_factor
from honour.portal.security.signing_in import note
from honour.portal.templatetags.words import say

_LOG: Final = logging.getLogger("honour.portal.security")


def connect() -> None:
    """Listen to allauth. Called once."""
    user_logged_in.connect(_signed_in)
    user_login_failed.connect(_failed)
    for changed in (password_changed, password_set, password_reset):
        changed.connect(_end_others)
    authenticator_added.connect(_added)
    authenticator_reset.connect(_added)
    authenticator_removed.connect(_removed)


def _signed_in(request: HttpRequest, user: Person, **_: Any) -> None:
    note(request, user)
    _advise(request, user)


def _failed(**_: Any) -> None:
    """Say in the site's log that somebody did not come in, and nothing about whom."""
    _LOG.warning("a sign-in failed")


def _advise(request: HttpRequest, user: Person) -> None:
    """S0-31: recommended, never forced where the policy offers it."""
    account = the_site().policy.account
    if account is None or account.people != "offered" or has_factor(user):
        return
    link = format_html('<a href="{}">{}</a>', reverse("mfa_index"), say("second factor"))
    messages.info(request, format_html("{} {}", say("factor advised"), link))


def _end_others(request: HttpRequest, user: Person, **_: Any) -> None:
    """Whoever was signed in by what was before is so no more."""
    mine = request.user.is_authenticated and request.user.pk == user.pk
    devices.end_others(user, hashed(request.session.session_key or "") if mine else "")


def _added(request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    journalled(user, "second factor added", "person", {"kind": str(authenticator.type)})
    _end_others(request, user)


def _removed(request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    journalled(user, "second factor removed", "person", {"kind": str(authenticator.type)})
    if not Authenticator.objects.filter(user_id=user.pk).exists():
        factors.forget(user.pk)
    _end_others(request, user)
