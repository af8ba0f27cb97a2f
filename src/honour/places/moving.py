"""Selections moved to another table of the same shape: what was worked out for one holds for its twins."""

from dataclasses import replace

from honour.places.selections import (
    And,
    Condition,
    Descendant,
    Exists,
    Link,
    Not,
    Or,
    Selection,
    Several,
    Table,
)


def moved(selection: Selection, to: Table) -> Selection:
    """The same selection over another table with these columns: wherever it speaks of its own table."""
    return Selection(to, moved_condition(selection.condition, selection.table, to))


def moved_links(links: tuple[Link, ...], table: Table, to: Table) -> tuple[Link, ...]:
    """The same links, with another table wherever they begin or end at this one."""
    return tuple(_link(link, table, to) for link in links)


def moved_condition(condition: Condition, table: Table, to: Table) -> Condition:
    """The same condition, with another table wherever a link begins or ends at this one."""
    match condition:
        case Exists(link, inner):
            return Exists(_link(link, table, to), moved_condition(inner, table, to))
        case Descendant(link, inner):
            return Descendant(_link(link, table, to), moved_condition(inner, table, to))
        case Several(link):
            return Several(_link(link, table, to))
        case Not(inner):
            return Not(moved_condition(inner, table, to))
        case And(parts):
            return And(tuple(moved_condition(part, table, to) for part in parts))
        case Or(parts):
            return Or(tuple(moved_condition(part, table, to) for part in parts))
        case _:
            return condition


def _link(link: Link, table: Table, to: Table) -> Link:
    begins, ends = link.table == table, link.to == table
    if not begins and not ends:
        return link
    return replace(link, table=to if begins else link.table, to=to if ends else link.to)
