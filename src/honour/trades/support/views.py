"""The pages of tickets for those who ask, and for everybody who reads what they made public.

What could go wrong for ever is said in `acts` and `seeing`, which prevent it. Besides: no page of a ticket is
kept on the way or in a browser, so that what is private again is nowhere; and search engines are told not to
index any.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honour.keeping.at_work import the_site
from honour.keeping.people.limits import Limit, count
from honour.keeping.people.models import Person
from honour.promises.languages import Language
from honour.trades.support import access, acts, listing
from honour.trades.support.forms import Asking, JoiningIn, Opening, Writing
from honour.trades.support.handling import access_ends, can_be_public, may_be_indexed
from honour.trades.support.models import State, Ticket, Visibility
from honour.trades.support.seeing import Refusal, day_said, for_reader, found, refusals_said, said_to
from honour.trades.support.words import said

WRITTEN: Final = Limit("ticket", 30, 600)
"""How often one account may write in ten minutes: more than anybody types."""

_PERSON: Final = "person"
Rest = ParamSpec("Rest")
Page = Callable[Concatenate[HttpRequest, Rest], HttpResponse]


def unlisted(page: Page[Rest]) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
    """A page of which nobody keeps a copy, and that search engines list only where the policy says that they
    can, and whoever asks is nobody known.
    """

    @wraps(page)
    def shown(request: HttpRequest, /, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        answer = page(request, *rest, **named)
        if not may_be_indexed(the_site().policy) or _reader(request) is not None:
            answer["X-Robots-Tag"] = "noindex"
        return answer

    return never_cache(shown)


@unlisted
@require_GET
def public_list(request: HttpRequest) -> HttpResponse:
    """What is public, or what of it holds some words. Raises Http404 where tickets are always private."""
    if not can_be_public(the_site().policy):
        raise Http404
    words = request.GET.get("q", "").strip()[: listing.LONGEST_SEARCH]
    page = listing.public(words, request.GET.get("after", ""))
    return render(request, "support/public.html", {"page": page, "words": words})


@unlisted
@require_GET
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """One's own tickets."""
    person = _person(request)
    told = {"page": listing.of_person(person, request.GET.get("after", "")), **_access(person)}
    return render(request, "support/mine.html", told | {"can_be_public": can_be_public(the_site().policy)})


