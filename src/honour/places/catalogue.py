"""What a store says of its own tables: facts that the connector reads and the map is resolved against."""

from collections.abc import Mapping
from dataclasses import dataclass

from honour.places.selections import Link, Table


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A column as the database declares it. `unique` means: of itself, by primary key or unique index."""

    type: str
    nullable: bool
    unique: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A declared foreign key. `on_delete` is the database's word in upper case, else `NO ACTION`."""

    link: Link
    on_delete: str = "NO ACTION"


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table: its columns in their order, its primary key (empty where there is none), keys and triggers."""

    columns: Mapping[str, ColumnFacts]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every table of the stores of a map, but Honour's own `honour_done`."""

    tables: Mapping[Table, TableFacts]
