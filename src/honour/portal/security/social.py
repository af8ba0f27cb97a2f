"""Sign-in through other platforms: those that the policy names, and nothing asked of them before a click.

What could go wrong for ever: what a platform tells of somebody lies in a table. So only its own number of
the person is kept, no token and no profile; who disconnects has that removed as well.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from allauth.account.signals import authentication_step_completed
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.facebook import views as facebook
from allauth.socialaccount.providers.google import views as google
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.conf import settings
from django.db.models.signals import pre_save
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_protect

from honour.keeping.people import devices
from honour.keeping.people.acts import journalled
from honour.keeping.people.models import Person
from honour.keeping.people.sessions import hashed

View: TypeAlias = Callable[..., HttpResponse]
_STEPS: Final = "account_authentication_methods"  # where allauth notes the steps of a sign-in
_TYPED: Final = frozenset({"email", "username", "uid"})
_BUTTONS: Final = frozenset(
    {"account_login", "account_signup", "socialaccount_connections", "facebook_login", "google_login"}
)
"""The pages whose buttons lead to a provider."""


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """What allauth asks of a site about other platforms."""

    def get_requests_session(self) -> Any:
        """What allauth asks a platform with: it reaches the hosts that `honour.toml` names, and no other, not
        by a redirect either; no proxy of the environment stands between.
        """
        session = super().get_requests_session()
        session.trust_env = False
        adapters = dict(session.adapters)
        session.adapters.clear()
        for begins in settings.SIGN_IN_ASKS:
            session.mount(begins, adapters[f"{begins.partition('://')[0]}://"])
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Forget token and profile, before they wait in a session, and refuse staff, whose account no other
        platform may open. Raises ImmediateHttpResponse.
        """
        sociallogin.token = None
        sociallogin.account.extra_data = {}
        comes = sociallogin.user if sociallogin.is_existing else request.user
        if isinstance(comes, Person) and comes.pk and comes.is_staff:
            raise ImmediateHttpResponse(render(request, "portal/security/not_for_staff.html", status=403))


def offered(provider: str, view: View) -> View:
    """The view of a provider, which is not there where the policy does not name it or its keys are unset."""

    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if provider not in settings.SOCIALACCOUNT_PROVIDERS:
            raise Http404
        return view(request, *args, **named)

    return answer


facebook_login = csrf_protect(offered("facebook", facebook.oauth2_login))
facebook_callback = offered("facebook", facebook.oauth2_callback)
google_login = csrf_protect(offered("google", google.oauth2_login))
google_callback = offered("google", google.oauth2_callback)


def buttons_may_leave(answer: View) -> View:
    """Lets forms lead to the providers, from the pages alone that have such a button (CSP `form-action`)."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        found = request.resolver_match
        if settings.SIGN_IN_HOSTS and found and found.url_name in _BUTTONS:
            response._csp_update = {"form-action": settings.SIGN_IN_HOSTS}  # type: ignore[attr-defined]
        return response

    return respond


def connect() -> None:
    """Listen to allauth. Called once."""
    pre_save.connect(_forget_profile, sender=SocialAccount)
    authentication_step_completed.connect(_forget_typed)
    social_account_added.connect(_added)
    social_account_removed.connect(_removed)


def _forget_profile(instance: SocialAccount, **_: Any) -> None:
    """Keep nothing of what the platform tells besides its own number of the person."""
    instance.extra_data = {}


def _forget_typed(request: HttpRequest, **_: Any) -> None:
    """Keep of a session's steps how they were made, and neither what was typed nor the platform's number."""
    steps = request.session.get(_STEPS, [])
    request.session[_STEPS] = [{k: v for k, v in step.items() if k not in _TYPED} for step in steps]


def _added(request: HttpRequest, sociallogin: Any, **_: Any) -> None:
    journalled(
        sociallogin.user, "other platform connected", "person", {"platform": sociallogin.account.provider}
    )


def _removed(request: HttpRequest, socialaccount: SocialAccount, **_: Any) -> None:
    """S0-48: the platform's number of the person goes, from the sessions too, which name how they began."""
    mine = hashed(request.session.session_key or "")
    devices.end_others(socialaccount.user, mine)
    devices.end_naming(socialaccount.uid, mine)
    journalled(
        socialaccount.user, "other platform disconnected", "person", {"platform": socialaccount.provider}
    )
