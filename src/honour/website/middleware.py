"""What surrounds each request: whether the site is well, its log, the hosts it answers to, the language."""

import logging
from collections.abc import Callable
from http.cookies import Morsel
from threading import Lock
from time import perf_counter
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.locale import LocaleMiddleware
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from honour.keeping.at_work import the_site

Answer: TypeAlias = Callable[[HttpRequest], HttpResponse]
_METHODS: Final = ("GET", "HEAD", "POST")
_OF_THIS_HOST: Final = "__Host-"
_PATIENCE: Final = 0.05  # seconds
_TOO_LARGE: Final = (
    "Cet envoi est trop grand : {fr} Mo au plus. Raccourcissez-le, puis renvoyez-le.\n"
    "What was sent is too large: {en} MB at most. Shorten it and send it again.\n"
)

_LOG: Final = logging.getLogger("honour.website")


def in_turn(answer: Answer) -> Answer:
    """Computes one page at a time in a process: Python runs one thread at once, and threads that take it from
    each other at every statement to the database made a page take half as long again. Who has waited a while,
    because a page before it takes long (a password is hashed, a file is read), is answered beside it.
    """
    turn = Lock()

    def respond(request: HttpRequest) -> HttpResponse:
        if is_large(request):  # it comes in over minutes
            return answer(request)
        taken = turn.acquire(timeout=_PATIENCE)
        try:
            return answer(request)
        finally:
            if taken:
                turn.release()

    return respond


def well(answer: Answer) -> Answer:
    """Answers `/health` (the process lives) and `/ready` (its database answers) to whoever asks.

    Whoever balances load asks by the machine's address, so the host is not looked at.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if request.path == "/health":
            return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")
        if request.path == "/ready":
            return _ready()
        return answer(request)

    return respond


def _ready() -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse(
            "the database does not answer\n", content_type="text/plain; charset=utf-8", status=503
        )
    return HttpResponse("ready\n", content_type="text/plain; charset=utf-8")


def logged(answer: Answer) -> Answer:
    """Writes one line for each request: route, method, status and length, and nothing about who asked."""

    def respond(request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        response = answer(request)
        found = request.resolver_match
        fields = {
            "route": (found.view_name or found.route) if found else "",
            "method": request.method if request.method in _METHODS else "other",
            "status": response.status_code,
            "milliseconds": round((perf_counter() - began) * 1000),
        }
        _LOG.info("answered", extra=fields)
        return response

    return respond


def pages_alone(answer: Answer) -> Answer:
    """Takes what browsers ask pages with, and no body larger than a form's: Django would write files that
    nobody asked for to the disk before any page could refuse them. The addresses of documents, which seal
    what they receive, take one document.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if request.method not in _METHODS:
            return HttpResponseNotAllowed(_METHODS)
        if is_large(request):
            most = _most(request)
            if _length(request) > most:
                told = _TOO_LARGE.format(fr=_megabytes(most, ","), en=_megabytes(most, "."))
                return HttpResponse(told, status=413, content_type="text/plain; charset=utf-8")
        return answer(request)

    return respond


def is_large(request: HttpRequest) -> bool:
    """Whether a request bears more than a form does."""
    length = _length(request)
    return length > 0 and length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _most(request: HttpRequest) -> int:
    """How many bytes the address of a request takes."""
    form = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    try:
        name = resolve(request.path_info).view_name
    except Resolver404:
        return form
    return form + int(settings.UPLOAD_MOST) if name in settings.UPLOADS else form


def _megabytes(size: int, point: str) -> str:
    return f"{size / 1024 / 1024:.1f}".replace(".", point)


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else 0


def cookies_of_this_host(answer: Answer) -> Answer:
    """Gives every cookie a name that binds it to this host, over TLS, and takes none without: whoever has
    another host of the same domain could else put his own into people's browsers (RFC 6265bis, 4.1.3.2).
    Within, they have the names that the policy declares.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        sent = {name: value for name, value in request.COOKIES.items() if name.startswith(_OF_THIS_HOST)}
        request.COOKIES = {name.removeprefix(_OF_THIS_HOST): value for name, value in sent.items()}
        response = answer(request)
        for name in list(response.cookies):
            cookie: Morsel[str] = response.cookies.pop(name)
            cookie.set(_OF_THIS_HOST + name, cookie.value, cookie.coded_value)
            cookie["path"] = "/"
            response.cookies[cookie.key] = cookie
        return response

    return respond


def known_hosts(answer: Answer) -> Answer:
    """Refuses requests for a host that is not the site's: links are built from nobody else's word.

    Behind a proxy also those that did not come through it: what they say of the client could be invented.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        if settings.PROXY and request.META.get("REMOTE_ADDR") != settings.PROXY:
            return HttpResponse(
                "Ask through the proxy.\n", status=403, content_type="text/plain; charset=utf-8"
            )
        request.get_host()  # raises DisallowedHost, answered as 400
        return answer(request)

    return respond


def kept_by_nobody(answer: Answer) -> Answer:
    """Lets no browser and nothing on the way keep a page of somebody who has a session: after the sign-out,
    or with the next person at the same machine, going back shows nothing.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return respond


def in_the_sites_time(answer: Answer) -> Answer:
    """Shows every instant in the time zone that the policy names: people's days begin and end in it."""

    def respond(request: HttpRequest) -> HttpResponse:
        with timezone.override(ZoneInfo(the_site().policy.site.time_zone)):
            return answer(request)

    return respond


class LanguageMiddleware(LocaleMiddleware):
    """The language that the person chose, else that of the browser, else the policy's own."""

    def process_request(self, request: HttpRequest) -> None:
        """Set the language for the length of the request."""
        super().process_request(request)
        request.LANGUAGE_CODE = translation.get_language()
