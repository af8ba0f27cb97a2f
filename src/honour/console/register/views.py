"""The register as a page, and as a file to hand over.

It names nobody: it counts rows and tells days. So looking at it is no reading of anybody's data.
"""

from collections.abc import Callable, Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from honour.carrying_out.observing import observed
from honour.keeping.at_work import the_site
from honour.keeping.journal.checked import last_checked
from honour.keeping.journal.used import used
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER
from honour.keeping.people.staff import Staff, for_roles
from honour.keeping.versions.reading import versions
from honour.places.terms import local_day
from honour.promises.languages import Language
from honour.publishing.register import Register, register
from honour.publishing.register_html import whole
from honour.publishing.register_json import as_document
from honour.publishing.register_sheets import sheets, title
from honour.publishing.sheets import as_folded, as_ods

_ASKED_FIRST: Final = ("observed", "documents", "recipients", "measures")
"""The parts that a control begins with: the oldest rows, the contracts, who receives, what protects."""

ROLES: Final = (PRIVACY_OFFICER, ADMINISTRATION)


@never_cache
@require_GET
@for_roles(*ROLES)
def shown(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The register, live."""
    told = _register()
    found = sheets(told)
    page = {
        "title": title(told),
        "made": told.made,
        "contents": [(each.anchor, each.heading) for each in found if each.anchor in _ASKED_FIRST],
        "wanting": sum(slot.wanting for slot in told.slots),
        "text": mark_safe(as_folded(found)),  # noqa: S308  # escaped cell by cell
    }
    return render(request, "console/register/register.html", page)


@never_cache
@require_GET
@for_roles(*ROLES)
def taken(request: HttpRequest, staff: Staff, form: str) -> HttpResponse:
    """The register as a file. Raises Http404 for a form that there is none of."""
    if form not in _FORMS:
        raise Http404
    response = _FORMS[form](_register())
    response["Content-Disposition"] = f'attachment; filename="register.{form}"'
    return response


def _ods(told: Register) -> HttpResponse:
    content = as_ods(sheets(told), told.language)
    return HttpResponse(content, content_type="application/vnd.oasis.opendocument.spreadsheet")


def _html(told: Register) -> HttpResponse:
    return HttpResponse(whole(told), content_type="text/html; charset=utf-8")


def _json(told: Register) -> HttpResponse:
    return JsonResponse(as_document(told), json_dumps_params={"ensure_ascii": False})


_FORMS: Final[Mapping[str, Callable[[Register], HttpResponse]]] = {
    "ods": _ods,
    "html": _html,
    "json": _json,
}


def _register() -> Register:
    site = the_site()
    now, written = site.now(), site.written
    assert written is not None  # a site that is served has a map
    language: Language = "fr" if translation.get_language() == "fr" else "en"
    with site.stores() as ports:
        seen = observed(ports, written, now)
    today = local_day(now, site.policy.site.time_zone)
    there, number = site.papers(), site.number or None
    about = (site.located(today), last_checked())
    return register(site.carried, language, seen, versions(site.read), used(), there, today, number, *about)
