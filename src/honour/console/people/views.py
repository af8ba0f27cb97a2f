"""Finding a person and reading his file.

What could go wrong for ever: what was shown was seen, and cannot be unseen. So nobody is found but by what he
himself is known by, whole (no list, no part of a name); the reader states a purpose of the policy and a
reason, and sees the kinds of data that his role may see for it, and no other is read; each file counts
against a limit; and it is shown only once its entry in the journal is durable, which the person can read.
Nobody reads his own file here, nor sees a page as somebody else would: there is no such act.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from honour.carrying_out.people import Ambiguous, Match, Ports, exact_name, find_one
from honour.carrying_out.ports import Act, Subject
from honour.carrying_out.show import WITHHELD
from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.console.people.forms import Look, seen_by
from honour.console.people.words import said
from honour.keeping.at_work import the_site
from honour.keeping.letters.files_opened import may_open
from honour.keeping.messages.actions import UNCHANGED, holder_of
from honour.keeping.people.acts import subject_of
from honour.keeping.people.staff import READING, Staff, for_roles
from honour.keeping.people.withheld import shown_to
from honour.places.personal import Personal
from honour.promises.findings import Unreadable
from honour.promises.languages import Language
from honour.publishing.held import held

AWAY = (StoreUnreachable, StoreChanged, Unreadable)
"""What a store says that cannot be read, or whose tables are not as the map has them."""


@never_cache
@require_http_methods(["GET", "POST"])
@for_roles(fresh=READING)
def people(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The form; where it is sent, the file of the one who is meant, in the same answer."""
    form = Look(staff, request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _asked(request, form)
    if not may_open(staff, form.cleaned_data["who"], the_site().now()):
        return _asked(request, form, 429, error="people too many")
    try:
        with the_site().stores() as ports:
            match = find_one(ports, Personal(form.cleaned_data["who"]), the_site().account)
            if match is None:
                form.add_error("who", said("people nobody"))
                return _asked(request, form)
            if staff.is_about_himself(match):
                return _asked(request, form, 403, error="people own")
            return render(request, "console/people/file.html", _file(ports, match, form, staff))
    except Ambiguous as several:
        names = ", ".join(exact_name(each) for each in several.matches)
        form.add_error("who", said("people several").format(names=names))
        return _asked(request, form)
    except AWAY:
        return _asked(request, form, 503, error="people away")


def _file(ports: Ports, match: Match, form: Look, staff: Staff) -> dict[str, Any]:
    """What is shown of somebody, once the journal says that it is. Raises what `AWAY` names."""
    site, role, purpose = the_site(), form.role, form.purpose
    kinds = seen_by(role)[purpose]
    facts = {"purpose": purpose, "role": role, "staff": staff.token, "kinds": sorted(kinds)}
    why, subjects = Personal(form.cleaned_data["why"]), _subjects(ports, match)
    site.records.journal(Act("read", f"staff: {role}", dict(facts), subjects, why), site.now())
    language: Language = "fr" if translation.get_language() == "fr" else "en"
    answer = shown_to(staff, ports, match, site.now(), kinds)
    return {
        "name": exact_name(match),
        "kinds": held(ports.policy, answer, language, match.person.kind),
        "purpose": form.said_purpose(purpose),
        "role": form.said_role(role),
        "withheld": WITHHELD,
        "form": form,
        "others": form.other_purposes(role, purpose),
    }


def _subjects(ports: Ports, match: Match) -> tuple[Subject, ...]:
    """Whose entry a reading is: of whom another store knows, also the account's for which his address speaks
    (as in `portal.my_data`), first, so that he can read the reason there.
    """
    now = the_site().now()
    if match.person.kind == the_site().account:
        return (match.subject,)
    anchors = ports.stores[match.person.table.store].anchors(match.person, match.keys)
    fields = tuple(match.person.known_by.values())
    addresses = {
        str(value.reveal())
        for anchor in anchors
        for field, value in zip(fields, anchor.known_by, strict=True)
        if field == "e-mail" and value.reveal()
    }
    holders = [holder for address in addresses if (holder := holder_of(address, now))]
    accounts = [subject_of(each) for each in holders if each.joined <= now - UNCHANGED]
    return (*accounts, match.subject)


def _asked(request: HttpRequest, form: Look, status: int = 200, error: str = "") -> HttpResponse:
    told = {"form": form, "error": error, "files": the_site().files, "nothing": not form.opens}
    return render(request, "console/people/find.html", told, status=status)
