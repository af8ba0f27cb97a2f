"""The documents of a ticket for the agent who handles it, and for nobody else.

What could go wrong for ever: what was read cannot be unread. So each opening waits for its entry in the
journal, and counts among the files that a member of staff may open.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from honour.carrying_out.ports import Json
from honour.keeping.at_work import the_site
from honour.keeping.letters.files_opened import may_open
from honour.keeping.people.staff import READING, Staff, for_roles
from honour.portal.templatetags.words import say
from honour.trades.support.documents import acts
from honour.trades.support.documents.handling import agent_sees, kind_of, may_hold, purpose
from honour.trades.support.documents.serving import attachment
from honour.trades.support.documents.views import Line
from honour.trades.support.models import Ticket
from honour.trades.support.seeing import for_agent
from honour.trades.support.staff import handling


@never_cache
@require_GET
@for_roles(fresh=READING)
@handling
def documents(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """What the author gave, by name, once the entry stands."""
    return _listed(request, staff, _ticket(reference, staff), 0)


@never_cache
@require_POST
@for_roles(fresh=READING)
@handling
def show(request: HttpRequest, staff: Staff, reference: str, document: str) -> HttpResponse:
    """A serial key that was masked."""
    ticket = _ticket(reference, staff)
    one = acts.one_of(ticket, document)
    if not one.serial:
        raise Http404
    return _listed(request, staff, ticket, one.pk)


@never_cache
@require_GET
@for_roles(fresh=READING)
@handling
def download(request: HttpRequest, staff: Staff, reference: str, document: str) -> HttpResponse:
    """A file, as it was given."""
    ticket = _ticket(reference, staff)
    one = acts.one_of(ticket, document)
    if not one.name:
        raise Http404
    if not may_open(staff, ticket.reference, the_site().now()):
        return _too_many(request)
    _read(ticket, staff, {"document": one.reference})
    answer: HttpResponseBase = attachment(request, one)
    return answer  # type: ignore[return-value]  # the decorators know pages alone


def _listed(request: HttpRequest, staff: Staff, ticket: Ticket, unmasked: int) -> HttpResponse:
    if not may_open(staff, ticket.reference, the_site().now()):
        return _too_many(request)
    found = acts.of_ticket(ticket)
    shown = next((each.reference for each in found if each.pk == unmasked), "")
    facts: dict[str, Json] = {"document": shown} if shown else {"documents": len(found)}
    _read(ticket, staff, facts)
    lines = [
        Line(each, acts.name_of(each).reveal(), acts.serial_of(each).reveal() if each.pk == unmasked else "")
        for each in found
    ]
    return render(request, "documents/handled.html", {"ticket": ticket, "lines": lines})


def _ticket(reference: str, staff: Staff) -> Ticket:
    ticket = for_agent(reference, staff)
    if not may_hold(the_site()):
        raise Http404
    if not agent_sees(the_site().carried, staff.role):
        raise PermissionDenied
    return ticket


def _read(ticket: Ticket, staff: Staff, facts: dict[str, Json]) -> None:
    carried = the_site().carried
    acts.read_by_agent(ticket, staff, purpose(carried), kind_of(carried), facts)


def _too_many(request: HttpRequest) -> HttpResponse:
    messages.error(request, say("ticket too many"))
    return HttpResponseRedirect(reverse("staff_tickets"))
