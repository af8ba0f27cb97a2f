"""The archive that staff take for somebody who asked to see his data and gave no address: they post it.

What could go wrong for ever: staff take away what nobody asked for. So it is for a request that is done, of
somebody of whom two of them said that it is his, for seven days (`keeping.messages.access`), and each time
stands in the journal before it is done. It counts as a file that is opened, of which there is a limit, and
wants the second factor of the last half hour.
"""

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from honour.carrying_out.stores import StoreChanged, StoreUnreachable
from honour.console.requests.staff import ROLES, Staff, message_for
from honour.console.requests.words import said
from honour.keeping.at_work import the_site
from honour.keeping.letters.files_opened import may_open
from honour.keeping.messages import access
from honour.keeping.messages.models import Message
from honour.keeping.people.staff import READING, for_roles
from honour.promises.findings import Unreadable
from honour.publishing.archive import whole


@never_cache
@require_POST
@for_roles(*ROLES, fresh=READING)
def export(request: HttpRequest, staff: Staff, reference: str) -> HttpResponseBase:
    """The archive, to be posted."""
    message, now = message_for(staff, reference), the_site().now()
    if access.for_posting(message, now) is None:
        return _not_given(request, message, "export not")
    return given(request, message, staff, now, _pieces(message, staff, now))


def given(
    request: HttpRequest, message: Message, staff: Staff, now: datetime, pieces: Iterator[bytes]
) -> HttpResponseBase:
    """An archive of somebody for staff to take: counted as a file that is opened, then piece by piece.

    `pieces` writes its entry before the first, and raises LookupError where nobody is there any more.
    """
    if not may_open(staff, f"archive {message.reference}", now):
        return _not_given(request, message, "request too many")
    try:
        next(pieces)
    except LookupError:
        return _not_given(request, message, "export gone")
    except (StoreUnreachable, StoreChanged, Unreadable):
        return _not_given(request, message, "export away")
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{message.reference}.zip"'
    return answer


def _pieces(message: Message, staff: Staff, now: datetime) -> Iterator[bytes]:
    """As `publishing.archive.whole`; the stores stay lent until the last piece left. Raises LookupError."""
    with the_site().stores() as ports:
        match = access.whom(ports, message)
        facts = {"purpose": "request", "role": staff.role, "staff": staff.token}
        access.exported(message, match, staff.by, dict(facts), now)
        yield from whole(ports, (match,), now, access.kinds_given(message))


def _not_given(request: HttpRequest, message: Message, why: str) -> HttpResponseRedirect:
    messages.error(request, said(why))
    return HttpResponseRedirect(reverse("request_one", args=[message.reference]))
