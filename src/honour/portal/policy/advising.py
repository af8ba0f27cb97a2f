"""Pages beside the policy: advice about security, who receives data, cookies. What it does not declare is not
shown.
"""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from honour.keeping.at_work import the_site
from honour.keeping.commitments.actions import commitments
from honour.places.terms import local_day
from honour.plans.share import binding, cases_of
from honour.portal.policy.history import language_of
from honour.portal.templatetags.words import say
from honour.promises.ask import cookie_sentences, measuring_sentence
from honour.promises.collect import purpose_noun
from honour.promises.compare import receiving
from honour.promises.data import fields_named
from honour.promises.grammar import day_in_words, sentence
from honour.promises.languages import Language, Wording
from honour.promises.lexicon import located
from honour.promises.policy import Policy
from honour.promises.recipients import Recipient, called
from honour.promises.say import ADVICE, DEFINITIONS, SECURITY
from honour.promises.sentences import kept_told
from honour.publishing.html import part
from honour.publishing.page import page
from honour.publishing.typography import typeset


@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """The advice about security that the policy gives. Raises Http404 where it gives none."""
    language = language_of()
    given = [each for each in the_site().policy.say.advice if each in SECURITY]
    if not given:
        raise Http404
    advice = [_said(ADVICE[each], language) for each in given]
    return render(request, "portal/policy/security.html", {"advice": advice})


@require_GET
def recipients(request: HttpRequest) -> HttpResponse:
    """Who receives data, where, and which. Raises Http404 where nobody does."""
    policy, language = the_site().policy, language_of()
    if not policy.recipients:
        raise Http404
    received = receiving(policy)
    shown = [
        _received(each, received.get(key, ()), language)
        for key, each in policy.recipients.items()
        if key in received
    ]
    whole = mark_safe(part(page(policy, language, accounts_here=True), "recipients"))  # noqa: S308 - escaped there
    return render(request, "portal/policy/recipients.html", {"recipients": shown, "text": whole})


@require_GET
def cookies(request: HttpRequest) -> HttpResponse:
    """Each cookie, what one is, and what the browser can do about it. Raises Http404 where the policy does
    not speak of cookies.
    """
    policy, language = the_site().policy, language_of()
    if policy.ask is None or policy.ask.cookies is None:
        raise Http404
    said = list(cookie_sentences(policy.ask.cookies, policy.site.publisher.country, language))
    if policy.ask.measuring is not None:
        said.append(measuring_sentence(policy.ask.measuring, language))
    shown = {
        "definition": _said(DEFINITIONS["cookie"], language) if "cookie" in policy.say.definitions else "",
        "sentences": [typeset(each, language == "fr") for each in said],
        "advice": [
            _said(ADVICE[each], language)
            for each in ("browser settings", "keep necessary cookies", "privacy tools")
            if each in policy.say.advice
        ],
        "help": policy.tell.cookie_help,
        "tools": policy.tell.tools,
    }
    return render(request, "portal/policy/cookies.html", shown)


def _received(recipient: Recipient, fields: tuple[str, ...], language: Language) -> Mapping[str, object]:
    policy = the_site().policy
    public = f" ({recipient.public})" if recipient.public and recipient.public != recipient.name else ""
    who = sentence(recipient.name or called(recipient, language), language).rstrip(".")
    return {
        "who": typeset(who + public, language == "fr"),
        "where": sentence(located(recipient.country, language), language).rstrip("."),
        "what": typeset(fields_named(fields, policy.vocabulary, language).text, language == "fr"),
        "purposes": _purposes(policy, recipient, language),
        "terms": _terms(policy, recipient, language),
        "bound": _bound(recipient, language),
        "policy": recipient.policy,
    }


def _purposes(policy: Policy, recipient: Recipient, language: Language) -> list[str]:
    """What for: that it stores or sees data for us, the purpose or the occasion of each case."""
    known = policy.vocabulary
    said = [say("recipient stores")] if recipient.stores else []
    said += [say("recipient sees")] if recipient.sees and not recipient.stores else []
    for case in cases_of(policy, recipient.key):
        if case.purpose:
            said.append(purpose_noun(known.purposes[case.purpose], language))
        elif case.when:
            said.append(known.occasions[case.when].say(language))
    return [typeset(sentence(each, language).rstrip("."), language == "fr") for each in dict.fromkeys(said)]


def _terms(policy: Policy, recipient: Recipient, language: Language) -> list[str]:
    """How long: of what it sees or is sent, the policy's terms; of all that it stores, that they hold."""
    sent = {kind for case in cases_of(policy, recipient.key) for kind in case.data}
    kinds = sent | set(recipient.sees)
    said = [kept_told(policy, keep, language) for keep in policy.keep if kinds & set(keep.data)]
    said += [say("recipient as long")] if recipient.stores else []
    return [typeset(each, language == "fr") for each in dict.fromkeys(said)]


def _bound(recipient: Recipient, language: Language) -> str:
    """What binds it: the paper that was signed, and when; or that none was recorded, or none holds."""
    site = the_site()
    today = local_day(site.now(), site.policy.site.time_zone)
    recorded = commitments(recipient.key)
    paper = binding(recipient, recorded, today)
    if paper is None and not recorded and recipient.contract and recipient.until and recipient.until >= today:
        return say("recipient bound by the policy", until=day_in_words(recipient.until, language))
    if paper is None:
        return say("recipient lapsed" if recorded else "recipient not recorded")
    days = {"signed": day_in_words(paper.signed, language), "until": day_in_words(paper.until, language)}
    return say(f"recipient bound by {paper.sort}", **days)


def _said(said: Wording, language: Language) -> str:
    return typeset(sentence(said.say(language), language), language == "fr")
