"""What does not fit between policy, map and databases: a finding each, with the line that would mend it."""

from collections.abc import Iterable, Iterator, Sequence

from honour.places.catalogue import ForeignKey, TableFacts
from honour.places.json_paths import json_path, lies_in
from honour.places.map import NOTHING_PERSONAL, Becomes, Constant, DataMap, Null, Unique
from honour.places.paths import quoted
from honour.places.resolving import undeclared
from honour.places.selections import Table, tables_read
from honour.places.written import WrittenMap
from honour.plans.asking import awaited, waits_for
from honour.plans.ending import EVERYTHING, can_end, kinds_of, places_of
from honour.plans.hanging import Hanging, waiting_for_the_end
from honour.plans.plan import Change, Delete, Stay, Step
from honour.plans.steps import possible_plans
from honour.promises.findings import Finding
from honour.promises.keep import ASKED
from honour.promises.policy import Policy

_MEND = "put it back, or take it out of the map and ask for the plan again"


def findings_between(policy: Policy, written: WrittenMap, hanging: Hanging) -> Iterator[Finding]:
    """Everything that does not fit, in the order: databases, map, policy."""
    data_map = hanging.map
    yield from undeclared(written, data_map)
    yield from undurable(data_map)
    yield from (
        Finding(
            "map.yaml",
            f"“{name}” is not built yet: nothing is done with it",
            "take it out, and keep it by hand",
        )
        for name in written.not_built
    )
    yield from _copies(written, data_map)
    yield from _held_for_ever(hanging)
    yield from _people(policy, data_map)
    yield from _kinds(policy, data_map)
    yield from _events(policy, data_map)
    yield from _awaited(policy, data_map)
    yield from _steps(policy, hanging)


def undurable(data_map: DataMap) -> Iterator[Finding]:
    """Servers that say that something is done before it is on the disk."""
    for store, setting in data_map.catalogue.undurable.items():
        reason = (
            f"the server runs with {setting}: a power cut may undo the last erasures after they were said to"
            " be done"
        )
        mend = f"set {setting.partition('=')[0]} to {'on' if setting.endswith('off') else '1'} on the server"
        yield Finding(store, reason, mend, "DESIGN, section 7")


def vanished(data_map: DataMap, steps: Sequence[Step], stays: Sequence[Stay]) -> Iterator[Finding]:
    """Tables of an earlier plan that are not there any more, and the columns that it speaks of."""
    tables = data_map.catalogue.tables
    for part in (*steps, *stays):
        for table in {part.selection.table, *tables_read(part.selection.condition)} - set(tables):
            yield Finding(str(table), "the plan speaks of this table, and it is not there any more", _MEND)
        here = tables.get(part.selection.table)
        columns = [column for column, _ in part.becomes] if isinstance(part, Change) else part.columns
        for column in columns:
            if here is not None and lies_in(column, here.columns) not in here.columns:
                where = f"{part.selection.table}.{column}"
                yield Finding(where, "the plan speaks of this column, and it is not there any more", _MEND)


def dangers(data_map: DataMap, *plans: tuple[Step, ...]) -> Iterator[Finding]:
    """What the database would do behind the steps of these plans, each done by itself, or leave undone.

    Nothing is destroyed meanwhile.
    """
    yield from _dangers(Hanging(data_map), plans)


def _dangers(hanging: Hanging, plans: Sequence[tuple[Step, ...]]) -> Iterator[Finding]:
    data_map, steps = hanging.map, [step for plan in plans for step in plan]
    emptied = {step.selection.table for step in steps if isinstance(step, Delete)}
    reached = _reached_by_itself(data_map)
    for table in dict.fromkeys(step.selection.table for step in steps):
        yield from _cascades(table, reached.get(table, ())) if table in emptied else ()
        yield from _behind(data_map, table)
    for link in dict.fromkeys(link for plan in plans for link in waiting_for_the_end(hanging, plan)):
        keys = data_map.catalogue.tables[link.table].foreign_keys
        if not any(key.can_wait for key in keys if key.link == link):
            columns = ", ".join(link.columns)
            reason = (
                f"{columns} and what points back from {link.to} make a circle that no row can leave first"
            )
            mend = f"let {columns} be NULL, say what it `becomes`, or make its foreign key DEFERRABLE"
            yield Finding(str(link.table), reason, mend, "DESIGN, section 7")


