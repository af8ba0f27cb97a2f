"""The pages of tickets for the staff who handle them.

What could go wrong for ever: what was read cannot be unread. So the queue shows no word of a ticket; a ticket
opens to whoever took it and to nobody else, to no role that the policy does not name, and never to a member
of staff whose own it is; it is shown once its entry in the journal is durable. Nothing here makes one public.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honour.keeping.at_work import the_site
from honour.keeping.letters.files_opened import may_open
from honour.keeping.people.models import ADMINISTRATION
from honour.keeping.people.staff import ACTING, READING, Staff, for_roles
from honour.promises.languages import Language
from honour.trades.support import access, acts, canned, first_answers, listing, notes
from honour.trades.support.cleared import levels_for
from honour.trades.support.forms import Answering, Granting, Noting, Reasoned
from honour.trades.support.handling import access_ends, kinds, may_handle, purpose, staff_may_hide
from honour.trades.support.models import State, Ticket, Visibility
from honour.trades.support.seeing import author_shown, for_agent, refusals_said, said_to_agent
from honour.trades.support.words import said

Rest = ParamSpec("Rest")


def handling(
    page: Callable[Concatenate[HttpRequest, Staff, Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Staff, Rest], HttpResponse]:
    """Open a page to a role that the policy lets see tickets."""

    @wraps(page)
    def opened(request: HttpRequest, staff: Staff, /, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        roles = [each for each in staff.roles if may_handle(the_site().carried, each)]
        if not roles:
            raise PermissionDenied
        return page(request, Staff(staff.person, roles[0], staff.token, tuple(roles)), *rest, **named)

    return opened


@never_cache
@require_GET
@for_roles()
@handling
def queue(request: HttpRequest, staff: Staff) -> HttpResponse:
    """What waits, the oldest first, or what of it nobody has taken, and what one handles: references and
    days, no word of anybody; of what is for cleared staff nothing, to whoever is not.
    """
    untaken, levels = request.GET.get("show") == "untaken", levels_for(staff.person, the_site().now())
    waiting = listing.waiting(request.GET.get("after", ""), untaken, levels)
    told = {
        "waiting": waiting,
        "untaken": untaken,
        "lines": first_answers.lines(waiting.tickets, _language()),
        "mine": listing.assigned_to(staff.token, request.GET.get("mine", ""), levels),
        "me": staff.person.pk,
        "token": staff.token,
    }
    return render(request, "support/queue.html", told)


@never_cache
@require_GET
@for_roles(fresh=READING)
@handling
def one(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """A ticket, for whoever handles it, once its entry stands."""
    ticket = for_agent(reference, staff, led=True)
    return _page(request, staff, ticket) if ticket.reference == reference else _back(ticket)


@never_cache
@require_POST
@for_roles(fresh=READING)
@handling
def take(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Take a ticket; one that a colleague has, with a reason."""
    ticket = for_agent(reference, staff, assigned=False)
    why = request.POST.get("why", "").strip()
    if acts.take(ticket, staff, why, the_site().now()):
        messages.success(request, said("ticket taken"))
        return _back(ticket)
    messages.error(request, said("ticket taken by colleague"))
    return render(request, "support/take.html", {"ticket": ticket, "form": Reasoned()})


