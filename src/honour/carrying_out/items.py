"""One row of somebody, named without its key: found again among his own rows, and bound when it is needed.

What could go wrong for ever: another's row is taken for his. So a name is looked for nowhere but among the
rows that belong to him, and what is no row of his any more is no row at all.
"""

from collections.abc import Iterator, Sequence

from honour.carrying_out.holding import held_items
from honour.carrying_out.people import Match, Ports, row_token
from honour.carrying_out.ports import PersonHold
from honour.carrying_out.stores import Keys
from honour.places.map import Place
from honour.places.personal import Personal
from honour.places.selections import GroupKey, Key, Selection, Table, all_of, any_of
from honour.plans.asking import ONE, Item, Scope


def item_token(ports: Ports, table: Table, key: Key) -> str:
    """The keyed hash that names a row."""
    return row_token(ports.records, ONE, str(table), key)


def item_named(ports: Ports, match: Match, place: str, name: str) -> Item | None:
    """The row of somebody in a table of the map that bears this name: its token, or its key as one writes it
    (the parts of several columns with `|` between). None where none of his does.
    """
    for table, key in _rows(ports, match, place):
        token = item_token(ports, table, key)
        if name in (token, "|".join(map(str, key))):
            return Item(place, token)
    return None


def can_be_named(place: Place, own: Table, key: tuple[str, ...]) -> bool:
    """Whether the rows of a place can be asked about one by one: they have a key, and none of them is the
    person's own row, on which all else hangs.
    """
    return bool(key) and place.table != own


def bound_to(ports: Ports, match: Match, scope: Scope, holds: Sequence[PersonHold]) -> Keys:
    """The keys that an act about somebody needs: his own, that of the item that it is about, and those of the
    items that `holds` hold of him.
    """
    wanted = scope.item
    his = match.keys.reveal()
    found = (
        [
            GroupKey(key, ONE)
            for table, key in _rows(ports, match, wanted.place)
            if item_token(ports, table, key) == wanted.token
        ]
        if wanted
        else []
    )
    return Personal((*his, *found, *held_items(ports, holds)))


def _rows(ports: Ports, match: Match, named: str) -> Iterator[tuple[Table, Key]]:
    """The rows of a table that are somebody's, by their keys."""
    kind = match.person.kind
    places = [each for each in ports.map.places_of(kind) if str(each.table) == named]
    if not places:
        return
    table = places[0].table
    key = ports.map.catalogue.tables[table].primary_key
    if not can_be_named(places[0], match.person.table, key):
        return
    his = any_of(all_of([place.declared(), place.belongs(kind)]) for place in places)
    for row in ports.stores[table.store].rows(Selection(table, his), key, match.keys).reveal():
        yield table, tuple(row)
