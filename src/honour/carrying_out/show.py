"""Asks the stores what is held about a person: one look at each place, and the dates that say until when."""

from collections.abc import Sequence
from datetime import datetime

from honour.carrying_out.people import Match, Ports
from honour.places.terms import Calendar
from honour.plans import show as showing
from honour.plans.plan import Span
from honour.plans.show import Asked, Shown


def shown(ports: Ports, match: Match, now: datetime) -> tuple[Shown, ...]:
    """Everything that the map knows of this person, by place. Reading it is an act: journal it first."""
    site = ports.policy.site
    calendar = Calendar(site.time_zone, site.financial_year_ends)
    kind = match.person.kind
    asked = ports.worked_out("show", kind, now, lambda: showing.questions(ports.policy, ports.map, kind, now))
    spans = _spans(ports, match, asked)
    return tuple(
        showing.decide(look, _rows(ports, match, look), found, calendar)
        for look, found in zip(asked, spans, strict=True)
    )


def _rows(ports: Ports, match: Match, look: Asked) -> showing.Rows:
    return ports.stores[look.place.table.store].rows(look.selection, look.columns, match.keys)


def _spans(ports: Ports, match: Match, asked: Sequence[Asked]) -> list[list[Span]]:
    """The answers to each look's dates, asked once a store."""
    found: list[list[Span]] = [[Span(None, None)] * len(look.dates) for look in asked]
    for name, store in ports.stores.items():
        where = [
            (number, place)
            for number, look in enumerate(asked)
            for place, (_, _, span) in enumerate(look.dates)
            if span.selection.table.store == name
        ]
        spans = store.spans([asked[number].dates[place][2] for number, place in where], match.keys)
        for (number, place), span in zip(where, spans, strict=True):
            found[number][place] = span
    return found
