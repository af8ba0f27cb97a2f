"""Leaving what a person shares with others in a store of the site: an account with several holders, a group.

What could go wrong for ever: what is the others' goes, or what is theirs is given to whoever leaves. So the
plan is that of an erasure of whoever the store knows by the address: his own rows go, he is parted from what
is shared, and the others keep it as it is (`plans.erase`). He sees it first, and what he saw is what is done.
Of what is shared he is shown what his own answer shows, never what others wrote in it; nothing of one is
handed to the other. The account of the site itself is no part of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from honour.carrying_out.erase import planned
from honour.carrying_out.filled import filled
from honour.carrying_out.people import Match, Ports, exact_name
from honour.carrying_out.show import shown
from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.keeping.requests.models import Task
from honour.places.selections import Selection, all_of
from honour.plans.asking import EVERYTHING_ASKED
from honour.plans.plan import Plan, as_json
from honour.portal.account.matching import matches_of, may_come_later
from honour.portal.my_data.finding import language_of_page, looked, person_of
from honour.portal.my_data.views import AWAY, unreachable
from honour.portal.my_rights.asking import Part, ask_erasure, waiting_erasure
from honour.portal.security.strength import demanded
from honour.portal.templatetags.words import say
from honour.publishing.erasing import told_of_plan
from honour.publishing.plain_values import plain


@dataclass(frozen=True, slots=True)
class Sharing:
    """Somebody whom a store knows by the person's address, and who shares rows there. `rows` are what his own
    answer shows of them; `waits` says that he asked already.
    """

    part: Part
    who: str
    rows: tuple[str, ...]
    waits: bool


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """What is shared with others, what leaving would do, and the yes."""
    person = person_of(request)
    if first := demanded(request):
        return first
    try:
        with the_site().stores() as ports:
            matches = matches_of(ports, person)
            looked(matches, "read")
            found = list(_shared(ports, matches, the_site().now()))
            later = may_come_later(ports, person)
    except AWAY:
        return unreachable(request)
    if request.method == "POST":
        chosen = next((each for each in found if each.who == request.POST.get("who")), None)
        if chosen is not None and not chosen.waits and request.POST.get("really") == chosen.part.meaning:
            return _asked(request, person, matches[0], chosen)
        messages.warning(request, say("data leave changed"))
    told = {"found": found, "later": later, "contact": the_site().policy.site.publisher.contact}
    return render(request, "portal/my_data/leave.html", told)


def _asked(request: HttpRequest, person: Person, own: Match, chosen: Sharing) -> HttpResponse:
    ask_erasure(person, own, [chosen.part], "", closing=False)
    messages.success(request, say("data leave asked"))
    return HttpResponseRedirect(reverse("my_data_leave"))


def _shared(ports: Ports, matches: Sequence[Match], now: datetime) -> Iterator[Sharing]:
    """The others of these people who share something: whoever has the account itself closes it elsewhere."""
    for match in matches:
        if match.person.kind == the_site().account:
            continue
        plan = planned(ports, match, now)
        written = as_json(plan)
        if not any(stay.shared and stay.count for stay in plan.stays):
            continue
        before = waiting_erasure(match.subject)
        told = told_of_plan(ports.policy, written, filled(ports, match, plan), language_of_page())
        yield Sharing(
            Part(match, EVERYTHING_ASKED, written, told),
            exact_name(match),
            tuple(_rows(ports, match, plan, now)),
            before is not None and Task.objects.filter(request=before.id).exists(),
        )


def _rows(ports: Ports, match: Match, plan: Plan, now: datetime) -> Iterator[str]:
    """The rows that are shared, each as its values; without those whose words are somebody else's."""
    shared = {stay.selection.table: stay.selection for stay in plan.stays if stay.shared and stay.count}
    for one in shown(ports, match, now):
        table = one.asked.place.table
        if one.asked.masked or table not in shared:
            continue
        condition = all_of([one.asked.selection.condition, shared[table].condition])
        look = (Selection(table, condition), one.asked.columns)
        _, (rows,) = ports.stores[table.store].looks([look], [], match.keys)
        for row in rows.reveal():
            values = [str(plain(value)) for value in row if value is not None]
            if values:
                yield ", ".join(values)
