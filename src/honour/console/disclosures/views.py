"""The pages of demands: the list, typing one in, and one of them with what it still lacks.

A demand that is about a member of staff himself does not exist for him: neither here nor in the list, for it
may be secret.
"""

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honour.carrying_out.disclose import Counted, counted
from honour.carrying_out.people import Ambiguous, Match, Ports, born_of, exact_name, find, find_one, keys_json
from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.console.disclosures.forms import Ask, New, Refuse, filled, item_in_words
from honour.console.disclosures.words import said
from honour.keeping.at_work import the_keys, the_site
from honour.keeping.disclosures import actions, reading
from honour.keeping.disclosures.actions import By, NotSo, Opened, Whom
from honour.keeping.disclosures.models import State
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER
from honour.keeping.people.staff import READING, Staff, for_roles
from honour.places.identifiers import normalised
from honour.places.personal import Personal
from honour.places.terms import local_day
from honour.plans.disclose import EXTRACTED, Demand, Ground, missing, offered, shareable
from honour.promises.findings import Unreadable
from honour.promises.languages import Language

ROLES: Final = (PRIVACY_OFFICER, ADMINISTRATION)
"""Who handles demands: two of them for each."""

AWAY: Final = (StoreUnreachable, StoreChanged, Unreadable)


@never_cache
@require_GET
@for_roles(*ROLES, fresh=READING)
def listing(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The demands, the newest first. It names nobody."""
    rows = reading.listed(tokens_of(staff))
    today = today_here()
    shown = [
        {"row": row, "over": row.state == State.HELD and row.reviewed and row.reviewed < today}
        for row in rows
    ]
    return render(request, "console/disclosures/list.html", {"demands": shown})


@never_cache
@require_http_methods(["GET", "POST"])
@for_roles(*ROLES, fresh=READING)
def new(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Begin with a demand: its ground, about whom, and when it came."""
    site = the_site()
    form = New(request.POST or None, initial={"received": today_here()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with site.stores() as ports:
                match, why = _found(ports, given["whom"])
                whom = whom_of(ports, match) if match else None
        except AWAY:
            whom, why = None, said("disclosure away")
        if whom is not None:
            if about(staff, whom):
                raise PermissionDenied
            demand = Demand(given["ground"])
            number = actions.prepare(
                site.records, the_keys(), demand, whom, given["received"], by(staff), site.now()
            )
            return HttpResponseRedirect(reverse("disclosure_one", args=[number]))
        form.add_error("whom", why)
    return render(request, "console/disclosures/new.html", {"form": form})


@never_cache
@require_GET
@for_roles(*ROLES, fresh=READING)
def one(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """One demand, once it is journalled that it is read."""
    found = demand_for(staff, number)
    actions.looked_at(the_site().records, found, by(staff), the_site().now())
    return page(request, staff, found)


@require_POST
@for_roles(*ROLES, fresh=READING)
def amend(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """Write down what the demand says."""
    found, site = demand_for(staff, number), the_site()
    form = _ask(found, request.POST)
    if not form.is_valid():
        return page(request, staff, found, ask=form)
    try:
        actions.amend(site.records, the_keys(), number, form.demand(), by(staff), site.now())
    except NotSo as why:
        messages.error(request, said(str(why)))
    else:
        messages.success(request, said("disclosure kept"))
    return back(number)


def page(request: HttpRequest, staff: Staff, found: Opened, **more: Any) -> HttpResponse:
    """The page of a demand, whole; `more` are forms that were refused."""
    row, demand, language = found.row, found.demand, language_of_page()
    lacking = lacking_of(demand)
    mine = row.prepared_by == staff.token
    shown = {
        "row": row,
        "demand": demand,
        "whom": found.whom.name,
        "authority": said(f"authority {demand.authority}") if demand.authority else "",
        "form_of_it": said(f"form {demand.form}") if demand.form else "",
        "means": said(f"means {demand.means}") if demand.means else "",
        "items": [(item_in_words(the_site().carried, item, language), item.dated) for item in demand.items],
        "lacking": [said(f"lacks {name}") for name in lacking] if row.state == State.PREPARED else [],
        "mine": mine,
        "refusal": said(f"refusal {found.refusal}") if found.refusal else "",
        "reason": found.reason,
        "ask": _ask(found) if mine and row.state == State.PREPARED else None,
        "refuse": Refuse(),
        "may_refuse": row.state in (State.PREPARED, State.APPROVED),
        "may_take": row.state in (State.APPROVED, State.LEFT) and demand.ground in EXTRACTED,
        "written_in": the_site().policy.site.languages,
        "counts": _counts(found) if not lacking and demand.ground in EXTRACTED else None,
        **more,
    }
    return render(request, "console/disclosures/one.html", shown)


def lacking_of(demand: Demand) -> tuple[str, ...]:
    """What a demand still lacks today."""
    return missing(demand, shareable(the_site().policy, demand.ground), today_here())


def demand_for(staff: Staff, number: str) -> Opened:
    """A demand that this member of staff may handle. Raises Http404, also where it is about himself."""
    found = reading.found(the_keys(), number, tokens_of(staff))
    if found is None:
        raise Http404
    return found


def match_of(ports: Ports, whom: Whom) -> Match | None:
    """Whom a demand is about, where the row still is his: by an identifier, or by the day it began."""
    match = find(ports, Personal(whom.name))
    if match is None:
        return None
    if set(match.subject.known_by) & set(whom.subject.known_by):
        return match
    born = born_of(ports, match.person, match.keys)
    return match if born is not None and born == whom.born else None


def whom_of(ports: Ports, match: Match) -> Whom:
    """Somebody who was found, as a record keeps him."""
    born = born_of(ports, match.person, match.keys)
    return Whom(exact_name(match), keys_json(match.keys), match.subject, born)


def about(staff: Staff, whom: Whom) -> bool:
    """Whether a demand is about the member of staff himself."""
    return bool({*whom.subject.tokens, *whom.subject.known_by} & set(tokens_of(staff)))


def tokens_of(staff: Staff) -> tuple[str, ...]:
    """All keyed hashes by which records may know a member of staff: his account's row, and his address and
    user name as those of any kind of people.
    """
    site, person = the_site(), staff.person
    known = {"e-mail": person.email, "user name": person.username}
    hashed = (
        site.records.keyed_hash("identifier", kind, field, normalised(field, value))
        for kind in site.carried.people
        for field, value in known.items()
        if value
    )
    return (staff.token, *hashed)


def by(staff: Staff) -> By:
    """Who takes a step."""
    return By(staff.by, staff.token)


def back(number: str) -> HttpResponseRedirect:
    """Back to the page of a demand."""
    return HttpResponseRedirect(reverse("disclosure_one", args=[number]))


def today_here() -> date:
    """The local day of the site."""
    site = the_site()
    return local_day(site.now(), site.policy.site.time_zone)


def language_of_page() -> Language:
    """The language in which the page is written."""
    return "fr" if translation.get_language() == "fr" else "en"


def _found(ports: Ports, whom: str) -> tuple[Match | None, str]:
    """Whoever goes by a name, and why nobody does."""
    try:
        match = find_one(ports, Personal(whom), the_site().account)
    except Ambiguous as several:
        names = ", ".join(exact_name(each) for each in several.matches)
        return None, said("disclosure several").format(names=names)
    return match, said("disclosure nobody")


def _ask(found: Opened, given: Any = None) -> Ask:
    site, ground = the_site(), found.demand.ground
    may: Ground = ground
    allowed = shareable(site.policy, may)
    with site.stores() as ports:
        items = offered(ports.policy, ports.map, found.whom.subject.person)
    chosen = [item for item in items if allowed is None or item.kind in allowed]
    initial = filled(found.demand, site.policy.site.publisher.country)
    return Ask(ground, chosen, site.carried, language_of_page(), given, initial=initial)


def _counts(found: Opened) -> list[Counted]:
    """What would leave, counted by the stores; nothing of it is read."""
    try:
        with the_site().stores() as ports:
            match = match_of(ports, found.whom)
            return list(counted(ports, match, found.demand)) if match else []
    except AWAY:
        return []
