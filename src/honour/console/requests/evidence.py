"""Evidence of a theft of identity: the account is frozen, and a copy of what it holds is kept apart.

What could go wrong for ever: the impostor reads what is known of him, or destroys it; or staff read it
without need. So the account is frozen in the same transaction, nothing of the copy is on any page of it, and
each reading by staff says what for, is journalled before and counts as a file that is opened.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from honour.carrying_out.people import exact_name, find
from honour.console.requests.acting import freeze
from honour.console.requests.staff import ROLES, Staff, message_for
from honour.console.requests.words import said
from honour.keeping.at_work import the_keys, the_site
from honour.keeping.holds import evidence
from honour.keeping.holds.models import Evidence
from honour.keeping.journal.about import acted, acts_about
from honour.keeping.letters.files_opened import may_open
from honour.keeping.messages.models import Message
from honour.keeping.people.clearances import ACTS as CLEARING
from honour.keeping.people.staff import READING, for_roles
from honour.keeping.people.withheld import shown_to
from honour.places.personal import Personal
from honour.places.terms import add, local_day
from honour.plans.seeing import kinds_copied
from honour.promises.languages import Language
from honour.promises.periods import Period
from honour.publishing.answer import as_data
from honour.publishing.register import kind_called

LONGEST: Final = Period(6, "years")
"""How long such a copy may be kept: until an offence can be prosecuted no more (French code de procédure
pénale, art. 8).
"""

_USUAL: Final = Period(1, "years")  # what the form proposes; a choice of the house


class Keep(forms.Form):
    """Which kinds of data are kept, and until when."""

    kinds = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    until = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, today: date, kinds: Sequence[tuple[str, str]], *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.today, self.fields["until"].initial = today, add(today, _USUAL)
        self.fields["kinds"].choices = list(kinds)  # type: ignore[attr-defined]  # a choice field's own
        self.fields["kinds"].help_text = said("evidence kinds help")
        for name, field in self.fields.items():
            field.label = said(f"evidence field {name}")
            field.error_messages["required"] = said("fill this in")

    def clean_until(self) -> date:
        """A day to come, within the longest time."""
        until: date = self.cleaned_data["until"]
        if not self.today < until <= add(self.today, LONGEST):
            raise forms.ValidationError(said("evidence until wrong"))
        return until


class Why(forms.Form):
    """What for a copy is read, or why it ends."""

    why = forms.CharField(max_length=2000)


@never_cache
@require_http_methods(["GET", "POST"])
@for_roles(*ROLES, fresh=READING)
def keep(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """What is kept for a request, and keeping more."""
    message, site = message_for(staff, reference), the_site()
    if message.subject != "theft" or not message.matched:
        messages.error(request, said("hold whom" if message.subject == "theft" else "evidence of a theft"))
        return HttpResponseRedirect(reverse("request_one", args=[message.reference]))
    now, language = site.now(), _language()
    today = local_day(now, site.policy.site.time_zone)
    kinds = {name: kind_called(site.policy, kind, language) for name, kind in site.policy.data.items()}
    form = Keep(today, list(kinds.items()), request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if _keep(message, staff, given["kinds"], given["until"], now):
            messages.success(request, said("evidence was kept"))
            return HttpResponseRedirect(reverse("request_evidence", args=[message.reference]))
        messages.error(request, said("export gone"))
    kept = [
        {"row": each, "kinds": [kinds.get(name, name) for name in each.kinds]}
        for each in evidence.of_request(message.reference)
    ]
    return render(request, "console/requests/evidence.html", {"message": message, "form": form, "kept": kept})


@never_cache
@require_POST
@for_roles(*ROLES, fresh=READING)
def take(request: HttpRequest, staff: Staff, reference: str, evidence_id: str) -> HttpResponse:
    """The copy as a file, or its end; with what for. Raises Http404 where nothing such is kept."""
    message, now = message_for(staff, reference), the_site().now()
    row = Evidence.objects.filter(id=evidence_id, request=message.reference).first()
    if row is None:
        raise Http404
    form, back = Why(request.POST), reverse("request_evidence", args=[message.reference])
    if not form.is_valid():
        messages.error(request, said("evidence say why"))
        return HttpResponseRedirect(back)
    why, records = Personal(form.cleaned_data["why"]), the_site().records
    if "end" in request.POST:
        evidence.end(records, row, staff.by, why, now)
        messages.success(request, said("evidence was ended"))
        return HttpResponseRedirect(back)
    if not may_open(staff, f"evidence {row.id}", now):
        messages.error(request, said("request too many"))
        return HttpResponseRedirect(back)
    copy = evidence.read(records, the_keys(), row, staff.role, staff.by, why, now)
    if copy is None:
        raise Http404
    answer = HttpResponse(copy.reveal(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="evidence-{row.id}.json"'
    return answer


def _keep(message: Message, staff: Staff, kinds: Sequence[str], until: date, now: datetime) -> bool:
    """Freeze the account and keep the copy, all or nothing; False where nobody is there any more."""
    site = the_site()
    with site.stores() as ports:
        match = find(ports, Personal(message.matched))
        if match is None:
            return False
        answer = shown_to(None, ports, match, now, frozenset(kinds) or kinds_copied(site.carried))
        told = dict(as_data(ports.policy, answer, exact_name(match), now))
    acts = acted(the_keys(), match.subject, acts_about(the_keys(), match.subject))
    told["acts"] = [
        {"at": each.at.isoformat(), "act": each.name, "by": each.by, "facts": each.facts}
        for each in acts
        if each.name not in CLEARING
    ]
    copy = Personal(json.dumps(told, ensure_ascii=False, indent=2))
    with transaction.atomic():
        freeze(message, staff, closed=True)
        evidence.keep(
            site.records, the_keys(), copy, match.subject, message.reference, kinds, until, staff.by, now
        )
    return True


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"
