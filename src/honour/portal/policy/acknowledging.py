"""A new version is shown to whoever signs in, and acknowledged with a tick: never a consent, and never a gate
(LANGUAGE, meaning 11): who goes on without it is barred from nothing.
"""

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from honour.keeping.at_work import the_site
from honour.keeping.people.acknowledging import acknowledged, keep, to_acknowledge
from honour.keeping.people.models import Person
from honour.keeping.versions.actions import enacted_as, page_of
from honour.portal.frame import text_names
from honour.portal.policy.history import changes, language_of
from honour.portal.templatetags.words import say
from honour.promises.ask import acknowledged as wording_of
from honour.promises.grammar import day_in_words, sentence
from honour.promises.languages import Language
from honour.promises.tell import names_legal_notice
from honour.publishing.typography import typeset


class Reading(forms.Form):
    """The one box: that it was read."""

    read = forms.BooleanField(required=True)
    version = forms.IntegerField(widget=forms.HiddenInput)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def acknowledge(request: HttpRequest) -> HttpResponse:
    """What changed since the version that this person acknowledged, the box, and the way on without it."""
    person, language = cast(Person, request.user), language_of()
    onward = _onward(request)
    version = to_acknowledge(person)
    if version is None:
        return HttpResponseRedirect(onward)
    form = Reading(request.POST if request.method == "POST" else None, initial={"version": version.number})
    form.fields["read"].label = wording(language)
    form.fields["read"].error_messages = {"required": say("read box empty")}
    shown = request.POST.get("version")
    if form.is_valid() and shown == str(version.number):
        page = page_of(version.number, language)
        keep(
            person,
            version.number,
            version.digest,
            page.hash if page else "",
            language,
            wording(language),
            text_names(),
        )
        messages.success(request, say("acknowledged"))
        return HttpResponseRedirect(onward)
    last = acknowledged(person)
    before = enacted_as(last or version.number - 1)
    context = {
        "form": form,
        "version": version.number,
        "effective": day_in_words(version.effective, language),
        "changes": changes(before, version, language) if before else None,
        "next": onward,
    }
    return render(request, "portal/policy/acknowledge.html", context)


def wording(language: Language) -> str:
    """The sentence beside the box."""
    said = wording_of(names_legal_notice(the_site().policy.tell)).say(language)
    return typeset(sentence(said, language), language == "fr")


def _onward(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=True):
        return asked
    return reverse("my_account")
