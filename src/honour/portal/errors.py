"""What a person is told when a page cannot be shown: what happened, and what to do."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from honour.portal.frame import frame


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, without the site's frame: the host may not be the site's. In English, as nobody reads it."""
    return HttpResponse(
        "This address is not this site's.\n", status=400, content_type="text/plain; charset=utf-8"
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return render(request, "portal/error.html", {"error": "forbidden"}, status=403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, where a form came without the token of its page; it lies in the session, which needs a cookie."""
    refused = settings.SESSION_COOKIE_NAME not in request.COOKIES
    error = "cookie refused" if refused else "stale form"
    return render(request, "portal/error.html", {"error": error}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "portal/error.html", {"error": "not found"}, status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """500, of which the log says where it came from."""
    told = render_to_string("portal/error.html", {"error": "fault", **frame(request)})  # asks no database
    return HttpResponse(told, status=500)
