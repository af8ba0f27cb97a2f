"""When somebody's rows began, by the dates that the map declares: it tells him from who has his key later."""

from honour.carrying_out.people import Match, Ports
from honour.carrying_out.stores import Keys
from honour.places.personal import Personal
from honour.plans.plan import DateSpan
from honour.plans.replay import Birth, births


def births_of(ports: Ports, match: Match) -> tuple[Birth | None, ...]:
    """The birth of each of somebody's rows, in the order of his keys; None where no date tells it."""
    asked = births(ports.map, match.person.kind)
    own = bool(asked) and asked[0][0]
    return tuple(
        _birth(ports, [span for _, span in asked], Personal((key,)), own) for key in match.keys.reveal()
    )


def _birth(ports: Ports, asked: list[DateSpan], key: Keys, own: bool) -> Birth | None:
    first = [
        found.first
        for name, store in ports.stores.items()
        for found in store.spans([one for one in asked if one.selection.table.store == name], key)
        if found.first is not None
    ]
    return Birth(min(first), own) if first else None
