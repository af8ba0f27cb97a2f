"""What only rows can tell of JSON that is declared by path: names in it of which no line of the map speaks.

A name inside JSON may itself be somebody's (an object that is numbered by e-mail address). So only one that
a program would choose is ever quoted, and of objects with very many names none is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from honour.places.json_paths import JsonPath, json_path
from honour.places.map import DataMap, Place
from honour.places.selections import Selection
from honour.promises.findings import Finding

MOST_NAMES = 60
"""Names of one object: where there are more, they are data, and no programmer's choice."""

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z_-]{0,39}[0-9]?")
_SOURCE = "DESIGN, section 6"


@dataclass(frozen=True, slots=True)
class Inside:
    """The objects at a path of some rows; `declared` are the names in them that the map declares."""

    selection: Selection
    path: JsonPath
    declared: frozenset[str]

    def findings(self, names: Sequence[tuple[str, int]], no_objects: int) -> Iterator[Finding]:
        """A finding for each name that nobody declared, and for rows that hold no object there."""
        table, whole = self.selection.table, self.path.column
        where = f"{table}.{self.path if self.path.keys else whole}"
        if no_objects:
            reason = f"{_rows(no_objects)} no JSON object here, of which a path would reach nothing"
            yield Finding(where, reason, f"declare the column whole: `{whole}: FIELD`", _SOURCE)
        if len(names) > MOST_NAMES:
            reason = f"the objects here have more than {MOST_NAMES} different names, which may be data too"
            yield Finding(where, reason, f"declare the column whole: `{whole}: FIELD`", _SOURCE)
            return
        odd = 0
        for name, rows in names:
            if name not in self.declared and _PLAIN.fullmatch(name):
                path = JsonPath(whole, (*self.path.keys, name))
                mend = f"add `{path}: FIELD` or `{path}: nothing personal` to `holds` of {table}"
                reason = f"the map does not declare this path, which {_rows(rows)}"
                yield Finding(f"{table}.{path}", reason, mend, _SOURCE)
            odd += name not in self.declared and not _PLAIN.fullmatch(name)
        if odd:
            reason = f"{odd} {'name is' if odd == 1 else 'names are'} no plain word, and may be data too"
            yield Finding(where, reason, f"declare the column whole: `{whole}: FIELD`", _SOURCE)


def objects_declared(data_map: DataMap) -> Iterator[Inside]:
    """Every object of which the map declares names, in the map's order."""
    for place in data_map.places:
        yield from _of(place)


def _of(place: Place) -> Iterator[Inside]:
    names: dict[JsonPath, set[str]] = {}
    paths = [column.inside for column in place.columns.values()]
    told_by = (*place.where, *(place.when_held[:1] if place.when_held else ()))
    whole = {column.name for column in place.columns.values() if column.inside is None}
    paths += [path for path in map(json_path, told_by) if path and path.column not in whole]
    for path in paths:
        for depth, key in enumerate(path.keys if path else ()):
            assert path is not None
            names.setdefault(JsonPath(path.column, path.keys[:depth]), set()).add(key)
    rows = Selection(place.table, place.declared())
    yield from (Inside(rows, path, frozenset(declared)) for path, declared in names.items())


def _rows(count: int) -> str:
    return "1 row holds" if count == 1 else f"{count:,} rows hold"
