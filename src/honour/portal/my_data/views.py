"""What is held, why and until when; what is archived, disputed or restricted; who looked.

Looking is an act too: it stands in the journal before anything is shown (DESIGN, section 9).
"""

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from honour.carrying_out.holding import told_of
from honour.carrying_out.people import exact_name, known
from honour.carrying_out.show import WITHHELD, shown_by_row
from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.keeping.at_work import the_keys, the_site
from honour.keeping.holds.evidence import about
from honour.keeping.journal.about import acted, acts_about, acts_named
from honour.keeping.people import sign_ins
from honour.keeping.people.acts import subject_of
from honour.keeping.people.models import Person
from honour.places.personal import Personal
from honour.places.terms import local_day
from honour.portal.account.matching import matches_of, may_come_later
from honour.portal.my_data.disclosed import disclosed_told
from honour.portal.my_data.finding import language_of_page, looked, person_of
from honour.portal.my_data.looking import SENT, WentTo, acts_told, went_to
from honour.portal.my_data.staying import cases_told, holds_told
from honour.promises.findings import Unreadable
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language
from honour.publishing.held import held, not_held, received_by_all

AWAY: Final = (StoreUnreachable, StoreChanged, Unreadable)
"""What a store says that cannot be read, or whose tables are not as the map has them."""

_ACTS: Final = 50  # on a page


@require_GET
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """All that is held about whoever is signed in, by kind."""
    person, language, site = person_of(request), language_of_page(), the_site()
    try:
        with site.stores() as ports:
            matches = matches_of(ports, person)
            looked(matches, "read")
            answer = [one for match in matches for one in shown_by_row(ports, match, site.now())]
            holds = [hold for match in matches for hold in told_of(ports, match)]
            every = [case for match in matches for case in known(ports, Personal(exact_name(match)))[1]]
            cases = list({case.request: case for case in every}.values())
            told: dict[str, Any] = {
                "kinds": held(ports.policy, answer, language),
                "lacking": not_held(ports.policy, site.account, answer, language),
                "received": received_by_all(ports.policy, language),
                "went": _went(person, language),
                "holds": holds_told(ports.policy, holds, language),
                "disclosed": disclosed_told(ports, matches, site.now(), language),
                "later": may_come_later(ports, person),
                "elsewhere": len(ports.map.persons) > 1,
                "cases": cases_told(ports.policy, cases, language),
                "evidence": [day_in_words(day, language) for day in about([m.subject for m in matches])],
            }
    except AWAY:
        return unreachable(request)
    told |= {"day": day_in_words(local_day(site.now(), site.policy.site.time_zone), language)}
    told |= {"withheld": WITHHELD, "contact": site.policy.site.publisher.contact}
    return render(request, "portal/my_data/my_data.html", told)


def _went(person: Person, language: Language) -> list[WentTo]:
    """To whom the person's data went, by the gate's journal."""
    subject = subject_of(person)
    acts = acts_named(the_keys(), subject, SENT)[:_ACTS]
    return went_to(the_site().policy, acted(the_keys(), subject, acts), language)


@require_GET
@login_required
def who_looked(request: HttpRequest) -> HttpResponse:
    """What the journal says of acts on the person's data: when, what, why and in which role, never a name."""
    person, policy = person_of(request), the_site().policy
    subject = subject_of(person)
    page = Paginator(acts_about(the_keys(), subject), _ACTS).get_page(request.GET.get("page"))
    told = {
        "page": page,
        "acts": acts_told(policy, acted(the_keys(), subject, page.object_list), language_of_page()),
        "history": sign_ins.history(person),
        "kept": sign_ins.declared(policy),
    }
    return render(request, "portal/my_data/who_looked.html", told)


def unreachable(request: HttpRequest) -> HttpResponse:
    """503: a store does not answer, so that nothing whole can be said."""
    return render(request, "portal/error.html", {"error": "store away"}, status=503)
