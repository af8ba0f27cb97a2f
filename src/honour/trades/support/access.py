"""The right to use the service: from when until when. With its end, tickets end (`keep … access expires`).

What could go wrong for ever: a mistyped date takes somebody's tickets. So an end lies in the future when it
is written down, nothing goes before its author was warned as the policy says, and each change is journalled.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from honour.carrying_out.ports import Json
from honour.keeping.people.acts import journalled
from honour.keeping.people.models import Person
from honour.keeping.people.staff import Staff
from honour.trades.support.models import Access


def runs(person: Person, now: datetime) -> bool:
    """Whether somebody may open tickets: his access runs, or nobody ever wrote down that it begins."""
    his = Access.objects.filter(person=person)
    running = his.filter(begins__lte=now).filter(Q(ends=None) | Q(ends__gt=now))
    return running.exists() or not his.exists()


def ends_of(person: Person) -> datetime | None:
    """When somebody's access ends or ended; None where it never began, or goes on."""
    his = list(Access.objects.filter(person=person))
    ends = [each.ends for each in his if each.ends is not None]
    return max(ends) if his and len(ends) == len(his) else None


def grant(person: Person, begins: datetime, ends: datetime | None, staff: Staff) -> None:
    """Write down somebody's access, in place of the one that runs or begins later."""
    with transaction.atomic():
        Access.objects.select_for_update().filter(person=person).filter(
            Q(ends=None) | Q(ends__gt=begins)
        ).delete()
        Access.objects.create(person=person, begins=begins, ends=ends, granted_by=staff.token)
        until: Json = ends.isoformat() if ends else None
        facts: dict[str, Json] = {"staff": staff.token, "role": staff.role, "until": until}
        journalled(person, "access granted", staff.by, facts)