def _behind(data_map: DataMap, table: Table) -> Iterator[Finding]:
    facts = data_map.catalogue.tables[table]
    for trigger in facts.triggers:
        if trigger in data_map.harmless.get(table, ()):
            continue
        mend = (
            f"read what it does; if it copies nothing personal, say so in the line of {table}:"
            f" `triggers: {{{quoted(trigger)}: {NOTHING_PERSONAL}}}`; else declare where, or drop it"
        )
        reason = f"the trigger {trigger} acts behind what Honour does here"
        yield Finding(str(table), reason, mend, "DESIGN, section 6")
    for rule in facts.rules:
        reason = f"the rule {rule} rewrites what Honour does here"
        yield Finding(str(table), reason, "drop it; a trigger can do its work", "DESIGN, section 6")
    if facts.keeps_history:
        reason = "the table keeps every row that is deleted, as its history"
        mend = f"end that, which takes the history along: ALTER TABLE {table.name} DROP SYSTEM VERSIONING"
        yield Finding(str(table), reason, mend, "DESIGN, section 10")
    if facts.row_security:
        reason = "row security may hide rows of this table, and nobody would know that they stay"
        mend = "let Honour's user bypass it: ALTER ROLE … BYPASSRLS, or a policy that shows every row"
        yield Finding(str(table), reason, mend, "DESIGN, section 6")
    if not facts.transactional:
        reason = "this table gives nothing back when a transaction is undone"
        mend = f"move it to an engine that does: ALTER TABLE {table.name} ENGINE=InnoDB"
        yield Finding(str(table), reason, mend, "DESIGN, section 7")


def _reached_by_itself(data_map: DataMap) -> dict[Table, list[tuple[Table, ForeignKey]]]:
    """By table, what the database would reach by itself: tables that no line declares, by which keys."""
    known = {place.table for place in data_map.places} | data_map.impersonal
    reached: dict[Table, list[tuple[Table, ForeignKey]]] = {}
    for child, facts in data_map.catalogue.tables.items():
        for key in () if child in known or facts.partition_of in known else facts.foreign_keys:
            if key.on_delete in ("CASCADE", "SET NULL", "SET DEFAULT"):
                reached.setdefault(key.link.to, []).append((child, key))
    return reached


def _cascades(table: Table, reached: Iterable[tuple[Table, ForeignKey]]) -> Iterator[Finding]:
    """Rows that the database would reach by itself. Those of declared tables are let go, or go, before."""
    for child, key in reached:
        columns = ", ".join(key.link.columns)
        reason = f"deleting here would reach {child} by ON DELETE {key.on_delete}, unforeseen by the map"
        mend = f"declare {child}; say `belongs to:` or `mentions:` by {columns}"
        yield Finding(str(table), reason, mend, "DESIGN, section 6")


def _held_for_ever(hanging: Hanging) -> Iterator[Finding]:
    """Rows that can never go because a table that is said to be nobody's points at them.

    Who declares the linking column itself has seen it: the row is emptied, and stays.
    """
    for table, links in hanging.holding.items():
        for link in links:
            if link.table in hanging.map.impersonal and any(place.owners for place in hanging.places[table]):
                columns = ", ".join(link.columns)
                reason = f"each row of {link.table} keeps by {columns} a row here that could otherwise go"
                mend = f"say in {link.table} whose it is (`belongs to:` or `mentions:` by {columns}), let"
                mend += f" {columns} be NULL, or, if an emptied row may stay here for it, write"
                mend += f" `holds: {{{columns}: {NOTHING_PERSONAL}}}` there"
                yield Finding(str(table), reason, mend, "DESIGN, section 6")


def _copies(written: WrittenMap, data_map: DataMap) -> Iterator[Finding]:
    """Materialised views keep what was destroyed until they are made anew."""
    said = {place.table for place in written.places if place.refreshed}
    personal = {place.table for place in data_map.places}
    for table, facts in data_map.catalogue.tables.items():
        shown = sorted(str(read) for read in facts.reads if read in personal)
        if facts.kind == "materialised view" and shown and table not in said:
            reason = f"it keeps what is destroyed in {', '.join(shown)} until it is made anew"
            line = f"- {{table: {table}, view of: {shown[0]}, refreshed: each night}}"
            mend = f"say in its line when that is: `{line}`"
            yield Finding(str(table), reason, mend, "DESIGN, section 10")


def _people(policy: Policy, data_map: DataMap) -> Iterator[Finding]:
    for kind in data_map.persons:
        if kind not in policy.people:
            mend = f"add `{kind}` to `people` of the policy, or use one of: {', '.join(policy.people)}"
            yield Finding("map.yaml", f"the policy knows no people called “{kind}”", mend)


def _kinds(policy: Policy, data_map: DataMap) -> Iterator[Finding]:
    """Columns whose field no kind of the policy holds: nothing says why they are there, and nothing ends
    them.
    """
    for place in data_map.places:
        for column in place.columns.values():
            for person in place.owners if column.field != NOTHING_PERSONAL else ():
                if not kinds_of(policy, place, column, person):
                    where = f"{place.table}.{column.name}"
                    mend = f"add `{column.field}` to a kind of `data` that is `of: {person}`"
                    reason = f"the policy holds no “{column.field}” of a {person}"
                    yield Finding(where, reason, mend, "GDPR Art. 5(1)(b), 5(1)(e)")