@unlisted
@require_http_methods(["GET", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Open a ticket; it is private."""
    person, now = _person(request), the_site().now()
    if not access.runs(person, now):
        return render(request, "support/new.html", {"over": True}, status=403)
    form = Asking(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        told = {"form": form, "over": False, "clears": "cleared" in form.fields}
        return render(request, "support/new.html", told)
    if count(WRITTEN, str(person.pk)) is None:
        return render(request, "429.html", status=429)
    given = form.cleaned_data
    ticket = acts.begin(person, given["title"], given["text"], _language(), now, given.get("cleared", ""))
    messages.success(request, said("ticket opened private"))
    return _back(ticket)


@unlisted
@require_GET
def one(request: HttpRequest, reference: str) -> HttpResponse:
    """A ticket, for its author and, while it is public, for everybody."""
    ticket = for_reader(reference, _reader(request), led=True)
    return _shown(request, ticket) if ticket.reference == reference else _back(ticket)


@unlisted
@require_POST
@login_required
def comment(request: HttpRequest, reference: str) -> HttpResponse:
    """Write into one's own ticket, or into a public one."""
    person = _person(request)
    ticket = for_reader(reference, person)
    form = (Writing if ticket.person_id == person.pk else JoiningIn)(request.POST)
    if not form.is_valid():
        return _shown(request, ticket, form=form)
    if count(WRITTEN, str(person.pk)) is None:
        return render(request, "429.html", status=429)
    given = form.cleaned_data
    try:
        made = acts.comment(
            ticket, person, given["words"], given.get("shown", False), the_site().now(), _mask(request)
        )
    except acts.Confidential as refused:
        return _shown(request, ticket, form=form, passages=_found(refused))
    messages.success(request, said("ticket sent"))
    return _back(ticket, listing.place_of(made))


@unlisted
@require_http_methods(["GET", "POST"])
@login_required
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """Change what one's own ticket says. Raises Http404 for everybody else's."""
    person = _person(request)
    ticket = for_reader(reference, person)
    if ticket.person_id != person.pk:
        raise Http404
    before = {"title": ticket.title, "text": ticket.text}
    form = Opening(request.POST if request.method == "POST" else None, initial=before)
    told = {"ticket": ticket, "form": form}
    if not form.is_bound or not form.is_valid():
        return render(request, "support/edit.html", told)
    try:
        acts.edit(ticket, person, form.cleaned_data["title"], form.cleaned_data["text"], _mask(request))
    except acts.Confidential as refused:
        return render(request, "support/edit.html", told | {"passages": _found(refused)})
    messages.success(request, said("ticket now changed"))
    return _back(ticket)


@unlisted
@require_POST
@login_required
def visibility(request: HttpRequest, reference: str) -> HttpResponse:
    """The switch, which is the author's alone. Staff are refused, and that is noted."""
    person, ticket = _person(request), found(reference)
    if ticket.person_id != person.pk:
        if person.is_staff:
            acts.switch_refused(ticket, person, "staff")
            raise Http404 if ticket.clearance else PermissionDenied
        if ticket.is_shown:
            raise PermissionDenied
        raise Http404
    if not can_be_public(the_site().policy):
        raise Http404
    wanted = request.POST.get("visibility", "")
    if wanted not in Visibility.values:
        return _shown(request, ticket, error="ticket no such choice", status=400)
    if ticket.clearance and wanted == Visibility.PUBLIC:
        return _shown(request, ticket, error="ticket cleared not public", status=409)
    try:
        acts.switch(ticket, person, Visibility(wanted), the_site().now(), _mask(request))
    except acts.Confidential as refused:
        return _shown(request, ticket, passages=_found(refused), publishing=True)
    messages.success(request, said(f"ticket now {wanted}"))
    return _back(ticket)


@unlisted
@require_POST
@login_required
def all_staff(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for cleared staff no longer. Raises Http404 for everybody but the author."""
    person, ticket = _person(request), found(reference)
    if ticket.person_id != person.pk:
        raise Http404
    acts.ask_for_anybody(ticket, person)
    messages.success(request, said("ticket now for all staff"))
    return _back(ticket)


@unlisted
@require_POST
@login_required
def words(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Let everybody read one's words in another's ticket, or no longer."""
    person = _person(request)
    ticket = for_reader(reference, person)
    shown = request.POST.get("shown") == "on"
    try:
        if not acts.show_words(ticket, person, number, shown):
            raise Http404
    except acts.Confidential as refused:
        return _shown(request, ticket, passages=_found(refused))
    messages.success(request, said("ticket words now shown" if shown else "ticket words now masked"))
    return _back(ticket)


@unlisted
@require_POST
@login_required
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Close one's own ticket."""
    person = _person(request)
    ticket = for_reader(reference, person)
    if ticket.person_id != person.pk:
        raise PermissionDenied
    acts.close(ticket, _PERSON, {}, the_site().now())
    messages.success(request, said("ticket now closed"))
    return _back(ticket)


def _shown(request: HttpRequest, ticket: Ticket, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a ticket, as whoever asks may read it."""
    reader, site = _reader(request), the_site()
    own = reader is not None and ticket.person_id == reader.pk
    comments, after = listing.comments_of(ticket, request.GET.get("after", ""))
    told = {
        "ticket": ticket,
        "own": own,
        "said": said_to(comments, ticket, reader),
        "after": after,
        "further": "after" in request.GET,
        "state_said": f"ticket state {ticket.state}",
        "closed": ticket.state == State.CLOSED,
        "switch": own and can_be_public(site.policy) and not ticket.clearance,
        "level": said(f"ticket level {ticket.clearance}") if ticket.clearance else "",
        "public": ticket.visibility == Visibility.PUBLIC,
        "hidden_day": day_said(ticket.hidden, _language()),
        "form": (Writing() if own else JoiningIn()) if reader is not None else None,
    }
    return render(request, "support/one.html", told | more, status=status)


def _access(person: Person) -> dict[str, Any]:
    """Until when somebody may use the service, where tickets end with that."""
    if not access_ends(the_site().policy):
        return {"may_open": True, "access_until": ""}
    return {
        "may_open": access.runs(person, the_site().now()),
        "access_until": day_said(access.ends_of(person), _language()),
    }


def _reader(request: HttpRequest) -> Person | None:
    return request.user if isinstance(request.user, Person) else None


def _found(refused: acts.Confidential) -> list[Refusal]:
    """What stands in the way of publishing, in the language of the page."""
    return refusals_said(refused.passages, _language())


def _mask(request: HttpRequest) -> bool:
    """Whether what is confidential is to be masked, as the page offered."""
    return request.POST.get("mask") == "yes"


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # by `login_required`
    return request.user


def _back(ticket: Ticket, place: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("ticket", args=[ticket.reference]) + place)


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"
