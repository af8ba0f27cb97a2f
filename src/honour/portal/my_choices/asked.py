"""What this site asks before it stores anything in a browser, and which cookies may be set.

Both follow from the policy's `ask`: a cookie that it does not declare is not set, one that waits for a yes is
not set before it (French Act 78-17, art. 82; Directive 2002/58/EC, Art. 5(3)).
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from honour.places.terms import add
from honour.promises.ask import Need, asks_on_site, cookie_sentence, measuring_sentence
from honour.promises.collect import collected_sentence
from honour.promises.data import named
from honour.promises.languages import Language, Wording
from honour.promises.law import LIMITS
from honour.promises.periods import Period
from honour.promises.policy import Policy

COOKIE: Final = "choices"
"""The cookie that remembers a choice; a policy that asks for one declares it."""

SIX_MONTHS: Final = LIMITS["CNIL 2020-092"].period
"""How long a yes or a no is remembered where the policy does not say it."""

_OWN: Final[Mapping[str, Need]] = {"session": "exempt", "language": "exempt"}
_FIRST_VISIT: Final = "first visit"
_WRITTEN: Final = re.compile(r"([A-Za-z0-9_-]{22})\.(\d{4}-\d\d-\d\d)\.([0-9a-f]{12})\.([01]{1,40})")


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that can be agreed to or refused: a cookie, the measuring of use, a purpose.

    `does` says what happens after a yes.
    """

    name: str
    does: Wording


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the cookie of a browser says: the random number that its proof lies under, the day, the answers.

    `about` is the digest of what was asked: where the policy asks something else since, it is asked again.
    """

    number: str
    day: date
    about: str
    agreed: frozenset[str]


@lru_cache(maxsize=4)
def declared(policy: Policy) -> Mapping[str, Need]:
    """The cookies that may be set, by name. A policy that does not speak of cookies has those of signing in
    and of the language, and where it asks something, the one that remembers the answer."""
    cookies = policy.ask.cookies if policy.ask is not None else None
    if cookies is None:
        return {**_OWN, COOKIE: "exempt"} if asked(policy) else _OWN
    return {cookie.name.replace(" ", "-"): cookie.need for cookie in cookies}


@lru_cache(maxsize=4)
def asked(policy: Policy) -> tuple[Asked, ...]:
    """What a visitor is asked, in the policy's order; nothing where all cookies are exempt."""
    if policy.ask is None or not (asks_on_site(policy.ask) or _purposes(policy)):
        return ()
    cookies = [each for each in policy.ask.cookies or () if each.need == "consent"]
    found = [
        Asked(each.name.replace(" ", "-"), Wording(cookie_sentence(each, "en"), cookie_sentence(each, "fr")))
        for each in cookies
    ]
    if policy.ask.measuring == "consent" and not any(each.name == "audience" for each in cookies):
        found.append(Asked("measuring", Wording(*(measuring_sentence("consent", x) for x in ("en", "fr")))))
    return (*found, *(Asked(purpose, use(policy, purpose)) for purpose in _purposes(policy)))


def _purposes(policy: Policy) -> tuple[str, ...]:
    """The purposes for which the policy asks at the first visit."""
    asked_for = policy.ask.consent if policy.ask else {}
    return tuple(purpose for purpose, moments in asked_for.items() if _FIRST_VISIT in moments)


def use(policy: Policy, purpose: str) -> Wording:
    """What is used for a purpose that rests on consent: « Pour …, nous utilisons votre … »."""

    def said(language: Language) -> str:
        kinds = [
            policy.data[name]
            for each in policy.collect
            if each.purpose == purpose and each.basis.ground == "consent"
            for name in each.data
            if name in policy.data
        ]
        what = named(kinds, policy.vocabulary, language)
        return collected_sentence(what, policy.vocabulary.purposes[purpose], language)

    return Wording(said("en"), said("fr"))


def lasts(policy: Policy) -> Period:
    """How long a choice is remembered."""
    cookies = (policy.ask.cookies if policy.ask else None) or ()
    return next((each.lasts for each in cookies if each.name == COOKIE and each.lasts), SIX_MONTHS)


@lru_cache(maxsize=4)
def about(policy: Policy) -> str:
    """The digest of everything that is asked, in its words."""
    told = json.dumps([(each.name, each.does.en, each.does.fr) for each in asked(policy)])
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def written(policy: Policy, number: str, day: date, agreed: frozenset[str]) -> str:
    """What the cookie holds after a choice: a random number, the day, what was asked, a digit per answer."""
    answers = "".join("1" if each.name in agreed else "0" for each in asked(policy))
    return f"{number}.{day.isoformat()}.{about(policy)}.{answers}"


def read(policy: Policy, cookie: str) -> Chosen | None:
    """What a browser chose; None where it says nothing that can be read."""
    found = _WRITTEN.fullmatch(cookie)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[2])
    except ValueError:
        return None
    names = [each.name for each in asked(policy)]
    agreed = frozenset(name for name, said in zip(names, found[4], strict=False) if said == "1")
    return Chosen(found[1], day, found[3], agreed if found[3] == about(policy) else frozenset())


def holds(policy: Policy, chosen: Chosen | None, today: date) -> bool:
    """Whether a choice still counts: about what is asked today, and not older than it is remembered."""
    if chosen is None or chosen.about != about(policy):
        return False
    return chosen.day <= today < add(chosen.day, lasts(policy))


def agreed(policy: Policy, cookie: str, refuses: bool, today: date) -> frozenset[str]:
    """What a browser has agreed to. `refuses` says that it sends the Global Privacy Control signal, which
    counts as a refusal of all, whatever was chosen before."""
    chosen = read(policy, cookie)
    return chosen.agreed if chosen and not refuses and holds(policy, chosen, today) else frozenset()


def must_ask(policy: Policy, cookie: str, refuses: bool, today: date) -> bool:
    """Whether a visitor is to be asked now."""
    return bool(asked(policy)) and not refuses and not holds(policy, read(policy, cookie), today)


def may_be_set(policy: Policy, agreed_to: frozenset[str]) -> frozenset[str]:
    """The names of the cookies that may be set in a browser that agreed to this."""
    return frozenset(name for name, need in declared(policy).items() if need == "exempt" or name in agreed_to)
