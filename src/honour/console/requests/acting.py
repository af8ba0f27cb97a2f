"""What staff do with a request: say whose it is (two of them), decide, freeze.

What could go wrong for ever: data are given to, or erased for, somebody else. So it takes two to say whose a
request is that came without an account; a decision that gives or erases waits for that, and for the 72 hours
in which the holder may stop it (`keeping.messages.kinds.obstacle`).
"""

from typing import Final
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from honour.carrying_out.people import Ambiguous, Match, exact_name, find_one, keys_json
from honour.carrying_out.ports import PersonHold
from honour.console.requests.directives import are_left_to_do
from honour.console.requests.erasing import is_left
from honour.console.requests.forms import Decide, Whose
from honour.console.requests.staff import Staff, for_staff, message_for
from honour.console.requests.upheld import end, ends_of
from honour.console.requests.views import matched, page
from honour.console.requests.words import said
from honour.keeping.at_work import the_site
from honour.keeping.messages import actions, deciding
from honour.keeping.messages.deciding import Decided
from honour.keeping.messages.models import Message
from honour.keeping.messages.reading import account_name, account_of, is_answered
from honour.keeping.people import devices
from honour.keeping.people.acts import journalled
from honour.places.personal import Personal
from honour.places.terms import add, local_day
from honour.plans.holding import HoldState
from honour.promises.periods import Period

_REVIEW: Final = Period(6, "months")  # by when somebody must look at a dispute again; a choice of the house


@require_POST
@for_staff
def match(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """The first of two says whose it is."""
    message = message_for(staff, reference)
    form = Whose(request.POST)
    if message.identity or is_answered(message) or not form.is_valid():
        return page(request, staff, message, whose=form)
    try:
        found = _found(form.cleaned_data["whom"])
    except Ambiguous as several:
        names = ", ".join(exact_name(each) for each in several.matches)
        form.add_error("whom", said("whose several").format(names=names))
        return page(request, staff, message, whose=form)
    if found is None:
        form.add_error("whom", said("whose nobody"))
        return page(request, staff, message, whose=form)
    if exact_name(found) == account_name(staff.person):
        raise PermissionDenied
    actions.propose(message, exact_name(found), staff.token, the_site().now())
    messages.success(request, said("matching proposed"))
    return _back(message)


@require_POST
@for_staff
def confirm(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """The second says so too; never the same, nor whoever it is about."""
    message = message_for(staff, reference)
    matching = message.matchings.filter(confirmed=None).order_by("-at").first()
    found = _found(matching.whom) if matching else None
    if matching is None or found is None or message.identity or is_answered(message):
        messages.error(request, said("matching gone"))
        return _back(message)
    if matching.whom == account_name(staff.person):
        raise PermissionDenied
    if actions.confirm(matching, found, account_of(matching.whom), staff.token, the_site().now()):
        messages.success(request, said("matching confirmed"))
    else:
        messages.error(request, said("matching needs two"))
    return _back(message)


@require_POST
@for_staff
def decide(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Decide and answer; where there is no address, the letter is shown to be posted. What ends with an
    objection that is upheld was shown before, and ends in the same transaction.
    """
    message = message_for(staff, reference)
    form = Decide(request.POST)
    if not form.is_valid():
        return page(request, staff, message, decide=form)
    given, now = form.cleaned_data, the_site().now()
    upheld = given["decision"] == "done"
    why = deciding.obstacle_to(message, given["decision"], given["article"], now)
    if not why and upheld:
        why = _undone(message)
    ends = ends_of(message) if upheld and not why else None
    if ends is not None and ends.meaning != request.POST.get("ends", ""):
        why = "ends changed"
    decided = Decided(refused=why)
    if not why:
        with transaction.atomic():
            decided = deciding.decide(
                message, given["decision"], given["article"], given["text"], staff.token, now
            )
            if not decided.refused:
                _release(message, staff, given["decision"])
                if ends is not None:
                    end(message, ends, staff, now)
    if decided.refused:
        form.add_error("decision", said(decided.refused))
        return page(request, staff, message, decide=form)
    message.refresh_from_db()
    if decided.to_post:
        return page(request, staff, message, to_post=decided.to_post)
    messages.success(request, said("decided"))
    return _back(message)


@require_POST
@for_staff
def hold(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Restrict the data, keep them as evidence, or freeze the account of whom a request is about."""
    message, site = message_for(staff, reference), the_site()
    found, now = matched(message), site.now()
    what = request.POST.get("hold", "")
    if found is None or what not in ("restricted", "disputed", "freeze", "thaw"):
        messages.error(request, said("hold whom"))
        return _back(message)
    if what in ("freeze", "thaw"):
        freeze(message, staff, what == "freeze")
    else:
        state: HoldState = "disputed" if what == "disputed" else "restricted"
        review = add(local_day(now, site.policy.site.time_zone), _REVIEW) if state == "disputed" else None
        keys, why = Personal(keys_json(found.keys)), Personal(f"request {message.reference}")
        held = PersonHold(uuid4().hex, state, found.subject, (), review, now, keys, why)
        site.records.place_hold(held, staff.by, now)
    messages.success(request, said(f"hold {what}"))
    return _back(message)


def _undone(message: Message) -> str:
    """What must be done before a message may be answered as done, as a key of the page's words."""
    if message.subject == "erase" and is_left(message):
        return "erase first"
    if are_left_to_do(message):
        return "directives first"
    return ""


def _release(message: Message, staff: Staff, decision: str) -> None:
    """What was restricted until an objection was decided is not any more, once it is refused."""
    records, request = the_site().records, message.reference
    if decision == "refused" and any(hold.id == request for hold in records.person_holds()):
        records.lift_hold(request, staff.by, None, the_site().now())


def freeze(message: Message, staff: Staff, closed: bool) -> None:
    """Let nobody sign in to the account any more, or again; whoever is signed in is so no more."""
    person = account_of(message.matched)
    if person is None:
        return
    with transaction.atomic():
        person.is_active = not closed
        person.save(update_fields=["is_active"])
        if closed:
            devices.end_others(person, "", staff.by)
        journalled(
            person, "account frozen" if closed else "account thawed", staff.by, {"message": message.reference}
        )


def _found(whom: str) -> Match | None:
    """Whoever goes by a name; never inside a transaction of ours. Raises Ambiguous."""
    with the_site().stores() as ports:
        return find_one(ports, Personal(whom), the_site().account)


def _back(message: Message) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("request_one", args=[message.reference]))
