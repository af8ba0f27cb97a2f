"""Writing to the site, and the pages behind the links of its letters.

The answer is the same whether an account exists or not. No link changes anything by being followed.
"""

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honour.carrying_out.people import Match, find
from honour.keeping.at_work import the_site
from honour.keeping.messages import actions, telling
from honour.keeping.messages.actions import ASKED, Written
from honour.keeping.messages.kinds import REQUESTS
from honour.keeping.messages.models import Identity, Message
from honour.keeping.messages.reading import about_person, account_name, is_answered, of_person
from honour.keeping.people import links
from honour.keeping.people.limits import Limit, count
from honour.keeping.people.models import Person
from honour.keeping.recoveries.actions import waiting_for
from honour.keeping.requests.models import Request
from honour.places.personal import Personal
from honour.portal.contact.forms import Contact
from honour.portal.templatetags.words import say
from honour.portal.visitor import address_of
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language

FROM_ADDRESS: Final = Limit("contact", 20, 600)
"""How often somebody may write from one address: as often as sign up."""

TO_ADDRESS: Final = Limit("contact letter", 5, 3600)
"""How many letters a mailbox gets for that: nobody floods somebody else's."""

_SENT: Final = "contact_sent"


@never_cache
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """The form, and for whoever is signed in what he wrote before."""
    person = request.user if isinstance(request.user, Person) else None
    given = {"subject": request.GET.get("about", "")}
    form = Contact(person is not None, request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        if count(FROM_ADDRESS, address_of(request)) is None:
            return render(request, "429.html", status=429)
        request.session[_SENT] = _take(person, form.cleaned_data)
        return HttpResponseRedirect(reverse("contact_sent"))
    mine = _mine(person) if person else []
    lost = waiting_for(person) if person else []
    if ASKED in request.session and not lost and not any(each["waits"] for each in mine):
        del request.session[ASKED]
    return render(request, "portal/contact/contact.html", {"form": form, "mine": mine, "lost": lost})


@never_cache
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """The reference of what was written last in this browser."""
    told = request.session.get(_SENT)
    if told is None:
        return HttpResponseRedirect(reverse("contact"))
    return render(request, "portal/contact/sent.html", {"told": told})


@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, reference: str, token: str) -> HttpResponse:
    """The link by which somebody shows that a message is his: a button begins the wait of 72 hours."""
    found = actions.linked(reference, token)
    if found is None or found[1].person is None or found[0].identity or found[0].stopped:
        return render(request, "portal/contact/link.html", {"state": "over"}, status=404)
    if is_answered(found[0]):
        return render(request, "portal/contact/link.html", {"state": "over"}, status=404)
    message, link = found
    shown = {"message": message, "about": _about(message)}
    person, match = link.person, None if request.method == "GET" else _match_of(link.person)
    if person is None or match is None or not links.use(link):
        return render(request, "portal/contact/link.html", {"state": "mine", **shown})
    actions.begin_wait(message, person, match, Identity.LINK, the_site().now())
    return render(request, "portal/contact/link.html", {"state": "waits", **shown})


@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, reference: str, token: str) -> HttpResponse:
    """The link by which the holder of an account stops what somebody asks in his name."""
    found = actions.stoppable(reference, token)
    if found is None:
        return render(request, "portal/contact/link.html", {"state": "over"}, status=404)
    message, link = found
    shown = {"message": message, "about": _about(message)}
    if request.method == "GET":
        return render(request, "portal/contact/link.html", {"state": "stop", **shown})
    stopped = links.use(link) and actions.stop(message, the_site().now())
    state = "stopped" if stopped else "too late"
    return render(request, "portal/contact/link.html", {"state": state, **shown})


@require_POST
@login_required
def stop_signed_in(request: HttpRequest, reference: str) -> HttpResponse:
    """The same by a session of the account."""
    person = request.user
    assert isinstance(person, Person)  # by `login_required`
    his = Message.objects.filter(pk=reference, matched=account_name(person), waits_until__isnull=False)
    message = his.first()
    if message is not None and actions.stop(message, the_site().now()):
        messages.success(request, say("contact stopped"))
    request.session.pop(ASKED, None)
    return HttpResponseRedirect(reverse("contact"))


def _take(person: Person | None, given: dict[str, Any]) -> dict[str, str]:
    """Keep the message, write the letter; what the page then says."""
    site = the_site()
    now = site.now()
    address = person.email if person else str(given["email"]).lower()
    written = Written(
        given["subject"],
        given["on_behalf"],
        "form",
        translation.get_language() or site.policy.site.authentic,
        now,
        Personal(given["text"]),
        Personal(given["name"]),
        Personal(address),
        Personal(given["known_as"]),
    )
    match = _match_of(person)
    with transaction.atomic():
        message = actions.receive(written, person, match, "person" if person else "visitor", now)
        request = Request.objects.filter(id=message.reference).first()
        due = request.answer_due if request else None
        holder = actions.holder_of(address, now) if person is None else None
        alone = written.on_behalf == "myself" and written.subject in REQUESTS
        token = actions.link_for(message, holder if alone else None, address)
        if address and count(TO_ADDRESS, address) is not None:
            telling.received(
                message, Personal(address), due, token if holder and alone else None, now, holder
            )
    return {
        "reference": message.reference,
        "due": due.isoformat() if due else "",
        "day": day_in_words(due, _language()) if due else "",
    }


def _match_of(person: Person | None) -> Match | None:
    """How the records know an account; never inside a transaction of ours."""
    if person is None:
        return None
    site = the_site()
    with site.stores() as ports:
        return find(ports, Personal(f"{site.account}:{person.pk}"))


def _about(message: Message) -> str:
    return telling.ABOUT[message.subject].say(_language())


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"


def _mine(person: Person) -> list[dict[str, Any]]:
    """What somebody wrote, and what is asked in his name, of which he sees no more than what it is about."""
    now = the_site().now()
    asked = [_shown(person, False, *each) for each in about_person(person, now)]
    return asked + [_shown(person, True, *each) for each in of_person(person, now)]


def _shown(person: Person, wrote: bool, message: Message, request: Request | None) -> dict[str, Any]:
    told = message.decisions.order_by("at") if wrote else ()
    waits = message.waits_until if message.waits_until and message.waits_until > the_site().now() else None
    return {
        "message": message,
        "about": _about(message),
        "due": request.answer_due if request else None,
        "answered": request.answered if request else None,
        "text": actions.opened(message)["text"].reveal() if wrote else "",
        "answers": [actions.text_of(each).reveal() for each in told],
        "waits": waits if message.matched == account_name(person) else None,
    }
