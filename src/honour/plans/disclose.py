"""What leaves of one person when somebody may demand it: which rows and columns, for which days; and what a
demand still lacks before anything may.

A third party authorised by law (a court, the police, the tax office, the CNIL) is no recipient where it acts
under a particular inquiry (GDPR Art. 4(9)); what it gets stands on the duty that it names (Art. 6(1)(c)), and
no wider than its demand (Art. 5(1)(c)). What the site itself hands over to defend its rights stands on its
legitimate interest (Art. 6(1)(f)), in fields that its own policy names for that. A demand from outside the
European Economic Area is followed only where an international agreement makes it so (Art. 48).

A row that is several people's is not read: it would be somebody else's too. Nor is one without a date, where
days were asked for. Both are counted, so that whoever hands over can say so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

from honour.places.map import NOTHING_PERSONAL, DataMap, DateColumn, Place
from honour.places.selections import (
    Before,
    Condition,
    IsSubject,
    Missing,
    Never,
    Selection,
    all_of,
    any_of,
    exists,
    negation,
)
from honour.places.terms import start_of_day
from honour.plans.ending import kinds_of
from honour.promises.policy import Policy
from honour.promises.transfers import EEA

Ground: TypeAlias = Literal["authority", "own rights", "preservation"]

GROUNDS: Final[tuple[Ground, ...]] = ("authority", "preservation", "own rights")
AUTHORITIES: Final = ("court", "prosecutor", "police", "tax", "customs", "social security", "cnil", "other")
"""Who may demand, in words of the house: each by the text of law that the demand names, and no wider."""

FORMS: Final = ("order", "warrant", "requisition", "right of communication", "inspection", "other")

REFUSALS: Final = (
    "no authority",
    "no provision",
    "no form",
    "not signed",
    "too wide",
    "nobody",
    "nothing held",
    "other",
)
"""Why a demand is refused, as keys of the letter's words."""

EXTRACTED: Final[tuple[Ground, ...]] = ("authority", "own rights")
"""The grounds on which data leave; a preservation keeps them where they are."""

MEANS: Final = ("by hand", "their own portal", "registered post", "encrypted message")
"""The ways by which an extract may travel, in words of the house: it is not encrypted itself (Art. 32)."""


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One field of one kind of data. `dated` says that only rows of the days asked for count; else it is the
    value as it stands when it is handed over (who somebody is).
    """

    kind: str
    field: str
    dated: bool = True

    def __str__(self) -> str:
        return f"{self.kind}/{self.field}"


@dataclass(frozen=True, slots=True)
class Demand:
    """What is known of a demand. Each text may still be empty, and each day unknown.

    `first` and `last` are local days, both included; `until` is the last day of a preservation. `secret` is
    the last local day on which the person may not be told, `secrecy` the text of law that forbids it.
    `country` is where whoever receives is (ISO 3166-1 alpha-2), `agreement` the international agreement that
    a demand from outside the EEA stands on, `means` how the extract travels; `recipient` is the policy's key
    of whoever receives, where the policy names one.
    """

    ground: Ground
    authority: str = ""
    name: str = ""
    provision: str = ""
    form: str = ""
    reference: str = ""
    signatory: str = ""
    dated: date | None = None
    check: str = ""
    items: tuple[Item, ...] = ()
    first: date | None = None
    last: date | None = None
    until: date | None = None
    secret: date | None = None
    secrecy: str = ""
    country: str = ""
    agreement: str = ""
    means: str = ""
    recipient: str = ""


WITHHELD_FIELDS: Final = frozenset({"password hash", "second factor", "session"})
"""What opens an account is handed to nobody: it says nothing of anybody, and who has it can act as him."""

_ORDERED: Final = (
    "authority", "name", "country", "provision", "form", "reference", "signatory", "dated"
)  # fmt: skip
_NEEDED: Final[Mapping[Ground, tuple[str, ...]]] = {
    "authority": (*_ORDERED, "check", "means"),
    "preservation": (*_ORDERED, "check"),
    "own rights": ("name", "country", "reference", "check", "means"),
}


def missing(demand: Demand, shareable: frozenset[str] | None, today: date) -> tuple[str, ...]:
    """What a demand still lacks, as names of its fields, in their order; of none, it may be approved.

    `shareable` are the kinds of data that the policy lets the site hand over for its own rights; None where
    a text of law opens the way, whatever the policy names.
    """
    lacking = [name for name in _NEEDED[demand.ground] if not getattr(demand, name)]
    if demand.dated and demand.dated > today:
        lacking.append("dated ahead")
    if demand.ground != "own rights" and demand.country and demand.country not in EEA:
        lacking += [] if demand.agreement else ["agreement"]
    lacking += _missing_scope(demand, shareable) if demand.ground in EXTRACTED else []
    if demand.ground == "preservation":
        lacking += ["until"] if demand.until is None or demand.until < today else []
    if bool(demand.secret) != bool(demand.secrecy):
        lacking.append("secrecy" if demand.secret else "secret")
    return tuple(lacking)


def _missing_scope(demand: Demand, shareable: frozenset[str] | None) -> list[str]:
    lacking = [] if demand.items else ["items"]
    if any(item.dated for item in demand.items):
        lacking += [name for name in ("first", "last") if getattr(demand, name) is None]
        if demand.first and demand.last and demand.first > demand.last:
            lacking.append("days")
    if shareable is not None and any(item.kind not in shareable for item in demand.items):
        lacking.append("not shareable")
    return lacking


def shareable(policy: Policy, ground: Ground) -> frozenset[str] | None:
    """The kinds of data that the policy lets leave on a ground: for the site's own rights those of its
    `share` with `procedure: own rights`; for a duty of law there is no list (None), the demand is the list.
    """
    if ground != "own rights":
        return None
    return frozenset(kind for each in policy.share if each.procedure == "own rights" for kind in each.data)


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Columns of one place that leave, with their fields. `rows` are his alone, of the days asked for;
    `shared` those that are somebody else's too, and `undated` those of which no day is known: both are
    counted and not read (None: there can be none).
    """

    place: Place
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: Selection
    shared: Selection | None = None
    undated: Selection | None = None


