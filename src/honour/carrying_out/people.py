"""Who is meant: from what somebody gave (an address, a user name, `customer:3`) to the person's rows and
their hashes.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar, cast

from honour.carrying_out.documents import Opened
from honour.carrying_out.ports import Case, Json, Records, Subject
from honour.carrying_out.stores import Anchor, Keys, Store
from honour.places.identifiers import normalised
from honour.places.map import DataMap, Person
from honour.places.personal import Personal
from honour.places.selections import GroupKey, IsSubject, Key, Scalar, Selection, Table, group_of
from honour.places.terms import local_day
from honour.plans.plan import DateSpan
from honour.promises.policy import Policy

T = TypeVar("T")

Opener: TypeAlias = Callable[[Keys, str, Scalar], Scalar]
"""Opens a value that lies sealed in a column, of whoever has these keys; others it gives back as they are."""


@dataclass(frozen=True, slots=True)
class Extra:
    """What somebody's archive holds besides: texts by the name of their file, and files of his own."""

    texts: Mapping[str, Personal[str]] = field(default_factory=dict)
    files: Iterable[Opened] = ()


Beside: TypeAlias = Callable[["Ports", "Sequence[Match]", datetime], Extra]
"""What lies sealed in one piece and is somebody's too, opened for his archive."""


def nothing_beside(ports: "Ports", matches: "Sequence[Match]", now: datetime) -> Extra:
    """What a site says that keeps no such thing, or a process that was not told how to open it."""
    return Extra()


@dataclass(frozen=True, slots=True)
class Ports:
    """A site as carrying out needs it: what it promises, where its data lies, and the two ports, bound by
    `wiring`. `opens` has what opens the sealed values of a table, for whoever is shown his own; `beside` what
    else his archive holds.
    """

    policy: Policy
    map: DataMap
    stores: Mapping[str, Store]
    records: Records
    progress: Callable[[str], None] = lambda doing: None
    opens: Mapping[Table, Opener] = field(default_factory=dict)
    beside: Beside = nothing_beside
    _drafts: dict[tuple[str, str, date], Any] = field(default_factory=dict, repr=False)

    def worked_out(self, what: str, kind: str, now: datetime, work_out: Callable[[], T]) -> T:
        """What follows from policy and map alone, worked out once a local day for each kind of people.

        Terms end with a local day, so the questions for one person are those for the next.
        """
        day = local_day(now, self.policy.site.time_zone)
        if any(known[2] != day for known in self._drafts):
            self._drafts.clear()
        if (what, kind, day) not in self._drafts:
            self._drafts[what, kind, day] = work_out()
        return cast(T, self._drafts[what, kind, day])


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who was found: a kind of people, the keys of his rows, and how the records know him."""

    person: Person
    keys: Keys
    subject: Subject


class Ambiguous(Exception):
    """Several rows go by this identifier. They may be two people: nothing is merged, and nothing was done."""

    def __init__(self, matches: Sequence[Match]) -> None:
        self.matches = tuple(matches)
        names = [exact_name(match) for match in matches]
        together = f"; or, if they are one person, {','.join(names)}" if len(self.kinds) == 1 else ""
        super().__init__(
            f"{len(matches)} rows go by this identifier: say which one is meant: {', '.join(names)}{together}"
        )

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of people among the matches."""
        return frozenset(match.person.kind for match in self.matches)


def find(ports: Ports, who: Personal[str]) -> Match | None:
    """The one person meant, or None. `who` is an identifier, or `KIND:KEY` as `Ambiguous` names them; several
    of these with commas between are taken as one person, if there is a row for each.

    Raises Ambiguous, StoreUnreachable.
    """
    named = _by_key(ports, who)
    matches = named if named is not None else _by_identifier(ports, who)
    if len(matches) > 1:
        raise Ambiguous(matches)
    return matches[0] if matches else None


def find_one(ports: Ports, who: Personal[str], account: str) -> Match | None:
    """The same for pages of staff: rows that are named together are one person's only where they share an
    identifier. Two accounts (`account` is their kind of people) never are: each has a holder to be told.

    Raises Ambiguous, StoreUnreachable.
    """
    match = find(ports, who)
    if match is None or len(match.keys.reveal()) < 2:
        return match
    rows = ports.stores[match.person.table.store].anchors(match.person, match.keys)
    shared = [set(known_by(ports.records, match.person, [row])) for row in rows]
    if match.person.kind == account or not set.intersection(*shared):
        raise Ambiguous([matched(ports, match.person, [row]) for row in rows])
    return match


def known(ports: Ports, who: Personal[str]) -> tuple[Match | None, tuple[Case, ...]]:
    """The one person meant, and his requests for erasure, oldest first; found as by `find`, else by what an
    erasure left of him.

    Raises Ambiguous, StoreUnreachable.
    """
    match = find(ports, who)
    his = (*match.subject.tokens, *match.subject.known_by) if match else ()
    cases = ports.records.cases((*hashes_of(ports, who), *his))
    if match is not None:
        return match, tuple(case for case in cases if _is_of(ports, case, match))
    left = (match_of_case(ports, case) for case in cases)
    return next((found for found in left if found), None), cases


