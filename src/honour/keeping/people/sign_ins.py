"""The log of sign-ins: only what the policy declares is ever written down.

What could go wrong for ever: a field that the policy does not name lies in the table, and is kept by no term.
So every value passes `declared`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from honour.carrying_out.site import Whereabouts
from honour.keeping.people.models import Person, SignIn
from honour.promises.policy import Policy

FIELDS: Final = {
    "address": ("ip address",),
    "browser": ("browser version",),
    "device": ("device type",),
    "place": ("country", "approximate location", "login history"),
    "means": ("login history",),
}
"""The words of a policy that let a field be kept, one of which is enough."""

_SHOWN: Final = 50  # sign-ins on a page


@dataclass(frozen=True, slots=True)
class Seen:
    """What a sign-in shows: address, browser and class of device, and where that address is."""

    address: str = ""
    browser: str = ""
    device: str = ""
    where: Whereabouts = field(default_factory=Whereabouts)


def declared(policy: Policy) -> frozenset[str]:
    """The keys of `FIELDS` that the policy collects."""
    collected = {word for line in policy.collect for kind in line.data for word in policy.data[kind].fields}
    return frozenset(name for name, words in FIELDS.items() if collected & set(words))


def keep(person: Person, seen: Seen, means: str, policy: Policy, now: datetime) -> SignIn | None:
    """Write a sign-in into the log; None where the policy declares nothing of it."""
    may = declared(policy)
    if not may:
        return None
    return SignIn.objects.create(
        person=person,
        at=now,
        address=seen.address if "address" in may else "",
        browser=seen.browser if "browser" in may else "",
        device=seen.device if "device" in may else "",
        country=seen.where.country if "place" in may else "",
        region=seen.where.region if "place" in may else "",
        means=means if "means" in may else "",
    )


def history(person: Person) -> list[SignIn]:
    """The last sign-ins of a person, the newest first."""
    return list(SignIn.objects.filter(person=person).order_by("-at", "-pk")[:_SHOWN])


def unusual(
    person: Person, seen: Seen, policy: Policy, whereabouts: Callable[[str], Whereabouts]
) -> tuple[str, ...]:
    """Which of the alerts that the policy declares a sign-in gives rise to, by what was kept of earlier ones.

    Somebody's first sign-in is none, and an unknown country is never a new one.
    """
    wanted = policy.account.alerts if policy.account else ()
    before = SignIn.objects.filter(person=person)
    found = []
    if "new country" in wanted and seen.where.country:
        known = {
            country or whereabouts(address).country
            for country, address in before.values_list("country", "address").distinct()
        } - {""}
        if known and seen.where.country not in known:
            found.append("new country")
    if "new device" in wanted and (may := declared(policy) & {"browser", "device"}):
        earlier = {_device(may, *row) for row in before.values_list("browser", "device").distinct()}
        earlier -= {("", "")}  # such as the line of a sign-up, which shows neither
        if earlier and _device(may, seen.browser, seen.device) not in earlier:
            found.append("new device")
    return tuple(found)


def _device(may: frozenset[str], browser: str, device: str) -> tuple[str, str]:
    """What tells one device from another: a new version of a browser is no new device."""
    return browser.partition(" ")[0] if "browser" in may else "", device if "device" in may else ""
