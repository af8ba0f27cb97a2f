"""Correcting what an account holds: in place, at once, and the old value is kept nowhere (GDPR Art. 16).

What could go wrong for ever is that the old value is lost: it is, as the person wants, and there is no undo;
unless an authority ordered it preserved (`portal.account.preserving`).
The e-mail address has a page of its own, for it must be confirmed first; so has the user name, for it opens
the account.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from honour.carrying_out.people import Match, Ports
from honour.carrying_out.rectify import corrected
from honour.keeping.at_work import the_site
from honour.keeping.people.acts import journalled
from honour.keeping.people.models import Person
from honour.places.personal import Personal
from honour.plans.rectify import Ambiguous, NotOptional, columns_meant
from honour.portal.account import letters
from honour.portal.account.finding import confirmed_address
from honour.portal.account.matching import matches_of
from honour.portal.account.preserving import keep_before
from honour.portal.my_data.finding import person_of
from honour.portal.my_data.forms import FIELDS, TABLE, Correct, UserName, declares
from honour.portal.my_data.views import AWAY, unreachable
from honour.portal.my_rights.correcting import to_be_told
from honour.portal.security.strength import demanded
from honour.portal.templatetags.words import say

_USER_NAME = "username"


@login_required
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest) -> HttpResponse:
    """Every field of the account that the policy declares and that opens nothing."""
    person = person_of(request)
    form = Correct(person, request.POST if request.method == "POST" else None)
    try:
        others = _has_other_stores()
    except AWAY:
        others = True  # the page of the account works without them, and theirs says that one is away
    recipients = to_be_told(the_site().policy, {FIELDS[name] for name in form.fields})
    told = {
        "form": form,
        "has_user_name": declares(_USER_NAME),
        "other_stores": others,
        "recipients": recipients,
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "portal/my_data/correct.html", told)
    changed = form.changed
    try:
        elsewhere = _elsewhere(person, {name: form.cleaned_data[name] for name in changed})
    except AWAY:
        return unreachable(request)
    except NotOptional:
        form.add_error(
            next(name for name in changed if not form.cleaned_data[name]), say("data required field")
        )
        return render(request, "portal/my_data/correct.html", told)
    _save(person, {name: form.cleaned_data[name] for name in changed})
    messages.success(request, say("data corrected" if changed else "data nothing corrected"))
    if elsewhere:
        contact = the_site().policy.site.publisher.contact
        return render(
            request, "portal/my_data/correct.html", {**told, "elsewhere": elsewhere, "contact": contact}
        )
    return HttpResponseRedirect(reverse("my_data_correct"))


@login_required
@require_http_methods(["GET", "POST"])
def correct_user_name(request: HttpRequest) -> HttpResponse:
    """The name that one signs in by, once it was shown again who asks."""
    person = person_of(request)
    if not declares(_USER_NAME):
        return HttpResponseRedirect(reverse("my_data_correct"))
    first = demanded(request)
    if first is not None:
        return first
    form = UserName(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                _save(person, {_USER_NAME: form.cleaned_data[_USER_NAME]})
                if address := confirmed_address(person):
                    letters.write(person, address, "user name changed")
        except IntegrityError:  # somebody took it since it was looked for
            form.add_error(_USER_NAME, say("user name taken"))
        else:
            messages.success(request, say("data corrected"))
            return HttpResponseRedirect(reverse("my_data_correct"))
    return render(request, "portal/my_data/user_name.html", {"form": form})


def _save(person: Person, values: Mapping[str, str]) -> None:
    """The new values and their entry, which names the fields alone: all or nothing."""
    if not values:
        return
    keep_before(person, list(values))
    with transaction.atomic():
        for name, value in values.items():
            setattr(person, name, value)
        person.save(update_fields=list(values))
        fields = [FIELDS.get(name, "user name") for name in values]
        journalled(person, "corrected", "person", {"fields": sorted(fields)})


def _has_other_stores() -> bool:
    with the_site().stores() as ports:
        own = ports.map.persons[the_site().account].table.store
        return any(place.table.store != own and place.columns for place in ports.map.places)


def _elsewhere(person: Person, values: Mapping[str, str]) -> list[str]:
    """The places beside the account that hold another value of these fields, which a page does not reach.

    Raises NotOptional where the policy requires a field that was emptied, StoreUnreachable.
    """
    with the_site().stores() as ports:
        matches = matches_of(ports, person)
        for name, value in values.items():
            corrected(ports, matches[0], f"{TABLE}.{name}", Personal(value), the_site().now())
        found = [
            each
            for match in matches
            for name, value in values.items()
            for each in _places(ports, match, FIELDS[name], value)
        ]
    return [each for each in dict.fromkeys(found) if each != TABLE]


def _places(ports: Ports, match: Match, field: str, value: str) -> list[str]:
    """The tables in which another value of a field stands, or may stand: somebody has to look there."""
    try:
        plan = corrected(ports, match, field, Personal(value), the_site().now()).plan
        return [str(step.selection.table) for step in plan.steps if step.count]
    except Ambiguous as several:
        return [each.rpartition(".")[0] for each in several.columns]
    except (ValueError, NotOptional):  # a column of another type, or one that must not be empty
        return [str(place.table) for place, _ in columns_meant(ports.map, match.person.kind, field)]
