"""Choosing: cookies by everybody, without an account; the rest by whoever is signed in."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from honour.keeping.at_work import the_site
from honour.keeping.consents import actions
from honour.keeping.consents.actions import Said
from honour.keeping.consents.models import Choice, CookieChoice
from honour.keeping.people.models import Person
from honour.keeping.people.sessions import hashed
from honour.places.terms import add
from honour.portal.my_choices import choosing
from honour.portal.my_choices import letters as news
from honour.portal.my_choices.asked import COOKIE, agreed, asked, holds, lasts, read
from honour.portal.my_choices.banner import called, language, said, wording
from honour.portal.my_choices.consents import asked_of, other_words, question, sides
from honour.portal.my_choices.forms import Directives, leaves_directives
from honour.portal.my_choices.gate import refuses
from honour.portal.my_choices.words import WORDS
from honour.portal.templatetags.words import say
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language


@never_cache
@csrf_exempt
@require_http_methods(["GET", "POST"])
def cookies(request: HttpRequest) -> HttpResponse:
    """What is asked of everybody, one by one, with what was chosen and its proof.

    Without a token against forgery, which would need a session, and so a cookie, for whoever only reads: the
    browser's own word says instead that the form stood on a page of this site.
    """
    if request.method == "POST":
        return _choose(request)
    site, cookie = the_site(), request.COOKIES.get(COOKIE, "")
    today, chosen = site.now().date(), read(site.policy, cookie)
    yes = agreed(site.policy, cookie, refuses(request), today)
    standing = chosen is not None and holds(site.policy, chosen, today)
    shown: dict[str, Any] = {
        "cookies_asked": [],  # no banner beside the page that it leads to
        "choices": [(each.name, said(each), each.name in yes) for each in asked(site.policy)],
        "refused_by_browser": refuses(request),
        "until": day_in_words(add(chosen.day, lasts(site.policy)), language())
        if chosen is not None and standing
        else "",
        "proofs": [_told(row) for row in actions.cookie_history(hashed(chosen.number))] if chosen else [],
    }
    return render(request, "portal/my_choices/cookies.html", shown)


def _told(row: CookieChoice) -> dict[str, Any]:
    names = {"yes": [called(each) for each in row.agreed], "no": [called(each) for each in row.refused]}
    return {**names, "row": row}


def _choose(request: HttpRequest) -> HttpResponse:
    policy = the_site().policy
    if not _from_here(request):
        return render(request, "portal/error.html", {"error": "choice not from here"}, status=403)
    names = [each.name for each in asked(policy)]
    answer = request.POST.get("say", "")
    if not names or answer not in ("all", "none", "chosen"):
        return HttpResponseRedirect(reverse("cookie_choices"))
    picked = {"all": names, "none": [], "chosen": request.POST.getlist("yes")}[answer]
    yes = frozenset() if refuses(request) else frozenset(picked) & frozenset(names)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=True):
        back = reverse("cookie_choices")
    response = HttpResponseRedirect(back)
    way = "banner" if request.POST.get("way") == "banner" else "cookie page"
    if not choosing.keep(request, response, yes, Said(wording(), language(), way)):
        return render(request, "429.html", status=429)
    return response


def _from_here(request: HttpRequest) -> bool:
    """Whether the form stood on a page of this site, by the browser's word: else another could choose."""
    here = f"https://{request.get_host()}"
    origin = request.headers.get("Origin")
    if origin is not None and origin != "null":
        return origin == here
    return f"{request.headers.get('Referer', '')}/".startswith(f"{here}/")


@never_cache
@require_GET
@login_required
def my_choices(request: HttpRequest) -> HttpResponse:
    """Every choice of whoever is signed in, and what was kept of it."""
    site, person = the_site(), _person(request)
    standing, directive = actions.standing(person), actions.left_by(person)
    shown = {
        "consents": [
            (purpose, sides(purpose), last := standing.get(purpose), other_words(last))
            for purpose in asked_of(site.policy)
        ],
        "letters": news.can_be_switched_off(site.policy),
        "receives": news.receives(person),
        "cookie_choices": [(each.name, said(each)) for each in asked(site.policy)],
        "of_this_browser": _of_this_browser(request, person),
        "agreed": agreed(site.policy, request.COOKIES.get(COOKIE, ""), refuses(request), site.now().date()),
        "leaves_directives": leaves_directives(site.policy),
        "directive": directive,
        "trusted": directive.trusted.reveal() if directive else "",
        "directive_text": directive.text.reveal() if directive else "",
        "left_on": day_in_words(directive.at.date(), language()) if directive else "",
        "proofs": [(called(row.purpose), row, _since(row)) for row in actions.history(person)],
    }
    return render(request, "portal/my_choices/my_choices.html", shown)