def _is_of(ports: Ports, case: Case, match: Match) -> bool:
    """Whether a case is that of the person found: the key of his row may have been somebody else's before."""
    mine = match.subject
    if set(case.subject.tokens) - set(mine.tokens) and case.answered is None:
        # An account asked for a row that was its own by an address alone: that must say so still.
        return bool(set(mine.known_by) & set(case.subject.known_by))
    if not mine.known_by or set(mine.known_by) & set(case.subject.known_by):
        return True
    if case.answered is None and set(mine.tokens) & set(case.subject.tokens):
        return _was_there(ports, match, case.asked)  # he changed every identifier since he asked
    left = match_of_case(ports, case)
    return left is not None and bool(set(left.subject.tokens) & set(mine.tokens))


def _was_there(ports: Ports, match: Match, asked: datetime) -> bool:
    """Whether somebody's rows had begun when something was asked under their keys, by the date that the map
    declares: then no key was given to anybody else since.
    """
    person = match.person
    own = next((place for place in ports.map.places if place.table == person.table and place.collected), None)
    if own is None or own.collected is None or own.collected.links:
        return False
    mine = Selection(person.table, IsSubject(person.key))
    date_of = DateSpan(mine, own.collected.column, own.collected.written)
    (span,) = ports.stores[person.table.store].spans([date_of], match.keys)
    return span.last is not None and span.last <= asked


def exact_name(match: Match) -> str:
    """The name that means exactly this row: the kind of people and the row's key, which names nobody by
    itself.
    """
    return exact(match.person.kind, match.keys)


def exact(kind: str, keys: Keys) -> str:
    """The same of a kind of people and keys."""
    return f"{kind}:{','.join('|'.join(str(part) for part in key) for key in keys.reveal())}"


def hashes_of(ports: Ports, who: Personal[str]) -> tuple[str, ...]:
    """The keyed hashes under which records may know somebody of whom no row was found."""
    named = _named(ports.map, who.reveal())
    by_key = [token(ports.records, named[0], key) for key in named[1]] if named else []
    by_identifier = [
        identifier_hash(ports.records, person, field, who.reveal())
        for person in ports.map.persons.values()
        for field in set(person.known_by.values())
    ]
    return (*by_key, *by_identifier)


def matched(ports: Ports, person: Person, anchors: Iterable[Anchor]) -> Match:
    """The match of these rows, taken as one person's."""
    rows = tuple(anchors)
    keys = tuple(anchor.key.reveal() for anchor in rows)
    tokens = tuple(token(ports.records, person, key) for key in keys)
    return Match(person, Personal(keys), Subject(person.kind, tokens, known_by(ports.records, person, rows)))


def known_by(records: Records, person: Person, anchors: Iterable[Anchor]) -> tuple[str, ...]:
    """The keyed hashes of the identifiers in these rows, each once."""
    return tuple(
        dict.fromkeys(
            identifier_hash(records, person, field, held)
            for anchor in anchors
            for field, value in zip(person.known_by.values(), anchor.known_by, strict=True)
            if isinstance(held := value.reveal(), str) and held
        )
    )


def token(records: Records, person: Person, key: Key) -> str:
    """The keyed hash of a person's row."""
    return row_token(records, person.kind, str(person.table), key)


def row_token(records: Records, kind: str, table: str, key: Key) -> str:
    """The keyed hash of the row of a kind of person: `main.users`, by its key."""
    return records.keyed_hash("row", kind, table, json.dumps([_plain(part) for part in key]))


def identifier_hash(records: Records, person: Person, field: str, written: str) -> str:
    """The keyed hash of an identifier, normalised."""
    return records.keyed_hash("identifier", person.kind, field, normalised(field, written))


def match_of_case(ports: Ports, case: Case) -> Match | None:
    """Whoever has something held under a case, if his row still is his own: a key given to another is not
    followed.
    """
    person = ports.map.persons.get(case.subject.person)
    if person is None or not case.held:
        return None
    kept = case.held[0].keys.reveal()
    if not isinstance(kept, Mapping):  # its key was destroyed: an older state that was put back opens no more
        return None
    keys = keys_from_json(kept["keys"])
    anchors = ports.stores[person.table.store].anchors(person, keys)
    columns = tuple(str(column) for column in _list(kept["columns"]))
    left = known_by(ports.records, person, anchors)
    if not _is_still_his(ports, case, person, keys, kept, columns, left):
        return None
    return Match(person, keys, Subject(person.kind, case.subject.tokens, left))


def is_gone(ports: Ports, case: Case) -> bool:
    """Whether no row bears the keys of whoever has something held under a case."""
    person = ports.map.persons.get(case.subject.person)
    kept = case.held[0].keys.reveal() if case.held else None
    if person is None or not isinstance(kept, Mapping):
        return False
    return not ports.stores[person.table.store].anchors(person, keys_from_json(kept["keys"]))


