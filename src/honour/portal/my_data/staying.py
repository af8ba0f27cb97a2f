"""What cannot be used or erased as usual, in words: restricted, disputed, or kept after an erasure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from honour.carrying_out.ports import Case, Held, PersonHold
from honour.places.personal import Personal
from honour.places.terms import local_day
from honour.portal.templatetags.words import say
from honour.promises.data import fields_named
from honour.promises.grammar import day_in_words
from honour.promises.languages import Language
from honour.promises.policy import Policy
from honour.promises.sentences import held_for, yours
from honour.publishing.held import ends
from honour.publishing.typography import typeset


@dataclass(frozen=True, slots=True)
class HoldTold:
    """A hold: what it is and what it is about, why (as whoever placed it says), and two days in words."""

    what: str
    about: str
    why: Personal[str] | None
    placed: str
    review: str


@dataclass(frozen=True, slots=True)
class CaseTold:
    """An erasure that was asked for, by when it is answered, and what stays of it, in sentences."""

    asked: str
    answered: str
    due: str
    stays: tuple[str, ...]


def holds_told(policy: Policy, holds: Sequence[PersonHold], language: Language) -> list[HoldTold]:
    """The holds that may be told (the caller has left out the secret ones)."""
    return [
        HoldTold(
            say(f"data hold {hold.state}"),
            _about(policy, hold.kinds, language),
            hold.why,
            _on(policy, hold.placed, language),
            day_in_words(hold.review, language) if hold.review else "",
        )
        for hold in holds
    ]


def cases_told(policy: Policy, cases: Sequence[Case], language: Language) -> list[CaseTold]:
    """The erasures of which something stays or is still to be done."""
    return [
        CaseTold(
            _on(policy, case.asked, language),
            _on(policy, case.answered, language) if case.answered else "",
            day_in_words(case.answer_due, language),
            tuple(dict.fromkeys(_stays(policy, held, language) for held in case.held)),
        )
        for case in cases
        if case.held or case.answered is None
    ]


def _on(policy: Policy, at: datetime, language: Language) -> str:
    return day_in_words(local_day(at, policy.site.time_zone), language)


def _about(policy: Policy, kinds: Sequence[str], language: Language) -> str:
    known = [kind for kind in kinds if kind in policy.data]
    what = yours(policy, known, language).text if known else say("data all your data")
    return typeset(what[:1].upper() + what[1:], language == "fr")


def _stays(policy: Policy, held: Held, language: Language) -> str:
    """One thing that stays, and until when: by the policy's own sentence where it has one for a last day."""
    keep = next((each for each in policy.keep if str(each.at) == held.statement), None)
    kinds = [kind for kind in keep.data if set(held.fields) & set(policy.data[kind].fields)] if keep else []
    if keep and kinds and held.last_ends and not held.waits_for:
        return typeset(held_for(policy, keep, kinds, held.last_ends, language), language == "fr")
    fields = [name for name in held.fields if name in policy.vocabulary.fields]
    what = fields_named(fields, policy.vocabulary, language).text if fields else held.place
    until = say("data stays waits") if held.waits_for else ends(held.first_ends, held.last_ends, language)
    because = say("data because", source=held.source) if held.source else ""
    said = " ".join(part for part in (f"{what[:1].upper()}{what[1:]}.", because, until) if part)
    return typeset(said, language == "fr")
