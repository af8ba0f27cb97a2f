"""What only rows can tell of a map: some are nobody's, some dates cannot be, of some rows no line speaks.

Each is a question to a store and the finding that its answer makes. Rows found so are never due: nobody can
say whose they are, or from when their terms count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from honour.places.map import DataMap, DateColumn, Place
from honour.places.selections import (
    Always,
    Before,
    Condition,
    Equals,
    Link,
    Missing,
    Never,
    Selection,
    Several,
    Table,
    Written,
    all_of,
    any_of,
    exists,
    leading_nowhere,
    negation,
)
from honour.plans.hanging import Hanging
from honour.promises.findings import Finding

CLOCK_SLACK = timedelta(days=1)
"""A row dated up to this long after now is taken for a clock that differs, not for a date in the future."""

_FAR = datetime(6000, 1, 1, tzinfo=UTC)  # no plausible date is later


@dataclass(frozen=True, slots=True)
class Doubt:
    """Rows that should not be. `one` and `many` say what is wrong with them, after their number."""

    selection: Selection
    where: str
    one: str
    many: str
    mend: str
    source: str

    def finding(self, rows: int) -> Finding:
        """The finding of so many rows."""
        reason = f"1 row {self.one}" if rows == 1 else f"{rows:,} rows {self.many}"
        return Finding(self.where, reason, self.mend, self.source)


def questions(hanging: Hanging, now: datetime) -> tuple[Doubt, ...]:
    """What to ask the stores, in the map's order."""
    data_map = hanging.map
    return (
        *(doubt for place in data_map.places for doubt in _of_place(data_map, place)),
        *_rows_without_a_line(hanging),
        *_never_written(data_map),
        *_dates(data_map, now),
    )


def _of_place(data_map: DataMap, place: Place) -> Iterator[Doubt]:
    yield from _pointed_at_by_nobody(data_map, place)
    for person, links in place.owners.items():
        if links and _comes_back(data_map, links[0]):
            continue
        key, owner = place.owner_columns[person], data_map.persons[person]
        end = links[-1].to if links else place.table
        last = [] if (end, key) == (owner.table, owner.key) else [Link(end, key, owner.table, owner.key)]
        yield from _nobody_with_a_key(data_map, [*links, *last])
        broken = _broken(data_map, [*links, *last])
        if not isinstance(broken, Never):
            path = ", ".join([*links, *last][0].columns)
            yield Doubt(
                Selection(place.table, all_of([place.declared(), broken])),
                str(place.table),
                f"points by {path} at a {person} who is not there, so nobody can ask for it",
                f"point by {path} at a {person} who is not there, so nobody can ask for them",
                _mend_of_orphans(data_map, [*links, *last][0]),
                "GDPR Art. 5(1)(d), 5(1)(e)",
            )
        yield from _ambiguous(place, person, links)


def _comes_back(data_map: DataMap, link: Link) -> bool:
    """Whether a path begins against a foreign key: at the rows that point at this one by its own key."""
    return link.by == "key" and data_map.catalogue.tables[link.table].is_key(link.columns)


def _pointed_at_by_nobody(data_map: DataMap, place: Place) -> Iterator[Doubt]:
    """Rows that are whosever row points at them, and no row does, nor one of a table that is nobody's."""
    paths = list(place.owners.values())
    if not paths or not all(links and _comes_back(data_map, links[0]) for links in paths):
        return
    pointed = [exists(links[:1], Always()) for links in paths]
    for table, facts in data_map.catalogue.tables.items():
        keys = [key.link.reversed() for key in facts.foreign_keys if key.link.to == place.table]
        pointed += [exists([link], Always()) for link in keys if table != place.table]
    people = " or ".join(place.owners)
    yield Doubt(
        Selection(place.table, all_of([place.declared(), negation(any_of(pointed))])),
        str(place.table),
        f"is pointed at by no {people}, so nobody can ask for it",
        f"are pointed at by no {people}, so nobody can ask for them",
        "delete them, or give them back to their owner",
        "GDPR Art. 5(1)(d), 5(1)(e)",
    )


def _mend_of_orphans(data_map: DataMap, link: Link) -> str:
    mend = "delete them, or give them back to their owner; a foreign key keeps it from happening again"
    facts = data_map.catalogue.tables[link.table]
    declared = any(set(link.columns) <= set(key.link.columns) for key in facts.foreign_keys)
    column = link.columns[0]
    if declared or len(link.columns) > 1 or "INT" not in facts.columns[column].type.upper():
        return mend
    return f"{mend}; where 0 stands for nobody, say so in the line of {link.table}: `nobody: {{{column}: 0}}`"


