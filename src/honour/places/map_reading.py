"""The data map read from its file, before it is joined to the databases' catalogue.

Columns and tables are names as the database writes them; a path's step is the linking column. What a link
points at is known only from the catalogue, so `resolving` takes what is read here and makes the `DataMap`.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from honour.places.map import NOTHING_PERSONAL, Becomes, Constant, Null, NullMeans, Store, Take, Unique
from honour.places.selections import Table, Written
from honour.promises.findings import Findings, Position
from honour.promises.lexicon import FIELDS
from honour.promises.reading import (
    Entry,
    fields,
    mapping,
    one_of,
    read_document,
    shortened,
    text,
    texts,
    unknown,
)

MAP_SIZE_LIMIT = 4 * 1024 * 1024
"""Bytes. A map grows with the database: 500 tables of 20 columns are about 0.5 MB."""

LATER = ("files",)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a path: the linking column, and where it points if the file says so (`a -> table.column`)."""

    column: str
    to: tuple[Table, str] | None
    at: Position


Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as the map writes it: the path's last step is its column. `written` None: the store's clock."""

    path: Path
    written: Written | None
    at: Position


@dataclass(frozen=True, slots=True)
class WrittenColumn:
    """A column of `holds:`."""

    name: str
    field: str
    also_for: tuple[Table, ...]
    becomes: Becomes | None
    at: Position


@dataclass(frozen=True, slots=True)
class WrittenPlace:
    """An entry of `places:`. `columns` is None where the table holds nothing personal."""

    table: Table
    columns: tuple[WrittenColumn, ...] | None
    owners: Mapping[str, Path]
    mentions: Mapping[str, Step]
    where: Mapping[str, str]
    collected: WrittenDate | None
    at: Position


@dataclass(frozen=True, slots=True)
class WrittenPerson:
    """An entry of `persons:`. `known_by` maps columns to fields."""

    kind: str
    table: Table
    key: str
    known_by: Mapping[str, str]
    at: Position


@dataclass(frozen=True, slots=True)
class WrittenEvent:
    """An entry of `events:`, once for each kind of people that it belongs to."""

    name: str
    person: str
    table: Table
    column: str
    path: Path
    written: Written | None
    take: Take
    null_means: NullMeans | None
    at: Position


@dataclass(frozen=True, slots=True)
class WrittenMap:
    """The whole file. `digest` is its SHA-256, in hexadecimal; `not_built` what was read past."""

    stores: Mapping[str, Store]
    persons: tuple[WrittenPerson, ...]
    places: tuple[WrittenPlace, ...]
    events: tuple[WrittenEvent, ...]
    digest: str
    not_built: tuple[str, ...] = ()


def read_map(content: bytes, file: str) -> WrittenMap:
    """The map of a file's bytes. Raises `Unreadable` with every finding."""
    findings = Findings()
    root = read_document(content, file, MAP_SIZE_LIMIT)
    sections = fields(
        root,
        findings,
        "the map",
        ("honour map", "stores", "persons", "places", "events"),
        ("stores", "persons", "places"),
    )
    stores = _stores(sections.get("stores"), findings)
    read = _Reading(findings, stores)
    made = WrittenMap(
        stores=stores,
        persons=tuple(read.person(key, value) for key, value in _pairs(sections.get("persons"), findings)),
        places=tuple(
            place
            for entry in _items(sections.get("places"), findings)
            if (place := read.place(entry)) is not None
        ),
        events=tuple(
            event
            for key, value in _pairs(sections.get("events"), findings)
            for event in read.events(key, value)
        ),
        digest=hashlib.sha256(content).hexdigest(),
        not_built=tuple(findings.not_built),
    )
    findings.stop_if_any()
    return made


def _pairs(entry: Entry | None, findings: Findings) -> tuple[tuple[Entry, Entry], ...]:
    return () if entry is None else mapping(entry, findings, "this section")


def _items(entry: Entry | None, findings: Findings) -> tuple[Entry, ...]:
    if entry is not None and entry.kind != "list":
        findings.add(entry.at, "`places` is no list", "begin each place with `- {table: …`")
    return () if entry is None else entry.items


