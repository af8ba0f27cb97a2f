"""Deleting one's data, and closing the account: the plan is shown before the yes.

What could go wrong for ever, and what prevents it: somebody with a borrowed browser deletes another's data.
So the account's own strength is asked for just before (`security.strength`), and a letter tells it. Somebody
deletes what he did not mean to. So he sees what goes and what stays first, and what he saw is what is done:
a plan that means something else by then is shown again. Nothing is destroyed by the page itself.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from honour.carrying_out.erase import planned
from honour.carrying_out.filled import filled
from honour.carrying_out.people import Match, Ports
from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.keeping.people.sessions import hashed
from honour.keeping.requests.models import Request, Task, TaskState
from honour.plans.asking import EVERYTHING_ASKED, Scope
from honour.plans.plan import as_json
from honour.portal.account.matching import matches_of, may_come_later
from honour.portal.my_rights.asking import Part, ask_erasure, waiting_erasure
from honour.portal.my_rights.language import language_shown
from honour.portal.my_rights.one import One, one_asked
from honour.portal.security.strength import demanded
from honour.portal.templatetags.words import say
from honour.promises.allow import by_channels
from honour.promises.sentences import yours
from honour.publishing.erasing import told_of_plan
from honour.publishing.typography import typeset


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def erase_my_data(request: HttpRequest) -> HttpResponse:
    """Delete everything, the kinds that are named, or one item: first what that would do, then the yes."""
    given = request.POST if request.method == "POST" else request.GET
    known = the_site().policy.data
    return _erasing(request, Scope(tuple(kind for kind in known if kind in given.getlist("kind"))), False)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def close_my_account(request: HttpRequest) -> HttpResponse:
    """Close the account: what its closing ends goes at once, what the law keeps is shown. What other stores
    hold under its address goes with it, unless it is to be the account alone (`only`).
    """
    return _erasing(request, EVERYTHING_ASKED, True)


def offered() -> bool:
    """Whether people delete their data by a button: unless the policy names other ways alone (C20)."""
    line = the_site().policy.allow.get("erase")
    return line is None or not line.how or "self-service" in line.how


def _erasing(request: HttpRequest, scope: Scope, closing: bool) -> HttpResponse:
    if not offered():
        return _elsewhere(request)
    person = cast(Person, request.user)
    if first := demanded(request):
        return first
    one = None if closing else one_asked(request, person)
    alone = closing and "only" in (request.POST if request.method == "POST" else request.GET)
    looked = _looked(person, Scope(item=one.item) if one else scope, one, alone)
    own = looked.match
    before, meaning = waiting_erasure(one.match.subject if one else own.subject), _meaning(looked.parts)
    if request.method == "POST" and "really" in request.POST and meaning:
        if request.POST["really"] == meaning:
            session = hashed(request.session.session_key or "")
            if ask_erasure(person, own, _to_do(looked.parts), session, closing):
                messages.success(request, say("erasure begun"))
            else:
                messages.warning(request, say("another erasure waits"))
            return HttpResponseRedirect(reverse("my_requests"))
        messages.warning(request, say("plan changed"))
    shown = {
        "told": looked.parts[0].told,
        "elsewhere": [part.told for part in looked.parts[1:] if part.told.goes or part.told.stays],
        "meaning": meaning,
        "closing": closing,
        "alone": alone and looked.others,
        "one": one,
        "kinds": [] if closing or one else kinds_shown(scope),
        "everything": scope.is_all and one is None,
        "chosen": scope.kinds,
        "before": _waits(before),
        "has_others": looked.has_others and one is None,
    }
    return render(request, "portal/my_rights/erase.html", shown)


@dataclass(frozen=True, slots=True)
class _Looked:
    """The account, and the plan of each erasure: the account's first, then those of the records that its
    address alone speaks for. `others` says that there are such records, `has_others` that there may be more
    that no plan here reaches.
    """

    match: Match
    parts: tuple[Part, ...]
    others: bool
    has_others: bool


def _looked(person: Person, scope: Scope, one: One | None, alone: bool) -> _Looked:
    """What is meant: one item, the account `alone`, or with it what other stores hold of the person."""
    site = the_site()
    with site.stores() as ports:
        matches = matches_of(ports, person)
        meant = (one.match,) if one else matches[:1] if alone else matches
        parts = tuple(_part(ports, match, scope) for match in meant)
        return _Looked(matches[0], parts, len(matches) > 1, may_come_later(ports, person))


def _part(ports: Ports, match: Match, scope: Scope) -> Part:
    """What an erasure of one of these would do, as it is printed and as it is told."""
    site = the_site()
    plan = planned(ports, match, site.now(), scope)
    written, held = as_json(plan), filled(ports, match, plan)
    return Part(match, scope, written, told_of_plan(site.carried, written, held, language_shown()))


def _to_do(parts: tuple[Part, ...]) -> list[Part]:
    return [part for part in parts if part.written["steps"]]


def _meaning(parts: tuple[Part, ...]) -> str:
    """What all the plans together mean; empty where none of them does anything."""
    each = [part.meaning for part in _to_do(parts)]
    return each[0] if len(each) == 1 else sha256(" ".join(each).encode()).hexdigest() if each else ""


def _waits(before: Request | None) -> Request | None:
    """An erasure that is already on its way; one that had stopped, or came by a message, is shown."""
    if before is None:
        return None
    task = Task.objects.filter(request=before.id).first()
    return None if task is None or task.state == TaskState.CHANGED else before


def kinds_shown(scope: Scope) -> list[tuple[str, str, bool]]:
    """Each kind of data that an account may have: its word, how it is called, whether it is chosen."""
    site, language = the_site(), language_shown()
    mine = [name for name, kind in site.policy.data.items() if site.account in kind.of]
    french = language == "fr"
    return [
        (name, typeset(yours(site.policy, [name], language).text, french), name in scope.kinds)
        for name in mine
    ]


def _elsewhere(request: HttpRequest) -> HttpResponse:
    """Where the policy names other ways than a button, the page says which."""
    policy = the_site().policy
    shown = {
        "ways": by_channels(policy.allow["erase"].how, language_shown()),
        "contact": policy.site.publisher.contact,
    }
    return render(request, "portal/my_rights/elsewhere.html", shown, status=403)
