"""A request that is no message: asked in the person's own space, or taken by the command. What it is, where
it stands, and, of an erasure that nobody carries out any more, the plan and the yes of staff.

What could go wrong for ever: somebody else's data go. The request bears keyed hashes alone, so staff say
whose it is and the hashes must say so too; what they saw is what a worker does, or nothing; nobody answers
his own. A request that is carried out by itself has no button here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from honour.carrying_out.erase import planned
from honour.carrying_out.filled import filled
from honour.carrying_out.people import Ambiguous, Match, exact_name, find
from honour.carrying_out.ports import Act, Subject
from honour.console.requests.staff import Staff, for_staff
from honour.console.requests.words import said
from honour.keeping.at_work import the_site
from honour.keeping.messages.reading import account_of, asked_on_pages
from honour.keeping.requests import tasks
from honour.keeping.requests.models import Request, State, Task, TaskState
from honour.keeping.requests.reading import subject_of
from honour.places.personal import Personal
from honour.places.terms import local_day
from honour.plans.asking import EVERYTHING_ASKED, Scope, scope_of
from honour.plans.meaning import meaning_of
from honour.plans.plan import as_json
from honour.promises.languages import Language
from honour.publishing.erasing import told_of_plan
from honour.publishing.register import kind_called


class Of(forms.Form):
    """Whose request it is, and where the answer goes."""

    whom = forms.CharField(max_length=254)
    email = forms.EmailField(max_length=254, required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name, field in self.fields.items():
            field.label = said(f"lodged field {name}")
            field.error_messages["required"] = said("fill this in")


@dataclass(frozen=True, slots=True)
class _Looked:
    """Whose it is, and the plan as it is printed, with the fields of each step that are not empty."""

    match: Match
    written: Mapping[str, Any]
    held: tuple[frozenset[str], ...]

    @property
    def meaning(self) -> str:
        return meaning_of(self.written) if self.written["steps"] else ""


@never_cache
@require_http_methods(["GET", "POST"])
@for_staff
def lodged(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """One of them. Raises Http404 for what is answered, PermissionDenied for his own."""
    row = get_object_or_404(Request, pk=reference, state=State.OPEN)
    subject = subject_of(row)
    if row.id not in {each.id for each in asked_on_pages()}:
        return HttpResponseRedirect(reverse("request_one", args=[reference]))
    if subject is not None and staff.token in subject.tokens:
        raise PermissionDenied
    facts = {"request": row.id, "purpose": "request", "role": staff.role, "staff": staff.token}
    act = Act("read", staff.by, dict(facts), (subject,) if subject else ())
    the_site().records.journal(act, the_site().now())
    task = Task.objects.filter(request=row.id).first()
    stands = _standing(row, task)
    form = Of(request.POST) if request.method == "POST" and stands in _TO_DO else Of()
    looked = _looked(row, subject, form, staff) if form.is_bound and form.is_valid() else None
    if looked is not None and looked.meaning and request.POST.get("really") == looked.meaning:
        return _put(request, row, looked, form, staff)
    if looked is not None and "really" in request.POST:
        messages.warning(request, said("erasure changed"))
    return render(request, "console/requests/lodged.html", _shown(row, stands, form, looked))


_TO_DO = ("left", "changed")
"""Where an erasure stands that goes no further by itself."""


def _standing(row: Request, task: Task | None) -> str:
    """Where a request stands, as a part of a key of the page's words."""
    if "-" in row.id:
        return "gone"  # a message's number: without it nothing shows who asks, nor that a wait is over
    if row.kind != "erase":
        return row.kind if row.kind in ("object", "restrict", "rectify") else "other"
    if task is None:
        return "left"
    return "changed" if task.state == TaskState.CHANGED else "at work"


def _shown(row: Request, stands: str, form: Of, looked: _Looked | None) -> dict[str, Any]:
    site, language = the_site(), _language()
    scope = scope_of(row.scope) if row.scope else EVERYTHING_ASKED
    today = local_day(site.now(), site.policy.site.time_zone)
    told = told_of_plan(site.carried, looked.written, looked.held, language) if looked else None
    data = site.policy.data
    return {
        "row": row,
        "kind": f"lodged {row.kind}",
        "stands": f"lodged stands {stands}",
        "is_left": stands in _TO_DO,
        "overdue": row.answer_due is not None and row.answer_due < today,
        "kinds": [kind_called(site.policy, data[each], language) for each in scope.kinds if each in data],
        "is_item": scope.item is not None,
        "form": form,
        "whom": exact_name(looked.match) if looked else "",
        "meaning": looked.meaning if looked else "",
        "told": told,
    }


def _looked(row: Request, subject: Subject | None, form: Of, staff: Staff) -> _Looked | None:
    """The plan for whoever is meant; None with the form saying why there is none. Raises PermissionDenied
    for his own data.
    """
    scope = scope_of(row.scope) if row.scope else Scope()
    try:
        with the_site().stores() as ports:
            match = find(ports, Personal(form.cleaned_data["whom"]))
            if match is None:
                form.add_error("whom", said("whose nobody"))
                return None
            if staff.is_about_himself(match):
                raise PermissionDenied
            if not _is_his(subject, match.subject):
                form.add_error("whom", said("lodged not his"))
                return None
            plan = planned(ports, match, the_site().now(), scope)
            return _Looked(match, as_json(plan), filled(ports, match, plan))
    except Ambiguous as several:
        names = ", ".join(exact_name(each) for each in several.matches)
        form.add_error("whom", said("whose several").format(names=names))
        return None


def _is_his(asked: Subject | None, found: Subject) -> bool:
    """Whether a request is that of somebody found: by his row and, where it knows any, by an identifier."""
    if asked is None or asked.person != found.person or not set(asked.tokens) & set(found.tokens):
        return False
    return not asked.known_by or not found.known_by or bool(set(asked.known_by) & set(found.known_by))


def _put(request: HttpRequest, row: Request, looked: _Looked, form: Of, staff: Staff) -> HttpResponse:
    """Put it into the queue, with where its answer goes; with its entry."""
    site, now = the_site(), the_site().now()
    who = exact_name(looked.match)
    person = account_of(who)
    with transaction.atomic():
        Request.objects.select_for_update().get(id=row.id)  # two clicks at once are one task
        task = Task.objects.filter(request=row.id).first()
        before = tasks.secret_of(task).reveal() if task else {}
        to = form.cleaned_data["email"].lower() or before.get("to", "") or (person.email if person else "")
        language = before.get("language") or (person.language if person else "") or site.policy.site.authentic
        secret = {**before, "who": who, "to": to, "language": language, "decided": "by staff"}
        if task is None:
            tasks.put(row.id, looked.meaning, Personal(secret), now)
        elif not tasks.put_anew(row.id, looked.meaning, Personal(secret), now):
            messages.error(request, said("erasure runs"))
            return HttpResponseRedirect(reverse("request_lodged", args=[row.id]))
        facts = {"request": row.id, "decision": "erase", "staff": staff.token}
        site.records.journal(Act("request decided", staff.by, dict(facts), (looked.match.subject,)), now)
    messages.success(request, said("erasure put"))
    return HttpResponseRedirect(reverse("request_lodged", args=[row.id]))


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"
