"""The person who is signed in, as the stores know him."""

from collections.abc import Sequence
from typing import cast

from django.http import HttpRequest
from django.utils import translation

from honour.carrying_out.people import Match
from honour.carrying_out.ports import Act
from honour.keeping.at_work import the_site
from honour.keeping.people.models import Person
from honour.promises.languages import Language


def person_of(request: HttpRequest) -> Person:
    """Who is signed in, on a page that is for such alone."""
    return cast(Person, request.user)


def looked(matches: Sequence[Match], act: str) -> None:
    """Write that the person looks at what is held about him, or takes it away, before he does."""
    site, subjects = the_site(), tuple(match.subject for match in matches)
    site.records.journal(Act(act, "person", {"policy": site.policy.digest}, subjects), site.now())


def language_of_page() -> Language:
    """The language in which the page is written."""
    return "fr" if translation.get_language() == "fr" else "en"
