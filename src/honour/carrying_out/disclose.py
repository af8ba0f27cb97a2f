"""Counts and reads what leaves of one person on somebody's demand. Reading it is an act: journal it first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from honour.carrying_out.across import Across
from honour.carrying_out.people import Match, Ports
from honour.carrying_out.stores import Folder, Rows
from honour.places.personal import Personal
from honour.places.selections import Selection
from honour.plans.disclose import Demand, Look, looks


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of one look leave, how many are somebody else's too, and how many bear no day."""

    look: Look
    rows: int
    shared: int
    undated: int


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one look gives: the rows that leave, and how many do not because they are somebody else's too, or
    bear no day.
    """

    look: Look
    rows: Rows
    shared: int
    undated: int


def counted(ports: Ports, match: Match, demand: Demand) -> tuple[Counted, ...]:
    """What would leave, counted by the stores: not a value is read."""
    found = []
    for look in looks(ports.policy, ports.map, match.person.kind, demand):
        asked = [look.rows, *_left_out(look)]
        rows, *left = ports.stores[look.place.table.store].tally(asked, match.keys)
        found.append(Counted(look, rows, *_parted(look, left)))
    return tuple(found)


def extracted(ports: Ports, match: Match, demand: Demand) -> tuple[Extracted, ...]:
    """What leaves of this person, and of nobody else."""
    found: dict[Look, Rows] = {}
    asked = looks(ports.policy, ports.map, match.person.kind, demand)
    for name, store in ports.stores.items():
        his = [look for look in asked if look.place.table.store == name]
        if his:
            _, rows = store.looks(tuple((each.rows, each.columns) for each in his), (), match.keys)
            found.update(zip(his, rows, strict=True))
    return tuple(_extracted(ports, match, look, found[look]) for look in asked)


def files(ports: Ports, answer: Sequence[Extracted]) -> Iterator[tuple[Personal[str], Iterator[bytes]]]:
    """The files among what leaves: each with its name, the store's before it, and its bytes in pieces."""
    for one in answer:
        store = ports.stores[one.look.place.table.store]
        here = store.here if isinstance(store, Across) else store
        if isinstance(here, Folder):
            for path, *_ in one.rows.reveal():
                name = str(path)
                yield Personal(f"{store.name}/{name}"), here.contents(Personal(name))


def _extracted(ports: Ports, match: Match, look: Look, rows: Rows) -> Extracted:
    left = ports.stores[look.place.table.store].tally(_left_out(look), match.keys) if _left_out(look) else ()
    return Extracted(look, rows, *_parted(look, list(left)))


def _left_out(look: Look) -> list[Selection]:
    return [each for each in (look.shared, look.undated) if each is not None]


def _parted(look: Look, left: Sequence[int]) -> tuple[int, int]:
    """The counts of what is left out, as shared and as undated."""
    counts = iter(left)
    return (next(counts) if look.shared else 0), (next(counts) if look.undated else 0)
