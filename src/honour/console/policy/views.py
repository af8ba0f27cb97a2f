"""The policy's file beside the page that it becomes, what would change for people, and publishing it.

What could go wrong for ever: a promise is published that nobody meant, or one of the staff publishes a weaker
one unseen. So what is published is the draft that was shown, by its hash; `honour publish --really` does it
with all that it demands; it asks for the second factor of the last five minutes; and every administrator and
privacy officer is told.
"""

import hashlib
import re
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from honour.carrying_out.ports import Act, Json
from honour.carrying_out.site import Publication
from honour.console.policy.words import said
from honour.keeping.at_work import the_site
from honour.keeping.letters.to_staff import tell_administrators
from honour.keeping.people.models import ADMINISTRATION, PRIVACY_OFFICER
from honour.keeping.people.staff import ACTING, READING, Staff, for_roles
from honour.keeping.versions import drafts
from honour.promises.changes import ASKED_AGAIN, DESTROYS
from honour.promises.compare import compare
from honour.promises.findings import Finding, Unreadable
from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.promises.tell import REASONS
from honour.publishing.html import text
from honour.publishing.page import page
from honour.publishing.typography import typeset

_MOST: Final = 256_000  # characters: no policy is longer (LANGUAGE, at its end)
_IN_THE_PAGE: Final = re.compile(r'(\s(?:id|aria-labelledby)="|href="#)')
_HEADING: Final = re.compile(r"(</?h)([1-4])")


@never_cache
@require_http_methods(["GET", "POST"])
@for_roles(ADMINISTRATION, fresh=READING)
def edit(request: HttpRequest, staff: Staff) -> HttpResponse:
    """The draft, what is wrong with it, the page that it becomes, and what would change; a form keeps it."""
    if request.method == "POST":
        written = request.POST.get("text", "").replace("\r\n", "\n")
        if len(written) > _MOST:
            messages.error(request, said("policy long"))
        else:
            drafts.keep(written, staff.token, the_site().now())
        return HttpResponseRedirect(reverse("edit_policy"))
    kept = drafts.draft()
    written = kept.text if kept else the_site().editing.written()
    return render(request, "console/policy/edit.html", _shown(written, kept is not None))


@never_cache
@require_POST
@for_roles(ADMINISTRATION, fresh=READING)
def check(request: HttpRequest, staff: Staff) -> HttpResponse:
    """What stands against a text that is being written: for the script of the page. It keeps nothing."""
    written = request.POST.get("text", "").replace("\r\n", "\n")
    if len(written) > _MOST:
        return JsonResponse({"heading": said("policy long"), "findings": []}, status=413)
    _, found = _read(written)
    findings = [
        {"place": str(each.place), "reason": each.reason, "mend": each.mend, "source": each.source}
        for each in found
    ]
    return JsonResponse({"heading": said("policy findings").format(count=len(found)), "findings": findings})


@require_POST
@for_roles(ADMINISTRATION, fresh=READING)
def discard(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Throw the draft away, and begin again with the file."""
    drafts.discard()
    return HttpResponseRedirect(reverse("edit_policy"))


@require_POST
@for_roles(ADMINISTRATION, fresh=ACTING)
def publish(request: HttpRequest, staff: Staff) -> HttpResponse:
    """Enact exactly the draft that was shown."""
    site, kept = the_site(), drafts.draft()
    if kept is None or _digest(kept.text) != request.POST.get("digest"):
        messages.error(request, said("policy draft moved"))
        return HttpResponseRedirect(reverse("edit_policy"))
    reasons = tuple(each for each in request.POST.getlist("reason") if each in REASONS)
    why, new_yes = request.POST.get("why", "").strip()[:500], "new_yes" in request.POST
    facts: dict[str, Json] = {"role": staff.role, "staff": staff.token, "digest": _digest(kept.text)}
    site.records.journal(Act("policy publication asked", staff.by, facts), site.now())
    done = site.editing.publish(Publication(kept.text, why, reasons, new_yes))
    if not done.number:
        messages.error(request, f"{said('policy refused')} {done.told}")
        return HttpResponseRedirect(reverse("edit_policy"))
    drafts.discard()
    tell_administrators(
        "staff/policy published",
        site.now(),
        also=(PRIVACY_OFFICER,),
        number=done.number,
        day=done.told,
    )
    messages.success(request, said("policy published").format(number=done.number, day=done.told))
    return HttpResponseRedirect(reverse("edit_policy"))


def _shown(written: str, is_draft: bool) -> dict[str, Any]:
    policy, found = _read(written)
    return {
        "text": written,
        "is_draft": is_draft,
        "digest": _digest(written),
        "findings": found,
        "worded": [(each, _page(policy, each)) for each in policy.site.languages] if policy else [],
        "changes": _changes(policy) if policy else [],
        "publishable": is_draft and policy is not None and not found,
        "reasons": [(name, said(f"policy reason {name}")) for name in REASONS],
    }


def _read(written: str) -> tuple[Policy | None, list[Finding]]:
    """A policy's text as it would be read, None where it cannot be; and what stands against it."""
    editing = the_site().editing
    try:
        policy = editing.read(written)
        return policy, [*editing.findings(policy)]
    except Unreadable as error:
        return None, [*error.findings]


def _page(policy: Policy, language: Language) -> SafeString:
    """The page of a draft in one language: its anchors and headings stand below those of this page."""
    whole = text(page(policy, language, accounts_here=True))
    own = _IN_THE_PAGE.sub(rf"\g<1>{language}-", whole)
    return mark_safe(_HEADING.sub(lambda m: f"{m[1]}{int(m[2]) + 2}", own))  # noqa: S308 - escaped there


def _changes(policy: Policy) -> list[dict[str, Any]]:
    """What would change for people, in words."""
    language: Language = "fr" if translation.get_language() == "fr" else "en"

    def worded(each: Any) -> str:
        return typeset(each.say(language), language == "fr")

    return [
        {
            "said": worded(each.said),
            "before": [worded(one) for one in each.before],
            "after": [worded(one) for one in each.after],
            "asked_again": ASKED_AGAIN in each.effects,
            "destroys": DESTROYS in each.effects,
        }
        for each in compare(the_site().policy, policy).changes
    ]


def _digest(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()
