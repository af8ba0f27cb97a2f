"""The outbound gate's act: what the decision lets through leaves, what it refuses does not; both journalled.

What could go wrong for ever: what has left cannot be called back, and nobody knows that it left. So the entry
is written before anything leaves (no journal, no data), and another says what became of it. Entries name
recipient, fields and purpose, and how many people; never a value. One without an outcome may have left.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from honour.carrying_out.holding import holds_of
from honour.carrying_out.people import Match, Ports
from honour.carrying_out.ports import Act, Json, Records, Subject
from honour.carrying_out.stores import Folder
from honour.places.personal import Personal
from honour.places.selections import Scalar
from honour.places.terms import local_day
from honour.plans.plan import digest_of
from honour.plans.share import (
    Commitment,
    Piece,
    Refused,
    Way,
    fields_of,
    may_leave,
    pieces,
    stands_against,
)
from honour.promises.share import Share

Fate: TypeAlias = Literal["shared", "not shared", "perhaps shared"]
"""What became of something that was handed over, as the journal calls it."""

Hand: TypeAlias = Callable[[], Fate]
"""Hands it over. It raises nothing: what cannot be known is `perhaps shared`."""

ACCOUNTS: Final = "main.keeping_people_person"
"""The table of accounts of a site that Honour runs, as its own map calls it."""

INTENDED: Final = "sharing intended"
REFUSED: Final = "sharing refused"


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is to leave: to whom by the policy's key, under which facts for the journal, and about whom.

    `named` is what somebody wrote for a recipient whom the policy does not know: kept sealed.
    """

    facts: Mapping[str, Json]
    subjects: tuple[Subject, ...] = ()
    named: Personal[str] | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What would go to a recipient under a case of the policy: whose data, which fields, by which way.

    `held` are how many of those asked for are left out, for their data are restricted (GDPR Art. 18),
    `objected` how many more because they objected to the use (Art. 21). `digest` is what somebody confirms:
    another person, field or address is another digest.
    """

    recipient: str
    case: Share | None
    way: Way
    to: str
    fields: Mapping[str, tuple[str, ...]]
    matches: tuple[Match, ...]
    held: int
    objected: int
    policy: str

    @property
    def digest(self) -> str:
        """SHA-256 of all of it, in hexadecimal."""
        people = [list(match.subject.tokens) for match in self.matches]
        left_out = {"held": self.held, "objected": self.objected}
        return digest_of({**facts_of(self), "to": self.to, "subjects": people, **left_out})

    @property
    def leaving(self) -> Leaving:
        """The same for the journal."""
        return Leaving(facts_of(self), tuple(match.subject for match in self.matches))


def facts_of(parcel: Parcel) -> dict[str, Json]:
    """What the journal says of a parcel: fields' names, recipient, purpose, count; no value."""
    case = parcel.case
    fields = [field for each in parcel.fields.values() for field in each]
    return {
        "recipient": parcel.recipient,
        "with": case.recipient if case else None,
        "data": list(case.data) if case else [],
        "purpose": case.purpose if case else None,
        "when": case.when if case else None,
        "fields": list(dict.fromkeys(fields)),
        "way": parcel.way,
        "people": len(parcel.matches),
        "policy": parcel.policy,
    }


def parcel_of(
    ports: Ports, recipient: str, case: Share | None, matches: Sequence[Match], way: Way, to: str
) -> Parcel:
    """What would go: the declared fields of these people, without those whose data are restricted, and those
    who objected.
    """
    usable = [match for match in matches if not _restricted(ports, match, case)]
    free = tuple(match for match in usable if not _objected(ports, match, case))
    kinds = dict.fromkeys(match.person.kind for match in free)
    fields = {kind: fields_of(ports.policy, case, kind) for kind in kinds} if case else {}
    held, objected = len(matches) - len(usable), len(usable) - len(free)
    return Parcel(recipient, case, way, to, fields, free, held, objected, ports.policy.digest)


def _objected(ports: Ports, match: Match, case: Share | None) -> bool:
    """Whether he objected to this use, or switched it off."""
    if case is None:
        return False
    has_account = str(match.person.table) == ACCOUNTS
    numbers: list[int | None] = [None]
    if has_account:
        numbers += [key[0] for key in match.keys.reveal() if isinstance(key[0], int)]
    made = [one for number in numbers for one in ports.records.objections(match.subject, number)]
    return stands_against(ports.policy, case, match.person.kind, made)


