"""One row that a request or a hold is about, and what hangs on it."""

from honour.places.map import DataMap, Place
from honour.places.selections import Condition, IsSubject, Never, exists
from honour.plans.asking import Item


def part_of(data_map: DataMap, place: Place, person: str, item: Item, group: str) -> Condition:
    """The rows of a place that are the item, or hang on it by their owner's path: an order's lines.

    `group` is the name under which the item's key is bound.
    """
    if str(place.table) == item.place:
        return IsSubject(data_map.catalogue.tables[place.table].primary_key, group)
    links = place.owners.get(person, ())
    for number, link in enumerate(links, 1):
        if str(link.to) == item.place:
            return exists(links[:number], IsSubject(data_map.catalogue.tables[link.to].primary_key, group))
    return Never()
