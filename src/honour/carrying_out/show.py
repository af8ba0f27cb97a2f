"""Asks the stores what is held about a person: one look at each place, and the dates that say until when."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from honour.carrying_out.across import Across
from honour.carrying_out.items import can_be_named, item_token
from honour.carrying_out.people import Match, Ports
from honour.carrying_out.stores import AskedOften, Folder, Look, Rows
from honour.places.personal import Personal
from honour.places.selections import Key, Scalar, instant_of
from honour.places.terms import local_day
from honour.plans import show as showing
from honour.plans.asking import Item
from honour.plans.plan import DateSpan, Span
from honour.plans.seeing import is_seen
from honour.plans.show import Asked, Days, OfRow, Program, Shown, Until, row_ends

WITHHELD: Final = "•••"
"""What stands for a value that opens an account."""

_SECRET: Final = frozenset({"password hash", "second factor", "session"})
"""Fields of the vocabulary. What a session holds is among it: with its token, forms can be forged."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one store is asked of each person of a kind: the looks that are read, with their columns, and the
    dates, each with its number among all of the program's.
    """

    looks: tuple[Asked, ...]
    rows: tuple[Look, ...]
    numbers: tuple[int, ...]
    dates: tuple[DateSpan, ...]


def shown(
    ports: Ports, match: Match, now: datetime, kinds: frozenset[str] | None = None
) -> tuple[Shown, ...]:
    """Everything that the map knows of this person, by place; with `kinds`, only what these let be seen, and
    nothing else is read. Reading it is an act: journal it first.
    """
    kind, zone = match.person.kind, ports.policy.site.time_zone
    what = "show" if kinds is None else f"show {', '.join(sorted(kinds))}"
    program, stores = ports.worked_out(what, kind, now, lambda: _prepared(ports, kind, now, kinds))
    days = [Days(None, None)] * len(program.dates)
    rows: dict[Asked, Rows] = {}
    for name, asked in stores.items():
        store = ports.stores[name]
        spans, found = store.looks(asked.rows, asked.dates, match.keys)
        for number, span in zip(asked.numbers, spans, strict=True):
            days[number] = _days(span, zone)
        for look, held in zip(asked.looks, found, strict=True):
            rows[look] = _opened(ports, match, look, _withheld(look, held))
    masked = {look: _masked(ports, match, look) for look in program.looks if look.masked}
    return showing.answered(program, rows, days, masked)


def shown_by_row(
    ports: Ports, match: Match, now: datetime, kinds: frozenset[str] | None = None
) -> tuple[Shown, ...]:
    """The same, with the name of each row, when it was made, and until when it stays.

    Files, and what he only wrote in others' rows, bear no names.
    """
    kind, zone = match.person.kind, ports.policy.site.time_zone
    what = "show" if kinds is None else f"show {', '.join(sorted(kinds))}"
    program, stores = ports.worked_out(what, kind, now, lambda: _prepared(ports, kind, now, kinds))
    days = [Days(None, None)] * len(program.dates)
    rows: dict[Asked, Rows] = {}
    facts: dict[Asked, tuple[tuple[Key, Scalar], ...]] = {}
    for name, asked in stores.items():
        more = [_naming(ports, match, look) for look in asked.looks]
        wider = [(*look.columns, *key, *made) for look, (key, made) in zip(asked.looks, more, strict=True)]
        looks = [(look.selection, columns) for look, columns in zip(asked.looks, wider, strict=True)]
        spans, found = ports.stores[name].looks(looks, asked.dates, match.keys)
        for number, span in zip(asked.numbers, spans, strict=True):
            days[number] = _days(span, zone)
        for look, (key, _), held in zip(asked.looks, more, found, strict=True):
            width, all_of_it = len(look.columns), held.reveal()
            own = Personal(tuple(row[:width] for row in all_of_it))
            rows[look] = _opened(ports, match, look, _withheld(look, own))
            facts[look] = tuple((row[width:][: len(key)], _last(row, width + len(key))) for row in all_of_it)
    masked = {look: _masked(ports, match, look) for look in program.looks if look.masked}
    answer = showing.answered(program, rows, days, masked)
    return tuple(
        replace(
            one, each=tuple(_of_row(ports, one.asked, program.until[rule], days, *fact) for fact in known)
        )
        for one, rule in zip(answer, program.rules, strict=True)
        for known in (facts.get(one.asked, ()),)
    )


def only(answer: Iterable[Shown], item: Item) -> tuple[Shown, ...]:
    """What an answer by row says of one row."""
    found = []
    for one in answer:
        if str(one.asked.place.table) == item.place:
            here = [number for number, row in enumerate(one.each) if row.token == item.token]
            held = one.rows.reveal()
            if here:
                rows = Personal(tuple(held[number] for number in here))
                each = tuple(one.each[number] for number in here)
                found.append(replace(one, rows=rows, count=len(here), each=each, masked=0))
    return tuple(found)


def without(ports: Ports, answer: Iterable[Shown], rows: Mapping[str, Collection[int]]) -> tuple[Shown, ...]:
    """An answer by row without some rows, by table and key, as if they were not there."""

    def left(one: Shown) -> Shown:
        table, held = one.asked.place.table, one.rows.reveal()
        hidden = {item_token(ports, table, (key,)) for key in rows.get(str(table), ())}
        stay = [number for number, row in enumerate(one.each) if row.token not in hidden]
        if len(stay) == len(one.each):
            return one
        kept = Personal(tuple(held[number] for number in stay))
        return replace(one, rows=kept, count=len(stay), each=tuple(one.each[number] for number in stay))

    return tuple(left(one) for one in answer)


def _naming(ports: Ports, match: Match, look: Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns that name the rows of a look, and the one that says when each was made, if there are."""
    table, collected = look.place.table, look.place.collected
    if ports.map.stores[table.store].kind == "files":
        return (), ()
    key = ports.map.catalogue.tables[table].primary_key
    named = key if can_be_named(look.place, match.person.table, key) and not look.wrote else ()
    dated = (collected.column,) if collected is not None and not collected.links else ()
    return named, dated


