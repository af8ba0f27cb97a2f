"""Asks the stores whom a breach reached: how many rows of which places, and which people."""

from collections.abc import Iterator
from dataclasses import dataclass

from honour.carrying_out.people import Ports, token
from honour.carrying_out.stores import NOBODY
from honour.places.personal import Personal
from honour.places.selections import Key, Never
from honour.plans.breach import Scope, reached, whom


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody whom a breach reached. `token` is the keyed hash of his row; `address` is empty where his row
    bears none that a letter could go to.
    """

    person: str
    token: str
    key: Personal[Key]
    address: Personal[str]


def rows_reached(ports: Ports, scope: Scope) -> dict[str, int]:
    """How many rows of each place lie within the scope, counted by the stores, a statement for each store."""
    asked = {
        str(place.table): rows
        for person in scope.people
        if person in ports.map.persons
        for place, rows in reached(ports.policy, ports.map, scope, person)
    }
    found: dict[str, int] = {}
    for name, store in ports.stores.items():
        mine = {place: rows for place, rows in asked.items() if rows.table.store == name}
        if mine:
            found.update(zip(mine, store.tally(list(mine.values()), NOBODY), strict=True))
    return {place: found[place] for place in asked}


def people_reached(ports: Ports, scope: Scope) -> Iterator[Reached]:
    """Everybody whom the scope reaches, one statement for each kind of people."""
    for kind in scope.people:
        person = ports.map.persons.get(kind)
        if person is None:
            continue
        selected = whom(ports.policy, ports.map, scope, kind)
        if isinstance(selected.condition, Never):
            continue
        mails = [column for column, field in person.known_by.items() if field == "e-mail"]
        rows = ports.stores[person.table.store].rows(selected, (*person.key, *mails[:1]), NOBODY)
        for row in rows.reveal():
            key = row[: len(person.key)]
            address = row[-1] if mails and isinstance(row[-1], str) and row[-1].isprintable() else ""
            yield Reached(kind, token(ports.records, person, key), Personal(key), Personal(str(address)))
