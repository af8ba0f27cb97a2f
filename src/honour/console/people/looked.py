"""Who read a person's file: asked by whoever answers for the data, as an authority asks it in a control.

What could go wrong for ever: staff learn who watches whom. So the question is itself an entry that the person
can read, with its reason; it counts like a file that is opened, and nobody asks it of himself. Who of the
staff it was is told to a privacy officer alone: his reason is the recorded decision for it (DESIGN, section
9).
"""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from honour.carrying_out.people import Ambiguous, Match, exact_name, find_one
from honour.carrying_out.ports import Act, Json
from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.console.people.forms import Trace
from honour.console.people.words import said
from honour.keeping.at_work import the_keys, the_site
from honour.keeping.journal.about import Acted, acted, acts_about
from honour.keeping.letters.files_opened import may_open
from honour.keeping.letters.habilitations import token_of
from honour.keeping.people.clearances import ACTS as CLEARING
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER, Person
from honour.keeping.people.staff import READING, Staff, for_roles
from honour.places.personal import Personal
from honour.promises.collect import purpose_noun
from honour.promises.findings import Unreadable
from honour.promises.languages import Language
from honour.publishing.typography import typeset

ROLES: Final = (PRIVACY_OFFICER, ADMINISTRATION)
_MOST: Final = 500
_STAFF: Final = "staff: "  # and the role, as the console writes it


@never_cache
@require_http_methods(["GET", "POST"])
@for_roles(*ROLES, fresh=READING)
def looked(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The form; where it is sent, the acts on somebody's data, once the journal says that they were asked."""
    form = Trace(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _asked(request, form)
    site = the_site()
    if not may_open(staff, f"acts {form.cleaned_data['who']}", site.now()):
        return _asked(request, form, 429, error="people too many")
    try:
        with site.stores() as ports:
            match = find_one(ports, Personal(form.cleaned_data["who"]), the_site().account)
    except Ambiguous as several:
        names = ", ".join(exact_name(each) for each in several.matches)
        form.add_error("who", said("people several").format(names=names))
        return _asked(request, form)
    except (StoreUnreachable, StoreChanged, Unreadable):
        return _asked(request, form, 503, error="people away")
    if match is None:
        form.add_error("who", said("people nobody"))
        return _asked(request, form)
    if staff.is_about_himself(match):
        return _asked(request, form, 403, error="people own")
    return render(request, "console/people/acts.html", _acts(match, form.cleaned_data["why"], staff))


def _acts(match: Match, why: str, staff: Staff) -> dict[str, Any]:
    """What is shown, once the journal says that it is."""
    site, named = the_site(), PRIVACY_OFFICER in staff.roles
    role = PRIVACY_OFFICER if named else staff.role
    facts: dict[str, Json] = {"role": role, "staff": staff.token, "names": named}
    site.records.journal(Act("traced", f"{_STAFF}{role}", facts, (match.subject,), Personal(why)), site.now())
    found = acts_about(the_keys(), match.subject)
    names = _names() if named else {}
    told = acted(the_keys(), match.subject, found[:_MOST])
    shown = [each for each in told if each.name not in CLEARING]
    return {
        "name": exact_name(match),
        "acts": [_shown(each, names) for each in shown],
        "all": found.count() - (len(told) - len(shown)),
        "most": _MOST,
        "named": named,
    }


def _names() -> dict[str, str]:
    """Who of the staff each keyed hash is, also of those whose role has ended."""
    people = Person.objects.filter(roles__isnull=False).distinct()
    return {token_of(person): person.username or person.email for person in people}


def _shown(act: Acted, names: dict[str, str]) -> dict[str, Any]:
    by = act.by if act.by in ("person", "honour", "link") else "command" if act.by.startswith("os:") else ""
    token = str(act.facts.get("staff", ""))
    return {
        "at": act.at,
        "name": act.name,
        "by": said(f"acts by {by}") if by else _role(act.by.removeprefix(_STAFF)),
        "who": names.get(token, said("acts gone") if token and names else ""),
        "purpose": _purpose(str(act.facts.get("purpose", ""))),
        "why": act.why,
    }


def _role(role: str) -> str:
    known = the_site().carried.vocabulary.roles.get(role)
    french = translation.get_language() == "fr"
    return role if known is None else typeset(known.fr if french else known.en, french)


def _purpose(purpose: str) -> str:
    known = the_site().carried.vocabulary.purposes.get(purpose)
    language: Language = "fr" if translation.get_language() == "fr" else "en"
    return typeset(purpose_noun(known, language), language == "fr") if known else ""


def _asked(request: HttpRequest, form: Trace, status: int = 200, error: str = "") -> HttpResponse:
    return render(request, "console/people/ask_acts.html", {"form": form, "error": error}, status=status)
