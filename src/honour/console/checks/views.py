"""What `honour check` finds in the policy, the map and the databases as they are now. It names nobody: a
finding holds places and counts, no value.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from honour.carrying_out.stores import StoreUnreachable
from honour.keeping.at_work import the_site
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER
from honour.keeping.people.staff import Staff, for_roles


@never_cache
@require_GET
@for_roles(ADMINISTRATION, PRIVACY_OFFICER)
def check(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The findings, each with its place, reason, source and remedy."""
    try:
        found = the_site().checked()
    except StoreUnreachable:
        return render(request, "portal/error.html", {"error": "store away"}, status=503)
    return render(request, "console/checks/check.html", {"found": found, "at": the_site().now()})
