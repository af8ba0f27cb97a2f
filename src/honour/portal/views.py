"""The first page, and the choice of language."""

from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from honour.keeping.at_work import the_site
from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.publishing.html import summary
from honour.publishing.page import page


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The first page of the site: what it promises in short, and the ways on."""
    language: Language = "fr" if translation.get_language() == "fr" else "en"
    site = the_site()
    return render(
        request,
        "portal/home.html",
        {"publisher": site.policy.site.publisher.name, "in_short": _in_short(site.policy, language)},
    )


@lru_cache(maxsize=4)
def _in_short(policy: Policy, language: Language) -> SafeString:
    return mark_safe(summary(page(policy, language, accounts_here=True)))  # noqa: S308 - escaped there


@require_GET
def look(request: HttpRequest) -> HttpResponse:
    """The publisher's colour."""
    response = HttpResponse(the_site().style, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_GET
def logo(request: HttpRequest) -> HttpResponse:
    """The publisher's logo. Raises Http404 where there is none."""
    picture = the_site().logo
    if picture is None:
        raise Http404
    response = HttpResponse(picture[1], content_type=picture[0])
    response["Cache-Control"] = "public, max-age=3600"
    return response


@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language for as long as the browser is open (its cookie is declared as exempt).

    Without a token against forgery, which would need a session for whoever only reads: all that another
    site could do through it is to change the language.
    """
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=True):
        back = "/"
    response = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, secure=True, httponly=True, samesite="Lax"
        )
    return response
