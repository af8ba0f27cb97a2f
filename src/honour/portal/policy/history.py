"""Every version of the policy that was enacted, as it was published, and what changed from one to another."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from honour.keeping.at_work import the_site
from honour.keeping.versions.actions import Enacted, coming, enacted, enacted_as, page_of
from honour.places.terms import local_day
from honour.promises.changes import ASKED_AGAIN, DESTROYS
from honour.promises.compare import compare
from honour.promises.findings import Unreadable
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language, Wording
from honour.publishing.html import text
from honour.publishing.parts import page_from_data
from honour.publishing.typography import typeset

_REASONS: Final[Mapping[str, Wording]] = {
    "law": Wording("The law changed.", "La loi a changé."),
    "services": Wording("Our services changed.", "Nos services ont changé."),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One change in the words of the page: what it means, and the policy's sentences before and after."""

    said: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    asked_again: bool
    destroys: bool


def language_of() -> Language:
    """The language of the page."""
    return "fr" if translation.get_language() == "fr" else "en"


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """Each version: its number, its days, why it came."""
    versions = enacted()
    shown = [_described(each, older) for each, older in pairwise((*versions, None)) if each]
    return render(request, "portal/policy/history.html", {"versions": shown, "several": len(shown) > 1})


@require_GET
def version(request: HttpRequest, number: int) -> HttpResponse:
    """A version as it was published. Raises Http404."""
    found, language = enacted_as(number), language_of()
    kept = page_of(number, language) or (page_of(number, _other(language)) if found else None)
    if found is None or kept is None:
        raise Http404
    page = page_from_data(json.loads(kept.text))
    last = enacted()[0]
    shown: dict[str, Any] = {
        "version": _described(found, None),
        "newer": last.number if last.number != number else None,
        "page_language": page.language,
        "text": mark_safe(text(page)),  # noqa: S308 - escaped there
    }
    return render(request, "portal/policy/version.html", shown)


@require_GET
def compared(request: HttpRequest) -> HttpResponse:
    """What changed from one version (`old`) to another (`new`), in words. Raises Http404."""
    numbers = [request.GET.get(name, "") for name in ("old", "new")]
    if not all(each.isascii() and each.isdigit() and len(each) < 10 for each in numbers):
        raise Http404
    one, other = sorted(int(each) for each in numbers)
    old, new = enacted_as(one), enacted_as(other)
    if old is None or new is None:
        raise Http404
    shown = {
        "old": _described(old, None),
        "new": _described(new, None),
        "changes": changes(old, new, language_of()),
    }
    return render(request, "portal/policy/compared.html", shown)


def changes(old: Enacted, new: Enacted, language: Language) -> tuple[Changed, ...] | None:
    """What changes for people between two versions; None where this Honour reads one of them no more."""
    site = the_site()
    try:
        found = compare(site.read(old.text), site.read(new.text))
    except Unreadable:
        return None
    return tuple(
        Changed(
            _set(each.said, language),
            tuple(_set(said, language) for said in each.before),
            tuple(_set(said, language) for said in each.after),
            ASKED_AGAIN in each.effects,
            DESTROYS in each.effects,
        )
        for each in found.changes
    )


def notice(language: Language, *, signed_in: bool) -> Mapping[str, Any] | None:
    """What people are told on the site of a version that is to come, or in their account once they are signed
    in; None where there is none.
    """
    version = to_come(language)
    told = version["told"] if version else ()
    return version if "site" in told or ("account" in told and signed_in) else None


def to_come(language: Language) -> Mapping[str, Any] | None:
    """The version that is enacted and does not apply yet, if people are told of it."""
    site = the_site()
    version = coming(local_day(site.now(), site.policy.site.time_zone))
    if version is None:
        return None
    day = day_in_words(version.effective, language)
    return {"day": day, "number": version.number, "before": version.number - 1, "told": version.told}


def _described(version: Enacted, older: Enacted | None) -> Mapping[str, object]:
    language, zone = language_of(), the_site().policy.site.time_zone
    return {
        "number": version.number,
        "effective": day_in_words(version.effective, language),
        "enacted": day_in_words(_day(version, zone), language),
        "reasons": [_REASONS[each].say(language) for each in version.reason if each in _REASONS],
        "older": older.number if older else None,
        "hash": version.pages.get(language, ""),
    }


def _day(version: Enacted, zone: str) -> date:
    return local_day(version.at, zone)


def _set(said: Wording, language: Language) -> str:
    return typeset(said.say(language), language == "fr")


def _other(language: Language) -> Language:
    return "en" if language == "fr" else "fr"
