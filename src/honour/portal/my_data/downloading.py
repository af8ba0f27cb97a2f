"""All that is held, to take away: made as it leaves, with the account's own strength shown first."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.places.terms import local_day
from honour.portal.account.matching import matches_of
from honour.portal.my_data.finding import looked, person_of
from honour.portal.my_data.views import AWAY, unreachable
from honour.portal.security.strength import demanded
from honour.portal.templatetags.words import say
from honour.publishing.archive import whole


@login_required
@require_http_methods(["GET", "POST"])
def download(request: HttpRequest) -> HttpResponseBase:
    """The page with the button, and the archive."""
    person = person_of(request)
    first = demanded(request)
    if first is not None:
        return first
    if request.method != "POST":
        return render(request, "portal/my_data/download.html")
    site = the_site()
    now = site.now()
    pieces = _pieces(person, now)
    try:
        next(pieces)
    except AWAY:
        return unreachable(request)
    day = local_day(now, site.policy.site.time_zone)
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{say("data download name")}-{day}.zip"'
    return answer


def _pieces(person: Person, now: datetime) -> Iterator[bytes]:
    """The archive, piece by piece; the first is empty, and comes once the stores have answered.

    The stores are lent until the last has left, or whoever reads has gone. Raises StoreUnreachable.
    """
    with the_site().stores() as ports:
        matches = matches_of(ports, person)
        looked(matches, "exported")
        yield from whole(ports, matches, now)
