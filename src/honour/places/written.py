"""The data map as its file writes it: names and paths, not yet joined to the databases' catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from honour.places.map import Becomes, NullMeans, Store, Take
from honour.places.selections import Table, Written
from honour.promises.findings import Position


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a path: the linking columns, and where they point if the file says so.

    `to` is a table and its columns (`a -> table.column`); `value` the field of a person's with which the
    column is compared (`mail = e-mail`).
    """

    columns: tuple[str, ...]
    to: tuple[Table, tuple[str, ...]] | None
    at: Position
    value: str = ""


Path: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as the map writes it: the path's last step is its column. `written` None: the store's clock."""

    path: Path
    written: Written | None
    at: Position
    may_lie_ahead: bool = False


@dataclass(frozen=True, slots=True)
class WrittenColumn:
    """A column of `holds:`. `never` says that nothing is ever written there."""

    name: str
    field: str
    also_for: tuple[Table, ...]
    becomes: Becomes | None
    at: Position
    never: bool = False


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """An entry of `places:`. `columns` is None where the table holds nothing personal.

    `view_of` is the table whose rows a view shows; what becomes of them is said of that table. `refreshed`
    says when a materialised view is made anew, in words. `harmless` is triggers that copy nothing personal.
    `nobody` gives, by column, the value by which it points at nobody. `may_lack` says that the database need
    not have the table.
    """

    table: Table
    columns: tuple[WrittenColumn, ...] | None
    owners: Mapping[str, Path]
    mentions: Mapping[str, Step]
    where: Mapping[str, str]
    collected: WrittenDate | None
    at: Position
    authors: Mapping[str, Step] = field(default_factory=dict)
    when_held: tuple[str, str] | None = None
    view_of: Table | None = None
    refreshed: str = ""
    harmless: tuple[str, ...] = ()
    nobody: Mapping[str, str] = field(default_factory=dict)
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class WrittenPerson:
    """An entry of `persons:`. `known_by` maps columns to fields."""

    kind: str
    table: Table
    key: tuple[str, ...]
    known_by: Mapping[str, str]
    at: Position


@dataclass(frozen=True, slots=True)
class WrittenEvent:
    """An entry of `events:`, once for each kind of people that it belongs to. `where` as in a place."""

    name: str
    person: str
    table: Table
    column: str
    path: Path
    written: Written | None
    take: Take
    null_means: NullMeans | None
    at: Position
    may_lie_ahead: bool = False
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WrittenMap:
    """The whole file. `digest` is its SHA-256, in hexadecimal; `not_built` what was read past."""

    stores: Mapping[str, Store]
    persons: tuple[WrittenPerson, ...]
    places: tuple[WrittenPlace, ...]
    events: tuple[WrittenEvent, ...]
    digest: str
    not_built: tuple[str, ...] = ()
