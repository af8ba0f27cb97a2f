"""What a restore brought back, and what of it is erased again: only says it.

A restored backup holds people who were erased after it was made. The replay ledger, which lies outside every
store, has a line for each act that destroyed something; a store bears the number of the last act that is in
it. So the lines that a store has lost are known, and a row that came back is held against them. A key alone
says too little: databases give the keys of deleted rows away again. A row is taken for the erased person's
only where its birth agrees too; whatever else looks like him is a question to a person (DESIGN, section 11).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from honour.places.map import DataMap, Place
from honour.places.selections import Selection
from honour.places.terms import add, local_day
from honour.plans.asking import EVERYTHING_ASKED, Scope
from honour.plans.plan import Act, DateSpan, span_of
from honour.promises.periods import Period

Doubt: TypeAlias = Literal["another birth", "no birth", "another key", "not known to be done"]


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody's row began.

    `own` says that the row's own declared date tells it; else it is the earliest declared date among what
    hangs on the row, which a sweep may have made later meanwhile.
    """

    at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A person's row as the ledger knows it: the keyed hash of its key, and its birth if one is declared."""

    key: str
    birth: Birth | None


@dataclass(frozen=True, slots=True)
class Line:
    """An act that destroyed, or was about to. `number` rises; `stores` are those that it touched.

    A sweep names no rows: the next sweep is its replay. `identifiers` are keyed hashes. All of it is
    pseudonymous data. `scope` says what was asked for, and `settled` that it is known to have been done.
    """

    number: int
    at: datetime
    act: Act
    intent: str
    digest: str
    stores: tuple[str, ...]
    person: str | None = None
    rows: tuple[Row, ...] = ()
    identifiers: tuple[str, ...] = ()
    scope: Scope = EVERYTHING_ASKED
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A person's row that a store has now, by its keyed hashes. `name` is `KIND:KEY`, which names nobody."""

    person: str
    name: str
    key: str
    identifiers: tuple[str, ...]
    birth: Birth | None


@dataclass(frozen=True, slots=True)
class Question:
    """A row that may be an erased person's, and may be somebody else's: a person decides, and erases him
    or not.
    """

    found: Found
    line: Line
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Replay:
    """Whom to erase again, with a line for each thing that was asked for, and who is a question."""

    erased: tuple[tuple[Found, Line], ...]
    questions: tuple[Question, ...]


def lost(lines: Iterable[Line], marks: Mapping[str, int]) -> tuple[Line, ...]:
    """The acts that are missing from some store, which bears the number of an earlier one.

    A store of which `marks` says nothing is not part of the map any more, and has lost nothing.
    """
    return tuple(
        line for line in lines if any(line.number > marks.get(store, line.number) for store in line.stores)
    )


def behind(lines: Iterable[Line], marks: Mapping[str, int]) -> tuple[str, ...]:
    """The stores that have lost acts, in the order of their names."""
    found = {store for line in lines for store in line.stores if line.number > marks.get(store, line.number)}
    return tuple(sorted(found))


def decide(lines: Sequence[Line], found: Iterable[Found]) -> Replay:
    """Hold each row that is there against the lines that its store has lost."""
    erased: list[tuple[Found, Line]] = []
    questions: list[Question] = []
    for one in found:
        same_key = [line for line in lines if _row(line, one) is not None and line.person == one.person]
        agreeing = [line for line in same_key if _agrees(line, one)]
        done = {line.scope: line for line in agreeing if line.settled}
        if done:
            erased += [(one, line) for line in done.values()]
        elif agreeing:
            questions.append(Question(one, agreeing[-1], "not known to be done"))
        elif same_key:
            doubt: Doubt = "no birth" if one.birth is None else "another birth"
            questions.append(Question(one, same_key[-1], doubt))
        elif known := [line for line in lines if _shares(line, one) and line.person == one.person]:
            questions.append(Question(one, known[-1], "another key"))
    return Replay(tuple(erased), tuple(questions))


def births(data_map: DataMap, person: str) -> tuple[tuple[bool, DateSpan], ...]:
    """The dates that tell when somebody's row began, each with whether it is the row's own.

    Only the row's own where it has one.
    """
    table = data_map.persons[person].table
    places = [place for place in data_map.places_of(person) if place.collected is not None]
    own = [place for place in places if place.table == table]
    return tuple(
        (bool(own), span_of(data_map.catalogue, place.collected, _his(place, person)))
        for place in own or places
        if place.collected is not None
    )


def outlived(lines: Iterable[Line], kept: Period, today: date, zone: str) -> int:
    """The number up to which lines have ended: no backup that was kept is older than the acts after it.

    `kept` is how long the policy lets a backup live, `today` the local day. 0 where nothing has ended.
    """
    ended = 0
    for line in lines:
        if add(local_day(line.at, zone), kept) >= today:
            break
        ended = line.number
    return ended


def digest(parts: Mapping[str, object]) -> str:
    """SHA-256 of the canonical JSON of what a person confirms, in hexadecimal."""
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _his(place: Place, person: str) -> Selection:
    return Selection(place.table, place.belongs(person))


def _row(line: Line, found: Found) -> Row | None:
    return next((row for row in line.rows if row.key == found.key), None)


def _shares(line: Line, found: Found) -> bool:
    return not set(line.identifiers).isdisjoint(found.identifiers)


def _agrees(line: Line, found: Found) -> bool:
    """Whether key and birth agree. A first date may only have become later, and then an identifier must be
    the same.
    """
    row = _row(line, found)
    if row is None or row.birth is None or found.birth is None or row.birth.own != found.birth.own:
        return False
    if row.birth.at == found.birth.at:
        return True
    return not row.birth.own and found.birth.at < row.birth.at and _shares(line, found)