@require_POST
@for_roles(fresh=READING)
@handling
def release(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Give a ticket back."""
    acts.release(for_agent(reference, staff), staff)
    messages.success(request, said("ticket given back"))
    return HttpResponseRedirect(reverse("staff_tickets"))


@never_cache
@require_POST
@for_roles(fresh=READING)
@handling
def answer(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Answer the author; `insert` adds a canned answer to what was typed, and sends nothing."""
    ticket, form = for_agent(reference, staff), Answering(request.POST)
    if "insert" in request.POST:
        text = canned.added(request.POST.get("answer", ""), request.POST.get("canned", ""), ticket.language)
        return _page(request, staff, ticket, answering=Answering(initial={"answer": text}))
    if not form.is_valid():
        return _page(request, staff, ticket, answering=form)
    try:
        mask = request.POST.get("mask") == "yes"
        made = acts.answer(ticket, staff, form.cleaned_data["answer"], the_site().now(), mask)
    except acts.Confidential as refused:
        return _page(
            request, staff, ticket, answering=form, passages=refusals_said(refused.passages, _language())
        )
    messages.success(request, said("ticket answered"))
    return _back(ticket, listing.place_of(made))


@never_cache
@require_POST
@for_roles(fresh=READING)
@handling
def note(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Write a note that only staff who may read the ticket read on the site."""
    ticket, form = for_agent(reference, staff), Noting(request.POST)
    if not form.is_valid():
        return _page(request, staff, ticket, noting=form)
    notes.write(ticket, staff, form.cleaned_data["note"], the_site().now())
    messages.success(request, said("ticket noted"))
    return _back(ticket, "#notes")


@require_POST
@for_roles(fresh=READING)
@handling
def close(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Close a ticket that was dealt with."""
    ticket = for_agent(reference, staff)
    acts.close(ticket, staff.by, {"staff": staff.token, "role": staff.role}, the_site().now())
    messages.success(request, said("ticket now closed"))
    return _back(ticket)


@never_cache
@require_POST
@for_roles(fresh=READING)
@handling
def hide(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Hide what its author published. Raises Http404 where the policy says that staff never do."""
    if not staff_may_hide(the_site().policy):
        raise Http404
    ticket, form = for_agent(reference, staff), Reasoned(request.POST)
    if not form.is_valid():
        return _page(request, staff, ticket, hiding=form)
    if acts.hide(ticket, staff, form.cleaned_data["why"], the_site().now()):
        messages.success(request, said("ticket now hidden"))
    else:
        messages.error(request, said("ticket not public"))
    return _back(ticket)


@never_cache
@require_POST
@for_roles(fresh=READING)
@handling
def lift(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Hide it no longer."""
    ticket = for_agent(reference, staff)
    try:
        acts.lift(ticket, staff, the_site().now())
    except acts.Confidential as refused:
        return _page(request, staff, ticket, passages=refusals_said(refused.passages, _language()))
    messages.success(request, said("ticket now lifted"))
    return _back(ticket)


@never_cache
@require_http_methods(["GET", "POST"])
@for_roles(ADMINISTRATION, fresh=ACTING)
def grant(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Until when somebody may use the service. Raises Http404 where no ticket ends with that."""
    if not access_ends(the_site().policy):
        raise Http404
    form = Granting(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid() or form.person is None:
        return render(request, "support/access.html", {"form": form})
    if form.person.pk == staff.person.pk:
        raise PermissionDenied
    access.grant(form.person, the_site().now(), form.cleaned_data["last"], staff)
    messages.success(request, said("ticket granted"))
    return HttpResponseRedirect(reverse("staff_access"))


def _page(request: HttpRequest, staff: Staff, ticket: Ticket, **more: Any) -> HttpResponse:
    """The page of one ticket, journalled before it is shown."""
    site, now = the_site(), the_site().now()
    if not may_open(staff, ticket.reference, now):
        messages.error(request, said("ticket too many"))
        return HttpResponseRedirect(reverse("staff_tickets"))
    acts.read_by(ticket, staff, purpose(site.carried), kinds(site.carried), now)
    comments, after = listing.comments_of(ticket, request.GET.get("after", ""))
    told = {
        "ticket": ticket,
        "author": author_shown(ticket, staff),
        "said": said_to_agent(comments, ticket),
        "after": after,
        "further": "after" in request.GET,
        "state_said": f"ticket state {ticket.state}",
        "closed": ticket.state == State.CLOSED,
        "public": ticket.visibility == Visibility.PUBLIC,
        "visibility_said": said(f"ticket {ticket.visibility}"),
        "level": said(f"ticket level {ticket.clearance}") if ticket.clearance else "",
        "may_hide": staff_may_hide(site.policy) and ticket.is_shown,
        "canned": canned.titles(_language()),
        "notes": notes.of_ticket(ticket),
        "token": staff.token,
        "first_answer": first_answers.told(ticket, _language()),
        "answering": Answering(),
        "noting": Noting(),
        "hiding": Reasoned(),
    }
    return render(request, "support/handled.html", told | more)


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"


def _back(ticket: Ticket, place: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("staff_ticket", args=[ticket.reference]) + place)
