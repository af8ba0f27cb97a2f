"""What hangs on what: the order in which rows can go, and the links that must be let go before they do.

A link is one of four. By an *owner's* path, a row hangs on the one that it points at, and goes before it or
keeps it. A *mention* or an author's name becomes nobody's when that person's own row goes. Any other
foreign key is *loose* where it can become something else (NULL, or what the map says): it is let go first, so
that no circle and no stranger's row stands in the way. Where it cannot, it *holds*: the row that it points at
stays as long as there is a row that points.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from honour.places.map import Becomes, DataMap, Event, Null, Place
from honour.places.moving import moved_links
from honour.places.selections import Condition, Link, Table, any_of, negation
from honour.plans.plan import Delete, Step


@dataclass(frozen=True, slots=True)
class Loose:
    """A foreign key that is let go: what its columns become."""

    link: Link
    becomes: tuple[tuple[str, Becomes], ...]


@dataclass(slots=True)
class Hanging:
    """The links of a map, worked out once.

    `children` gives, by table, the places whose rows hang on rows of it, in the map's order, each with the
    link by which they do. Of places that say the same over tables that differ in their names alone, the first
    stands for all: what becomes of its rows becomes of its twins', and is worked out once.
    """

    map: DataMap
    places: dict[Table, list[Place]] = field(default_factory=dict)
    children: dict[Table, list[tuple[Place, Link]]] = field(default_factory=dict)
    loose: dict[Table, list[Loose]] = field(default_factory=dict)
    holding: dict[Table, list[Link]] = field(default_factory=dict)
    _first: dict[int, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place in self.map.places:
            self.places.setdefault(place.table, []).append(place)
            for link in _hanging_by(self.map, place):
                self.children.setdefault(link.to, []).append((place, link))
        for table in dict.fromkeys((*self.places, *sorted(self.map.impersonal))):
            for key in self.map.catalogue.tables[table].foreign_keys:
                if key.link.to in self.places and self.unspoken(key.link) != any_of([]):
                    let_go = self._becomes(key.link)
                    if let_go:
                        self.loose.setdefault(key.link.to, []).append(Loose(key.link, let_go))
                    else:
                        self.holding.setdefault(key.link.to, []).append(key.link)
        passed = {table for event in self.map.events.values() for table in _passed(event)}
        alike: dict[Hashable, Place] = {}
        for place in self.map.places:
            if place.table not in passed and (shape := self._shape(place)) is not None:
                self._first[id(place)] = alike.setdefault(shape, place)

    def twin(self, place: Place) -> Place:
        """The first place that says the same over another table; the place itself where none does."""
        return self._first.get(id(place), place)

    def _shape(self, place: Place) -> Hashable:
        """All that says when rows of a place end, but their table's name; None where rows of other places
        count too: those that hang on them, or that need them, or another place over the same table.
        """
        table, columns = place.table, tuple(place.columns.values())
        shared = self.children.get(table) or self.holding.get(table) or len(self.places[table]) > 1
        if shared or any(column.also_for for column in columns):
            return None
        here, date = Table("", ""), place.collected
        return (
            columns,
            tuple((kind, moved_links(links, table, here)) for kind, links in place.owners.items()),
            tuple(place.owner_columns.items()),
            tuple(place.where.items()),
            place.several,
            date and (moved_links(date.links, table, here), date.column, date.written),
        )

    def unspoken(self, link: Link) -> Condition:
        """The rows of whose link no place says that by it a row hangs on its owner's, or names somebody."""
        return negation(
            any_of(
                place.declared()
                for place in self.places.get(link.table, [])
                if link.columns in _spoken(self.map, place, link.to)
            )
        )

    def nobodys(self, table: Table) -> Condition:
        """The rows of a table of which no place speaks."""
        return negation(any_of(place.declared() for place in self.places.get(table, [])))

    def _becomes(self, link: Link) -> tuple[tuple[str, Becomes], ...]:
        """What the columns of a link become when it is let go; nothing where none of them can."""
        facts = self.map.catalogue.tables[link.table]
        places = self.places.get(link.table, [])
        owned = {column for place in places for columns in _hops(self.map, place) for column in columns}
        said = {
            name: column.becomes
            for place in places
            for name, column in place.columns.items()
            if column.becomes is not None
        }
        free = [
            name
            for name in link.columns
            if name not in owned and name not in facts.primary_key and facts.columns[name].nullable
        ]
        chosen = [name for name in link.columns if name in said] or free
        return tuple((name, said.get(name, Null())) for name in chosen)


