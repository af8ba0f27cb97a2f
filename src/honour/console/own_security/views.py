"""What the site sees of its own security as it is now: sealing, headers, rights, staff, breaches, pace.

It names nobody: it counts people and values, and shows none.
"""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from honour.carrying_out.stores import StoreUnreachable
from honour.console.own_security.words import mending, said
from honour.keeping.at_work import the_site
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER
from honour.keeping.people.staff import Staff, for_roles
from honour.promises.data import theirs
from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.promises.staff import ROLES
from honour.proofs.own_security import Seen
from honour.publishing.typography import typeset

_OPEN: Final = "not kept"


@never_cache
@require_GET
@for_roles(ADMINISTRATION, PRIVACY_OFFICER)
def own_security(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Each thing that was looked at, what is to be mended first; and which role sees which kind of data."""
    site = the_site()
    try:
        found = site.secured()
    except StoreUnreachable:
        return render(request, "portal/error.html", {"error": "store away"}, status=503)
    told = {
        "open": [_told(each) for each in found if each.state == _OPEN],
        "rest": [_told(each) for each in found if each.state != _OPEN],
        "at": site.now(),
        "roles": _roles(site.carried),
    }
    return render(request, "console/own_security/own_security.html", told)


def _told(seen: Seen) -> dict[str, Any]:
    """A line in words: what it is about, what was seen, and what mends it."""
    facts = {**seen.facts}
    if "kind" in facts:
        facts["kind"] = _kind(the_site().carried, str(facts["kind"]))
    return {
        "name": seen.name,
        "state": seen.state.replace(" ", "-"),
        "state_said": said(f"security {seen.state}"),
        "about": said(f"security {seen.name}"),
        "seen": said(f"security {seen.name} {seen.state}").format(**facts),
        "mend": mending(seen.name) if seen.state == _OPEN else "",
    }


def _roles(policy: Policy) -> list[tuple[str, list[str]]]:
    """Each kind that the policy's `staff see` names, with the roles that see it: none is nobody."""
    language = _language()

    def role(name: str) -> str:
        known = policy.vocabulary.roles.get(name) or ROLES.get(name)
        said = "" if known is None else known.en if language == "en" else known.fr
        return typeset(said, language == "fr") or name

    return [
        (_kind(policy, kind), [role(each) for each in roles])
        for kind, roles in policy.protect.staff_see.items()
    ]


def _kind(policy: Policy, kind: str) -> str:
    """What a kind of data is called, at the beginning of a line."""
    language, data = _language(), policy.data[kind]
    told = typeset(theirs([data], data.of[0], policy.vocabulary, language), language == "fr")
    return told[:1].upper() + told[1:]


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"
