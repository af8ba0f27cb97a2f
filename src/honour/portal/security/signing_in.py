"""What is kept of a sign-in, and the letter about one that is unusual."""

from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from honour.keeping.at_work import the_site
from honour.keeping.letters import actions as letters
from honour.keeping.people import links, sign_ins
from honour.keeping.people.models import Person
from honour.keeping.people.sessions import hashed
from honour.keeping.people.sign_ins import Seen
from honour.portal.templatetags.words import say
from honour.portal.visitor import address_of, browser_of, device_of

SIGN_IN: Final = "sign_in"
"""Where a session keeps the number of its row in the log."""

NOT_ME: Final = "was not me"
_LASTS: Final = timedelta(days=30)  # of the link: letters are read late


def note(request: HttpRequest, person: Person) -> None:
    """Keep a sign-in as the policy says, and warn of an unusual one."""
    site, seen = the_site(), _seen(request)
    alerts = sign_ins.unusual(person, seen, site.policy, site.whereabouts)
    row = sign_ins.keep(person, seen, _means(request), site.policy, site.now())
    if row is not None:
        request.session[SIGN_IN] = row.pk
    if alerts and person.email:
        _warn(request, person, seen, alerts)


def _seen(request: HttpRequest) -> Seen:
    address = address_of(request)
    return Seen(
        address, browser_of(request.headers), device_of(request.headers), the_site().whereabouts(address)
    )


def _means(request: HttpRequest) -> str:
    """How somebody signed in: the methods of the session's steps, without what was typed."""
    steps = request.session.get("account_authentication_methods", [])
    return ", ".join(str(step.get("type") or step.get("provider") or step["method"]) for step in steps)[:100]


def _warn(request: HttpRequest, person: Person, seen: Seen, alerts: tuple[str, ...]) -> None:
    """S1-14: a letter in the person's language, with a link that ends the session."""
    site = the_site()
    if request.session.session_key is None:
        request.session.save()
    key = hashed(request.session.session_key or "")
    token = links.make(person, NOT_ME, _LASTS, session=key, address=person.email)
    language = person.language or site.policy.site.authentic
    with translation.override(language):
        text = "\n\n".join(
            (
                say("alert text"),
                "\n".join(_lines(seen, alerts)),
                say("alert was you"),
                say("alert was not you"),
                settings.SITE_ADDRESS + reverse("not_me", args=[token]),
            )
        )
        letters.write(
            person,
            person.email,
            kind="sign-in alert",
            language=language,
            subject=say("alert subject"),
            text=text,
            secret=True,
            now=site.now(),
        )


def _lines(seen: Seen, alerts: tuple[str, ...]) -> list[str]:
    """What the letter says of the sign-in: of it, only what the policy lets be kept, and the country."""
    may = sign_ins.declared(the_site().policy)
    said = [say(alert) for alert in alerts]
    site = the_site()
    zone = site.policy.site.time_zone
    said.append(f"{say('date')} {site.now().astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})")
    if seen.where.country:
        said.append(f"{say('country')} {seen.where.country}")
    if seen.browser and "browser" in may:
        said.append(f"{say('browser')} {seen.browser}")
    return said
