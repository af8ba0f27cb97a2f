"""Where somebody is signed in, what was kept of his sign-ins, and saying that one was not his.

What could go wrong for ever: nothing; a session that is ended is begun again, a password chosen anew.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honour.keeping.at_work import the_site
from honour.keeping.people import devices, links, sign_ins
from honour.keeping.people.acts import journalled
from honour.keeping.people.models import Person, SignIn
from honour.keeping.people.sessions import hashed
from honour.portal.security.signing_in import NOT_ME, SIGN_IN
from honour.portal.templatetags.words import say


@require_GET
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """The page of both: sessions that one can end, and the log of sign-ins."""
    person = _person(request)
    logged = {row.pk: row for row in sign_ins.history(person)}
    shown = {
        "sessions": _shown(request, person),
        "history": list(logged.values()),
        "kept": sign_ins.declared(the_site().policy),
    }
    return render(request, "portal/security/sessions.html", shown)


@require_POST
@login_required
def end_session(request: HttpRequest) -> HttpResponse:
    """End one other session."""
    if devices.end(_person(request), request.POST.get("session", "")):
        messages.success(request, say("session ended"))
    return HttpResponseRedirect(reverse("sessions"))


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """S1-43: end every session but this one."""
    devices.end_others(_person(request), _mine(request))
    messages.success(request, say("others ended"))
    return HttpResponseRedirect(reverse("sessions"))


@require_http_methods(["GET", "POST"])
def not_me(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of an alert opens: a button that ends all sessions and the password."""
    link = links.find(token, NOT_ME)
    if link is None or link.person is None:
        return render(request, "portal/security/not_me.html", {"state": "over"}, status=404)
    if request.method == "GET" or not links.use(link):
        return render(request, "portal/security/not_me.html", {"state": "asked"})
    person = link.person
    person.set_unusable_password()
    person.save(update_fields=["password"])
    links.void(person, NOT_ME)
    devices.end_others(person, "")
    journalled(person, "sign-in disowned", "person", {})
    return render(request, "portal/security/not_me.html", {"state": "done"})


def _shown(request: HttpRequest, person: Person) -> list[dict[str, Any]]:
    """The sessions with what the log still holds of their sign-in; this one stands first."""
    found = devices.sessions_of(person)
    rows = SignIn.objects.in_bulk([each.data[SIGN_IN] for each in found if SIGN_IN in each.data])
    mine = _mine(request)
    shown = [
        {
            "key": each.key,
            "mine": each.key == mine,
            "began": each.began,
            "seen": each.seen,
            "sign_in": rows.get(each.data.get(SIGN_IN, 0)),
        }
        for each in found
    ]
    return sorted(shown, key=lambda each: not each["mine"])


def _mine(request: HttpRequest) -> str:
    return hashed(request.session.session_key or "")


def _person(request: HttpRequest) -> Person:
    person = request.user
    assert isinstance(person, Person)  # by `login_required`
    return person
