"""The requests of one month, as an authority asks for them: by outcome, with their delays, to take away."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from honour.console.requests.staff import Staff, for_staff
from honour.keeping.at_work import the_site
from honour.keeping.messages.reading import decided
from honour.keeping.requests.told import Told, as_rows, month_around, month_before, outcome_of, told
from honour.places.terms import local_day
from honour.promises.grammar import month_in_words
from honour.promises.languages import Language
from honour.publishing.month import Line, month_sheets
from honour.publishing.sheets import as_html, as_ods

_FIRST: Final = 2000  # a year before any site


@never_cache
@require_GET
@for_staff
def month(request: HttpRequest, staff: Staff, written: str = "") -> HttpResponse:
    """A month (`2026-10`), the last whole one where none is named. It names nobody."""
    year, number = _read(written) if written else month_before(_today())
    lines, _ = _lines(year, number)
    before, after = month_before(date(year, number, 1)), _after(year, number)
    page = {
        "named": month_in_words(year, number, _language()),
        "month": _written(year, number),
        "before": _written(*before),
        "after": _written(*after) if after <= (_today().year, _today().month) else "",
        "late": sum(each.late for each in lines),
        "asked": len(lines),
        "text": mark_safe(as_html(month_sheets(lines, _language()))),  # noqa: S308  # escaped cell by cell
    }
    return render(request, "console/requests/month.html", page)


@never_cache
@require_GET
@for_staff
def taken(request: HttpRequest, staff: Staff, written: str, form: str) -> HttpResponse:
    """The same as a file: `ods`, or `json` as `honour requests --json` prints it. Raises Http404."""
    year, number = _read(written)
    lines, found = _lines(year, number)
    outcomes = decided([each.request for each in found])
    if form == "ods":
        content = as_ods(month_sheets(lines, _language()), _language())
        answer = HttpResponse(content, content_type="application/vnd.oasis.opendocument.spreadsheet")
    elif form == "json":
        document = {
            "month": _written(year, number),
            "today": _today().isoformat(),
            "requests": as_rows(found, outcomes),
        }
        answer = JsonResponse(document)
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="requests-{_written(year, number)}.{form}"'
    return answer


def _lines(year: int, number: int) -> tuple[list[Line], list[Told]]:
    site, today = the_site(), _today()
    zone = site.policy.site.time_zone
    found = told(ZoneInfo(zone), site.now(), *month_around((year, number), zone))
    outcomes = decided([each.request for each in found])
    return [
        Line(
            each.request,
            each.kind,
            each.asked,
            each.due,
            each.answered,
            max(((each.answered or today) - each.asked).days - each.stood, 0),
            outcome_of(each, outcomes),
            each.late,
        )
        for each in found
    ], found


def _read(written: str) -> tuple[int, int]:
    try:
        read = datetime.strptime(written, "%Y-%m")  # noqa: DTZ007  # a month, no instant
    except ValueError:
        raise Http404 from None
    if read.year < _FIRST or (read.year, read.month) > (_today().year, _today().month):
        raise Http404
    return read.year, read.month


def _after(year: int, number: int) -> tuple[int, int]:
    return (year, number + 1) if number < 12 else (year + 1, 1)


def _written(year: int, number: int) -> str:
    return f"{year:04}-{number:02}"


def _today() -> date:
    site = the_site()
    return local_day(site.now(), site.policy.site.time_zone)


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"