def _is_still_his(
    ports: Ports,
    case: Case,
    person: Person,
    keys: Keys,
    kept: Mapping[str, Json],
    columns: Sequence[str],
    left: Sequence[str],
) -> bool:
    """Whether the row is what the erasure left; or, of somebody of whom only a part was erased, is his still,
    by an identifier that he gave or by the day on which it began.
    """
    if mark_of(ports, person, keys, columns) == kept["mark"] or set(left) & set(case.subject.known_by):
        return True
    born = kept.get("born")
    return born is not None and born_of(ports, person, keys) == born


def born_of(ports: Ports, person: Person, keys: Keys) -> str | None:
    """The keyed hash of when somebody's own rows began; None where the map does not say."""
    own = next((place for place in ports.map.places if place.table == person.table and place.collected), None)
    if own is None or own.collected is None or own.collected.links:
        return None
    return mark_of(ports, person, keys, (own.collected.column,), identifiers=False)


def mark_of(
    ports: Ports, person: Person, keys: Keys, columns: Sequence[str], identifiers: bool = True
) -> str:
    """The keyed hash of what an erasure left in somebody's own rows, by which they are known again.

    That is the columns that stay, and the identifiers. A key given to somebody else bears another mark.
    """
    store = ports.stores[person.table.store]
    anchors = store.anchors(person, keys)
    own = Selection(person.table, IsSubject(person.key))
    rows = store.rows(own, (*person.key, *columns), keys)
    held = [[_plain(value) for value in row] for row in rows.reveal()]
    known = known_by(ports.records, person, anchors) if identifiers else ()
    return ports.records.keyed_hash("left", person.kind, json.dumps([held, *known]))


def keys_json(keys: Keys) -> Json:
    """Keys as they are sealed, each with its group if it has one."""
    return [_key_json(key) for key in keys.reveal()]


def keys_from_json(written: Json) -> Keys:
    """The keys that `keys_json` wrote."""
    return Personal(tuple(_key_from_json(key) for key in _list(written)))


def _key_json(key: Key) -> Json:
    parts = [_plain(part) for part in key]
    return {"group": key.group, "key": parts} if isinstance(key, GroupKey) else parts


def _key_from_json(written: Json) -> Key:
    if isinstance(written, Mapping):
        return GroupKey(tuple(_unplain(part) for part in _list(written["key"])), str(written["group"]))
    return tuple(_unplain(part) for part in _list(written))


def own(keys: Keys) -> Keys:
    """The keys of the subject's own rows among those that are bound: an item's are not."""
    return Personal(tuple(key for key in keys.reveal() if not group_of(key)))


def _by_key(ports: Ports, who: Personal[str]) -> list[Match] | None:
    named = _named(ports.map, who.reveal())
    if named is None:
        return None
    person, keys = named
    anchors = ports.stores[person.table.store].anchors(person, Personal(keys)) if keys else ()
    return [matched(ports, person, anchors)] if keys and len(anchors) == len(keys) else []


def _named(data_map: DataMap, who: str) -> tuple[Person, tuple[Key, ...]] | None:
    """The rows that `KIND:KEY,KIND:KEY` names, each once; None where it is no such name.

    No key at all where one of them can be no key: part of what was meant is not what was meant.
    """
    kind, colon, rest = who.partition(":")
    person = data_map.persons.get(kind)
    if not colon or person is None:
        return None
    keys = [_as_key(data_map, person, part.strip().removeprefix(f"{kind}:")) for part in rest.split(",")]
    return person, tuple(dict.fromkeys(key for key in keys if key)) if all(keys) else ()


def _by_identifier(ports: Ports, who: Personal[str]) -> list[Match]:
    return [
        matched(ports, person, [anchor])
        for person in ports.map.persons.values()
        for anchor in ports.stores[person.table.store].find(person, who)
    ]


def _as_key(data_map: DataMap, person: Person, written: str) -> Key | None:
    """A key as its columns hold it, from what somebody typed; None where no row can have it."""
    parts = written.split("|") if len(person.key) > 1 else [written]
    columns = data_map.catalogue.tables[person.table].columns
    key = [
        _as_scalar(columns[name].type, part) for name, part in zip(person.key, parts, strict=False) if part
    ]
    return tuple(key) if len(key) == len(parts) == len(person.key) and None not in key else None


def _as_scalar(declared: str, written: str) -> Scalar:
    """A whole number in a column of integers, of at most 64 bits; else the text, if UTF-8 can hold it."""
    if "INT" in declared.upper():
        return int(written) if re.fullmatch(r"-?[0-9]{1,18}", written) else None
    return written if written.isprintable() else None


def _plain(part: Scalar) -> Json:
    match part:
        case bytes():
            return {"hex": part.hex()}
        case None | int() | str():
            return part
        case _:
            return {"text": str(part)}


def _unplain(part: Json) -> Scalar:
    if isinstance(part, Mapping):
        return bytes.fromhex(str(part["hex"])) if "hex" in part else str(part["text"])
    assert part is None or isinstance(part, int | str)
    return part


def _list(written: Json) -> Sequence[Json]:
    assert isinstance(written, Sequence)
    return written
