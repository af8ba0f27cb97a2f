"""The data map read from its file, before it is joined to the databases' catalogue.

Columns and tables are names as the database writes them; a path's step is the linking column. What a link
points at is known only from the catalogue, so `resolving` takes what is read here and makes the `DataMap`.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from honour.places.folders import file_place
from honour.places.json_paths import json_path
from honour.places.map import NOTHING_PERSONAL, Becomes, Constant, Null, NullMeans, Store, Take, Unique
from honour.places.paths import column_of, names_of, quoted, spelled
from honour.places.selections import FLOOR, Table, Written
from honour.places.terms import start_of_day
from honour.places.written import (
    Path,
    Step,
    WrittenColumn,
    WrittenDate,
    WrittenEvent,
    WrittenMap,
    WrittenPerson,
    WrittenPlace,
)
from honour.promises.findings import Findings
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
    persons = tuple(read.person(key, value) for key, value in _pairs(sections.get("persons"), findings))
    made = WrittenMap(
        stores=stores,
        persons=persons,
        places=tuple(_places(read, _items(sections.get("places"), findings), persons)),
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


def _places(
    read: "_Reading", entries: Sequence[Entry], persons: Sequence[WrittenPerson]
) -> Iterator[WrittenPlace]:
    """The places in the file's order. Those of files find their owners by way of the tables'."""
    by_kind = {person.kind: person for person in persons}
    read_first = [None if read.is_of_files(entry) else read.place(entry) for entry in entries]
    tables = [place for place in read_first if place is not None]
    for entry, place in zip(entries, read_first, strict=True):
        found = read.files(entry, by_kind, tables) if read.is_of_files(entry) else place
        if found is not None:
            yield found


def _stores(section: Entry | None, findings: Findings) -> dict[str, Store]:
    stores = {}
    for key, value in _pairs(section, findings):
        what = f"the store “{key.text}”"
        found = fields(value, findings, what, ("sql", "files", "time"))
        if ("sql" in found) == ("files" in found):
            mend = "write `{sql: URL}` for a database or `{files: PATH}` for a folder"
            findings.add(key.at, f"{what} is neither a database nor a folder", mend)
        zone, since = "UTC", FLOOR
        if "time" in found:
            clock = fields(found["time"], findings, f"`time` of {what}", ("zone", "since"), ("zone",))
            zone = _zone(clock["zone"], findings) if "zone" in clock else zone
            since = _since(clock["since"], zone, findings) if "since" in clock else since
        kind: Literal["sql", "files"] = "files" if "files" in found else "sql"
        address = text(found[kind], findings, f"`{kind}`") if kind in found else ""
        stores[key.text] = Store(key.text, address, zone, since, kind)
    return stores


def _since(entry: Entry, zone: str, findings: Findings) -> datetime:
    """The start of the day on which the site began; FLOOR with a finding."""
    written = text(entry, findings, "`since`")
    try:
        day = date.fromisoformat(written)
    except ValueError:
        findings.add(
            entry.at,
            f"“{shortened(written)}” is no day",
            "write the day on which the site began, as in `2015-09-30`",
        )
        return FLOOR
    return max(FLOOR, start_of_day(day, zone) if day.year > 1 else datetime(1, 1, 2, tzinfo=UTC))


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
        names = names_of(written)
        if names is None:
            reason = f"“{shortened(written)}” cannot be read as a table's name"
            self.findings.add(
                entry.at, reason, 'write `STORE.TABLE`, odd names in quotes: `STORE."ODD.NAME"`'
            )
            return Table("", "")
        return self.named(names, entry)

    def named(self, names: tuple[str, ...], entry: Entry) -> Table:
        """The table of these names: its store's, its schema's if any, its own."""
        store, *rest = names
        if store not in self.stores:
            known = [".".join((name, *map(quoted, rest))) for name in self.stores]
            unknown(entry, known, self.findings, "no store holds the table")
        elif len(rest) not in (1, 2):
            reason = f"“{'.'.join(names)}” does not name a table of the store {store}"
            mend = f"write `{store}.TABLE` or `{store}.SCHEMA.TABLE`; a name with dots stands in quotes"
            self.findings.add(entry.at, reason, mend)
        return Table(store, rest[-1] if rest else "", rest[0] if len(rest) == 2 else None)

    def person(self, key: Entry, value: Entry) -> WrittenPerson:
        what = f"the person “{key.text}”"
        found = fields(value, self.findings, what, ("table", "key", "known by"), ("table", "key", "known by"))
        known_by = {}
        if "known by" in found:
            for column, field in mapping(found["known by"], self.findings, "`known by`"):
                held = one_of(field, FIELDS, self.findings, f"what {column.text} holds")
                known_by[column_of(column.text)] = held
        return WrittenPerson(
            key.text,
            self.table(found["table"]) if "table" in found else Table("", ""),
            self.key(found["key"], f"the key of {what}") if "key" in found else (),
            known_by,
            key.at,
        )

    def key(self, entry: Entry, what: str) -> tuple[str, ...]:
        """`id`, `[tenant, number]` or `(tenant, number)`."""
        if entry.kind == "list":
            return tuple(column_of(part.text.strip()) for part in texts(entry, self.findings, what))
        read = spelled(text(entry, self.findings, what))
        if read is None or len(read.steps) > 1 or read.to or read.value:
            mend = "write the column that numbers them, or `[ONE, OTHER]` where only several together do"
            self.findings.add(entry.at, f"{what} is no column", mend)
            return ()
        return read.steps[0]

    def place(self, entry: Entry) -> WrittenPlace | None:
        allowed = (
            "table", "belongs to", "written by", "mentions", "where", "holds", "collected", "when held",
            "view of", "refreshed", "triggers", "nobody",
        )  # fmt: skip
        found = fields(entry, self.findings, "this place", allowed, ("table",))
        if "table" in found and "holds" not in found and "view of" not in found:
            self.findings.add(entry.at, "this place lacks `holds`", "add `holds: …`")
        if "table" not in found or not {"holds", "view of"} & found.keys():
            return None
        place = WrittenPlace(
            self.table(found["table"]),
            self.holds(found["holds"]) if "holds" in found else None,
            {key.text: self.path(value) for key, value in _pairs(found.get("belongs to"), self.findings)},
            {key.text: self.mention(value) for key, value in _pairs(found.get("mentions"), self.findings)},
            self.constants(found.get("where"), "where"),
            self.date(found["collected"]) if "collected" in found else None,
            entry.at,
            {key.text: self.mention(value) for key, value in _pairs(found.get("written by"), self.findings)},
            self.when_held(found["when held"]) if "when held" in found else None,
            self.table(found["view of"]) if "view of" in found else None,
            text(found["refreshed"], self.findings, "`refreshed`") if "refreshed" in found else "",
            self.harmless(found.get("triggers")),
            self.constants(found.get("nobody"), "nobody"),
        )
        personal = [column for column in place.columns or () if column.field != NOTHING_PERSONAL]
        if personal and not place.owners:
            reason = f"{place.table} holds personal data and does not say whose"
            self.findings.add(entry.at, reason, "add `belongs to: {PERSON: COLUMN}`")
        return place

    def constants(self, section: Entry | None, what: str) -> dict[str, str]:
        """`{COLUMN: VALUE}` of a place, as the file spells the values."""
        return {
            self.name_of(key): text(value, self.findings, f"`{what}` of {key.text}")
            for key, value in _pairs(section, self.findings)
        }

    def is_of_files(self, entry: Entry) -> bool:
        """Whether a place is one of files in a folder."""
        return entry.kind == "mapping" and any(key.text == "files" for key, _ in entry.pairs)

    def files(
        self, entry: Entry, persons: Mapping[str, WrittenPerson], tables: Sequence[WrittenPlace]
    ) -> WrittenPlace | None:
        found = fields(
            entry, self.findings, "this place", ("files", "holds", "collected"), ("files", "holds")
        )
        if not {"files", "holds"} <= found.keys():
            return None
        written = text(found["files"], self.findings, "`files`")
        store = written.partition("/")[0]
        if store not in self.stores or self.stores[store].kind != "files":
            known = [f"{name}/…" for name, each in self.stores.items() if each.kind == "files"]
            unknown(found["files"], known, self.findings, "no folder of `stores` holds these files")
            return None
        field = one_of(
            found["holds"], (*FIELDS, NOTHING_PERSONAL), self.findings, "what the files of a place hold"
        )
        date = self.date(found["collected"]) if "collected" in found else None
        return file_place(written, field, date, persons, tables, entry.at, self.findings)

    def mention(self, entry: Entry) -> Step:
        first, *more = self.steps(entry)
        if more or first.value or first.to:
            reason = "a mention is a column of this table, and this is a path"
            self.findings.add(entry.at, reason, f"write `{', '.join(first.columns)}` alone")
        return first

    def harmless(self, section: Entry | None) -> tuple[str, ...]:
        """The triggers that somebody has read: `{NAME: nothing personal}`."""
        pairs = _pairs(section, self.findings)
        for name, value in pairs:
            one_of(value, (NOTHING_PERSONAL,), self.findings, f"what the trigger {name.text} copies")
        return tuple(column_of(name.text) for name, _ in pairs)

    def when_held(self, entry: Entry) -> tuple[str, str] | None:
        pairs = mapping(entry, self.findings, "`when held`")
        if len(pairs) > 1:
            self.findings.add(entry.at, "`when held` names several columns", "write one: `{COLUMN: VALUE}`")
        for column, value in pairs[:1]:
            return self.name_of(column), text(value, self.findings, f"`when held` of {column.text}")
        return None

    def holds(self, entry: Entry) -> tuple[WrittenColumn, ...] | None:
        if entry.kind == "text":
            one_of(entry, (NOTHING_PERSONAL,), self.findings, "what a whole table holds")
            return None
        return tuple(self.column(key, value) for key, value in mapping(entry, self.findings, "`holds`"))

    def column(self, key: Entry, value: Entry) -> WrittenColumn:
        name = self.name_of(key)
        known = (*FIELDS, NOTHING_PERSONAL)
        if value.kind == "text":
            return WrittenColumn(
                name,
                one_of(value, known, self.findings, f"what {key.text} holds"),
                (),
                None,
                key.at,
            )
        found = fields(value, self.findings, key.text, ("field", "also for", "becomes"), ("field",))
        return WrittenColumn(
            name,
            one_of(found["field"], known, self.findings, f"what {key.text} holds")
            if "field" in found
            else "",
            tuple(self.table(table) for table in texts(found["also for"], self.findings, "`also for`"))
            if "also for" in found
            else (),
            self.becomes(found["becomes"]) if "becomes" in found else None,
            key.at,
        )

    def name_of(self, key: Entry) -> str:
        """A column's name, or a path into its JSON as `json_paths` writes it."""
        if not re.search(r"\.\$(\.|\[|$)", key.text) or key.text.startswith('"'):
            return column_of(key.text)
        path = json_path(key.text)
        if path is None:
            whole = key.text.partition(".$")[0]
            reason = f"“{shortened(key.text)}” is no path of plain names into JSON"
            mend = f"declare the column whole: `{whole}: FIELD`; what lies in an array has no path of its own"
            self.findings.add(key.at, reason, mend)
            return key.text
        return str(path)

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
            return WrittenDate(self.date_path(entry), None, entry.at)
        found = fields(entry, self.findings, "`collected`", ("column", "as"), ("column",))
        path = self.date_path(found["column"]) if "column" in found else (Step(("",), None, entry.at),)
        return WrittenDate(path, self.written(found["as"]) if "as" in found else None, entry.at)

    def date_path(self, entry: Entry) -> Path:
        """The way to a date, which may lie in JSON of the row itself."""
        path = json_path(entry.text) if entry.kind == "text" else None
        return self.steps(entry) if path is None else (Step((str(path),), None, entry.at),)

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
        """A path that may end with a link by value."""
        return self.steps(entry, by_value=True)

    def steps(self, entry: Entry, by_value: bool = False) -> Path:
        """`a.b`, `(a, b).c`, `a -> table.column`, or a list of these; never empty."""
        steps: list[Step] = []
        for part in texts(entry, self.findings, "the path"):
            read = spelled(part.text)
            if read is None:
                reason = f"“{shortened(part.text)}” cannot be read as a path"
                mend = "write `COLUMN.COLUMN`, `COLUMN -> TABLE.COLUMN`, or `COLUMN = FIELD`"
                if "(" in part.text:
                    mend = 'write it in quotes, as in `"(ONE, OTHER).COLUMN"`: within {} a comma ends a value'
                self.findings.add(part.at, reason, mend)
                continue
            *before, last = read.steps
            steps += [Step(columns, None, part.at) for columns in before]
            steps.append(Step(last, self.target(read.to, part), part.at, read.value))
        if any(step.value for step in steps[: -1 if by_value else None]):
            reason = "a link by value can only be the last step on the way to a person"
            self.findings.add(entry.at, reason, "name the column that points at the next table")
        return tuple(steps) or (Step(("",), None, entry.at),)

    def target(self, to: tuple[tuple[str, ...], ...], part: Entry) -> tuple[Table, tuple[str, ...]] | None:
        """Where `-> table.column` points; the table's store may be left out where there is but one."""
        if not to:
            return None
        names = tuple(group[0] for group in to[:-1])
        if names[0] not in self.stores:
            names = (next(iter(self.stores), ""), *names)
        return self.named(names, part), to[-1]

    def is_yes(self, entry: Entry) -> bool:
        return one_of(entry, ("yes", "no"), self.findings, "`may lie ahead`") == "yes"

    def events(self, key: Entry, value: Entry) -> list[WrittenEvent]:
        what = f"the event “{key.text}”"
        found = fields(
            value,
            self.findings,
            what,
            ("column", "belongs to", "take", "as", "null means", "may lie ahead"),
            ("column", "belongs to", "take"),
        )
        if not {"column", "belongs to", "take"} <= found.keys():
            return []
        spelt = text(found["column"], self.findings, f"the column of {what}")
        *table, column = names_of(spelt) or (spelt,)
        if not table:
            self.findings.add(
                found["column"].at, f"the column of {what} lacks its table", "write `STORE.TABLE.COLUMN`"
            )
            return []
        take: Take = (
            "first" if one_of(found["take"], get_args(Take), self.findings, "`take`") == "first" else "last"
        )
        null_means: NullMeans | None = None
        if "null means" in found:
            meant = one_of(found["null means"], get_args(NullMeans), self.findings, "`null means`")
            null_means = "never began" if meant == "never began" else "still running"
        ahead = "may lie ahead" in found and self.is_yes(found["may lie ahead"])
        return [
            WrittenEvent(
                key.text,
                person.text,
                self.named(tuple(table), Entry(found["column"].at, "text", ".".join(table))),
                column,
                self.path(path),
                self.written(found["as"]) if "as" in found else None,
                take,
                null_means,
                key.at,
                ahead,
            )
            for person, path in mapping(found["belongs to"], self.findings, f"`belongs to` of {what}")
        ]
