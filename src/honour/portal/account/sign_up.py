"""The box of the sign-up form: that the person has read the policy, kept as an acknowledgement (C14)."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.http import HttpRequest
from django.utils import translation

from honour.keeping.at_work import the_site
from honour.keeping.people.acknowledging import keep
from honour.keeping.people.models import Person
from honour.portal.frame import text_names
from honour.promises.ask import acknowledged
from honour.promises.collect import purpose_noun
from honour.promises.data import fields_named
from honour.promises.grammar import listed, sentence
from honour.promises.languages import Language
from honour.promises.tell import names_legal_notice
from honour.publishing.typography import typeset

_HOLDS: Final = {"email": "e-mail", "username": "user name", "password1": "password hash"}
"""What an input of the form becomes, as a field of the language."""


def asked() -> bool:
    """Whether the policy asks to be acknowledged at sign-up."""
    ask = the_site().policy.ask
    return ask is not None and "sign-up" in ask.acknowledge


def wording() -> str:
    """The sentence beside the box, as the policy says it in the language of the page."""
    language = _language()
    said = acknowledged(names_legal_notice(the_site().policy.tell)).say(language)
    return typeset(sentence(said, language), language == "fr")


def purposes(asked: Iterable[str]) -> list[tuple[str, str]]:
    """What each of these inputs is needed for, as the policy says it: the datum, and its purposes."""
    policy, language = the_site().policy, _language()
    found = []
    for field in (_HOLDS[name] for name in asked if name in _HOLDS):
        named = [
            purpose_noun(policy.vocabulary.purposes[each.purpose], language)
            for each in policy.collect
            if any(field in policy.data[kind].fields for kind in each.data)
        ]
        if named:
            what = sentence(fields_named((field,), policy.vocabulary, language).text, language).rstrip(".")
            why = listed(tuple(dict.fromkeys(named)), language)
            found.append((typeset(what, language == "fr"), typeset(why, language == "fr")))
    return found


def _language() -> Language:
    return "fr" if translation.get_language() == "fr" else "en"


class Acknowledging(forms.Form):
    """What every sign-up asks besides, where the policy does: to have read it. Never a consent."""

    read = forms.BooleanField(required=True)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        if asked():
            self.fields["read"].label = wording()
        else:
            del self.fields["read"]

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Keep what was acknowledged: when, which version, in which words; with its entry."""
        if "read" not in self.fields:
            return
        site, language = the_site(), _language()
        keep(
            user,
            site.number,
            site.policy.digest,
            site.pages.get(language, ""),
            language,
            wording(),
            text_names(),
        )
