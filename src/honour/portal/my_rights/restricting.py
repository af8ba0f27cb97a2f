"""Restriction of one's data (GDPR Art. 18): at once, without staff, until the person lifts it.

What could go wrong for ever: lifting lets what was due meanwhile be destroyed. So a person lifts only what he
asked for himself: a hold of staff, for a dispute or a theft, is not his to end.
"""

from dataclasses import replace
from typing import Final, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from honour.carrying_out.people import Match, find, keys_json
from honour.carrying_out.ports import Json, PersonHold, Subject
from honour.carrying_out.stores import Keys
from honour.keeping.at_work import the_site
from honour.keeping.people.acts import subject_of
from honour.keeping.people.models import Person
from honour.keeping.requests.models import Request, State
from honour.keeping.requests.reading import asked_by
from honour.places.personal import Personal
from honour.plans.asking import Scope
from honour.portal.my_rights.asking import asked
from honour.portal.my_rights.erasing import kinds_shown
from honour.portal.my_rights.one import one_asked
from honour.portal.templatetags.words import say

MOST: Final = 2000
"""Characters of a reason: a page."""


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def restrict_my_data(request: HttpRequest) -> HttpResponse:
    """Have everything restricted, kinds of it, or one item; a reason may be given, and is kept sealed."""
    person = cast(Person, request.user)
    one = one_asked(request, person)
    if request.method == "GET":
        shown = {"kinds": [] if one else kinds_shown(Scope()), "one": one, "most": MOST}
        return render(request, "portal/my_rights/restrict.html", shown)
    known, given = the_site().policy.data, request.POST
    kinds = tuple(kind for kind in known if kind in given.getlist("kind"))
    now, site = the_site().now(), the_site()
    match = looked_up(person)
    scope, subject = Scope(item=one.item) if one else Scope(kinds), match.subject
    if one:  # his by the account too, whose page shows it
        subject = replace(one.match.subject, tokens=(*subject.tokens, *one.match.subject.tokens))
    held = (one.match.subject, one.keys) if one else (match.subject, match.keys)
    with transaction.atomic():
        new = asked("restrict", subject, scope, given.get("why", "")[:MOST])
        site.records.lodge(new, now)
        place_hold(new.request, *held, scope)
        facts: dict[str, Json] = {"kinds": list(scope.kinds)}
        if scope.item is not None:
            facts["item"] = scope.item.place
        site.records.answer(new.request, "restricted", "person", facts, now)
    messages.success(request, say("restricted now"))
    return HttpResponseRedirect(reverse("my_requests"))


@require_POST
@login_required
def lift_restriction(request: HttpRequest) -> HttpResponse:
    """End a restriction that one asked for, or take an objection back."""
    subject, wanted = subject_of(cast(Person, request.user)), request.POST.get("hold", "")
    mine = next((each for each in asked_by(subject) if each.id == wanted), None)
    if mine is not None and mine.kind in ("restrict", "object"):
        _lift(mine)
        messages.success(request, say("restriction lifted"))
    return HttpResponseRedirect(reverse("my_requests"))


def _lift(mine: Request) -> None:
    """Lift the hold and say so in the request, all or nothing."""
    site, now = the_site(), the_site().now()
    with transaction.atomic():
        if mine.id in held_under([mine]):
            site.records.lift_hold(mine.id, "person", None, now)
        if mine.state == State.OPEN:  # an objection that nobody has decided yet
            site.records.answer(mine.id, "objection taken back", "person", {"ended": True}, now)
        elif mine.receipt is not None:
            mine.receipt = {**mine.receipt, "ended": True}
            mine.save(update_fields=["receipt"])


def place_hold(request_id: str, subject: Subject, keys: Keys, scope: Scope) -> None:
    """Restrict data of somebody under the id of his request: kinds, one item, or everything. `keys` are his,
    and the item's. Wants the caller's transaction.
    """
    site, now = the_site(), the_site().now()
    sealed, kinds, item = Personal(keys_json(keys)), scope.kinds, scope.item
    held = PersonHold(request_id, "restricted", subject, kinds, None, now, sealed, item=item)
    site.records.place_hold(held, "person", now)


def looked_up(person: Person) -> Match:
    """Who is signed in, as the records and the stores know him; never inside a transaction of ours."""
    site = the_site()
    with site.stores() as ports:
        match = find(ports, Personal(f"{site.account}:{person.pk}"))
        assert match is not None  # the account that is signed in
        return match


def held_under(requests: list[Request]) -> frozenset[str]:
    """Which of these requests restrict something now."""
    ids = {each.id for each in requests}
    return frozenset(hold.id for hold in the_site().records.person_holds() if hold.id in ids)
