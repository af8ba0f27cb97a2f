"""The data map as a value: where personal data lies, whose it is, and what each column holds.

`map_reading` makes it from the file, `resolving` joins it to the catalogue. Here are the types, and the
questions that plans ask of them.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from honour.places.catalogue import Catalogue
from honour.places.json_paths import JsonPath
from honour.places.selections import (
    FLOOR,
    WALL_IN_UTC,
    Condition,
    Equals,
    IsSubject,
    Link,
    Table,
    Written,
    all_of,
    exists,
    negation,
)
from honour.promises.findings import Position

NOWHERE = Position("", 0, 0)
NOTHING_PERSONAL = "nothing personal"


@dataclass(frozen=True, slots=True)
class Null:
    """An ended column becomes NULL."""


@dataclass(frozen=True, slots=True)
class Constant:
    """An ended column becomes this value; a link, the id of a row set aside for it."""

    value: str | int


@dataclass(frozen=True, slots=True)
class Unique:
    """An ended text column becomes `erased-`, 32 random hexadecimal digits, and `suffix`."""

    suffix: str = ""


Take: TypeAlias = Literal["first", "last"]
NullMeans: TypeAlias = Literal["still running", "never began"]
Becomes: TypeAlias = Null | Constant | Unique

UNIQUE_PREFIX = "erased-"


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a field of the vocabulary, or nothing personal.

    `also_for` names tables whose kept rows need this value. `becomes` is None where the map does not say:
    then NULL, where the database allows it. `inside` is the path where the name writes one into JSON. `never`
    says that nothing is written there: what lies there nevertheless is a finding.
    """

    name: str
    field: str
    also_for: tuple[Table, ...] = ()
    becomes: Becomes | None = None
    at: Position = dataclasses.field(default=NOWHERE, compare=False)
    inside: JsonPath | None = None
    never: bool = False


@dataclass(frozen=True, slots=True)
class DateColumn:
    """A date that belongs to a row: `column` of the row at the end of `links` (none: the row itself).

    One that `may_lie_ahead` is no mistake in the future, and does not say when the row was made.
    """

    links: tuple[Link, ...]
    column: str
    written: Written = WALL_IN_UTC
    may_lie_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A kind of people: one row each in `table`, by `key`, known by the fields of these columns."""

    kind: str
    table: Table
    key: tuple[str, ...]
    known_by: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Rows that hold personal data.

    `owners` gives, by kind of people, the links from here to the row that bears their key: the last link's
    columns are that key. Where the row itself bears it, `owner_columns` alone says so and the links are
    empty. `several` names the kinds whose path may lead to more than one of them. `mentions` gives, by kind
    of people, the columns that point at somebody who is not the owner; `authors` those that point at whoever
    wrote the row. `when_held` is the column, and its value, by which the site hides a row that is held.
    """

    table: Table
    columns: Mapping[str, Column]
    owners: Mapping[str, tuple[Link, ...]]
    owner_columns: Mapping[str, tuple[str, ...]]
    mentions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    where: Mapping[str, str | int] = field(default_factory=dict)
    collected: DateColumn | None = None
    several: frozenset[str] = frozenset()
    authors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    when_held: tuple[str, str | int] | None = None
    at: Position = field(default=NOWHERE, compare=False)

    def belongs(self, person: str) -> Condition:
        """The rows of the subject, when he is one of this kind of people.

        A row that is several people's is also his. But where a value alone says whose it is, and two go by
        that value, it is nobody's.
        """
        by_value = any(link.by == "value" for link in self.owners[person])
        return self.alone(person) if by_value else self._his(person)

    def alone(self, person: str) -> Condition:
        """The rows of the subject and of nobody else of his kind."""
        if person not in self.several:
            return self._his(person)
        others = exists(self.owners[person], negation(IsSubject(self.owner_columns[person])))
        return all_of([self._his(person), negation(others)])

    def _his(self, person: str) -> Condition:
        return exists(self.owners[person], IsSubject(self.owner_columns[person]))

    def theirs(self, person: str, group: str) -> Condition:
        """The rows of which some owner is one of a group of people who are bound together."""
        return exists(self.owners[person], IsSubject(self.owner_columns[person], group))

    def pointing_at(self, person: str) -> Iterator[tuple[str, ...]]:
        """The columns that name somebody of this kind who owns nothing here: he is mentioned, or wrote it."""
        yield from dict.fromkeys(
            columns[person] for columns in (self.mentions, self.authors) if person in columns
        )

    def declared(self) -> Condition:
        """The rows of the table that this place speaks of."""
        return all_of(Equals(column, value) for column, value in self.where.items())


@dataclass(frozen=True, slots=True)
class Event:
    """When something happened to a person: a date in rows that belong to him.

    `links` and `owner_columns` are as in `Place`. `take` says which of several rows counts. `null_means` is
    None where the column cannot be NULL. `may_lie_ahead` says that a date in the future is no mistake.
    `where` says which rows of the table count, by column.
    """

    name: str
    table: Table
    column: str
    written: Written
    links: tuple[Link, ...]
    owner_columns: tuple[str, ...]
    take: Take
    null_means: NullMeans | None = None
    may_lie_ahead: bool = False
    at: Position = field(default=NOWHERE, compare=False)
    where: Mapping[str, str | int] = field(default_factory=dict)

    def counted(self) -> Condition:
        """The rows of the table that are this event's."""
        return all_of(Equals(column, value) for column, value in self.where.items())


@dataclass(frozen=True, slots=True)
class Store:
    """A database, or a folder of files. `address` is a URL or the folder's path, or `${NAME}` of the
    environment; wall dates are read in `zone`. No date before `since` can be true: the site did not exist.
    """

    name: str
    address: str
    zone: str
    since: datetime = FLOOR
    kind: Literal["sql", "files"] = "sql"


@dataclass(frozen=True, slots=True)
class DataMap:
    """A map joined to the catalogue: each path is links. `digest` is the file's SHA-256, in hexadecimal.

    `impersonal` is the tables and views that are declared to hold nothing about people of their own;
    `harmless` the triggers of each table of which somebody said that they copy nothing personal. `nobody`
    gives, by table and column, the value by which a row points at nobody, as others do by NULL.
    """

    stores: Mapping[str, Store]
    persons: Mapping[str, Person]
    places: tuple[Place, ...]
    events: Mapping[tuple[str, str], Event]
    catalogue: Catalogue
    digest: str
    impersonal: frozenset[Table] = frozenset()
    harmless: Mapping[Table, frozenset[str]] = field(default_factory=dict)
    nobody: Mapping[Table, Mapping[str, str | int]] = field(default_factory=dict)

    def places_of(self, person: str) -> Iterator[Place]:
        """The places where a kind of people owns rows."""
        return (place for place in self.places if person in place.owners)

    def event(self, name: str, person: str) -> Event | None:
        """What the map says of an event of a kind of people, if it does."""
        return self.events.get((name, person))
