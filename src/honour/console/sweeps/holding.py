"""Legal holds: who is held and why, placing one with its reason and day, and ending it.

What could go wrong for ever: a hold ends that a claim still needed; what it stopped is then due again. So it
takes a reason, a second factor that was shown just now, and nobody ends or places one on himself. A hold that
an authority ordered in secret stands on no page: it is the command's.
"""

from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from honour.carrying_out.people import (
    Ambiguous,
    Match,
    exact,
    exact_name,
    find_one,
    keys_from_json,
    keys_json,
)
from honour.carrying_out.ports import Act, PersonHold
from honour.console.sweeps.forms import Hold, Release
from honour.console.sweeps.words import said
from honour.keeping.at_work import the_site
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER
from honour.keeping.people.staff import ACTING, Staff, for_roles
from honour.places.personal import Personal
from honour.places.terms import local_day
from honour.promises.languages import Language
from honour.publishing.register import kind_called

ROLES: Final = (PRIVACY_OFFICER, ADMINISTRATION)


@never_cache
@require_http_methods(["GET", "POST"])
@for_roles(*ROLES, fresh=ACTING)
def holds(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The holds, once it is journalled that their reasons are read; and the form of a new one."""
    site, now = the_site(), the_site().now()
    today = local_day(now, site.policy.site.time_zone)
    language: Language = "fr" if translation.get_language() == "fr" else "en"
    kinds = {name: kind_called(site.policy, kind, language) for name, kind in site.policy.data.items()}
    form = Hold(today, list(kinds.items()), request.POST or None)
    if request.method == "POST" and form.is_valid() and _place(form, staff, now):
        messages.success(request, said("hold was placed"))
        return HttpResponseRedirect(reverse("holds"))
    held = [each for each in site.records.person_holds() if each.state != "secret"]
    facts: dict[str, Any] = {"purpose": "holds", "role": staff.role, "staff": staff.token, "holds": len(held)}
    if held:
        site.records.journal(Act("read", staff.by, facts, tuple(each.subject for each in held)), now)
    shown = [
        {
            "hold": each,
            "whose": exact(each.subject.person, keys_from_json(each.keys.reveal())),
            "kinds": [kinds.get(name, name) for name in each.kinds],
            "why": each.why.reveal() if each.why is not None else "",
        }
        for each in held
    ]
    listed = {"held": shown, "form": form, "today": today, "release": Release()}
    return render(request, "console/sweeps/holds.html", listed)


@require_POST
@for_roles(*ROLES, fresh=ACTING)
def release(request: HttpRequest, staff: Staff, hold: str) -> HttpResponse:
    """End one. Raises Http404 for one that is none or that no page shows, PermissionDenied for his own."""
    site = the_site()
    found = next((each for each in site.records.person_holds() if each.id == hold), None)
    if found is None or found.state == "secret":
        raise Http404
    if staff.token in found.subject.tokens:
        raise PermissionDenied
    form = Release(request.POST)
    if not form.is_valid():
        messages.error(request, said("hold needs a reason"))
    else:
        site.records.lift_hold(hold, staff.by, Personal(form.cleaned_data["why"]), site.now())
        messages.success(request, said("hold was released"))
    return HttpResponseRedirect(reverse("holds"))


def _place(form: Hold, staff: Staff, now: datetime) -> bool:
    """Place the hold of a form; whether it was. Raises PermissionDenied for his own data."""
    found = _found(form)
    if found is None:
        return False
    if staff.is_about_himself(found):
        raise PermissionDenied
    given = form.cleaned_data
    keys, why = Personal(keys_json(found.keys)), Personal(given["why"])
    kinds = tuple(given["kinds"])
    held = PersonHold(uuid4().hex, "disputed", found.subject, kinds, given["review"], now, keys, why)
    the_site().records.place_hold(held, staff.by, now)
    return True


def _found(form: Hold) -> Match | None:
    """Whoever is meant; None with the form saying why nobody is."""
    try:
        with the_site().stores() as ports:
            match = find_one(ports, Personal(form.cleaned_data["whom"]), the_site().account)
    except Ambiguous as several:
        names = ", ".join(exact_name(each) for each in several.matches)
        form.add_error("whom", said("hold several").format(names=names))
        return None
    if match is None:
        form.add_error("whom", said("hold nobody"))
    return match
