"""The documents of a ticket, for its author: whoever else asks is told what he is told of a ticket that is
not there, also where the ticket is public.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honour.keeping.at_work import the_receiving, the_site
from honour.keeping.people.limits import Limit, count
from honour.keeping.people.models import Person
from honour.portal.my_data.views import AWAY, unreachable
from honour.portal.security.strength import demanded
from honour.portal.templatetags.words import say
from honour.trades.support import access
from honour.trades.support.acts import reference as new_reference
from honour.trades.support.documents import acts
from honour.trades.support.documents.forms import SerialKey
from honour.trades.support.documents.handling import are_asked, may_hold, taken
from honour.trades.support.documents.kinds import KINDS, refusal_of
from honour.trades.support.documents.models import Document
from honour.trades.support.documents.naming import cleaned, ending_of
from honour.trades.support.documents.receiving import Incoming, SealingHandler, one_at_a_time
from honour.trades.support.documents.serving import attachment
from honour.trades.support.documents.whereabouts import says_where
from honour.trades.support.models import Ticket

_SENT: Final = Limit("document", 60, 600)
"""How many documents one account may send in ten minutes."""

_MOST: Final = 200
"""How many documents one ticket may have."""

_TIMES: Final = 10
"""How many of the largest files take as much room as those of one account may."""


@dataclass(frozen=True, slots=True)
class Line:
    """A document as the page lists it: `name` is empty for a serial key, whose `serial` is empty while it is
    masked.
    """

    document: Document
    name: str
    serial: str = ""


def of_author(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page about one's own ticket, of which nobody keeps a copy. Raises Http404 for everybody else's, and
    for whoever has not signed in: a way there would tell that there is something.
    """

    @wraps(page)
    def opened(request: HttpRequest, reference: str, **named: str) -> HttpResponseBase:
        person = request.user
        if not isinstance(person, Person):
            raise Http404
        ticket = Ticket.objects.select_related("person").filter(reference=reference, person=person).first()
        if ticket is None or not may_hold(the_site()):
            raise Http404
        answer = page(request, person, ticket, **named)
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return never_cache(opened)


@require_GET
@of_author
def documents(request: HttpRequest, person: Person, ticket: Ticket) -> HttpResponseBase:
    """What one gave for one's ticket, and the forms to give more."""
    return _shown(request, person, ticket)


@csrf_exempt  # the token is looked at once the body is read, which is sealed as it comes in
@require_POST
@of_author
def upload(request: HttpRequest, person: Person, ticket: Ticket) -> HttpResponseBase:
    """Take a file, sealed while it comes in; where it would not be kept anyway, without reading it."""
    if not _may_add(person, ticket):
        return _refused(request, person, ticket, "document no more")
    if count(_SENT, str(person.pk)) is None:
        return render(request, "429.html", status=429)
    handler = SealingHandler()
    with one_at_a_time(str(person.pk)) as may_send:
        if not may_send:
            return render(request, "429.html", status=429)
        request.upload_handlers = [handler]
        try:
            return _taken(request, person, ticket, handler)
        finally:
            handler.close()


@csrf_protect
def _taken(request: HttpRequest, person: Person, ticket: Ticket, handler: SealingHandler) -> HttpResponseBase:
    incoming = handler.incoming
    if handler.too_large:
        return _refused(request, person, ticket, "document too large")
    if handler.no_room:
        return _refused(request, person, ticket, "document no room")
    if incoming is None or not incoming.size:
        return _refused(request, person, ticket, "document none sent")
    name = cleaned(incoming.name)
    if refusal := refusal_of(ending_of(name), incoming.head, bytes(incoming.tail)):
        return _refused(request, person, ticket, f"document refused {refusal}")
    scan = the_receiving().scan
    if scan is not None and (verdict := scan(incoming.content())) != "clean":
        return _refused(request, person, ticket, f"document {verdict} by scanner")
    acts.keep_file(ticket, _received(incoming, name), the_site().now())
    messages.success(request, say("document kept"))
    if says_where(ending_of(name), incoming.size, incoming.read):
        messages.warning(request, say("document says where"))
    return _back(ticket)


