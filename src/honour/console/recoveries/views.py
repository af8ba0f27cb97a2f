"""The cases of assisted recovery: what an applicant said, what of it agrees with an account, and the button
that sends the link.

What could go wrong for ever is said in `keeping.recoveries.actions`, which prevents it. Besides: what an
account holds is never shown here, only whether it agrees; there is no field for an address or a password; and
nobody handles his own case, for accounts of staff are excluded.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from honour.carrying_out.ports import Act, Json
from honour.console.recoveries.words import said
from honour.keeping.at_work import the_site
from honour.keeping.letters.files_opened import may_open
from honour.keeping.messages.reading import account_name, account_of
from honour.keeping.people.models import Person
from honour.keeping.people.staff import ACTING, READING, Staff, for_roles
from honour.keeping.recoveries import actions
from honour.keeping.recoveries.comparing import ENOUGH, agreements, candidates
from honour.keeping.recoveries.models import CLOSED, Recovery, State
from honour.plans.seeing import kinds_seen

HELD: Final = frozenset({"message", "recovery case"})
"""The fields of what an applicant says: a role that may see a kind with one of them may help."""

_SHOWN: Final = 50
Rest = ParamSpec("Rest")


def _helping(
    page: Callable[Concatenate[HttpRequest, Staff, Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Staff, Rest], HttpResponse]:
    """Open a page to a role that the policy lets see what applicants say. Raises Http404 where it has no
    assisted recovery.
    """

    @wraps(page)
    def opened(request: HttpRequest, staff: Staff, /, *rest: Rest.args, **named: Rest.kwargs) -> HttpResponse:
        site = the_site()
        roles = [each for each in staff.roles if _may_help(each)]
        if not roles:
            raise PermissionDenied
        if site.policy.account is None or not site.policy.account.recovery.assisted:
            raise Http404
        helper = Staff(staff.person, roles[0], staff.token, tuple(roles))
        return page(request, helper, *rest, **named)

    return opened


@never_cache
@require_GET
@for_roles()
@_helping
def listing(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The cases that wait, the oldest first, and those that were closed lately; it names nobody."""
    waiting = Recovery.objects.exclude(state__in=CLOSED).order_by("received")
    closed = Recovery.objects.filter(state__in=CLOSED).order_by("-closed")
    shown = {"waiting": list(waiting[:_SHOWN]), "closed": list(closed[:_SHOWN])}
    return render(request, "console/recoveries/list.html", shown)


@never_cache
@require_GET
@for_roles(fresh=READING)
@_helping
def one(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """One case, once it is journalled that it is read."""
    return _page(request, staff, _case(staff, reference))


@require_POST
@for_roles(fresh=ACTING)
@_helping
def propose(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """The first of two compares: this account is the applicant's."""
    case, person = _case(staff, reference), _named(request.POST.get("whom", ""))
    why = "recovery nobody"
    if person is not None:
        why = actions.propose(case, person, staff.token, staff.by, the_site().now())
    return _told(request, reference, why, "recovery proposed")


@require_POST
@for_roles(fresh=ACTING)
@_helping
def confirm(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """The second compares too: never the same."""
    why = actions.confirm(_case(staff, reference), staff.token, staff.by, the_site().now())
    return _told(request, reference, why, "recovery confirmed")


@require_POST
@for_roles(fresh=ACTING)
@_helping
def send(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Have the link sent to the address on file."""
    why = actions.send(_case(staff, reference), staff.token, staff.by, the_site().now())
    return _told(request, reference, why, "recovery sent")


@require_POST
@for_roles(fresh=ACTING)
@_helping
def refuse(request: HttpRequest, staff: Staff, reference: str) -> HttpResponse:
    """Close a case without acting."""
    done = actions.refuse(_case(staff, reference), staff.token, staff.by, the_site().now())
    return _told(request, reference, "" if done else "recovery closed already", "recovery refused")


def _may_help(role: str) -> bool:
    policy = the_site().carried
    return any(HELD & set(policy.data[kind].fields) for kind in kinds_seen(policy, role))


def _case(staff: Staff, reference: str) -> Recovery:
    """A case that this member of staff may handle. Raises Http404, PermissionDenied for his own."""
    case = get_object_or_404(Recovery, pk=reference)
    if account_name(staff.person) in (case.whom, account_name(case.person) if case.person else ""):
        raise PermissionDenied
    return case


def _named(whom: str) -> Person | None:
    """An account by its exact name, its user name or its address, whole."""
    if (found := account_of(whom)) is not None:
        return found
    by = {"email": whom.lower()} if "@" in whom else {"username": whom.lower()}
    return Person.objects.filter(**by).first() if whom else None


def _page(request: HttpRequest, staff: Staff, case: Recovery) -> HttpResponse:
    site, now = the_site(), the_site().now()
    if case.sealed and not may_open(staff, case.reference, now):
        messages.error(request, said("recovery too many"))
        return HttpResponseRedirect(reverse("recoveries"))
    facts: dict[str, Json] = {"recovery": case.reference, "role": staff.role, "staff": staff.token}
    site.records.journal(Act("read", staff.by, facts), now)
    stated = actions.opened(case)
    proposed = account_of(case.whom) if case.whom else None
    shown = {
        "case": case,
        "stated": {name: value.reveal() for name, value in stated.items()},
        "found": [(account_name(person), agreed) for person, agreed in candidates(stated)] if stated else [],
        "agreed": agreements(stated, proposed) if stated and proposed else (),
        "mine": case.proposed_by == staff.token,
        "is_open": case.state not in CLOSED,
        "proposable": case.state in (State.OPEN, State.PROPOSED),
        "not_yet": actions.not_yet(case, now),
        "enough": ENOUGH,
        "state_said": f"recovery state {case.state}",
    }
    return render(request, "console/recoveries/one.html", shown)


def _told(request: HttpRequest, reference: str, why: str, done: str) -> HttpResponse:
    if why:
        messages.error(request, said(why))
    else:
        messages.success(request, said(done))
    return HttpResponseRedirect(reverse("recovery_one", args=[reference]))
