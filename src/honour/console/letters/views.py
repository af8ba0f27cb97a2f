"""The letters that wait for an administrator, and the button that lets one go.

What could go wrong for ever: a letter reaches somebody whom it should not, as one that was thought better of
before a restore. So each goes by a hand of its own, and what is shown is no more than that takes: neither
text nor subject, and of the address its first letter and its domain. That it was seen is journalled before.
"""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from honour.carrying_out.ports import Act, Json
from honour.console.letters.kinds import in_words
from honour.console.letters.words import said
from honour.keeping.at_work import the_site
from honour.keeping.letters import actions
from honour.keeping.letters.models import Letter
from honour.keeping.people.acts import subject_of
from honour.keeping.people.models import ADMINISTRATION, Person

_BY: Final = f"staff: {ADMINISTRATION}"


@never_cache
@require_GET
@login_required
def parked_letters(request: HttpRequest) -> HttpResponse:
    """What is parked, the oldest first: to whom, of which kind, since when and why."""
    staff = _administrator(request)
    letters = actions.parked()
    _seen(staff, letters, the_site().now())
    return render(request, "console/letters/parked.html", {"letters": [_shown(each) for each in letters]})


@require_POST
@login_required
def release_letter(request: HttpRequest, number: int) -> HttpResponse:
    """Let one letter go: it is tried once more, and parked again where that fails."""
    staff = _administrator(request)
    if actions.release(number, _BY, {"staff": _token(staff)}, the_site().now()):
        messages.success(request, said("letter released"))
    else:
        messages.warning(request, said("letter not parked"))
    return HttpResponseRedirect(reverse("parked_letters"))


def _administrator(request: HttpRequest) -> Person:
    """Who asks, where he is one; the middleware wants his second factor before. Raises PermissionDenied."""
    person = request.user
    if not isinstance(person, Person) or not person.is_administrator:
        raise PermissionDenied
    return person


def _token(staff: Person) -> str:
    """The keyed hash by which records know a member of staff."""
    return subject_of(staff).tokens[0]


def _seen(staff: Person, letters: list[Letter], now: datetime) -> None:
    """Journal that these were looked at, on each person whom one is for."""
    people = {each.person.pk: each.person for each in letters if each.person is not None}
    facts: dict[str, Json] = {"role": ADMINISTRATION, "staff": _token(staff), "letters": len(letters)}
    subjects = tuple(subject_of(person) for person in people.values())
    if letters:
        the_site().records.journal(Act("read", _BY, facts, subjects), now)


def _shown(letter: Letter) -> dict[str, Any]:
    name, _, domain = letter.to.partition("@")
    return {
        "number": letter.pk,
        "to": f"{name[:1]}…@{domain}",
        "kind": in_words(letter.kind, "fr" if translation.get_language() == "fr" else "en"),
        "since": letter.parked or letter.written,
        "why": f"parked {letter.why or actions.RESTORED}",
        "tries": letter.tries,
    }
