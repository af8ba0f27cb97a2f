"""What a person has asked for, with the day by which it is answered, and the receipts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from honour.keeping.at_work import the_site
from honour.keeping.people.acts import subject_of
from honour.keeping.people.models import Person
from honour.keeping.requests import tasks
from honour.keeping.requests.models import Request, State, Task
from honour.keeping.requests.reading import REFUSED, asked_by
from honour.places.terms import local_day
from honour.plans.asking import EVERYTHING_ASKED, Scope, scope_of
from honour.portal.my_rights.correcting import to_be_told
from honour.portal.my_rights.erasing import offered
from honour.portal.my_rights.language import language_shown
from honour.portal.my_rights.one import item_called
from honour.portal.my_rights.restricting import held_under
from honour.promises.collect import purpose_noun
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language
from honour.promises.sentences import yours
from honour.publishing.erasing import levels_told, told_of_receipt


@dataclass(frozen=True, slots=True)
class Shown:
    """A request as its list shows it: `kind` and `state` are words of the page, days are in words."""

    id: str
    kind: str
    about: str
    asked: str
    due: str
    state: str
    answered: str
    has_receipt: bool
    kinds: tuple[str, ...] = ()
    item: str = ""
    holds: bool = False
    overdue: bool = False


@never_cache
@login_required
@require_GET
def my_requests(request: HttpRequest) -> HttpResponse:
    """Everything that the person asked for, and what can be asked."""
    found = asked_by(subject_of(cast(Person, request.user)))
    states = dict(Task.objects.filter(request__in=[r.id for r in found]).values_list("request", "state"))
    held = held_under([each for each in found if each.kind in ("restrict", "object")])
    shown = {
        "requests": [_shown(each, states.get(each.id, ""), each.id in held) for each in found],
        "offered": offered(),
        "contact": the_site().policy.site.publisher.contact,
        "authority": the_site().policy.site.authority or "",
    }
    return render(request, "portal/my_rights/requests.html", shown)


@never_cache
@login_required
@require_GET
def my_receipt(request: HttpRequest, request_id: str) -> HttpResponse:
    """The receipt of one's own request. Raises Http404 for anybody else's."""
    return _receipt_page(request, _mine(request, request_id))


@never_cache
@login_required
@require_GET
def my_receipt_file(request: HttpRequest, request_id: str) -> HttpResponse:
    """The same as a file. Raises Http404."""
    return _receipt_file(_mine(request, request_id))


@never_cache
@require_GET
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt that the link of a letter opens, for whoever has no account any more. Raises Http404."""
    return _receipt_page(request, _by_token(token), by_link=True)


@never_cache
@require_GET
def receipt_file(request: HttpRequest, token: str) -> HttpResponse:
    """The same as a file. Raises Http404."""
    return _receipt_file(_by_token(token))


def _mine(request: HttpRequest, request_id: str) -> Request:
    found = asked_by(subject_of(cast(Person, request.user)))
    return _with_receipt(next((each for each in found if each.id == request_id), None))


def _by_token(token: str) -> Request:
    return _with_receipt(Request.objects.filter(id=tasks.request_of(token, the_site().now()) or "").first())


def _with_receipt(found: Request | None) -> Request:
    if found is None or "journal" not in (found.receipt or {}):
        raise Http404
    return found


def _receipt_page(request: HttpRequest, found: Request, by_link: bool = False) -> HttpResponse:
    site, language = the_site(), language_shown()
    written = cast(Mapping[str, Any], found.receipt)
    told = told_of_receipt(site.carried, written, language) if "went" in written else None
    shown = {
        "request_shown": _shown(found, ""),
        "corrected": found.kind == "rectify",
        "told": told,
        "recipients": _to_be_told(written) if found.kind == "rectify" and told else (),
        "by_link": by_link,
        "levels": levels_told(written, language) if told else (),
        "refusal": written.get("refusal", {}).get(language, ""),
        "head": written["journal"]["head"],
        "contact": site.policy.site.publisher.contact,
        "authority": site.policy.site.authority or "",
    }
    return render(request, "portal/my_rights/receipt.html", shown)


def _to_be_told(written: Mapping[str, Any]) -> list[str]:
    """The recipients of what was corrected, whom the site tells too."""
    return to_be_told(the_site().policy, {field for step in written["went"] for field in step["fields"]})


def _receipt_file(found: Request) -> HttpResponse:
    text = json.dumps(found.receipt, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="receipt-{found.id}.json"'
    return response


def _shown(found: Request, task: str, holds: bool = False) -> Shown:
    site, language = the_site(), language_shown()
    zone = site.policy.site.time_zone

    def said(day: date | None) -> str:
        return "" if day is None else day_in_words(day, language)

    scope = scope_of(found.scope) if found.scope else EVERYTHING_ASKED
    kinds = tuple(kind for kind in scope.kinds if kind in site.policy.data)
    return Shown(
        found.id,
        f"asked {found.kind}",
        _about(found, scope, kinds, language),
        said(local_day(found.asked, zone)),
        said(found.answer_due),
        f"state {_state(found, task)}",
        said(found.answered and local_day(found.answered, zone)),
        "journal" in (found.receipt or {}),
        kinds,
        "" if scope.item is None else f"{scope.item.place}:{scope.item.token}",
        holds or (found.kind == "object" and not (found.receipt or {}).get("ended")),
        found.state == State.OPEN
        and found.answer_due is not None
        and found.answer_due < local_day(site.now(), zone),
    )


def _about(found: Request, scope: Scope, kinds: tuple[str, ...], language: Language) -> str:
    """What a request is about: uses of data, kinds of it, or one item; empty where it is all."""
    policy = the_site().policy
    purposes = scope.upheld if found.kind == "object" else ()
    known = policy.vocabulary.purposes
    named = [purpose_noun(known[each], language) for each in purposes if each in known]
    if scope.item is not None:
        return ", ".join([*named, item_called(scope.item, language)])
    if named:
        return ", ".join(named)
    return yours(policy, kinds, language).text if kinds else ""


def _state(found: Request, task: str) -> str:
    if ended := (found.receipt or {}).get("ended"):
        return "refused" if ended == REFUSED else "ended"
    if found.state == State.ANSWERED and found.kind in ("restrict", "object", "port") and found.receipt:
        return f"answered {found.kind}"
    if found.state == State.ANSWERED:
        return "answered"
    if task == "changed" and found.kind == "rectify":
        return "changed rectify"
    return "changed" if task == "changed" else "at work" if task else "open"