def _restricted(ports: Ports, match: Match, case: Share | None) -> bool:
    """Whether some of the data may only be stored."""
    return any(
        hold.state == "restricted" and (not hold.kinds or case is None or set(hold.kinds) & set(case.data))
        for hold in holds_of(ports, match.subject)
    )


def refusal_of(
    ports: Ports, parcel: Parcel, commitments: Sequence[Commitment], now: datetime
) -> Refused | None:
    """Why a parcel may not leave; None where it may. Nobody in it is a refusal too."""
    today = local_day(now, ports.policy.site.time_zone)
    kinds = parcel.fields or dict.fromkeys(ports.map.persons, ())
    for kind, fields in kinds.items():
        refused = may_leave(ports.policy, parcel.recipient, parcel.case, fields, kind, commitments, today)
        if refused is not None:
            return refused
    if not any(parcel.fields.values()):
        mend = "name others, or restrict nothing and wait: `honour person WHO` says what is held"
        if parcel.objected:
            return Refused("these people objected to this use", "name others", "GDPR Art. 21(1), 21(3)")
        return Refused("the case names no data of these people, or their data are restricted", mend)
    return None


def content_of(ports: Ports, parcel: Parcel, transfer: str, now: datetime) -> Personal[bytes]:
    """The parcel as it travels: JSON, exactly the declared fields of each person, each with its values.

    Raises StoreUnreachable. A document's bytes do not travel: `unsendable` names such fields.
    """
    case = parcel.case
    assert case is not None  # what the gate lets through has one
    people = [_fields_of_one(ports, parcel, match, now) for match in parcel.matches]
    document = {
        "from": ports.policy.site.address,
        "transfer": transfer,
        "policy": parcel.policy,
        "data": list(case.data),
        "purpose": case.purpose,
        "when": case.when,
        "people": people,
    }
    return Personal(json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace"))


def unsendable(ports: Ports, parcel: Parcel, now: datetime) -> tuple[str, ...]:
    """The fields of a parcel that lie in files, which no parcel carries."""
    found = {
        field
        for kind in parcel.fields
        for piece in _pieces(ports, parcel, kind, now)
        if isinstance(ports.stores[piece.selection.table.store], Folder)
        for field in piece.fields
    }
    return tuple(sorted(found))


def _fields_of_one(ports: Ports, parcel: Parcel, match: Match, now: datetime) -> dict[str, list[Json]]:
    found: dict[str, list[Json]] = {field: [] for field in parcel.fields[match.person.kind]}
    for piece in _pieces(ports, parcel, match.person.kind, now):
        rows = ports.stores[piece.selection.table.store].rows(piece.selection, piece.columns, match.keys)
        for row in rows.reveal():
            for field, value in zip(piece.fields, row, strict=True):
                plain = _plain(value)
                if plain is not None and plain not in found[field]:
                    found[field].append(plain)
    return found


def _pieces(ports: Ports, parcel: Parcel, kind: str, now: datetime) -> tuple[Piece, ...]:
    case = parcel.case
    return pieces(ports.policy, ports.map, case, kind, now) if case else ()


def _plain(value: Scalar) -> Json:
    """A value as JSON bears it; bytes of a column are left out, as files are."""
    match value:
        case None | bool() | int() | str():
            return value
        case bytes():
            return None
        case _:
            return value.isoformat() if isinstance(value, datetime) else str(value)


def leave(
    records: Records,
    leaving: Leaving,
    refused: Refused | None,
    transfer: str,
    by: str,
    now: datetime,
    hand: Hand,
) -> Fate | Refused:
    """Let something leave, or refuse it; the journal has an entry before, and one of what became of it.

    `transfer` names this one act, in every entry about it and to whoever receives.
    """
    facts = {**leaving.facts, "transfer": transfer}
    if refused is not None:
        told = {**facts, "because": refused.reason, "rule": refused.source}
        records.journal(Act(REFUSED, by, told, leaving.subjects, leaving.named), now)
        return refused
    records.journal(Act(INTENDED, by, facts, leaving.subjects), now)
    fate = hand()
    records.journal(Act(fate, by, facts, leaving.subjects), now)
    return fate