def _received(incoming: Incoming, name: str) -> acts.Received:
    media = KINDS[ending_of(name)].media
    return acts.Received(incoming.reference, incoming.key, incoming.draft, name, media, incoming.size)


@require_POST
@of_author
def serial(request: HttpRequest, person: Person, ticket: Ticket) -> HttpResponseBase:
    """Take a serial key."""
    form = SerialKey(request.POST)
    if not form.is_valid():
        return _shown(request, person, ticket, form=form)
    if not _may_add(person, ticket):
        return _refused(request, person, ticket, "document no more")
    if count(_SENT, str(person.pk)) is None:
        return render(request, "429.html", status=429)
    acts.keep_serial(ticket, new_reference(), form.cleaned_data["serial"], the_site().now())
    messages.success(request, say("document serial kept"))
    return _back(ticket)


@require_POST
@of_author
def show(request: HttpRequest, person: Person, ticket: Ticket, document: str) -> HttpResponseBase:
    """Show a serial key that was masked."""
    one = acts.one_of(ticket, document)
    if not one.serial:
        raise Http404
    acts.read_by_author(one)
    return _shown(request, person, ticket, unmasked=one.pk)


@require_GET
@of_author
def download(request: HttpRequest, person: Person, ticket: Ticket, document: str) -> HttpResponseBase:
    """One's own file. Raises Http404."""
    one = acts.one_of(ticket, document)
    if not one.name:
        raise Http404
    acts.read_by_author(one)
    return attachment(request, one)


@require_http_methods(["GET", "POST"])
@of_author
def destroy(request: HttpRequest, person: Person, ticket: Ticket, document: str) -> HttpResponseBase:
    """Have a document destroyed: first what that means, then the yes."""
    one = acts.to_destroy(ticket, document, the_site().now())
    if first := demanded(request):
        return first
    try:
        meant = acts.destruction_of(one, person)
    except AWAY:
        return unreachable(request)
    if request.method == "POST" and meant is not None:
        acts.destroy(one, person, meant, the_site().now())
        messages.success(request, say("document is destroyed"))
        return _back(ticket)
    told = {"ticket": ticket, "line": _line(one), "held": meant is None}
    return render(request, "documents/destroy.html", told)


def _shown(
    request: HttpRequest, person: Person, ticket: Ticket, status: int = 200, unmasked: int = 0, **more: Any
) -> HttpResponse:
    site = the_site()
    told = {
        "ticket": ticket,
        "lines": [_line(each, each.pk == unmasked) for each in acts.of_ticket(ticket)],
        "going": [(each, acts.is_stuck(each, site.now())) for each in acts.going(ticket)],
        "may_add": _may_add(person, ticket),
        "form": SerialKey(),
        "endings": ", ".join(KINDS),
        "accept": ",".join(f".{each}" for each in KINDS),
        "most": the_receiving().most // 1024 // 1024,
        "scans": the_receiving().scan is not None,
        "takes": taken(site.policy),
        "asked": are_asked(site.policy),
    }
    return render(request, "documents/mine.html", told | more, status=status)


def _line(document: Document, unmasked: bool = False) -> Line:
    serial = acts.serial_of(document).reveal() if unmasked else ""
    return Line(document, acts.name_of(document).reveal(), serial)


def _may_add(person: Person, ticket: Ticket) -> bool:
    return (
        are_asked(the_site().policy)
        and access.runs(person, the_site().now())
        and Document.objects.filter(ticket=ticket).count() < _MOST
        and acts.room_taken_by(person) <= _TIMES * the_receiving().most
    )


def _refused(request: HttpRequest, person: Person, ticket: Ticket, why: str) -> HttpResponse:
    return _shown(request, person, ticket, status=422, error=why)


def _back(ticket: Ticket) -> HttpResponse:
    return HttpResponseRedirect(reverse("ticket_documents", args=[ticket.reference]))
