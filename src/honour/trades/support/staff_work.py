"""What staff of the support desk do besides answering: answers that are given often, tickets that are one,
how long a first answer takes. What could go wrong for ever is said in `merging` and `canned`.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honour.keeping.at_work import the_site
from honour.keeping.people.staff import READING, Staff, for_roles
from honour.promises.languages import Language
from honour.trades.support import canned, first_answers, merging
from honour.trades.support.durations import in_words
from honour.trades.support.forms import Canning
from honour.trades.support.models import CannedAnswer, Ticket
from honour.trades.support.seeing import for_agent
from honour.trades.support.staff import handling
from honour.trades.support.words import said


@never_cache
@require_GET
@for_roles()
@handling
def times(request: HttpRequest, staff: Staff) -> HttpResponse:
    """How long a first answer took, by month."""
    language = _language()
    months = [
        {
            "month": each.month,
            "opened": each.opened,
            "answered": each.answered,
            "half": "" if each.half is None else in_words(each.half, language),
            "nine": "" if each.nine is None else in_words(each.nine, language),
        }
        for each in first_answers.by_month(the_site().now())
    ]
    return render(request, "support/times.html", {"months": months})


@never_cache
@require_GET
@for_roles()
@handling
def answers(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The answers that are given often."""
    return render(request, "support/answers.html", {"answers": canned.titles(_language())})


@never_cache
@require_http_methods(["GET", "POST"])
@for_roles(fresh=READING)
@handling
def answer(request: HttpRequest, staff: Staff, number: int = 0) -> HttpResponse:
    """One of them, to be changed; a new one without a number. Raises Http404."""
    one = get_object_or_404(CannedAnswer, pk=number) if number else CannedAnswer()
    before = {name: getattr(one, name) for name in Canning.base_fields}
    form = Canning(request.POST if request.method == "POST" else None, initial=before)
    if not form.is_bound or not form.is_valid():
        return render(request, "support/answer.html", {"form": form, "number": number})
    canned.keep(one, staff, form.cleaned_data)
    messages.success(request, said("canned kept"))
    return HttpResponseRedirect(reverse("staff_answers"))


@require_POST
@for_roles(fresh=READING)
@handling
def drop(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """Keep one no longer. Raises Http404."""
    canned.drop(get_object_or_404(CannedAnswer, pk=number), staff)
    messages.success(request, said("canned dropped"))
    return HttpResponseRedirect(reverse("staff_answers"))


@never_cache
@require_http_methods(["GET", "POST"])
@for_roles(fresh=READING)
@handling
def merge(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Move another ticket of the same author into this one: which, what will happen, and a yes to that. No
    word of either is shown. Raises Http404, PermissionDenied.
    """
    ticket = for_agent(reference, staff)
    wanted = (request.POST if request.method == "POST" else request.GET).get("other", "")
    other = for_agent(wanted, staff) if wanted else None
    if other is None:
        return _merging(request, ticket, {"others": merging.others_of(ticket, staff)})
    if other.person_id != ticket.person_id or other.pk == ticket.pk:
        raise PermissionDenied
    if request.method == "POST" and "yes" in request.POST and not merging.is_held(ticket.person):
        foreseen = request.POST.get("public") == "yes"
        kept = merging.merge(ticket, other, staff, foreseen, the_site().now())
        if kept is not None:
            messages.success(request, said(f"ticket merged {kept.visibility}"))
            return HttpResponseRedirect(reverse("staff_ticket", args=[kept.reference]))
        other, ticket = for_agent(wanted, staff), for_agent(reference, staff)
        messages.error(request, said("ticket merge changed"))
    told = {"other": other, "can_stay_public": merging.can_stay_public(ticket, other)}
    return _merging(request, ticket, told)


def _merging(request: HttpRequest, ticket: Ticket, told: dict[str, object]) -> HttpResponse:
    held = merging.is_held(ticket.person)
    return render(request, "support/merge.html", {"ticket": ticket, "held": held, **told})


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"