def _events(policy: Policy, data_map: DataMap) -> Iterator[Finding]:
    """Terms that nothing in the map can end."""
    for keep in policy.keep:
        for place, person in places_of(policy, data_map, keep):
            if not can_end(policy, data_map, keep, place, person):
                events = ", ".join(f"“{e.event}”" for e in keep.endings if e.event != ASKED) or "no event"
                mend = f"add `collected: COLUMN` to {place.table}, or the event under `events:`"
                reason = f"the map does not say when {events} happens for {place.table}, so no sweep ends it"
                yield Finding(str(keep.at), reason, mend, "LANGUAGE, meaning 1")


def _awaited(policy: Policy, data_map: DataMap) -> Iterator[Finding]:
    """A request that waits for what the map does not know would never be finished."""
    event, line = awaited(policy), policy.allow.get("erase")
    if event is None or line is None:
        return
    waiting = {
        kind
        for keep in policy.keep
        for kind in (policy.data if EVERYTHING in keep.data else keep.data)
        if waits_for(policy, keep, kind)
    }
    for person in data_map.persons:
        concerned = any(person in policy.data[kind].of for kind in waiting)
        if concerned and data_map.event(event, person) is None:
            reason = f"requests wait for “{event}”, and the map does not say when that happens to a {person}"
            mend = f"add `{event}:` under `events`: what waits for it would never go"
            yield Finding(str(line.at), reason, mend, "LANGUAGE, meaning 4")


def _steps(policy: Policy, hanging: Hanging) -> Iterator[Finding]:
    """What the steps of some erasure or sweep would meet: columns that cannot become what they must."""
    data_map = hanging.map
    plans = possible_plans(policy, hanging)
    counted_from = _counted_from(data_map)
    seen: set[tuple[Table, str]] = set()
    for step in (step for plan in plans for step in plan):
        for column, becomes in step.becomes if isinstance(step, Change) else ():
            table = step.selection.table
            if (table, column) not in seen:
                seen.add((table, column))
                yield from _becomes(data_map, table, column, becomes)
                yield from _ends_too_early(table, column) if (table, column) in counted_from else ()
    yield from _dangers(hanging, plans)


def _counted_from(data_map: DataMap) -> set[tuple[Table, str]]:
    """The columns of dates from which terms count."""
    dates = [place.collected for place in data_map.places if place.collected is not None]
    return {
        *((date.links[-1].to, date.column) for date in dates if date.links),
        *((p.table, p.collected.column) for p in data_map.places if p.collected and not p.collected.links),
        *((event.table, event.column) for event in data_map.events.values()),
    }


def _ends_too_early(table: Table, column: str) -> Iterator[Finding]:
    """A date that would be gone while terms still count from it: then nothing could ever end them."""
    reason = "terms count from this date, and it would end before its row: then nothing ends them"
    mend = "let its field be kept as long as the row, by the same statement"
    yield Finding(f"{table}.{column}", reason, mend, "LANGUAGE, meaning 3")


def _declared(data_map: DataMap, table: Table, column: str) -> str:
    """How the map would say what a column becomes; one that only mentions somebody holds no field."""
    places = [place for place in data_map.places if place.table == table and column in place.columns]
    if not places:
        return f"{{field: {NOTHING_PERSONAL}, becomes: {{row: ID}}}}"
    return f"{{field: {places[0].columns[column].field}, becomes: …}}"


def _becomes(data_map: DataMap, table: Table, column: str, becomes: Becomes) -> Iterator[Finding]:
    columns = data_map.catalogue.tables[table].columns
    path = json_path(column, columns)
    facts = columns[path.column if path else column]
    where = f"{table}.{column}"
    if facts.generated:
        reason = "the database computes this column itself, so that nothing can be written there"
        mend = f"write `{column}: nothing personal`: it ends with the columns that it is computed from"
        yield Finding(where, reason, mend, "DESIGN, section 6")
        return
    match becomes:
        case _ if path:
            return
        case Null() if not facts.nullable:
            yield Finding(
                where,
                "the column cannot be NULL, and its data end before its row may go",
                f"write `{column}: {_declared(data_map, table, column)}` in `holds` of {table}",
                "DESIGN, section 6",
            )
        case Constant() if _is_taken_once(data_map.catalogue.tables[table], column):
            reason = "the column takes each value once, and would become the same in several rows"
            mend = "write `becomes: unique`"
            if "INT" in facts.type.upper():
                mend = (
                    f"let {column} be NULL, or say `{column}: {NOTHING_PERSONAL}` and no `mentions`: it then"
                )
                mend += " keeps the row that it points at, without its data"
            yield Finding(where, reason, mend, "DESIGN, section 6")
        case Unique() if "INT" in facts.type.upper():
            yield Finding(
                where, "a column of whole numbers cannot become a unique text", "write `becomes: {row: ID}`"
            )
        case _:
            return


def _is_taken_once(facts: TableFacts, column: str) -> bool:
    """Whether several rows with one value in this column would break a unique key.

    Of several columns, the others may still tell the rows apart, but only where they are a key themselves.
    """
    keys = [key for key in (facts.primary_key, *facts.unique) if column in key]
    alone = facts.columns[column].unique
    return alone or any(not facts.is_key([name for name in key if name != column]) for key in keys)
