"""Who of the staff holds which role, and that somebody says each year that it is still needed.

What could go wrong for ever: a role outlives its task, and whoever left, or whoever took his account, goes on
reading. So a role that nobody reviewed within a year opens nothing more, after two warnings; and one that is
ended takes the sessions with it at once. Nobody reviews his own.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from honour.carrying_out.ports import StateRefused
from honour.keeping.at_work import the_address, the_site
from honour.keeping.letters.to_staff import tell, tell_administrators
from honour.keeping.people import devices
from honour.keeping.people.acts import journalled, subject_of
from honour.keeping.people.clearances import withdraw
from honour.keeping.people.models import Person, Role
from honour.places.terms import add, local_day
from honour.promises.periods import Period

EVERY: Final = Period(1, "years")
"""How long a role lasts without a review (CNIL, guide of the security of personal data, 2024, sheet on
habilitations, recommends a yearly one: not checked at source).
"""

AHEAD: Final = timedelta(days=30)
"""How long before its day a review is asked for."""

WARNED: Final = timedelta(days=7)
"""How long after a warning a role is suspended at the earliest, however late it is."""


@dataclass(frozen=True, slots=True)
class Habilitation:
    """A role with the local day by which it must be reviewed."""

    role: Role
    due: date
    asked: bool

    @property
    def suspended(self) -> bool:
        """Whether it opens nothing."""
        return self.role.suspended is not None


def habilitations(now: datetime) -> list[Habilitation]:
    """Every role of every member of staff, the first to review first."""
    rows = Role.objects.select_related("person")
    return sorted((_standing(row, now) for row in rows), key=lambda each: (each.due, each.role.pk))


def review(role: Role, by: str, told_by: str, now: datetime) -> None:
    """Note that a role is still needed; one that was suspended opens its pages again. `by` is as the journal
    says it, `told_by` the keyed hash of who reviews, or `by` again.
    """
    with transaction.atomic():
        Role.objects.filter(pk=role.pk).update(reviewed=now, reviewed_by=told_by, warned=None, suspended=None)
        journalled(role.person, "role reviewed", by, {"role": role.role, "staff": told_by})


def end(person: Person, roles: list[Role], by: str, told_by: str, now: datetime) -> int:
    """End roles of somebody, and all his sessions, with the last role also his clearances; how many roles.
    They end also where the replay ledger cannot be told, by which no restored backup gives them back: then it
    raises StateRefused, afterwards.
    """
    untold: StateRefused | None = None
    try:
        for role in roles:
            the_site().records.role_ended(token_of(person), role.role, now)
    except StateRefused as error:
        untold = error
    with transaction.atomic():
        for role in roles:
            role.delete()
            journalled(person, "role ended", by, {"role": role.role, "staff": told_by})
        if roles:
            devices.end_others(person, "", by)
    if not person.roles.exists():
        withdraw(person, list(person.clearances.filter(ends__gt=now)), by)
    if untold is not None:
        raise untold
    return len(roles)


def watch(now: datetime) -> None:
    """Warn of what must be reviewed, a month before and on its day, and suspend what was not."""
    found = habilitations(now)
    over = [each for each in found if _is_over(each, now)]
    asked = [each for each in found if each.asked and each not in over and _is_to_warn(each, now)]
    with transaction.atomic():
        for each in asked:
            Role.objects.filter(pk=each.role.pk).update(warned=now)
            _tell(each, now)
        for each in over:
            Role.objects.filter(pk=each.role.pk).update(suspended=now)
            devices.end_others(each.role.person, "", "honour")
            journalled(each.role.person, "role suspended", "honour", {"role": each.role.role})
        page = f"{the_address()}/staff/habilitations/"
        if asked:
            first = min(_last_day(each, now) for each in asked)
            tell_administrators("staff/review asked", now, day=first, count=len(asked), page=page)
        if over:
            tell_administrators("staff/role suspended", now, count=len(over), page=page)


def token_of(person: Person) -> str:
    """The keyed hash by which records know a member of staff."""
    return subject_of(person).tokens[0]


def _standing(row: Role, now: datetime) -> Habilitation:
    zone = the_site().policy.site.time_zone
    due = add(local_day(row.reviewed or row.granted, zone), EVERY)
    return Habilitation(row, due, due <= local_day(now + AHEAD, zone))


def _is_over(each: Habilitation, now: datetime) -> bool:
    """Whether its day is past, and somebody was warned of that day a week ago."""
    if each.suspended or each.due >= local_day(now, the_site().policy.site.time_zone):
        return False
    return each.role.warned is not None and each.role.warned <= now - WARNED


def _is_to_warn(each: Habilitation, now: datetime) -> bool:
    """Whether nobody was warned yet, or not since its day came within a week."""
    if each.suspended:
        return False
    zone = the_site().policy.site.time_zone
    last = each.role.warned
    if last is None:
        return True
    soon = each.due - WARNED
    return local_day(now, zone) >= soon > local_day(last, zone)


def _last_day(each: Habilitation, now: datetime) -> date:
    """The day on which it is suspended: its own, or a week from now where that is later."""
    return max(each.due, local_day(now + WARNED, the_site().policy.site.time_zone))


def _tell(each: Habilitation, now: datetime) -> None:
    person = each.role.person
    if person.email and person.is_active:
        tell(person, "staff/role review", now, role=each.role.role, day=_last_day(each, now))
