"""Objecting to a use of one's data (GDPR Art. 21): to direct marketing at once and for good; to another use,
staff decide, and meanwhile the data that serve nothing else are restricted (Art. 18(1)(d)).
"""

from collections.abc import Collection
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from honour.carrying_out.people import Match
from honour.carrying_out.ports import Subject
from honour.keeping.at_work import the_site
from honour.keeping.messages import telling
from honour.keeping.messages.actions import Written, receive
from honour.keeping.people.models import Person
from honour.keeping.requests.models import Request
from honour.keeping.requests.reading import objected_to
from honour.places.personal import Personal
from honour.plans.asking import Scope, scope_json
from honour.plans.purposes import serving_nothing_else
from honour.portal.account.finding import confirmed_address
from honour.portal.my_rights.asking import asked
from honour.portal.my_rights.language import language_shown
from honour.portal.my_rights.one import One, one_asked
from honour.portal.my_rights.restricting import MOST, looked_up, place_hold
from honour.portal.templatetags.words import say
from honour.promises.collect import purpose_noun
from honour.promises.policy import Policy
from honour.promises.rights import MARKETING, rights_of
from honour.publishing.typography import typeset


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def object_to_use(request: HttpRequest) -> HttpResponse:
    """Name the uses that one objects to; why may be said, and need not."""
    site, person = the_site(), cast(Person, request.user)
    one, match = one_asked(request, person), looked_up(person)
    open_to = _open_to(site.policy, one, objected_to(match.subject))
    chosen = [purpose for purpose in open_to if purpose in request.POST.getlist("purpose")]
    if request.method == "POST" and chosen:
        why = request.POST.get("why", "")[:MOST]
        with transaction.atomic():
            _to_marketing(match.subject, [each for each in chosen if each in MARKETING])
            _for_staff(person, match, [each for each in chosen if each not in MARKETING], why, one)
        messages.success(request, say("objection recorded"))
        return HttpResponseRedirect(reverse("my_requests"))
    known, language = site.policy.vocabulary.purposes, language_shown()
    shown = {
        "purposes": [
            (each, typeset(purpose_noun(known[each], language), language == "fr"), each in MARKETING)
            for each in open_to
        ],
        "most": MOST,
        "one": one,
        "missing": request.method == "POST",
    }
    return render(request, "portal/my_rights/object.html", shown)


def _to_marketing(subject: Subject, purposes: list[str]) -> None:
    """Nobody decides of this: it holds (GDPR Art. 21(3))."""
    if purposes:
        site, now = the_site(), the_site().now()
        new = asked("object", subject, Scope((), tuple(purposes)))
        site.records.lodge(new, now)
        site.records.answer(new.request, "objection upheld", "person", {"purposes": purposes}, now)


def _for_staff(person: Person, match: Match, purposes: list[str], why: str, one: One | None) -> None:
    """Have staff decide, where they decide of what comes by the contact form; what serves nothing else is
    restricted until then.
    """
    if not purposes:
        return
    site, now, language = the_site(), the_site().now(), language_shown()
    known, address = site.policy.vocabulary.purposes, confirmed_address(person) or person.email
    named = "\n".join(f"- {purpose_noun(known[each], language)}" for each in purposes)
    written = Written(
        "object", "myself", "form", language, now,
        Personal(f"{named}\n\n{why}".strip()), Personal(""), Personal(address), Personal(""),
    )  # fmt: skip
    message = receive(written, person, match, "person", now)
    alone = serving_nothing_else(site.policy, site.account, purposes)
    request = Request.objects.get(id=message.reference)
    scope = Scope((), tuple(purposes), one.item) if one else Scope(alone, tuple(purposes))
    request.scope = scope_json(scope)
    request.save(update_fields=["scope"])
    if one:
        place_hold(request.id, one.match.subject, one.keys, scope)
    elif alone:
        place_hold(request.id, match.subject, match.keys, scope)
    if address:
        telling.received(message, Personal(address), request.answer_due, None, now)


def _open_to(policy: Policy, one: One | None, before: Collection[str]) -> list[str]:
    """The uses that may be objected to: of one item those alone that it serves and that staff decide of, for
    an objection to direct marketing is to all of it.
    """
    if one is None:
        return _purposes(policy, the_site().account, before)
    its = {each.purpose for shown in one.answer for each in shown.asked.collect}
    found = _purposes(policy, one.match.person.kind, before)
    return [purpose for purpose in found if purpose in its and purpose not in MARKETING]


def _purposes(policy: Policy, person: str, before: Collection[str]) -> list[str]:
    """The uses that people of a kind may object to and have not objected to yet, in the policy's order."""
    mine = [each for each in policy.collect if any(person in policy.data[kind].of for kind in each.data)]
    found = dict.fromkeys(each.purpose for each in mine if rights_of(each).object)
    return [purpose for purpose in found if purpose not in before]
