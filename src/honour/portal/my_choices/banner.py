"""What the frame of every page says of cookies, and the words that a choice is kept with."""

from typing import Any

from django.http import HttpRequest
from django.utils import translation

from honour.keeping.at_work import the_site
from honour.portal.my_choices.asked import COOKIE, Asked, asked, must_ask
from honour.portal.my_choices.gate import refuses
from honour.portal.my_choices.words import WORDS
from honour.promises.collect import purpose_noun
from honour.promises.languages import Language
from honour.publishing.typography import typeset


def shown(request: HttpRequest) -> dict[str, Any]:
    """For every page: whether anything is asked here, and what is to be asked now. Asks no database."""
    site = the_site()
    now = must_ask(site.policy, request.COOKIES.get(COOKIE, ""), refuses(request), site.now().date())
    return {
        "chooses_cookies": bool(asked(site.policy)),
        "cookies_asked": [said(each) for each in asked(site.policy)] if now else [],
    }


def said(each: Asked) -> str:
    """What one thing that is asked does, in the language of the page."""
    return typeset(each.does.say(language()), language() == "fr")


def called(name: str) -> str:
    """What a choice was about, as a person calls it: a cookie, a purpose; else the policy's own word."""
    policy, told = the_site().policy, language()
    cookies = (policy.ask.cookies if policy.ask else None) or ()
    cookie = next((each for each in cookies if each.name.replace(" ", "-") == name), None)
    purpose = policy.vocabulary.purposes.get(name)
    if cookie is not None:
        word = cookie.called.say(told)
    elif purpose is not None:
        word = purpose_noun(purpose, told)
    else:
        word = WORDS["choice of measuring"].say(told) if name == "measuring" else name
    return typeset(word, told == "fr")


def wording() -> str:
    """All that a visitor is shown beside the buttons, as it is kept."""
    site, told = the_site(), language()
    intro = [WORDS["cookies question"].say(told), WORDS["cookies intro"].say(told)]
    return "\n".join([*intro, *(said(each) for each in asked(site.policy))])


def language() -> Language:
    """The language of the page."""
    return "fr" if translation.get_language() == "fr" else "en"