def _nobody_with_a_key(data_map: DataMap, links: Sequence[Link]) -> Iterator[Doubt]:
    """Rows that have the very key by which others say that they point at nobody."""
    for link in links:
        said = data_map.nobody.get(link.table, {}) if link.by == "key" else {}
        for column, key in zip(link.columns, link.to_columns, strict=True):
            if column in said:
                what = f"the key by which {link.table}.{column} says that it is nobody"
                yield Doubt(
                    Selection(link.to, Equals(key, said[column])),
                    str(link.to),
                    f"has {what}",
                    f"have {what}",
                    f"take `{column}` out of `nobody` of {link.table}, or give that row another key",
                    "DESIGN, section 6",
                )


def _broken(data_map: DataMap, links: Sequence[Link]) -> Condition:
    """A row of which a link, here or further on, names a row that is not there. NULL names none, nor does
    what the map says to be nobody.
    """
    if not links or links[0].by == "value":
        return Never()
    first, *rest = links
    said = data_map.nobody.get(first.table, {})
    nobody = any_of(Equals(column, said[column]) for column in first.columns if column in said)
    nowhere = all_of([leading_nowhere(first), negation(nobody)])
    return any_of([nowhere, exists([first], _broken(data_map, rest))])


def _ambiguous(place: Place, person: str, links: Sequence[Link]) -> Iterator[Doubt]:
    for number, link in enumerate(links):
        if link.by == "value":
            several = exists(links[:number], Several(link))
            yield Doubt(
                Selection(place.table, all_of([place.declared(), several])),
                f"{place.table}.{link.columns[0]}",
                f"bears what several {person} rows are known by: it is nobody's until somebody decides",
                f"bear what several {person} rows are known by: they are nobody's until somebody decides",
                "find out whose they are and write his key into a column of theirs, or join the two accounts",
                "DESIGN, section 6",
            )


def _rows_without_a_line(hanging: Hanging) -> Iterator[Doubt]:
    for table in hanging.places:
        unspoken = hanging.nobodys(table)
        if table not in hanging.map.impersonal and not isinstance(unspoken, Never):
            yield Doubt(
                Selection(table, unspoken),
                str(table),
                "is spoken of by no `where` of the map",
                "are spoken of by no `where` of the map",
                f"add a place for them, or `- {{table: {table}, where: …, holds: …}}` for each kind of row",
                "DESIGN, section 6",
            )


def _never_written(data_map: DataMap) -> Iterator[Doubt]:
    """What lies where nothing is to be: no statement of the policy would ever end it."""
    for place in data_map.places:
        for column in place.columns.values():
            if column.never:
                anything = negation(any_of([Missing(column.name), Equals(column.name, "")]))
                yield Doubt(
                    Selection(place.table, all_of([place.declared(), anything])),
                    f"{place.table}.{column.name}",
                    "holds what the policy does not declare, so that nothing is to be written there",
                    "hold what the policy does not declare, so that nothing is to be written there",
                    "declare its field in a kind of `data`, with a purpose and a term; or empty the column",
                    "GDPR Art. 5(1)(b), 5(1)(e)",
                )


def _dates(data_map: DataMap, now: datetime) -> Iterator[Doubt]:
    """Each date column once: dates that cannot be, and those that cannot be yet."""
    asked: dict[tuple[Table, str, Written], bool] = {}
    for place in data_map.places:
        if (date := place.collected) is not None:
            asked[_end(place, date), date.column, date.written] = not date.may_lie_ahead
    for event in data_map.events.values():
        past = event.null_means != "still running" and not event.may_lie_ahead
        asked.setdefault((event.table, event.column, event.written), past)
    for (table, column, written), past in asked.items():
        plausible = Before(column, _FAR, written)
        yield Doubt(
            Selection(table, all_of([negation(Missing(column)), negation(plausible)])),
            f"{table}.{column}",
            "holds no date that can be true (zero, unreadable, or before the site began): it is never due",
            "hold no date that can be true (zero, unreadable, or before the site began): they are never due",
            "correct them, or say with `as:` how the column writes its dates",
            "LANGUAGE, meaning 3",
        )
        if past:
            ahead = negation(Before(column, now + CLOCK_SLACK, written))
            yield Doubt(
                Selection(table, all_of([plausible, ahead])),
                f"{table}.{column}",
                "is dated in the future: it is not due before that day",
                "are dated in the future: they are not due before that day",
                "correct them; of an event that is planned ahead, say `may lie ahead: yes`",
                "LANGUAGE, meaning 3",
            )


def _end(place: Place, date: DateColumn) -> Table:
    return date.links[-1].to if date.links else place.table