def _since(row: Choice) -> str:
    """When a choice was made that was taken over later, as it is written; else empty."""
    return row.way.removeprefix(actions.TAKEN_OVER) if row.way.startswith(actions.TAKEN_OVER) else ""


def _of_this_browser(request: HttpRequest, person: Person) -> CookieChoice | None:
    """What this browser chose and the account does not know, as before signing in; None where there is
    nothing.

    It is not taken over by itself: several people may use one browser, and what somebody did without an
    account is tied to the account only if he says so (GDPR Art. 4(5), 5(1)(b)). Nothing follows from a no:
    the cookies are those of the browser either way.
    """
    site, cookie = the_site(), request.COOKIES.get(COOKIE, "")
    chosen = read(site.policy, cookie)
    if chosen is None or not holds(site.policy, chosen, site.now().date()):
        return None
    last = next(iter(actions.cookie_history(hashed(chosen.number))), None)
    if last is None:
        return None
    known = {name: row.given for name, row in actions.standing(person).items()}
    said_of = {**dict.fromkeys(last.agreed, True), **dict.fromkeys(last.refused, False)}
    return last if any(known.get(name) is not given for name, given in said_of.items()) else None


@require_POST
@login_required
def link_cookies(request: HttpRequest) -> HttpResponse:
    """Keep with the account what this browser chose before signing in, because its holder says so."""
    person = _person(request)
    last = _of_this_browser(request, person)
    if last is not None and request.POST.get("say") == "mine":
        actions.take_over(person, last)
        messages.success(request, say("consent kept"))
    return HttpResponseRedirect(reverse("my_choices"))


@require_POST
@login_required
def consent(request: HttpRequest) -> HttpResponse:
    """Keep a yes or a no to one purpose that the policy asks a consent for."""
    purpose, answer = request.POST.get("purpose", ""), request.POST.get("say", "")
    if purpose in asked_of(the_site().policy) and answer in ("yes", "no"):
        given = answer == "yes"
        shown = Said(question(purpose), language(), "my choices")
        act = "consented" if given else "consent withdrawn"
        actions.choose(_person(request), purpose, given, shown, act)
        messages.success(request, say("consent kept"))
    return HttpResponseRedirect(reverse("my_choices"))


@require_POST
@login_required
def letters(request: HttpRequest) -> HttpResponse:
    """Switch the news of the service off or on."""
    answer = request.POST.get("say", "")
    if news.can_be_switched_off(the_site().policy) and answer in ("yes", "no"):
        shown = Said(say("information letters help"), language(), "my choices")
        act = f"news switched {'on' if answer == 'yes' else 'off'}"
        actions.choose(_person(request), news.PURPOSE, answer == "yes", shown, act)
        messages.success(request, say("consent kept"))
    return HttpResponseRedirect(reverse("my_choices"))


@never_cache
@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop_letters(request: HttpRequest, person: int, token: str) -> HttpResponse:
    """End the news of the service for whoever got this link in a letter, signed in or not.

    Mail programs send it by themselves, without cookie or token against forgery, and follow nothing (RFC
    8058, section 3.1): the link is what shows whose it is. To look at it ends nothing: scanners do that.
    """
    found = news.whose_link(person, token)
    if found is None:
        return render(request, "portal/my_choices/stop_letters.html", {"gone": True}, status=404)
    if request.method == "POST" and news.receives(found):
        way = "one click" if request.POST.get("List-Unsubscribe") == "One-Click" else "letter"
        spoken: Language = "fr" if found.language == "fr" else "en"
        words = WORDS["information letters help"].say(spoken)
        actions.choose(found, news.PURPOSE, False, Said(words, spoken, way), "news switched off", "link")
    shown = {"ended": not news.receives(found)}
    return render(request, "portal/my_choices/stop_letters.html", shown)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def directives(request: HttpRequest) -> HttpResponse:
    """Leave, change or withdraw directives after death. Raises Http404 where the site takes none."""
    if not leaves_directives(the_site().policy):
        raise Http404
    person = _person(request)
    if request.method == "POST" and "withdraw" in request.POST:
        if actions.take_back_directives(person):
            messages.success(request, say("directives gone"))
        return HttpResponseRedirect(reverse("my_choices"))
    before = actions.left_by(person)
    initial = (
        {"wish": before.wish, "trusted": before.trusted.reveal(), "text": before.text.reveal()}
        if before
        else {}
    )
    form = Directives(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.direct(person, given["wish"], given["trusted"], given["text"])
        messages.success(request, say("directives kept"))
        return HttpResponseRedirect(reverse("my_choices"))
    return render(request, "portal/my_choices/directives.html", {"form": form, "left": before is not None})


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)
