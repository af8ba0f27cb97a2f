"""The roles of the staff, their yearly review, and ending one.

What could go wrong for ever is said in `keeping.letters.habilitations`. Roles are given by `honour staff add`
alone, on the machine itself: a page that gives them would let one bribed administrator make another.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from honour.carrying_out.ports import Act, Json
from honour.console.habilitations.words import said
from honour.keeping.at_work import the_site
from honour.keeping.letters.habilitations import Habilitation, end, habilitations, review, token_of
from honour.keeping.people.acts import subject_of
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER, Role
from honour.keeping.people.staff import ACTING, READING, Staff, for_roles


@never_cache
@require_GET
@for_roles(ADMINISTRATION, PRIVACY_OFFICER, fresh=READING)
def listing(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Every role, the first to review first, once it is journalled that the list is read."""
    found = habilitations(the_site().now())
    people = {each.role.person.pk: each.role.person for each in found}
    facts: dict[str, Json] = {"role": staff.role, "staff": staff.token, "purpose": "account"}
    subjects = tuple(subject_of(person) for person in people.values())
    the_site().records.journal(Act("read", staff.by, facts, subjects), the_site().now())
    names = {token_of(person): person.username or person.email for person in people.values()}
    acts = ADMINISTRATION in staff.roles
    shown = {"rows": [_shown(each, names, staff, acts) for each in found]}
    return render(request, "console/habilitations/list.html", shown)


@require_POST
@for_roles(ADMINISTRATION, fresh=ACTING)
def reviewed(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """It is still needed."""
    review(_of_another(staff, number), staff.by, staff.token, the_site().now())
    messages.success(request, said("habilitation reviewed"))
    return HttpResponseRedirect(reverse("habilitations"))


@require_POST
@for_roles(ADMINISTRATION, fresh=ACTING)
def ended(request: HttpRequest, staff: Staff, number: int) -> HttpResponse:
    """It is not needed any more: it ends at once, with every session."""
    role = _of_another(staff, number)
    end(role.person, [role], staff.by, staff.token, the_site().now())
    messages.success(request, said("habilitation ended"))
    return HttpResponseRedirect(reverse("habilitations"))


def _of_another(staff: Staff, number: int) -> Role:
    """A role that is not one's own. Raises Http404, PermissionDenied."""
    role = get_object_or_404(Role.objects.select_related("person"), pk=number)
    if role.person_id == staff.person.pk:
        raise PermissionDenied
    return role


def _shown(each: Habilitation, names: dict[str, str], staff: Staff, acts: bool) -> dict[str, Any]:
    row = each.role
    return {
        "number": row.pk,
        "who": row.person.username or row.person.email,
        "role": row.role,
        "granted": row.granted,
        "granted_by": row.granted_by,
        "reviewed": row.reviewed,
        "reviewed_by": names.get(row.reviewed_by, row.reviewed_by if row.reviewed_by[:3] == "os:" else ""),
        "due": each.due,
        "asked": each.asked,
        "suspended": each.suspended,
        "acts": acts and row.person_id != staff.person.pk,
    }
