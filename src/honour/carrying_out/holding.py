"""Who is held: what a plan must leave, and the keys by which a sweep leaves it.

What could go wrong for ever is that a row is destroyed while somebody is held. So a plan leaves it out; and
in the transaction, before the first step, no step may select a held row, by the holds as they are then.
"""

from collections.abc import Callable, Iterable, Sequence

from honour.carrying_out.people import Match, Ports, keys_from_json
from honour.carrying_out.ports import PersonHold, Subject
from honour.carrying_out.stores import Keys, StoreChanged
from honour.places.map import NOTHING_PERSONAL
from honour.places.personal import Personal
from honour.places.selections import Condition, GroupKey, Selection, all_of, any_of
from honour.plans.ending import kinds_of
from honour.plans.holding import Holding
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
        group = ports.records.keyed_hash("held", hold.subject.person, *hold.kinds)[:12]
        found[group, hold.state] = Holding(hold.subject.person, hold.kinds, group, hold.state)
    return tuple(found[key] for key in sorted(found))


def bound(ports: Ports) -> Keys:
    """The keys of everybody who is held, each in the group of what is held of him."""
    keys = []
    for hold in ports.records.person_holds():
        (holding,) = holdings(ports, [hold])
        keys += [GroupKey(key, holding.group) for key in keys_from_json(hold.keys.reveal()).reveal()]
    return Personal(tuple(keys))


def refuse_held(
    ports: Ports,
    steps: Sequence[Step],
    subject: Subject | None,
    keys: Keys,
    tally: Callable[[Sequence[Selection], Keys], Sequence[int]],
) -> None:
    """Stop where a step would meet a row that is held now; `tally` counts such rows. Raises StoreChanged."""
    held = ports.records.person_holds() if subject is None else holds_of(ports, subject)
    stopped = [
        Selection(step.selection.table, all_of([step.selection.condition, condition]))
        for step in steps
        for condition in _conditions(ports, step, holdings(ports, held), subject is None)
    ]
    if any(tally(stopped, keys)):
        raise StoreChanged("a hold was placed since the plan was made; ask for the plan again")


def _conditions(ports: Ports, step: Step, held: Sequence[Holding], grouped: bool) -> Iterable[Condition]:
    """The rows of a step's table of which something that the step destroys is held."""
    destroyed = [name for name, _ in step.becomes] if isinstance(step, Change) else list(step.columns)
    for place in ports.map.places:
        if place.table == step.selection.table and held:
            covering = [
                place.theirs(hold.person, hold.group if grouped else "")
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
