"""Keeping what a browser chose about cookies: in the browser itself, and as a proof.

The Global Privacy Control signal of a browser takes back a yes that stands in it, and that is kept as every
other withdrawal (GDPR Art. 7(1), 7(3)). Where nothing was agreed to, the signal leaves nothing: no yes is
there to be taken back, nothing is set, and a number given to a browser only to prove that it refused would
itself be a trace of somebody who wants none (Art. 5(1)(c)).
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Final, TypeAlias

from django.http import HttpRequest, HttpResponse

from honour.keeping.at_work import the_site
from honour.keeping.consents import actions
from honour.keeping.consents.actions import Said
from honour.keeping.people.limits import Limit, count
from honour.keeping.people.models import Person
from honour.keeping.people.sessions import hashed
from honour.places.terms import add
from honour.portal.my_choices.asked import COOKIE, asked, holds, lasts, read, written
from honour.portal.my_choices.banner import language
from honour.portal.my_choices.gate import refuses
from honour.portal.my_choices.words import WORDS
from honour.portal.visitor import address_of

Answer: TypeAlias = Callable[[HttpRequest], HttpResponse]

_CHOOSING: Final = Limit("cookie choice", 300, 3600)  # many people may share an address


def keep(request: HttpRequest, response: HttpResponse, yes: frozenset[str], said: Said) -> bool:
    """Keep a choice, and let the browser remember it; False, with nothing kept, for a yes too many. A refusal
    is always taken, and needs no proof.
    """
    site, policy = the_site(), the_site().policy
    proven = count(_CHOOSING, address_of(request)) is not None
    if yes and not proven:
        return False
    before, today = read(policy, request.COOKIES.get(COOKIE, "")), site.now().date()
    number = before.number if before else secrets.token_urlsafe(16)
    ends, names = add(today, lasts(policy)), [each.name for each in asked(policy)]
    if proven:
        actions.choose_cookies(
            hashed(number),
            [name for name in names if name in yes],
            [name for name in names if name not in yes],
            said,
            datetime.combine(ends, time.min, UTC),
            request.user if isinstance(request.user, Person) else None,
        )
    response.set_cookie(
        COOKIE,
        written(policy, number, today, yes),
        max_age=(ends - today).days * 86_400,
        secure=True,
        httponly=True,
        samesite="Lax",
    )
    return True


def signal_heeded(answer: Answer) -> Answer:
    """Takes back what a browser agreed to once it sends the signal: once, for then no yes stands any more."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if refuses(request) and COOKIE not in response.cookies and _has_agreed(request):
            words = f"Sec-GPC: 1\n{WORDS['gpc refuses'].say(language())}"
            keep(request, response, frozenset(), Said(words, language(), "browser signal"))
        return response

    return respond


def _has_agreed(request: HttpRequest) -> bool:
    policy = the_site().policy
    chosen = read(policy, request.COOKIES.get(COOKIE, ""))
    return chosen is not None and bool(chosen.agreed) and holds(policy, chosen, the_site().now().date())
