"""A sweep in words: what is due, since when, and why the brake stopped it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from honour.places.terms import Calendar, cut_off, local_day
from honour.plans.brake import Reason, Stop
from honour.plans.plan import Delete, Step
from honour.promises.grammar import listed
from honour.promises.keep import Ending, Keep
from honour.promises.languages import Language, Wording
from honour.promises.policy import Policy
from honour.promises.sentences import keep_sentences

_STOPS: Final[Mapping[Reason, Wording]] = MappingProxyType(
    {
        "size": Wording(
            "{rows:,} rows would go, more than three times the usual {of:,}",
            "{rows:,} lignes partiraient, plus du triple de l’habitude ({of:,})",
        ),
        "share": Wording(
            "{rows:,} of the {of:,} rows of {place} would go or change, more than 2 %",
            "{rows:,} des {of:,} lignes de {place} partiraient ou changeraient, plus de 2 %",
        ),
        "shorter term": Wording(
            "a term became shorter since the last sweep",
            "une durée a été raccourcie depuis le dernier effacement",
        ),
        "clock behind": Wording(
            "the clock is before the journal's last entry, of {since:%Y-%m-%d %H:%M} UTC",
            "l’horloge est en retard sur la dernière entrée du journal, du {since:%Y-%m-%d %H:%M} UTC",
        ),
        "clock ahead": Wording(
            "the clock is more than a month after the site was last at work, {since:%Y-%m-%d}",
            "l’horloge est en avance de plus d’un mois sur la dernière activité du site, {since:%Y-%m-%d}",
        ),
    }
)


_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3})")


def stop_told(stop: Stop, language: Language) -> str:
    """Why a sweep stops."""
    said = _STOPS[stop.reason].say(language)
    told = said.format(rows=stop.rows, of=stop.of, place=stop.place, since=stop.since)
    return told if language == "en" else _THOUSANDS.sub("\u202f", told)


@dataclass(frozen=True, slots=True)
class DueTold:
    """Some rows that are due. `goes` says whether they go whole; `before` are the days before which what is
    counted from had to lie, by statement where it has one.
    """

    place: str
    what: str
    rows: int
    goes: bool
    says: tuple[str, ...]
    before: tuple[date, ...]


def due_told(policy: Policy, step: Step, now: datetime, language: Language) -> DueTold:
    """A step of a sweep's plan, in the words of the policy as it is carried out."""
    keeps = [keep for keep in policy.keep if str(keep.at) in step.because]
    says = tuple(dict.fromkeys(said for keep in keeps for said in keep_sentences(policy, keep, language)[:1]))
    before = tuple(sorted({day for keep in keeps for day in _before(policy, keep, now)}))
    nouns = [policy.vocabulary.fields[each] for each in step.fields if each in policy.vocabulary.fields]
    what = listed([(one.en if language == "en" else one.fr)[one.plural] for one in nouns], language)
    return DueTold(str(step.selection.table), what, step.count, isinstance(step, Delete), says, before)


def _before(policy: Policy, keep: Keep, now: datetime) -> Iterator[date]:
    zone = policy.site.time_zone
    calendar = Calendar(zone, policy.site.financial_year_ends)
    for ending in keep.endings:
        if ending.after is not None:
            yield _day_of(ending, calendar, now, zone)


def _day_of(ending: Ending, calendar: Calendar, now: datetime, zone: str) -> date:
    """The last local day whose rows are due."""
    return local_day(cut_off(ending, calendar, now) - timedelta(seconds=1), zone)