def _passed(event: Event) -> Iterable[Table]:
    """The tables on the way from an event to its person."""
    return {event.table, *(end for link in event.links for end in (link.table, link.to))}


def hanging_on(data_map: DataMap, child: Place, table: Table) -> tuple[Link, ...]:
    """The links by which a place's rows hang on rows of a table: the first hop of each owner's path.

    What a row only shares, by a value or with several people, it does not hang on.
    """
    return tuple(link for link in _hanging_by(data_map, child) if link.to == table)


def in_order(hanging: Hanging) -> tuple[Place, ...]:
    """The places, each before the ones that it hangs on; in a circle, in the map's order."""
    held = _held_by(hanging)
    waiting = list(hanging.map.places)
    above = {id(place): _tables_above(hanging.map, place, held) - {place.table} for place in waiting}
    under = Counter(table for tables in above.values() for table in tables)  # how many must go before
    ordered: list[Place] = []
    while waiting:
        free = [place for place in waiting if not under[place.table]] or waiting[:1]
        for place in free:
            under.subtract(above[id(place)])
        ordered += free
        going = {id(place) for place in free}
        waiting = [place for place in waiting if id(place) not in going]
    return tuple(ordered)


def waiting_for_the_end(hanging: Hanging, steps: Sequence[Step]) -> tuple[Link, ...]:
    """The foreign keys that hold again only when all of these steps are done: circles that nothing opens."""
    first: dict[Table, int] = {}
    last: dict[Table, int] = {}
    for number, step in enumerate(steps):
        if isinstance(step, Delete):
            first.setdefault(step.selection.table, number)
            last[step.selection.table] = number
    return tuple(
        key.link
        for table in last
        for key in hanging.map.catalogue.tables[table].foreign_keys
        if key.link.to in first and last[table] >= first[key.link.to] and not _is_let_go(hanging, key.link)
    )


def _is_let_go(hanging: Hanging, link: Link) -> bool:
    """Whether rows that go were parted before from what they point at: let go, or naming somebody."""
    named = {
        columns
        for place in hanging.places.get(link.table, [])
        for kind in hanging.map.persons
        if hanging.map.persons[kind].table == link.to
        for columns in place.pointing_at(kind)
    }
    return link in [loose.link for loose in hanging.loose.get(link.to, [])] or link.columns in named


def _hanging_by(data_map: DataMap, child: Place) -> tuple[Link, ...]:
    """The links by which a place's rows hang on others, whatever table those are of."""
    hops = []
    for person, links in child.owners.items():
        owner = data_map.persons[person]
        if links:
            hops.append(links[0])
        elif child.table != owner.table or child.owner_columns[person] != owner.key:
            hops.append(Link(child.table, child.owner_columns[person], owner.table, owner.key))
    return tuple(dict.fromkeys(hop for hop in hops if _is_held(data_map, hop)))


def _hops(data_map: DataMap, place: Place) -> Iterator[tuple[str, ...]]:
    for person, links in place.owners.items():
        yield links[0].columns if links else place.owner_columns[person]


def _spoken(data_map: DataMap, place: Place, to: Table) -> Iterable[tuple[str, ...]]:
    """The columns of a place's links to a table that an owner's path, a mention or an author's name uses."""
    yield from (link.columns for link in hanging_on(data_map, place, to))
    for kind, person in data_map.persons.items():
        if person.table == to:
            yield from place.pointing_at(kind)


def _is_held(data_map: DataMap, link: Link) -> bool:
    return link.by == "key" and data_map.catalogue.tables[link.to].is_key(link.to_columns)


def _held_by(hanging: Hanging) -> dict[Table, set[Table]]:
    """By table, those whose rows it holds by a foreign key that cannot be let go."""
    held: dict[Table, set[Table]] = {}
    for to, links in hanging.holding.items():
        for link in links:
            held.setdefault(link.table, set()).add(to)
    return held


def _tables_above(data_map: DataMap, place: Place, held: dict[Table, set[Table]]) -> set[Table]:
    """The tables whose rows can only go after those of this place."""
    above = {link.to for links in place.owners.values() for link in links if _is_held(data_map, link)}
    above |= {
        person.table for person in data_map.persons.values() if hanging_on(data_map, place, person.table)
    }
    return above | held.get(place.table, set())
