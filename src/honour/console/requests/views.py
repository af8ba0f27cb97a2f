"""The pages of requests: what waits by its deadline, one of them, and typing one in."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from honour.carrying_out.holding import told_of
from honour.carrying_out.people import Match, find
from honour.carrying_out.ports import Act, PersonHold
from honour.console.requests import directives
from honour.console.requests.forms import Decide, TypeIn, Whose
from honour.console.requests.staff import Staff, for_staff, is_own, message_for
from honour.console.requests.upheld import ends_of
from honour.console.requests.words import said
from honour.keeping.at_work import the_site
from honour.keeping.letters.files_opened import may_open
from honour.keeping.messages import access, actions, telling
from honour.keeping.messages.actions import Written
from honour.keeping.messages.models import Message
from honour.keeping.messages.reading import asked_on_pages, standing_of, waiting
from honour.keeping.requests.models import Request, State
from honour.keeping.requests.reading import subject_of
from honour.places.personal import Personal
from honour.places.terms import local_day, start_of_day
from honour.promises.languages import Language
from honour.publishing.erasing import told_of_plan


@never_cache
@require_GET
@for_staff
def listing(request: HttpRequest, staff: Staff) -> HttpResponse:
    """What waits, overdue first, with counts. It names nobody."""
    site = the_site()
    today = local_day(site.now(), site.policy.site.time_zone)
    found = waiting(today)
    shown = [
        {
            "message": each.message,
            "about": _about(each.message),
            "due": each.due,
            "overdue": each.overdue,
            "still": each.still,
            "own": is_own(staff, each.message),
        }
        for each in found
    ]
    others = [
        {
            "row": each,
            "overdue": each.answer_due is not None and each.answer_due < today,
            "own": each.hashes.filter(hash=staff.token).exists(),
        }
        for each in asked_on_pages()
    ]
    counts = {
        "overdue": sum(each.overdue for each in found) + sum(bool(each["overdue"]) for each in others),
        "clock": sum(each.due is not None for each in found) + len(others),
        "all": len(found) + len(others),
    }
    listed = {"waiting": shown, "others": others, "counts": counts}
    return render(request, "console/requests/list.html", listed)


@never_cache
@require_http_methods(["GET", "POST"])
@for_staff
def type_in(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Type in a request that came by post, telephone or at the desk; its clock runs from the day it came."""
    site = the_site()
    now, zone = site.now(), site.policy.site.time_zone
    today = local_day(now, zone)
    form = TypeIn(today, request.POST or None, initial={"received": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        noon = start_of_day(given["received"], zone) + timedelta(hours=12)  # as `honour erase --received`
        came = min(noon, now)
        message = actions.receive(_written(given, came), None, None, staff.by, now)
        if given["email"]:
            due = Request.objects.filter(id=message.reference).values_list("answer_due", flat=True).first()
            telling.received(message, Personal(given["email"].lower()), due, None, now)
        return HttpResponseRedirect(reverse("request_one", args=[message.reference]))
    return render(request, "console/requests/type_in.html", {"form": form})


@never_cache
@require_GET
@for_staff
def one(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """One request, once it is journalled that it is read; so many in a time, as of anybody's file."""
    message = message_for(staff, reference)
    if not may_open(staff, message.reference, the_site().now()):
        messages.error(request, said("request too many"))
        return HttpResponseRedirect(reverse("requests"))
    return page(request, staff, message)


def page(request: HttpRequest, staff: Staff, message: Message, **more: Any) -> HttpResponse:
    """The page of a request, whole; `more` are forms that were refused, and what is to be said."""
    site = the_site()
    now = site.now()
    row = Request.objects.filter(id=message.reference).first()
    subject = subject_of(row) if row else None
    facts = {"message": message.reference, "purpose": "request", "role": staff.role, "staff": staff.token}
    site.records.journal(Act("read", staff.by, dict(facts), (subject,) if subject else ()), now)
    matching = message.matchings.order_by("-at").first()
    shown = {
        "message": message,
        "about": _about(message),
        "request_row": row,
        "standing": standing_of(message, row),
        "overdue": _is_overdue(row, now),
        "held": {name: value.reveal() for name, value in actions.opened(message).items()},
        "decisions": [
            {"row": each, "text": actions.text_of(each).reveal()} for each in message.decisions.order_by("at")
        ],
        "waits": message.waits_until if message.waits_until and message.waits_until > now else None,
        "matching": matching if matching and not matching.confirmed else None,
        "mine": matching is not None and matching.by == staff.token,
        "holds": _holds(message),
        "whose": Whose(),
        "decide": Decide(),
        "checks": _checks(message),
        "of_the_dead": access.is_of_the_dead(message),
        "estate": _estate(message),
        "for_posting": access.for_posting(message, now),
        **_directives(message, now),
        **_ends(message, row),
        **more,
    }
    return render(request, "console/requests/one.html", shown)


def matched(message: Message) -> Match | None:
    """Whom a message is about, as the records know him now; never inside a transaction of ours."""
    if not message.matched:
        return None
    with the_site().stores() as ports:
        return find(ports, Personal(message.matched))


def _holds(message: Message) -> tuple[PersonHold, ...]:
    match = matched(message)
    if match is None:
        return ()
    with the_site().stores() as ports:
        return told_of(ports, match)


def _is_overdue(row: Request | None, now: datetime) -> bool:
    if row is None or row.answer_due is None or row.answered is not None:
        return False
    return row.answer_due < local_day(now, the_site().policy.site.time_zone)


def _estate(message: Message) -> str | None:
    """What heirs are given, in words; None where no heirs ask."""
    kinds = access.kinds_given(message)
    if kinds is None:
        return None
    policy, french = the_site().policy, translation.get_language() == "fr"
    names = dict.fromkeys(name for kind, data in policy.data.items() if kind in kinds for name in data.fields)
    known = [policy.vocabulary.fields[name] for name in names]
    return ", ".join((each.fr if french else each.en)[0] for each in known)


def _ends(message: Message, row: Request | None) -> dict[str, Any]:
    """What an objection ends once it is upheld, in the words in which the person is told; None of others."""
    ends = ends_of(message) if row is not None and row.state == State.OPEN else None
    if ends is None:
        return {"ends": None}
    language: Language = "fr" if translation.get_language() == "fr" else "en"
    if ends.written is None:
        return {"ends": {"meaning": "", "told": None}}
    told = told_of_plan(the_site().carried, ends.written, ends.held, language)
    return {"ends": {"meaning": ends.meaning, "told": told}}


def _directives(message: Message, now: datetime) -> dict[str, Any]:
    """What somebody who died wanted, read only where that is what the request is about; `carry` is whether
    it can be carried out here now, and `carry_not` why not.
    """
    left = directives.of_the_dead(message)
    if left is None:
        return {"directive": None}
    why = directives.obstacle(message, now)
    return {
        "directive": {"wish": left.wish, "trusted": left.trusted.reveal(), "text": left.text.reveal()},
        "carry": not why,
        "carry_not": "" if why in ("already answered", "directives of a death") else why,
    }


def _checks(message: Message) -> list[str]:
    """What staff must check, as keys of the page's words."""
    keys = [f"check {message.on_behalf}"]
    if message.subject in ("theft", "death"):
        keys.append(f"check {message.subject}")
    return keys


def _written(given: dict[str, Any], came: datetime) -> Written:
    return Written(
        given["subject"],
        given["on_behalf"],
        given["channel"],
        given["language"],
        came,
        Personal(given["text"]),
        Personal(given["name"]),
        Personal(given["email"].lower()),
        Personal(given["known_as"]),
    )


def _about(message: Message) -> str:
    return telling.ABOUT[message.subject].say("fr" if translation.get_language() == "fr" else "en")
