"""Who is meant: from what somebody gave (an address, a user name, `customer:3`) to the person's rows and
their hashes.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from honour.carrying_out.ports import Case, Json, Records, Subject
from honour.carrying_out.stores import Anchor, Keys, Store
from honour.places.identifiers import normalised
from honour.places.map import DataMap, Person
from honour.places.personal import Personal
from honour.places.selections import Key, Scalar
from honour.promises.policy import Policy


@dataclass(frozen=True, slots=True)
class Ports:
    """A site as carrying out needs it: what it promises, where its data lies, and the two ports, bound by
    `wiring`.
    """

    policy: Policy
    map: DataMap
    stores: Mapping[str, Store]
    records: Records
    progress: Callable[[str], None] = lambda doing: None


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
        names = ", ".join(exact_name(match) for match in matches)
        super().__init__(f"{len(matches)} rows go by this identifier: say which one is meant: {names}")


def find(ports: Ports, who: Personal[str]) -> Match | None:
    """The one person meant, or None. `who` is an identifier, or `KIND:KEY` as `Ambiguous` names them.

    Raises Ambiguous, StoreUnreachable.
    """
    named = _by_key(ports, who)
    matches = named if named is not None else _by_identifier(ports, who)
    if len(matches) > 1:
        raise Ambiguous(matches)
    return matches[0] if matches else None


def exact_name(match: Match) -> str:
    """The name that means exactly this row: the kind of people and the row's key, which names nobody by
    itself.
    """
    keys = ",".join("|".join(str(part) for part in key) for key in match.keys.reveal())
    return f"{match.person.kind}:{keys}"


def hashes_of(ports: Ports, who: Personal[str]) -> tuple[str, ...]:
    """The keyed hashes under which records may know somebody of whom no row was found."""
    kind, _, key = who.reveal().partition(":")
    by_key = [
        token(ports.records, person, (part,))
        for person in ports.map.persons.values()
        if person.kind == kind
        for part in (_as_key(ports.map, person, key),)
    ]
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
    return records.keyed_hash(
        "row", person.kind, str(person.table), json.dumps([_plain(part) for part in key])
    )


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
    assert isinstance(kept, Mapping)
    keys = keys_from_json(kept["keys"])
    anchors = ports.stores[person.table.store].anchors(person, keys)
    left = known_by(ports.records, person, anchors)
    if left != tuple(str(part) for part in _list(kept["known by"])):
        return None
    return Match(person, keys, Subject(person.kind, case.subject.tokens, left))


def keys_json(keys: Keys) -> Json:
    """Keys as they are sealed."""
    return [[_plain(part) for part in key] for key in keys.reveal()]


def keys_from_json(written: Json) -> Keys:
    """The keys that `keys_json` wrote."""
    return Personal(tuple(tuple(_unplain(part) for part in _list(key)) for key in _list(written)))


def _by_key(ports: Ports, who: Personal[str]) -> list[Match] | None:
    kind, colon, key = who.reveal().partition(":")
    person = ports.map.persons.get(kind)
    if not colon or person is None:
        return None
    keys = Personal(tuple((_as_key(ports.map, person, part),) for part in key.split(",")))
    anchors = ports.stores[person.table.store].anchors(person, keys)
    return [matched(ports, person, anchors)] if anchors else []


def _by_identifier(ports: Ports, who: Personal[str]) -> list[Match]:
    return [
        matched(ports, person, [anchor])
        for person in ports.map.persons.values()
        for anchor in ports.stores[person.table.store].find(person, who)
    ]


def _as_key(data_map: DataMap, person: Person, written: str) -> Scalar:
    """What somebody typed, as the key's column holds it: a whole number in a column of integers."""
    declared = data_map.catalogue.tables[person.table].columns[person.key[0]].type
    try:
        return int(written) if "INT" in declared.upper() else written
    except ValueError:
        return written


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
