"""Who of the staff is cleared for defence secrets, by which authority, and until when.

What could go wrong for ever: somebody reads, as cleared, what a customer meant for cleared staff alone. So a
clearance counts on its own days and on no other; it is written down on the machine itself, as roles are, for
a page would let one bribed administrator clear another; and one that was withdrawn does not come back with a
backup, for the replay ledger has a line of it. Whoever has no role any more has no clearance either: it goes
with the post (general interministerial instruction 1300, on the end of a clearance).

A clearance covers its level and the lower one (general interministerial instruction 1300). Nobody but its
holder is shown one. Thirty days after its end its row goes, by the sweep.
"""

from datetime import datetime
from typing import Final

from django.db import transaction

from honour.carrying_out.ports import StateRefused
from honour.keeping.at_work import the_site
from honour.keeping.people.acts import journalled, subject_of
from honour.keeping.people.models import Clearance, Level, Person
from honour.promises.own_kinds import clears_staff, withdrawn

_ENTERED: Final = "clearance entered"
_WITHDRAWN: Final = "clearance withdrawn"
ACTS: Final = frozenset({_ENTERED, _WITHDRAWN})
"""The acts that tell of a clearance: shown to its holder, and to no colleague who reads what was done."""

_LEVELS: Final = tuple(Level.values)


def are_kept() -> bool:
    """Whether this site's policy promises cleared staff: else no clearance is written down."""
    return clears_staff(the_site().policy)


def covered(person: Person, now: datetime) -> tuple[str, ...]:
    """The levels that somebody is cleared for at this moment, the lower first; none where every clearance of
    his has ended, or has not begun.
    """
    if not are_kept():
        return ()
    valid = Clearance.objects.filter(person=person, begins__lte=now, ends__gt=now)
    highest = max((_LEVELS.index(each.level) for each in valid), default=-1)
    return _LEVELS[: highest + 1]


def enter(
    person: Person, level: Level, authority: str, begins: datetime, ends: datetime, by: str
) -> Clearance:
    """Write down a clearance, in an entry that names neither its level nor its authority."""
    now = the_site().now()
    with transaction.atomic():
        made = Clearance.objects.create(
            person=person,
            level=level,
            authority=authority,
            begins=begins,
            ends=ends,
            entered=now,
            entered_by=by,
        )
        journalled(person, _ENTERED, by, {})
    return made


def withdraw(person: Person, found: list[Clearance], by: str) -> None:
    """End clearances of somebody at once; their rows go on the day of their term. They end also where the
    replay ledger cannot be told, by which no restored backup gives them back: then it raises StateRefused,
    afterwards.
    """
    now = the_site().now()
    untold: StateRefused | None = None
    try:
        for each in found:
            the_site().records.role_ended(subject_of(person).tokens[0], withdrawn(each.level), now)
    except StateRefused as error:
        untold = error
    with transaction.atomic():
        for each in found:
            Clearance.objects.filter(pk=each.pk, ends__gt=now).update(ends=now)
            journalled(person, _WITHDRAWN, by, {})
    if untold is not None:
        raise untold


def clearances() -> list[Clearance]:
    """Every clearance that is kept, the first to end first."""
    return list(Clearance.objects.select_related("person").order_by("ends", "pk"))
