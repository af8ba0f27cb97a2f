"""What a store says of its own tables: facts that the connector reads and the map is resolved against."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from honour.places.selections import Link, Table


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A column as the database declares it. `unique` means: of itself, if only in some rows. One that is
    `generated` is computed by the database, and nothing can be written there. `json` says that the database
    reads a path into the column's JSON, also where some rows hold none.
    """

    type: str
    nullable: bool
    unique: bool = False
    generated: bool = False
    json: bool = field(default=True, compare=False)


TableKind: TypeAlias = Literal["table", "view", "materialised view"]


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A declared foreign key. `on_delete` is the database's word in upper case, else `NO ACTION`.

    `can_wait` means that the connector can have it checked at the end of a transaction, and not before.
    """

    link: Link
    on_delete: str = "NO ACTION"
    can_wait: bool = False


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table: its columns in their order, its primary key (empty where there is none), keys and triggers.

    `unique` gives the columns of each unique key but the primary one. `partition_of` is the table of which
    this one is a part. `reads` names the tables of a materialised view. `row_security` means that a rule may
    hide rows from Honour; `transactional` is False where a rollback gives nothing back. `rules` rewrite what
    is said of it (PostgreSQL). `keeps_history` means that a deleted row stays readable (system versioning).
    """

    columns: Mapping[str, ColumnFacts]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    triggers: tuple[str, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    kind: TableKind = "table"
    partition_of: Table | None = None
    reads: tuple[Table, ...] = ()
    row_security: bool = False
    transactional: bool = True
    rules: tuple[str, ...] = ()
    keeps_history: bool = False

    def is_key(self, columns: Collection[str]) -> bool:
        """Whether no two rows share the values of these columns, as far as the database says."""
        return any(key and set(key) <= set(columns) for key in (self.primary_key, *self.unique))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every table of the stores of a map, but Honour's own (`honour_done`, `honour_epoch`).

    `undurable` gives, by store, the setting by which its server answers a COMMIT before that is on the disk.
    """

    tables: Mapping[Table, TableFacts]
    undurable: Mapping[str, str] = field(default_factory=dict)
