"""The page of sweeps: what is due, why the brake stops it, and the yes of somebody who has read it.

What could go wrong for ever: more is destroyed than was read. So the yes bears the digest of what was on the
page, with a second factor that was shown just now; a worker destroys exactly that or nothing. Nothing is
destroyed by the page itself, and it names nobody.
"""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from honour.carrying_out.sweep import Due, Looked, plans_of
from honour.console.sweeps.words import said
from honour.keeping.at_work import the_site
from honour.keeping.intents import confirming
from honour.keeping.intents.models import Confirmation
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER
from honour.keeping.people.staff import ACTING, Staff, for_roles
from honour.keeping.requests.told import sweeps as past_sweeps
from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.publishing.erasing import level_told
from honour.publishing.sweeping import DueTold, due_told, stop_told
from honour.publishing.typography import typeset

ROLES: Final = (ADMINISTRATION, PRIVACY_OFFICER)
_MOST: Final = 50
_CLOCK: Final = ("clock behind", "clock ahead")


@never_cache
@require_GET
@for_roles(*ROLES)
def sweeps(request: HttpRequest, staff: Staff) -> HttpResponse:
    """What is due, what was done, what waits for a worker."""
    looked, language = _look(), _language()
    whole = looked.whole
    told = {
        "due": _told(looked.due, language),
        "rows": _rows(looked.due),
        "held_back": [due_told(_policy(), each, the_site().now(), language) for each in looked.due.held_back],
        "digest": looked.due.digest if plans_of(looked.due) else "",
        "stops": [stop_told(each, language) for each in looked.stops],
        "clock": any(each.reason in _CLOCK for each in looked.stops),
        "whole": {"digest": whole.digest, "rows": _rows(whole)} if whole and plans_of(whole) else None,
        "done": [_done(each, language) for each in reversed(past_sweeps()[-_MOST:])],
        "confirmed": [{"row": each, "role": _role(each.role, language)} for each in confirming.latest(_MOST)],
    }
    return render(request, "console/sweeps/sweeps.html", told)


@require_POST
@for_roles(*ROLES, fresh=ACTING)
def confirm(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The yes: what is due must still be what was read."""
    looked, digest = _look(), request.POST.get("digest", "")
    shorter = looked.whole is not None and digest == looked.whole.digest
    what = looked.whole if shorter else looked.due
    clock = any(each.reason in _CLOCK for each in looked.stops)
    if what is None or not plans_of(what) or digest != what.digest:
        messages.warning(request, said("sweep changed"))
    elif clock and request.POST.get("clock") != "right":
        messages.error(request, said("sweep clock"))
    else:
        given = Confirmation(
            digest=digest, by=staff.token, role=staff.role, rows=_rows(what), shorter=shorter, clock=clock
        )
        confirming.confirm(the_site().records, given, the_site().now())
        messages.success(request, said("sweep put"))
    return HttpResponseRedirect(reverse("sweeps"))


def _look() -> Looked:
    site = the_site()
    with site.stores() as ports:
        return site.sweeping(ports, site.now())


def _policy() -> Policy:
    return the_site().carried


def _told(what: Due, language: Language) -> list[DueTold]:
    now = the_site().now()
    return [due_told(_policy(), step, now, language) for plan in plans_of(what) for step in plan.steps]


def _rows(what: Due) -> int:
    return sum(step.count for plan in plans_of(what) for step in plan.steps)


def _role(role: str, language: Language) -> str:
    """A role in the policy's words; the word itself where the policy has it no more."""
    known = _policy().vocabulary.roles.get(role)
    return role if known is None else typeset(known.en if language == "en" else known.fr, language == "fr")


def _done(sweep: dict[str, Any], language: Language) -> dict[str, Any]:
    """A sweep that was begun: when, how many rows of which places, how far it is gone."""
    receipt = sweep["receipt"] or {}
    went, levels = receipt.get("went", []), receipt.get("levels", {})
    return {
        "asked": datetime.fromisoformat(sweep["asked"]),
        "rows": sum(each["rows"] for each in went),
        "went": went,
        "physical": level_told(levels["physical"], language) if "physical" in levels else "",
        "ended": sweep["ended"],
    }


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"
