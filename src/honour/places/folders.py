"""Places that are files in a folder: `{files: "uploads/{customer.id}/**", holds: document}` of the map.

Each becomes the place of a table whose rows are files (`patterns`). The slot of its pattern says whose they
are: a person's by a column of his row, or those of whoever owns a row of a table.
"""

from collections.abc import Iterator, Mapping, Sequence

from honour.places.map import NOTHING_PERSONAL
from honour.places.paths import names_of
from honour.places.patterns import MODIFIED, PATH, NoPattern, Pattern, read_pattern
from honour.places.selections import Table, Written
from honour.places.written import Path, Step, WrittenColumn, WrittenDate, WrittenPerson, WrittenPlace
from honour.promises.findings import Findings, Position

LAST_CHANGE = Written("unix seconds")
"""How a file's own date is written: the time of its last change, which the file system keeps."""


def file_place(
    written: str,
    field: str,
    collected: WrittenDate | None,
    persons: Mapping[str, WrittenPerson],
    places: Sequence[WrittenPlace],
    at: Position,
    findings: Findings,
) -> WrittenPlace | None:
    """The place of a pattern with its store's name before it; None with a finding where it is none.

    `places` are those of the tables, by which a slot of a table finds its owner.
    """
    store, _, rest = written.partition("/")
    try:
        pattern = read_pattern(rest)
    except NoPattern as error:
        findings.add(at, f"“{written}” is no pattern of files", str(error))
        return None
    table = Table(store, pattern.text)
    if field == NOTHING_PERSONAL:
        return WrittenPlace(table, None, {}, {}, {}, None, at)
    found = _owners(pattern, persons, places, at)
    if not found:
        reason = f"“{written}” does not say whose its files are"
        findings.add(at, reason, "write `{PERSON.COLUMN}` or `{STORE.TABLE.COLUMN}` of a table with an owner")
        return None
    first, owners = found
    date = WrittenDate((Step((MODIFIED,), None, at),), LAST_CHANGE, at)
    if collected is not None:
        date = WrittenDate((first, *collected.path), collected.written, collected.at)
    return WrittenPlace(table, (WrittenColumn(PATH, field, (), None, at),), owners, {}, {}, date, at)


def _owners(
    pattern: Pattern, persons: Mapping[str, WrittenPerson], places: Sequence[WrittenPlace], at: Position
) -> tuple[Step, Mapping[str, Path]] | None:
    """The step from a file to the row that its slot names, and the paths on from there, by kind of people."""
    names = names_of(pattern.slot or "")
    if pattern.slot is None or not names:
        return None
    kind, column = names[0], names[-1]
    if len(names) == 2 and kind in persons:
        step = Step((pattern.slot,), (persons[kind].table, (column,)), at)
        return step, {kind: (step,)}
    table = Table(kind, names[-2], names[1] if len(names) == 4 else None)
    owned = [place for place in places if place.table == table and place.owners]
    step = Step((pattern.slot,), (table, (column,)), at)
    paths = {kind: (step, *path) for place in owned for kind, path in place.owners.items()}
    return (step, paths) if paths else None


def patterns_of(places: Sequence[WrittenPlace], store: str) -> Iterator[tuple[Table, Pattern, Path]]:
    """The patterns of a folder, each with its slot's step (no step where it has no slot)."""
    for place in places:
        if place.table.store == store:
            path = next(iter(place.owners.values()), ())
            yield place.table, read_pattern(place.table.name), path[:1]
