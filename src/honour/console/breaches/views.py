"""The pages of breaches: the register with each clock, one of them, and each step of it. They name nobody.

What could go wrong for ever: the delay passes unseen, or letters go to people whom the breach did not reach.
So each page shows the hours that are left, and letters are written only to the list that the stores counted,
once somebody confirmed how many that is.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honour.carrying_out.breach import people_reached, rows_reached
from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.console.breaches.forms import Describe, New, Spare, Untold, filled
from honour.console.breaches.words import said
from honour.keeping.at_work import the_site
from honour.keeping.breaches import actions
from honour.keeping.breaches.actions import By, NotSo
from honour.keeping.breaches.models import Breach
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER
from honour.keeping.people.staff import READING, Staff, for_roles
from honour.places.terms import local_day
from honour.plans.breach import Facts, Stage, clock, due, hours_left, lacking, letter_lacks
from honour.promises.findings import Unreadable
from honour.publishing.breach import authority_form, told_to_authority
from honour.publishing.html import html
from honour.publishing.pdf import pdf

ROLES: Final = (PRIVACY_OFFICER, ADMINISTRATION)
_SHOWN: Final = 500


@never_cache
@require_GET
@for_roles(*ROLES, fresh=READING)
def listing(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The register, the newest first: each with its clock, also those that nobody was told of, and why."""
    now = the_site().now()
    rows = Breach.objects.order_by("-aware", "id")[:_SHOWN]
    shown = [{"row": row, **_clock(row, now), "facts": actions.facts_of(row)} for row in rows]
    return render(request, "console/breaches/list.html", {"breaches": shown})


