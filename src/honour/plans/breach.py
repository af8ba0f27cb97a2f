"""A personal data breach: its clock, what the authority must be told, and whom it reaches.

The 72 hours run from the moment the controller became aware, by the clock and not by working days (GDPR Art.
33(1)); what is not known yet follows in phases (Art. 33(4)). What is said to the authority is what Art. 33(3)
lists, and what the CNIL's form asks besides: when it began and ended, where it came from and whose doing it
was, processors, what protected the data. That form was not read at its source: its questions were, in a
public program that asks them (November 2026).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

from honour.places.map import NOTHING_PERSONAL, DataMap, Place
from honour.places.selections import Before, Condition, Link, Selection, all_of, any_of, exists, negation
from honour.places.terms import start_of_day
from honour.plans.ending import kinds_of
from honour.promises.languages import Language
from honour.promises.policy import Policy

Risk: TypeAlias = Literal["", "unlikely", "risk", "high"]
Stage: TypeAlias = Literal["initial", "complementary"]

DELAY: Final = timedelta(hours=72)
"""GDPR Art. 33(1), from having become aware."""

ALARMS: Final = (DELAY, timedelta(hours=24), timedelta(hours=6), timedelta())
"""How long before the end of the delay administrators are told: at once, a day, six hours before, and at its
end. A choice of the house.
"""

NATURES: Final = ("confidentiality", "integrity", "availability")
RISKS: Final[tuple[Risk, ...]] = ("unlikely", "risk", "high")
"""Art. 33(1) spares the notification where a risk is unlikely; Art. 34(1) wants letters where it is high."""

ORIGINS: Final = (
    "device lost",
    "paper lost",
    "post lost",
    "attack",
    "paper thrown away",
    "device thrown away",
    "published",
    "shown to another",
    "sent to another",
    "said aloud",
    "other",
)
"""Where it came from, in words of the house for the choices of the CNIL's form."""

CAUSES: Final = ("inside, on purpose", "inside, by accident", "outside, on purpose", "outside, by accident")
"""Whose doing it was, likewise."""

UNTOLD: Final = ("not high", "unreadable", "no longer", "disproportionate")
"""Why persons are not written to: no high risk (Art. 34(1)), or a case of Art. 34(3)(a), (b) or (c)."""


@dataclass(frozen=True, slots=True)
class Said:
    """What happened in the words of one language, for the persons and for the authority."""

    what: str = ""
    consequences: str = ""
    measures: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the breach reached: kinds of people and of data, places by name (none: all that hold them), and
    local days, both included; a place whose rows bear no date counts whole.
    """

    people: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is written down of a breach. `late` says why the notification came after the delay; `began`
    and `ended` are local days, each None while it is not known, or while it lasts.
    """

    aware_by: str = ""
    how: str = ""
    nature: tuple[str, ...] = ()
    scope: Scope = field(default_factory=Scope)
    said: dict[str, Said] = field(default_factory=dict)
    risk: Risk = ""
    because: str = ""
    late: str = ""
    began: date | None = None
    ended: date | None = None
    origin: str = ""
    cause: str = ""
    processors: str = ""


Clock: TypeAlias = Literal["runs", "kept", "late", "spared"]


def clock(aware: datetime, notified: datetime | None, spared: datetime | None) -> Clock:
    """How the 72 hours ended: kept, late, not to be kept; or that nobody was told yet."""
    if spared is not None:
        return "spared"
    return "runs" if notified is None else "kept" if notified <= due(aware) else "late"


def due(aware: datetime) -> datetime:
    """The instant by which the authority is to be notified."""
    return aware + DELAY


def hours_left(aware: datetime, now: datetime) -> int:
    """Whole hours that are left; negative once the delay is over (-1 for its first hour)."""
    return (due(aware) - now) // timedelta(hours=1)


def alarms_due(aware: datetime, now: datetime) -> int:
    """How many of the alarms are due by now."""
    return sum(due(aware) - now <= before for before in ALARMS)


def lacking(
    facts: Facts, stage: Stage, languages: tuple[Language, ...], counted: bool, late: bool
) -> tuple[str, ...]:
    """What a notification still lacks, as names of its fields. The first may lack what is not known yet."""
    lacks = [name for name in ("aware_by", "how", "nature") if not getattr(facts, name)]
    lacks += ["what" for one in languages[:1] if not facts.said.get(one, Said()).what]
    if late and not facts.late:
        lacks.append("late")
    if stage == "complementary":
        lacks += [] if counted else ["counts"]
        lacks += [name for name in ("consequences", "measures") if not _all_said(facts, name, languages)]
        lacks += [] if facts.risk else ["risk"]
    return tuple(lacks)


def letter_lacks(facts: Facts, languages: tuple[Language, ...], affected: int) -> tuple[str, ...]:
    """What the letters to the persons still lack (Art. 34(2)), in each language of the site."""
    names = [name for name in ("what", "consequences", "measures") if not _all_said(facts, name, languages)]
    return (*names, *([] if affected else ["counts"]))


def _all_said(facts: Facts, name: str, languages: tuple[Language, ...]) -> bool:
    return all(getattr(facts.said.get(one, Said()), name) for one in languages)


def reached(
    policy: Policy, data_map: DataMap, scope: Scope, person: str
) -> Iterator[tuple[Place, Selection]]:
    """The rows of each place, of people of this kind, that lie within the scope."""
    for place in data_map.places_of(person):
        if scope.places and str(place.table) not in scope.places:
            continue
        kinds = {
            kind
            for column in place.columns.values()
            if column.field != NOTHING_PERSONAL and not column.never
            for kind in kinds_of(policy, place, column, person)
        }
        if kinds & set(scope.kinds):
            yield place, Selection(place.table, all_of([place.declared(), *_within(policy, place, scope)]))


def whom(policy: Policy, data_map: DataMap, scope: Scope, person: str) -> Selection:
    """The people of this kind, by their own rows, of whom some row lies within the scope."""
    who = data_map.persons[person]
    return Selection(
        who.table,
        any_of(
            exists(
                [link.reversed() for link in reversed(_to_person(data_map, place, person))], rows.condition
            )
            for place, rows in reached(policy, data_map, scope, person)
        ),
    )


def _to_person(data_map: DataMap, place: Place, person: str) -> tuple[Link, ...]:
    """The links from a place to the row of whoever owns it."""
    who, links, columns = data_map.persons[person], place.owners[person], place.owner_columns[person]
    last = links[-1].to if links else place.table
    if last == who.table and columns == who.key:
        return links
    return (*links, Link(last, columns, who.table, who.key))


def _within(policy: Policy, place: Place, scope: Scope) -> Iterator[Condition]:
    if place.collected is None:
        return
    date_of, zone = place.collected, policy.site.time_zone
    if scope.last:
        end = start_of_day(scope.last + timedelta(days=1), zone)
        yield exists(date_of.links, Before(date_of.column, end, date_of.written))
    if scope.first:
        since = start_of_day(scope.first, zone)
        yield negation(exists(date_of.links, Before(date_of.column, since, date_of.written)))
