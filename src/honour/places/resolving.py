"""The written map joined to the databases' catalogue: paths become links; what nobody declared is found."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from honour.places.catalogue import Catalogue, TableFacts
from honour.places.map import (
    NOTHING_PERSONAL,
    Becomes,
    Column,
    Constant,
    DataMap,
    DateColumn,
    Event,
    Person,
    Place,
)
from honour.places.map_reading import (
    Path,
    Step,
    WrittenColumn,
    WrittenDate,
    WrittenEvent,
    WrittenMap,
    WrittenPlace,
)
from honour.places.selections import Link, Table, Written
from honour.promises.findings import Finding, Position, Unreadable
from honour.promises.reading import nearest

_INTEGER = re.compile(r"-?[0-9]{1,18}")  # what fits into 64 bits


def resolve(written: WrittenMap, catalogue: Catalogue) -> DataMap:
    """The map over these databases. Raises `Unreadable` where it names what they do not have.

    What the databases have and the map does not name is no obstacle here: `undeclared` finds it.
    """
    joining = _Joining(written, catalogue, [])
    for place in written.places:
        joining.facts(place.table, place.at)
        joining.needed(place)
    persons = {person.kind: person for person in joining.persons()}
    places = tuple(joining.place(place, persons) for place in written.places if place.columns is not None)
    events = {(event.name, event.person): joining.event(event, persons) for event in written.events}
    if joining.findings:
        raise Unreadable(*joining.findings)
    return DataMap(written.stores, persons, places, events, catalogue, written.digest)


def undeclared(written: WrittenMap, data_map: DataMap) -> tuple[Finding, ...]:
    """Every table and column of the databases that no line of the map declares, in the databases' order.

    Keys, the columns of paths and the dates that the map names are declared by being used.
    """
    nothing = {place.table for place in written.places if place.columns is None}
    used = _used_columns(data_map)
    findings = []
    for table, facts in data_map.catalogue.tables.items():
        if table in nothing:
            continue
        if table not in {place.table for place in written.places}:
            mend = (
                f"add `- {{table: {table}, holds: nothing personal}}`, or say whose it is and what it holds"
            )
            findings.append(
                Finding(str(table), "the map does not declare this table", mend, "DESIGN: the data map")
            )
            continue
        for column in facts.columns:
            if column not in used.get(table, frozenset()):
                mend = f"add `{column}: FIELD` or `{column}: nothing personal` to `holds` of {table}"
                reason = "the map does not declare this column"
                findings.append(Finding(f"{table}.{column}", reason, mend, "DESIGN: the data map"))
    return tuple(findings)


def _used_columns(data_map: DataMap) -> Mapping[Table, set[str]]:
    used: dict[Table, set[str]] = {}
    for table, facts in data_map.catalogue.tables.items():
        keys = [column for key in facts.foreign_keys for column in key.link.columns]
        used[table] = {*facts.primary_key, *keys}
    for place in data_map.places:
        columns = used[place.table]
        columns.update(place.columns, place.where, place.mentions.values())
        columns.update(*place.owner_columns.values()) if not any(place.owners.values()) else None
        dates = [place.collected] if place.collected else []
        for links in [*place.owners.values(), *(date.links for date in dates)]:
            for link in links:
                used[link.table].update(link.columns)
        for person, links in place.owners.items():
            used[links[-1].to if links else place.table].update(place.owner_columns[person])
        for date in dates:
            used[date.links[-1].to if date.links else place.table].add(date.column)
    for event in data_map.events.values():
        used[event.table].update((event.column, *(event.owner_columns if not event.links else ())))
    return used


@dataclass(frozen=True, slots=True)
class _Joining:
    written: WrittenMap
    catalogue: Catalogue
    findings: list[Finding]

    def add(self, at: Position, reason: str, mend: str) -> None:
        self.findings.append(Finding(str(at), reason, mend))

    def facts(self, table: Table, at: Position) -> TableFacts | None:
        facts = self.catalogue.tables.get(table)
        reason = f"the database has no table {table}"
        if facts is None and all(finding.reason != reason for finding in self.findings):
            close = nearest(str(table), [str(known) for known in self.catalogue.tables])
            mend = f"write `{close}`" if close else "take its lines out of the map, or bring the table back"
            self.add(at, reason, mend)
        return facts

    def kind(self, kind: str, known: Collection[str], at: Position) -> bool:
        """Whether `persons` has this kind of people."""
        if kind not in known:
            close = nearest(kind, known)
            self.add(at, f"`persons` has no “{kind}”", f"write `{close}`" if close else "add it there")
        return kind in known

    def needed(self, place: WrittenPlace) -> None:
        """A table that a column stays for must hold rows of the same people: else nothing would keep it."""
        for column in place.columns or ():
            for table in column.also_for:
                others = [other for other in self.written.places if other.table == table]
                shared = any(place.owners.keys() & other.owners.keys() for other in others)
                if self.facts(table, column.at) and not shared:
                    reason = f"{column.name} stays for {table}, where the map gives these people no row"
                    mend = f"say whose {table} is with `belongs to`, or drop `also for`"
                    self.add(column.at, reason, mend)

    def column(self, table: Table, column: str, at: Position) -> bool:
        facts = self.facts(table, at)
        if facts is None or column in facts.columns:
            return facts is not None
        close = nearest(column, facts.columns)
        mend = f"write `{close}`" if close else f"it has {', '.join(facts.columns)}"
        self.add(at, f"{table} has no column {column}", mend)
        return False

    def persons(self) -> Iterator[Person]:
        for person in self.written.persons:
            for column in (person.key, *person.known_by):
                self.column(person.table, column, person.at)
            yield Person(person.kind, person.table, (person.key,), person.known_by)

    def place(self, place: WrittenPlace, persons: Mapping[str, Person]) -> Place:
        for column in place.columns or ():
            self.column(place.table, column.name, column.at)
        for kind, step in place.mentions.items():
            self.kind(kind, persons, step.at)
            self.column(place.table, step.column, step.at)
        owners, owner_columns = {}, {}
        for kind, path in place.owners.items():
            if self.kind(kind, persons, path[0].at):
                owners[kind], owner_columns[kind] = self.owner_path(place.table, path, persons[kind])
        return Place(
            place.table,
            {column.name: self.declared(place.table, column) for column in place.columns or ()},
            owners,
            owner_columns,
            {kind: step.column for kind, step in place.mentions.items()},
            {
                column: self.constant(place.table, column, value, place.at)
                for column, value in place.where.items()
            },
            None if place.collected is None else self.date(place.table, place.collected),
            place.at,
        )

    def declared(self, table: Table, column: WrittenColumn) -> Column:
        becomes: Becomes | None = column.becomes
        if isinstance(becomes, Constant):
            becomes = Constant(self.constant(table, column.name, str(becomes.value), column.at))
        return Column(column.name, column.field or NOTHING_PERSONAL, column.also_for, becomes, column.at)

    def constant(self, table: Table, column: str, value: str, at: Position) -> str | int:
        """The map's text as the column's type wants it: whole numbers in a column of integers."""
        facts = self.catalogue.tables.get(table)
        declared = facts.columns.get(column) if facts else None
        if declared is None or "INT" not in declared.type.upper():
            return value
        if _INTEGER.fullmatch(value):
            return int(value)
        self.add(at, f"{table}.{column} holds whole numbers, and “{value}” is none", "write a whole number")
        return 0

    def owner_path(
        self, table: Table, path: Path, person: Person
    ) -> tuple[tuple[Link, ...], tuple[str, ...]]:
        """Links to the row that bears the person's key, and the column there that does."""
        links, end = self.links(table, path[:-1])
        last = path[-1]
        if end is not None:
            self.column(end, last.column, last.at)
        if last.to is not None and last.to != (person.table, person.key[0]):
            self.add(
                last.at,
                f"this path ends at {last.to[0]}, not at {person.table}",
                "end it at the person's key",
            )
        return links, (last.column,)

    def links(self, table: Table, path: Path) -> tuple[tuple[Link, ...], Table | None]:
        """The links of a path and the table where it ends; None with a finding where a step leads nowhere."""
        links: list[Link] = []
        for step in path:
            link = self.link(table, step)
            if link is None:
                return tuple(links), None
            links.append(link)
            table = link.to
        return tuple(links), table

    def link(self, table: Table, step: Step) -> Link | None:
        if not self.column(table, step.column, step.at):
            return None
        if step.to is not None:
            to, column = step.to
            return Link(table, (step.column,), to, (column,)) if self.column(to, column, step.at) else None
        facts = self.catalogue.tables[table]
        found = [key.link for key in facts.foreign_keys if key.link.columns == (step.column,)]
        if not found:
            reason = f"the database does not say what {table}.{step.column} points at"
            self.add(step.at, reason, f"write the step as `{step.column} -> TABLE.COLUMN`")
            return None
        return found[0]

    def date(self, table: Table, date: WrittenDate) -> DateColumn:
        links, end = self.links(table, date.path[:-1])
        last = date.path[-1]
        if end is not None:
            self.column(end, last.column, last.at)
        return DateColumn(links, last.column, date.written or self.clock(end or table))

    def clock(self, table: Table) -> Written:
        store = self.written.stores.get(table.store)
        return Written("wall", store.zone if store else "UTC")

    def event(self, event: WrittenEvent, persons: Mapping[str, Person]) -> Event:
        self.column(event.table, event.column, event.at)
        facts = self.catalogue.tables.get(event.table)
        declared = facts.columns.get(event.column) if facts else None
        if declared is not None and declared.nullable and event.null_means is None:
            reason = (
                f"{event.table}.{event.column} can be NULL, and “{event.name}” does not say what that means"
            )
            self.add(event.at, reason, "add `null means: still running` or `null means: never began`")
        links: tuple[Link, ...] = ()
        columns: tuple[str, ...] = ()
        if self.kind(event.person, persons, event.at):
            links, columns = self.owner_path(event.table, event.path, persons[event.person])
        return Event(
            event.name,
            event.table,
            event.column,
            event.written or self.clock(event.table),
            links,
            columns,
            event.take,
            event.null_means,
            event.at,
        )