@never_cache
@require_http_methods(["GET", "POST"])
@for_roles(*ROLES, fresh=READING)
def new(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Write down that somebody became aware of a breach: the 72 hours run from then."""
    site = the_site()
    form = New(request.POST or None, initial={"aware": site.now()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts = Facts(aware_by=given["aware_by"], how=given["how"])
        return _back(actions.record(given["aware"], facts, _by(staff), site.now()))
    return render(request, "console/breaches/new.html", {"form": form})


@never_cache
@require_GET
@for_roles(*ROLES, fresh=READING)
def one(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """One breach."""
    return _page(request, get_object_or_404(Breach, pk=number))


@require_POST
@for_roles(*ROLES, fresh=READING)
def describe(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """Write down what happened."""
    row = get_object_or_404(Breach, pk=number)
    form = _describing(actions.facts_of(row), request.POST)
    if not form.is_valid():
        return _page(request, row, describe=form)
    return _step(
        request, number, "breach kept", lambda: actions.write(number, form.facts(), _by(staff), _now())
    )


@require_POST
@for_roles(*ROLES, fresh=READING)
def count(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """Have the stores count the rows and list the people that the scope reaches."""
    row = get_object_or_404(Breach, pk=number)
    scope = actions.facts_of(row).scope
    try:
        with the_site().stores() as ports:
            rows = rows_reached(ports, scope)
            people = list(people_reached(ports, scope))
    except (StoreUnreachable, StoreChanged, Unreadable):
        messages.error(request, said("breach away"))
        return _back(number)
    return _step(
        request, number, "breach counted", lambda: actions.count(number, rows, people, _by(staff), _now())
    )


@require_POST
@for_roles(*ROLES, fresh=READING)
def notify(request: HttpRequest, staff: Staff, number: str, stage: str) -> HttpResponse:
    """Note that the authority was told: first what is known, then the rest."""
    row = get_object_or_404(Breach, pk=number)
    lacks = _lacking(row, _stage(stage))
    if lacks:
        told = "; ".join(said(f"breach lacks {name}") for name in lacks)
        messages.error(request, f"{said('breach blocked')} {told}")
        return _back(number)
    return _step(
        request,
        number,
        f"breach told {stage}",
        lambda: actions.notified(number, _stage(stage), _by(staff), _now()),
    )


@require_POST
@for_roles(*ROLES, fresh=READING)
def spare(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """Note that the authority need not be told, and why."""
    form = Spare(request.POST)
    if not form.is_valid():
        return _page(request, get_object_or_404(Breach, pk=number), spare=form)
    because = form.cleaned_data["because"]
    return _step(request, number, "breach spared", lambda: actions.spare(number, because, _by(staff), _now()))


@require_POST
@for_roles(*ROLES, fresh=READING)
def tell(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """Have the letters written to as many people as the page said, and to no other number."""
    row = get_object_or_404(Breach, pk=number)
    lacks = letter_lacks(actions.facts_of(row), the_site().policy.site.languages, sum(row.people.values()))
    if lacks:
        told = "; ".join(said(f"breach lacks {name}") for name in lacks)
        messages.error(request, f"{said('breach blocked')} {told}")
        return _back(number)
    given = request.POST.get("reached", "")
    reached = int(given) if given.isascii() and given.isdecimal() and len(given) < 12 else 0
    return _step(
        request, number, "breach telling", lambda: actions.begin_telling(number, reached, _by(staff), _now())
    )


@require_POST
@for_roles(*ROLES, fresh=READING)
def leave_untold(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """Note why the persons are not written to."""
    form = Untold(request.POST)
    if not form.is_valid():
        return _page(request, get_object_or_404(Breach, pk=number), untold=form)
    why = form.cleaned_data["untold"]
    return _step(
        request, number, "breach untold kept", lambda: actions.leave_untold(number, why, _by(staff), _now())
    )


@require_POST
@for_roles(*ROLES, fresh=READING)
def close(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """Close it: it stays in the register."""
    return _step(request, number, "breach closed", lambda: actions.close(number, _by(staff), _now()))


@never_cache
@require_GET
@for_roles(*ROLES, fresh=READING)
def form(request: HttpRequest, staff: Staff, number: str, language: str, kind: str) -> HttpResponse:
    """What the authority's form asks, filled in, as a page or as a paper."""
    row, site = get_object_or_404(Breach, pk=number), the_site()
    chosen = next((each for each in site.policy.site.languages if each == language), None)
    if chosen is None or kind not in ("html", "pdf"):
        raise Http404
    told = told_to_authority(row.telling, row.untold, row.affected.filter(outcome="letter").count(), chosen)
    page = authority_form(
        site.policy, row.pk, row.aware, actions.facts_of(row), row.people, row.rows, told, chosen, _now()
    )
    if kind == "html":
        answer = HttpResponse(html(page), content_type="text/html")
    else:
        day = local_day(_now(), site.policy.site.time_zone)
        answer = HttpResponse(pdf(page, site.policy.site.publisher.name, day), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{number}.{chosen}.{kind}"'
    return answer


def _page(request: HttpRequest, row: Breach, **more: Any) -> HttpResponse:
    site, facts, now = the_site(), actions.facts_of(row), _now()
    letters = {
        outcome: row.affected.filter(outcome=outcome).count() for outcome in ("letter", "gone", "none")
    }
    shown = {
        "row": row,
        "facts": facts,
        **_clock(row, now),
        "lacks_initial": [said(f"breach lacks {each}") for each in _lacking(row, "initial")],
        "lacks_complementary": [said(f"breach lacks {each}") for each in _lacking(row, "complementary")],
        "lacks_letter": [
            said(f"breach lacks {each}")
            for each in letter_lacks(facts, site.policy.site.languages, sum(row.people.values()))
        ],
        "reached": row.affected.count(),
        "letters": letters,
        "people": row.people.items(),
        "rows": row.rows.items(),
        "written_in": site.policy.site.languages,
        "describe": _describing(facts),
        "untold": Untold(),
        "spare": Spare(),
        **more,
    }
    return render(request, "console/breaches/one.html", shown)


def _clock(row: Breach, now: datetime) -> dict[str, Any]:
    """What is left of the 72 hours, in hours, and whether they still run or were kept."""
    left, state = hours_left(row.aware, now), clock(row.aware, row.notified, row.spared)
    return {"due": due(row.aware), "left": max(left, 0), "over": -left if left < 0 else 0, "clock": state}


def _lacking(row: Breach, stage: Stage) -> tuple[str, ...]:
    late = row.notified is None and hours_left(row.aware, _now()) < 0
    languages = (the_site().policy.site.authentic, *the_site().policy.site.languages)
    return lacking(actions.facts_of(row), stage, languages, row.counted is not None, late)


def _describing(facts: Facts, given: Any = None) -> Describe:
    site = the_site()
    with site.stores() as ports:
        people = list(ports.map.persons)
        places = list(
            dict.fromkeys(str(place.table) for kind in people for place in ports.map.places_of(kind))
        )
        kinds = [name for name, data in ports.policy.data.items() if set(data.of) & set(people)]
    return Describe(people, kinds, places, given, initial=filled(facts))


def _stage(written: str) -> Stage:
    if written not in ("initial", "complementary"):
        raise Http404
    return "initial" if written == "initial" else "complementary"


def _step(request: HttpRequest, number: str, done: str, act: Callable[[], None]) -> HttpResponseRedirect:
    try:
        act()
    except NotSo as why:
        messages.error(request, said(str(why)))
    else:
        messages.success(request, said(done))
    return _back(number)


def _back(number: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("breach_one", args=[number]))


def _by(staff: Staff) -> By:
    return By(staff.by, staff.token)


def _now() -> datetime:
    return the_site().now()
