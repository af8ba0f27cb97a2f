"""Asks the stores what is held about a person: one look at each place, and the dates that say until when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from honour.carrying_out.across import Across
from honour.carrying_out.people import Match, Ports
from honour.carrying_out.stores import Folder
from honour.places.personal import Personal
from honour.places.selections import Selection
from honour.places.terms import Calendar, local_day
from honour.plans import show as showing
from honour.plans.plan import DateSpan
from honour.plans.show import Asked, Days, Shown


@dataclass(frozen=True, slots=True)
class _Looks:
    """What is asked of each person of a kind, by store: the looks that are read, and the dates, each once.

    `of` gives, for each look, where its dates stand among all of them, in the stores' order.
    """

    looks: Mapping[str, tuple[Asked, ...]]
    rows: Mapping[str, tuple[tuple[Selection, tuple[str, ...]], ...]]
    dates: Mapping[str, tuple[DateSpan, ...]]
    of: Mapping[Asked, tuple[int, ...]]
    order: tuple[Asked, ...]


def shown(ports: Ports, match: Match, now: datetime) -> tuple[Shown, ...]:
    """Everything that the map knows of this person, by place. Reading it is an act: journal it first."""
    site = ports.policy.site
    calendar = Calendar(site.time_zone, site.financial_year_ends)
    kind = match.person.kind
    asked = ports.worked_out("show", kind, now, lambda: _looks(ports, kind, now))
    days = [
        Days(_day(span.first, site.time_zone), _day(span.last, site.time_zone))
        for name, dates in asked.dates.items()
        for span in ports.stores[name].spans(dates, match.keys)
    ]
    found = {
        look: rows
        for name, looks in asked.looks.items()
        for look, rows in zip(looks, ports.stores[name].looks(asked.rows[name], match.keys), strict=True)
    }
    return tuple(
        showing.decide(
            look,
            found.get(look, Personal(())),
            [days[number] for number in asked.of[look]],
            calendar,
            _masked(ports, match, look),
        )
        for look in asked.order
    )


def contents(ports: Ports, answer: Sequence[Shown]) -> Iterator[tuple[Personal[str], Iterator[bytes]]]:
    """The files among what is shown: each with its name, the store's before it, and its bytes in pieces."""
    for one in answer:
        store = ports.stores[one.asked.place.table.store]
        here = store.here if isinstance(store, Across) else store
        if isinstance(here, Folder):
            for (path,) in one.rows.reveal():
                name = str(path)
                yield Personal(f"{store.name}/{name}"), here.contents(Personal(name))


def _looks(ports: Ports, kind: str, now: datetime) -> _Looks:
    order = showing.questions(ports.policy, ports.map, kind, now)
    read = [look for look in order if not look.masked]
    looks = {name: tuple(look for look in read if look.place.table.store == name) for name in ports.stores}
    once = dict.fromkeys(span for look in order for _, _, span in look.dates)
    dates = {name: tuple(s for s in once if s.selection.table.store == name) for name in ports.stores}
    numbers = {span: number for number, span in enumerate(s for of in dates.values() for s in of)}
    return _Looks(
        looks,
        {name: tuple((look.selection, look.columns) for look in of) for name, of in looks.items()},
        dates,
        {look: tuple(numbers[span] for _, _, span in look.dates) for look in order},
        order,
    )


def _day(instant: datetime | None, zone: str) -> date | None:
    return None if instant is None else local_day(instant, zone)


def _masked(ports: Ports, match: Match, look: Asked) -> int:
    """How many rows are somebody else's words: they are not even read."""
    if not look.masked:
        return 0
    (rows,) = ports.stores[look.place.table.store].tally([look.selection], match.keys)
    return rows
