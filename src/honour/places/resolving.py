"""The written map joined to the databases' catalogue: paths become links; what nobody declared is found."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from honour.places.catalogue import Catalogue, TableFacts
from honour.places.json_paths import JsonPath, json_path, lies_in
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
from honour.places.selections import Link, Table, Written
from honour.places.written import (
    Path,
    Step,
    WrittenColumn,
    WrittenDate,
    WrittenEvent,
    WrittenMap,
    WrittenPlace,
)
from honour.promises.findings import Finding, Position, Unreadable
from honour.promises.reading import nearest

_INTEGER = re.compile(r"-?[0-9]{1,18}")  # what fits into 64 bits


def resolve(written: WrittenMap, catalogue: Catalogue) -> DataMap:
    """The map over these databases. Raises `Unreadable` where it names what they do not have.

    What the databases have and the map does not name is no obstacle here: `undeclared` finds it.
    """
    there = tuple(place for place in written.places if not place.may_lack or place.table in catalogue.tables)
    written = replace(written, places=there)
    joining = _Joining(written, catalogue, [])
    for place in written.places:
        joining.facts(place.table, place.at)
        joining.needed(place)
        joining.triggers(place)
    persons = {person.kind: person for person in joining.persons()}
    places = tuple(joining.place(place, persons) for place in written.places if place.columns is not None)
    events = {(event.name, event.person): joining.event(event, persons) for event in written.events}
    nobody = {
        table: {column: joining.nobody(table, column, said, at) for column, (said, at) in columns.items()}
        for table, columns in _said_to_be_nobody(written).items()
    }
    if joining.findings:
        raise Unreadable(*joining.findings)
    impersonal = frozenset(place.table for place in written.places if place.columns is None)
    harmless: dict[Table, frozenset[str]] = {}
    for place in written.places:
        harmless[place.table] = harmless.get(place.table, frozenset()) | set(place.harmless)
    of = (catalogue, written.digest, impersonal, harmless, nobody)
    return DataMap(written.stores, persons, places, events, *of)


def _said_to_be_nobody(written: WrittenMap) -> Mapping[Table, Mapping[str, tuple[str, Position]]]:
    """By table and column, the value by which a row points at nobody; several places may share a table."""
    said: dict[Table, dict[str, tuple[str, Position]]] = {}
    for place in written.places:
        for column, value in place.nobody.items():
            said.setdefault(place.table, {})[column] = value, place.at
    return said


def undeclared(written: WrittenMap, data_map: DataMap) -> tuple[Finding, ...]:
    """Every table and column of the databases that no line of the map declares, in the databases' order.

    Keys, the columns of paths and the dates that the map names are declared by being used.
    """
    declared = {place.table for place in written.places}
    used = _used_columns(data_map)
    findings = []
    for table, facts in data_map.catalogue.tables.items():
        if table in data_map.impersonal or facts.partition_of is not None:
            continue  # what is said of a table is said of its parts
        if written.stores[table.store].kind == "files":
            continue  # a folder has no tables but the map's own patterns
        if table not in declared:
            findings.append(_undeclared_table(table, facts))
            continue
        for column in facts.columns:
            if column not in used.get(table, frozenset()):
                mend = f"add `{column}: FIELD` or `{column}: nothing personal` to `holds` of {table}"
                reason = "the map does not declare this column"
                findings.append(Finding(f"{table}.{column}", reason, mend, "DESIGN: the data map"))
    return tuple(findings)


def _undeclared_table(table: Table, facts: TableFacts) -> Finding:
    source = "DESIGN: the data map"
    if facts.kind == "table":
        mend = f"add `- {{table: {table}, holds: nothing personal}}`, or say whose it is and what it holds"
        return Finding(str(table), "the map does not declare this table", mend, source)
    mend = f"add `- {{table: {table}, view of: TABLE}}`, or `holds: nothing personal`"
    return Finding(str(table), f"the map does not declare this {facts.kind}", mend, source)


def _used_columns(data_map: DataMap) -> Mapping[Table, set[str]]:
    used: dict[Table, set[str]] = {}
    for table, facts in data_map.catalogue.tables.items():
        keys = [column for key in facts.foreign_keys for column in key.link.columns]
        used[table] = {*facts.primary_key, *keys}
    for place in data_map.places:
        columns = used[place.table]
        inside = [column.inside.column for column in place.columns.values() if column.inside]
        facts = data_map.catalogue.tables[place.table]
        told_by = (*place.where, *(place.when_held[:1] if place.when_held else ()))
        columns.update(place.columns, inside, (lies_in(name, facts.columns) for name in told_by))
        columns.update(*place.mentions.values(), *place.authors.values())
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

    def triggers(self, place: WrittenPlace) -> None:
        """A trigger that the map calls harmless is one that acts on what Honour does here."""
        facts = self.catalogue.tables.get(place.table)
        for name in place.harmless if facts else ():
            if facts and name not in facts.triggers:
                close = nearest(name, facts.triggers)
                mend = (
                    f"write `{close}`" if close else "take it out: none of that name acts on UPDATE or DELETE"
                )
                self.add(place.at, f"{place.table} has no trigger {name}", mend)

    def columns(self, table: Table, columns: Iterable[str], at: Position) -> bool:
        """Whether the table has all of these; a finding for each that it lacks."""
        return False not in [self.column(table, column, at) for column in columns]

    def column(self, table: Table, column: str, at: Position) -> bool:
        facts = self.facts(table, at)
        if facts is None or column in facts.columns:
            return facts is not None
        close = nearest(column, facts.columns)
        mend = f"write `{close}`" if close else f"it has {', '.join(facts.columns)}"
        self.add(at, f"{table} has no column {column}", mend)
        return False

    def column_or_path(self, table: Table, name: str, at: Position) -> JsonPath | None:
        """The path into JSON that a name writes, if no column's own; a finding where it leads nowhere."""
        facts = self.facts(table, at)
        path = json_path(name, facts.columns if facts else ())
        if path is None or facts is None:
            self.column(table, name, at)
        elif self.column(table, path.column, at) and not facts.columns[path.column].json:
            kind = facts.columns[path.column].type
            reason = f"{table}.{path.column} is {kind}, into which this database reads no path safely"
            mend = f"declare it whole: `{path.column}: FIELD`, or give the column a type for JSON (jsonb)"
            self.add(at, reason, mend)
        return path

    def apart(self, place: WrittenPlace) -> None:
        """What is declared whole has no paths besides, and no path lies in another."""
        facts = self.catalogue.tables.get(place.table)
        columns = place.columns or ()
        paths = [
            (path, column.at)
            for column in columns
            if (path := json_path(column.name, facts.columns if facts else ()))
        ]
        whole = {column.name for column in columns}
        for number, (path, at) in enumerate(paths):
            if path.column in whole:
                mend = f"keep `{path.column}: FIELD`, or the paths into it"
                self.add(at, f"{path.column} is declared whole and by path", mend)
            for other, _ in paths[:number]:
                if path.meets(other):
                    self.add(
                        at, f"{path} and {other} are not apart", "keep one of both: the shorter has more"
                    )

    def persons(self) -> Iterator[Person]:
        for person in self.written.persons:
            columns = (*person.key, *person.known_by)
            facts = self.facts(person.table, person.at)
            if self.columns(person.table, columns, person.at) and facts:
                self.is_key(person.table, facts, person.key, person.at)
            yield Person(person.kind, person.table, person.key, person.known_by)

    def is_key(self, table: Table, facts: TableFacts, key: tuple[str, ...], at: Position) -> None:
        """Two rows with one key would be one person, and go together."""
        if not facts.is_key(key):
            reason = f"the database lets several rows of {table} have one {', '.join(key)}"
            mend = "name the columns of its primary key, or of a unique index"
            self.add(at, reason, mend)

    def place(self, place: WrittenPlace, persons: Mapping[str, Person]) -> Place:
        facts = self.catalogue.tables.get(place.table)
        if facts is not None and (facts.kind != "table" or facts.partition_of):
            self.acts_on(place, facts)
        for column in place.columns or ():
            self.column_or_path(place.table, column.name, column.at)
        self.apart(place)
        paths = {
            kind: self.owner_path(place.table, path, persons[kind])
            for kind, path in place.owners.items()
            if self.kind(kind, persons, path[0].at)
        }
        return Place(
            place.table,
            {column.name: self.declared(place.table, column) for column in place.columns or ()},
            {kind: links for kind, (links, _) in paths.items()},
            {kind: columns for kind, (_, columns) in paths.items()},
            self.pointing(place, place.mentions, persons),
            self.where(place),
            None if place.collected is None else self.date(place.table, place.collected),
            frozenset(kind for kind, (links, _) in paths.items() if self.forks(links)),
            self.pointing(place, place.authors, persons),
            self.held(place),
            place.at,
        )

    def acts_on(self, place: WrittenPlace, facts: TableFacts) -> None:
        """What is no table of its own is not acted upon."""
        if facts.partition_of:
            reason = f"{place.table} is a part of {facts.partition_of}"
            self.add(place.at, reason, f"say it of {facts.partition_of}, which covers its parts")
        else:
            reason = f"{place.table} is a {facts.kind}, and nothing is destroyed through one"
            self.add(
                place.at, reason, "write `view of: TABLE` instead of `holds`, and say what the table holds"
            )

    def pointing(
        self, place: WrittenPlace, written: Mapping[str, Step], persons: Mapping[str, Person]
    ) -> Mapping[str, tuple[str, ...]]:
        """The columns of each kind of people that a row mentions, or that wrote it."""
        found = {}
        for kind, step in written.items():
            known = self.kind(kind, persons, step.at)
            there = self.columns(place.table, step.columns, step.at)
            if known and there:
                found[kind] = self.as_key(place.table, step, persons[kind])
        return found

    def as_key(self, table: Table, step: Step, person: Person) -> tuple[str, ...]:
        """The columns that bear a person's key, of which a composite foreign key may be named by one."""
        if len(step.columns) == len(person.key):
            return step.columns
        for link in self.declared_links(table, step.columns):
            if link.to == person.table and set(link.to_columns) == set(person.key):
                ends = dict(zip(link.to_columns, link.columns, strict=True))
                return tuple(ends[column] for column in person.key)
        reason = f"a {person.kind} has a key of {len(person.key)} columns: {', '.join(person.key)}"
        self.add(step.at, reason, f"name as many, in that order: `({', '.join(person.key)})`")
        return step.columns

    def where(self, place: WrittenPlace) -> Mapping[str, str | int]:
        """The columns, and paths into JSON, that tell the rows of a place from the others of its table."""
        for column in place.where:
            self.column_or_path(place.table, column, place.at)
        return {
            column: self.constant(place.table, column, value, place.at)
            for column, value in place.where.items()
        }

    def held(self, place: WrittenPlace) -> tuple[str, str | int] | None:
        if place.when_held is None:
            return None
        column, value = place.when_held
        self.column_or_path(place.table, column, place.at)
        return column, self.constant(place.table, column, value, place.at)

    def forks(self, links: Iterable[Link]) -> bool:
        """Whether a row may be several people's."""
        return any(
            link.by == "value" or not self.catalogue.tables[link.to].is_key(link.to_columns) for link in links
        )

    def declared(self, table: Table, column: WrittenColumn) -> Column:
        becomes: Becomes | None = column.becomes
        if isinstance(becomes, Constant):
            becomes = Constant(self.constant(table, column.name, str(becomes.value), column.at))
        facts = self.catalogue.tables.get(table)
        inside = json_path(column.name, facts.columns if facts else ())
        field = column.field or NOTHING_PERSONAL
        return Column(column.name, field, column.also_for, becomes, column.at, inside, column.never)

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

    def nobody(self, table: Table, column: str, value: str, at: Position) -> str | int:
        """The value by which a column points at nobody: none where a foreign key would look for its row."""
        if self.column(table, column, at) and self.declared_links(table, (column,)):
            reason = f"{table}.{column} is part of a foreign key, which lets only NULL point at nobody"
            self.add(at, reason, f"take `{column}` out of `nobody`")
        return self.constant(table, column, value, at)

    def owner_path(
        self, table: Table, path: Path, person: Person
    ) -> tuple[tuple[Link, ...], tuple[str, ...]]:
        """Links to the row that bears the person's key, and the columns there that do."""
        links, end = self.links(table, path[:-1])
        last = path[-1]
        if end is None or not self.columns(end, last.columns, last.at):
            return links, person.key
        if last.value:
            return (*links, *self.by_value(end, last, person)), person.key
        if last.to is None:
            return self.to_person(links, end, last, person)
        to, columns = last.to
        if to != person.table or not self.columns(to, columns, last.at):
            reason = f"this path ends at {to}, not at {person.table}"
            self.add(last.at, reason, "end it at the person's key")
        elif set(columns) & person.known_by.keys() and not self.catalogue.tables[to].is_key(columns):
            reason = f"this path ends at {', '.join(columns)}, by which several may be known"
            self.add(last.at, reason, "end it at the person's key, or write `COLUMN = FIELD`")
        elif columns == person.key and len(columns) == len(last.columns):
            return links, last.columns
        elif link := self.pointed(end, last):
            return (*links, link), person.key
        return links, last.columns

    def to_person(
        self, links: tuple[Link, ...], end: Table, last: Step, person: Person
    ) -> tuple[tuple[Link, ...], tuple[str, ...]]:
        """A last step that only names columns: they bear the key, or point at a person's row otherwise."""
        declared = [link for link in self.declared_links(end, last.columns) if link.to == person.table]
        if end != person.table and declared and set(declared[0].to_columns) != set(person.key):
            return (*links, declared[0]), person.key
        return links, self.as_key(end, last, person)

    def by_value(self, table: Table, step: Step, person: Person) -> tuple[Link, ...]:
        """The link of a column to the identifiers of people, in whatever column those lie."""
        found = [column for column, field in person.known_by.items() if field == step.value]
        if len(found) != 1 or len(step.columns) != 1:
            known = ", ".join(dict.fromkeys(person.known_by.values()))
            reason = (
                f"a {person.kind} is known by {'several columns' if found else 'no column'} of “{step.value}”"
            )
            self.add(step.at, reason, f"compare one column with one of: {known}")
            return ()
        return (Link(table, step.columns, person.table, (found[0],), "value"),)

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
        if not self.columns(table, step.columns, step.at):
            return None
        if step.to is not None:
            there = self.columns(step.to[0], step.to[1], step.at)
            return self.pointed(table, step) if there else None
        found = self.declared_links(table, step.columns)
        if len(found) == 1:
            return found[0]
        spelt = step.columns[0] if len(step.columns) == 1 else f"({', '.join(step.columns)})"
        reason = f"the database does not say what {table}.{spelt} points at"
        if found:
            reason = f"{table}.{spelt} points at {' and at '.join(str(link.to) for link in found)}"
        self.add(step.at, reason, f"write the step as `{spelt} -> TABLE.COLUMN`")
        return None

    def pointed(self, table: Table, step: Step) -> Link | None:
        """The link that a step writes out."""
        assert step.to is not None
        to, columns = step.to
        if len(columns) != len(step.columns):
            reason = f"{len(step.columns)} columns cannot point at {len(columns)}"
            self.add(
                step.at, reason, "name as many on each side, in the same order: `(a, b) -> TABLE.(x, y)`"
            )
            return None
        return Link(table, step.columns, to, columns)

    def declared_links(self, table: Table, columns: tuple[str, ...]) -> list[Link]:
        """The foreign keys of just these columns; where there is none, those that hold them among others."""
        links = [key.link for key in self.catalogue.tables[table].foreign_keys]
        exact = [link for link in links if set(link.columns) == set(columns)]
        return list(dict.fromkeys(exact or [link for link in links if set(columns) < set(link.columns)]))

    def date(self, table: Table, date: WrittenDate) -> DateColumn:
        links, end = self.links(table, date.path[:-1])
        last = date.path[-1]
        if len(last.columns) > 1 or last.to:
            self.add(date.at, "a date is one column", "name the column that holds it")
        elif end is not None:
            self.column_or_path(end, last.columns[0], last.at)
        clock = self.clock(end or table, date.written)
        return DateColumn(links, last.columns[0], clock, date.may_lie_ahead)

    def clock(self, table: Table, written: Written | None) -> Written:
        """How a date of this table is written, where the map does not say: by the store's clock."""
        store = self.written.stores.get(table.store)
        if store is None:
            return written or Written()
        return replace(written or Written("wall", store.zone), since=store.since)

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
            self.clock(event.table, event.written),
            links,
            columns,
            event.take,
            event.null_means,
            event.may_lie_ahead,
            event.at,
            event.where,
        )
