"""Who is held: what a plan must leave, and the keys by which a sweep leaves it.

What could go wrong for ever is that a row is destroyed while somebody is held. So a plan leaves it out; and
in the transaction, before the first step, no step may select a held row, by the holds as they are then.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from honour.carrying_out.people import Match, Ports, keys_from_json
from honour.carrying_out.ports import PersonHold, Subject
from honour.carrying_out.stores import Keys, StoreChanged
from honour.places.map import NOTHING_PERSONAL
from honour.places.personal import Personal
from honour.places.selections import Condition, GroupKey, Key, Selection, all_of, any_of, group_of
from honour.plans.asking import ONE
from honour.plans.ending import kinds_of
from honour.plans.holding import Holding
from honour.plans.item import part_of
from honour.plans.plan import Change, Step


def holds_of(ports: Ports, subject: Subject) -> tuple[PersonHold, ...]:
    """The holds on one person, found by any row or identifier that is his."""
    mine = {*subject.tokens, *subject.known_by}
    return tuple(
        hold
        for hold in ports.records.person_holds()
        if hold.subject.person == subject.person and mine & {*hold.subject.tokens, *hold.subject.known_by}
    )


def told_of(ports: Ports, match: Match) -> tuple[PersonHold, ...]:
    """The holds on somebody that may be told: a secret one shows nowhere."""
    return tuple(hold for hold in holds_of(ports, match.subject) if hold.state != "secret")


def is_preserved(ports: Ports, match: Match) -> bool:
    """Whether an authority's secret order stops every destruction of some of his data."""
    return any(hold.state == "secret" for hold in holds_of(ports, match.subject))


def holdings(ports: Ports, holds: Iterable[PersonHold]) -> tuple[Holding, ...]:
    """What these holds stop, each scope once."""
    found = {}
    for hold in holds:
        named = hold.kinds if hold.item is None else (hold.item.place, hold.item.token)
        group = ports.records.keyed_hash("held", hold.subject.person, *named)[:12]
        found[group, hold.state] = Holding(hold.subject.person, hold.kinds, group, hold.state, hold.item)
    return tuple(found[key] for key in sorted(found))


def bound(ports: Ports) -> Keys:
    """The keys of everybody who is held, each in the group of what is held of him."""
    return Personal(tuple(_bound(ports, ports.records.person_holds())))


def held_items(ports: Ports, holds: Iterable[PersonHold]) -> tuple[Key, ...]:
    """The keys of the single rows that these holds are about, each in its group: whatever is done to somebody
    of whom one row is held must be told which that is.
    """
    return tuple(_bound(ports, [hold for hold in holds if hold.item is not None]))


def _bound(ports: Ports, holds: Iterable[PersonHold]) -> Iterator[Key]:
    for hold in holds:
        (holding,) = holdings(ports, [hold])
        meant = ONE if hold.item else ""
        for key in keys_from_json(hold.keys.reveal()).reveal():
            if group_of(key) == meant:
                yield GroupKey(tuple(key), holding.group)


def refuse_held(
    ports: Ports,
    steps: Sequence[Step],
    subject: Subject | None,
    keys: Keys,
    tally: Callable[[Sequence[Selection], Keys], Sequence[int]],
    correction: str = "",
) -> None:
    """Stop where a step would meet a row that is held now; `tally` counts such rows. Raises StoreChanged.

    A correction, by the id of its intent, is not stopped by a restriction, which waits for it (GDPR Art.
    18(1)(a)), nor by an order under which what it replaces was kept. A dispute stops it: its proof would go.
    """
    held = ports.records.person_holds() if subject is None else holds_of(ports, subject)
    if correction and held:
        kept = ports.records.preserved_for(correction)
        held = tuple(hold for hold in held if hold.state != "restricted" and hold.id not in kept)
    bound_too = set(held_items(ports, held)) - set(keys.reveal())
    keys = Personal((*keys.reveal(), *bound_too))
    stopped = [
        Selection(step.selection.table, all_of([step.selection.condition, condition]))
        for step in steps
        for condition in _conditions(ports, step, holdings(ports, held), subject is None)
    ]
    if any(tally(stopped, keys)):
        if correction:
            raise StoreChanged(
                "a legal hold keeps what a correction would replace: nothing was changed; once the dispute is"
                " over, `honour release` ends the hold, then correct it"
            )
        raise StoreChanged("a hold was placed since the plan was made; ask for the plan again")


def _conditions(ports: Ports, step: Step, held: Sequence[Holding], grouped: bool) -> Iterable[Condition]:
    """The rows of a step's table of which something that the step destroys is held."""
    destroyed = [name for name, _ in step.becomes] if isinstance(step, Change) else list(step.columns)
    for place in ports.map.places:
        if place.table == step.selection.table and held:
            covering = [
                place.theirs(hold.person, hold.group if grouped else "")
                if hold.item is None
                else part_of(ports.map, place, hold.person, hold.item, hold.group)
                for hold in held
                if hold.person in place.owners
                and any(
                    hold.covers(hold.person, kinds_of(ports.policy, place, place.columns[name], hold.person))
                    for name in destroyed
                    if name in place.columns and place.columns[name].field != NOTHING_PERSONAL
                )
            ]
            if covering:
                yield all_of([place.declared(), any_of(covering)])