def _last(row: tuple[Scalar, ...], number: int) -> Scalar:
    return row[number] if number < len(row) else None


def _of_row(
    ports: Ports, look: Asked, until: Until, days: Sequence[Days], key: Key, written: Scalar
) -> OfRow:
    collected, zone = look.place.collected, ports.policy.site.time_zone
    at = None if collected is None or written is None else instant_of(written, collected.written)
    day = None if collected is None or at is None or at < collected.written.since else local_day(at, zone)
    token = item_token(ports, look.place.table, key) if key else ""
    made = None if collected is not None and collected.may_lie_ahead else day
    return OfRow(token, made, row_ends(until, days, day))


def _withheld(look: Asked, rows: Rows) -> Rows:
    """The rows with a mark in place of what opens an account: that it is held is told; whoever gets hold
    of an answer must not be able to guess a password from it.
    """
    secret = [field in _SECRET for field in look.fields]
    if not any(secret):
        return rows
    return Personal(
        tuple(
            tuple(
                WITHHELD if hidden and value is not None else value
                for value, hidden in zip(row, secret, strict=True)
            )
            for row in rows.reveal()
        )
    )


def _opened(ports: Ports, match: Match, look: Asked, rows: Rows) -> Rows:
    """The rows with what lies sealed in them opened."""
    opener = ports.opens.get(look.place.table)
    if opener is None:
        return rows
    return Personal(
        tuple(
            tuple(opener(match.keys, name, value) for name, value in zip(look.columns, row, strict=True))
            for row in rows.reveal()
        )
    )


def contents(ports: Ports, answer: Sequence[Shown]) -> Iterator[tuple[Personal[str], Iterator[bytes]]]:
    """The files among what is shown: each with its name, the store's before it, and its bytes in pieces."""
    for one in answer:
        store = ports.stores[one.asked.place.table.store]
        here = store.here if isinstance(store, Across) else store
        if isinstance(here, Folder):
            for (path,) in one.rows.reveal():
                name = str(path)
                yield Personal(f"{store.name}/{name}"), here.contents(Personal(name))


def _prepared(
    ports: Ports, kind: str, now: datetime, kinds: frozenset[str] | None
) -> tuple[Program, Mapping[str, _Asked]]:
    def wanted(look: Asked) -> bool:
        return kinds is None or is_seen(ports.policy, look, kinds)

    program = showing.program(ports.policy, ports.map, kind, now, wanted)
    return program, {name: _of_store(program, name) for name in ports.stores}


def _of_store(program: Program, name: str) -> _Asked:
    looks = tuple(look for look in program.looks if look.place.table.store == name and not look.masked)
    numbers = tuple(n for n, span in enumerate(program.dates) if span.selection.table.store == name)
    return _Asked(
        looks,
        AskedOften((look.selection, look.columns) for look in looks),
        numbers,
        AskedOften(program.dates[number] for number in numbers),
    )


def _days(span: Span, zone: str) -> Days:
    first = None if span.first is None else local_day(span.first, zone)
    if span.last == span.first:
        return Days(first, first)
    return Days(first, None if span.last is None else local_day(span.last, zone))


def _masked(ports: Ports, match: Match, look: Asked) -> int:
    """How many rows are somebody else's words: they are not even read."""
    (rows,) = ports.stores[look.place.table.store].tally([look.selection], match.keys)
    return rows
