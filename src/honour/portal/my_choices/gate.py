"""What no page can get round: a cookie that the policy does not declare, or that waits for a yes, is not set.

A cookie whose yes was taken back, has ended or met the Global Privacy Control signal is removed from the
browser with the next answer. The log says which name was refused, never its value.
"""

import logging
from collections.abc import Callable
from http.cookies import Morsel
from typing import Final, TypeAlias

from django.http import HttpRequest, HttpResponse

from honour.keeping.at_work import the_site
from honour.portal.my_choices.asked import COOKIE, agreed, declared, may_be_set

Answer: TypeAlias = Callable[[HttpRequest], HttpResponse]

_LOG: Final = logging.getLogger("honour.portal.cookies")


def declared_only(answer: Answer) -> Answer:
    """Lets through the cookies that may be set, for this host alone; removes those that may no longer be."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        policy = the_site().policy
        now_chosen = response.cookies.get(COOKIE)
        cookie = now_chosen.value if now_chosen else request.COOKIES.get(COOKIE, "")
        may = may_be_set(policy, agreed(policy, cookie, refuses(request), the_site().now().date()))
        for name in list(response.cookies):
            if name not in may and not _goes(response.cookies[name]):
                del response.cookies[name]
                _LOG.warning("a cookie was not set: the policy does not let it", extra={"cookie": name})
            else:
                _for_this_host(response.cookies[name])
        for name, need in declared(policy).items():
            if need == "consent" and name in request.COOKIES and name not in may:
                response.delete_cookie(name)
                _for_this_host(response.cookies[name])
        return response

    return respond


def refuses(request: HttpRequest) -> bool:
    """Whether the browser sends the Global Privacy Control signal (`Sec-GPC: 1`)."""
    return request.headers.get("Sec-GPC", "").strip() == "1"


def _goes(cookie: "Morsel[str]") -> bool:
    return str(cookie["max-age"]) == "0"


def _for_this_host(cookie: "Morsel[str]") -> None:
    """No `Domain`: the host alone gets it back (RFC 6265, 5.3). Over TLS alone, unread by scripts."""
    cookie["domain"] = ""
    cookie["samesite"] = cookie["samesite"] or "Lax"
    cookie["secure"] = cookie["httponly"] = True
