"""The policy in force and the publisher's texts, as pages in the person's language."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET

from honour.keeping.at_work import the_site
from honour.keeping.versions.documents import current, versions_of
from honour.keeping.versions.models import DocumentVersion
from honour.places.terms import local_day
from honour.portal.frame import DOCUMENTS
from honour.portal.policy.history import language_of, to_come
from honour.promises.grammar import day_in_words
from honour.promises.languages import LANGUAGES, Language
from honour.promises.tell import Link
from honour.publishing.html import html, text
from honour.publishing.markdown import markdown
from honour.publishing.page import page
from honour.publishing.parts import Page, page_as_data
from honour.publishing.texts import addresses, as_html

_FORMS: Final[Mapping[str, str]] = {
    "md": "text/markdown",
    "html": "text/html",
    "json": "application/json",
}
"""How the policy's text can be taken away, and the type of each."""


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """The policy that the site follows, and what belongs to it."""
    language = language_of()
    licence = the_site().policy.tell.licence
    shown = {
        "text": _text(language),
        "coming": to_come(language),
        "texts": _documents(language),
        "forms": tuple(_FORMS),
        "licence": licence if isinstance(licence, Link) else None,
        "licence_said": None if licence is None or isinstance(licence, Link) else licence.say(language),
    }
    return render(request, "portal/policy/privacy.html", shown)


@require_GET
def download(request: HttpRequest, form: str) -> HttpResponse:
    """The text of the policy as a file (`?language=fr`), with its licence. Raises Http404."""
    if form not in _FORMS:
        raise Http404
    asked = request.GET.get("language", "")
    language = next((each for each in LANGUAGES if each == asked), language_of())
    response = HttpResponse(_made(form, _page(language)), content_type=f"{_FORMS[form]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="privacy.{language}.{form}"'
    return response


@require_GET
def document(request: HttpRequest, name: str) -> HttpResponse:
    """A text of the publisher that the policy names by its path (`/legal`). Raises Http404."""
    _named(name)
    site, language = the_site(), translation.get_language() or ""
    return _shown(request, name, site.texts.get((name, language)), current(name), last=True)


@require_GET
def document_versions(request: HttpRequest, name: str) -> HttpResponse:
    """Every version of a text of the publisher. Raises Http404."""
    _named(name)
    shown = {
        "name": name,
        "heading": _title(name, language_of()),
        "versions": [(each.number, _since(each)) for each in versions_of(name)],
    }
    return render(request, "portal/policy/document_versions.html", shown)


@require_GET
def document_version(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """A text of the publisher as it stood. Raises Http404."""
    _named(name)
    versions = versions_of(name)
    found = next((each for each in versions if each.number == number), None)
    if found is None:
        raise Http404
    return _shown(request, name, found.texts.get(language_of()), found, last=found == versions[0])


def _shown(
    request: HttpRequest, name: str, written: str | None, version: DocumentVersion | None, *, last: bool
) -> HttpResponse:
    shown = {
        "text": mark_safe(as_html(written)) if written else None,  # noqa: S308 - its HTML is escaped there
        "heading": _heading(written) or _title(name, language_of()),
        "name": name,
        "version": version,
        "since": _since(version) if version else "",
        "last": last,
    }
    return render(request, "portal/policy/document.html", shown)


def _named(name: str) -> None:
    if f"/{name}" not in addresses(the_site().policy).values():
        raise Http404


def _heading(written: str | None) -> str:
    first = (written or "").lstrip().partition("\n")[0]
    return first.removeprefix("# ") if first.startswith("# ") else ""


def _title(name: str, language: Language) -> str:
    known = {address.removeprefix("/"): each for each, address in addresses(the_site().policy).items()}
    return DOCUMENTS[known[name]].say(language)


def _since(version: DocumentVersion) -> str:
    return day_in_words(local_day(version.at, the_site().policy.site.time_zone), language_of())


def _documents(language: Language) -> list[Mapping[str, object]]:
    """The texts that belong to the policy, each with the version that is shown."""
    found: list[Mapping[str, object]] = []
    for name, address in addresses(the_site().policy).items():
        version = current(address.removeprefix("/"))
        number, since = (version.number, _since(version)) if version else (0, "")
        said = DOCUMENTS[name].say(language)
        found.append({"said": said, "address": address, "number": number, "since": since})
    return found


def _made(form: str, shown: Page) -> str:
    match form:
        case "md":
            return markdown(shown)
        case "html":
            return html(shown)
        case _:
            return json.dumps(page_as_data(shown), ensure_ascii=False, indent=2) + "\n"


def _page(language: Language) -> Page:
    site = the_site()
    return page(site.policy, language, site.number or None, accounts_here=True)


@lru_cache(maxsize=2)
def _text(language: Language) -> SafeString:
    """The text, whose links to the site itself stay on it, under whatever address it is reached."""
    own = the_site().policy.site.address.rstrip("/")
    said = text(_page(language)).replace(f'href="{own}/', 'href="/')
    return mark_safe(said)  # noqa: S308 - escaped there
