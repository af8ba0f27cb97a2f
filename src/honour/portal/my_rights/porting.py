"""Taking one's data along (GDPR Art. 20): as JSON, what a consent or a contract gave, at once.

Reading is journalled before it happens. The account's own strength is asked for: an impostor would take it.
"""

import json
from typing import cast

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from honour.carrying_out.people import find
from honour.carrying_out.ports import Act
from honour.carrying_out.show import shown
from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.places.personal import Personal
from honour.plans.asking import EVERYTHING_ASKED, Scope
from honour.portal.my_rights.asking import asked
from honour.portal.my_rights.one import one_asked
from honour.portal.my_rights.restricting import looked_up
from honour.portal.security.strength import demanded
from honour.promises.rights import rights_of
from honour.publishing.answer import as_data


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def port_my_data(request: HttpRequest) -> HttpResponse:
    """Say what that is, then give the file: of everything, or of one item."""
    person = cast(Person, request.user)
    if first := demanded(request):
        return first
    one = one_asked(request, person)
    if request.method == "GET":
        return render(request, "portal/my_rights/port.html", {"one": one})
    site, now = the_site(), the_site().now()
    subject = looked_up(person).subject
    new = asked("port", subject, Scope(item=one.item) if one else EVERYTHING_ASKED)
    with transaction.atomic():
        site.records.journal(Act("exported", "person", {"request": new.request}, (subject,)), now)
        site.records.lodge(new, now)
        site.records.answer(new.request, "ported", "person", {}, now)
    with site.stores() as ports:
        match = find(ports, Personal(f"{site.account}:{person.pk}"))
        assert match is not None  # the account that is signed in
        given = [
            each
            for each in (one.answer if one else shown(ports, match, now))
            if any(rights_of(statement).port for statement in each.asked.collect)
        ]
        text = json.dumps(as_data(ports.policy, given, new.request, now), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="data-{now:%Y-%m-%d}.json"'
    return response
