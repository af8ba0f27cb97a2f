"""Carrying out the erasure that somebody asked by a message: staff see the plan, and a worker does it.

What could go wrong for ever, and what prevents it: somebody else's data go. So it is shown whose the request
is, and the time in which he may stop it is over (`kinds.obstacle`). More goes than was seen: what staff
saw is what the worker does, or nothing. Nothing is destroyed by the page itself.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from honour.carrying_out.erase import planned
from honour.carrying_out.filled import filled
from honour.carrying_out.people import Match, find
from honour.carrying_out.ports import Act
from honour.console.requests.directives import stand_against_erasing
from honour.console.requests.staff import Staff, for_staff, message_for
from honour.console.requests.words import said
from honour.keeping.at_work import the_site
from honour.keeping.messages import actions
from honour.keeping.messages.kinds import obstacle
from honour.keeping.messages.models import Message
from honour.keeping.messages.reading import standing_of
from honour.keeping.requests import tasks
from honour.keeping.requests.models import Request, Task, TaskState
from honour.places.personal import Personal
from honour.places.terms import local_day
from honour.plans.meaning import meaning_of
from honour.plans.plan import as_json
from honour.promises.languages import Language
from honour.publishing.erasing import told_of_plan


@never_cache
@require_http_methods(["GET", "POST"])
@for_staff
def erase(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """The plan, and the yes of staff."""
    message = message_for(staff, reference)
    row = Request.objects.filter(id=message.reference, kind="erase").first()
    why = _obstacle(message, row)
    looked = None if why else _looked(message)
    if row is None or looked is None or why:
        messages.error(request, said(why or "hold whom"))
        return HttpResponseRedirect(reverse("request_one", args=[message.reference]))
    site, now = the_site(), the_site().now()
    match, written, held = looked
    facts = {"message": message.reference, "purpose": "request", "role": staff.role, "staff": staff.token}
    site.records.journal(Act("read", staff.by, dict(facts), (match.subject,)), now)
    meaning = meaning_of(written) if written["steps"] else ""
    if request.method == "POST" and meaning and request.POST.get("really") == meaning:
        _have_erased(message, row, meaning, staff)
        messages.success(request, said("erasure put"))
        return HttpResponseRedirect(reverse("request_one", args=[message.reference]))
    if request.method == "POST":
        messages.warning(request, said("erasure changed"))
    language: Language = "fr" if translation.get_language() == "fr" else "en"
    told = told_of_plan(site.carried, written, held, language)
    shown = {"message": message, "told": told, "meaning": meaning}
    return render(request, "console/requests/erase.html", shown)


def is_left(message: Message) -> bool:
    """Whether an erasure of whoever a message is about would still destroy something."""
    looked = _looked(message)
    return looked is not None and bool(looked[1]["steps"])


def _obstacle(message: Message, row: Request | None) -> str:
    """Why nothing can be erased for it now, as a key of the page's words; empty where it can."""
    site, now = the_site(), the_site().now()
    if row is None:
        return "no erasure asked"
    today = local_day(now, site.policy.site.time_zone)
    if why := obstacle(standing_of(message, row), "done", "", today, now):
        return why
    if stand_against_erasing(message):
        return "directives stand against"
    task = Task.objects.filter(request=row.id).first()
    return "erasure runs" if task is not None and task.state != TaskState.CHANGED else ""


def _looked(message: Message) -> tuple[Match, Mapping[str, Any], tuple[frozenset[str], ...]] | None:
    """Whoever it is about, the plan of an erasure of all his data as it is printed, and the fields of each
    step that are not empty; never inside a transaction of ours.
    """
    with the_site().stores() as ports:
        match = find(ports, Personal(message.matched)) if message.matched else None
        if match is None:
            return None
        plan = planned(ports, match, the_site().now())
        return match, as_json(plan), filled(ports, match, plan)


def _have_erased(message: Message, row: Request, meaning: str, staff: Staff) -> None:
    """Put the request into the queue, with where its answer goes; with its entry."""
    now = the_site().now()
    to = actions.opened(message)["address"].reveal() or (message.person.email if message.person else "")
    secret = Personal({"who": message.matched, "to": to, "language": message.language})
    with transaction.atomic():
        Request.objects.select_for_update().get(id=row.id)  # two clicks at once are one task
        if tasks.is_known(row.id):
            tasks.again(row.id, meaning, now)
        else:
            tasks.put(row.id, meaning, secret, now)
        actions.note(message, "erase", staff.token, now)
