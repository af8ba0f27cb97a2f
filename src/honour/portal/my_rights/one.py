"""One item of what is held of somebody, for which he may ask alone: an order, a message, an address.

What could go wrong for ever: another's row is shown, or goes. So the page's word for a row is a keyed hash,
which is looked for among the rows of whoever is signed in and nowhere else; it opens nothing by itself.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from honour.carrying_out.items import bound_to, item_named
from honour.carrying_out.people import Match
from honour.carrying_out.ports import Act
from honour.carrying_out.show import only, shown_by_row
from honour.carrying_out.stores import Keys, StoreChanged, StoreUnreachable
from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.plans.asking import Item, Scope
from honour.plans.ending import kinds_of
from honour.plans.show import Shown
from honour.portal.account.matching import matches_of
from honour.portal.my_rights.language import language_shown
from honour.portal.templatetags.words import say
from honour.promises.findings import Unreadable
from honour.promises.languages import Language
from honour.promises.sentences import yours
from honour.publishing.held import Held, held

_NAMED: Final = re.compile(r"(.{1,400}):([0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class One:
    """A row, whose it is among those that are the person's, the keys that find both, and what it holds.

    `row` is what stands in an address for it.
    """

    match: Match
    item: Item
    keys: Keys
    answer: tuple[Shown, ...]

    @property
    def row(self) -> str:
        """The row as an address names it."""
        return f"{self.item.place}:{self.item.token}"

    @property
    def asked(self) -> str:
        """The same as the end of an address."""
        return "?" + urlencode({"item": self.row})

    @property
    def held(self) -> tuple[Held, ...]:
        """What it holds, as a page shows it: personal, and only to be printed."""
        return held(the_site().carried, self.answer, language_shown())


def one_asked(request: HttpRequest, person: Person) -> One | None:
    """The row that a request is about; None where it is about no single one. That it is looked at is
    journalled before. Never inside a transaction of ours.

    Raises Http404 where the person has no such row, StoreUnreachable.
    """
    given = (request.POST if request.method == "POST" else request.GET).get("item", "")
    if not given:
        return None
    named, site = _NAMED.fullmatch(given), the_site()
    with site.stores() as ports:
        for match in matches_of(ports, person) if named else ():
            item = item_named(ports, match, named[1], named[2]) if named else None
            if item is not None:
                act = Act("read", "person", {"policy": site.policy.digest}, (match.subject,))
                site.records.journal(act, site.now())
                answer = only(shown_by_row(ports, match, site.now()), item)
                return One(match, item, bound_to(ports, match, Scope(item=item), ()), answer)
    raise Http404


def item_called(item: Item, language: Language) -> str:
    """A row in words: of which kinds of data it is one, where its store can be asked."""
    policy = the_site().carried
    try:
        with the_site().stores() as ports:
            kinds = {
                kind: None
                for place in ports.map.places
                if str(place.table) == item.place
                for column in place.columns.values()
                for person in place.owners
                for kind in kinds_of(policy, place, column, person)
            }
    except (StoreUnreachable, StoreChanged, Unreadable):
        kinds = {}
    about = yours(policy, tuple(kinds), language).text if kinds else ""
    return say("one of", about=about) if about else say("one item")


@never_cache
@login_required
@require_GET
def ask_about_one(request: HttpRequest) -> HttpResponse:
    """What a single row holds, and what may be asked about it. Raises Http404."""
    person = request.user
    assert isinstance(person, Person)
    one = one_asked(request, person)
    if one is None:
        raise Http404
    return render(request, "portal/my_rights/one.html", {"one": one})
