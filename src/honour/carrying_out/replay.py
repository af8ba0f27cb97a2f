"""After a restore: who is erased again, and doing it by the one way in which anybody is erased.

What could go wrong for ever, and what prevents it:

- *Somebody is erased who only bears a number that an erased person bore.* A row is erased again only where
  key and birth agree with the ledger's line; all else is a question, and is listed.
- *A replay that is killed is taken for finished.* The marks of the stores rise only when every erasure is
  done again; until then each run finds what is left.
- *More goes than was confirmed.* The digest is over every plan, its counts included.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from honour.carrying_out.births import births_of
from honour.carrying_out.erase import intent_of, planned
from honour.carrying_out.holding import is_preserved
from honour.carrying_out.people import Match, Ports, exact_name, matched, token
from honour.carrying_out.ports import Intent, Json, Subject
from honour.carrying_out.stores import NOBODY, Anchor
from honour.places.map import Person
from honour.places.personal import Personal
from honour.places.selections import Always, Key, Selection
from honour.plans import replay
from honour.plans.plan import Plan
from honour.plans.replay import Found, Line, Question


@dataclass(frozen=True, slots=True)
class Again:
    """Somebody who is erased again: what the ledger says, and the plan as it is now."""

    found: Found
    line: Line
    match: Match
    plan: Plan


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done after a restore. `lost` are the acts that `stores` lack."""

    stores: tuple[str, ...]
    lost: tuple[Line, ...]
    again: tuple[Again, ...]
    questions: tuple[Question, ...]

    def digest(self, journal: Json) -> str:
        """SHA-256, in hexadecimal, over all of it and what becomes of the journal: what a person confirms."""
        return replay.digest(
            {
                "stores": list(self.stores),
                "lost": [line.number for line in self.lost],
                "again": [one.plan.digest for one in self.again],
                "questions": [one.found.key for one in self.questions],
                "journal": journal,
            }
        )


def _is_due(ports: Ports, one: Again) -> bool:
    """Whether something of him goes again; or stays, and no case tells of it any more."""
    if one.plan.steps or all(stay.shared for stay in one.plan.stays):
        return bool(one.plan.steps)
    subject = one.match.subject
    return not ports.records.cases((*subject.tokens, *subject.known_by))


def marks(ports: Ports) -> Mapping[str, int]:
    """The number that each store bears; 0 where it bears none."""
    return {name: store.mark() or 0 for name, store in ports.stores.items()}


def due(ports: Ports, lines: Sequence[Line], forgotten: Collection[int], now: datetime) -> Due:
    """What is to be done about the acts that the stores have lost, and about those that the site's own state
    has `forgotten` (numbers of lines). Changes nothing.
    """
    borne = marks(ports)
    gone, stores = {line.number for line in replay.lost(lines, borne)}, replay.behind(lines, borne)
    lost = tuple(line for line in lines if line.number in gone or line.number in forgotten)
    people = {line.person for line in lost if line.person in ports.map.persons}
    matches = {
        one.key: (one, match)
        for kind in ports.map.persons
        if kind in people
        for one, match in _there(ports, ports.map.persons[kind], lost, stores, now)
    }
    decided = replay.decide(lost, [one for one, _ in matches.values()])
    again = (
        Again(one, line, matches[one.key][1], planned(ports, matches[one.key][1], now, line.scope))
        for one, line in decided.erased
    )
    return Due(stores, lost, tuple(one for one in again if _is_due(ports, one)), decided.questions)


def carry_out(
    ports: Ports,
    what: Due,
    new_id: Callable[[], str],
    by: str,
    now: datetime,
    carry_out: Callable[[Intent], Mapping[str, Json]],
    ask: Callable[[Intent], None],
) -> tuple[Mapping[str, Json], ...]:
    """Erase again; a receipt for each. `carry_out` makes an intent durable and does it.

    Of somebody whom an authority's order keeps from every destruction, it is only kept that he asked (`ask`):
    so that it is done once the order has ended, and stops nobody else's meanwhile.
    """
    receipts = []
    for one in what.again:
        plan = planned(
            ports, one.match, now, one.line.scope
        )  # one erasure may have changed what the next one meets
        if plan.steps or _is_due(ports, one):
            why = f"replayed after a restore: ledger line {one.line.number} of {one.line.at:%Y-%m-%d}"
            intent = intent_of(ports, plan, one.match, (new_id(), new_id()), by, why, now)
            if is_preserved(ports, one.match):
                ask(intent)
            else:
                receipts.append(carry_out(intent))
    return tuple(receipts)


def raise_marks(ports: Ports, stores: Iterable[str], epoch: int) -> None:
    """Let these stores bear the ledger's last number: everything that they had lost is done again."""
    for name in stores:
        with ports.stores[name].work() as work:
            work.raise_mark(epoch)


def _there(
    ports: Ports, person: Person, lost: Sequence[Line], stores: Sequence[str], now: datetime
) -> Iterator[tuple[Found, Match]]:
    """The people of a kind who are there and whom a line that was lost may mean."""
    keys = {row.key for line in lost for row in line.rows}
    identifiers = {one for line in lost for one in line.identifiers}
    for match in _everybody(ports, person, stores):
        subject = match.subject
        if not keys.isdisjoint(subject.tokens) or not identifiers.isdisjoint(subject.known_by):
            [birth] = births_of(ports, match, now)
            found = Found(person.kind, exact_name(match), subject.tokens[0], subject.known_by, birth)
            yield found, match


def _everybody(ports: Ports, person: Person, stores: Sequence[str]) -> Iterator[Match]:
    """Each person of a kind by his own row; of a restored store also each key whose own row is elsewhere."""
    store, width = ports.stores[person.table.store], len(person.key)
    seen: set[Key] = set()
    whole = Selection(person.table, Always())
    for row in store.rows(whole, (*person.key, *person.known_by), NOBODY).reveal():
        key = row[:width]
        seen.add(key)
        yield matched(ports, person, [Anchor(Personal(key), tuple(map(Personal, row[width:])))])
    for place in ports.map.places_of(person.kind):
        if place.table.store in stores and place.table.store != person.table.store:
            own = Selection(place.table, place.declared())
            columns = place.owner_columns[person.kind]
            direct = not place.owners[person.kind]
            for key in ports.stores[place.table.store].rows(own, columns, NOBODY).reveal() if direct else ():
                if key not in seen and None not in key:
                    seen.add(key)
                    subject = Subject(person.kind, (token(ports.records, person, key),))
                    yield Match(person, Personal((key,)), subject)
