"""Who looked, in words: an entry of the journal tells time, act, reason and role, never a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from honour.carrying_out.ports import Json
from honour.keeping.journal.about import Acted
from honour.places.personal import Personal
from honour.places.terms import local_day
from honour.portal.templatetags.words import say
from honour.promises.collect import purpose_noun
from honour.promises.data import fields_named
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.promises.recipients import presented
from honour.publishing.typography import typeset

_PERSON: Final = "person"
_LINK: Final = "link"  # whoever had the link of a letter
_OPERATING: Final = "os:"  # who asked by a command, on the machine itself
_STAFF: Final = "staff: "  # and the role, as the console writes it
_ADMINISTRATION: Final = "administration"

_KEPT_HERE: Final = frozenset({"sharing refused", "not shared", "sharing intended"})
"""Acts that name a recipient who got nothing by them, or not yet."""


@dataclass(frozen=True, slots=True)
class ActTold:
    """One act on somebody's data. `what` and `role` are words of the page, `purpose` the policy's, `why` what
    whoever did it wrote; `whom` is who received data, `mine` whether it was the person. What is not known
    is empty.
    """

    at: datetime
    what: str
    role: str
    purpose: str
    why: Personal[str] | None
    whom: str
    mine: bool


def acts_told(policy: Policy, acts: Sequence[Acted], language: Language) -> list[ActTold]:
    """What these acts were, in their order."""
    return [_told(policy, act, language) for act in acts]


def _told(policy: Policy, act: Acted, language: Language) -> ActTold:
    purpose = policy.vocabulary.purposes.get(str(act.facts.get("purpose")))
    return ActTold(
        act.at,
        _what(act.name),
        _role(policy, act, language),
        typeset(purpose_noun(purpose, language), language == "fr") if purpose else "",
        act.why,
        _whom(policy, act, language),
        act.by == _PERSON,
    )


@dataclass(frozen=True, slots=True)
class WentTo:
    """A recipient that data went to, or may have gone to (`sure` is false): which fields, and when last."""

    whom: str
    what: str
    day: str
    sure: bool


SENT: Final = ("shared", "perhaps shared")
"""Acts by which data left for a recipient, or may have left."""


def went_to(policy: Policy, acts: Sequence[Acted], language: Language) -> list[WentTo]:
    """To whom these acts, the newest first, sent data: each recipient once (GDPR Art. 15(1)(c))."""
    found: dict[str, list[Acted]] = {}
    for act in acts:
        found.setdefault(str(act.facts.get("recipient")), []).append(act)
    return [_went_to(policy, key, mine, language) for key, mine in found.items()]


def _went_to(policy: Policy, key: str, acts: Sequence[Acted], language: Language) -> WentTo:
    recipient = policy.recipients.get(key)  # else one that the policy named then
    fields = [str(each) for act in acts for each in _listed(act.facts.get("fields"))]
    known = [each for each in dict.fromkeys(fields) if each in policy.vocabulary.fields]
    return WentTo(
        typeset(presented(recipient, language) if recipient else key, language == "fr"),
        typeset(fields_named(known, policy.vocabulary, language).text, language == "fr") if known else "",
        day_in_words(local_day(acts[0].at, policy.site.time_zone), language),
        any(act.name == "shared" for act in acts),
    )


def _listed(written: Json) -> Sequence[Json]:
    return written if isinstance(written, Sequence) and not isinstance(written, str) else ()


def _what(name: str) -> str:
    """An act in words; each place that does one says how it is called."""
    try:
        return say(f"act {name}")
    except KeyError:
        return say("act other")


def _role(policy: Policy, act: Acted, language: Language) -> str:
    """In which role it was done; whatever else stands there may name somebody, and is not told."""
    if act.by == _PERSON:
        return say("data by you")
    if act.by == _LINK:
        return say("data by link")
    if act.by == "honour":
        return say("data by itself")
    told = _ADMINISTRATION if act.by.startswith(_OPERATING) else act.by.removeprefix(_STAFF)
    role = policy.vocabulary.roles.get(told)
    if role is None:
        return say("data by staff")
    return typeset(role.en if language == "en" else role.fr, language == "fr")


def _whom(policy: Policy, act: Acted, language: Language) -> str:
    """Who received data, where the entry names one of the policy's recipients, and it left."""
    recipient = policy.recipients.get(str(act.facts.get("recipient"))) if act.name not in _KEPT_HERE else None
    return typeset(presented(recipient, language), language == "fr") if recipient else ""
