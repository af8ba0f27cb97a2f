"""What comes of a demand: the second says yes or somebody says no; the extract leaves; a preservation ends.

What could go wrong for ever: data leave to whom nothing was owed, or more of them than was asked. So the one
outbound gate is asked at the approval and again as the extract leaves, its refusals stand in the journal,
whoever approves is not who prepared it, what leaves is of one person and of the days asked for alone, and its
digest stands in the journal before a byte of it does.
"""

from contextlib import suppress
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from honour.carrying_out.disclose import extracted, files
from honour.carrying_out.ports import PersonHold
from honour.carrying_out.preserving import replaced_of
from honour.console.disclosures.forms import Refuse
from honour.console.disclosures.views import (
    AWAY,
    ROLES,
    back,
    by,
    demand_for,
    lacking_of,
    match_of,
    page,
    today_here,
)
from honour.console.disclosures.words import said
from honour.keeping.at_work import the_keys, the_site
from honour.keeping.commitments.actions import commitments
from honour.keeping.disclosures import actions
from honour.keeping.disclosures.actions import NotSo, Opened
from honour.keeping.disclosures.models import State
from honour.keeping.people.staff import READING, Staff, for_roles
from honour.places.personal import Personal
from honour.places.terms import local_day
from honour.plans.disclose import EXTRACTED
from honour.plans.share import may_be_handed_over
from honour.publishing.disclosing import Sealed, TooLarge, refusal_letter, sealed
from honour.publishing.html import html
from honour.publishing.pdf import pdf


@require_POST
@for_roles(*ROLES, fresh=READING)
def approve(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """The second says yes; a preservation holds from then on."""
    found, site = demand_for(staff, number), the_site()
    if _refused(request, staff, found) if found.demand.ground in EXTRACTED else _lacks(request, found):
        return back(number)
    try:
        with transaction.atomic():
            hold = _held(found, staff) if found.demand.ground == "preservation" else ""
            actions.approve(site.records, the_keys(), number, by(staff), site.now(), hold)
    except NotSo as why:
        messages.error(request, said(str(why)))
    else:
        messages.success(request, said("disclosure approved"))
    return back(number)


@require_POST
@for_roles(*ROLES, fresh=READING)
def refuse(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """Say no, with the reason that the letter gives."""
    found, site = demand_for(staff, number), the_site()
    form = Refuse(request.POST)
    if not form.is_valid():
        return page(request, staff, found, refuse=form)
    given = form.cleaned_data
    try:
        actions.refuse(
            site.records, the_keys(), number, given["refusal"], given["reason"], by(staff), site.now()
        )
    except NotSo as why:
        messages.error(request, said(str(why)))
    else:
        messages.success(request, said("disclosure refused"))
    return back(number)


@never_cache
@require_GET
@for_roles(*ROLES, fresh=READING)
def letter(request: HttpRequest, staff: Staff, number: str, language: str, form: str) -> HttpResponse:
    """The letter that says no, as a page or as a paper, in a language of the site."""
    found, site = demand_for(staff, number), the_site()
    chosen = next((each for each in site.policy.site.languages if each == language), None)
    if found.row.state != State.REFUSED or found.row.closed is None or chosen is None:
        raise Http404
    actions.looked_at(site.records, found, by(staff), site.now())
    day = local_day(found.row.closed, site.policy.site.time_zone)
    written = refusal_letter(
        site.policy,
        found.demand,
        number,
        found.row.received,
        found.refusal,
        found.reason,
        chosen,
        day,
    )
    if form == "pdf":
        paper = pdf(written, site.policy.site.publisher.name, day)
        return _file(HttpResponse(paper, content_type="application/pdf"), f"{number}.{chosen}.pdf")
    if form == "html":
        return _file(HttpResponse(html(written), content_type="text/html"), f"{number}.{chosen}.html")
    raise Http404


@never_cache
@require_POST
@for_roles(*ROLES, fresh=READING)
def extract(request: HttpRequest, staff: Staff, number: str) -> HttpResponseBase:
    """The extract, sealed. It may be taken again, as where a download broke off; each time is journalled."""
    found, site = demand_for(staff, number), the_site()
    if found.row.state not in (State.APPROVED, State.LEFT) or found.demand.ground not in EXTRACTED:
        messages.error(request, said("disclosure moved on"))
        return back(number)
    if _refused(request, staff, found):
        return back(number)
    try:
        made = _sealed(found)
    except (*AWAY, TooLarge):
        messages.error(request, said("disclosure away"))
        return back(number)
    if made is None:
        messages.error(request, said("disclosure gone"))
        return back(number)
    try:
        actions.leave(site.records, the_keys(), number, made.digest, made.rows, by(staff), site.now())
    except NotSo as why:
        messages.error(request, said(str(why)))
        return back(number)
    answer = HttpResponse(made.content.reveal(), content_type="application/zip")
    answer["Digest"] = f"sha-256={made.digest}"
    return _file(answer, f"{number}.zip")


@require_POST
@for_roles(*ROLES, fresh=READING)
def end(request: HttpRequest, staff: Staff, number: str) -> HttpResponse:
    """A preservation holds no more: what it stopped is due again."""
    found, site = demand_for(staff, number), the_site()
    if found.row.state == State.HELD:
        with suppress(ValueError):  # lifted already, by a try that a crash cut short
            site.records.lift_hold(found.row.hold, staff.by, None, site.now())
    try:
        actions.end_hold(site.records, the_keys(), number, by(staff), site.now())
    except NotSo:
        messages.error(request, said("disclosure moved on"))
    else:
        messages.success(request, said("disclosure ended"))
    return back(number)


def _refused(request: HttpRequest, staff: Staff, found: Opened) -> bool:
    """Whether the outbound gate refuses; then it stands in the journal, and on the page."""
    site = the_site()
    person = found.whom.subject.person
    refused = may_be_handed_over(site.carried, found.demand, person, commitments(), today_here())
    if refused is None:
        return False
    actions.stopped(site.records, found, refused, by(staff), site.now())
    if not _lacks(request, found):
        messages.error(request, said(f"disclosure gate {refused.case or 'unbound'}"))
    return True


def _lacks(request: HttpRequest, found: Opened) -> bool:
    """Whether the record lacks something; then the page says what."""
    lacking = lacking_of(found.demand)
    if lacking:
        told = "; ".join(said(f"lacks {name}") for name in lacking)
        messages.error(request, f"{said('disclosure blocked')} {told}")
    return bool(lacking)


def _held(found: Opened, staff: Staff) -> str:
    """Place the secret hold of a preservation; its id. Wants the caller's transaction."""
    site, demand, whom = the_site(), found.demand, found.whom
    kinds = tuple(dict.fromkeys(item.kind for item in demand.items))
    why = Personal(f"{found.row.pk}: {demand.name}, {demand.reference}")
    hold = PersonHold(
        uuid4().hex, "secret", whom.subject, kinds, demand.until, site.now(), Personal(whom.keys), why
    )
    site.records.place_hold(hold, staff.by, site.now())
    return hold.id


def _sealed(found: Opened) -> Sealed | None:
    """The extract of whom the demand is about; None where he is there no more. Raises as the stores do."""
    site = the_site()
    with site.stores() as ports:
        match = match_of(ports, found.whom)
        if match is None:
            return None
        answer = extracted(ports, match, found.demand)
        return sealed(
            ports.policy,
            answer,
            files(ports, answer),
            found.demand,
            found.row.pk,
            site.now(),
            site.records.sign,
            str(site.records.verifier_key()),
            site.records.head(),
            replaced_of(ports, match.subject, found.demand),
        )


def _file(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
