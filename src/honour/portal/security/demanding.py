"""Who must have a second factor, and what may be reached without one.

Staff reach nothing of their work before they have one, whatever the policy says of people; people, where the
policy requires one of them. Everything is closed that is not named here. A stolen session of a member of
staff opens little: a page of people's files says how recently its factor must have been shown (`for_roles`),
and after half an hour without a visit every page of staff asks for it again.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit, urlunsplit

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.keeping.people.sessions import real_now
from honour.keeping.people.staff import FRESH
from honour.portal.templatetags.words import say

Answer: TypeAlias = Callable[[HttpRequest], HttpResponse]
FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as one: recovery codes only stand in for another."""

IDLE: Final = 30 * 60
"""Seconds without a visit after which pages of staff ask for the second factor again (a
choice of the house).
"""

_SEEN: Final = "staff_seen"
_SEEN_EVERY: Final = 60  # seconds: more often would write the session for each page
_CONSOLE: Final = "honour.console."
_OF_NOBODY: Final = "honour.console.outbox"  # the letters of a demo, open to whoever tries it
_STAFF_MAY: Final = ("allauth.", "honour.portal.")
_PEOPLE_MAY: Final = (
    "allauth.",
    "honour.portal.security.",
    "honour.portal.policy.",
    "honour.portal.contact.",
    "honour.portal.views",
)


def has_factor(person: Person) -> bool:
    """Whether somebody has an authenticator app or a passkey."""
    return bool(get_adapter().is_mfa_enabled(person, FACTORS))


def demanded_of(person: Person) -> bool:
    """Whether the policy requires a second factor of somebody, or his role does."""
    account = the_site().policy.account
    return person.is_staff or (account is not None and account.people == "required")


class SecondFactor:
    """The middleware that sends whoever lacks a second factor to the page where it is added."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, named: Any
    ) -> HttpResponseRedirect | None:
        """Answer in the page's place where a second factor lacks."""
        account = the_site().policy.account
        required = account is not None and account.people == "required"
        module = f"{view.__module__}"
        if module.startswith(_PEOPLE_MAY if required else _STAFF_MAY):
            return None
        person = request.user
        if not isinstance(person, Person) or not demanded_of(person):
            return None
        if has_factor(person):
            return _again(request, person, view) if module.startswith(_CONSOLE) else None
        messages.warning(request, say("factor demanded"))
        return HttpResponseRedirect(reverse("mfa_index"))


def _again(request: HttpRequest, person: Person, view: Any) -> HttpResponseRedirect | None:
    """Where a member of staff must show the second factor once more; None where he may go on."""
    if not person.is_staff or f"{view.__module__}".startswith(_OF_NOBODY):
        return None
    now, fresh = real_now().timestamp(), getattr(view, FRESH, 0)
    seen = request.session.get(_SEEN, now)
    wanted = min(filter(None, (fresh, IDLE if now - seen > IDLE else 0)), default=0)
    if wanted and not shown_within(request, wanted):
        back = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "")
        page = urlsplit(back)
        onward = urlencode({"next": urlunsplit(("", "", page.path or "/staff/", page.query, ""))})
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{onward}")
    if now - seen > _SEEN_EVERY or _SEEN not in request.session:
        request.session[_SEEN] = now
    return None


def shown_within(request: HttpRequest, seconds: int) -> bool:
    """Whether a second factor was shown in this session within so many seconds, at the sign-in or since."""
    since = real_now().timestamp() - seconds
    return any(
        step["method"] == "mfa" and step["at"] > since
        for step in get_authentication_records(request, request.user)
    )