def offered(policy: Policy, data_map: DataMap, person: str) -> tuple[Item, ...]:
    """Every field of every kind that the map knows of these people, once, in the policy's order."""
    found = {
        Item(kind, column.field)
        for place in data_map.places
        if person in place.owners or person in place.authors
        for column in place.columns.values()
        if column.field not in (NOTHING_PERSONAL, *WITHHELD_FIELDS) and not column.never
        for kind in kinds_of(policy, place, column, person)
    }
    order = {kind: number for number, kind in enumerate(policy.data)}
    return tuple(sorted(found, key=lambda item: (order.get(item.kind, len(order)), item.field)))


def looks(policy: Policy, data_map: DataMap, person: str, demand: Demand) -> tuple[Look, ...]:
    """What is read of one person of this kind, in the map's order. Wants a demand that lacks nothing."""
    found: list[Look] = []
    for place in data_map.places:
        for dated in (False, True):
            asked = {(item.kind, item.field) for item in demand.items if item.dated is dated}
            columns = [
                (column.name, column.field, kinds)
                for column in place.columns.values()
                if column.field not in (NOTHING_PERSONAL, *WITHHELD_FIELDS) and not column.never
                for kinds in [kinds_of(policy, place, column, person)]
                if any((kind, column.field) in asked for kind in kinds)
            ]
            if columns:
                found += _looks(policy, place, person, columns, _days(policy, demand) if dated else None)
    return tuple(found)


def _days(policy: Policy, demand: Demand) -> tuple[datetime, datetime]:
    """The first instant of the days asked for, and the first after them."""
    assert demand.first is not None
    assert demand.last is not None
    zone = policy.site.time_zone
    return start_of_day(demand.first, zone), start_of_day(demand.last + timedelta(days=1), zone)


def _looks(
    policy: Policy,
    place: Place,
    person: str,
    columns: Sequence[tuple[str, str, tuple[str, ...]]],
    days: tuple[datetime, datetime] | None,
) -> Iterator[Look]:
    names, fields = tuple(name for name, _, _ in columns), tuple(field for _, field, _ in columns)
    kinds = tuple(dict.fromkeys(kind for _, _, of in columns for kind in of))
    within, undated = (None, None) if days is None else _of_days(place, *days)
    for condition, shared in _his(place, person):
        rows = [place.declared(), condition]
        others = None if shared is None else Selection(place.table, all_of([place.declared(), shared]))
        if days is not None and within is None:  # no day is known of any row
            nothing = Selection(place.table, Never())
            yield Look(place, names, fields, kinds, nothing, others, Selection(place.table, all_of(rows)))
            continue
        unknown = None if undated is None else Selection(place.table, all_of([*rows, undated]))
        chosen = Selection(place.table, all_of(rows if within is None else [*rows, within]))
        yield Look(place, names, fields, kinds, chosen, others, unknown)


def _his(place: Place, person: str) -> Iterator[tuple[Condition, Condition | None]]:
    """The rows of nobody else, and those that are somebody else's too: what others wrote in his is theirs."""
    wrote = any_of([IsSubject(place.authors[person])] if person in place.authors else [])
    named = (all_of(negation(Missing(column)) for column in each) for each in place.authors.values())
    strange = all_of([any_of(named), negation(wrote)])
    if person in place.owners:
        alone, belongs = place.alone(person), place.belongs(person)
        shared = all_of([belongs, negation(alone)])
        yield all_of([alone, negation(strange)]), None if isinstance(shared, Never) else shared
    if not isinstance(wrote, Never):
        belongs = place.belongs(person) if person in place.owners else Never()
        yield all_of([wrote, negation(belongs)]), None


def _of_days(
    place: Place, since: datetime, before: datetime
) -> tuple[Condition, Condition] | tuple[None, None]:
    """The rows whose date lies within, and those that have none that can be true; None without a date."""
    if place.collected is None:
        return None, None
    end = _before(place.collected, before)
    far = _before(place.collected, _FAR)
    return all_of([end, negation(_before(place.collected, since))]), negation(far)


_FAR: Final = datetime.fromisoformat("9999-01-01T00:00:00+00:00")
"""After any date that a row can bear: a date before it is a date at all."""


def _before(date_of: DateColumn, instant: datetime) -> Condition:
    return exists(date_of.links, Before(date_of.column, instant, date_of.written))