def _stores(section: Entry | None, findings: Findings) -> dict[str, Store]:
    stores = {}
    for key, value in _pairs(section, findings):
        what = f"the store “{key.text}”"
        found = fields(value, findings, what, ("sql", "time"), ("sql",), LATER)
        zone = "UTC"
        if "time" in found:
            clock = fields(found["time"], findings, f"`time` of {what}", ("zone",), ("zone",))
            zone = _zone(clock["zone"], findings) if "zone" in clock else zone
        address = text(found["sql"], findings, "`sql`") if "sql" in found else ""
        stores[key.text] = Store(key.text, address, zone)
    return stores


def _zone(entry: Entry, findings: Findings) -> str:
    """The name of a time zone that exists; UTC with a finding."""
    name = text(entry, findings, "the time zone")
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        reason = f"there is no time zone “{shortened(name)}”"
        findings.add(entry.at, reason, "write a name of the IANA list, as in `Europe/Paris`")
        return "UTC"
    return name


@dataclass(frozen=True, slots=True)
class _Reading:
    """The readers of entries below the sections, with what they all need."""

    findings: Findings
    stores: Mapping[str, Store]

    def table(self, entry: Entry) -> Table:
        """`store.table` or `store.schema.table`."""
        written = text(entry, self.findings, "the table")
        store, *rest = written.split(".")
        if store not in self.stores:
            known = [f"{name}.{'.'.join(rest)}" for name in self.stores]
            unknown(entry, known, self.findings, "no store holds the table")
        elif len(rest) not in (1, 2) or "" in rest:
            reason = f"“{written}” does not name a table of the store {store}"
            self.findings.add(entry.at, reason, f"write `{store}.TABLE` or `{store}.SCHEMA.TABLE`")
        return Table(store, rest[-1] if rest else "", rest[0] if len(rest) == 2 else None)

    def person(self, key: Entry, value: Entry) -> WrittenPerson:
        what = f"the person “{key.text}”"
        found = fields(value, self.findings, what, ("table", "key", "known by"), ("table", "key", "known by"))
        known_by = {}
        if "known by" in found:
            for column, field in mapping(found["known by"], self.findings, "`known by`"):
                known_by[column.text] = one_of(field, FIELDS, self.findings, f"what {column.text} holds")
        return WrittenPerson(
            key.text,
            self.table(found["table"]) if "table" in found else Table("", ""),
            text(found["key"], self.findings, f"the key of {what}") if "key" in found else "",
            known_by,
            key.at,
        )

    def place(self, entry: Entry) -> WrittenPlace | None:
        allowed = ("table", "belongs to", "mentions", "where", "holds", "collected")
        found = fields(
            entry,
            self.findings,
            "this place",
            allowed,
            ("table", "holds"),
            ("written by", "when held", *LATER),
        )
        if "table" not in found or "holds" not in found:
            return None
        owners = {
            key.text: self.path(value)
            for key, value in (
                mapping(found["belongs to"], self.findings, "`belongs to`") if "belongs to" in found else ()
            )
        }
        place = WrittenPlace(
            self.table(found["table"]),
            self.holds(found["holds"]),
            owners,
            {key.text: self.mention(value) for key, value in _pairs(found.get("mentions"), self.findings)},
            {
                key.text: text(value, self.findings, f"`where` of {key.text}")
                for key, value in _pairs(found.get("where"), self.findings)
            },
            self.date(found["collected"]) if "collected" in found else None,
            entry.at,
        )
        if place.columns is not None and not owners:
            reason = f"{place.table} holds personal data and does not say whose"
            self.findings.add(entry.at, reason, "add `belongs to: {PERSON: COLUMN}`")
        return place

    def mention(self, entry: Entry) -> Step:
        first, *more = self.steps(entry)
        if more:
            reason = "a mention is a column of this table, and this is a path"
            self.findings.add(entry.at, reason, f"write `{first.column}` alone")
        return first

    def holds(self, entry: Entry) -> tuple[WrittenColumn, ...] | None:
        if entry.kind == "text":
            one_of(entry, (NOTHING_PERSONAL,), self.findings, "what a whole table holds")
            return None
        return tuple(self.column(key, value) for key, value in mapping(entry, self.findings, "`holds`"))

    def column(self, key: Entry, value: Entry) -> WrittenColumn:
        known = (*FIELDS, NOTHING_PERSONAL)
        if value.kind == "text":
            return WrittenColumn(
                key.text, one_of(value, known, self.findings, f"what {key.text} holds"), (), None, key.at
            )
        found = fields(value, self.findings, key.text, ("field", "also for", "becomes"), ("field",))
        return WrittenColumn(
            key.text,
            one_of(found["field"], known, self.findings, f"what {key.text} holds")
            if "field" in found
            else "",
            tuple(self.table(table) for table in texts(found["also for"], self.findings, "`also for`"))
            if "also for" in found
            else (),
            self.becomes(found["becomes"]) if "becomes" in found else None,
            key.at,
        )

    def becomes(self, entry: Entry) -> Becomes:
        """`null`, `unique`, `{unique: SUFFIX}`, `{row: ID}`, or any other text: that constant."""
        if entry.kind == "mapping":
            found = fields(entry, self.findings, "`becomes`", ("unique", "row", "constant"))
            if "unique" in found:
                return Unique(text(found["unique"], self.findings, "`unique`"))
            (name, value), *_ = found.items() or [("constant", entry)]
            return Constant(text(value, self.findings, f"`{name}`"))
        written = text(entry, self.findings, "`becomes`")
        match written:
            case "null":
                return Null()
            case "unique":
                return Unique()
            case _:
                return Constant(written)

    def date(self, entry: Entry) -> WrittenDate:
        if entry.kind != "mapping":
            return WrittenDate(self.steps(entry), None, entry.at)
        found = fields(entry, self.findings, "`collected`", ("column", "as"), ("column",))
        path = self.steps(found["column"]) if "column" in found else (Step("", None, entry.at),)
        return WrittenDate(path, self.written(found["as"]) if "as" in found else None, entry.at)

    def written(self, entry: Entry) -> Written:
        spelled = text(entry, self.findings, "`as`")
        match spelled.split(" ", 1):
            case ["utc"]:
                return Written("wall", "UTC")
            case ["local", zone]:
                return Written("wall", _zone(Entry(entry.at, "text", zone), self.findings))
            case ["unix", "seconds"]:
                return Written("unix seconds")
            case ["iso", "text"]:
                return Written("iso text")
            case _:
                known = ("utc", "local ZONE", "unix seconds", "iso text")
                one_of(entry, known, self.findings, "how a date is written")
                return Written()

    def path(self, entry: Entry) -> Path:
        if entry.kind == "text" and "=" in entry.text:
            reason = "a link by value is not built yet"
            self.findings.add(entry.at, reason, "name the column that bears the person's key")
        return self.steps(entry)

    def steps(self, entry: Entry) -> Path:
        """`a.b`, `a -> table.column`, or a list of steps; never empty."""
        steps: list[Step] = []
        for part in texts(entry, self.findings, "the path"):
            if "->" in part.text:
                column, _, target = (side.strip() for side in part.text.partition("->"))
                table, _, to_column = target.rpartition(".")
                store = next(iter(self.stores), "")
                name = table if table.partition(".")[0] in self.stores else f"{store}.{table}"
                steps.append(Step(column, (self.table(Entry(part.at, "text", name)), to_column), part.at))
            else:
                steps += [Step(column.strip(), None, part.at) for column in part.text.split(".")]
        return tuple(steps) or (Step("", None, entry.at),)

    def events(self, key: Entry, value: Entry) -> list[WrittenEvent]:
        what = f"the event “{key.text}”"
        found = fields(
            value,
            self.findings,
            what,
            ("column", "belongs to", "take", "as", "null means"),
            ("column", "belongs to", "take"),
        )
        if not {"column", "belongs to", "take"} <= found.keys():
            return []
        table, _, column = text(found["column"], self.findings, f"the column of {what}").rpartition(".")
        take: Take = (
            "first" if one_of(found["take"], get_args(Take), self.findings, "`take`") == "first" else "last"
        )
        null_means: NullMeans | None = None
        if "null means" in found:
            meant = one_of(found["null means"], get_args(NullMeans), self.findings, "`null means`")
            null_means = "never began" if meant == "never began" else "still running"
        return [
            WrittenEvent(
                key.text,
                person.text,
                self.table(Entry(found["column"].at, "text", table)),
                column,
                self.path(path),
                self.written(found["as"]) if "as" in found else None,
                take,
                null_means,
                key.at,
            )
            for person, path in mapping(found["belongs to"], self.findings, f"`belongs to` of {what}")
        ]
