"""The page behind the link of an answer: all that is held, for whoever asked to see it without an account.

What could go wrong for ever: what is given cannot be called back; `keeping.messages.access` says who gets it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.keeping.at_work import the_site
from honour.keeping.messages import access
from honour.keeping.messages.models import Message
from honour.places.terms import local_day
from honour.portal.templatetags.words import say
from honour.promises.findings import Unreadable
from honour.publishing.archive import whole

BY: Final = "link"
"""How the journal calls whoever has the link of a letter."""


@never_cache
@require_http_methods(["GET", "POST"])
def archive(request: HttpRequest, reference: str, token: str) -> HttpResponseBase:
    """The page with the button, and the archive; again as often as wanted, for its days."""
    now = the_site().now()
    decision = access.behind(reference, token, now)
    if decision is None:
        return _over(request)
    if request.method != "POST":
        shown = {"message": decision.message, "until": decision.opens_until}
        return render(request, "portal/contact/archive.html", shown)
    pieces = _pieces(decision.message, now)
    try:
        next(pieces)
    except LookupError:
        return _over(request)
    except (StoreUnreachable, StoreChanged, Unreadable):
        return render(request, "portal/error.html", {"error": "store away"}, status=503)
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    day = local_day(now, the_site().policy.site.time_zone)
    answer["Content-Disposition"] = f'attachment; filename="{say("contact archive name")}-{day}.zip"'
    return answer


def _pieces(message: Message, now: datetime) -> Iterator[bytes]:
    """As `publishing.archive.whole`; the stores stay lent until the last piece left. Raises LookupError."""
    with the_site().stores() as ports:
        match = access.whom(ports, message)
        access.exported(message, match, BY, {}, now)
        yield from whole(ports, (match,), now, access.kinds_given(message))


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/contact/link.html", {"state": "over"}, status=404)
